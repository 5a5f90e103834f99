//! The description of the API (OpenAPI 3.1), made from the handlers.

use std::sync::LazyLock;

use axum::Json;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, LINK};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use utoipa::OpenApi;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};

use super::{
    articles, layouts, organisations, people, photos, publication, redirects, references, sections, settings, standing,
    topics,
};

#[derive(OpenApi)]
#[openapi(
    info(title = "Broadsheet", description = "What editors do, for programs; and what readers have, without a token. Every error is a problem of RFC 9457. A request with an Idempotency-Key is done once, however often it comes.", version = "1"),
    paths(
        articles::list, articles::create, articles::read_one, articles::revise, articles::revisions, articles::revision,
        publication::move_to, publication::publish, publication::withdraw, publication::impact, publication::schedule,
        publication::unschedule, publication::embargo, publication::lift_embargo, publication::correct, publication::pin,
        publication::link_translation, topics::list, topics::create, topics::read, topics::save, topics::merge, topics::separate,
        people::list, people::create, people::read, people::save, sections::list_all, sections::create, sections::read,
        sections::save, organisations::list, organisations::create, organisations::read, organisations::save, photos::list,
        photos::create, photos::read, photos::save, redirects::list, redirects::save, redirects::remove, layouts::list,
        layouts::save, references::list, references::join, references::part, standing::list, standing::create, standing::save,
        settings::list, settings::save,
    ),
    security(("token" = [])),
)]
struct Api;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut api = Api::openapi();
    let scheme = Http::builder()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A token of an account: made on its page."))
        .build();
    api.components.get_or_insert_default().add_security_scheme("token", SecurityScheme::Http(scheme));
    json!(api)
});

/// Answers with the description.
pub(crate) async fn document() -> Response {
    linked(Json(DOCUMENT.clone()).into_response())
}

/// What there is.
pub(crate) async fn index() -> Response {
    linked(Json(json!({ "description": "/api/v1/openapi.json", "articles": "/api/v1/articles", "sections": "/api/v1/sections" })).into_response())
}

/// Says where the API is described (RFC 8631).
fn linked(mut response: Response) -> Response {
    let fields = response.headers_mut();
    fields.insert(
        LINK,
        HeaderValue::from_static("</api/v1/openapi.json>; rel=\"service-desc\"; type=\"application/json\""),
    );
    fields.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::DOCUMENT;
    use crate::routes::TABLE;

    #[test]
    fn every_route_of_the_api_is_described_and_nothing_else() {
        let described: BTreeSet<String> = DOCUMENT["paths"]
            .as_object()
            .unwrap()
            .iter()
            .flat_map(|(path, of)| {
                of.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
            })
            .collect();
        let routes =
            TABLE.iter().filter(|route| route.path.starts_with("/api/v1/") && route.path != "/api/v1/openapi.json");
        let routes: BTreeSet<String> = routes.map(|route| format!("{} {}", route.method, route.path)).collect();
        assert_eq!(described, routes);
        assert!(DOCUMENT["openapi"].as_str().unwrap().starts_with("3.1"));
    }
}
