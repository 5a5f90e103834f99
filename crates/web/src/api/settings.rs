//! Settings for programs.

use axum::extract::{Path, RawQuery};
use axum::response::Response;
use broadsheet_desk::setting;
use broadsheet_news::language::Language;
use broadsheet_news::paper::Setting;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::given::Given;
use super::kept::missing;
use super::problem::Problem;
use super::written::{done, page, touched};
use crate::guard::Program;
use crate::newsroom::fields::Fields;

/// A setting's value.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"value": "Asia/Taipei"}))]
pub(crate) struct ValueJson {
    /// The value: what kind it has to be depends on the setting.
    #[schema(value_type = Object)]
    value: Value,
}

/// Lists the settings that are set. Secrets are not told.
#[utoipa::path(get, path = "/api/v1/settings", tag = "settings", responses((status = 200, description = "The settings.")))]
pub(crate) async fn list(program: Program) -> Result<Response, Problem> {
    let reading = program.house.newsroom.store.reading().await?;
    let set = reading.settings().await?;
    reading.finish();
    let secret = |key: &str| Setting::ALL.iter().any(|setting| setting.key() == key && setting.is_secret());
    let item = |(key, value): (&String, &Value)| match secret(key) {
        true => json!({ "key": key, "set": true }),
        false => json!({ "key": key, "value": value }),
    };
    Ok(page(set.iter().map(item).collect(), None))
}

/// Changes a setting; with `language`, for one of the paper's.
#[utoipa::path(put, path = "/api/v1/settings/{key}", tag = "settings", params(("key" = String, Path), ("language" = Option<String>, Query)), request_body = ValueJson, responses((status = 200, description = "What was touched."), (status = 422, body = Problem, description = "The setting cannot have that value.")))]
pub(crate) async fn save(
    program: Program,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
    Given(sent): Given<ValueJson>,
) -> Result<Response, Problem> {
    let wanted = Setting::ALL.into_iter().find(|setting| setting.key() == key).ok_or_else(|| missing("setting"))?;
    let fields = Fields::of_query(query.as_deref());
    let desk = program.desk();
    let outcome = match fields.get("language") {
        None => setting::save(&desk, wanted, &sent.value).await,
        Some(tag) => {
            let language =
                Language::tagged(tag).ok_or_else(|| Problem::of_field("language", "That is no language."))?;
            setting::save_in(&desk, wanted, &language, &sent.value).await
        }
    };
    let ((), by) = done(&program, outcome)?;
    Ok(touched(by))
}
