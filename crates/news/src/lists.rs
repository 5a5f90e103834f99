//! Ordered lists: every list readers see is a range of positions, each a key of bytes with a member.
//!
//! A key is made here, in Rust, and compared bytewise, so that Rust, SQLite and
//! PostgreSQL agree on what lies between two bounds.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::address::{self, Span};
use crate::clock::Instant;
use crate::language::Language;

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

    /// The time of a key by time.
    #[must_use]
    pub fn time(&self) -> Option<Instant> {
        let turned = u64::from_be_bytes(*self.0.first_chunk()?);
        Some(Instant::from_microseconds((turned ^ (1 << 63)) as i64))
    }

    /// By a number, then by id. The sign bit is turned, so that bytes sort as numbers do.
    #[must_use]
    pub fn of_number(number: i64, id: i64) -> Self {
        let turned = |n: i64| (n as u64 ^ (1 << 63)).to_be_bytes();
        Self([turned(number), turned(id)].concat())
    }

    /// By a page's number, then by the key at which it ends.
    #[must_use]
    pub fn of_page(number: i64, end: &Self) -> Self {
        Self([Self::number(number).0, end.0.clone()].concat())
    }

    /// Before all keys of that number.
    #[must_use]
    pub fn number(number: i64) -> Self {
        let mut key = Self::of_number(number, 0);
        key.0.truncate(NUMBER);
        key
    }

    /// What stands behind the number: of a page's key, the key at which the page ends.
    #[must_use]
    pub fn behind_number(&self) -> Self {
        Self(self.0.get(NUMBER..).unwrap_or_default().to_vec())
    }

    /// By name, in the order of a language, then by id.
    #[must_use]
    pub fn of_name(name: &str, language: &Language, id: i64) -> Self {
        Self::joined(&language.sort_key(name), &Self::number(id))
    }

    /// By a word, as bytes, then by what stands behind it.
    #[must_use]
    pub fn of_word(word: &str, behind: &Self) -> Self {
        Self::joined(word.as_bytes(), behind)
    }

    /// Before all keys of words that begin so, and behind them: no text holds the byte that this ends with.
    #[must_use]
    pub fn words_from(beginning: &str) -> (Self, Self) {
        (Self(beginning.as_bytes().to_vec()), Self([beginning.as_bytes(), &[0xff]].concat()))
    }

    /// Before all keys of that word, and behind them.
    #[must_use]
    pub fn word(word: &str) -> (Self, Self) {
        (Self([word.as_bytes(), &[0]].concat()), Self([word.as_bytes(), &[1]].concat()))
    }

    /// The word that the key begins with.
    #[must_use]
    pub fn its_word(&self) -> String {
        let word = self.0.split(|byte| *byte == 0).next().unwrap_or_default();
        String::from_utf8_lossy(word).into_owned()
    }

    /// Neither a language's order nor a word has a byte nought.
    fn joined(first: &[u8], behind: &Self) -> Self {
        Self([first, &[0], &behind.0].concat())
    }
}

/// How many bytes of a key a number takes.
const NUMBER: usize = 8;

/// A list. Its text form is its name in the database: `section:42`, `latest:en`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct List(String);

impl List {
    /// All published articles of a language, by first publication.
    #[must_use]
    pub fn latest(language: &Language) -> Self {
        Self(format!("latest:{language}"))
    }

    /// A section's own articles, without its subsections'.
    #[must_use]
    pub fn section(id: crate::ids::SectionId) -> Self {
        Self(format!("section:{id}"))
    }

    /// The sections below one, or at the top of a language's tree.
    #[must_use]
    pub fn sections(parent: Option<crate::ids::SectionId>, language: &Language) -> Self {
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

    /// Articles with an organisation in byline or text, each once.
    #[must_use]
    pub fn organisation(id: crate::ids::OrganisationId) -> Self {
        Self(format!("organisation:{id}"))
    }

    /// The articles of a language first published in a span of time; only a day's have positions.
    #[must_use]
    pub fn dated(language: &Language, span: Span) -> Self {
        let noun = match span {
            Span::Whole => return Self::latest(language),
            Span::Year(_) => "year",
            Span::Month(..) => "month",
            Span::Day(..) => "day",
        };
        Self(format!("{noun}:{language}{}", address::archive("", span)))
    }

    /// The spans that one is divided into which have articles of a language, by number: the years, the months of a year, the
    /// days of a month.
    #[must_use]
    pub fn spans(language: &Language, within: Span) -> Self {
        let rest = if within == Span::Whole { String::new() } else { address::archive("", within) };
        Self(format!("spans:{language}{rest}"))
    }

    /// Where the span of a dated list stands while that list has members: in the list of spans, under a number.
    #[must_use]
    pub fn span(&self) -> Option<(Self, i64)> {
        let ("day" | "month" | "year", of) = self.split() else { return None };
        let (within, number) = of.rsplit_once('/')?;
        Some((Self(format!("spans:{within}")), number.parse().ok()?))
    }

    /// The boundaries of a list's pages, by page.
    #[must_use]
    pub fn pages(of: &Self) -> Self {
        Self(format!("pages:{of}"))
    }

    /// The list whose total says how many members another counts twice; it has no positions.
    #[must_use]
    pub fn twice(of: &Self) -> Self {
        Self(format!("twice:{of}"))
    }

    /// The references that turned out to be an article.
    #[must_use]
    pub fn meant(id: crate::ids::ArticleId) -> Self {
        Self(format!("meant:{id}"))
    }

    /// Whether readers are shown this list in pages between stored boundaries, with whatever stands below it.
    #[must_use]
    pub fn is_paged(&self) -> bool {
        ["section", "topic", "person", "organisation", "corrections", "day"].contains(&self.noun())
    }

    /// The list of what stands below a paged one and is shown with it: subsections, aliases.
    #[must_use]
    pub fn below(&self) -> Option<Self> {
        match self.split() {
            ("section", id) => Some(Self(format!("sections:{id}"))),
            ("topic", id) => Some(Self(format!("aliases:{id}"))),
            _ => None,
        }
    }

    /// The paged list that this one's members belong to, where it is the list of what stands below one.
    #[must_use]
    pub fn over(&self) -> Option<Self> {
        match self.split() {
            ("sections", id) if id.parse::<i64>().is_ok() => Some(Self(format!("section:{id}"))),
            ("aliases", id) => Some(Self(format!("topic:{id}"))),
            _ => None,
        }
    }

    /// Whether readers of it read all of it: they depend on the order of its members, and not on their keys.
    #[must_use]
    pub fn is_read_whole(&self) -> bool {
        self.noun() == "sections"
    }

    /// The list like this one that is named by another id.
    #[must_use]
    pub fn like(&self, id: i64) -> Self {
        Self(format!("{}:{id}", self.noun()))
    }

    /// Lists that have no positions of their own: their totals count this one's members too.
    #[must_use]
    pub fn counted_in(&self) -> Vec<Self> {
        let ("month", of) = self.split() else { return Vec::new() };
        of.rsplit_once('/').map(|(year, _)| Self(format!("year:{year}"))).into_iter().collect()
    }

    /// What it is a list of: `section`, `latest`.
    #[must_use]
    pub fn noun(&self) -> &str {
        self.split().0
    }

    /// The id of what it is named by, where that has one.
    #[must_use]
    pub fn id(&self) -> Option<i64> {
        self.split().1.parse().ok()
    }

    fn split(&self) -> (&str, &str) {
        self.0.split_once(':').unwrap_or((&self.0, ""))
    }

    /// The organisations of the directory, by name in the order of a language.
    #[must_use]
    pub fn directory(language: &Language) -> Self {
        Self(format!("directory:{language}"))
    }

    /// The organisations of the directory by the slug of their kind, then by name in the order of a language.
    #[must_use]
    pub fn kinds(language: &Language) -> Self {
        Self(format!("kinds:{language}"))
    }

    /// The organisations of the directory by each word that is said of them.
    #[must_use]
    pub fn directory_words() -> Self {
        Self("directory_words".to_owned())
    }

    /// Whether its keys hold a language's order of names, which another version may make otherwise.
    #[must_use]
    pub fn is_by_name(&self) -> bool {
        ["directory", "kinds", "directory_words", "aliases"].contains(&self.noun())
    }

    /// The standing pages of a language, oldest first.
    #[must_use]
    pub fn standing(language: &Language) -> Self {
        Self(format!("standing:{language}"))
    }

    /// The corrections of a language's articles, by time.
    #[must_use]
    pub fn corrections(language: &Language) -> Self {
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

/// A range of a list as it was read: from one end or from a bound, so many, as far as another bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// The list.
    pub list: List,
    /// Whether it was read from the largest key down.
    pub descending: bool,
    /// The key after which reading began; from the list's end where none.
    pub after: Option<Key>,
    /// The last key that could be read; none where reading went on to the list's other end.
    pub until: Option<Key>,
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
        let within = self.until.as_ref().is_none_or(|until| !beyond(key, until));
        begins && within && (open || ends)
    }

    /// Gives up everything but that key: it is as if only the place there had been looked at.
    pub fn only(&mut self, key: &Key) {
        self.returned.retain(|(other, _)| other == key);
        self.descending = true;
        self.after = Some(Key([key.0.as_slice(), &[0]].concat()));
        self.until = Some(key.clone());
    }

    /// Gives up what came behind that key: it is as if the range had ended there.
    pub fn end_at(&mut self, last: &Key) {
        let beyond = |a: &Key, b: &Key| if self.descending { a < b } else { a > b };
        self.returned.retain(|(key, _)| !beyond(key, last));
        if self.until.as_ref().is_none_or(|until| beyond(until, last)) {
            self.until = Some(last.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn of_a_slice_one_place_may_be_kept_alone() {
        let key = |n| Key::of_number(n, n);
        let list = List::latest(&Language::default());
        let returned = vec![(key(3), 3), (key(2), 2)];
        let mut slice = Slice { list, descending: true, after: None, until: None, limit: 2, returned };
        slice.only(&key(3));
        assert_eq!([2, 3, 4].map(|n| slice.covers(&key(n))), [false, true, false]);
        assert!(!slice.covers(&Key([key(3).0.as_slice(), &[0]].concat())) && slice.returned == [(key(3), 3)]);
    }

    #[test]
    fn keys_sort_as_times_do_also_before_1970() {
        let key = |at, id| Key::of_time(Instant::from_microseconds(at), id);
        assert!(key(-5, 9) < key(-4, 1) && key(-1, 1) < key(0, 1) && key(7, 1) < key(7, 2));
        assert_eq!([key(-5, 9), key(7, 1)].map(|key| key.time().map(Instant::microseconds)), [Some(-5), Some(7)]);
    }

    #[test]
    fn a_full_slice_is_closed_at_its_end_and_a_short_one_open() {
        let key = |n| Key::of_number(n, 0);
        let slice = |limit| Slice {
            list: List::directory(&Language::default()),
            descending: true,
            after: None,
            until: None,
            limit,
            returned: vec![(key(9), 9), (key(5), 5)],
        };
        assert!(slice(2).covers(&key(7)) && slice(2).covers(&key(5)) && slice(2).covers(&key(11)));
        assert!(!slice(2).covers(&key(4)));
        assert!(slice(3).covers(&key(4)));
        let bounded = Slice { until: Some(key(4)), ..slice(3) };
        assert!(bounded.covers(&key(4)) && !bounded.covers(&key(3)));
        let mut ended = slice(2);
        ended.end_at(&key(8));
        assert!(ended.covers(&key(9)) && ended.covers(&key(8)) && !ended.covers(&key(7)));
    }

    #[test]
    fn pages_sort_by_number_and_keep_where_they_end() {
        let end = Key::of_number(-7, 3);
        let page = |n| Key::of_page(n, &end);
        assert!(page(9) < page(10) && Key::number(9) < page(9) && page(8) < Key::number(9));
        assert_eq!(page(9).behind_number(), end);
    }

    #[test]
    fn a_month_counts_in_its_year() {
        let language = Language::tagged("zh-Hant").unwrap();
        let list = |span| List::dated(&language, span);
        assert_eq!(list(Span::Day(2026, 11, 20)).name(), "day:zh-Hant/2026/11/20");
        assert_eq!(list(Span::Month(2026, 11)).counted_in(), [list(Span::Year(2026))]);
        for (span, within, number) in [
            (Span::Year(2026), Span::Whole, 2026),
            (Span::Month(2026, 11), Span::Year(2026), 11),
            (Span::Day(2026, 11, 4), Span::Month(2026, 11), 4),
        ] {
            assert_eq!(list(span).span(), Some((List::spans(&language, within), number)));
        }
        assert!(
            list(Span::Day(2026, 11, 20)).counted_in().is_empty()
                && List::directory(&Language::default()).counted_in().is_empty()
        );
    }

    #[test]
    fn subsections_and_aliases_stand_below_the_list_they_are_shown_with() {
        let section = List::section(crate::ids::SectionId(4));
        assert_eq!(section.below().and_then(|below| below.over()), Some(section.clone()));
        assert_eq!(List::sections(None, &Language::default()).over(), None);
        assert_eq!(section.like(5), List::section(crate::ids::SectionId(5)));
    }
}
