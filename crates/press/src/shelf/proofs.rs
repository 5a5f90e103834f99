//! What only proofs ask of the shelf.

use std::sync::atomic::{AtomicU64, Ordering};

use broadsheet_store::source::Record;

use broadsheet_news::clock::Instant;
use broadsheet_pages::Fields;

use super::{Key, Node, PrintNumber, Shelf};

impl Shelf {
    /// Whether a planted fault keeps this print without a look.
    pub(super) fn keeps_all(&self, record: &Record) -> bool {
        use crate::race::RaceFault;
        match self.race {
            Some(RaceFault::StoredWithoutComparing) => record.number <= self.marked,
            Some(RaceFault::EarlyKept) => record.number > self.marked,
            _ => false,
        }
    }

    /// Whether a planted fault takes marks back whatever the value is now.
    pub(super) fn takes_back_any(&self, node: &Node) -> bool {
        self.race == Some(crate::race::RaceFault::AnyValueTakesBack) && node.is_marked()
    }

    /// The keys of all that no change has marked.
    pub fn unmarked(&self) -> std::collections::HashSet<std::sync::Arc<Key>> {
        self.slots.iter().flatten().filter(|node| !node.is_marked()).map(|node| node.key.clone()).collect()
    }

    /// The pages of which the row or a part is not right, at most so many.
    pub fn wrong_pages(&self, now: Instant, most: usize) -> Vec<(String, Fields)> {
        let wrong = |key: &std::sync::Arc<Key>| {
            let Key::Page(path, fields) = &**key else { return None };
            let node = self.standing(key)?;
            let parts = &node.row()?.parts;
            let right = node.is_right(now) && self.wanting(parts, now).is_empty();
            (!right).then(|| (path.to_string(), fields.clone()))
        };
        self.keys.keys().filter_map(wrong).take(most).collect()
    }

    /// The changes since a print began; none where it was thrown away.
    pub fn begun(&self, print: PrintNumber) -> Option<Vec<i64>> {
        self.news.since(print)
    }

    /// Adds to a hash everything that decides what the shelf will do.
    pub fn sign(&self, hasher: &mut impl std::hash::Hasher) {
        use std::hash::Hash;
        let node = |node: &Node| {
            let values: Vec<String> =
                node.values.iter().map(|read| format!("{:?} {}", self.what(*read), read.value)).collect();
            let print = node.piece().map(|piece| piece.hash);
            let marks: Vec<Option<u32>> = node.marks.iter().map(|mark| mark.reading).collect();
            (format!("{:?}", node.key), values, print, marks, node.pins)
        };
        let mut nodes: Vec<_> = self.slots.iter().flatten().map(|kept| node(kept)).collect();
        nodes.sort();
        let mut claimed: Vec<String> = self.claimed.iter().map(|key| format!("{key:?}")).collect();
        claimed.sort();
        (nodes, claimed, self.marked).hash(hasher);
    }
}

impl Clone for Shelf {
    fn clone(&self) -> Self {
        Self {
            slots: self.slots.clone(),
            free: self.free.clone(),
            keys: self.keys.clone(),
            zone: self.zone.clone(),
            readers: self.readers.clone(),
            lists: self.lists.clone(),
            room: self.room.clone(),
            news: self.news.clone(),
            claimed: self.claimed.clone(),
            pinned: self.pinned.clone(),
            negatives: self.negatives.clone(),
            answers: AtomicU64::new(self.answers.load(Ordering::Relaxed)),
            memory: self.memory.clone(),
            counted: self.counted.clone(),
            noted: Vec::new(),
            ..*self
        }
    }
}
