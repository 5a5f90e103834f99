//! Ordered lists: every list readers see is a range of positions, each a key of bytes with a member.
//!
//! A key is made here, in Rust, and compared bytewise, so that Rust, SQLite and
//! PostgreSQL agree on what lies between two bounds.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clock::Instant;

/// The place of a member in a list: bytes, compared as bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(pub Vec<u8>);

impl Key {
    /// By time, then by id.
    #[must_use]
    pub fn of_time(at: Instant, id: i64) -> Self {
        Self::of_number(at.microseconds(), id)
    }

    /// By a number, then by id. The sign bit is turned, so that bytes sort as numbers do.
    #[must_use]
    pub fn of_number(number: i64, id: i64) -> Self {
        let turned = |n: i64| (n as u64 ^ (1 << 63)).to_be_bytes();
        Self([turned(number), turned(id)].concat())
    }

    /// By name, then by id: small letters without accents, so that "Éclair" stands with "eclair".
    #[must_use]
    pub fn of_name(name: &str, id: i64) -> Self {
        let mut bytes = crate::slug::slug(name).into_bytes();
        bytes.push(0);
        bytes.extend_from_slice(&Self::of_number(id, 0).0[..8]);
        Self(bytes)
    }
}

/// A list. Its text form is its name in the database: `section:42`, `latest:en`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct List(String);

impl List {
    /// All published articles of a language, by first publication.
    #[must_use]
    pub fn latest(language: &crate::language::Language) -> Self {
        Self(format!("latest:{language}"))
    }

    /// A section's own articles, without its subsections'.
    #[must_use]
    pub fn section(id: crate::ids::SectionId) -> Self {
        Self(format!("section:{id}"))
    }

    /// The sections below one, or at the top of a language's tree.
    #[must_use]
    pub fn sections(parent: Option<crate::ids::SectionId>, language: &crate::language::Language) -> Self {
        parent.map_or_else(|| Self(format!("sections:{language}")), |id| Self(format!("sections:{id}")))
    }

    /// The articles under exactly this topic or alias.
    #[must_use]
    pub fn topic(id: crate::ids::TopicId) -> Self {
        Self(format!("topic:{id}"))
    }

    /// The aliases of a topic, by name.
    #[must_use]
    pub fn aliases(id: crate::ids::TopicId) -> Self {
        Self(format!("aliases:{id}"))
    }

    /// A person's articles.
    #[must_use]
    pub fn person(id: crate::ids::PersonId) -> Self {
        Self(format!("person:{id}"))
    }

    /// Articles with an organisation in their byline.
    #[must_use]
    pub fn bylines(id: crate::ids::OrganisationId) -> Self {
        Self(format!("bylines:{id}"))
    }

    /// Articles whose text names an organisation.
    #[must_use]
    pub fn mentions(id: crate::ids::OrganisationId) -> Self {
        Self(format!("mentions:{id}"))
    }

    /// The organisations of the directory, by name.
    #[must_use]
    pub fn directory() -> Self {
        Self("directory".to_owned())
    }

    /// The standing pages of a language, by headline.
    #[must_use]
    pub fn standing(language: &crate::language::Language) -> Self {
        Self(format!("standing:{language}"))
    }

    /// The corrections of a language's articles, by time.
    #[must_use]
    pub fn corrections(language: &crate::language::Language) -> Self {
        Self(format!("corrections:{language}"))
    }

    /// The list of that name.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A position in a list: what a change enters, leaves or moves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// The list.
    pub list: List,
    /// The place in it.
    pub key: Key,
    /// Who stands there.
    pub member: i64,
}

/// A range of a list as it was read: from the newest end, so many, below a bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// The list.
    pub list: List,
    /// Whether it was read from the largest key down.
    pub descending: bool,
    /// The key after which reading began; from the list's end where none.
    pub after: Option<Key>,
    /// How many were asked for.
    pub limit: usize,
    /// What came, in reading order.
    pub returned: Vec<(Key, i64)>,
}

impl Slice {
    /// Whether a position that appears or disappears at `key` alters what this slice returned.
    ///
    /// A slice shorter than its limit is open at its end.
    #[must_use]
    pub fn covers(&self, key: &Key) -> bool {
        let beyond = |a: &Key, b: &Key| if self.descending { a < b } else { a > b };
        let begins = self.after.as_ref().is_none_or(|after| beyond(key, after));
        let open = self.returned.len() < self.limit;
        let ends = self.returned.last().is_some_and(|(last, _)| !beyond(key, last));
        begins && (open || ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_as_times_do_also_before_1970() {
        let key = |at, id| Key::of_time(Instant::from_microseconds(at), id);
        assert!(key(-5, 9) < key(-4, 1) && key(-1, 1) < key(0, 1) && key(7, 1) < key(7, 2));
    }

    #[test]
    fn a_full_slice_is_closed_at_its_end_and_a_short_one_open() {
        let key = |n| Key::of_number(n, 0);
        let slice = |limit| Slice {
            list: List::directory(),
            descending: true,
            after: None,
            limit,
            returned: vec![(key(9), 9), (key(5), 5)],
        };
        assert!(slice(2).covers(&key(7)) && slice(2).covers(&key(5)) && slice(2).covers(&key(11)));
        assert!(!slice(2).covers(&key(4)));
        assert!(slice(3).covers(&key(4)));
    }
}
