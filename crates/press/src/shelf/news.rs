//! News: what has changed since the oldest print under way began. A print that read what has changed meanwhile is thrown away.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use broadsheet_news::clock::Zone;
use broadsheet_news::facts::{Column, Difference, Fact, Hash, Of};
use broadsheet_news::lists::{Key, List};
use broadsheet_store::source::Record;

use super::cause::Cause;
use super::readers::What;

/// A change, in a form in which it is looked up by what was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Altered {
    /// Its number in the change log.
    pub number: i64,
    /// The facts that differ, with their new hashes.
    pub facts: HashMap<Fact, Hash>,
    /// The places of lists that were entered or left.
    pub places: BTreeMap<List, Vec<Key>>,
    /// The zone that the paper is in from then on, where it was in another.
    pub zone: Option<Zone>,
}

impl Altered {
    /// What a change of the change log alters.
    pub fn by(number: i64, difference: &Difference) -> Self {
        let mut places: BTreeMap<List, Vec<Key>> = BTreeMap::new();
        for position in difference.entered.iter().chain(&difference.left) {
            places.entry(position.list.clone()).or_default().push(position.key.clone());
        }
        let zone = difference.facts.iter().find_map(|(fact, now)| match (fact, now) {
            (Fact { column: Column::ZONE, of: Of::Name(name) }, now) if *now != Hash::ABSENT => Zone::named(name),
            _ => None,
        });
        Self { number, facts: difference.facts.iter().cloned().collect(), places, zone }
    }

    /// Why a print that read this is not right any more, if it is not.
    fn hits(&self, record: &Record) -> Option<Cause> {
        let differs = |(fact, then): (&Fact, &Hash)| self.facts.get(fact).is_some_and(|now| now != then);
        if let Some((fact, _)) = record.facts.iter().find(|(fact, then)| differs((fact, then))) {
            return Some(Cause::fact(self.number, fact.clone()));
        }
        let covered = |slice: &&broadsheet_news::lists::Slice| {
            self.places.get(&slice.list).is_some_and(|keys| keys.iter().any(|key| slice.covers(key)))
        };
        record.slices.iter().find(covered).map(|slice| Cause::list(self.number, slice.list.clone()))
    }
}

/// Something that has changed.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// By an act.
    Change(Arc<Altered>),
    /// Counts and templates, with the values that they have now.
    Values(Arc<Vec<(What, u64)>>),
}

impl Item {
    /// Why a print that was read at that record is not right any more, if it is not.
    fn hits(&self, record: &Record) -> Option<Cause> {
        match self {
            Self::Change(change) if change.number <= record.number => None,
            Self::Change(change) => change.hits(record),
            Self::Values(values) => {
                let differs = |(what, now): &&(What, u64)| read(record, what).is_some_and(|then| then != *now);
                values.iter().find(differs).map(|(what, _)| Cause::value(what.clone()))
            }
        }
    }
}

/// The value that was read, if it was read.
fn read(record: &Record, what: &What) -> Option<u64> {
    match what {
        What::Fact(fact) => record.facts.get(fact).map(|hash| hash.0),
        What::Count(name) => record.counts.get(name).map(|n| *n as u64),
    }
}

/// The number under which a print under way is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PrintNumber(u64);

/// The news since the oldest print under way began.
#[derive(Clone, Debug, Default)]
pub(crate) struct News {
    items: VecDeque<(u64, Item)>,
    /// How many items there have been.
    last: u64,
    /// The prints under way, with the last item before each began.
    prints: BTreeMap<PrintNumber, u64>,
    numbers: u64,
}

impl News {
    /// A print begins: from now on the news is kept for it.
    pub fn begin(&mut self) -> PrintNumber {
        self.numbers += 1;
        let number = PrintNumber(self.numbers);
        self.prints.insert(number, self.last);
        number
    }

    /// A print has ended.
    pub fn end(&mut self, number: PrintNumber) {
        self.prints.remove(&number);
        self.forget();
    }

    /// Something has changed.
    pub fn add(&mut self, item: Item) {
        self.last += 1;
        self.items.push_back((self.last, item));
        self.forget();
    }

    /// Why a print cannot be kept, if it cannot: it read what has changed since it began, or it was thrown away.
    pub fn against(&self, print: PrintNumber, record: &Record) -> Option<Cause> {
        let Some(begun) = self.prints.get(&print) else { return Some(Cause::ThrownAway) };
        let since = self.items.iter().rev().take_while(|(at, _)| at > begun);
        since.filter_map(|(_, item)| item.hits(record)).next()
    }

    /// Throws away every print under way.
    pub fn throw_away(&mut self) {
        self.prints.clear();
        self.items.clear();
    }

    /// The changes since a print began; none where it was thrown away.
    #[cfg(test)]
    pub fn since(&self, print: PrintNumber) -> Option<Vec<i64>> {
        let begun = self.prints.get(&print)?;
        let since = self.items.iter().filter(|(at, _)| at > begun);
        Some(since.map(|(_, item)| if let Item::Change(change) = item { change.number } else { 0 }).collect())
    }

    fn forget(&mut self) {
        let oldest = self.prints.values().min().copied().unwrap_or(self.last);
        while self.items.front().is_some_and(|(at, _)| *at <= oldest) {
            self.items.pop_front();
        }
    }
}
