//! The model: who takes which step when.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher};
use std::sync::Arc;

use broadsheet_news::clock::Instant;
use broadsheet_news::facts::{Column, Difference, Fact, Hash};
use broadsheet_news::ids::ArticleId;
use broadsheet_pages::{Answer, Fields, FieldsRead, Part};
use broadsheet_store::source::Record;

use super::faults::RaceFault;
use crate::piece::Piece;
use crate::shelf::{Altered, Found, Key, Made, Print, PrintNumber, Row, Shelf, Stored};

const NOW: Instant = Instant::from_microseconds(1_000_000);
const PATH: &str = "/";

/// How large a model is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) readers: usize,
    /// What each writer's acts do to the first part's fact and the second's.
    pub(crate) writers: &'static [&'static [[Does; 2]]],
    pub(crate) evictions: usize,
    /// How often a reader asks.
    pub(crate) asks: usize,
    /// How often marking fails.
    pub(crate) failures: usize,
    /// How often a reader leaves while printing.
    pub(crate) leavers: usize,
    pub(crate) fault: Option<RaceFault>,
}

/// What an act does to a fact.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Does {
    /// Nothing.
    Keep,
    /// Gives it a value that it never had.
    Renew,
    /// Gives it the value that it had at first.
    Return,
}

use Does::{Keep, Renew, Return};

impl Plan {
    pub(crate) fn small(fault: Option<RaceFault>) -> Self {
        let failures =
            usize::from(matches!(fault, Some(RaceFault::FailedMarkIgnored | RaceFault::PrintsSurviveThrowing) | None));
        let leavers = usize::from(matches!(fault, Some(RaceFault::ClaimsKept) | None));
        Self {
            readers: 2,
            writers: &[&[[Renew, Renew]], &[[Renew, Keep], [Return, Keep]]],
            evictions: 1,
            asks: 1,
            failures,
            leavers,
            fault,
        }
    }

    pub(crate) fn large() -> Self {
        let writers: &[&[[Does; 2]]] = &[
            &[[Renew, Renew], [Keep, Renew], [Renew, Keep]],
            &[[Renew, Keep], [Return, Renew]],
            &[[Keep, Renew], [Return, Return], [Renew, Renew]],
        ];
        Self { readers: 4, writers, evictions: 3, asks: 3, failures: 1, leavers: 1, fault: None }
    }
}

/// What a reader is about.
#[derive(Clone, Debug)]
enum Reading {
    /// Has not asked yet.
    Idle,
    /// Asking, or asking again.
    Asking,
    /// Has taken on keys, and begun.
    Begun { print: PrintNumber, keys: Vec<Arc<Key>> },
    /// Has read all values at a number.
    Read { print: PrintNumber, keys: Vec<Arc<Key>>, number: i64, values: [i64; 2] },
    /// With the fault: has read before it begins.
    ReadEarly { keys: Vec<Arc<Key>>, number: i64, values: [i64; 2] },
    /// Has left, or has had all answers.
    Gone,
}

#[derive(Clone, Debug)]
struct Reader {
    state: Reading,
    asks: usize,
    /// The newest change acknowledged when this was asked.
    low: i64,
    /// The number of the newest answer that this reader had.
    seen: i64,
}

#[derive(Clone, Debug)]
struct Writer {
    acts: usize,
    /// The number of the act that waits to be acknowledged.
    waits: Option<i64>,
}

/// One moment of the model.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    plan: Plan,
    shelf: Shelf,
    /// The values after each change.
    log: Vec<[i64; 2]>,
    acknowledged: i64,
    /// With the fault: of the change being marked, the half that is not yet.
    half: Option<Altered>,
    readers: Vec<Reader>,
    writers: Vec<Writer>,
    evictions: usize,
    failures: usize,
    leavers: usize,
}

/// A step of somebody.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Reader(usize),
    Leave(usize),
    Commit(usize),
    Acknowledge(usize),
    Mark,
    MarkFails,
    Evict,
}

pub(super) fn part(at: usize) -> Arc<Key> {
    Arc::new(Key::Part(Part::ArticleTop(ArticleId(at as i64 + 1))))
}

fn page() -> Arc<Key> {
    Arc::new(Key::Page(PATH.into(), Fields::default()))
}

fn fact(at: usize) -> Fact {
    Fact::of_id(Column::ARTICLE_HEADLINE, at as i64 + 1)
}

impl Model {
    pub(crate) fn begin(plan: Plan) -> Self {
        let reader = Reader { state: Reading::Idle, asks: plan.asks, low: 0, seen: 0 };
        let mut shelf = Shelf::new(1 << 20, 0);
        shelf.race = plan.fault;
        Self {
            plan,
            shelf,
            log: vec![[0, 0]],
            acknowledged: 0,
            half: None,
            readers: vec![reader; plan.readers],
            writers: plan.writers.iter().map(|_| Writer { acts: 0, waits: None }).collect(),
            evictions: plan.evictions,
            failures: plan.failures,
            leavers: plan.leavers,
        }
    }

    fn newest(&self) -> i64 {
        self.log.len() as i64 - 1
    }

    fn is(&self, fault: RaceFault) -> bool {
        self.plan.fault == Some(fault)
    }

    /// What may happen next.
    pub(crate) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        for (at, reader) in self.readers.iter().enumerate() {
            let waits = match &reader.state {
                Reading::Gone => true,
                Reading::Asking => matches!(self.turn(), Turn::Wait),
                Reading::Read { number, .. } => *number > self.shelf.marked() && !self.is(RaceFault::EarlyKept),
                Reading::Idle | Reading::Begun { .. } | Reading::ReadEarly { .. } => false,
            };
            if !waits {
                steps.push(Step::Reader(at));
            }
            if self.leavers > 0 && matches!(reader.state, Reading::Begun { .. } | Reading::Read { .. }) {
                steps.push(Step::Leave(at));
            }
        }
        for (at, writer) in self.writers.iter().enumerate() {
            match writer.waits {
                Some(number) if number <= self.shelf.marked() && self.half.is_none() => {
                    steps.push(Step::Acknowledge(at))
                }
                Some(_) if self.is(RaceFault::AcknowledgedBeforeMarked) => steps.push(Step::Acknowledge(at)),
                None if writer.acts < self.plan.writers[at].len() => steps.push(Step::Commit(at)),
                _ => {}
            }
        }
        if self.half.is_some() || self.shelf.marked() < self.newest() {
            steps.push(Step::Mark);
            if self.failures > 0 && self.half.is_none() {
                steps.push(Step::MarkFails);
            }
        }
        if self.evictions > 0 && !self.shelf.pages().is_empty() {
            steps.push(Step::Evict);
        }
        steps
    }

    /// What a reader who asks would get, without anything being taken on.
    fn turn(&self) -> Turn {
        match self.shelf.find(PATH, &Fields::default(), NOW) {
            Found::Page(page) => Turn::Page(page.pieces.iter().map(value).collect()),
            Found::Wanting(keys) => {
                let mine = self.shelf.clone().claim(&keys);
                if mine.is_empty() { Turn::Wait } else { Turn::Print(keys) }
            }
        }
    }

    /// Takes a step; an answer that no moment gives is an error.
    pub(crate) fn take(&mut self, step: Step) -> Result<(), String> {
        match step {
            Step::Reader(at) => return self.read(at),
            Step::Leave(at) => {
                self.leavers -= 1;
                let state = std::mem::replace(&mut self.readers[at].state, Reading::Gone);
                if let Reading::Begun { print, keys } | Reading::Read { print, keys, .. } = state {
                    if !self.is(RaceFault::ClaimsKept) {
                        self.shelf.release(&keys);
                    }
                    self.shelf.end(print);
                }
            }
            Step::Commit(at) => {
                let writer = &mut self.writers[at];
                let does = self.plan.writers[at][writer.acts];
                writer.acts += 1;
                let number = self.log.len() as i64;
                let before = self.log.last().copied().unwrap_or_default();
                self.log.push([0, 1].map(|at| match does[at] {
                    Keep => before[at],
                    Renew => number,
                    Return => 0,
                }));
                writer.waits = Some(number);
            }
            Step::Acknowledge(at) => {
                let number = self.writers[at].waits.take().unwrap_or_default();
                self.acknowledged = self.acknowledged.max(number);
            }
            Step::Mark => self.mark(),
            Step::MarkFails => {
                self.failures -= 1;
                match self.plan.fault {
                    Some(RaceFault::FailedMarkIgnored) => {
                        self.shelf.mark(Altered::by(self.shelf.marked() + 1, &Difference::default()));
                    }
                    // What the marker reads afterwards from the change log.
                    _ => self.shelf.throw_away(self.newest()),
                };
            }
            Step::Evict => {
                self.evictions -= 1;
                let page = self.shelf.pages().into_iter().next();
                page.into_iter().for_each(|(path, fields)| self.shelf.forget(&Key::Page(path, fields)));
            }
        }
        Ok(())
    }

    fn altered(&self, number: i64) -> Altered {
        let (before, after) = (self.log[number as usize - 1], self.log[number as usize]);
        let facts = (0..2).filter(|at| before[*at] != after[*at]).map(|at| (fact(at), hash(after[at])));
        Altered::by(number, &Difference { facts: facts.collect(), ..Difference::default() })
    }

    fn mark(&mut self) {
        if let Some(half) = self.half.take() {
            self.shelf.mark(half);
            return;
        }
        let number = self.shelf.marked() + 1;
        let whole = self.altered(number);
        match self.plan.fault {
            Some(RaceFault::MarksOneByOne) if whole.facts.len() == 2 => {
                let (mut first, mut second) = (whole.clone(), whole);
                first.facts.retain(|known, _| *known == fact(0));
                second.facts.retain(|known, _| *known == fact(1));
                self.shelf.mark(first);
                self.half = Some(second);
            }
            Some(RaceFault::RaisedBeforeMarks) => {
                self.shelf.mark(Altered::by(number, &Difference::default()));
                self.half = Some(whole);
            }
            _ => drop(self.shelf.mark(whole)),
        }
    }

    fn read(&mut self, at: usize) -> Result<(), String> {
        let reader = self.readers[at].clone();
        let state = match reader.state {
            Reading::Idle => {
                self.readers[at].low = self.acknowledged;
                Reading::Asking
            }
            Reading::Asking => match self.turn() {
                Turn::Page(values) => return self.answer(at, &values),
                Turn::Print(keys) => {
                    let mine = self.shelf.claim(&keys);
                    match self.is(RaceFault::SnapshotBeforeBegin) {
                        true => Reading::ReadEarly { keys: mine, number: self.newest(), values: self.values() },
                        false => Reading::Begun { print: self.shelf.begin(), keys: mine },
                    }
                }
                Turn::Wait => Reading::Asking,
            },
            Reading::ReadEarly { keys, number, values } => {
                Reading::Read { print: self.shelf.begin(), keys, number, values }
            }
            Reading::Begun { print, keys } => {
                Reading::Read { print, keys, number: self.newest(), values: self.values() }
            }
            Reading::Read { print, keys, number, values } => {
                self.store(print, &keys, number, values);
                Reading::Asking
            }
            Reading::Gone => Reading::Gone,
        };
        self.readers[at].state = state;
        Ok(())
    }

    fn values(&self) -> [i64; 2] {
        self.log.last().copied().unwrap_or_default()
    }

    /// Keeps what was printed, with a row the parts that it wants, and ends the print.
    fn store(&mut self, print: PrintNumber, keys: &[Arc<Key>], number: i64, values: [i64; 2]) {
        let mut open: Vec<Arc<Key>> = keys.to_vec();
        let mut claimed = keys.to_vec();
        while let Some(key) = open.pop() {
            let stored = self.shelf.store(print, &key, made(&key, number, values), NOW);
            assert!(!matches!(stored, Stored::Early(_)), "a reader waits for the mark");
            if matches!(*key, Key::Page(..)) {
                let wanting = self.shelf.wanting(&[part(0), part(1)], NOW);
                let mine = self.shelf.claim(&wanting);
                claimed.extend(mine.iter().cloned());
                open.extend(mine);
            }
        }
        self.shelf.release(&claimed);
        self.shelf.end(print);
    }

    /// An answer is the page at one number: not lower than what was acknowledged, nor than what was seen before.
    fn answer(&mut self, at: usize, values: &[i64]) -> Result<(), String> {
        let reader = &mut self.readers[at];
        let least = reader.low.max(reader.seen);
        let fits = (least..self.log.len() as i64).find(|number| self.log[*number as usize] == values);
        let Some(number) = fits else {
            return Err(format!(
                "reader {at} got {values:?}, with {} acknowledged and {} seen, of {:?}",
                reader.low, reader.seen, self.log
            ));
        };
        reader.seen = number;
        reader.asks -= 1;
        reader.state = if reader.asks == 0 { Reading::Gone } else { Reading::Idle };
        Ok(())
    }

    /// Nobody can go on: everybody must have come to an end.
    pub(crate) fn ended(&self) -> Result<(), String> {
        let stuck = self.readers.iter().position(|reader| !matches!(reader.state, Reading::Gone));
        match stuck {
            Some(at) => Err(format!("reader {at} waits for ever")),
            None => Ok(()),
        }
    }

    /// A hash of everything that decides what may come.
    pub(crate) fn sign(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let reader = |reader: &Reader| {
            let keys = |keys: &[Arc<Key>]| keys.iter().map(|key| format!("{key:?}")).collect::<Vec<_>>();
            let state = match &reader.state {
                Reading::Idle => "idle".to_owned(),
                Reading::Asking => "asking".to_owned(),
                Reading::Gone => "gone".to_owned(),
                Reading::Begun { print, keys: taken } => {
                    format!("begun {:?} {:?}", self.shelf.begun(*print), keys(taken))
                }
                Reading::Read { print, keys: taken, number, .. } => {
                    format!("read {:?} {:?} {number}", self.shelf.begun(*print), keys(taken))
                }
                Reading::ReadEarly { keys: taken, number, .. } => format!("early {:?} {number}", keys(taken)),
            };
            (state, reader.asks, reader.low, reader.seen)
        };
        self.readers.iter().map(reader).collect::<Vec<_>>().hash(&mut hasher);
        for writer in &self.writers {
            (writer.acts, writer.waits).hash(&mut hasher);
        }
        (&self.log, self.acknowledged, self.half.is_some()).hash(&mut hasher);
        (self.evictions, self.failures, self.leavers).hash(&mut hasher);
        self.shelf.sign(&mut hasher);
        hasher.finish()
    }
}

enum Turn {
    Page(Vec<i64>),
    Print(Vec<Arc<Key>>),
    Wait,
}

pub(super) fn value(piece: &Piece) -> i64 {
    String::from_utf8_lossy(&piece.inflated()).parse().unwrap_or(-1)
}

fn hash(value: i64) -> Hash {
    Hash(value as u64 + 1)
}

pub(super) fn made(key: &Key, number: i64, values: [i64; 2]) -> Made {
    let mut record = Record::at(number);
    let at = usize::from(*key == *part(1));
    let print = match key {
        Key::Page(..) => Print::Row(Arc::new(Row {
            answer: Answer::Found,
            media_type: "text/plain",
            parts: [part(0), part(1)].into(),
            article: None,
            reads: FieldsRead::default(),
        })),
        Key::Part(_) => {
            record.facts = BTreeMap::from([(fact(at), hash(values[at]))]);
            Print::Part(Piece::of(&values[at].to_string()))
        }
    };
    Made { print, record, took: 1 }
}

pub(super) fn whole_page() -> Arc<Key> {
    page()
}
