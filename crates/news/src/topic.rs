//! Topics, and the aliases that mean the same.

use serde::{Deserialize, Serialize};

use crate::ids::TopicId;
use crate::language::Language;

/// A topic, or an alias of one.
///
/// An alias is a topic that points at the one it means: it keeps its name where
/// an article used it, its address leads to the topic's, and making it a topic
/// again is a matter of one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// The language of its name.
    pub language: Language,
    /// Its name as printed.
    pub name: String,
    /// The last piece of its address.
    pub slug: String,
    /// The topic it is an alias of.
    pub alias_of: Option<TopicId>,
    /// A sentence for its page; may be empty.
    pub description: String,
}
