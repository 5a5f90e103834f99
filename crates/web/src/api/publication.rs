//! What becomes of an article, for programs: its state, publication, schedule, embargo, corrections, and what it is shown with.

use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use broadsheet_desk::publication::{self, Publication};
use broadsheet_desk::{correction, embargo as embargoes, progress, related, schedule as schedules, translation};
use broadsheet_news::article::{Article, Member, State};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, CorrectionId, ReferenceId};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::articles::{ArticleJson, matches, shown};
use super::given::Given;
use super::problem::Problem;
use super::written::{done, made, thing, touched, zone};
use crate::guard::Program;
use crate::newsroom::acts;
use crate::newsroom::fields::Fields;

/// A state that an article may be moved to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"state": "in_review"}))]
pub(crate) struct StateJson {
    /// `draft`, `in_review` or `ready`.
    #[schema(value_type = String)]
    state: State,
}

/// Hands an article in, or back.
#[utoipa::path(put, path = "/api/v1/articles/{id}/state", tag = "publication", params(("id" = i64, Path)), request_body = StateJson, responses((status = 200, body = ArticleJson, description = "The article.")))]
pub(crate) async fn move_to(
    program: Program,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Given(sent): Given<StateJson>,
) -> Result<Response, Problem> {
    let id = ArticleId(id);
    matches(&program, id, &headers).await?;
    let (_, by) = done::<Article>(&program, progress::move_to(&program.desk(), id, sent.state).await)?;
    shown(&program, id, StatusCode::OK, Some(by), Vec::new()).await
}

/// How an article is published.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"substantive": false}))]
pub(crate) struct PublicationJson {
    /// Whether readers are told that it has changed: moves "updated".
    #[serde(default)]
    substantive: bool,
}

/// Publishes the newest revision. During an embargo it becomes a schedule at its end.
#[utoipa::path(post, path = "/api/v1/articles/{id}/publication", tag = "publication", params(("id" = i64, Path)), request_body = PublicationJson, responses((status = 201, body = ArticleJson, description = "The article; readers have it."), (status = 422, body = Problem, description = "It is not ready, with every reason.")))]
pub(crate) async fn publish(
    program: Program,
    Path(id): Path<i64>,
    headers: HeaderMap,
    Given(sent): Given<PublicationJson>,
) -> Result<Response, Problem> {
    let id = ArticleId(id);
    matches(&program, id, &headers).await?;
    let how = Publication { substantive: sent.substantive };
    let (article, by) = done::<Article>(&program, publication::publish(&program.desk(), id, how).await)?;
    let mut response = shown(&program, id, StatusCode::CREATED, Some(by), Vec::new()).await?;
    let at = article.address.map(|address| broadsheet_news::address::encoded(&address));
    let at = at.unwrap_or_else(|| format!("/api/v1/articles/{id}"));
    if let Ok(at) = axum::http::HeaderValue::from_str(&at) {
        response.headers_mut().insert(axum::http::header::LOCATION, at);
    }
    Ok(response)
}

/// Withdraws an article; with `kill=true` its photos go too.
#[utoipa::path(delete, path = "/api/v1/articles/{id}/publication", tag = "publication", params(("id" = i64, Path), ("kill" = Option<bool>, Query)), responses((status = 200, body = ArticleJson, description = "The article; its address says that it is gone.")))]
pub(crate) async fn withdraw(
    program: Program,
    Path(id): Path<i64>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let id = ArticleId(id);
    matches(&program, id, &headers).await?;
    let kills = Fields::of_query(query.as_deref()).get("kill") == Some("true");
    let outcome = match kills {
        true => publication::kill(&program.desk(), id).await,
        false => publication::withdraw(&program.desk(), id).await,
    };
    let (_, by) = done::<Article>(&program, outcome)?;
    shown(&program, id, StatusCode::OK, Some(by), Vec::new()).await
}

/// What publishing would change, and which pages and parts on the shelf it would mark. Nothing is done.
#[utoipa::path(get, path = "/api/v1/articles/{id}/impact", tag = "publication", params(("id" = i64, Path)), responses((status = 200, description = "Facts, positions, pages and parts.")))]
pub(crate) async fn impact(program: Program, Path(id): Path<i64>) -> Result<Response, Problem> {
    let impact = acts::of(&program.house.press, &program.desk(), ArticleId(id)).await?;
    Ok(thing(StatusCode::OK, json!(impact), None))
}

/// An instant.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"at": "2030-11-25T08:30:00+08:00"}))]
pub(crate) struct At {
    /// With an offset, or in the paper's zone.
    at: String,
    /// `publish` (where nothing is said) or `withdraw`.
    #[serde(default)]
    act: Option<String>,
}

async fn instant(program: &Program, text: &str, field: &str) -> Result<Instant, Problem> {
    let zone = zone(program).await?;
    crate::newsroom::times::read(text, &zone).map_err(|why| Problem::of_field(field, why.to_string()))
}

fn withdraws(act: Option<&str>) -> Result<bool, Problem> {
    match act {
        None | Some("publish") => Ok(false),
        Some("withdraw") => Ok(true),
        Some(_) => Err(Problem::of_field("act", "The act is `publish` or `withdraw`.")),
    }
}

/// Says when an article goes out, or is withdrawn.
#[utoipa::path(put, path = "/api/v1/articles/{id}/schedule", tag = "publication", params(("id" = i64, Path)), request_body = At, responses((status = 200, body = ArticleJson, description = "The article.")))]
pub(crate) async fn schedule(
    program: Program,
    Path(id): Path<i64>,
    Given(sent): Given<At>,
) -> Result<Response, Problem> {
    let id = ArticleId(id);
    let at = Some(instant(&program, &sent.at, "at").await?);
    let outcome = match withdraws(sent.act.as_deref())? {
        true => schedules::withdraw_at(&program.desk(), id, at).await,
        false => schedules::publish_at(&program.desk(), id, at).await,
    };
    let ((), by) = done(&program, outcome)?;
    shown(&program, id, StatusCode::OK, Some(by), Vec::new()).await
}

/// Lifts a schedule.
#[utoipa::path(delete, path = "/api/v1/articles/{id}/schedule", tag = "publication", params(("id" = i64, Path), ("act" = Option<String>, Query)), responses((status = 200, body = ArticleJson, description = "The article.")))]
pub(crate) async fn unschedule(
    program: Program,
    Path(id): Path<i64>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (id, fields) = (ArticleId(id), Fields::of_query(query.as_deref()));
    let outcome = match withdraws(fields.get("act"))? {
        true => schedules::withdraw_at(&program.desk(), id, None).await,
        false => schedules::publish_at(&program.desk(), id, None).await,
    };
    let ((), by) = done(&program, outcome)?;
    shown(&program, id, StatusCode::OK, Some(by), Vec::new()).await
}

/// Until when an article is kept from everybody.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"until": "2030-11-25T08:30:00+08:00"}))]
pub(crate) struct Until {
    /// With an offset, or in the paper's zone.
    until: String,
}

/// Keeps an article from everybody until an instant.
#[utoipa::path(put, path = "/api/v1/articles/{id}/embargo", tag = "publication", params(("id" = i64, Path)), request_body = Until, responses((status = 200, body = ArticleJson, description = "The article.")))]
pub(crate) async fn embargo(
    program: Program,
    Path(id): Path<i64>,
    Given(sent): Given<Until>,
) -> Result<Response, Problem> {
    let id = ArticleId(id);
    let until = instant(&program, &sent.until, "until").await?;
    let ((), by) = done(&program, embargoes::set(&program.desk(), id, Some(until)).await)?;
    shown(&program, id, StatusCode::OK, Some(by), Vec::new()).await
}

/// Lifts an embargo.
#[utoipa::path(delete, path = "/api/v1/articles/{id}/embargo", tag = "publication", params(("id" = i64, Path)), responses((status = 200, body = ArticleJson, description = "The article.")))]
pub(crate) async fn lift_embargo(program: Program, Path(id): Path<i64>) -> Result<Response, Problem> {
    let id = ArticleId(id);
    let ((), by) = done(&program, embargoes::set(&program.desk(), id, None).await)?;
    shown(&program, id, StatusCode::OK, Some(by), Vec::new()).await
}

/// A public correction.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "The ferry carries ninety, not nine hundred.", "before": "nine hundred"}))]
pub(crate) struct CorrectionJson {
    /// What was wrong and what is right.
    text: String,
    /// The wording before.
    #[serde(default)]
    before: String,
}

/// Corrects an article in public.
#[utoipa::path(post, path = "/api/v1/articles/{id}/corrections", tag = "publication", params(("id" = i64, Path)), request_body = CorrectionJson, responses((status = 201, description = "The correction's id.")))]
pub(crate) async fn correct(
    program: Program,
    Path(id): Path<i64>,
    Given(sent): Given<CorrectionJson>,
) -> Result<Response, Problem> {
    let outcome = correction::make(&program.desk(), ArticleId(id), &sent.text, &sent.before).await;
    let (correction, by) = done::<CorrectionId>(&program, outcome)?;
    Ok(made(&format!("/api/v1/articles/{id}"), json!({ "id": correction }), by))
}

/// Related articles that an editor chooses.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"related": [{"article": 1}]}))]
pub(crate) struct Related {
    /// In order: each an `article` or a `reference`, by its id.
    related: Vec<MemberJson>,
}

/// An article, or a reference.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemberJson {
    #[serde(default)]
    article: Option<i64>,
    #[serde(default)]
    reference: Option<i64>,
}

/// Pins related articles.
#[utoipa::path(put, path = "/api/v1/articles/{id}/related", tag = "publication", params(("id" = i64, Path)), request_body = Related, responses((status = 200, description = "What was touched.")))]
pub(crate) async fn pin(
    program: Program,
    Path(id): Path<i64>,
    Given(sent): Given<Related>,
) -> Result<Response, Problem> {
    let member = |member: MemberJson| match (member.article, member.reference) {
        (Some(article), None) => Ok(Member::Article(ArticleId(article))),
        (None, Some(reference)) => Ok(Member::Reference(ReferenceId(reference))),
        _ => Err(Problem::of_field("related", "Each is an `article` or a `reference`, and not both.")),
    };
    let members = sent.related.into_iter().map(member).collect::<Result<Vec<_>, _>>()?;
    let ((), by) = done(&program, related::pin(&program.desk(), ArticleId(id), &members).await)?;
    Ok(touched(by))
}

/// The same article in another language.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"article": 1}))]
pub(crate) struct Translation {
    /// Its id.
    article: i64,
}

/// Says that another article is this one in another language.
#[utoipa::path(post, path = "/api/v1/articles/{id}/translations", tag = "publication", params(("id" = i64, Path)), request_body = Translation, responses((status = 200, description = "What was touched.")))]
pub(crate) async fn link_translation(
    program: Program,
    Path(id): Path<i64>,
    Given(sent): Given<Translation>,
) -> Result<Response, Problem> {
    let ((), by) = done(&program, translation::link(&program.desk(), ArticleId(id), ArticleId(sent.article)).await)?;
    Ok(touched(by))
}
