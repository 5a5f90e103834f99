//! The shelf: what was printed, and what would make it wrong.
//!
//! Everything here is a plain function over the shelf's state: no lock, no waiting,
//! no clock. [`keeper`](crate::keeper) puts a lock around it. What stands on the
//! shelf unmarked is, at the instants at which it holds, what would be printed at
//! the change number that the shelf is [`marked`](Shelf::marked) at:
//!
//! - A print reads at one change number. It is kept once the shelf is marked at that
//!   number or a later one, and only if nothing that has changed since hits it.
//! - A change marks what it hits and raises the number, in one step. Where it brings a value back that a print has
//!   read, it takes that mark back, and what has no mark left is right as it stands.
//!
//! So an answer made of unmarked prints is the page at that number, however old each
//! of them is.

mod cause;
mod evict;
mod head;
mod intervals;
mod keeping;
mod marking;
mod news;
mod node;
#[cfg(test)]
mod proofs;
mod readers;
mod whole;

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::lists::List;
use broadsheet_pages::Fields;
use broadsheet_store::source::Record;

pub(crate) use cause::{Cause, Kind};
pub(crate) use head::{Head, mark};
use intervals::Intervals;
use news::News;
pub(crate) use news::{Altered, PrintNumber};
use node::Mark;
pub(crate) use node::{Key, Node, Print, Row};
pub(crate) use readers::What;
use readers::{Read, Readers};
pub(crate) use whole::Room;

use crate::piece::Piece;

/// What part of the memory pages may take that are kept as they are beside their compressed pieces.
const WHOLE: usize = 16;

/// The shelf's state.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    /// Each in a piece of memory of its own: the table doubles as it grows, and what doubles is small.
    slots: Vec<Option<Box<Node>>>,
    free: Vec<u32>,
    keys: HashMap<Arc<Key>, u32>,
    readers: Readers,
    lists: HashMap<List, Intervals>,
    news: News,
    claimed: HashSet<Arc<Key>>,
    pinned: HashMap<PrintNumber, Vec<(u32, u64)>>,
    negatives: VecDeque<(u32, u64)>,
    /// All changes up to this number have marked what they hit.
    marked: i64,
    /// The zone that the paper is in at that number.
    zone: Zone,
    /// The second at which anything that pages are made from has changed last, but for the clock.
    altered: i64,
    versions: u64,
    answers: AtomicU64,
    memory: evict::Memory,
    /// Room for the bytes of pages as they are.
    room: Arc<Room>,
    /// Whether pages say what they were made from.
    telling: bool,
    /// What has happened so far.
    pub counted: Counted,
    /// A fault that a proof has planted.
    #[cfg(test)]
    pub fault: Option<crate::faults::Fault>,
    /// A fault of the race that a proof has planted.
    #[cfg(test)]
    pub race: Option<crate::race::RaceFault>,
    /// What was marked since a proof looked last.
    #[cfg(test)]
    pub noted: Vec<(Arc<Key>, Cause)>,
}

/// What has happened so far, for metrics.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted {
    /// Prints that were kept, by cause: all, and those whose bytes came out equal.
    pub printed: HashMap<Kind, (u64, u64)>,
    /// Those that came out equal, by what had changed: a column of things, or a kind of list.
    pub needless: HashMap<String, u64>,
    /// Prints that were thrown away.
    pub overtaken: u64,
    /// Changes of the change log that were taken in.
    pub changes: u64,
    /// Marks that changes, counts and templates wrote.
    pub marks: u64,
    /// Prints of which the last mark was taken back, as everything that they read is again what it was.
    pub taken_back: u64,
    /// Prints that were put off the shelf for want of room.
    pub evicted: u64,
}

/// A print that wants to be kept.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    /// What was printed.
    pub print: Print,
    /// What it was printed from.
    pub record: Record,
    /// How long printing took, in microseconds.
    pub took: u32,
}

/// What became of a print.
#[derive(Debug)]
pub(crate) enum Stored {
    /// It stands on the shelf.
    Kept,
    /// Something that it read has changed meanwhile: it is thrown away.
    Overtaken(Cause),
    /// It saw a change that the shelf is not marked at yet: it has to wait for that.
    Early(Box<Made>),
}

/// What the shelf has for who asks for a page.
#[derive(Debug)]
pub(crate) enum Found {
    /// The page.
    Page(Page),
    /// What has to be printed first: the page's row, or some of its parts.
    Wanting(Vec<Arc<Key>>),
}

/// A page as it stands on the shelf.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// Its row.
    pub row: Arc<Row>,
    /// What is said of its parts together.
    pub head: Arc<Head>,
    /// Its parts, in order.
    pub pieces: Vec<Piece>,
    /// What it was made from, where the shelf tells that: things such as `article:42`, and lists such as `section:7`.
    pub things: Vec<String>,
}

/// What a change hit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hit {
    /// How many prints it marked.
    pub marks: usize,
    /// Those that are asked for often, with how often; the most asked for first.
    pub popular: Vec<(u32, Arc<Key>)>,
}

impl Shelf {
    /// An empty shelf that may take so many bytes, marked at a change number.
    pub fn new(bytes: usize, marked: i64) -> Self {
        Self { memory: evict::Memory::of(bytes), room: Room::of(bytes / WHOLE), marked, ..Self::default() }
    }

    /// All changes up to this number have marked what they hit.
    pub fn marked(&self) -> i64 {
        self.marked
    }

    /// The page that is asked for, if all of it stands here and is right at that instant.
    pub fn find(&self, path: &str, fields: &Fields, now: Instant) -> Found {
        let key = Key::Page(path.into(), fields.clone());
        let row = self.right(&key, now).and_then(|node| Some((node, node.row()?.clone())));
        let Some((node, row)) = row else { return Found::Wanting(vec![Arc::new(key)]) };
        let tick = self.answers.fetch_add(1, Ordering::Relaxed);
        if let Some(head) = node.head()
            && let Some(pieces) = self.joined(&head, now, tick)
        {
            node.serve(tick);
            let things = self.things(node, &head);
            return Found::Page(Page { row, head, pieces, things });
        }
        let parts: Vec<Option<(u32, &Node)>> = row.parts.iter().map(|key| self.right_slot(key, now)).collect();
        let wanting: Vec<_> =
            row.parts.iter().zip(&parts).filter(|(_, part)| part.is_none()).map(|(key, _)| key.clone()).collect();
        if !wanting.is_empty() {
            return Found::Wanting(wanting);
        }
        let parts: Vec<(u32, &Node)> = parts.into_iter().flatten().collect();
        let pieces: Vec<&Piece> = parts.iter().filter_map(|(_, part)| part.piece()).collect();
        let changed = parts.iter().map(|(_, part)| part.changed).chain([node.changed]).max().unwrap_or_default();
        let versions = parts.iter().map(|(slot, part)| (*slot, part.version)).collect();
        let head = Arc::new(Head::of(&row, &pieces, versions, changed, &self.room));
        let pieces = pieces.into_iter().cloned().collect();
        node.put_head(Some(head.clone()));
        node.serve(tick);
        parts.iter().for_each(|(_, part)| part.serve(tick));
        let things = self.things(node, &head);
        Found::Page(Page { row, head, pieces, things })
    }

    /// Something that pages are made from has changed, at that instant.
    pub fn alters(&mut self, now: Instant) {
        self.altered = self.altered.max(second(now));
    }

    /// From now on pages say what they were made from.
    pub fn tell_things(&mut self) {
        self.telling = true;
    }

    /// What a page was made from: the things and lists that its row and its parts read.
    fn things(&self, row: &Node, head: &Head) -> Vec<String> {
        if !self.telling {
            return Vec::new();
        }
        let parts = head.versions.iter().filter_map(|(slot, _)| self.node(*slot));
        let mut things = BTreeSet::new();
        for node in std::iter::once(row).chain(parts) {
            let read = node.values.iter().filter_map(|read| self.readers.what(*read));
            things.extend(read.filter_map(What::thing));
            things.extend(node.ranges.iter().map(|ranged| ranged.list.name().to_owned()));
        }
        things.into_iter().collect()
    }

    /// The parts that a head was made from, if all of them still stand there and are right.
    fn joined(&self, head: &Head, now: Instant, tick: u64) -> Option<Vec<Piece>> {
        let mut pieces = Vec::with_capacity(head.versions.len());
        for (slot, version) in &head.versions {
            let node = self.node(*slot).filter(|node| node.version == *version && node.is_right(now))?;
            pieces.push(node.piece()?.clone());
            node.serve(tick);
        }
        Some(pieces)
    }

    /// Of the fields of a query, those that the page reads, as far as rows that are right tell; else all of them.
    ///
    /// The row of the bare path says which field it read first. The row of the path with that field may have read
    /// another, and so on: a row answers for a query if it has read no field of it but those in its key.
    pub fn read_of(&self, path: &str, fields: Fields, now: Instant) -> Fields {
        let mut known = Fields::default();
        while known != fields {
            let key = Key::Page(path.into(), known.clone());
            let Some(row) = self.right(&key, now).and_then(Node::row) else { return fields };
            match fields.only(row.reads) {
                read if read == known => return known,
                read => known = read,
            }
        }
        fields
    }

    /// Every page that stands here, right or not.
    pub fn pages(&self) -> Vec<(Box<str>, Fields)> {
        let page = |key: &Arc<Key>| match &**key {
            Key::Page(path, fields) => Some((path.clone(), fields.clone())),
            Key::Part(_) => None,
        };
        self.keys.keys().filter_map(page).collect()
    }

    /// What stands under a key, right or not.
    pub fn standing(&self, key: &Key) -> Option<&Node> {
        self.node(self.slot(key)?)
    }

    /// What was read.
    pub fn what(&self, read: Read) -> Option<&What> {
        self.readers.what(read)
    }

    /// Takes on the printing of what nobody prints yet. What is not given back is printed by another.
    pub fn claim(&mut self, keys: &[Arc<Key>]) -> Vec<Arc<Key>> {
        keys.iter().filter(|key| self.claimed.insert((*key).clone())).cloned().collect()
    }

    /// Gives up the printing of something.
    pub fn release(&mut self, keys: &[Arc<Key>]) {
        for key in keys {
            self.claimed.remove(key);
        }
    }

    /// Those that are not here or not right at that instant.
    pub fn wanting(&self, keys: &[Arc<Key>], now: Instant) -> Vec<Arc<Key>> {
        keys.iter().filter(|key| self.right(key, now).is_none()).cloned().collect()
    }

    /// A print begins. It has to open its source after this.
    pub fn begin(&mut self) -> PrintNumber {
        self.news.begin()
    }

    /// A print has ended, whatever became of it; there is room for others now.
    pub fn end(&mut self, print: PrintNumber) {
        self.news.end(print);
        for (slot, version) in self.pinned.remove(&print).unwrap_or_default() {
            if let Some(node) = self.node_mut(slot).filter(|node| node.version == version) {
                node.pins = node.pins.saturating_sub(1);
            }
        }
        self.evict();
    }

    fn slot(&self, key: &Key) -> Option<u32> {
        self.keys.get(key).copied()
    }

    fn node(&self, slot: u32) -> Option<&Node> {
        self.slots.get(slot as usize)?.as_deref()
    }

    fn node_mut(&mut self, slot: u32) -> Option<&mut Node> {
        self.slots.get_mut(slot as usize)?.as_deref_mut()
    }

    fn right_slot(&self, key: &Key, now: Instant) -> Option<(u32, &Node)> {
        let slot = self.slot(key)?;
        #[cfg(test)]
        if self.race == Some(crate::race::RaceFault::MarkedPartsServed) {
            return self.node(slot).map(|node| (slot, node));
        }
        Some((slot, self.node(slot).filter(|node| node.is_right(now))?))
    }

    fn right(&self, key: &Key, now: Instant) -> Option<&Node> {
        self.right_slot(key, now).map(|(_, node)| node)
    }

    fn next_version(&mut self) -> u64 {
        self.versions += 1;
        self.versions
    }
}

/// The second of an instant, since 1970.
pub(crate) fn second(at: Instant) -> i64 {
    at.microseconds().div_euclid(1_000_000)
}
