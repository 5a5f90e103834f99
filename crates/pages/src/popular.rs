//! The most popular articles of a language.

use broadsheet_news::article::Member;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::language::Language;
use broadsheet_source::Failure;
use broadsheet_source::Source;
use futures_util::future::try_join;
use serde::Serialize;

use crate::card::{ALL, Card, Shown, first_cards};
use crate::edition::Edition;
use crate::theme;
use crate::theme_view::View;
use crate::words::Words;

/// How many are shown.
const SHOWN: usize = 10;

#[derive(Serialize)]
pub(crate) struct Popular {
    words: &'static Words,
    cards: Vec<Card>,
}

impl View for Popular {
    const TEMPLATE: &'static str = "popular.html";

    fn samples() -> Vec<Self> {
        let words = crate::words::words(&broadsheet_news::language::Language::default());
        vec![Self { words, cards: Vec::new() }, Self { words, cards: crate::card::samples() }]
    }
}

/// Prints the list, without the article that the reader is reading.
pub(crate) async fn print(edition: &Edition<'_>, without: Option<ArticleId>) -> Result<String, Failure> {
    let shown = Shown { photos: ALL, ..Shown::default() };
    let mut read = SHOWN + usize::from(without.is_some());
    let cards = loop {
        let mut members = edition.source.popular(&edition.language, read).await?;
        let all = members.len() < read;
        members.retain(|member| without.is_none_or(|id| *member != Member::Article(id)));
        let cards = first_cards(edition, &members, SHOWN, shown, without).await?;
        if all || cards.len() == SHOWN {
            break cards;
        }
        read += SHOWN - cards.len();
    };
    theme::print(edition, &Popular { words: edition.words(), cards })
}

/// Whether an article is in what the list may show, by itself or as what a reference turned out to be.
///
/// The list is shared by the pages of all articles that are not.
pub(crate) async fn shows(source: &Source, language: &Language, id: ArticleId) -> Result<bool, Failure> {
    let (by_itself, meant) =
        try_join(source.is_popular(language, Member::Article(id)), source.references_to(id)).await?;
    let mut shows = by_itself;
    for reference in meant {
        shows = shows || source.is_popular(language, Member::Reference(reference)).await?;
    }
    Ok(shows)
}
