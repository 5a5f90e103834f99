//! Lists of articles: those of a section, a topic, a person, an organisation.

use broadsheet_news::address;
use broadsheet_news::article::Member;
use broadsheet_news::ids::{ArticleId, SectionId};
use broadsheet_news::lists::{Key, List};
use broadsheet_source::Failure;
use serde::Serialize;

use crate::card::{Card, Shown, cards};
use crate::edition::Edition;
use crate::key::Listed;
use crate::request;
use crate::theme;
use crate::theme_view::View;
use crate::words::Words;

/// How many articles stand on one page.
const SHOWN: usize = 30;

/// A tree of more sections than this is read as far.
const SECTIONS: usize = 100;

#[derive(Serialize)]
pub(crate) struct Listing {
    words: &'static Words,
    /// Whether the newest article stands at the head, larger than the others.
    led: bool,
    cards: Vec<Card>,
    older: Option<String>,
    newest: Option<String>,
}

impl View for Listing {
    const TEMPLATE: &'static str = "listing.html";

    fn samples() -> Vec<Self> {
        let words = crate::words::words(&broadsheet_news::language::Language::default());
        let empty = Self { words, led: false, cards: Vec::new(), older: None, newest: None };
        let link = || Some("/politics?before=00".to_owned());
        let cards = crate::card::samples;
        vec![empty, Self { words, led: true, cards: cards(), older: link(), newest: link() }]
    }
}

/// Prints a list, newest first, from the bound down.
pub(crate) async fn print(edition: &Edition<'_>, of: Listed, before: Option<&Key>) -> Result<String, Failure> {
    let lists = lists(edition, of).await?;
    let mut found = edition.source.newest(&lists, before, SHOWN + 1).await?;
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let members: Vec<Member> = found.iter().map(|(_, id)| Member::Article(ArticleId(*id))).collect();
    let shown = Shown { photo: true, deck: true, time: true, section: !matches!(of, Listed::Section(_)) };
    let path = path(edition, of).await?;
    let last = found.last().filter(|_| more);
    theme::print(
        edition,
        &Listing {
            words: edition.words(),
            led: before.is_none() && matches!(of, Listed::Section(_)),
            cards: cards(edition, &members, shown).await?,
            older: last.map(|(key, _)| format!("{path}?before={}", request::written(key))),
            newest: before.map(|_| path.clone()),
        },
    )
}

/// The lists that its articles stand in.
pub(crate) async fn lists(edition: &Edition<'_>, of: Listed) -> Result<Vec<List>, Failure> {
    Ok(match of {
        Listed::Section(id) => sections_within(edition, id).await?.into_iter().map(List::section).collect(),
        Listed::Topic(id) => {
            let aliases = edition.source.aliases(id).await?;
            std::iter::once(id).chain(aliases).map(List::topic).collect()
        }
        Listed::Person(id) => vec![List::person(id)],
        Listed::Organisation(id) => vec![List::bylines(id), List::mentions(id)],
    })
}

/// A section and all below it.
pub(crate) async fn sections_within(edition: &Edition<'_>, id: SectionId) -> Result<Vec<SectionId>, Failure> {
    let mut within = vec![id];
    let mut next = 0;
    while let Some(parent) = within.get(next).copied().filter(|_| within.len() < SECTIONS) {
        for below in edition.source.sections_below(Some(parent), &edition.language).await? {
            if !within.contains(&below) {
                within.push(below);
            }
        }
        next += 1;
    }
    Ok(within)
}

/// Its address, percent-encoded.
pub(crate) async fn path(edition: &Edition<'_>, of: Listed) -> Result<String, Failure> {
    let (source, prefix) = (edition.source, edition.prefix());
    let path = match of {
        Listed::Section(id) => source.section(id).await?.map(|s| address::named(&prefix, s.slug())),
        Listed::Topic(id) => source.topic(id).await?.map(|t| address::topic(&prefix, t.slug())),
        Listed::Person(id) => source.person(id).await?.map(|p| address::person(p.slug())),
        Listed::Organisation(id) => source.organisation(id).await?.map(|o| address::organisation(o.slug())),
    };
    Ok(address::encoded(&path.unwrap_or_default()))
}
