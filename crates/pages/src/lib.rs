//! What each public page is: its answer, its parts, and the theme they are printed in.
//!
//! To add a page: its kind in [`Subject`] and its arm in [`row`]; a file here
//! that reads through the [`Reading`]'s source and fills a view; a template beside the
//! others, with samples. What a page depends on is what it read: there is no
//! list to keep up to date.
//!
//! A page is a row of parts. A part is a function of its key (a [`Part`]) and
//! of the source; parts are joined in order, and equal parts are shared.

mod about;
mod archive;
mod article;
mod briefing;
mod card;
mod closing;
mod corrections;
mod directory;
mod document;
mod edition;
mod feed;
mod front;
mod head;
mod key;
mod listing;
mod masthead;
mod opening;
mod organisation;
mod out_of_order;
mod paging;
mod part;
mod person;
mod popular;
mod related;
mod request;
mod row;
mod search;
mod section;
mod share;
mod site;
mod sitemap;
mod standing;
mod structured;
mod theme_view;
mod topic;
mod trail;
mod unfound;
mod words;

pub mod photo;
pub mod theme;

use broadsheet_source::Failure;

pub use edition::Reading;
pub use key::{Entries, Followed, Listed, Part, Searched, Subject};
pub use out_of_order::out_of_order;
pub use part::part;
pub use photo::{placard, placeholder};
pub use request::{Fields, FieldsRead, Request};
pub use row::{Answer, Row, row, searched};

/// HTML, as every page that is read in a browser.
pub const HTML: &str = "text/html; charset=utf-8";

/// A page as it goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// What the address leads to.
    pub answer: Answer,
    /// The type of the joined parts.
    pub media_type: &'static str,
    /// The parts, in order; empty where the page has moved.
    pub parts: Vec<String>,
}

impl Printed {
    /// The parts joined.
    #[must_use]
    pub fn text(&self) -> String {
        self.parts.concat()
    }
}

/// Prints a page: its row, and every part of it.
///
/// # Errors
/// Where the database cannot be reached, or a template cannot be printed.
pub async fn print(reading: Reading<'_>, request: &Request) -> Result<Printed, Failure> {
    let row = row(reading, request).await?;
    let mut parts = Vec::with_capacity(row.parts.len());
    for key in &row.parts {
        parts.push(part(reading, key).await?);
    }
    Ok(Printed { answer: row.answer, media_type: row.media_type, parts })
}
