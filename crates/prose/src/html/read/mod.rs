//! Other people's HTML, and our own again, into a body.
//!
//! The tree is walked edge by edge and not by recursion, so no nesting can exhaust the stack.

mod figure;
mod gather;
mod leaf;
mod reader;

use broadsheet_news::body::PhotoId;
use ego_tree::iter::Edge;
use scraper::Html;

use crate::Read;
use reader::Reader;

/// An image in somebody's HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Image {
    /// Where its file is.
    pub src: String,
    /// What those hear who cannot see it.
    pub alt: String,
}

/// Reads any HTML. An image that is not one of our photos is reported and not kept.
pub fn read(html: &str) -> Read {
    read_with(html, &mut |_| None)
}

/// Reads any HTML, and asks for each image whether it is, or has become, one of our photos.
pub fn read_with(html: &str, photo: &mut dyn FnMut(&Image) -> Option<PhotoId>) -> Read {
    let document = Html::parse_document(html);
    let mut reader = Reader::new(&document, photo);
    for edge in document.tree.root().traverse() {
        match edge {
            Edge::Open(node) => reader.open(node),
            Edge::Close(node) => reader.close(node),
        }
    }
    reader.finish()
}
