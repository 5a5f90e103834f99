//! Who read what: for each fact and each count, the prints that read it and the value that they read.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use broadsheet_news::facts::{Fact, Of};

/// What a print may have read, beside ranges of lists.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum What {
    /// A fact: its value is the hash of what it was.
    Fact(Fact),
    /// A count, which stands outside the change log.
    Count(String),
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact(fact) => fact.fmt(f),
            Self::Count(name) => write!(f, "count:{name}"),
        }
    }
}

/// A reading, as the print that did it keeps it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read {
    /// What was read.
    pub number: u32,
    /// Where the reading stands among all of it.
    place: u32,
    /// What its value was.
    pub value: u64,
}

/// Where a reading is kept: whose it is, and the how-manieth of theirs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader {
    /// The print's slot.
    pub slot: u32,
    /// Its place among the print's readings.
    pub at: u32,
}

#[derive(Clone, Debug)]
struct Entry {
    what: Arc<What>,
    readers: Vec<Reader>,
}

/// All readings of facts and counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Readers {
    numbers: HashMap<Arc<What>, u32>,
    entries: Vec<Option<Entry>>,
    free: Vec<u32>,
    weight: usize,
}

impl What {
    /// The thing whose value it is, as `article:42`; nothing for what is no thing's.
    pub fn thing(&self) -> Option<String> {
        match self {
            Self::Fact(Fact { column, of: Of::Id(id) }) => {
                let column = column.to_string();
                Some(format!("{}:{id}", column.split('.').next().unwrap_or_default()))
            }
            Self::Fact(_) | Self::Count(_) => None,
        }
    }

    /// How many bytes of memory it takes to know who read it: the entry, its places in two tables, room for the first
    /// readers, and what an allocator adds to each piece.
    fn weight(&self) -> usize {
        const PLACES: usize = 128;
        let name = match self {
            Self::Fact(Fact { of: Of::Name(name), .. }) | Self::Count(name) => name.len(),
            Self::Fact(_) => 0,
        };
        size_of::<Self>() + size_of::<Entry>() + PLACES + name
    }
}

impl Readers {
    /// Notes what the print in a slot read.
    pub fn enter(&mut self, slot: u32, values: impl IntoIterator<Item = (What, u64)>) -> Box<[Read]> {
        let mut reads = Vec::new();
        for (what, value) in values {
            let number = self.number(what);
            let at = reads.len() as u32;
            if let Some(Some(entry)) = self.entries.get_mut(number as usize) {
                reads.push(Read { number, place: entry.readers.len() as u32, value });
                entry.readers.push(Reader { slot, at });
            }
        }
        reads.into()
    }

    fn number(&mut self, what: What) -> u32 {
        if let Some(number) = self.numbers.get(&what) {
            return *number;
        }
        self.weight += what.weight();
        let what = Arc::new(what);
        let entry = Some(Entry { what: what.clone(), readers: Vec::new() });
        let number = match self.free.pop() {
            Some(number) => {
                self.entries[number as usize] = entry;
                number
            }
            None => {
                self.entries.push(entry);
                self.entries.len() as u32 - 1
            }
        };
        self.numbers.insert(what, number);
        number
    }

    /// Forgets one reading. Gives the reading of another print that stands in its place now, if one does.
    #[must_use]
    pub fn leave(&mut self, read: Read) -> Option<Reader> {
        let entry = self.entries.get_mut(read.number as usize)?.as_mut()?;
        entry.readers.swap_remove(read.place as usize);
        let moved = entry.readers.get(read.place as usize).copied();
        if entry.readers.is_empty() {
            self.weight -= entry.what.weight();
            self.numbers.remove(&entry.what);
            self.entries[read.number as usize] = None;
            self.free.push(read.number);
        }
        moved
    }

    /// How many bytes of memory the table takes, beside the readings that the prints keep.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// Who read it.
    pub fn of(&self, what: &What) -> &[Reader] {
        let entry = self.numbers.get(what).and_then(|number| self.entries[*number as usize].as_ref());
        entry.map_or(&[], |entry| &entry.readers)
    }

    /// What was read.
    pub fn what(&self, read: Read) -> Option<&What> {
        self.entries.get(read.number as usize)?.as_ref().map(|entry| &*entry.what)
    }
}

impl Read {
    /// The same reading, which stands elsewhere now.
    pub fn moved_to(&mut self, other: Self) {
        self.place = other.place;
    }
}
