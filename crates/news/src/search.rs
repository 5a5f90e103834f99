//! A search: what a reader looks for, and what was found of it.
//!
//! A [`Query`] is read from the fields of a request, whatever stands in them, and has one written form. What is
//! [`Found`] is judged elsewhere and shown elsewhere: here are the plain types that both sides know.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{ArticleId, PersonId, TopicId};

mod day;
mod fields;

/// The most characters of words that are looked for.
pub const LONGEST: usize = 200;
/// How many articles stand on one page.
pub const SHOWN: usize = 20;
/// How many pages are shown: who has not found it by then needs other words.
pub const PAGES: usize = 50;

/// What a reader looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Query {
    /// The words, as typed; may be empty.
    pub words: String,
    /// The slug of a section, which stands for those below it too; may be empty.
    pub section: String,
    /// The slug of a topic, which stands for its aliases too; may be empty.
    pub topic: String,
    /// The slug of a person; may be empty.
    pub person: String,
    /// The first day, in the paper's zone.
    #[serde(with = "day", default)]
    pub from: Option<Date>,
    /// The last day, in the paper's zone.
    #[serde(with = "day", default)]
    pub to: Option<Date>,
    /// Which comes first.
    pub order: Order,
    /// The page, from nought.
    pub page: usize,
    /// What of the request could not be taken as it came.
    pub problems: Vec<Problem>,
}

/// Which of the found articles comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The one that fits best.
    #[default]
    Best,
    /// The newest.
    Newest,
}

/// Why a search is not quite, or not at all, what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The words are more than [`LONGEST`] characters.
    Long,
    /// A day is none.
    Day,
    /// The paper has no such section.
    Section,
    /// The paper has no such topic.
    Topic,
    /// The paper has no such person.
    Person,
    /// There are no pages so far.
    Page,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Found {
    /// The articles of the page, in order.
    pub hits: Vec<Hit>,
    /// How many articles were found on all pages.
    pub total: usize,
    /// The words that were looked for in place of typed ones.
    pub respelled: Vec<Respelling>,
    /// Whether no article has all words, and those found have most of them.
    pub loose: bool,
    /// Whether the index is still being made, so that older articles may be missing.
    pub unfinished: bool,
    /// Topics that many of the found articles have, most first, with how many do.
    pub topics: Vec<(TopicId, usize)>,
    /// People who wrote many of the found articles, most first, with how many.
    pub people: Vec<(PersonId, usize)>,
    /// The topic by which the search is narrowed.
    pub topic: Option<TopicId>,
    /// The person by whom it is narrowed.
    pub person: Option<PersonId>,
    /// What was asked for and does not exist.
    pub problems: Vec<Problem>,
}

/// One article that was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Hit {
    /// The article.
    pub article: ArticleId,
    /// Its headline.
    pub headline: Marked,
    /// A piece of its text around the words.
    pub excerpt: Marked,
}

/// A text with the words that were looked for marked: its pieces in order, each with whether it is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Marked(pub Vec<(String, bool)>);

impl Marked {
    /// Whether a word is marked.
    #[must_use]
    pub fn has_mark(&self) -> bool {
        self.0.iter().any(|(_, marked)| *marked)
    }

    /// The text without its marks.
    #[must_use]
    pub fn plain(&self) -> String {
        self.0.iter().map(|(piece, _)| piece.as_str()).collect()
    }
}

/// A word that no article has, and those that were looked for in its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Respelling {
    /// As typed.
    pub typed: String,
    /// As articles have it.
    pub meant: Vec<String>,
}

/// A day as a form's field holds it; none is empty.
#[must_use]
pub fn written_day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

impl Query {
    /// Whether nothing is looked for: neither words nor anything that articles have in common.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && !self.is_narrowed()
    }

    /// Whether something but words says which articles.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        let named = [&self.section, &self.topic, &self.person];
        named.iter().any(|slug| !slug.is_empty()) || self.from.is_some() || self.to.is_some()
    }

    /// The same search without what narrows it.
    #[must_use]
    pub fn widened(&self) -> Self {
        Self { words: self.words.clone(), order: self.order, ..Self::default() }
    }

    /// The same search on another page.
    #[must_use]
    pub fn at_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }
}
