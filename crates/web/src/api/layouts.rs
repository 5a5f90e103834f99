//! Layouts of fronts for programs.

use axum::response::Response;
use broadsheet_desk::layout;
use broadsheet_news::ids::LayoutId;
use broadsheet_news::layout::{Layout, Place};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::given::Given;
use super::problem::Problem;
use super::written::{done, page, touched};
use crate::guard::Program;

/// The layout of a front.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"page": "/", "places": [{"rhythm": "lead", "section": null, "pins": []}, {"rhythm": "latest", "section": null}]}))]
pub(crate) struct LayoutJson {
    /// The address of the front.
    page: String,
    /// Its places from the top: each a `rhythm` (lead, seconds, lead_and_list, four, text_and_photo, latest), a `section`
    /// or null, and `pins`.
    #[schema(value_type = Vec<Object>)]
    places: Vec<Place>,
}

/// Lists the layouts of all fronts that have one.
#[utoipa::path(get, path = "/api/v1/layouts", tag = "layouts", responses((status = 200, description = "The layouts.")))]
pub(crate) async fn list(program: Program) -> Result<Response, Problem> {
    let reading = program.house.newsroom.store.reading().await?;
    let mut found = Vec::new();
    for front in reading.laid_out(1_000).await? {
        found.extend(reading.layout(&front).await?.map(|layout| json!(layout)));
    }
    reading.finish();
    Ok(page(found, None))
}

/// Lays out a front.
#[utoipa::path(put, path = "/api/v1/layouts", tag = "layouts", request_body = LayoutJson, responses((status = 200, description = "What was touched.")))]
pub(crate) async fn save(program: Program, Given(sent): Given<LayoutJson>) -> Result<Response, Problem> {
    let layout = Layout { id: LayoutId(0), page: sent.page, places: sent.places };
    let (_, by) = done(&program, layout::save(&program.desk(), layout).await)?;
    Ok(touched(by))
}
