//! Standing pages: about, privacy, contact, accessibility.

use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::ids::StandingId;
use crate::language::Language;

/// A page that stands, whatever the day's news.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Its id.
    pub id: StandingId,
    /// Its language.
    pub language: Language,
    /// Its headline.
    pub headline: String,
    /// The last piece of its address.
    pub slug: String,
    /// Its text.
    pub body: Body,
}
