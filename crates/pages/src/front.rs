//! Fronts: which articles stand in which place, and how each place looks.

use std::collections::HashSet;

use broadsheet_news::article::Member;
use broadsheet_news::ids::{ArticleId, SectionId};
use broadsheet_news::layout::{Place, Rhythm, default_places};
use broadsheet_news::lists::List;
use broadsheet_source::Failure;
use serde::Serialize;

use crate::card::{ALL, Card, Shown, cards};
use crate::edition::{Anchor, Edition};
use crate::key::{Filled, Listed, Part};
use crate::listing;
use crate::theme;
use crate::theme_view::View;
use crate::words::Words;

#[derive(Serialize)]
pub(crate) struct Top {
    heading: String,
}

impl View for Top {
    const TEMPLATE: &'static str = "front_top.html";

    fn samples() -> Vec<Self> {
        vec![Self { heading: "The <Harbour> Post: Latest".into() }]
    }
}

#[derive(Serialize)]
pub(crate) struct Shape {
    words: &'static Words,
    rhythm: Rhythm,
    heading: Option<Anchor>,
    cards: Vec<Card>,
}

impl View for Shape {
    const TEMPLATE: &'static str = "place.html";

    fn samples() -> Vec<Self> {
        let words = crate::words::words(&broadsheet_news::language::Language::default());
        let rhythms =
            [Rhythm::Lead, Rhythm::Seconds, Rhythm::LeadAndList, Rhythm::Four, Rhythm::TextAndPhoto, Rhythm::Latest];
        let mut samples = Vec::new();
        for rhythm in rhythms {
            samples.push(Self { words, rhythm, heading: None, cards: Vec::new() });
            let heading = Some(Anchor::to("Arts & Letters", "/arts"));
            samples.push(Self { words, rhythm, heading, cards: crate::card::samples() });
        }
        samples
    }
}

/// The parts of a front: its headline, its places with the articles chosen for them, the most popular.
pub(crate) async fn parts(edition: &Edition<'_>) -> Result<Vec<Part>, Failure> {
    let language = || edition.language.clone();
    let mut parts = vec![Part::FrontTop(language())];
    parts.extend(filled(edition, &places(edition).await?, None).await?.0);
    if parts.len() == 1 {
        let latest = Filled { rhythm: Rhythm::Latest, section: None, members: Vec::new() };
        parts.push(Part::Places(language(), vec![latest]));
    }
    parts.push(Part::Popular(language(), None));
    Ok(parts)
}

/// The parts of a section's front: the places of its layout, if it has one, and the list of the others.
pub(crate) async fn of_section(edition: &Edition<'_>, id: SectionId, path: &str) -> Result<Vec<Part>, Failure> {
    let (of, language) = (Listed::Section(id), || edition.language.clone());
    let places = edition.source.layout(path).await?.unwrap_or_default();
    let (places, above) = filled(edition, &places, Some(id)).await?;
    let mut parts = vec![Part::ListTop(of, language(), true)];
    parts.extend(places);
    parts.push(Part::Listing { of, language: language(), page: None, above });
    Ok(parts)
}

/// How many places are printed as one part. Each part is compressed by itself, and what places have in common is much:
/// by two, a front is a tenth smaller than by one, and still little is printed again where one changes.
const TOGETHER: usize = 2;

/// The places that have articles, in order, and all who stand in them. Where a place names no section, it is filled
/// from what the front is of: `of`, or the whole edition.
async fn filled(
    edition: &Edition<'_>,
    places: &[Place],
    of: Option<SectionId>,
) -> Result<(Vec<Part>, Vec<Member>), Failure> {
    let (mut filled, mut taken, mut all) = (Vec::new(), HashSet::new(), Vec::new());
    for place in places {
        let members = fill(edition, place, of, &mut taken).await?;
        all.extend(members.iter().copied());
        if !members.is_empty() {
            let section = place.section.filter(|section| Some(*section) != of);
            filled.push(Filled { rhythm: place.rhythm, section, members });
        }
    }
    let parts = filled.chunks(TOGETHER).map(|some| Part::Places(edition.language.clone(), some.to_vec()));
    Ok((parts.collect(), all))
}

async fn places(edition: &Edition<'_>) -> Result<Vec<Place>, Failure> {
    if let Some(places) = edition.source.layout(&edition.front()).await? {
        return Ok(places);
    }
    Ok(default_places(&edition.source.sections_below(None, &edition.language).await?))
}

/// Pins first, then the newest that stand nowhere above.
async fn fill(
    edition: &Edition<'_>,
    place: &Place,
    of: Option<SectionId>,
    taken: &mut HashSet<Member>,
) -> Result<Vec<Member>, Failure> {
    let size = place.rhythm.size();
    let mut members: Vec<Member> = Vec::with_capacity(size);
    members.extend(public(edition, &place.pins).await?.into_iter().filter(|pin| taken.insert(*pin)).take(size));
    let lists = match place.section.or(of) {
        Some(section) => listing::lists(edition, Listed::Section(section)).await?,
        None => vec![List::latest(&edition.language)],
    };
    let mut after = None;
    while members.len() < size {
        let wanted = size - members.len();
        let found = edition.source.newest(&lists, after.as_ref(), wanted).await?;
        let newest = found.iter().map(|(_, id)| Member::Article(ArticleId(*id)));
        members.extend(newest.filter(|member| taken.insert(*member)));
        match found.into_iter().next_back() {
            Some((key, _)) if members.len() < size => after = Some(key),
            _ => break,
        }
    }
    Ok(members)
}

/// The pins that readers may have: a withdrawn one leaves its place to the next.
async fn public(edition: &Edition<'_>, pins: &[Member]) -> Result<Vec<Member>, Failure> {
    let ids: Vec<ArticleId> = pins.iter().filter_map(article).collect();
    let articles: HashSet<ArticleId> = edition.source.articles(&ids).await?.iter().map(|a| a.id()).collect();
    Ok(pins.iter().copied().filter(|pin| article(pin).is_none_or(|id| articles.contains(&id))).collect())
}

fn article(member: &Member) -> Option<ArticleId> {
    match member {
        Member::Article(id) => Some(*id),
        Member::Reference(_) => None,
    }
}

/// Prints a front's own headline, which sighted readers have in the masthead.
pub(crate) fn top(edition: &Edition<'_>) -> Result<String, Failure> {
    let words = edition.words();
    theme::print(edition, &Top { heading: words.titled(edition.source.name(), words.latest) })
}

/// Prints some places, one under another.
pub(crate) async fn print(edition: &Edition<'_>, places: &[Filled]) -> Result<String, Failure> {
    let mut out = String::new();
    for place in places {
        out.push_str(&printed(edition, place).await?);
    }
    Ok(out)
}

async fn printed(edition: &Edition<'_>, Filled { rhythm, section, members }: &Filled) -> Result<String, Failure> {
    let (rhythm, section) = (*rhythm, *section);
    let heading = match section {
        Some(id) => edition.source.section(id).await?.map(|s| edition.section(&s)),
        None => (rhythm == Rhythm::Latest).then(|| Anchor::bare(edition.words().latest)),
    };
    let cards = cards(edition, members, shown(rhythm, section.is_some())).await?;
    theme::print(edition, &Shape { words: edition.words(), rhythm, heading, cards })
}

/// What the articles of a place show. Under a section's name none says its section again.
fn shown(rhythm: Rhythm, under_section: bool) -> Shown {
    let section = !under_section;
    match rhythm {
        Rhythm::Lead | Rhythm::Seconds => Shown { photos: ALL, deck: true, section, time: rhythm == Rhythm::Lead },
        Rhythm::LeadAndList | Rhythm::TextAndPhoto => Shown { photos: 1, deck: true, section, time: true },
        Rhythm::Four => Shown { photos: ALL, section, time: true, deck: false },
        Rhythm::Latest => Shown { time: true, section, ..Shown::default() },
    }
}
