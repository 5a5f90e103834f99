//! An organisation's page: where to find it, over the articles it is in.

use broadsheet_news::address;
use broadsheet_news::body::Link;
use broadsheet_news::ids::OrganisationId;
use broadsheet_news::paper::Setting;
use broadsheet_source::Failure;
use broadsheet_source::SeenOrganisation;
use serde::Serialize;
use serde_json::json;

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
    description: String,
    entries: Vec<Entry>,
    logo: Option<Image>,
}

/// One line of what is known.
#[derive(Serialize)]
pub(crate) struct Entry {
    term: &'static str,
    said: Anchor,
}

impl View for Top {
    const TEMPLATE: &'static str = "organisation_top.html";

    fn samples() -> Vec<Self> {
        let sample = |entries, logo| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/"), Anchor::to("Directory", "/directory")],
            name: "Port & <Pilots>".into(),
            description: "Brings ships in.".into(),
            entries,
            logo,
        };
        let entry =
            Entry { term: "Web", said: Anchor { name: "a&b".into(), href: Some("https://example.com/?a&b".into()) } };
        vec![sample(Vec::new(), None), sample(vec![entry], Some(photo::stand_in("p", None)))]
    }
}

/// Prints what is known of an organisation.
pub(crate) async fn top(edition: &Edition<'_>, id: OrganisationId) -> Result<String, Failure> {
    let Some(organisation) = edition.source.organisation(id).await? else { return Ok(String::new()) };
    let logo = match *organisation.logo() {
        Some(id) => edition.source.photo(id).await?.map(|found| photo::captioned(&found, None)),
        None => None,
    };
    theme::print(
        edition,
        &Top {
            words: edition.words(),
            trail: steps(edition).await?,
            name: organisation.name().clone(),
            description: organisation.description().clone(),
            entries: entries(edition.words(), &organisation),
            logo,
        },
    )
}

/// The front and the directory.
async fn steps(edition: &Edition<'_>) -> Result<Vec<Anchor>, Failure> {
    let title: Option<String> = edition.source.setting(Setting::DirectoryTitle);
    let title = title.unwrap_or_else(|| edition.words().directory.to_owned());
    let mut steps = trail(edition, None).await?;
    steps.push(Anchor::to(title, &address::named(&edition.prefix(), "directory")));
    Ok(steps)
}

fn entries(words: &'static Words, organisation: &SeenOrganisation<'_>) -> Vec<Entry> {
    let o = organisation;
    let linked = |said: &str, scheme: &str| {
        let link = Link::parse(&format!("{scheme}{said}")).map(|link| link.as_str().to_owned());
        Anchor { name: said.to_owned(), href: link.filter(|_| !said.is_empty()) }
    };
    let all = [
        (words.kinds, Anchor::bare(o.kinds().join(words.comma))),
        (words.place, Anchor::bare(o.place())),
        (words.postal_address, Anchor::bare(o.postal_address())),
        (words.phone, linked(o.phone(), "tel:")),
        (words.email, linked(o.email(), "mailto:")),
        (words.web, linked(o.web(), "")),
        (words.opening_hours, Anchor::bare(o.opening_hours())),
    ];
    let known = all.into_iter().filter(|(_, said)| !said.name.is_empty());
    known.map(|(term, said)| Entry { term, said }).collect()
}

/// What the head of an organisation's page says.
pub(crate) async fn about(edition: &Edition<'_>, id: OrganisationId) -> Result<About, Failure> {
    let Some(organisation) = edition.source.organisation(id).await? else { return Ok(About::default()) };
    let path = address::organisation(organisation.slug());
    let mut steps = steps(edition).await?;
    steps.push(Anchor::to(organisation.name(), &path));
    let node = json!({"@type": "Organization", "@id": format!("{}#organisation", edition.absolute(&path)),
        "name": organisation.name()});
    Ok(About {
        title: organisation.name().clone(),
        description: organisation.description().clone(),
        data: vec![node, structured::breadcrumbs(edition, &steps)],
        path: Some(address::encoded(&path)),
        kind: "website",
        class: "organisation",
        ..About::default()
    })
}
