//! The page that shares an article: its address to copy, and every service that a counted link leads to.

use broadsheet_news::address;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::share::Service;
use broadsheet_source::Failure;
use serde::Serialize;

use crate::about::About;
use crate::article::open;
use crate::edition::{Anchor, Edition, Reading};
use crate::theme;
use crate::theme_view::View;
use crate::trail::trail;
use crate::words::Words;

#[derive(Serialize)]
pub(crate) struct Share {
    words: &'static Words,
    trail: Vec<Anchor>,
    article: Anchor,
    /// The article's whole address.
    address: String,
    services: Vec<Anchor>,
}

impl View for Share {
    const TEMPLATE: &'static str = "share.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/")],
            article: Anchor::to("A <headline> & more", "/2026/11/25/a"),
            address: "https://example.com/2026/11/25/a?\"&".into(),
            services: vec![Anchor::to("E-mail", "/share/1/email"), Anchor::to("LINE", "/share/1/line")],
        }]
    }
}

/// Prints the page's own part.
pub(crate) async fn print(reading: Reading<'_>, id: ArticleId) -> Result<String, Failure> {
    let Some((edition, article)) = open(reading, id).await? else { return Ok(String::new()) };
    let path = article.address().clone().unwrap_or_default();
    theme::print(
        &edition,
        &Share {
            words: edition.words(),
            trail: trail(&edition, *article.section()).await?,
            article: Anchor::to(article.headline().clone(), &path),
            address: edition.absolute(&path),
            services: links(&edition, id, &Service::ALL),
        },
    )
}

/// Counted links to services.
pub(crate) fn links(edition: &Edition<'_>, id: ArticleId, services: &[Service]) -> Vec<Anchor> {
    let name = |service: &Service| service.name().unwrap_or(edition.words().email);
    services.iter().map(|service| Anchor::to(name(service), &address::share(id.0, *service))).collect()
}

/// What the head says: nobody looks for this page, so it is in no index.
pub(crate) async fn about(edition: &Edition<'_>, id: ArticleId) -> Result<About, Failure> {
    let Some((_, article)) = open(edition.reading(), id).await? else { return Ok(About::default()) };
    let title = edition.words().titled(edition.words().share, article.headline().as_str());
    Ok(About { title, kind: "website", class: "sharing", ..About::default() })
}
