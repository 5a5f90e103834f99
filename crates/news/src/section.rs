//! Sections: the tree a paper is ordered by.

use serde::{Deserialize, Serialize};

use crate::ids::SectionId;
use crate::language::Language;

/// A section, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its id.
    pub id: SectionId,
    /// The language of its articles.
    pub language: Language,
    /// Its name as printed.
    pub name: String,
    /// Its piece of the address.
    pub slug: String,
    /// The section it is part of.
    pub parent: Option<SectionId>,
    /// Its place among its siblings, smallest first.
    pub position: i64,
    /// A sentence for its page; may be empty.
    pub description: String,
}
