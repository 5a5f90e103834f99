//! Problems: every error of the API, in the form of RFC 9457.

use axum::Json;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use broadsheet_desk::{Clash, Refusal};
use broadsheet_store::Failure;
use serde::Serialize;
use utoipa::ToSchema;

use crate::fault;
use crate::newsroom::page::status_of;

/// Why something was not done. Nothing of it was.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    #[serde(rename = "type")]
    kind: Kind,
    /// The status, in words.
    title: &'static str,
    /// The status.
    status: u16,
    /// A sentence that names the thing and the way out.
    detail: String,
    /// The fields that cannot stand as they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
    /// Where two texts clash, with both.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    clashes: Vec<ClashJson>,
    /// The newest revision, on which the next attempt is to be based.
    #[serde(skip_serializing_if = "Option::is_none")]
    newest: Option<i64>,
}

/// The kind of a problem, as an address.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) enum Kind {
    /// The status says it (RFC 9457, 4.2.1).
    #[serde(rename = "about:blank")]
    Status,
}

/// A field that cannot stand as it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// Where it is in what was sent (RFC 6901).
    pub pointer: String,
    /// Why, in a sentence.
    pub detail: String,
}

/// Two texts for one place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ClashJson {
    /// The field, or the id of the block.
    place: String,
    /// What you sent.
    yours: String,
    /// What the newest revision says.
    theirs: String,
}

impl Problem {
    /// A problem of that status.
    pub fn of(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            kind: Kind::Status,
            title: status.canonical_reason().unwrap_or("Problem"),
            status: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
            clashes: Vec::new(),
            newest: None,
        }
    }

    /// Fields that cannot stand as they are.
    pub fn of_fields(errors: Vec<FieldProblem>) -> Self {
        let detail = errors.iter().map(|error| error.detail.as_str()).collect::<Vec<_>>().join(" ");
        Self { errors, ..Self::of(StatusCode::UNPROCESSABLE_ENTITY, detail) }
    }

    /// One field that cannot stand as it is.
    pub fn of_field(field: &str, detail: impl Into<String>) -> Self {
        Self::of_fields(vec![FieldProblem { pointer: format!("/{field}"), detail: detail.into() }])
    }

    /// A refusal of the desk.
    pub fn refused(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Failed(failure) => Self::failed(failure),
            Refusal::Misfits(misfits) => {
                let field = |misfit: &broadsheet_desk::Misfit| FieldProblem {
                    pointer: format!("/{}", misfit.field),
                    detail: misfit.why.to_string(),
                };
                Self::of_fields(misfits.iter().map(field).collect())
            }
            Refusal::Conflict(conflict) => {
                let clash = |clash: &Clash| ClashJson {
                    place: clash.place.clone(),
                    yours: clash.ours.clone(),
                    theirs: clash.theirs.clone(),
                };
                Self {
                    clashes: conflict.clashes.iter().map(clash).collect(),
                    newest: Some(conflict.newest.0),
                    ..Self::of(StatusCode::CONFLICT, refusal.to_string())
                }
            }
            other => Self::of(status_of(other), other.to_string()),
        }
    }

    /// A failure of the store.
    pub fn failed(failure: &Failure) -> Self {
        tracing::error!(%failure, "the API cannot answer");
        let (status, why) = fault::said_of(failure);
        Self::of(status, why)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::refused(&refusal)
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Self::failed(&failure)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        crate::guard::kept_to_oneself(response)
    }
}
