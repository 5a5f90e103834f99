//! What a program sends: JSON, every wrong field of which is named.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::problem::{FieldProblem, Problem};
use crate::House;

/// What was sent, read.
pub(crate) struct Given<T>(pub T);

/// So many wrong fields are named at once.
const MOST: usize = 20;

impl<T: DeserializeOwned> FromRequest<Arc<House>> for Given<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, house: &Arc<House>) -> Result<Self, Problem> {
        let media_type = request.headers().get(CONTENT_TYPE).and_then(|of| of.to_str().ok()).unwrap_or_default();
        let bare = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if !bare.is_empty() && bare != "application/json" && bare != "application/merge-patch+json" {
            let why = "Send JSON, as Content-Type: application/json.";
            return Err(Problem::of(StatusCode::UNSUPPORTED_MEDIA_TYPE, why));
        }
        let bytes = Bytes::from_request(request, house).await.map_err(|rejection| {
            match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => Problem::of(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "The request has more than 4 MiB. Nothing was done: send less at once.",
                ),
                _ => Problem::of(
                    StatusCode::BAD_REQUEST,
                    "The request did not come whole. Nothing was done: send it again.",
                ),
            }
        })?;
        read(&bytes).map(Self)
    }
}

/// Reads JSON, and names every field that is not as it should be.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Problem::of(StatusCode::BAD_REQUEST, "The request is no UTF-8. Nothing was done."))?;
    let text = if text.trim().is_empty() { "{}" } else { text };
    let mut value: Value = serde_json::from_str(text).map_err(|error| {
        let why = format!("The request is no JSON: {error}. Nothing was done.");
        Problem::of(StatusCode::BAD_REQUEST, why)
    })?;
    let mut errors = Vec::new();
    loop {
        let error = match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(read) if errors.is_empty() => return Ok(read),
            Ok(_) => return Err(Problem::of_fields(errors)),
            Err(error) => error,
        };
        let path = error.path().to_string();
        let field = path.split(['.', '[']).next().unwrap_or_default().to_owned();
        let why = error.into_inner().to_string();
        let named = field_in(&why).map(str::to_owned);
        let place = if field.is_empty() || field == "." { named.clone().unwrap_or_default() } else { path };
        errors.push(FieldProblem { pointer: format!("/{}", pointed(&place)), detail: sentence(&place, &why) });
        // What is wrong is taken away, so that what else is wrong is found too.
        let gone = match value.as_object_mut() {
            Some(all) => {
                let name = if field.is_empty() || field == "." { named.unwrap_or_default() } else { field };
                all.remove(&name).is_some()
            }
            None => false,
        };
        if !gone || errors.len() >= MOST {
            return Err(Problem::of_fields(errors));
        }
    }
}

/// The field that a message of serde names in backticks.
fn field_in(why: &str) -> Option<&str> {
    why.split('`').nth(1)
}

fn pointed(path: &str) -> String {
    path.replace('[', ".").replace(']', "").replace('.', "/")
}

fn sentence(place: &str, why: &str) -> String {
    if why.starts_with("unknown field") {
        return format!("There is no field `{place}` here, or it cannot be set.");
    }
    if why.starts_with("missing field") {
        return format!("The field `{place}` is missing.");
    }
    format!("The field `{place}` cannot be read: {why}.")
}

/// A field that may be left out, or be null: the first leaves what is there, the second takes it away.
#[expect(clippy::option_option, reason = "left out, null and a value are three things")]
pub(crate) fn maybe<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "it is read")]
    struct Sample {
        headline: String,
        topics: Option<Vec<i64>>,
        #[serde(default, deserialize_with = "maybe")]
        section: Option<Option<i64>>,
    }

    #[test]
    fn every_wrong_field_is_named() {
        let problem = read::<Sample>(br#"{"headline": 3, "topics": [1, "x"], "state": "published"}"#).unwrap_err();
        let text = serde_json::to_value(problem).unwrap();
        let pointers: Vec<&str> =
            text["errors"].as_array().unwrap().iter().filter_map(|e| e["pointer"].as_str()).collect();
        assert!(
            pointers.contains(&"/headline") && pointers.contains(&"/topics/1") && pointers.contains(&"/state"),
            "{text}"
        );
        assert_eq!(text["status"], 422);
        let missing = serde_json::to_value(read::<Sample>(b"{}").unwrap_err()).unwrap();
        assert_eq!(missing["errors"][0]["pointer"], "/headline");
        assert_eq!(serde_json::to_value(read::<Sample>(b"{").unwrap_err()).unwrap()["status"], 400);
        assert_eq!(serde_json::to_value(read::<Sample>(b"\xff").unwrap_err()).unwrap()["status"], 400);
    }

    #[test]
    fn left_out_and_null_are_two_things() {
        assert_eq!(read::<Sample>(br#"{"headline": "a"}"#).unwrap().section, None);
        assert_eq!(read::<Sample>(br#"{"headline": "a", "section": null}"#).unwrap().section, Some(None));
        assert_eq!(read::<Sample>(br#"{"headline": "a", "section": 7}"#).unwrap().section, Some(Some(7)));
    }
}
