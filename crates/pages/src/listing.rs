//! Lists of articles: those of a section, a topic, a person, an organisation, a day.

use broadsheet_news::address;
use broadsheet_news::article::Member;
use broadsheet_news::ids::{ArticleId, SectionId};
use broadsheet_news::lists::List;
use broadsheet_source::Failure;
use serde::Serialize;

use crate::card::{ALL, Card, Shown, cards};
use crate::edition::Edition;
use crate::key::Listed;
use crate::paging::Paging;
use crate::theme;
use crate::theme_view::View;
use crate::words::Words;

#[derive(Serialize)]
pub(crate) struct Listing {
    words: &'static Words,
    /// How many articles the whole list has; on the newest page alone.
    total: Option<String>,
    /// Whether the newest article stands at the head, larger than the others.
    led: bool,
    cards: Vec<Card>,
    /// Whether there is nothing above the list either.
    is_empty: bool,
    paging: Paging,
}

impl View for Listing {
    const TEMPLATE: &'static str = "listing.html";

    fn samples() -> Vec<Self> {
        let words = crate::words::words(&broadsheet_news::language::Language::default());
        let [alone, between] = Paging::samples();
        let empty = Self { words, total: None, led: false, cards: Vec::new(), is_empty: true, paging: alone };
        let total = Some("1,234 articles".to_owned());
        vec![empty, Self { words, total, led: true, cards: crate::card::samples(), is_empty: false, paging: between }]
    }
}

/// Prints a page of a list, newest first, without the articles that stand above it.
pub(crate) async fn print(
    edition: &Edition<'_>,
    of: Listed,
    page: Option<i64>,
    above: &[Member],
) -> Result<String, Failure> {
    let list = list(edition, of);
    let Some(bounds) = edition.source.bounds(&list, page).await? else { return Ok(String::new()) };
    let lists = edition.source.made_of(&list).await?;
    let found = edition.source.within(&lists, &bounds).await?;
    let members = found.iter().map(|(_, id)| Member::Article(ArticleId(*id)));
    let members: Vec<Member> = members.filter(|member| !above.contains(member)).collect();
    let total = match page {
        None => Some(edition.source.total_of(&lists).await?).filter(|total| *total > 0),
        Some(_) => None,
    };
    let deck = !matches!(of, Listed::Organisation(_));
    let shown = Shown { photos: ALL, deck, time: true, section: !matches!(of, Listed::Section(_)) };
    let path = match Paging::has_links(page, &bounds) {
        true => path(edition, of).await?,
        false => String::new(),
    };
    theme::print(
        edition,
        &Listing {
            words: edition.words(),
            total: total.map(|total| edition.words().articles(total)),
            led: page.is_none() && above.is_empty() && matches!(of, Listed::Section(_)),
            is_empty: members.is_empty() && above.is_empty(),
            cards: cards(edition, &members, shown).await?,
            paging: Paging::of(&path, page, &bounds),
        },
    )
}

/// The list in whose pages its articles stand.
pub(crate) fn list(edition: &Edition<'_>, of: Listed) -> List {
    match of {
        Listed::Section(id) => List::section(id),
        Listed::Topic(id) => List::topic(id),
        Listed::Person(id) => List::person(id),
        Listed::Organisation(id) => List::organisation(id),
        Listed::Day(day) => List::dated(&edition.language, day),
    }
}

/// The lists that its articles stand in.
pub(crate) async fn lists(edition: &Edition<'_>, of: Listed) -> Result<Vec<List>, Failure> {
    edition.source.made_of(&list(edition, of)).await
}

/// A section and all below it.
pub(crate) async fn sections_within(edition: &Edition<'_>, id: SectionId) -> Result<Vec<SectionId>, Failure> {
    let lists = lists(edition, Listed::Section(id)).await?;
    Ok(lists.iter().filter_map(List::id).map(SectionId).collect())
}

/// Its address, percent-encoded.
pub(crate) async fn path(edition: &Edition<'_>, of: Listed) -> Result<String, Failure> {
    let (source, prefix) = (edition.source, edition.prefix());
    let path = match of {
        Listed::Section(id) => source.section(id).await?.map(|s| address::named(&prefix, s.slug())),
        Listed::Topic(id) => source.topic(id).await?.map(|t| address::topic(&prefix, t.slug())),
        Listed::Person(id) => source.person(id).await?.map(|p| address::person(p.slug())),
        Listed::Organisation(id) => source.organisation(id).await?.map(|o| address::organisation(o.slug())),
        Listed::Day(day) => Some(address::archive(&prefix, day)),
    };
    Ok(address::encoded(&path.unwrap_or_default()))
}
