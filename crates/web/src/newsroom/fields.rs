//! The fields of a form, as browsers send them (WHATWG URL, 5.1).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::sentence::Sentence;

use crate::House;
use crate::newsroom::times;
use crate::newsroom::{page, visitor};

/// The fields of a form, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The fields of an address' query.
    pub fn of_query(query: Option<&str>) -> Self {
        Self(read(query.unwrap_or_default().as_bytes()))
    }

    /// What a field says, without space around it; nothing where it is not there or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        Some(self.text(name).trim()).filter(|text| !text.is_empty())
    }

    /// What a field says, as it is.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, text)| text)
    }

    /// What all fields of a name say, those left out that are empty.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(field, text)| field == name && !text.trim().is_empty()).map(|(_, text)| text.trim())
    }

    /// A field as a number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.parse().ok()
    }

    /// A field that holds a time of the paper's zone, as a browser writes it: `2026-11-25T08:30`.
    ///
    /// # Errors
    /// A sentence where it holds something else.
    pub fn instant(&self, name: &str, zone: &Zone) -> Result<Option<Instant>, Sentence> {
        match self.get(name) {
            None => Ok(None),
            Some(text) => times::read(text, zone).map(Some),
        }
    }
}

const TOO_LARGE: &str =
    "The form is larger than 4 MiB: nothing was saved. Take some of the text away, or send it in parts.";

impl FromRequest<Arc<House>> for Fields {
    type Rejection = Response;

    async fn from_request(request: Request, house: &Arc<House>) -> Result<Self, Response> {
        let language = visitor::language(request.headers());
        match Bytes::from_request(request, house).await {
            Ok(bytes) => Ok(Self(read(&bytes))),
            Err(rejection) => {
                let (status, why) = match rejection.into_response().status() {
                    StatusCode::PAYLOAD_TOO_LARGE => (StatusCode::PAYLOAD_TOO_LARGE, TOO_LARGE),
                    _ => (StatusCode::BAD_REQUEST, "The form could not be read to its end. Send it again."),
                };
                Err(page::for_anyone(house, language).refused(status, &why.into()))
            }
        }
    }
}

/// The fields of a form. What is no text becomes signs that stand for it.
pub(crate) fn read(bytes: &[u8]) -> Vec<(String, String)> {
    let pairs = bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    let pair = |pair: &[u8]| {
        let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
        (decoded(&pair[..at]), decoded(pair.get(at + 1..).unwrap_or_default()))
    };
    pairs.map(pair).collect()
}

fn decoded(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'+' => out.push(b' '),
            b'%' => match (digit(bytes.get(at)), digit(bytes.get(at + 1))) {
                (Some(high), Some(low)) => {
                    out.push(u8::try_from(high * 16 + low).unwrap_or_default());
                    at += 2;
                }
                _ => out.push(b'%'),
            },
            byte => out.push(*byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Text as it stands in a query.
pub(crate) fn encoded(text: &str) -> String {
    broadsheet_news::address::encoded(text).replace('/', "%2F")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_browsers_write_them() {
        let fields = Fields(read("a=1+2&b=%E6%B8%AF&a=3&c&=x&d=100%&e=%zz".as_bytes()));
        assert_eq!((fields.get("a"), fields.get("b"), fields.get("c")), (Some("1 2"), Some("港"), None));
        assert_eq!(fields.all("a").collect::<Vec<_>>(), ["1 2", "3"]);
        assert_eq!((fields.get("d"), fields.get("e")), (Some("100%"), Some("%zz")));
        assert_eq!(read(b"x=%ff"), [("x".to_owned(), "\u{fffd}".to_owned())]);
    }
}
