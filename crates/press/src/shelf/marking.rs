//! Marking: what a change hits is not right any more.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use broadsheet_news::clock::Zone;

use super::news::Item;
use super::readers::Reader;
use super::{Altered, Cause, Hit, Key, Mark, Shelf, What};

/// What was served so often is printed again at once when it is marked.
const POPULAR: u32 = 4;

impl Shelf {
    /// Marks what a change hits and raises the number, which is the one after the number before.
    pub fn mark(&mut self, change: Altered) -> Hit {
        let touched = self.touched_by(&change);
        self.counted.changes += 1;
        self.marked = change.number;
        if let Some(zone) = &change.zone {
            self.turn_to(zone.clone());
        }
        self.news.add(Item::Change(Arc::new(change)));
        self.touch(touched)
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
        let once = self.touched_by(change).hit.into_iter().filter(|(slot, _)| seen.insert(*slot));
        let right = once.filter_map(|(slot, mark)| Some((self.node(slot).filter(|node| !node.is_marked())?, mark)));
        right.map(|(node, mark)| (node.key.clone(), mark.cause)).collect()
    }

    /// The prints that a change touches.
    fn touched_by(&self, change: &Altered) -> Touched {
        let mut touched = Touched::default();
        for (fact, now) in &change.facts {
            let cause = || Cause::fact(change.number, fact.clone());
            self.turns(&What::Fact(fact.clone()), now.0, cause, &mut touched);
        }
        for (list, keys) in &change.places {
            let Some(intervals) = self.lists.get(list) else { continue };
            let slots = keys.iter().flat_map(|key| intervals.at(&key.0));
            let mark = || Mark { reading: None, cause: Cause::list(change.number, list.clone()) };
            touched.hit.extend(slots.map(|slot| (slot, mark())));
        }
        touched
    }

    /// Something has that value now: who read another is hit, and who read that one and was marked since has it back.
    fn turns(&self, what: &What, now: u64, cause: impl Fn() -> Cause, touched: &mut Touched) {
        for reader in self.readers.of(what) {
            let Some(node) = self.node(reader.slot) else { continue };
            let Some(read) = node.values.get(reader.at as usize) else { continue };
            let differs = read.value != now;
            #[cfg(test)]
            let differs = differs && !self.takes_back_any(node);
            let known = node.marks.iter().any(|mark| mark.reading == Some(reader.at));
            match (differs, known) {
                (true, false) => touched.hit.push((reader.slot, Mark { reading: Some(reader.at), cause: cause() })),
                (false, true) => touched.back.push(*reader),
                _ => {}
            }
        }
    }

    /// Marks what read another value of counts or templates than they have now.
    pub fn announce(&mut self, values: Vec<(What, u64)>) -> Hit {
        let mut touched = Touched::default();
        for (what, now) in &values {
            self.turns(what, *now, || Cause::value(what.clone()), &mut touched);
        }
        self.news.add(Item::Values(Arc::new(values)));
        self.touch(touched)
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

    /// Marks what is hit, and takes the marks back that something has undone.
    fn touch(&mut self, touched: Touched) -> Hit {
        let mut hit = Hit::default();
        for (slot, mark) in touched.hit {
            let Some(node) = self.node_mut(slot) else { continue };
            // Nothing makes that right again: what else has changed does not matter.
            if node.marks.iter().any(|known| known.reading.is_none()) {
                continue;
            }
            let (was_right, lasting) = (!node.is_marked(), mark.reading.is_none());
            let (served, key) = (node.served.load(Ordering::Relaxed), node.key.clone());
            #[cfg(test)]
            let noted = was_right.then(|| (key.clone(), mark.cause.clone()));
            node.marks.push(mark);
            if lasting {
                self.forget_readings(slot);
            }
            self.weigh_again(slot);
            #[cfg(test)]
            self.noted.extend(noted);
            if was_right && served >= POPULAR {
                hit.popular.push((served, key));
            }
            hit.marks += usize::from(was_right);
        }
        for reader in touched.back {
            let Some(node) = self.node_mut(reader.slot) else { continue };
            node.marks.retain(|mark| mark.reading != Some(reader.at));
            self.counted.taken_back += u64::from(!node.is_marked());
            self.weigh_again(reader.slot);
        }
        self.counted.marks += hit.marks as u64;
        hit.popular.sort_by_key(|(served, _)| std::cmp::Reverse(*served));
        hit
    }
}

/// The prints that something new touches.
#[derive(Debug, Default)]
struct Touched {
    /// Those that are not right any more, by slot; one that is hit twice is there twice.
    hit: Vec<(u32, Mark)>,
    /// Readings whose value is again what was read.
    back: Vec<Reader>,
}
