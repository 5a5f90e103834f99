//! What stands on the shelf: pages' rows and parts, each with what it was printed from.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::ids::ArticleId;
use broadsheet_news::stretch::Stretch;
use broadsheet_pages::{Answer, Fields, FieldsRead, Part};
use broadsheet_store::source::ClockRead;

use super::cause::Cause;
use super::head::Head;
use super::readers::Read;
use crate::piece::Piece;

/// The key of what stands on the shelf.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// A page: its path, decoded, and the fields of its query that it reads.
    Page(Box<str>, Fields),
    /// A part.
    Part(Part),
}

/// What was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Print {
    /// A page's row.
    Row(Arc<Row>),
    /// A part's bytes.
    Part(Piece),
}

/// A page before its parts are joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// What the address leads to.
    pub answer: Answer,
    /// The type of the joined parts.
    pub media_type: &'static str,
    /// The keys of the parts, in order.
    pub parts: Box<[Arc<Key>]>,
    /// The article that the page is of, if it is one that readers have.
    pub article: Option<ArticleId>,
    /// The fields of a query that were read to find it.
    pub reads: FieldsRead,
}

impl Row {
    /// Whether the address leads to no page.
    pub fn is_negative(&self) -> bool {
        self.answer != Answer::Found
    }
}

/// A stretch of a list that was read.
#[derive(Clone, Debug)]
pub(crate) struct Ranged {
    /// The list.
    pub list: broadsheet_news::lists::List,
    /// The keys.
    pub stretch: Stretch,
}

/// Something that a print has read and that has changed since.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// The place among the print's readings of the one whose value is another now: when it is again what was read, the
    /// mark is taken back. None where it is a list, of which nobody knows whether it has become what it was.
    pub reading: Option<u32>,
    /// What changed it.
    pub cause: Cause,
}

/// A print on the shelf.
#[derive(Debug)]
pub(crate) struct Node {
    /// Its key.
    pub key: Arc<Key>,
    /// What was printed.
    pub print: Print,
    /// The version of the bytes: one that comes out equal keeps it.
    pub version: u64,
    /// The facts and counts that it read.
    pub values: Box<[Read]>,
    /// The lists that it read.
    pub ranges: Box<[Ranged]>,
    /// What it read from the clock.
    pub clock: ClockRead,
    /// The first instant at which it is right.
    pub from: Instant,
    /// The first instant at which it is right no longer.
    pub until: Instant,
    /// The number of the newest change that it could see.
    pub number: i64,
    /// Why it is not right any more; the first mark is the oldest that stands. None where it is right.
    pub marks: Vec<Mark>,
    /// The second since which it has its bytes.
    pub changed: i64,
    /// When it was printed.
    pub printed: Instant,
    /// Why it was printed.
    pub cause: Cause,
    /// How long printing took, in microseconds.
    pub took: u32,
    /// How many bytes of memory it takes.
    pub weight: usize,
    /// How many prints under way need it.
    pub pins: u32,
    /// How often it was served, halved whenever it is printed again.
    pub served: AtomicU32,
    /// When it was served last, in answers of the shelf.
    pub last: AtomicU64,
    /// The joined head, where it is a row's.
    pub head: Mutex<Option<Arc<Head>>>,
}

impl Node {
    /// From when until when it is right, while the paper is in that zone.
    pub fn hold(&mut self, zone: &Zone) {
        (self.from, self.until) = self.clock.between(zone);
    }

    /// Whether it may be served at that instant.
    pub fn is_right(&self, now: Instant) -> bool {
        !self.is_marked() && self.holds(now)
    }

    /// Whether something that it read has changed.
    pub fn is_marked(&self) -> bool {
        !self.marks.is_empty()
    }

    /// Whether what it read from the clock holds at that instant.
    pub fn holds(&self, now: Instant) -> bool {
        self.from <= now && now < self.until
    }

    /// Why it would be printed again at that instant. One that is right is printed again where an address was asked for
    /// under fields that its row turned out not to read.
    pub fn cause_to_print(&self, now: Instant) -> Cause {
        match self.marks.first() {
            Some(mark) => mark.cause.clone(),
            None if self.holds(now) => Cause::Asked,
            None => Cause::Clock,
        }
    }

    /// Notes that it was served.
    pub fn serve(&self, tick: u64) {
        self.served.fetch_add(1, Ordering::Relaxed);
        self.last.store(tick, Ordering::Relaxed);
    }

    /// The row, where it is one.
    pub fn row(&self) -> Option<&Arc<Row>> {
        match &self.print {
            Print::Row(row) => Some(row),
            Print::Part(_) => None,
        }
    }

    /// The bytes, where it is a part.
    pub fn piece(&self) -> Option<&Piece> {
        match &self.print {
            Print::Part(piece) => Some(piece),
            Print::Row(_) => None,
        }
    }

    /// The joined head, if it has one.
    pub fn head(&self) -> Option<Arc<Head>> {
        self.head.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps a joined head.
    pub fn put_head(&self, head: Option<Arc<Head>>) {
        *self.head.lock().unwrap_or_else(PoisonError::into_inner) = head;
    }

    /// How many bytes of memory it takes, as far as it can be reckoned.
    pub fn weigh(&self) -> usize {
        // What the tables of the shelf hold of it, and what an allocator adds to each piece of memory.
        const PLACE: usize = 160;
        const PIECE: usize = 16;
        let key = match &*self.key {
            Key::Page(path, fields) => path.len() + fields.weight(),
            Key::Part(_) => PIECE,
        };
        let print = match &self.print {
            Print::Part(piece) => piece.deflated.len() + 2 * PIECE,
            // A row has the keys of its parts for itself, each with what hangs on it.
            Print::Row(row) => size_of::<Row>() + row.parts.len() * (size_of::<Key>() + 4 * PIECE) + 3 * PIECE,
        };
        // Each reading stands here and in the table of who read what.
        let values = self.values.len() * (size_of::<Read>() + 12) + PIECE;
        let range = |ranged: &Ranged| {
            2 * size_of::<Ranged>() + 2 * (ranged.stretch.weight() + 2 * PIECE) + ranged.list.name().len() + PIECE
        };
        let ranges: usize = self.ranges.iter().map(range).sum();
        let head = if self.row().is_some() { size_of::<Head>() + 12 * 16 + 64 } else { 0 };
        let marks: usize = self.marks.iter().map(|mark| size_of::<Mark>() + mark.cause.weight()).sum();
        let causes = self.cause.weight() + marks;
        size_of::<Self>() + size_of::<Key>() + PLACE + key + print + values + ranges + head + causes
    }
}

impl Clone for Node {
    fn clone(&self) -> Self {
        Self {
            key: self.key.clone(),
            print: self.print.clone(),
            values: self.values.clone(),
            ranges: self.ranges.clone(),
            marks: self.marks.clone(),
            cause: self.cause.clone(),
            served: AtomicU32::new(self.served.load(Ordering::Relaxed)),
            last: AtomicU64::new(self.last.load(Ordering::Relaxed)),
            head: Mutex::new(self.head()),
            ..*self
        }
    }
}
