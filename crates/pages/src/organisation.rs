//! An organisation's page: where to find it, what its writers wrote, and the articles it is in.

use broadsheet_news::address;
use broadsheet_news::article::Member;
use broadsheet_news::body::Link;
use broadsheet_news::ids::{ArticleId, OrganisationId};
use broadsheet_news::lists::List;
use broadsheet_news::slug::slug;
use broadsheet_source::{Failure, SeenOrganisation};
use serde::Serialize;

use crate::card::{Card, Shown, cards};
use crate::directory;
use crate::edition::{Anchor, Edition};
use crate::key::Entries;
use crate::photo::{self, Image};
use crate::theme;
use crate::theme_view::View;
use crate::trail::trail;
use crate::words::Words;

mod about;

pub(crate) use about::about;

/// How many articles of its writers are shown.
const WRITTEN: usize = 5;

#[derive(Serialize)]
pub(crate) struct Top {
    words: &'static Words,
    trail: Vec<Anchor>,
    name: String,
    /// The language of the name, where it is not the page's.
    lang: Option<String>,
    description: String,
    entries: Vec<Entry>,
    logo: Option<Image>,
    /// What its writers wrote.
    cards: Vec<Card>,
}

/// One line of what is known.
#[derive(Serialize)]
pub(crate) struct Entry {
    term: &'static str,
    said: Vec<Anchor>,
}

impl View for Top {
    const TEMPLATE: &'static str = "organisation_top.html";

    fn samples() -> Vec<Self> {
        let sample = |lang: Option<&str>, entries, logo, cards| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/"), Anchor::to("Directory", "/directory")],
            name: "Port & <Pilots>".into(),
            lang: lang.map(str::to_owned),
            description: "Brings ships in.".into(),
            entries,
            logo,
            cards,
        };
        let web = Anchor { name: "a&b".into(), href: Some("https://example.com/?a&b".into()) };
        let entry = Entry { term: "Web", said: vec![web, Anchor::bare("<c>")] };
        vec![
            sample(None, Vec::new(), None, Vec::new()),
            sample(Some("zh-Hant"), vec![entry], Some(photo::stand_in("p", None)), crate::card::samples()),
        ]
    }
}

/// Prints what is known of an organisation, and on the first of its pages what its writers wrote.
pub(crate) async fn top(edition: &Edition<'_>, id: OrganisationId, first: bool) -> Result<String, Failure> {
    let Some(organisation) = edition.source.organisation(id).await? else { return Ok(String::new()) };
    theme::print(
        edition,
        &Top {
            words: edition.words(),
            trail: steps(edition).await?,
            name: organisation.name().clone(),
            lang: edition.foreign(organisation.name()),
            description: organisation.description().clone(),
            entries: entries(edition, &organisation),
            logo: logo(edition, &organisation).await?,
            cards: if first { written(edition, id).await? } else { Vec::new() },
        },
    )
}

async fn logo(edition: &Edition<'_>, organisation: &SeenOrganisation<'_>) -> Result<Option<Image>, Failure> {
    let Some(id) = *organisation.logo() else { return Ok(None) };
    Ok(edition.source.photo(id).await?.map(|found| photo::captioned(&found, photo::NO_SECTION)))
}

async fn written(edition: &Edition<'_>, id: OrganisationId) -> Result<Vec<Card>, Failure> {
    let found = edition.source.slice(&List::bylines(id), None, WRITTEN, true).await?;
    let members: Vec<Member> = found.into_iter().map(|(_, id)| Member::Article(ArticleId(id))).collect();
    cards(edition, &members, Shown { time: true, ..Shown::default() }).await
}

/// The front and the directory.
async fn steps(edition: &Edition<'_>) -> Result<Vec<Anchor>, Failure> {
    let mut steps = trail(edition, None).await?;
    steps.push(Anchor { name: edition.directory_title(), href: Some(directory::path(edition)) });
    Ok(steps)
}

fn entries(edition: &Edition<'_>, organisation: &SeenOrganisation<'_>) -> Vec<Entry> {
    let (words, o) = (edition.words(), organisation);
    let linked = |said: &str, href: String| {
        let link = Link::parse(&href).map(|link| link.as_str().to_owned());
        vec![Anchor { name: said.to_owned(), href: link.filter(|_| !said.is_empty()) }]
    };
    let kind = |kind: &String| Anchor {
        name: kind.clone(),
        href: Some(directory::addressed(edition, &Entries::Kind(slug(kind)), None)),
    };
    let all = [
        (words.kinds, o.kinds().iter().map(kind).collect()),
        (words.place, vec![Anchor::bare(o.place())]),
        (words.postal_address, vec![Anchor::bare(o.postal_address())]),
        (words.map, map(o)),
        (words.phone, linked(o.phone(), format!("tel:{}", o.phone().replace(' ', "")))),
        (words.email, linked(o.email(), format!("mailto:{}", o.email()))),
        (words.web, linked(o.web(), o.web().clone())),
        (words.opening_hours, vec![Anchor::bare(o.opening_hours())]),
    ];
    let known = all.into_iter().filter(|(_, said)| said.iter().any(|said| !said.name.is_empty()));
    known.map(|(term, said)| Entry { term, said }).collect()
}

/// A plain link to a map of the address: nobody is asked for anything until a reader follows it.
fn map(organisation: &SeenOrganisation<'_>) -> Vec<Anchor> {
    let address = organisation.postal_address();
    if address.is_empty() {
        return Vec::new();
    }
    let href = format!("https://www.openstreetmap.org/search?query={}", address::encoded(address));
    vec![Anchor { name: "OpenStreetMap".into(), href: Some(href) }]
}
