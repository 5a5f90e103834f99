//! Standing pages for programs.

use broadsheet_desk::standing;
use broadsheet_news::body::Body;
use broadsheet_news::ids::StandingId;
use broadsheet_news::language::Language;
use broadsheet_news::standing::Standing;
use utoipa::ToSchema;

use super::kept::noun;

/// What can be said of a standing page.
#[derive(ToSchema)]
#[schema(example = json!({"language": "en", "headline": "About us", "body": []}))]
#[expect(dead_code, reason = "it describes what is sent")]
pub(crate) struct StandingFields {
    /// The language's tag.
    language: String,
    /// Its headline.
    headline: String,
    /// The last piece of its address; made from the headline where it is empty.
    slug: String,
    /// Its text, as blocks.
    #[schema(value_type = Vec<Object>)]
    body: Body,
}

noun! {
    Standing, StandingFields, StandingId, "/api/v1/standing", "standing pages", "standing page", standing::save, standing, standing_above,
    blank: Standing { id: StandingId(0), language: Language::default(), headline: String::new(), slug: String::new(), body: Body::default() },
    reads: list
}
