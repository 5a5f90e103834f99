//! The texts of the templates: one for each part, and the pieces that several of them include.

macro_rules! texts {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// Pieces: included, never printed alone.
pub(super) const PIECES: &[(&str, &str)] = texts!["card.html", "headlines.html", "marked.html", "picture.html", "trail.html"];

/// One for each part.
pub(super) const ALL: &[(&str, &str)] = texts![
    "article_text.html",
    "article_top.html",
    "briefing.html",
    "briefing.xml",
    "closing.html",
    "corrections.html",
    "directory.html",
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
    "standing.html",
    "topic_top.html",
    "unfound.html",
];
