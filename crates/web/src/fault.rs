//! Faults: the one type that knows which status says that something went wrong.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use broadsheet_store::Failure;

use crate::{House, answer};

/// Why a request got no page.
pub(crate) enum Fault {
    /// The store failed.
    Failed(Failure),
    /// The request cannot be understood.
    Unreadable(&'static str),
    /// The address takes other methods.
    Method,
}

impl Fault {
    /// The answer, logged where it is our own fault.
    pub(crate) fn answer(&self, house: &House, path: &str) -> Response {
        match self {
            Self::Failed(failure) => {
                tracing::error!(%failure, path, "no page");
                let status = match failure.is_passing() {
                    true => StatusCode::SERVICE_UNAVAILABLE,
                    false => StatusCode::INTERNAL_SERVER_ERROR,
                };
                let page = broadsheet_pages::out_of_order(&house.name);
                let mut response = answer::page(status, broadsheet_pages::HTML, page);
                if failure.is_passing() {
                    response.headers_mut().insert("retry-after", axum::http::HeaderValue::from_static("10"));
                }
                response
            }
            Self::Unreadable(why) => (StatusCode::BAD_REQUEST, format!("{why}\n")).into_response(),
            Self::Method => {
                let why = "This address is only read: ask with GET or HEAD.\n";
                (StatusCode::METHOD_NOT_ALLOWED, [("allow", "GET, HEAD")], why).into_response()
            }
        }
    }
}
