//! The foot of every page: the sections again, the standing pages, the feed.

use broadsheet_news::address::{self, Span};
use broadsheet_source::Failure;
use futures_util::future::try_join;
use serde::Serialize;

use crate::edition::{Anchor, Edition};
use crate::masthead::navigation;
use crate::theme;
use crate::theme_view::View;
use crate::words::Words;

#[derive(Serialize)]
pub(crate) struct Closing {
    words: &'static Words,
    name: Anchor,
    sections: Vec<Anchor>,
    standing: Vec<Anchor>,
    corrections: Anchor,
    archive: Anchor,
    feed: Anchor,
}

impl View for Closing {
    const TEMPLATE: &'static str = "closing.html";

    fn samples() -> Vec<Self> {
        let sample = |standing: Vec<Anchor>| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            name: Anchor::to("The Harbour & Post", "/"),
            sections: standing.clone(),
            standing,
            corrections: Anchor::to("Corrections", "/corrections"),
            archive: Anchor::to("Archive", "/archive"),
            feed: Anchor::to("RSS feed", "/feed.xml"),
        };
        vec![sample(Vec::new()), sample(vec![Anchor::to("About", "/about")])]
    }
}

/// Prints the foot. It closes the main part, which the masthead opened.
pub(crate) async fn print(edition: &Edition<'_>) -> Result<String, Failure> {
    let prefix = edition.prefix();
    let words = edition.words();
    let standing = edition.source.standing_pages(&edition.language);
    let (standing, sections) = try_join(standing, navigation(edition)).await?;
    theme::print(
        edition,
        &Closing {
            words,
            name: Anchor::to(edition.source.name(), &address::front(&prefix)),
            sections,
            standing: standing
                .iter()
                .map(|page| Anchor::to(page.headline(), &address::named(&prefix, page.slug())))
                .collect(),
            corrections: Anchor::to(words.corrections, &address::corrections(&prefix)),
            archive: Anchor::to(words.archive, &address::archive(&prefix, Span::Whole)),
            feed: Anchor::to(words.feed, &address::named(&prefix, "feed.xml")),
        },
    )
}
