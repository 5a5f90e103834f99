//! The keys of parts, and the one table from a key to the function that prints it.

use broadsheet_news::article::Member;
use broadsheet_news::ids::{ArticleId, OrganisationId, PersonId, SectionId, StandingId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_news::layout::Rhythm;
use broadsheet_news::lists::Key;
use broadsheet_source::Failure;
use broadsheet_source::Source;
use serde::{Deserialize, Serialize};

use crate::edition::Edition;
use crate::{
    article, briefing, closing, directory, feed, front, head, listing, masthead, opening, organisation, person,
    popular, related, section, standing, topic, unfound,
};

/// What a page is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A front.
    Front,
    /// An article.
    Article(ArticleId),
    /// Articles that have something in common, below that key.
    Listed(Listed, Option<Key>),
    /// The directory, after that key.
    Directory(Option<Key>),
    /// A standing page.
    Standing(StandingId),
    /// How to add the voice briefing.
    Briefing,
    /// An address that leads nowhere.
    Missing,
    /// An address whose article was withdrawn.
    Gone,
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
}

/// A part of a page. Everything that is not in its key it reads from the source.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The head's beginning, with the style: the same on every page of a language.
    Opening(Language),
    /// The head's rest: title, description, addresses, structured data.
    Head(Subject, Language),
    /// Date, briefing, directory, the paper's name, its sections.
    Masthead(Language),
    /// The foot of every page.
    Closing(Language),
    /// An article's breadcrumbs, headline and deck.
    ArticleTop(ArticleId),
    /// How many readers an article has had.
    Readers(ArticleId),
    /// An article from its byline to its topics.
    ArticleText(ArticleId),
    /// The related articles, and when the article was updated.
    Related(ArticleId),
    /// The most popular articles, without the one that the reader is reading.
    Popular(Language, Option<ArticleId>),
    /// A front's own headline.
    FrontTop(Language),
    /// One place of a front, with the articles chosen for it.
    Place {
        /// The front's language.
        language: Language,
        /// How the place looks.
        rhythm: Rhythm,
        /// The section whose name stands over it.
        section: Option<SectionId>,
        /// The articles, in order.
        members: Vec<Member>,
    },
    /// What stands over a list of articles.
    ListTop(Listed, Language, bool),
    /// A list of articles, below that key.
    Listing(Listed, Language, Option<Key>),
    /// The organisations of the directory, after that key.
    Directory(Language, Option<Key>),
    /// A standing page's headline and text.
    Standing(StandingId),
    /// How to add the voice briefing.
    Briefing(Language),
    /// The flash briefing in JSON.
    BriefingJson(Language),
    /// The flash briefing in RSS.
    BriefingRss(Language),
    /// The feed of a front.
    Feed(Language),
    /// What to say where an address leads nowhere, or no longer anywhere.
    Unfound(Language, bool),
}

/// Prints a part.
///
/// # Errors
/// Where the database cannot be reached, or a template cannot be printed.
pub async fn part(source: &Source, key: &Part) -> Result<String, Failure> {
    let of = |language: &Language| Edition { source, language: language.clone() };
    match key {
        Part::Opening(language) => opening::print(&of(language)),
        Part::Head(subject, language) => head::print(&of(language), subject).await,
        Part::Masthead(language) => masthead::print(&of(language)).await,
        Part::Closing(language) => closing::print(&of(language)).await,
        Part::ArticleTop(id) => article::top(source, *id).await,
        Part::Readers(id) => article::readers(source, *id).await,
        Part::ArticleText(id) => article::text(source, *id).await,
        Part::Related(id) => related::print(source, *id).await,
        Part::Popular(language, without) => popular::print(&of(language), *without).await,
        Part::FrontTop(language) => front::top(&of(language)),
        Part::Place { language, rhythm, section, members } => {
            front::place(&of(language), *rhythm, *section, members).await
        }
        Part::ListTop(listed, language, first) => match listed {
            Listed::Section(id) => section::top(&of(language), *id, *first).await,
            Listed::Topic(id) => topic::top(&of(language), *id).await,
            Listed::Person(id) => person::top(&of(language), *id).await,
            Listed::Organisation(id) => organisation::top(&of(language), *id).await,
        },
        Part::Listing(listed, language, before) => listing::print(&of(language), *listed, before.as_ref()).await,
        Part::Directory(language, after) => directory::print(&of(language), after.as_ref()).await,
        Part::Standing(id) => standing::print(source, *id).await,
        Part::Briefing(language) => briefing::page(&of(language)).await,
        Part::BriefingJson(language) => briefing::json(&of(language)).await,
        Part::BriefingRss(language) => briefing::rss(&of(language)).await,
        Part::Feed(language) => feed::print(&of(language)).await,
        Part::Unfound(language, gone) => unfound::print(&of(language), *gone).await,
    }
}
