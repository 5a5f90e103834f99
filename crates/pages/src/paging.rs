//! Pages of a list: their addresses, and the links from one to those beside it.

use broadsheet_source::Bounds;
use serde::Serialize;

/// The links from one page of a list to those beside it, percent-encoded.
#[derive(Serialize)]
pub(crate) struct Paging {
    newer: Option<String>,
    older: Option<String>,
}

impl Paging {
    /// Whether the page of that number, or the newest, has a link to another: without one, the list's address is not read.
    pub fn has_links(page: Option<i64>, bounds: &Bounds) -> bool {
        page.is_some() || bounds.older.is_some()
    }

    /// The links of the page of that number, or of the newest; `path` is the list's address.
    pub fn of(path: &str, page: Option<i64>, bounds: &Bounds) -> Self {
        Self {
            newer: page.map(|_| addressed(path, bounds.newer)),
            older: bounds.older.map(|older| addressed(path, Some(older))),
        }
    }

    /// One without links, and one with both.
    pub fn samples() -> [Self; 2] {
        let link = || Some(addressed("/politics", Some(7)));
        [Self { newer: None, older: None }, Self { newer: link(), older: link() }]
    }
}

/// The address of a page; the newest has the list's own.
pub(crate) fn addressed(path: &str, page: Option<i64>) -> String {
    page.map_or_else(|| path.to_owned(), |page| format!("{path}?page={page}"))
}
