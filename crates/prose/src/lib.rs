//! Text in and out: HTML, Markdown and plain text become a [`Body`], and a body becomes these.
//!
//! What comes in is never refused: what can be kept is kept, and what could not is told in sentences.

pub mod html;
pub mod markdown;
pub mod plain;
mod problem;

pub use problem::Problem;

use broadsheet_news::body::Body;

/// What came of reading a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    /// What was kept, in normal form.
    pub body: Body,
    /// What was not kept.
    pub problems: Vec<Problem>,
}

/// What came of writing a body in a form that cannot say everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The text.
    pub text: String,
    /// What was not kept.
    pub problems: Vec<Problem>,
}
