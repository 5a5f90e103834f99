//! The byline: who wrote it, for whom and as what, as it was on that article.

use std::collections::HashMap;

use broadsheet_news::address;
use broadsheet_news::article::{Author, Byline};
use broadsheet_news::ids::{OrganisationId, PersonId, PhotoId};
use broadsheet_source::Failure;
use futures_util::future::try_join;
use serde::Serialize;

use crate::edition::{Anchor, Edition};
use crate::photo::{self, Image};

/// One line of the byline, as a template prints it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Line {
    /// The name, linked where the author has a page.
    pub author: Anchor,
    /// The language of the name, where it is not the page's.
    pub author_lang: Option<String>,
    /// The organisation, linked where the directory lists it.
    pub organisation: Option<Anchor>,
    /// The language of its name, where it is not the page's.
    pub organisation_lang: Option<String>,
    /// The role; may be empty.
    pub role: String,
    /// The portrait.
    pub portrait: Option<Image>,
}

/// The lines of an article's byline, in order.
pub(crate) async fn lines(edition: &Edition<'_>, bylines: &[Byline]) -> Result<Vec<Line>, Failure> {
    let source = edition.source;
    let people: Vec<PersonId> = bylines.iter().filter_map(person).collect();
    let organisations: Vec<OrganisationId> = bylines.iter().filter_map(|line| line.organisation_id).collect();
    let (people, organisations) = try_join(source.persons(&people), source.organisations(&organisations)).await?;
    let portraits: Vec<PhotoId> = people.iter().filter_map(|person| *person.portrait()).collect();
    let portraits = source.photos(&portraits).await?;
    let people: HashMap<_, _> = people.into_iter().map(|person| (person.id(), person)).collect();
    let organisations: HashMap<_, _> = organisations.into_iter().map(|listed| (listed.id(), listed)).collect();

    let mut lines = Vec::with_capacity(bylines.len());
    for byline in bylines {
        let person = person(byline).and_then(|id| people.get(&id));
        let author = match (&byline.author, person) {
            (Author::Guest(name), _) => Anchor::bare(name),
            (Author::Person(_), Some(person)) => Anchor::to(person.name(), &address::person(person.slug())),
            (Author::Person(_), None) => continue,
        };
        let listed = byline.organisation_id.and_then(|id| organisations.get(&id));
        let organisation = (!byline.organisation.is_empty()).then(|| match listed {
            Some(listed) => Anchor::to(&byline.organisation, &address::organisation(listed.slug())),
            None => Anchor::bare(&byline.organisation),
        });
        let portrait = person.and_then(|person| *person.portrait());
        let portrait = portrait.and_then(|id| portraits.iter().find(|photo| photo.id() == id));
        let portrait = portrait.map(|photo| photo::image(photo, photo::NO_SECTION));
        let author_lang = edition.foreign(&author.name);
        let organisation_lang = edition.foreign(&byline.organisation);
        let role = byline.role.clone();
        lines.push(Line { author, author_lang, organisation, organisation_lang, role, portrait });
    }
    Ok(lines)
}

fn person(byline: &Byline) -> Option<PersonId> {
    match byline.author {
        Author::Person(id) => Some(id),
        Author::Guest(_) => None,
    }
}
