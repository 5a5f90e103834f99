//! Articles and their immutable revisions.

use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::clock::Instant;
use crate::ids::{ArticleId, OrganisationId, PersonId, PhotoId, ReferenceId, RevisionId, SectionId, TopicId};
use crate::language::Language;

/// Where an article stands on its way to readers and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being written.
    Draft,
    /// Handed in; an editor reads it.
    InReview,
    /// Fit to publish.
    Ready,
    /// Goes out at a set instant.
    Scheduled,
    /// Readers have it.
    Published,
    /// Readers had it; its address answers that it is gone.
    Withdrawn,
}

impl State {
    /// The word in the database and in addresses of the newsroom.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Ready => "ready",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Draft, Self::InReview, Self::Ready, Self::Scheduled, Self::Published, Self::Withdrawn]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// Who wrote it: a person the paper knows, or a guest by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// A person with a page.
    Person(PersonId),
    /// A name alone.
    Guest(String),
}

/// One line of the byline, with organisation and role as they were on that article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Byline {
    /// The author.
    pub author: Author,
    /// The organisation's name as printed; empty where none is.
    pub organisation: String,
    /// The directory's entry for it, where there is one.
    pub organisation_id: Option<OrganisationId>,
    /// The role as printed, for example "Staff Writer"; empty where none is.
    pub role: String,
}

/// Where a report was written and for whom: `TAIPEI (Taiwan News)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dateline {
    /// The place, as printed.
    pub place: String,
    /// The organisation, as printed; may be empty.
    pub organisation: String,
}

impl Dateline {
    /// As it stands before the first paragraph; empty where there is no place.
    #[must_use]
    pub fn shown(&self) -> String {
        match (self.place.is_empty(), self.organisation.is_empty()) {
            (true, _) => String::new(),
            (false, true) => self.place.clone(),
            (false, false) => format!("{} ({})", self.place, self.organisation),
        }
    }
}

/// What one revision says. A revision never changes once it is saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The language the article is written in.
    pub language: Language,
    /// The headline of the article's own page.
    pub headline: String,
    /// A shorter headline for fronts and lists.
    pub front_headline: Option<String>,
    /// The title for search engines.
    pub seo_title: Option<String>,
    /// The sentence under the headline; may be empty.
    pub deck: String,
    /// The text.
    pub body: Body,
    /// Who wrote it, in order.
    pub bylines: Vec<Byline>,
    /// Where it was written.
    pub dateline: Dateline,
    /// The section it belongs to.
    pub section: Option<SectionId>,
    /// Its topics in order, each as it was named (an alias stays an alias).
    pub topics: Vec<TopicId>,
    /// The photo above the text.
    pub lead_photo: Option<PhotoId>,
}

impl Content {
    /// A first page with a headline and nothing else.
    #[must_use]
    pub fn headed(language: Language, headline: &str) -> Self {
        Self {
            language,
            headline: headline.to_owned(),
            front_headline: None,
            seo_title: None,
            deck: String::new(),
            body: Body::default(),
            bylines: Vec::new(),
            dateline: Dateline::default(),
            section: None,
            topics: Vec::new(),
            lead_photo: None,
        }
    }
}

/// One saved revision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// Its id.
    pub id: RevisionId,
    /// The article it is a revision of.
    pub article: ArticleId,
    /// The revision it was based on.
    pub base: Option<RevisionId>,
    /// When it was saved.
    pub saved: Instant,
    /// Who saved it.
    pub saved_by: Option<PersonId>,
    /// What it says.
    pub content: Content,
}

/// An article's own row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// Where it stands.
    pub state: State,
    /// The last piece of its address.
    pub slug: String,
    /// Its whole address, given at first publication, for ever.
    pub address: Option<String>,
    /// The revision readers have.
    pub published_revision: Option<RevisionId>,
    /// The newest revision.
    pub working_revision: RevisionId,
    /// When readers first had it; never changes.
    pub first_published: Option<Instant>,
    /// The last change that an editor called substantive.
    pub updated: Option<Instant>,
}

impl Article {
    /// One that was begun with that revision, and that readers do not have.
    #[must_use]
    pub fn draft(id: ArticleId, slug: &str, first: RevisionId) -> Self {
        Self {
            id,
            state: State::Draft,
            slug: slug.to_owned(),
            address: None,
            published_revision: None,
            working_revision: first,
            first_published: None,
            updated: None,
        }
    }
}

/// A place in a list of articles: an article, or one known only by its headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Member {
    /// An article of the paper.
    Article(ArticleId),
    /// A reference.
    Reference(ReferenceId),
}

impl Member {
    /// The word of its kind in the database.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Article(_) => "article",
            Self::Reference(_) => "reference",
        }
    }

    /// Its bare number.
    #[must_use]
    pub fn id(self) -> i64 {
        match self {
            Self::Article(id) => id.0,
            Self::Reference(id) => id.0,
        }
    }

    /// The member of that kind and number.
    #[must_use]
    pub fn of(kind: &str, id: i64) -> Option<Self> {
        match kind {
            "article" => Some(Self::Article(ArticleId(id))),
            "reference" => Some(Self::Reference(ReferenceId(id))),
            _ => None,
        }
    }
}
