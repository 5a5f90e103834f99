//! Sections for programs.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use broadsheet_desk::section;
use broadsheet_news::ids::SectionId;
use broadsheet_news::language::Language;
use broadsheet_news::section::Section;
use utoipa::ToSchema;

use super::kept::{noun, read_one};
use super::published;
use crate::House;

/// What can be said of a section.
#[derive(ToSchema)]
#[schema(example = json!({"language": "en", "name": "Harbour"}))]
#[expect(dead_code, reason = "it describes what is sent")]
pub(crate) struct SectionFields {
    /// The language of its articles: a tag.
    language: String,
    /// Its name as printed.
    name: String,
    /// Its piece of the address; made from the name where it is empty.
    slug: String,
    /// The section that it is part of.
    parent: Option<i64>,
    /// Its place among its siblings, smallest first.
    position: i64,
    /// A sentence for its page.
    description: String,
}

noun! {
    Section, SectionFields, SectionId, "/api/v1/sections", "sections", "section", section::save, section, sections_above,
    blank: Section { id: SectionId(0), language: Language::default(), name: String::new(), slug: String::new(), parent: None, position: 0, description: String::new() },
    reads: list_all
}
read_one! { SectionId, "/api/v1/sections/{id}", "sections" }

/// Lists sections: with a token those of the newsroom, without one those of the paper's first language.
pub(crate) async fn list(
    State(house): State<Arc<House>>,
    connection: ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    published::unless_a_program(house, connection, request, |program| list_all(program, RawQuery(query))).await
}
