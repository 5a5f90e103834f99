//! The window through which pages see the store: the recorded source, and nothing else.
//!
//! Pages depend on this crate and not on the store, so that no page can go round
//! the record of what it read. A page cannot open the store,
//!
//! ```compile_fail
//! use broadsheet_source::Store;
//! ```
//!
//! nor begin an act,
//!
//! ```compile_fail
//! use broadsheet_source::transaction::Transaction;
//! ```
//!
//! nor learn the instant that the source keeps to itself,
//!
//! ```compile_fail
//! fn now(source: &broadsheet_source::Source) -> i64 {
//!     source.now.microseconds()
//! }
//! ```
//!
//! nor read a row without its reading being recorded:
//!
//! ```compile_fail
//! fn headline(article: &broadsheet_source::SeenArticle<'_>) -> String {
//!     article.row.headline.clone()
//! }
//! ```
//!
//! What it may do is read through the source:
//!
//! ```
//! fn headline(article: &broadsheet_source::SeenArticle<'_>) -> String {
//!     article.headline().clone()
//! }
//! ```

pub use broadsheet_store::source::{
    Bounds, SeenArticle, SeenOrganisation, SeenPerson, SeenPhoto, SeenReference, SeenSection, SeenStanding, SeenTopic,
    Source,
};
pub use broadsheet_store::{Failure, Target};
