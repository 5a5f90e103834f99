//! A standing page: its headline and text.

use broadsheet_news::ids::StandingId;
use broadsheet_source::Failure;
use serde::Serialize;

use crate::article::rendered;
use crate::edition::{Anchor, Reading};
use crate::theme;
use crate::theme_view::{Markup, View};
use crate::trail::trail;
use crate::words::Words;

#[derive(Serialize)]
pub(crate) struct Standing {
    words: &'static Words,
    trail: Vec<Anchor>,
    headline: String,
    body: Markup,
}

impl View for Standing {
    const TEMPLATE: &'static str = "standing.html";

    fn samples() -> Vec<Self> {
        let sample = |body: &str| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/")],
            headline: "Who <we> are".into(),
            body: body.into(),
        };
        vec![sample(""), sample("<p>We print.</p>\n")]
    }
}

/// Prints a standing page.
pub(crate) async fn print(reading: Reading<'_>, id: StandingId) -> Result<String, Failure> {
    let Some(page) = reading.source.standing(id).await? else { return Ok(String::new()) };
    let edition = reading.edition(page.language());
    theme::print(
        &edition,
        &Standing {
            words: edition.words(),
            trail: trail(&edition, None).await?,
            headline: page.headline().clone(),
            body: rendered(&edition, page.body(), crate::photo::NO_SECTION, String::new()).await?.into(),
        },
    )
}
