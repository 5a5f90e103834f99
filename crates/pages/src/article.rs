//! The article's page: its top, its count of readers, its text, and what its head says.

use broadsheet_news::article::State;
use broadsheet_news::ids::ArticleId;
use broadsheet_source::Failure;
use broadsheet_source::SeenArticle;
use serde::Serialize;

use crate::edition::{Anchor, Edition, Reading};
use crate::theme;
use crate::theme_view::View;
use crate::trail::trail;
use crate::words::Words;

mod about;
mod byline;
mod text;

pub(crate) use about::{about, excerpt};
pub(crate) use text::{Text, rendered, text};

#[derive(Serialize)]
pub(crate) struct Top {
    words: &'static Words,
    trail: Vec<Anchor>,
    headline: String,
    deck: String,
    /// The whole address, for print.
    address: Option<String>,
}

impl View for Top {
    const TEMPLATE: &'static str = "article_top.html";

    fn samples() -> Vec<Self> {
        let sample = |headline: &str, deck: &str| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/"), Anchor::to("Arts & Letters", "/arts")],
            headline: headline.to_owned(),
            deck: deck.to_owned(),
            address: Some(format!("https://example.com/{deck}")).filter(|_| !deck.is_empty()),
        };
        vec![sample("Flood", ""), sample("A <headline> & \"more\"", "A deck's words")]
    }
}

#[derive(Serialize)]
pub(crate) struct Readers {
    readers: String,
}

impl View for Readers {
    const TEMPLATE: &'static str = "readers.html";

    fn samples() -> Vec<Self> {
        vec![Self { readers: "12,345 readers".into() }]
    }
}

/// An article with the edition of its own language; nothing where readers may not have it.
pub(crate) async fn open(
    reading: Reading<'_>,
    id: ArticleId,
) -> Result<Option<(Edition<'_>, SeenArticle<'_>)>, Failure> {
    let Some(article) = reading.source.article(id).await? else { return Ok(None) };
    // A withdrawn article's page has no such part any more: the row says so. Its parts print as nothing.
    if *article.state() == State::Withdrawn {
        return Ok(None);
    }
    Ok(Some((reading.edition(article.language()), article)))
}

/// Prints breadcrumbs, headline and deck. It opens the article and its header, which the text closes.
pub(crate) async fn top(reading: Reading<'_>, id: ArticleId) -> Result<String, Failure> {
    let Some((edition, article)) = open(reading, id).await? else { return Ok(String::new()) };
    theme::print(
        &edition,
        &Top {
            words: edition.words(),
            trail: trail(&edition, *article.section()).await?,
            headline: article.headline().clone(),
            deck: article.deck().clone(),
            address: article.address().as_deref().map(|path| edition.absolute(path)),
        },
    )
}

/// Prints the count of readers: a part of its own, since it moves while nothing else does.
pub(crate) async fn readers(reading: Reading<'_>, id: ArticleId) -> Result<String, Failure> {
    let Some((edition, _)) = open(reading, id).await? else { return Ok(String::new()) };
    let count = reading.source.readers(id).await?;
    theme::print(&edition, &Readers { readers: edition.words().readers(count) })
}
