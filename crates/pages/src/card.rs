//! An article in a list: headline, time, photo and deck, as far as the list shows them.

use std::collections::HashMap;

use broadsheet_news::address;
use broadsheet_news::article::Member;
use broadsheet_news::ids::{ArticleId, PhotoId, ReferenceId, SectionId};
use broadsheet_source::Failure;
use broadsheet_source::{SeenArticle, SeenReference};
use serde::Serialize;

use crate::edition::{Anchor, Edition, Time};
use crate::photo::{self, Image};

/// Of all articles of a list.
pub(crate) const ALL: usize = usize::MAX;

/// What a list shows of each article. What it does not show it does not read, so that a mended deck prints only what shows decks.
#[derive(Clone, Copy, Default)]
pub(crate) struct Shown {
    /// Of how many, from the first, the photo, or a placeholder.
    pub photos: usize,
    /// The deck.
    pub deck: bool,
    /// The section's name.
    pub section: bool,
    /// The time of first publication.
    pub time: bool,
}

/// An article in a list, as a template prints it.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Card {
    /// The headline of fronts and lists.
    pub headline: String,
    /// Where it leads; nothing for a reference.
    pub href: Option<String>,
    /// The language, where it is not the page's.
    pub lang: Option<String>,
    /// When it was first published.
    pub time: Option<Time>,
    /// The deck; may be empty.
    pub deck: String,
    /// The photo.
    pub photo: Option<Image>,
    /// The section.
    pub section: Option<Anchor>,
    /// Which article it is; nothing for a reference.
    #[serde(skip)]
    pub article: Option<ArticleId>,
}

/// The cards of those members, in that order. What readers may not have is left out; a reference that turned out to be an article is that article.
pub(crate) async fn cards(edition: &Edition<'_>, members: &[Member], shown: Shown) -> Result<Vec<Card>, Failure> {
    let source = edition.source;
    let references = source.references(&ids(members, reference_of)).await?;
    let references: HashMap<ReferenceId, SeenReference<'_>> = references.into_iter().map(|r| (r.id(), r)).collect();
    let meant = |member: &Member| match member {
        Member::Article(id) => Some(*id),
        Member::Reference(id) => references.get(id).and_then(|reference| *reference.article()),
    };
    let articles = source.articles(&ids(members, meant)).await?;
    let articles: HashMap<ArticleId, SeenArticle<'_>> = articles.into_iter().map(|a| (a.id(), a)).collect();
    let mut subjects: Vec<Subject<'_>> = Vec::with_capacity(members.len());
    for member in members {
        match (meant(member).and_then(|id| articles.get(&id)), member) {
            (Some(article), _) if subjects.iter().any(|before| before.is(article)) => {}
            (Some(article), _) => subjects.push(Subject::Article(article)),
            (None, Member::Reference(id)) => subjects.extend(references.get(id).map(Subject::Reference)),
            (None, Member::Article(_)) => {}
        }
    }
    let furniture = Furniture::read(edition, &subjects, shown).await?;
    let cards = subjects.iter().enumerate().map(|(at, subject)| {
        let with_photo = at < shown.photos;
        match subject {
            Subject::Article(article) => furniture.card(edition, article, shown, with_photo),
            Subject::Reference(reference) => bare(edition, reference, shown, with_photo),
        }
    });
    Ok(cards.collect())
}

/// What a card is of.
enum Subject<'a> {
    Article(&'a SeenArticle<'a>),
    Reference(&'a SeenReference<'a>),
}

impl Subject<'_> {
    fn is(&self, other: &SeenArticle<'_>) -> bool {
        self.article().is_some_and(|article| article.id() == other.id())
    }

    fn article(&self) -> Option<&SeenArticle<'_>> {
        match self {
            Self::Article(article) => Some(article),
            Self::Reference(_) => None,
        }
    }
}

/// So many cards of the first of those members that have one, without that article's own. Of members behind those nothing
/// is read.
pub(crate) async fn first_cards(
    edition: &Edition<'_>,
    members: &[Member],
    most: usize,
    shown: Shown,
    without: Option<ArticleId>,
) -> Result<Vec<Card>, Failure> {
    let mut read = most;
    loop {
        let some = members.get(..read).unwrap_or(members);
        let mut cards = cards(edition, some, shown).await?;
        cards.retain(|card| card.article.is_none() || card.article != without);
        if cards.len() >= most || some.len() == members.len() {
            cards.truncate(most);
            return Ok(cards);
        }
        read += most - cards.len();
    }
}

/// A reference: what another page's list said, without a link.
fn bare(edition: &Edition<'_>, reference: &SeenReference<'_>, shown: Shown, with_photo: bool) -> Card {
    let headline = reference.headline().clone();
    Card {
        photo: with_photo.then(|| photo::stand_in(&headline, None)),
        time: reference.published().filter(|_| shown.time).map(|at| edition.time(at)),
        lang: other_language(edition, reference.language()),
        headline,
        ..Card::default()
    }
}

fn other_language(edition: &Edition<'_>, language: &broadsheet_news::language::Language) -> Option<String> {
    (*language != edition.language).then(|| language.tag().to_owned())
}

/// What the articles of a list point at, fetched together.
struct Furniture {
    photos: HashMap<ArticleId, Image>,
    sections: HashMap<SectionId, Anchor>,
}

impl Furniture {
    async fn read(edition: &Edition<'_>, subjects: &[Subject<'_>], shown: Shown) -> Result<Self, Failure> {
        let mut furniture = Self { photos: HashMap::new(), sections: HashMap::new() };
        let with_photo = || subjects.iter().take(shown.photos).filter_map(Subject::article);
        if shown.photos > 0 {
            let mut wanted: Vec<PhotoId> = with_photo().filter_map(|article| *article.lead_photo()).collect();
            wanted.sort_unstable();
            wanted.dedup();
            let photos = edition.source.photos(&wanted).await?;
            let photos: HashMap<PhotoId, _> = photos.into_iter().map(|p| (p.id(), p)).collect();
            let image = |article: &SeenArticle<'_>| {
                let photo = photos.get(&(*article.lead_photo())?)?;
                Some((article.id(), photo::image(photo, &|| *article.section())))
            };
            furniture.photos = with_photo().filter_map(image).collect();
        }
        if shown.section {
            let articles = subjects.iter().filter_map(Subject::article);
            let mut wanted: Vec<SectionId> = articles.filter_map(|article| *article.section()).collect();
            wanted.sort_unstable();
            wanted.dedup();
            let sections = edition.source.sections(&wanted).await?;
            furniture.sections = sections.iter().map(|s| (s.id(), edition.section(s))).collect();
        }
        Ok(furniture)
    }

    fn card(&self, edition: &Edition<'_>, article: &SeenArticle<'_>, shown: Shown, with_photo: bool) -> Card {
        let headline = article.front_headline().clone().unwrap_or_else(|| article.headline().clone());
        Card {
            href: article.address().as_deref().map(address::encoded),
            lang: other_language(edition, article.language()),
            time: article.first_published().filter(|_| shown.time).map(|at| edition.time(at)),
            deck: if shown.deck { article.deck().clone() } else { String::new() },
            photo: with_photo.then(|| self.photo(article, &headline)),
            section: shown.section.then(|| self.sections.get(&(*article.section())?).cloned()).flatten(),
            article: Some(article.id()),
            headline,
        }
    }

    fn photo(&self, article: &SeenArticle<'_>, headline: &str) -> Image {
        let own = self.photos.get(&article.id()).cloned();
        own.unwrap_or_else(|| photo::stand_in(headline, *article.section()))
    }
}

fn reference_of(member: &Member) -> Option<ReferenceId> {
    match member {
        Member::Reference(id) => Some(*id),
        Member::Article(_) => None,
    }
}

fn ids<T>(members: &[Member], of: impl Fn(&Member) -> Option<T>) -> Vec<T> {
    members.iter().filter_map(of).collect()
}

/// Cards of every kind, for the samples of what shows them.
pub(crate) fn samples() -> Vec<Card> {
    let bare = Card { headline: "Flood".into(), ..Card::default() };
    let full = Card {
        headline: "A <headline> that is \"long\" & goes on".into(),
        href: Some("/2026/11/25/a".into()),
        lang: Some("zh-Hant".into()),
        time: Some(Time { iso: "2026-11-25T08:00:00+00:00".into(), shown: "2026/11/25 08:00".into() }),
        deck: "What it's about".into(),
        photo: Some(photo::stand_in("a", Some(SectionId(3)))),
        section: Some(Anchor::to("Arts & Letters", "/arts")),
        article: None,
    };
    vec![bare.clone(), full.clone(), Card { photo: full.photo.clone(), ..bare }, Card { deck: String::new(), ..full }]
}
