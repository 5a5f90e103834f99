//! Answers of the API: JSON with what an act touched, and lists by pages.

use axum::Json;
use axum::http::header::{ETAG, LINK, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use broadsheet_desk::{Done, Refusal, told_again};
use broadsheet_news::clock::{Instant, Zone};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::problem::Problem;
use crate::guard::Program;

/// What an act touched.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub(crate) struct Touched {
    /// The number of its change in the change log.
    pub change: i64,
    /// How many pages and parts on the shelf it marked; null where that is not known any more.
    pub marked: Option<usize>,
}

/// How many things a page of a list has.
pub(crate) const SHOWN: i64 = 100;

/// What an act has made, where it was done now or by the same request before; and what it touched.
pub(crate) fn done<T: DeserializeOwned>(
    program: &Program,
    outcome: Result<Done<T>, Refusal>,
) -> Result<(T, Touched), Problem> {
    let done = told_again(outcome)?;
    let change = done.change.number;
    Ok((done.made, Touched { change, marked: program.house.press.marked_by(change) }))
}

/// A thing, with what the act before touched.
pub(crate) fn thing(status: StatusCode, mut thing: Value, touched: Option<Touched>) -> Response {
    if let (Some(all), Some(touched)) = (thing.as_object_mut(), touched) {
        all.insert("touched".into(), json!(touched));
    }
    (status, Json(thing)).into_response()
}

/// A thing that was made, at its address.
pub(crate) fn made(at: &str, value: Value, touched: Touched) -> Response {
    let mut response = thing(StatusCode::CREATED, value, Some(touched));
    if let Ok(at) = HeaderValue::from_str(at) {
        response.headers_mut().insert(LOCATION, at);
    }
    response
}

/// What an act touched, and nothing else.
pub(crate) fn touched(touched: Touched) -> Response {
    thing(StatusCode::OK, json!({}), Some(touched))
}

/// A page of a list; `next` is where it goes on.
pub(crate) fn page(things: Vec<Value>, next: Option<String>) -> Response {
    let mut response = Json(json!({ "items": things, "next": next })).into_response();
    let link = next.and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok());
    link.into_iter().for_each(|link| _ = response.headers_mut().insert(LINK, link));
    response
}

/// A page of things by id; `path` is where the list is.
pub(crate) fn by_id<T>(path: &str, mut things: Vec<T>, id: impl Fn(&T) -> i64, json: impl Fn(&T) -> Value) -> Response {
    let more = things.len() as i64 > SHOWN;
    things.truncate(usize::try_from(SHOWN).unwrap_or_default());
    let next = things.last().filter(|_| more).map(|last| format!("{path}?above={}", id(last)));
    page(things.iter().map(json).collect(), next)
}

/// The same answer with a mark, for If-Match.
pub(crate) fn marked(mut response: Response, mark: &str) -> Response {
    if let Ok(mark) = HeaderValue::from_str(mark) {
        response.headers_mut().insert(ETAG, mark);
    }
    response
}

/// A time in the paper's zone, with its offset.
pub(crate) fn time(at: Option<Instant>, zone: &Zone) -> Value {
    at.map_or(Value::Null, |at| json!(zone.iso(at)))
}

/// The paper's zone.
pub(crate) async fn zone(program: &Program) -> Result<Zone, Problem> {
    let reading = program.house.newsroom.store.reading().await?;
    let zone = reading.zone().await?;
    reading.finish();
    Ok(zone)
}
