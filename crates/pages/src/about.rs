//! What one kind of page says of itself to machines: the head adds what all have in common.

use serde::Serialize;

use crate::structured::Node;

/// The same page in one language.
#[derive(Serialize)]
pub(crate) struct Alternate {
    /// The language.
    pub tag: String,
    /// The whole address.
    pub href: String,
}

/// A tag of Open Graph.
#[derive(Serialize)]
pub(crate) struct Tag {
    /// Its property.
    pub property: &'static str,
    /// Its content.
    pub content: String,
}

/// What the head of one kind of page says, before what all have in common is added.
#[derive(Default)]
pub(crate) struct About {
    /// As readers know the page.
    pub title: String,
    /// A sentence or two; may be empty.
    pub description: String,
    /// The topics, apart by commas.
    pub keywords: String,
    /// The path; none for a page that is not to be found again.
    pub path: Option<String>,
    /// The picture's path with width, height and alternative text; the paper's own where there is none.
    pub picture: Option<(String, i64, i64, String)>,
    /// The type, in Open Graph's words.
    pub kind: &'static str,
    /// Tags of this kind of page.
    pub tags: Vec<Tag>,
    /// Nodes of structured data.
    pub data: Vec<Node>,
    /// The same in other languages.
    pub alternates: Vec<Alternate>,
    /// The class of the body.
    pub class: &'static str,
}
