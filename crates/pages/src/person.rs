//! A person's page: what stands over their articles, and what its head says.

use broadsheet_news::address;
use broadsheet_news::ids::PersonId;
use broadsheet_source::Failure;
use broadsheet_source::{SeenPerson, SeenPhoto};
use serde::Serialize;
use serde_json::{Value, json};

use crate::about::About;
use crate::edition::{Anchor, Edition};
use crate::photo::{self, Image};
use crate::structured;
use crate::theme;
use crate::theme_view::View;
use crate::trail::trail;
use crate::words::Words;

#[derive(Serialize)]
pub(crate) struct Top {
    words: &'static Words,
    trail: Vec<Anchor>,
    name: String,
    /// The language of the name, where it is not the page's.
    lang: Option<String>,
    role: String,
    organisation: Option<Anchor>,
    biography: String,
    email: String,
    portrait: Option<Image>,
}

impl View for Top {
    const TEMPLATE: &'static str = "person_top.html";

    fn samples() -> Vec<Self> {
        let sample = |said: &str, portrait: Option<Image>| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/")],
            name: "Mara O'Neil & <Co>".into(),
            lang: portrait.as_ref().map(|_| "ar".to_owned()),
            role: said.to_owned(),
            organisation: portrait.as_ref().map(|_| Anchor::to("The <Post>", "/directory/post")),
            biography: said.to_owned(),
            email: said.to_owned(),
            portrait,
        };
        vec![sample("", None), sample("mara@example.com", Some(photo::stand_in("Mara", None)))]
    }
}

/// Prints what stands over a person's articles.
pub(crate) async fn top(edition: &Edition<'_>, id: PersonId) -> Result<String, Failure> {
    let Some(person) = edition.source.person(id).await? else { return Ok(String::new()) };
    theme::print(
        edition,
        &Top {
            words: edition.words(),
            trail: trail(edition, None).await?,
            name: person.name().clone(),
            lang: edition.foreign(person.name()),
            role: person.role().clone(),
            organisation: organisation(edition, &person).await?,
            biography: person.biography().clone(),
            email: person.email().clone(),
            portrait: portrait(edition, &person).await?.as_ref().map(photo::portrait),
        },
    )
}

async fn organisation(edition: &Edition<'_>, person: &SeenPerson<'_>) -> Result<Option<Anchor>, Failure> {
    let Some(id) = *person.organisation() else { return Ok(None) };
    let found = edition.source.organisation(id).await?;
    Ok(found.map(|o| Anchor::to(o.name(), &address::organisation(o.slug()))))
}

async fn portrait<'s>(edition: &Edition<'s>, person: &SeenPerson<'_>) -> Result<Option<SeenPhoto<'s>>, Failure> {
    match *person.portrait() {
        Some(id) => edition.source.photo(id).await,
        None => Ok(None),
    }
}

/// What the head of a person's page says.
pub(crate) async fn about(edition: &Edition<'_>, id: PersonId) -> Result<About, Failure> {
    let Some(person) = edition.source.person(id).await? else { return Ok(About::default()) };
    let path = address::person(person.slug());
    let mut steps = trail(edition, None).await?;
    steps.push(Anchor::to(person.name(), &path));
    let url = edition.absolute(&path);
    let mut node = json!({"@type": "Person", "@id": format!("{url}#person"), "name": person.name(), "url": url});
    let portrait = portrait(edition, &person).await?;
    let shown = portrait.as_ref().and_then(|photo| Some((photo::whole(photo)?, photo.alt().clone())));
    let mut say = |name: &str, value: Value| {
        if let Some(node) = node.as_object_mut().filter(|_| !value.is_null() && value.as_str() != Some("")) {
            node.insert(name.to_owned(), value);
        }
    };
    say("jobTitle", json!(person.role()));
    say("description", json!(person.biography()));
    say("email", json!(person.email()));
    say("image", json!(shown.as_ref().map(|((src, ..), _)| edition.absolute(src))));
    if let Some(of) = organisation(edition, &person).await? {
        let url = of.href.map(|href| edition.whole(&href));
        say("worksFor", json!({"@type": "Organization", "name": of.name, "url": url}));
    }
    let page = json!({"@type": ["ProfilePage", "CollectionPage"], "@id": url, "url": url, "name": person.name(),
        "inLanguage": edition.language.tag(), "mainEntity": node});
    Ok(About {
        title: person.name().clone(),
        description: described(&person),
        picture: shown.map(|((src, width, height), alt)| (src, width, height, alt)),
        data: vec![page.into(), structured::breadcrumbs(edition, &steps)],
        path: Some(address::encoded(&path)),
        kind: "profile",
        class: "person",
        ..About::default()
    })
}

fn described(person: &SeenPerson<'_>) -> String {
    let said = person.biography();
    if said.is_empty() { person.role().clone() } else { said.clone() }
}
