//! Articles read from the store as the judgement of related ones wants them.

use std::collections::{BTreeSet, HashMap};

use broadsheet_news::article::{Author, Member, State};
use broadsheet_news::ids::{ArticleId, ReferenceId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_news::lists::List as Listing;
use broadsheet_store::Failure;
use broadsheet_store::source::{SeenArticle, Source};

use crate::related::{Candidate, List, Neighbour, Rarity, WEIGHTS, likeness};
use crate::words::{strongest, terms};

/// How many terms of an article are compared.
const TERMS: usize = 60;
/// How many of the newest articles are looked at: of each topic and author, of the section, and of the paper.
const OF_EACH: usize = 60;

/// Members as the plain numbers that the judgement works with: a reference is
/// the article it turned out to be; one that still waits has the sign turned.
async fn numbers(source: &Source, members: &[Member]) -> Result<Vec<i64>, Failure> {
    let mut numbers = Vec::with_capacity(members.len());
    for member in members {
        numbers.push(match member {
            Member::Article(id) => id.0,
            Member::Reference(id) => {
                let reference = source.references(&[*id]).await?.pop();
                reference.and_then(|seen| *seen.article()).map_or(-id.0, |article| article.0)
            }
        });
    }
    Ok(numbers)
}

/// What an editor chose for an article.
pub(crate) async fn pins(source: &Source, id: i64) -> Result<Vec<i64>, Failure> {
    numbers(source, &source.pins(ArticleId(id)).await?).await
}

/// The list that is stored for an article.
pub(crate) async fn stored(source: &Source, id: i64) -> Result<Vec<i64>, Failure> {
    numbers(source, &source.related(ArticleId(id)).await?).await
}

/// The member of a plain number.
pub(crate) fn member(number: i64) -> Member {
    if number < 0 { Member::Reference(ReferenceId(-number)) } else { Member::Article(ArticleId(number)) }
}

/// An article that was read.
#[derive(Clone)]
pub(crate) struct Known {
    /// As it is compared.
    pub candidate: Candidate,
    /// Whether readers have it now; else they had it.
    pub published: bool,
    language: Language,
}

/// Reads articles as candidates, each once.
pub(crate) struct Candidates<'s> {
    source: &'s Source,
    rarity: &'s Rarity,
    known: HashMap<i64, Known>,
    meant: HashMap<TopicId, TopicId>,
}

impl<'s> Candidates<'s> {
    pub(crate) fn new(source: &'s Source, rarity: &'s Rarity) -> Self {
        Self { source, rarity, known: HashMap::new(), meant: HashMap::new() }
    }

    /// An article that readers have or had.
    pub(crate) async fn one(&mut self, id: i64) -> Result<Option<Known>, Failure> {
        if let Some(known) = self.known.get(&id) {
            return Ok(Some(known.clone()));
        }
        let Some(seen) = self.source.article(ArticleId(id)).await? else { return Ok(None) };
        Ok(Some(self.read(&seen).await?))
    }

    /// Those of the ids that readers have, in that order.
    pub(crate) async fn all(&mut self, ids: &[i64]) -> Result<Vec<Candidate>, Failure> {
        let unknown: Vec<ArticleId> =
            ids.iter().filter(|id| **id > 0 && !self.known.contains_key(id)).map(|id| ArticleId(*id)).collect();
        for seen in self.source.articles(&unknown).await? {
            self.read(&seen).await?;
        }
        let known = ids.iter().filter_map(|id| self.known.get(id));
        Ok(known.filter(|known| known.published).map(|known| known.candidate.clone()).collect())
    }

    async fn read(&mut self, seen: &SeenArticle<'_>) -> Result<Known, Failure> {
        let text = seen.body().await?.plain_text();
        let all = terms(seen.headline(), seen.deck(), &text);
        let mut topics = Vec::with_capacity(seen.topics().len());
        for topic in seen.topics() {
            let meant = self.meant(*topic).await?.0;
            if !topics.contains(&meant) {
                topics.push(meant);
            }
        }
        let candidate = Candidate {
            id: seen.id().0,
            at: seen.first_published().map_or(0, |at| at.microseconds()),
            section: seen.section().map(|section| section.0),
            topics,
            people: seen.bylines().iter().filter_map(|byline| person(&byline.author)).collect(),
            organisations: seen.mentions().await?.iter().map(|id| id.0).collect(),
            terms: if self.rarity.articles == 0 { all } else { strongest(&all, |t| self.rarity.of_term(t), TERMS) },
        };
        let published = *seen.state() == State::Published;
        let known = Known { candidate, published, language: seen.language().clone() };
        self.known.insert(known.candidate.id, known.clone());
        Ok(known)
    }

    /// The topic that a topic or alias means.
    async fn meant(&mut self, id: TopicId) -> Result<TopicId, Failure> {
        if let Some(meant) = self.meant.get(&id) {
            return Ok(*meant);
        }
        let topic = self.source.topic(id).await?;
        let meant = topic.and_then(|topic| *topic.alias_of()).unwrap_or(id);
        self.meant.insert(id, meant);
        Ok(meant)
    }

    /// The articles among which an article's related ones are looked for: the newest of its topics, authors, section and language.
    pub(crate) async fn around(&mut self, article: &Candidate) -> Result<Vec<Candidate>, Failure> {
        let mut lists = Vec::new();
        for topic in &article.topics {
            lists.push(Listing::topic(TopicId(*topic)));
            lists.extend(self.source.aliases(TopicId(*topic)).await?.into_iter().map(Listing::topic));
        }
        lists.extend(article.people.iter().map(|id| Listing::person(broadsheet_news::ids::PersonId(*id))));
        lists.extend(article.section.map(|id| Listing::section(broadsheet_news::ids::SectionId(id))));
        lists.extend(self.known.get(&article.id).map(|known| Listing::latest(&known.language)));
        let mut ids = BTreeSet::new();
        for list in &lists {
            ids.extend(self.source.slice(list, None, OF_EACH, true).await?.into_iter().map(|(_, id)| id));
        }
        ids.remove(&article.id);
        self.all(&ids.into_iter().collect::<Vec<_>>()).await
    }

    /// An article with its stored list, each member with its likeness.
    pub(crate) async fn neighbour(&mut self, article: Candidate, stored: &[i64]) -> Result<Neighbour, Failure> {
        let pins = pins(self.source, article.id).await?;
        let others: Vec<i64> = stored.iter().copied().filter(|id| !pins.contains(id)).collect();
        let chosen = self.all(&others).await?;
        let chosen = chosen.iter().map(|other| (other.id, likeness(&article, other, self.rarity, &WEIGHTS))).collect();
        Ok(Neighbour { article, list: List { pins, chosen } })
    }
}

fn person(author: &Author) -> Option<i64> {
    match author {
        Author::Person(id) => Some(id.0),
        Author::Guest(_) => None,
    }
}
