//! By what a search is narrowed: the names in a query become the things of the paper, and those a filter of the index.

use std::ops::Bound;

use broadsheet_news::address;
use broadsheet_news::ids::{PersonId, SectionId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_news::search::{Problem, Query};
use broadsheet_news::slug::slug;
use broadsheet_store::source::Source;
use broadsheet_store::{Failure, Target};
use tantivy::Term;
use tantivy::query::{ConstScoreQuery, Occur, RangeQuery, TermSetQuery};
use tantivy::schema::Field;

use super::document::Fields;

/// A tree of more sections than this is searched as far.
const SECTIONS: usize = 100;

/// What articles have to have, whatever their words. An empty list asks for nothing.
#[derive(Debug, Default)]
pub(super) struct Narrow {
    pub sections: Vec<SectionId>,
    /// The topic, then its aliases.
    pub topics: Vec<TopicId>,
    pub person: Option<PersonId>,
    /// From that microsecond on, and up to before that one.
    pub from: Option<i64>,
    pub until: Option<i64>,
    pub problems: Vec<Problem>,
}

impl Narrow {
    /// Reads what a query names, in an edition's language.
    pub(super) async fn of(source: &Source, language: &Language, query: &Query) -> Result<Self, Failure> {
        let prefix = address::prefix(language, source.languages());
        let zone = source.zone();
        let mut narrow = Self {
            from: query.from.map(|day| zone.midnight(day).microseconds()),
            until: query.to.map(|day| zone.midnight_after(day).microseconds()),
            ..Self::default()
        };
        if !query.section.is_empty() {
            match target(source, &query.section, |slug| address::named(&prefix, slug)).await? {
                Some(Target::Section(id)) => narrow.sections = sections(source, SectionId(id), language).await?,
                _ => narrow.problems.push(Problem::Section),
            }
        }
        if !query.topic.is_empty() {
            match target(source, &query.topic, |slug| address::topic(&prefix, slug)).await? {
                Some(Target::Topic(id)) => narrow.topics = topics(source, TopicId(id)).await?,
                _ => narrow.problems.push(Problem::Topic),
            }
        }
        if !query.person.is_empty() {
            match target(source, &query.person, address::person).await? {
                Some(Target::Person(id)) => narrow.person = Some(PersonId(id)),
                _ => narrow.problems.push(Problem::Person),
            }
        }
        Ok(narrow)
    }

    /// The clauses that let through what fits, without weight.
    pub(super) fn clauses(&self, fields: &Fields) -> Vec<(Occur, Box<dyn tantivy::query::Query>)> {
        let mut clauses = Vec::new();
        let mut must = |query: Box<dyn tantivy::query::Query>| {
            let silent: Box<dyn tantivy::query::Query> = Box::new(ConstScoreQuery::new(query, 0.0));
            clauses.push((Occur::Must, silent));
        };
        let any = |field: Field, ids: Vec<i64>| {
            Box::new(TermSetQuery::new(ids.into_iter().map(|id| Term::from_field_i64(field, id))))
        };
        if !self.sections.is_empty() {
            must(any(fields.section, self.sections.iter().map(|id| id.0).collect()));
        }
        if !self.topics.is_empty() {
            must(any(fields.topic, self.topics.iter().map(|id| id.0).collect()));
        }
        if let Some(person) = self.person {
            must(any(fields.person, vec![person.0]));
        }
        if self.from.is_some() || self.until.is_some() {
            let term = |at: i64| Term::from_field_i64(fields.published, at);
            let from = self.from.map_or(Bound::Unbounded, |at| Bound::Included(term(at)));
            let until = self.until.map_or(Bound::Unbounded, |at| Bound::Excluded(term(at)));
            must(Box::new(RangeQuery::new(from, until)));
        }
        clauses
    }
}

/// What a slug, or a name from which one is made, leads to.
async fn target(source: &Source, name: &str, address: impl Fn(&str) -> String) -> Result<Option<Target>, Failure> {
    match source.target(&address(name)).await? {
        Some(target) => Ok(Some(target)),
        None => source.target(&address(&slug(name))).await,
    }
}

/// A section and all below it.
async fn sections(source: &Source, id: SectionId, language: &Language) -> Result<Vec<SectionId>, Failure> {
    let mut within = vec![id];
    let mut next = 0;
    while let Some(parent) = within.get(next).copied().filter(|_| within.len() < SECTIONS) {
        let below = source.sections_below(Some(parent), language).await?;
        let new: Vec<SectionId> = below.into_iter().filter(|id| !within.contains(id)).collect();
        within.extend(new);
        next += 1;
    }
    Ok(within)
}

/// The topic that is meant, and its aliases.
async fn topics(source: &Source, id: TopicId) -> Result<Vec<TopicId>, Failure> {
    let meant = source.topic(id).await?.and_then(|topic| *topic.alias_of()).unwrap_or(id);
    let aliases = source.aliases(meant).await?;
    Ok(std::iter::once(meant).chain(aliases).collect())
}
