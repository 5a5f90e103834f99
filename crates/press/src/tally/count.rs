//! Counts in memory between two writes: readers of articles and shares by service.
//!
//! The flusher takes a batch every two seconds or sooner, writes it in one transaction, and gives it back where the write failed. So
//! a crash loses two seconds of counts and the length of one write, which is inside the five that are promised.

use broadsheet_news::share::Service;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A power of two. Requests of different articles seldom meet at one lock, which is held for one addition.
const SHARDS: usize = 16;

/// What has been counted since the last batch was taken.
///
/// Memory is bounded by the number of articles read between two batches: the caller counts only articles that were found.
#[derive(Debug, Default)]
pub struct Tally {
    shards: [Mutex<Shard>; SHARDS],
}

#[derive(Debug, Default)]
struct Shard {
    readers: HashMap<i64, u64>,
    shares: HashMap<(i64, Service), u64>,
}

/// Counts on their way to the database, each list in order of article so that two batches are written alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Articles with the number of readers to add.
    pub readers: Vec<(i64, u64)>,
    /// Articles and services with the number of shares to add.
    pub shares: Vec<(i64, Service, u64)>,
}

impl Batch {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.readers.is_empty() && self.shares.is_empty()
    }
}

impl Tally {
    /// A tally with nothing counted.
    pub fn new() -> Self {
        Self::default()
    }

    /// One more reader of an article.
    pub fn read(&self, article: i64) {
        *self.shard(article).readers.entry(article).or_default() += 1;
    }

    /// One more share of an article.
    pub fn shared(&self, article: i64, service: Service) {
        let key = (article, service);
        *self.shard(article).shares.entry(key).or_default() += 1;
    }

    /// Everything counted so far; from here on it is the caller's to write or to give back.
    pub fn take(&self) -> Batch {
        let mut batch = Batch::default();
        for shard in &self.shards {
            // Each shard is swapped under its own lock: an addition is in this batch or in the next one, never in both or neither.
            let taken = std::mem::take(&mut *lock(shard));
            batch.readers.extend(taken.readers);
            let shares = taken.shares.into_iter();
            batch.shares.extend(shares.map(|((id, service), n)| (id, service, n)));
        }
        batch.readers.sort_unstable();
        batch.shares.sort_unstable();
        batch
    }

    /// Counts again what could not be written. Only for a batch that is known not to be written.
    pub fn give_back(&self, batch: Batch) {
        for (article, n) in batch.readers {
            *self.shard(article).readers.entry(article).or_default() += n;
        }
        for (article, service, n) in batch.shares {
            let key = (article, service);
            *self.shard(article).shares.entry(key).or_default() += n;
        }
    }

    fn shard(&self, article: i64) -> MutexGuard<'_, Shard> {
        lock(&self.shards[article.rem_euclid(SHARDS as i64) as usize])
    }
}

/// An addition cannot leave a shard half-written, so a panic elsewhere under the lock loses no counts.
fn lock(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    #[test]
    fn a_batch_holds_what_was_counted_and_leaves_nothing() {
        let tally = Tally::new();
        tally.read(9);
        tally.read(-3);
        tally.read(9);
        tally.shared(9, Service::Line);
        let batch = tally.take();
        assert_eq!(batch.readers, [(-3, 1), (9, 2)]);
        assert_eq!(batch.shares, [(9, Service::Line, 1)]);
        assert!(tally.take().is_empty());
    }

    #[test]
    fn a_batch_that_could_not_be_written_comes_with_the_next() {
        let tally = Tally::new();
        tally.read(9);
        tally.shared(9, Service::Email);
        let failed = tally.take();
        tally.read(9);
        tally.give_back(failed);
        let batch = tally.take();
        assert_eq!(batch.readers, [(9, 2)]);
        assert_eq!(batch.shares, [(9, Service::Email, 1)]);
    }

    #[test]
    fn no_reader_is_lost_or_doubled_while_batches_are_taken_and_fail() {
        const READERS: u64 = 8;
        const EACH: u64 = 20_000;
        let tally = Tally::new();
        let done = AtomicBool::new(false);
        let (readers, shares) = thread::scope(|scope| {
            let flusher = scope.spawn(|| flush_until(&tally, &done));
            let people: Vec<_> = (0..READERS)
                .map(|_| {
                    scope.spawn(|| {
                        for step in 0..EACH {
                            tally.read((step % 40) as i64);
                            tally.shared((step % 7) as i64, Service::X);
                        }
                    })
                })
                .collect();
            people.into_iter().for_each(|one| one.join().unwrap());
            done.store(true, Ordering::SeqCst);
            flusher.join().unwrap()
        });
        assert_eq!((readers, shares), (READERS * EACH, READERS * EACH));
    }

    /// Writes every second batch and gives the others back, as a database that comes and goes would have it.
    fn flush_until(tally: &Tally, done: &AtomicBool) -> (u64, u64) {
        let (mut readers, mut shares) = (0, 0);
        for round in 0_u64.. {
            let last = done.load(Ordering::SeqCst);
            let batch = tally.take();
            if round % 2 == 1 && !last {
                tally.give_back(batch);
                continue;
            }
            readers += batch.readers.iter().map(|(_, n)| n).sum::<u64>();
            shares += batch.shares.iter().map(|(_, _, n)| n).sum::<u64>();
            if last {
                break;
            }
        }
        (readers, shares)
    }
}
