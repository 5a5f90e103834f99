//! Keeping: a print comes onto the shelf, and goes.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use broadsheet_news::clock::Instant;
use broadsheet_news::lists::Slice;

use super::intervals::Reading;
use super::node::Ranged;
use super::readers::What;
use super::{Cause, Key, Made, Node, PrintNumber, Shelf, Stored, second};

impl Shelf {
    /// Takes a page off that stood under fields which its row does not read.
    pub fn forget(&mut self, key: &Key) {
        if let Some(slot) = self.slot(key) {
            self.remove(slot);
        }
    }

    /// Keeps a print, if what it read is still so.
    pub fn store(&mut self, print: PrintNumber, key: &Arc<Key>, made: Made, now: Instant) -> Stored {
        #[cfg(test)]
        let made = self.fault.map_or(made.clone(), |fault| fault.kept(made));
        #[cfg(test)]
        if self.keeps_all(&made.record) {
            let before = self.slot(key).and_then(|slot| self.remove(slot));
            self.place(key, made, before, now);
            return Stored::Kept;
        }
        if made.record.number > self.marked {
            return Stored::Early(Box::new(made));
        }
        if let Some(cause) = self.news.against(print, &made.record) {
            self.counted.overtaken += 1;
            return Stored::Overtaken(cause);
        }
        let before = self.slot(key).and_then(|slot| self.remove(slot));
        let slot = self.place(key, made, before, now);
        let version = self.node(slot).map_or(0, |node| node.version);
        self.pinned.entry(print).or_default().push((slot, version));
        Stored::Kept
    }

    /// Puts a print into a slot and notes what it read.
    fn place(&mut self, key: &Arc<Key>, made: Made, before: Option<Node>, now: Instant) -> u32 {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            self.slots.len() as u32 - 1
        });
        let Made { print, record, took } = made;
        let (from, until) = record.clock.between(&self.zone);
        let cause = before.as_ref().map_or(Cause::Asked, |node| node.cause_to_print(now));
        let equal = before.as_ref().filter(|node| node.print == print);
        let counted = self.counted.printed.entry(cause.kind()).or_default();
        *counted = (counted.0 + 1, counted.1 + u64::from(equal.is_some()));
        if equal.is_some() {
            *self.counted.needless.entry(cause.what()).or_default() += 1;
        }
        let (version, changed) = match (equal, &before) {
            (Some(node), _) => (node.version, node.changed),
            (None, Some(node)) => (self.next_version(), second(now).max(node.changed + 1)),
            // What the address gave before is not known: not since then has it given anything else.
            (None, None) => (self.next_version(), self.altered.max(second(from))),
        };
        let facts = record.facts.into_iter().map(|(fact, hash)| (What::Fact(fact), hash.0));
        let counts = record.counts.into_iter().map(|(name, n)| (What::Count(name), n as u64));
        let values = self.readers.enter(slot, facts.chain(counts));
        let ranges = ranges(record.slices);
        for Ranged { list, stretch } in &ranges {
            let reading = Reading { stretch: stretch.clone(), slot };
            self.lists.entry(list.clone()).or_default().enter(reading);
        }
        let mut node = Node {
            key: key.clone(),
            print,
            version,
            values,
            ranges,
            clock: record.clock,
            from,
            until,
            number: record.number,
            marks: Vec::new(),
            changed,
            printed: now,
            cause,
            took,
            weight: 0,
            pins: 1 + before.as_ref().filter(|node| node.version == version).map_or(0, |node| node.pins),
            served: before.as_ref().map_or(0, |node| node.served.load(Ordering::Relaxed) / 2).into(),
            last: self.answers.load(Ordering::Relaxed).into(),
            head: Mutex::new(before.filter(|node| node.version == version).and_then(|node| node.head())),
        };
        node.weight = node.weigh();
        self.memory.take(&node);
        if node.row().is_some_and(|row| row.is_negative()) {
            self.negatives.push_back((slot, version));
        }
        self.keys.insert(key.clone(), slot);
        self.slots[slot as usize] = Some(Box::new(node));
        slot
    }

    /// Takes a print off the shelf.
    pub(super) fn remove(&mut self, slot: u32) -> Option<Node> {
        self.forget_readings(slot);
        let node = *self.slots.get_mut(slot as usize)?.take()?;
        self.keys.remove(&node.key);
        self.free.push(slot);
        self.memory.give_back(&node);
        Some(node)
    }

    /// What a print read is not looked for any more.
    pub(super) fn forget_readings(&mut self, slot: u32) {
        let Some(node) = self.node_mut(slot) else { return };
        let (values, ranges) = (std::mem::take(&mut node.values), std::mem::take(&mut node.ranges));
        for read in values {
            let Some(moved) = self.readers.leave(read) else { continue };
            let other = self.node_mut(moved.slot).and_then(|node| node.values.get_mut(moved.at as usize));
            if let Some(other) = other {
                other.moved_to(read);
            }
        }
        for Ranged { list, stretch } in ranges {
            let Some(intervals) = self.lists.get_mut(&list) else { continue };
            intervals.leave(&Reading { stretch, slot });
            if intervals.is_empty() {
                self.lists.remove(&list);
            }
        }
    }

    pub(super) fn weigh_again(&mut self, slot: u32) {
        let Some(mut node) = self.slots.get_mut(slot as usize).and_then(Option::take) else { return };
        self.memory.give_back(&node);
        node.weight = node.weigh();
        self.memory.take(&node);
        self.slots[slot as usize] = Some(node);
    }
}

/// The stretches of lists on which slices depend, each once.
fn ranges(slices: Vec<Slice>) -> Box<[Ranged]> {
    let mut ranges: Vec<Ranged> = Vec::with_capacity(slices.len());
    for slice in slices {
        let Some(stretch) = slice.stretch() else { continue };
        if !ranges.iter().any(|known| known.list == slice.list && known.stretch == stretch) {
            ranges.push(Ranged { list: slice.list, stretch });
        }
    }
    ranges.into()
}
