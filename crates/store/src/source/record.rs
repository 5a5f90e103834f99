//! The record of a reading: everything its result depends on.

use std::collections::BTreeMap;

use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::facts::{Difference, Fact, Hash};
use broadsheet_news::lists::Slice;
use jiff::civil::Date;

/// What one reading depended on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The number of the newest change it could see.
    pub number: i64,
    /// Every fact, with the hash of the value it had.
    pub facts: BTreeMap<Fact, Hash>,
    /// Every range of a list, with what came.
    pub slices: Vec<Slice>,
    /// What was read from the clock.
    pub clock: ClockRead,
    /// Every count, with the version it had.
    pub counts: BTreeMap<String, i64>,
}

/// What one reading read from the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockRead {
    /// The first instant at which it is right, but for today's date.
    pub from: Instant,
    /// The first instant at which it is right no longer.
    pub until: Instant,
    /// Today's date in the paper's zone, where that was read.
    pub today: Option<Date>,
}

impl Default for ClockRead {
    /// Nothing was read: it is right always.
    fn default() -> Self {
        Self { from: Instant::ALWAYS, until: Instant::NEVER, today: None }
    }
}

impl ClockRead {
    /// Between which instants it is right while the paper is in that zone: the first at which it is, and the first at
    /// which it is no longer.
    #[must_use]
    pub fn between(&self, zone: &Zone) -> (Instant, Instant) {
        match self.today {
            None => (self.from, self.until),
            Some(today) => (self.from.max(zone.midnight(today)), self.until.min(zone.midnight_after(today))),
        }
    }
}

impl Record {
    /// An empty record of a reading at that change.
    #[must_use]
    pub fn at(number: i64) -> Self {
        Self {
            number,
            facts: BTreeMap::new(),
            slices: Vec::new(),
            clock: ClockRead::default(),
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
        self.clock.from = self.clock.from.max(from);
        self.clock.until = self.clock.until.min(until);
    }
}
