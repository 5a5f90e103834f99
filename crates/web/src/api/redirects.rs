//! Redirects for programs.

use axum::extract::RawQuery;
use axum::response::Response;
use broadsheet_desk::redirect;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::given::Given;
use super::problem::Problem;
use super::written::{SHOWN, done, page, touched};
use crate::guard::Program;
use crate::newsroom::fields::{Fields, encoded};

/// An address that leads to another.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"path": "/old-news", "target": "/"}))]
pub(crate) struct RedirectJson {
    /// The address.
    path: String,
    /// Where it leads: an address of the paper, or a whole one elsewhere.
    target: String,
}

/// Lists redirects by their addresses.
#[utoipa::path(get, path = "/api/v1/redirects", tag = "redirects", params(("after" = Option<String>, Query)), responses((status = 200, description = "A page of redirects.")))]
pub(crate) async fn list(program: Program, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let fields = Fields::of_query(query.as_deref());
    let reading = program.house.newsroom.store.reading().await?;
    let mut found = reading.redirects_after(fields.text("after"), SHOWN + 1).await?;
    reading.finish();
    let more = found.len() as i64 > SHOWN;
    found.truncate(usize::try_from(SHOWN).unwrap_or_default());
    let next = found.last().filter(|_| more).map(|(path, _)| format!("/api/v1/redirects?after={}", encoded(path)));
    Ok(page(found.iter().map(|(path, target)| json!({ "path": path, "target": target })).collect(), next))
}

/// Lets an address lead to another.
#[utoipa::path(put, path = "/api/v1/redirects", tag = "redirects", request_body = RedirectJson, responses((status = 200, description = "What was touched.")))]
pub(crate) async fn save(program: Program, Given(sent): Given<RedirectJson>) -> Result<Response, Problem> {
    let ((), by) = done(&program, redirect::save(&program.desk(), &sent.path, &sent.target).await)?;
    Ok(touched(by))
}

/// Lets an address that led to another lead nowhere.
#[utoipa::path(delete, path = "/api/v1/redirects", tag = "redirects", params(("path" = String, Query)), responses((status = 200, description = "What was touched.")))]
pub(crate) async fn remove(program: Program, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let fields = Fields::of_query(query.as_deref());
    let ((), by) = done(&program, redirect::remove(&program.desk(), fields.text("path")).await)?;
    Ok(touched(by))
}
