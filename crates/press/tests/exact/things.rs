//! What there is to act upon.

use std::collections::BTreeSet;

use broadsheet_news::article::State;
use broadsheet_news::ids::{ArticleId, OrganisationId, PersonId, PhotoId, ReferenceId, SectionId, TopicId};
use broadsheet_store::Store;
use broadsheet_store::thing::Thing;

use super::steps::reading;

/// How many articles are looked at for one in a state.
pub(crate) const LOOKED_AT: usize = 500;

/// What there is to act upon, as the change log tells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Things {
    pub(crate) articles: Vec<ArticleId>,
    pub(crate) sections: Vec<SectionId>,
    pub(crate) topics: Vec<TopicId>,
    pub(crate) persons: Vec<PersonId>,
    pub(crate) organisations: Vec<OrganisationId>,
    pub(crate) photos: Vec<PhotoId>,
    pub(crate) references: Vec<ReferenceId>,
    known: BTreeSet<Thing>,
    seen: i64,
}

impl Things {
    pub(crate) fn articles(&self) -> &[ArticleId] {
        &self.articles
    }

    /// The same with some of the articles only.
    #[allow(dead_code, reason = "writers of the race over HTTP share the articles out")]
    pub(crate) fn share(&self, takes: impl Fn(ArticleId) -> bool) -> Self {
        let articles = self.articles.iter().copied().filter(|id| takes(*id)).collect();
        Self { articles, ..self.clone() }
    }

    /// Whether one of the latest articles is in that state.
    pub(crate) async fn has(&self, store: &Store, state: State) -> bool {
        let reading = reading(store).await;
        for id in self.articles.iter().rev().take(LOOKED_AT) {
            if reading.article(*id).await.is_ok_and(|article| article.is_some_and(|article| article.state == state)) {
                return true;
            }
        }
        false
    }

    /// Takes in what changes since the last time have made.
    pub(crate) async fn follow(&mut self, store: &Store) {
        loop {
            let changes = store.touched_after(self.seen, 100).await.expect("changes");
            let Some(last) = changes.last() else { return };
            self.seen = last.number;
            for thing in changes.iter().flat_map(|change| &change.things) {
                if !self.known.insert(thing.clone()) {
                    continue;
                }
                match *thing {
                    Thing::Article(id) => self.articles.push(ArticleId(id)),
                    Thing::Section(id) => self.sections.push(SectionId(id)),
                    Thing::Topic(id) => self.topics.push(TopicId(id)),
                    Thing::Person(id) => self.persons.push(PersonId(id)),
                    Thing::Organisation(id) => self.organisations.push(OrganisationId(id)),
                    Thing::Photo(id) => self.photos.push(PhotoId(id)),
                    Thing::Reference(id) => self.references.push(ReferenceId(id)),
                    Thing::Standing(_) | Thing::Layout(_) | Thing::Address(_) | Thing::Setting(_) => {}
                }
            }
        }
    }
}
