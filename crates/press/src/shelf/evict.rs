//! How much the shelf may hold, and what goes first where that is not enough.

use std::sync::atomic::Ordering;

use super::Shelf;
use super::node::Node;

/// What part of the memory addresses without a page may take.
const NEGATIVES: usize = 16;

/// How many prints are compared for one to go.
const SAMPLE: usize = 12;

/// The memory of a shelf.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    /// How many bytes it may take.
    pub bytes: usize,
    /// How many parts take.
    pub parts: usize,
    /// How many rows of pages take, with their heads.
    pub rows: usize,
    /// How many rows without a page take.
    pub negatives: usize,
    chance: u64,
}

impl Memory {
    /// A memory of so many bytes.
    pub fn of(bytes: usize) -> Self {
        Self { bytes, chance: 0x9e37_79b9_7f4a_7c15, ..Self::default() }
    }

    /// How many bytes are taken.
    pub fn taken(&self) -> usize {
        self.parts + self.rows + self.negatives
    }

    /// A print comes.
    pub fn take(&mut self, node: &Node) {
        *self.kind(node) += node.weight;
    }

    /// A print goes.
    pub fn give_back(&mut self, node: &Node) {
        let kind = self.kind(node);
        *kind = kind.saturating_sub(node.weight);
    }

    fn kind(&mut self, node: &Node) -> &mut usize {
        match node.row() {
            None => &mut self.parts,
            Some(row) if row.is_negative() => &mut self.negatives,
            Some(_) => &mut self.rows,
        }
    }

    /// A number below `n` by chance (xorshift).
    fn below(&mut self, n: usize) -> usize {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        usize::try_from(self.chance % n.max(1) as u64).unwrap_or(0)
    }
}

impl Shelf {
    /// The memory of the shelf.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// How many bytes it takes to know who read what.
    pub fn weight_of_readers(&self) -> usize {
        self.readers.weight()
    }

    /// How many bytes pages take that are kept as they are.
    pub fn weight_of_whole(&self) -> usize {
        self.room.taken()
    }

    /// Puts off what is worth least, until there is room.
    pub(super) fn evict(&mut self) {
        while self.memory.negatives > self.memory.bytes / NEGATIVES {
            let Some((slot, version)) = self.negatives.pop_front() else { break };
            let stands = self.node(slot).is_some_and(|node| node.version == version && node.pins == 0);
            if stands && self.remove(slot).is_some() {
                self.counted.evicted += 1;
            }
        }
        while self.memory.taken() + self.readers.weight() + self.room.taken() > self.memory.bytes {
            let Some(slot) = self.least() else { break };
            self.remove(slot);
            self.counted.evicted += 1;
        }
        // A queue of addresses that have long gone is not kept.
        if self.negatives.len() > 2 * self.slots.len() + 64 {
            let slots = &self.slots;
            let stands = |(slot, version): &(u32, u64)| {
                slots.get(*slot as usize).and_then(Option::as_ref).is_some_and(|node| node.version == *version)
            };
            self.negatives.retain(stands);
        }
    }

    /// Puts prints off by chance, whatever they are worth.
    #[cfg(test)]
    pub fn evict_some(&mut self, n: usize, chance: u64) {
        for at in 0..n as u64 {
            let slot = chance.wrapping_mul(2_654_435_761).wrapping_add(at.wrapping_mul(40_503))
                % self.slots.len().max(1) as u64;
            if self.node(slot as u32).is_some_and(|node| node.pins == 0) {
                self.remove(slot as u32);
            }
        }
    }

    /// Of some prints taken by chance the one that is worth least; of all, where chance finds none.
    fn least(&mut self) -> Option<u32> {
        let mut least: Option<(f64, u32)> = None;
        for _ in 0..SAMPLE {
            let slot = self.memory.below(self.slots.len()) as u32;
            let Some(worth) = self.worth(slot) else { continue };
            if least.is_none_or(|(least, _)| worth < least) {
                least = Some((worth, slot));
            }
        }
        let all = || (0..self.slots.len() as u32).find(|slot| self.worth(*slot).is_some());
        least.map(|(_, slot)| slot).or_else(all)
    }

    /// What a print saves for each byte that it takes: how dear it is to print, how often it is asked for, how lately it
    /// was. None where it cannot go.
    fn worth(&self, slot: u32) -> Option<f64> {
        let node = self.node(slot).filter(|node| node.pins == 0)?;
        if node.is_marked() {
            return Some(0.0);
        }
        let answers = self.answers.load(Ordering::Relaxed);
        let age = answers.saturating_sub(node.last.load(Ordering::Relaxed)) + 1;
        let asked = f64::from(node.served.load(Ordering::Relaxed) + 1);
        Some(asked * f64::from(node.took.max(1)) / (node.weight as f64 * age as f64))
    }
}
