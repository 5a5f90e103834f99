//! Markdown in and out: CommonMark with tables, and HTML for what Markdown has no sign for.
//!
//! Both ways go by our HTML. What is read becomes HTML, so that one reader decides what is kept of pasted pages and
//! of Markdown; and a block without a sign of its own (a photo, a box) is written as the line of HTML that
//! [`html::write`](crate::html::write()) has for it, which every tool for Markdown lets pass.

mod inline;
mod read;
mod write;

pub use read::{read, read_with};
pub use write::write;
