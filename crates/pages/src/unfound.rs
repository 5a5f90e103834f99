//! What to say where an address leads nowhere, or no longer anywhere: the latest articles, under the sections of the masthead.

use broadsheet_news::article::Member;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::lists::List;
use broadsheet_source::Failure;
use serde::Serialize;

use crate::card::{Card, Shown, cards};
use crate::edition::Edition;
use crate::theme;
use crate::theme_view::View;
use crate::words::Words;

/// How many articles are offered.
const SHOWN: usize = 8;

#[derive(Serialize)]
pub(crate) struct Unfound {
    words: &'static Words,
    gone: bool,
    cards: Vec<Card>,
}

impl View for Unfound {
    const TEMPLATE: &'static str = "unfound.html";

    fn samples() -> Vec<Self> {
        let words = crate::words::words(&broadsheet_news::language::Language::default());
        vec![Self { words, gone: true, cards: Vec::new() }, Self { words, gone: false, cards: crate::card::samples() }]
    }
}

/// Prints the page's own part.
pub(crate) async fn print(edition: &Edition<'_>, gone: bool) -> Result<String, Failure> {
    let newest = edition.source.newest(&[List::latest(&edition.language)], None, SHOWN).await?;
    let members: Vec<Member> = newest.into_iter().map(|(_, id)| Member::Article(ArticleId(id))).collect();
    let shown = Shown { time: true, section: true, ..Shown::default() };
    let cards = cards(edition, &members, shown).await?;
    theme::print(edition, &Unfound { words: edition.words(), gone, cards })
}
