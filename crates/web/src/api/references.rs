//! References for programs.

use axum::extract::{Path, RawQuery};
use axum::response::Response;
use broadsheet_desk::reference;
use broadsheet_news::ids::{ArticleId, ReferenceId};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::given::Given;
use super::problem::Problem;
use super::written::{SHOWN, by_id, done, touched};
use crate::guard::Program;
use crate::newsroom::fields::Fields;

/// Which article a reference is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"article": 1}))]
pub(crate) struct Joined {
    /// Its id.
    article: i64,
}

/// Lists references by id.
#[utoipa::path(get, path = "/api/v1/references", tag = "references", params(("above" = Option<i64>, Query)), responses((status = 200, description = "A page of references.")))]
pub(crate) async fn list(program: Program, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let above = Fields::of_query(query.as_deref()).number("above").unwrap_or_default();
    let reading = program.house.newsroom.store.reading().await?;
    let found = reading.references_above(above, SHOWN + 1).await?;
    reading.finish();
    Ok(by_id("/api/v1/references", found, |one| one.id.0, |one| json!(one)))
}

/// Says which article a reference is.
#[utoipa::path(put, path = "/api/v1/references/{id}/article", tag = "references", params(("id" = i64, Path)), request_body = Joined, responses((status = 200, description = "What was touched.")))]
pub(crate) async fn join(
    program: Program,
    Path(id): Path<i64>,
    Given(sent): Given<Joined>,
) -> Result<Response, Problem> {
    let to = Some(ArticleId(sent.article));
    let ((), by) = done(&program, reference::join(&program.desk(), ReferenceId(id), to).await)?;
    Ok(touched(by))
}

/// Parts a reference from its article again.
#[utoipa::path(delete, path = "/api/v1/references/{id}/article", tag = "references", params(("id" = i64, Path)), responses((status = 200, description = "What was touched.")))]
pub(crate) async fn part(program: Program, Path(id): Path<i64>) -> Result<Response, Problem> {
    let ((), by) = done(&program, reference::join(&program.desk(), ReferenceId(id), None).await)?;
    Ok(touched(by))
}
