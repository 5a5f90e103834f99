//! The record of a reading: everything its result depends on.

use std::collections::BTreeMap;

use broadsheet_news::clock::Instant;
use broadsheet_news::facts::{Difference, Fact, Hash};
use broadsheet_news::lists::Slice;

/// What one reading depended on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The number of the newest change it could see.
    pub number: i64,
    /// Every fact, with the hash of the value it had.
    pub facts: BTreeMap<Fact, Hash>,
    /// Every range of a list, with what came.
    pub slices: Vec<Slice>,
    /// The first instant at which what was read from the clock is right.
    pub from: Instant,
    /// The first instant at which it is right no longer.
    pub until: Instant,
    /// Every count, with the version it had.
    pub counts: BTreeMap<String, i64>,
}

impl Record {
    /// An empty record of a reading at that change.
    #[must_use]
    pub fn at(number: i64) -> Self {
        Self {
            number,
            facts: BTreeMap::new(),
            slices: Vec::new(),
            from: Instant::ALWAYS,
            until: Instant::NEVER,
            counts: BTreeMap::new(),
        }
    }

    /// Whether a change alters anything that was read. `difference` is as the change log keeps it, with the totals that moved.
    #[must_use]
    pub fn is_hit_by(&self, difference: &Difference) -> bool {
        let fact = |(fact, now): &(Fact, Hash)| self.facts.get(fact).is_some_and(|then| then != now);
        let mut positions = difference.entered.iter().chain(&difference.left);
        difference.facts.iter().any(fact)
            || positions.any(|position| {
                self.slices.iter().any(|slice| slice.list == position.list && slice.covers(&position.key))
            })
    }

    /// Narrows the instants between which the reading holds.
    pub(crate) fn hold(&mut self, from: Instant, until: Instant) {
        self.from = self.from.max(from);
        self.until = self.until.min(until);
    }
}
