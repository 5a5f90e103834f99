//! The marker: follows the paper and marks on the shelf what each change hits, before the call that made it returns.

use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};

use broadsheet_store::notices::{Notice, Notices};
use broadsheet_store::{Failure, Store};
use tokio::time::timeout;

use crate::metrics::Meters;
use crate::shelf::{Altered, Hit, What};
use crate::shelved::Shelved;

/// How long the marker trusts that it is told of every commit, before it looks into the change log itself.
const LOOK: Duration = Duration::from_secs(1);

/// How many changes are read at once.
const AT_ONCE: i64 = 100;

/// Marks one shelf.
pub(crate) struct Marker {
    store: Store,
    shelved: Arc<Shelved>,
    notices: Notices,
    meters: Arc<Meters>,
}

/// However the marker ends, what nobody marks is not served.
impl Drop for Marker {
    fn drop(&mut self) {
        self.shelved.go_blind();
    }
}

impl Marker {
    /// A marker that is told of every commit from now on.
    pub fn of(store: Store, shelved: Arc<Shelved>, meters: Arc<Meters>) -> Self {
        let notices = store.notices();
        Self { store, shelved, notices, meters }
    }

    /// Begins: from here on the shelf may be used.
    pub async fn begin(&self) -> Result<(), Failure> {
        let (number, zone) = self.notices.stand().await?;
        self.shelved.see(number, zone);
        Ok(())
    }

    /// Marks until the paper is closed.
    pub async fn mark(mut self) {
        loop {
            match timeout(LOOK, self.notices.next()).await {
                Ok(None) => return,
                Ok(Some((number, notice))) => {
                    let begun = Stopwatch::now();
                    self.take_in(notice).await;
                    self.meters.marking.add(begun.elapsed());
                    self.notices.done(number);
                }
                Err(_) => self.look().await,
            }
        }
    }

    async fn take_in(&self, notice: Notice) {
        match notice {
            Notice::Counts(counts) => self.announce(counts),
            Notice::Change(_) | Notice::Unsure => self.look().await,
        }
    }

    #[cfg(test)]
    fn faulty(&self, mut change: broadsheet_store::changes::Logged) -> broadsheet_store::changes::Logged {
        if let Some(fault) = self.shelved.keeper.ask(|shelf| shelf.fault) {
            fault.seen(&mut change.difference);
        }
        change
    }

    fn announce(&self, counts: Vec<(String, i64)>) {
        #[cfg(test)]
        if self.shelved.keeper.ask(|shelf| shelf.fault) == Some(crate::faults::Fault::CountsNotAnnounced) {
            return;
        }
        let values = counts.into_iter().map(|(name, n)| (What::Count(name), n as u64)).collect();
        let now = (self.shelved.clock)();
        let (number, hit) = self.shelved.keeper.step(|shelf| {
            shelf.alters(now);
            let hit = shelf.announce(values);
            (shelf.marked(), hit)
        });
        self.shelved.marked(number, hit);
    }

    /// Marks all changes that are in the change log. Where it cannot be read, nothing that stands on the shelf is served.
    async fn look(&self) {
        let looked = match self.store.is_held() {
            true => self.follow().await,
            // Another process may write what we are not told.
            false => self.take_again().await,
        };
        if let Err(failure) = looked {
            if !self.shelved.is_blind() {
                tracing::error!(%failure, "the change log cannot be followed: pages are printed each time");
            }
            self.shelved.go_blind();
        }
    }

    async fn take_again(&self) -> Result<(), Failure> {
        self.shelved.go_blind();
        drop(self.store.hold_acts().await?);
        self.begin().await
    }

    async fn follow(&self) -> Result<(), Failure> {
        if self.shelved.is_blind() {
            return self.begin().await;
        }
        loop {
            let marked = self.shelved.keeper.ask(crate::shelf::Shelf::marked);
            let changes = self.notices.changes_after(marked, AT_ONCE).await?;
            let all = (changes.len() as i64) < AT_ONCE;
            for change in changes {
                #[cfg(test)]
                let change = self.faulty(change);
                self.one(Altered::by(change.number, &change.difference))?;
            }
            if all {
                return Ok(());
            }
        }
    }

    fn one(&self, change: Altered) -> Result<(), Failure> {
        let (number, now) = (change.number, (self.shelved.clock)());
        let hit: Option<Hit> = self.shelved.keeper.step(|shelf| {
            shelf.alters(now);
            (shelf.marked() + 1 == number).then(|| shelf.mark(change))
        });
        let hit = hit.ok_or_else(|| Failure::Broken(format!("the change log has a gap before number {number}")))?;
        self.shelved.marked(number, hit);
        Ok(())
    }
}
