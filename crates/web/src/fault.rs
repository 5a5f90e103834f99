//! Faults: the one type that knows which status says that something went wrong.

use axum::http::header::{ALLOW, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use broadsheet_store::Failure;

use crate::{House, answer};

/// The type of an answer that is a sentence and no page.
const SENTENCE: &str = "text/plain; charset=utf-8";

/// The status of a failure of the store, and what whoever works here is told.
pub(crate) fn said_of(failure: &Failure) -> (StatusCode, &'static str) {
    match failure.is_passing() {
        true => {
            let why = "The paper's database does not answer. Nothing was done; try again in a minute.";
            (StatusCode::SERVICE_UNAVAILABLE, why)
        }
        false => {
            let why = "The fault is ours, and stands in the server's log. Nothing was done; tell whoever runs it.";
            (StatusCode::INTERNAL_SERVER_ERROR, why)
        }
    }
}

/// Why a request got no page.
pub(crate) enum Fault {
    /// The store failed.
    Failed(Failure),
    /// The address takes other methods.
    Method,
}

impl Fault {
    /// The answer, logged where it is our own fault.
    pub(crate) fn answer(&self, house: &House, path: &str) -> Response {
        match self {
            Self::Failed(failure) => {
                tracing::error!(%failure, path, "no page");
                let (status, _) = said_of(failure);
                let theme = house.press.theme();
                let page = broadsheet_pages::out_of_order(&theme, &house.name);
                let mut response = answer::page(status, broadsheet_pages::HTML, &theme, page);
                if failure.is_passing() {
                    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("10"));
                }
                response
            }
            Self::Method => {
                let why = "This address is only read: ask with GET or HEAD.\n";
                let mut response = answer::bare(StatusCode::METHOD_NOT_ALLOWED, SENTENCE, why);
                response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
                response
            }
        }
    }
}
