//! The directory: organisations by name.

use broadsheet_news::address;
use broadsheet_news::ids::OrganisationId;
use broadsheet_news::lists::{Key, List};
use broadsheet_news::paper::Setting;
use broadsheet_source::Failure;
use broadsheet_source::SeenOrganisation;
use serde::Serialize;

use crate::edition::{Anchor, Edition};
use crate::request;
use crate::theme;
use crate::theme_view::View;
use crate::trail::trail;
use crate::words::Words;

/// How many organisations stand on one page.
const SHOWN: usize = 200;

#[derive(Serialize)]
pub(crate) struct Directory {
    words: &'static Words,
    trail: Vec<Anchor>,
    title: String,
    total: i64,
    organisations: Vec<Listed>,
    more: Option<String>,
}

/// An organisation in the list.
#[derive(Serialize)]
pub(crate) struct Listed {
    organisation: Anchor,
    kinds: String,
    place: String,
}

impl View for Directory {
    const TEMPLATE: &'static str = "directory.html";

    fn samples() -> Vec<Self> {
        let listed = |said: &str| Listed {
            organisation: Anchor::to("Port & <Pilots>", "/directory/port"),
            kinds: said.to_owned(),
            place: said.to_owned(),
        };
        let sample = |organisations, more| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/")],
            title: "Directory of <the> Harbour".into(),
            total: 2,
            organisations,
            more,
        };
        vec![sample(Vec::new(), None), sample(vec![listed(""), listed("Port's")], Some("/directory?before=00".into()))]
    }
}

/// Prints the organisations, by name, after the bound.
pub(crate) async fn print(edition: &Edition<'_>, after: Option<&Key>) -> Result<String, Failure> {
    let source = edition.source;
    let mut found = source.slice(&List::directory(), after, SHOWN + 1, false).await?;
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let ids: Vec<OrganisationId> = found.iter().map(|(_, id)| OrganisationId(*id)).collect();
    let organisations = source.organisations(&ids).await?;
    let title: Option<String> = source.setting(Setting::DirectoryTitle);
    let path = address::named(&edition.prefix(), "directory");
    theme::print(
        edition,
        &Directory {
            words: edition.words(),
            trail: trail(edition, None).await?,
            title: title.unwrap_or_else(|| edition.words().directory.to_owned()),
            total: source.total(&List::directory()).await?,
            organisations: organisations.iter().map(|organisation| listed(edition, organisation)).collect(),
            more: found.last().filter(|_| more).map(|(key, _)| format!("{path}?before={}", request::written(key))),
        },
    )
}

fn listed(edition: &Edition<'_>, organisation: &SeenOrganisation<'_>) -> Listed {
    Listed {
        organisation: Anchor::to(organisation.name(), &address::organisation(organisation.slug())),
        kinds: organisation.kinds().join(edition.words().comma),
        place: organisation.place().clone(),
    }
}
