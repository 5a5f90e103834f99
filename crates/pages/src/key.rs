//! The keys of parts: what each part is printed from, beside what it reads.

use broadsheet_news::address::{Document, Form, SiteFile, Span};
use broadsheet_news::article::Member;
use broadsheet_news::ids::{ArticleId, OrganisationId, PersonId, SectionId, StandingId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_news::layout::Rhythm;
use broadsheet_news::lists::Key;
use broadsheet_news::search::{Found, Query};
use serde::{Deserialize, Serialize};

use crate::theme::Dress;

/// What a page is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A front.
    Front,
    /// An article.
    Article(ArticleId),
    /// Articles that have something in common: the newest of them, or those on that page.
    Listed(Listed, Option<i64>),
    /// The articles of a year, a month, or all.
    Archive(Span),
    /// The directory, as far as it was asked for, after that key.
    Directory(Entries, Option<Key>),
    /// A standing page.
    Standing(StandingId),
    /// Sharing an article.
    Sharing(ArticleId),
    /// How to add the voice briefing.
    Briefing,
    /// The corrections of a language: the newest, or those on that page.
    Corrections(Option<i64>),
    /// A search for those words.
    Search(String),
    /// An address that leads nowhere.
    Missing,
    /// An address whose article was withdrawn.
    Gone,
}

impl Subject {
    /// The sheets of style that its page needs.
    pub(crate) fn dress(&self) -> Dress {
        match self {
            Self::Article(_) => Dress::Article,
            Self::Front => Dress::Front,
            Self::Listed(Listed::Section(_), _) | Self::Missing | Self::Gone => Dress::Section,
            Self::Standing(_) | Self::Briefing => Dress::Standing,
            _ => Dress::List,
        }
    }
}

/// Which organisations of the directory a page lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entries {
    /// All of them.
    #[default]
    All,
    /// Those of a group of the index, by its slug.
    Group(String),
    /// Those of a kind, by its slug.
    Kind(String),
    /// Those of which words are said.
    Words(String),
}

/// What the articles of a list have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listed {
    /// Their section, or one below it.
    Section(SectionId),
    /// A topic, or an alias of it.
    Topic(TopicId),
    /// Their author.
    Person(PersonId),
    /// An organisation in byline or text.
    Organisation(OrganisationId),
    /// The day of their first publication.
    Day(Span),
}

/// Whose articles a feed or a briefing gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Followed {
    /// The newest of the edition.
    Front,
    /// Those of a list.
    Listed(Listed),
    /// The corrected ones, each with its correction.
    Corrections,
}

/// A search, and what whoever judges it found: pages do not search.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Searched {
    /// What was looked for.
    pub query: Query,
    /// What was found; nothing where nobody could look.
    pub found: Option<Found>,
}

/// A place of a front, with the articles chosen for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Filled {
    /// How the place looks.
    pub rhythm: Rhythm,
    /// The section whose name stands over it.
    pub section: Option<SectionId>,
    /// The articles, in order.
    pub members: Vec<Member>,
}

/// A part of a page. Everything that is not in its key it reads from the source.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The head's beginning: title, description, addresses, structured data.
    Head(Subject, Language),
    /// The head's end with the style, and the masthead: the same on every page of a language and a kind.
    Masthead(Language, Dress),
    /// The foot of a page.
    Closing(Language),
    /// An article's breadcrumbs, headline and deck.
    ArticleTop(ArticleId),
    /// How many readers an article has had.
    Readers(ArticleId),
    /// An article from its byline to its topics.
    ArticleText(ArticleId),
    /// The related articles, and when the article was updated.
    Related(ArticleId),
    /// The most popular articles, without the one that the reader is reading, and the foot under them.
    Popular(Language, Option<ArticleId>),
    /// A front's own headline.
    FrontTop(Language),
    /// Some places of a front, one under another.
    Places(Language, Vec<Filled>),
    /// What stands over a list of articles.
    ListTop(Listed, Language, bool),
    /// A page of a list of articles.
    Listing {
        /// What the articles have in common.
        of: Listed,
        /// The page's language.
        language: Language,
        /// The number of the page; none for the newest.
        page: Option<i64>,
        /// Articles that stand above the list already.
        above: Vec<Member>,
    },
    /// What there is of a year, a month, or in all.
    Archive(Language, Span),
    /// What stands over the organisations of the directory.
    DirectoryTop(Language, Entries),
    /// The organisations of the directory, after that key.
    Directory(Language, Entries, Option<Key>),
    /// A standing page's headline and text.
    Standing(StandingId),
    /// How to share an article.
    Sharing(ArticleId),
    /// How to add the voice briefing.
    Briefing(Language),
    /// A page of the corrections; without a number the newest.
    Corrections(Language, Option<i64>),
    /// A search's form, and what was found.
    Search(Language, Box<Searched>),
    /// Articles for programs: a feed, a flash briefing.
    File(Language, Followed, Form),
    /// The manifest of an edition.
    Manifest(Language),
    /// What a browser needs to know to search an edition.
    OpenSearch(Language),
    /// A file of the whole paper.
    Site(SiteFile),
    /// What programs read.
    Document(Document),
    /// What to say where an address leads nowhere, or no longer anywhere.
    Unfound(Language, bool),
}
