//! What stands below an article's text: the related articles, and when it was updated.

use broadsheet_news::ids::ArticleId;
use broadsheet_source::Failure;
use serde::Serialize;

use crate::article::open;
use crate::card::{ALL, Card, Shown, first_cards};
use crate::edition::{Reading, Time};
use crate::theme;
use crate::theme_view::View;
use crate::words::Words;

/// How many related articles are shown.
const SHOWN: usize = 6;

/// How many are read, so that one that was withdrawn leaves its place to the next.
const READ: usize = 10;

#[derive(Serialize)]
pub(crate) struct Related {
    words: &'static Words,
    cards: Vec<Card>,
    updated: Option<Time>,
}

impl View for Related {
    const TEMPLATE: &'static str = "related.html";

    fn samples() -> Vec<Self> {
        let sample = |cards, updated| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            cards,
            updated,
        };
        let time = Time { iso: "2026-11-25T08:00:00Z".into(), shown: "2026-11-25 08:00 GMT+00:00".into() };
        vec![sample(Vec::new(), None), sample(crate::card::samples(), Some(time))]
    }
}

/// Prints the related articles, and the time of the last substantive change: on every article, the first publication where there was none.
pub(crate) async fn print(reading: Reading<'_>, id: ArticleId) -> Result<String, Failure> {
    let Some((edition, article)) = open(reading, id).await? else { return Ok(String::new()) };
    let mut members = edition.source.related(id).await?;
    members.truncate(READ);
    let shown = Shown { photos: ALL, time: true, ..Shown::default() };
    let cards = first_cards(&edition, &members, SHOWN, shown, Some(id)).await?;
    let zone = edition.source.zone();
    let updated = article.updated().or(*article.first_published());
    theme::print(
        &edition,
        &Related {
            words: edition.words(),
            cards,
            updated: updated.map(|at| Time { iso: zone.iso(at), shown: zone.shown_with_offset(at) }),
        },
    )
}
