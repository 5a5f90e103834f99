//! Requests that may come twice and are done once (draft-ietf-httpapi-idempotency-key-header).

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderName, Method, StatusCode};
use broadsheet_store::Once;

use super::problem::Problem;

/// The field that holds the key.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The longest key.
const LONGEST: usize = 200;
/// Larger requests are photos.
const MOST: usize = broadsheet_desk::photo::MOST_BYTES as usize + (1 << 20);

/// The key of a request with the hash of what it asks, if it has one; and the request, as it was.
pub(crate) async fn of(request: Request) -> Result<(Request, Option<Once>), Problem> {
    let Some(key) = request.headers().get(KEY) else { return Ok((request, None)) };
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok((request, None));
    }
    let key = key.to_str().unwrap_or_default().trim_matches('"').to_owned();
    if key.is_empty() || key.len() > LONGEST {
        let why = format!("An Idempotency-Key has 1 to {LONGEST} signs of ASCII: a UUID does.");
        return Err(Problem::of(StatusCode::BAD_REQUEST, why));
    }
    let (head, body) = request.into_parts();
    let bytes = to_bytes(body, MOST).await.map_err(|_| {
        Problem::of(StatusCode::PAYLOAD_TOO_LARGE, "The request is too large, or did not come whole. Nothing was done.")
    })?;
    let mut hasher = blake3::Hasher::new();
    for piece in [head.method.as_str().as_bytes(), b" ", head.uri.to_string().as_bytes(), b"\n", &bytes] {
        hasher.update(piece);
    }
    let asked = hasher.finalize().to_hex().to_string();
    Ok((Request::from_parts(head, Body::from(bytes)), Some(Once { key, asked })))
}
