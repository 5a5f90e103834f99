//! Photos for programs.

use axum::extract::{Multipart, Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use broadsheet_desk::photo;
use broadsheet_news::ids::PhotoId;
use broadsheet_news::photo::Photo;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::given::Given;
use super::kept::{laid_over, missing};
use super::problem::Problem;
use super::written::{SHOWN, by_id, done, made, thing};
use crate::guard::Program;
use crate::newsroom::article::sent;
use crate::newsroom::fields::Fields;

/// What can be said of a photo.
#[derive(ToSchema)]
#[schema(example = json!({"alt": "A ferry at the quay", "caption": "The last ferry of the day.", "credit": "Ada Quay"}))]
#[expect(dead_code, reason = "it describes what is sent")]
pub(crate) struct PhotoFields {
    /// What it shows, for who cannot see it.
    alt: String,
    /// What it shows, for everybody.
    caption: String,
    /// Who made it.
    credit: String,
    /// What it may be used for.
    rights: String,
    /// The point to keep in every crop: from the left, in thousandths of the width.
    focal_x: i64,
    /// From the top, in thousandths of the height.
    focal_y: i64,
    /// When its rights end, in microseconds since 1970.
    expires: Option<i64>,
}

/// A photo with its bytes.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes what is sent")]
pub(crate) struct PhotoForm {
    /// A JPEG, PNG, WebP or GIF.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    alt: Option<String>,
    caption: Option<String>,
    credit: Option<String>,
    rights: Option<String>,
    focal_x: Option<i64>,
    focal_y: Option<i64>,
}

/// Lists photos by id.
#[utoipa::path(get, path = "/api/v1/photos", tag = "photos", params(("above" = Option<i64>, Query)), responses((status = 200, description = "A page of photos.")))]
pub(crate) async fn list(program: Program, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let above = Fields::of_query(query.as_deref()).number("above").unwrap_or_default();
    let reading = program.house.newsroom.store.reading().await?;
    let found = reading.photos_above(above, SHOWN + 1).await?;
    reading.finish();
    Ok(by_id("/api/v1/photos", found, |one| one.id.0, |one| json!(one)))
}

/// Takes in a photo: turned upright, and cleaned of everything but pixels.
#[utoipa::path(post, path = "/api/v1/photos", tag = "photos", request_body(content = PhotoForm, content_type = "multipart/form-data"), responses((status = 201, description = "The photo, at its Location."), (status = 422, body = Problem, description = "It is no photo that can be shown.")))]
pub(crate) async fn create(program: Program, form: Multipart) -> Result<Response, Problem> {
    let (bytes, photo) = sent(form).await?;
    let (id, touched) = done(&program, photo::bring_in(&program.desk(), bytes, photo).await)?;
    Ok(made(&format!("/api/v1/photos/{id}"), found(&program, id).await?, touched))
}

/// Reads a photo.
#[utoipa::path(get, path = "/api/v1/photos/{id}", tag = "photos", params(("id" = i64, Path)), responses((status = 200, description = "The photo.")))]
pub(crate) async fn read(program: Program, Path(id): Path<i64>) -> Result<Response, Problem> {
    Ok(thing(StatusCode::OK, found(&program, PhotoId(id)).await?, None))
}

/// Says something else of a photo.
#[utoipa::path(patch, path = "/api/v1/photos/{id}", tag = "photos", params(("id" = i64, Path)), request_body = PhotoFields, responses((status = 200, description = "The photo.")))]
pub(crate) async fn save(
    program: Program,
    Path(id): Path<i64>,
    Given(sent): Given<Map<String, Value>>,
) -> Result<Response, Problem> {
    let reading = program.house.newsroom.store.reading().await?;
    let before = reading.photo(PhotoId(id)).await?;
    reading.finish();
    let after: Photo = laid_over::<_, PhotoFields>(&before.ok_or_else(|| missing("photo"))?, sent)?;
    let (_, touched) = done(&program, photo::save(&program.desk(), after).await)?;
    Ok(thing(StatusCode::OK, found(&program, PhotoId(id)).await?, Some(touched)))
}

async fn found(program: &Program, id: PhotoId) -> Result<Value, Problem> {
    let reading = program.house.newsroom.store.reading().await?;
    let found = reading.photo(id).await?;
    reading.finish();
    found.map(|found| json!(found)).ok_or_else(|| missing("photo"))
}
