//! A standing page: its headline and text.

use broadsheet_news::ids::StandingId;
use broadsheet_source::Failure;
use broadsheet_source::Source;
use serde::Serialize;

use crate::article::rendered;
use crate::edition::{Anchor, Edition};
use crate::theme;
use crate::theme_view::View;
use crate::trail::trail;
use crate::words::Words;

#[derive(Serialize)]
pub(crate) struct Standing {
    words: &'static Words,
    trail: Vec<Anchor>,
    headline: String,
    body: String,
}

impl View for Standing {
    const TEMPLATE: &'static str = "standing.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let sample = |body: &str| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/")],
            headline: "Who <we> are".into(),
            body: body.to_owned(),
        };
        vec![sample(""), sample("<p>We print.</p>\n")]
    }
}

/// Prints a standing page.
pub(crate) async fn print(source: &Source, id: StandingId) -> Result<String, Failure> {
    let Some(page) = source.standing(id).await? else { return Ok(String::new()) };
    let edition = Edition { source, language: page.language().clone() };
    theme::print(
        &edition,
        &Standing {
            words: edition.words(),
            trail: trail(&edition, None).await?,
            headline: page.headline().clone(),
            body: rendered(&edition, page.body(), None, String::new()).await?,
        },
    )
}
