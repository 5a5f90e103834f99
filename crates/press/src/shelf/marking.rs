//! Marking: what a change hits is not right any more.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use broadsheet_news::clock::Zone;

use super::news::Item;
use super::readers::Reader;
use super::{Altered, Cause, Hit, Key, Shelf, What};

/// What was served so often is printed again at once when it is marked.
const POPULAR: u32 = 4;

impl Shelf {
    /// Marks what a change hits and raises the number, which is the one after the number before.
    pub fn mark(&mut self, change: Altered) -> Hit {
        let hit = self.hit_by(&change);
        self.counted.changes += 1;
        self.marked = change.number;
        if let Some(zone) = &change.zone {
            self.turn_to(zone.clone());
        }
        self.news.add(Item::Change(Arc::new(change)));
        self.hit(hit)
    }

    /// The paper is in that zone from now on: what has read today's date is right as long as it is that day there.
    pub fn turn_to(&mut self, zone: Zone) {
        for node in self.slots.iter_mut().flatten() {
            node.hold(&zone);
        }
        self.zone = zone;
    }

    /// What a change would mark, each print once, and why.
    pub fn would_mark(&self, change: &Altered) -> Vec<(Arc<Key>, Cause)> {
        let mut seen = HashSet::new();
        let once = self.hit_by(change).into_iter().filter(|(slot, _)| seen.insert(*slot));
        once.filter_map(|(slot, cause)| Some((self.node(slot)?.key.clone(), cause))).collect()
    }

    /// The prints that a change hits, by slot, and why; one that it hits twice is there twice.
    fn hit_by(&self, change: &Altered) -> Vec<(u32, Cause)> {
        let mut hit = Vec::new();
        for (fact, now) in &change.facts {
            let what = What::Fact(fact.clone());
            let differs = |reader: &&Reader| self.value(**reader).is_some_and(|then| then != now.0);
            let slots = self.readers.of(&what).iter().filter(differs);
            hit.extend(slots.map(|reader| (reader.slot, Cause::fact(change.number, fact.clone()))));
        }
        for (list, keys) in &change.places {
            let Some(intervals) = self.lists.get(list) else { continue };
            let slots = keys.iter().flat_map(|key| intervals.at(&key.0));
            hit.extend(slots.map(|slot| (slot, Cause::list(change.number, list.clone()))));
        }
        hit
    }

    /// Marks what read another value of counts or templates than they have now.
    pub fn announce(&mut self, values: Vec<(What, u64)>) -> Hit {
        let mut hit = Vec::new();
        for (what, now) in &values {
            let differs = |reader: &&Reader| self.value(**reader).is_some_and(|then| then != *now);
            let slots = self.readers.of(what).iter().filter(differs);
            hit.extend(slots.map(|reader| (reader.slot, Cause::value(what.clone()))));
        }
        self.news.add(Item::Values(Arc::new(values)));
        self.hit(hit)
    }

    /// Empties the shelf, throws away every print under way, and begins again at a change number.
    pub fn throw_away(&mut self, marked: i64) {
        let counted = std::mem::take(&mut self.counted);
        let (claimed, versions, zone) = (std::mem::take(&mut self.claimed), self.versions, self.zone.clone());
        let mut news = std::mem::take(&mut self.news);
        #[cfg(test)]
        let kept = (self.race == Some(crate::race::RaceFault::PrintsSurviveThrowing)).then(|| news.clone());
        news.throw_away();
        #[cfg(test)]
        let news = kept.unwrap_or(news);
        #[cfg(test)]
        let (fault, race, noted) = (self.fault, self.race, std::mem::take(&mut self.noted));
        *self = Self {
            news,
            claimed,
            versions,
            zone,
            counted,
            #[cfg(test)]
            fault,
            #[cfg(test)]
            race,
            #[cfg(test)]
            noted,
            ..Self::new(self.memory.bytes, marked)
        };
    }

    fn hit(&mut self, all: Vec<(u32, Cause)>) -> Hit {
        let mut hit = Hit::default();
        for (slot, cause) in all {
            let Some(node) = self.node(slot).filter(|node| node.marked.is_none()) else { continue };
            let (served, key) = (node.served.load(Ordering::Relaxed), node.key.clone());
            #[cfg(test)]
            self.noted.push((key.clone(), cause.clone()));
            if served >= POPULAR {
                hit.popular.push((served, key));
            }
            hit.marks += 1;
            self.forget_readings(slot);
            if let Some(node) = self.node_mut(slot) {
                node.marked = Some(cause);
            }
            self.weigh_again(slot);
        }
        self.counted.marks += hit.marks as u64;
        hit.popular.sort_by_key(|(served, _)| std::cmp::Reverse(*served));
        hit
    }
}
