//! The texts of the templates: one for each part, and the pieces that several of them include.

use std::collections::BTreeMap;

use super::replacing::Files;

macro_rules! texts {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// Pieces: included, never printed alone.
const PIECES: &[(&str, &str)] =
    texts!["beside.html", "card.html", "headlines.html", "marked.html", "pages.html", "picture.html", "trail.html"];

/// One for each part.
pub(super) const ALL: &[(&str, &str)] = texts![
    "article_text.html",
    "article_top.html",
    "archive.html",
    "day_top.html",
    "briefing.html",
    "briefing.xml",
    "closing.html",
    "corrections.html",
    "directory.html",
    "directory_top.html",
    "feed.atom",
    "feed.xml",
    "front_top.html",
    "head.html",
    "listing.html",
    "masthead.html",
    "opening.html",
    "organisation_top.html",
    "out_of_order.html",
    "person_top.html",
    "place.html",
    "popular.html",
    "readers.html",
    "related.html",
    "search.html",
    "section_top.html",
    "share.html",
    "standing.html",
    "topic_top.html",
    "unfound.html",
];

/// The folder of templates in a theme's folder.
const FOLDER: &str = "templates";

/// Every template by its name: ours, where the folder has none of that name, and what the folder adds.
pub(super) fn of(files: &Files) -> BTreeMap<String, String> {
    let ours = PIECES.iter().chain(ALL).map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let theirs = files
        .under(FOLDER)
        .filter_map(|(name, bytes)| Some((name.to_owned(), std::str::from_utf8(bytes).ok()?.to_owned())));
    ours.chain(theirs).collect()
}

/// Whether Harbour has a template of that name.
pub(super) fn is_ours(name: &str) -> bool {
    PIECES.iter().chain(ALL).any(|(ours, _)| *ours == name)
}

/// Where a template stands in a theme's folder.
pub(super) fn path(name: &str) -> String {
    format!("{FOLDER}/{name}")
}
