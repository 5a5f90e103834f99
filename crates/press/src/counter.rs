//! The counter: judges each visit, counts those of people in memory, and writes them in batches.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use broadsheet_discovery::standing::warmed;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::share::Service;
use broadsheet_store::{Failure, ReaderBatch, Store};

use crate::tally::{Batch, Tally, Verdict, Visit, Visitors, judge};

/// Who makes a request, as far as the counter looks: neither is kept.
#[derive(Clone, Copy, Debug)]
pub struct Visitor<'a> {
    /// The reader's address.
    pub address: IpAddr,
    /// What the browser calls itself.
    pub agent: &'a str,
}

/// Counts readers and shares.
pub struct Counter {
    tally: Tally,
    visitors: Mutex<Visitors>,
}

impl Counter {
    /// A counter that has seen nobody. `chance` gives random keys.
    #[must_use]
    pub fn new(chance: crate::tally::visitors::Chance) -> Self {
        Self { tally: Tally::new(), visitors: Mutex::new(Visitors::new(chance)) }
    }

    /// Counts a reader of an article, if a person opened it and did not just reload it.
    pub fn opened(&self, visit: &Visit<'_>, who: Visitor<'_>, article: ArticleId, now: Instant) {
        if judge(visit) == Verdict::Person && !self.seen_before(who, article.0, now) {
            self.tally.read(article.0);
        }
    }

    /// Counts a share of an article, if a person followed the link.
    pub fn shared(&self, visit: &Visit<'_>, article: ArticleId, service: Service) {
        if judge(visit) == Verdict::Person {
            self.tally.shared(article.0, service);
        }
    }

    /// Writes what was counted since the last time; what cannot be written is counted again.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn write(&self, store: &Store, now: Instant) -> Result<(), Failure> {
        let batch = self.tally.take();
        if batch.is_empty() {
            return Ok(());
        }
        let written = store.count(now, &rows(&batch), |value, at, n| warmed(value, at, n, now)).await;
        if written.is_err() {
            self.tally.give_back(batch);
        }
        written
    }

    fn seen_before(&self, who: Visitor<'_>, article: i64, now: Instant) -> bool {
        let mut visitors = self.visitors.lock().unwrap_or_else(PoisonError::into_inner);
        visitors.seen_before(now.microseconds(), who.address, who.agent, article)
    }
}

fn rows(batch: &Batch) -> ReaderBatch {
    let n = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    ReaderBatch {
        readers: batch.readers.iter().map(|(id, count)| (ArticleId(*id), n(*count))).collect(),
        shares: batch
            .shares
            .iter()
            .map(|(id, service, count)| (ArticleId(*id), service.slug().to_owned(), n(*count)))
            .collect(),
    }
}
