//! The lock around the shelf, in every order that the memory of a machine allows: one reader and one writer.

use loom::sync::Arc;
use loom::sync::atomic::{AtomicI64, Ordering};

use broadsheet_news::clock::Instant;
use broadsheet_news::facts::{Column, Difference, Fact, Hash};
use broadsheet_pages::Fields;

use super::model::{made, part, value, whole_page};
use crate::shelf;
use crate::shelf::{Altered, Found, Shelf, Stored};

/// The keeper's own source, on locks whose every order is tried.
#[allow(clippy::duplicate_mod, reason = "the same source on other locks is what is proved")]
#[path = "../../src/keeper.rs"]
mod keeper;

mod sync {
    pub(crate) use loom::sync::RwLock;
    pub(crate) use std::sync::PoisonError;
}

use self::keeper::Keeper;

const NOW: Instant = Instant::from_microseconds(1_000_000);

/// The paper: its one value is its number.
struct Paper {
    keeper: Keeper,
    committed: AtomicI64,
    acknowledged: AtomicI64,
}

impl Paper {
    fn act(&self) {
        self.committed.store(1, Ordering::SeqCst);
        let facts = [1, 2].map(|id| (Fact::of_id(Column::ARTICLE_HEADLINE, id), Hash(2)));
        let difference = Difference { facts: facts.into(), ..Difference::default() };
        self.keeper.step(|shelf| shelf.mark(Altered::by(1, &difference)));
        self.acknowledged.store(1, Ordering::SeqCst);
    }

    /// One request: what the page says, if this reader came to an answer, and the least that it may say.
    fn ask(&self) -> Option<(i64, i64)> {
        let least = self.acknowledged.load(Ordering::SeqCst);
        for _ in 0..3 {
            let found = self.keeper.ask(|shelf| shelf.find("/", &Fields::default(), NOW));
            let wanting = match found {
                Found::Page(page) => {
                    let said: Vec<i64> = page.pieces.iter().map(value).collect();
                    assert_eq!(said[0], said[1], "two moments in one answer");
                    return Some((said[0], least));
                }
                Found::Wanting(keys) => keys,
            };
            let print = self.keeper.step(Shelf::begin);
            let number = self.committed.load(Ordering::SeqCst);
            for key in wanting {
                let made = made(&key, number, [number, number]);
                if let Stored::Early(_) = self.keeper.step(|shelf| shelf.store(print, &key, made, NOW)) {
                    loom::thread::yield_now();
                }
            }
            self.keeper.step(|shelf| shelf.end(print));
        }
        None
    }
}

#[test]
fn whatever_the_locks_do_an_answer_is_of_one_moment_and_not_older_than_what_was_acknowledged() {
    loom::model(|| {
        let mut shelf = Shelf::new(1 << 20, 0);
        let print = shelf.begin();
        for key in [whole_page()].into_iter().chain([part(0), part(1)]) {
            shelf.store(print, &key, made(&key, 0, [0, 0]), NOW);
        }
        shelf.end(print);
        let (committed, acknowledged) = (AtomicI64::new(0), AtomicI64::new(0));
        let paper = Arc::new(Paper { keeper: Keeper::of(shelf), committed, acknowledged });
        let writer = {
            let paper = paper.clone();
            loom::thread::spawn(move || paper.act())
        };
        if let Some((said, least)) = paper.ask() {
            assert!(said >= least, "{said} is older than {least}");
        }
        writer.join().expect("the writer ends");
        let (said, least) = paper.ask().expect("nobody is in the way");
        assert_eq!((said, least), (1, 1));
    });
}
