//! What the head of an organisation's page says of it.

use broadsheet_news::address;
use broadsheet_news::ids::OrganisationId;
use broadsheet_news::slug::slug;
use broadsheet_source::{Failure, SeenOrganisation};
use serde_json::{Value, json};

use super::{logo, steps};
use crate::about::About;
use crate::edition::{Anchor, Edition};
use crate::structured;

/// What the head of an organisation's page says.
pub(crate) async fn about(edition: &Edition<'_>, id: OrganisationId) -> Result<About, Failure> {
    let Some(organisation) = edition.source.organisation(id).await? else { return Ok(About::default()) };
    let path = address::organisation(organisation.slug());
    let mut steps = steps(edition).await?;
    steps.push(Anchor::to(organisation.name(), &path));
    let (name, description) = (organisation.name(), organisation.description());
    let mut page = structured::collection(edition, name, description, &address::encoded(&path));
    say(&mut page, "mainEntity", node(edition, &organisation).await?);
    Ok(About {
        title: organisation.name().clone(),
        description: organisation.description().clone(),
        data: vec![page.into(), structured::breadcrumbs(edition, &steps)],
        path: Some(address::encoded(&path)),
        kind: "website",
        class: "organisation",
        ..About::default()
    })
}

async fn node(edition: &Edition<'_>, organisation: &SeenOrganisation<'_>) -> Result<Value, Failure> {
    let o = organisation;
    let id = format!("{}#organisation", edition.absolute(&address::organisation(o.slug())));
    let mut node = json!({"@type": kind(o), "@id": id, "name": o.name()});
    say(&mut node, "description", json!(o.description()));
    say(&mut node, "telephone", json!(o.phone()));
    say(&mut node, "email", json!(o.email()));
    say(&mut node, "url", json!(o.web()));
    say(&mut node, "sameAs", json!(o.web()));
    say(&mut node, "logo", json!(logo(edition, o).await?.map(|logo| edition.absolute(&logo.src))));
    if !o.postal_address().is_empty() {
        let mut place = json!({"@type": "PostalAddress", "streetAddress": o.postal_address()});
        say(&mut place, "addressLocality", json!(o.place()));
        say(&mut node, "address", place);
    }
    Ok(node)
}

fn say(node: &mut Value, name: &str, value: Value) {
    if let Some(node) = node.as_object_mut().filter(|_| !value.is_null() && value.as_str() != Some("")) {
        node.insert(name.to_owned(), value);
    }
}

/// What schema.org calls organisations, by a word of their kind.
const TYPES: [(&str, &str); 24] = [
    ("newspaper", "NewsMediaOrganization"),
    ("broadcaster", "NewsMediaOrganization"),
    ("publisher", "NewsMediaOrganization"),
    ("museum", "Museum"),
    ("library", "Library"),
    ("hospital", "Hospital"),
    ("university", "CollegeOrUniversity"),
    ("school", "School"),
    ("council", "GovernmentOrganization"),
    ("ministry", "GovernmentOrganization"),
    ("authority", "GovernmentOrganization"),
    ("government", "GovernmentOrganization"),
    ("theatre", "PerformingArtsTheater"),
    ("restaurant", "Restaurant"),
    ("hotel", "Hotel"),
    ("shop", "Store"),
    ("bank", "BankOrCreditUnion"),
    ("club", "SportsOrganization"),
    ("market", "LocalBusiness"),
    ("company", "Corporation"),
    ("charity", "NGO"),
    ("union", "WorkersUnion"),
    ("報社", "NewsMediaOrganization"),
    ("博物館", "Museum"),
];

/// The type of the first kind that has one.
fn kind(organisation: &SeenOrganisation<'_>) -> &'static str {
    let of = |kind: &String| {
        let kind = slug(kind);
        TYPES.iter().find(|(word, _)| kind.split('-').any(|part| part == *word)).map(|(_, known)| *known)
    };
    organisation.kinds().iter().find_map(of).unwrap_or("Organization")
}
