//! What a reader asked for: an address, and which page of a list.

use std::sync::atomic::{AtomicU8, Ordering};

use broadsheet_news::address::{self, Address};
use broadsheet_news::lists::Key;
use broadsheet_news::search::Query;
use broadsheet_source::Source;

use crate::key::Entries;

/// The longest bound that a list of ours has.
const LONGEST: usize = 512;

/// What a reader asked for. It remembers which of its fields were read: the page does not depend on the others.
#[derive(Clone, Debug)]
pub struct Request {
    /// The address.
    pub address: Address,
    /// The path as it was asked for, decoded.
    pub path: String,
    /// What is searched for, where the address is a search's.
    pub search: Option<Query>,
    fields: Fields,
    read: Read,
}

/// The fields of a query that pages read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fields {
    /// `before`, the bound behind which the directory goes on.
    before: Option<Key>,
    /// `letter`, `kind` or `words`: which organisations of the directory.
    entries: Entries,
    /// `page`, which page of a list.
    page: Page,
}

/// Which of the fields of a query a page has read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldsRead(u8);

/// Which fields have been read.
#[derive(Debug, Default)]
struct Read(AtomicU8);

impl Clone for Read {
    fn clone(&self) -> Self {
        Self(AtomicU8::new(self.0.load(Ordering::Relaxed)))
    }
}

const BEFORE: u8 = 1;
const ENTRIES: u8 = 2;
const PAGE: u8 = 4;

/// Which page of a list is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Page {
    /// The newest, at the bare address.
    #[default]
    Newest,
    /// The one of that number, counted from the oldest.
    Numbered(i64),
    /// One below a bound, as links named it before pages had numbers.
    Below,
    /// One that cannot be.
    Unsound,
}

impl Fields {
    /// The fields of a query, which is as it came, without the question mark.
    #[must_use]
    pub fn of(query: &str) -> Self {
        match query.is_empty() {
            true => Self::default(),
            false => Self { before: before(query), entries: entries(query), page: page(query) },
        }
    }

    /// These fields, and of the others that they were not given.
    #[must_use]
    pub fn only(&self, which: FieldsRead) -> Self {
        let has = |field| which.0 & field != 0;
        Self {
            before: self.before.clone().filter(|_| has(BEFORE)),
            entries: if has(ENTRIES) { self.entries.clone() } else { Entries::All },
            page: if has(PAGE) { self.page } else { Page::Newest },
        }
    }

    /// How many bytes they take beside themselves.
    #[must_use]
    pub fn weight(&self) -> usize {
        let entries = match &self.entries {
            Entries::All => 0,
            Entries::Group(text) | Entries::Kind(text) | Entries::Words(text) => text.len(),
        };
        entries + self.before.as_ref().map_or(0, |key| key.0.len())
    }
}

impl Request {
    /// What a request line asks for. `path` is percent-decoded; `query` is as it came, without the question mark.
    #[must_use]
    pub fn of(source: &Source, path: &str, query: &str) -> Self {
        let address = address::parse(path, source.languages());
        let search = matches!(address, Address::Search(_)).then(|| Query::read(query));
        Self { address, path: path.to_owned(), search, fields: Fields::of(query), read: Read::default() }
    }

    /// What a path and fields of a query ask for. Nothing is searched for.
    #[must_use]
    pub fn with(source: &Source, path: &str, fields: Fields) -> Self {
        let address = address::parse(path, source.languages());
        Self { address, path: path.to_owned(), search: None, fields, read: Read::default() }
    }

    /// The bound behind which the directory goes on.
    pub(crate) fn before(&self) -> Option<&Key> {
        self.reads(BEFORE).before.as_ref()
    }

    /// Which organisations of the directory.
    pub(crate) fn entries(&self) -> &Entries {
        &self.reads(ENTRIES).entries
    }

    /// Which page of a list.
    pub(crate) fn page(&self) -> Page {
        self.reads(PAGE).page
    }

    /// The fields that were read so far.
    #[must_use]
    pub fn read(&self) -> FieldsRead {
        FieldsRead(self.read.0.load(Ordering::Relaxed))
    }

    fn reads(&self, field: u8) -> &Fields {
        self.read.0.fetch_or(field, Ordering::Relaxed);
        &self.fields
    }
}

/// The longest text that the directory is searched for, in characters.
const LONGEST_WORDS: usize = 100;

fn entries(query: &str) -> Entries {
    let of = |name| field(query, name).and_then(written_text).filter(|text| !text.is_empty());
    let letter = of("letter=").map(Entries::Group);
    letter
        .or_else(|| of("kind=").map(Entries::Kind))
        .or_else(|| of("words=").map(Entries::Words))
        .unwrap_or(Entries::All)
}

/// What a field of a form says: spaces are plus signs, all else is percent-encoded.
fn written_text(written: &str) -> Option<String> {
    let text = address::decoded(&written.replace('+', " "))?;
    Some(text.trim().chars().take(LONGEST_WORDS).collect())
}

fn page(query: &str) -> Page {
    match field(query, "page=") {
        Some(written) => number(written).map_or(Page::Unsound, Page::Numbered),
        None if before(query).is_some() => Page::Below,
        None => Page::Newest,
    }
}

/// A number from 1 on, written as we write it.
fn number(written: &str) -> Option<i64> {
    written.parse().ok().filter(|n: &i64| *n > 0 && n.to_string() == written)
}

fn field<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    query.split('&').find_map(|field| field.strip_prefix(name))
}

/// The bound as it stands in an address.
pub(crate) fn written(key: &Key) -> String {
    key.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn before(query: &str) -> Option<Key> {
    let written = field(query, "before=")?;
    if written.is_empty() || written.len() > LONGEST || !written.len().is_multiple_of(2) {
        return None;
    }
    let digits: Option<Vec<u8>> = written.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect();
    Some(Key(digits?.chunks(2).map(|pair| pair.iter().fold(0, |n, digit| n << 4 | digit)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_were_not_read_are_left_out() {
        let fields = Fields::of("page=3&letter=a&before=00ff&utm_source=x");
        assert_eq!(fields.only(FieldsRead(PAGE)), Fields::of("page=3"));
        assert_eq!(fields.only(FieldsRead::default()), Fields::default());
        assert_eq!(fields.only(FieldsRead(PAGE | BEFORE | ENTRIES)), fields);
    }

    #[test]
    fn a_bound_is_read_as_it_is_written() {
        let key = Key(vec![0, 15, 128, 255]);
        assert_eq!(before(&format!("x=1&before={}", written(&key))), Some(key));
    }

    #[test]
    fn a_pages_number_is_written_in_one_way() {
        assert_eq!(page("utm_source=x&page=17"), Page::Numbered(17));
        for query in ["page=", "page=0", "page=-1", "page=+1", "page=01", "page=1x", "page=99999999999999999999"] {
            assert_eq!(page(query), Page::Unsound, "{query}");
        }
        assert_eq!(
            [page("pages=2"), page("before=zz"), page("before=00ff")],
            [Page::Newest, Page::Newest, Page::Below]
        );
    }

    #[test]
    fn the_directory_is_asked_for_by_letter_kind_or_words() {
        assert_eq!(entries("words=+%E6%B8%AF+quay+"), Entries::Words("港 quay".into()));
        assert_eq!(entries("kind=museum&before=00"), Entries::Kind("museum".into()));
        assert_eq!(entries("letter=a&words=x"), Entries::Group("a".into()));
        assert_eq!((entries("words=+"), entries("words=%ff"), entries("")), (Entries::All, Entries::All, Entries::All));
    }

    #[test]
    fn a_bound_that_is_none_is_left_out() {
        for query in ["", "before=", "before=a", "before=zz", "after=00", "before=0é"] {
            assert_eq!(before(query), None);
        }
    }
}
