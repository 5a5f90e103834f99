//! The head's end: style, fonts, icons, feed. The same on every page of a language and a kind, as the masthead is.

use broadsheet_news::address::{self, SiteFile};
use broadsheet_source::Failure;
use serde::Serialize;

use crate::edition::{Anchor, Edition};
use crate::site;
use crate::theme::{self, Dress};
use crate::theme_view::{Markup, View};

#[derive(Serialize)]
pub(crate) struct Opening<'t> {
    style: Markup,
    serif: &'t str,
    icon: String,
    touch_icon: String,
    manifest: String,
    search: Anchor,
    feed: Anchor,
}

impl View for Opening<'_> {
    const TEMPLATE: &'static str = "opening.html";

    fn samples() -> Vec<Self> {
        let sample = Self {
            style: "a{color:red}".into(),
            serif: "/assets/serif.0.woff2",
            icon: "/icon.svg".into(),
            touch_icon: "/photos/emblem/180-H.1.png".into(),
            manifest: "/manifest.webmanifest".into(),
            search: Anchor::to("The <Harbour> & Post", "/opensearch.xml"),
            feed: Anchor::to("The <Harbour> & Post", "/feed.xml"),
        };
        vec![sample]
    }
}

/// Prints the head's end. It opens the body, which the foot closes.
pub(crate) fn print(edition: &Edition<'_>, dress: Dress) -> Result<String, Failure> {
    theme::print(
        edition,
        &Opening {
            style: edition.style(dress),
            serif: edition.asset("serif"),
            icon: SiteFile::Icon.address(),
            touch_icon: site::emblem(edition.source, 180),
            manifest: address::manifest(&edition.prefix()),
            search: Anchor::to(edition.source.name(), &address::open_search(&edition.prefix())),
            feed: Anchor::to(edition.source.name(), &address::named(&edition.prefix(), "feed.xml")),
        },
    )
}
