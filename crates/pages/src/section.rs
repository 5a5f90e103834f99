//! A section's page: what stands over its articles, and what its head says.

use broadsheet_news::address;
use broadsheet_news::ids::SectionId;
use broadsheet_source::Failure;
use serde::Serialize;

use crate::about::About;
use crate::edition::{Anchor, Edition};
use crate::structured;
use crate::theme;
use crate::theme_view::View;
use crate::trail::trail;
use crate::words::Words;

#[derive(Serialize)]
pub(crate) struct Top {
    words: &'static Words,
    trail: Vec<Anchor>,
    name: String,
    description: String,
    subsections: Vec<Anchor>,
}

impl View for Top {
    const TEMPLATE: &'static str = "section_top.html";

    fn samples() -> Vec<Self> {
        let sample = |subsections, description: &str| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/")],
            name: "Arts & <Letters>".into(),
            description: description.to_owned(),
            subsections,
        };
        vec![sample(Vec::new(), ""), sample(vec![Anchor::to("Books", "/books")], "What's on")]
    }
}

/// Prints what stands over a section's articles. An older page names no subsections.
pub(crate) async fn top(edition: &Edition<'_>, id: SectionId, first: bool) -> Result<String, Failure> {
    let Some(section) = edition.source.section(id).await? else { return Ok(String::new()) };
    let below = if first { edition.source.sections_below(Some(id), &edition.language).await? } else { Vec::new() };
    let subsections = edition.source.sections(&below).await?;
    theme::print(
        edition,
        &Top {
            words: edition.words(),
            trail: trail(edition, *section.parent()).await?,
            name: section.name().clone(),
            description: section.description().clone(),
            subsections: subsections.iter().map(|s| edition.section(s)).collect(),
        },
    )
}

/// What the head of a section's page says.
pub(crate) async fn about(edition: &Edition<'_>, id: SectionId) -> Result<About, Failure> {
    let Some(section) = edition.source.section(id).await? else { return Ok(About::default()) };
    let path = address::encoded(&address::named(&edition.prefix(), section.slug()));
    Ok(About {
        title: section.name().clone(),
        description: section.description().clone(),
        data: vec![
            structured::collection(edition, section.name(), section.description(), &path).into(),
            structured::breadcrumbs(edition, &trail(edition, Some(id)).await?),
        ],
        path: Some(path),
        kind: "website",
        class: "section",
        ..About::default()
    })
}
