//! The source: the only way pages read, and the record of what they read.
//!
//! A source is one snapshot at one instant. It keeps the instant to itself:
//! pages ask for today's date, and the record notes between which instants the
//! answer holds. For a preview it also knows the article whose working revision
//! is read as if it were published. Sources beside each other read one moment,
//! each with a record of its own.

mod ahead;
mod clock;
mod furniture;
mod kept;
mod record;
mod seen;

use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};

use broadsheet_news::clock::Instant;
use broadsheet_news::facts::{Column, Fact, Hash};
use broadsheet_news::ids::ArticleId;
use broadsheet_news::lists::{Key, List, Slice};
use serde::Serialize;

use crate::db::{Connection, Row, ask_together, with_ids};
use crate::failure::Failure;
use crate::positions;
use crate::positions::Range;
use crate::store::{Snapshot, Store};
use crate::transaction::Transaction;

use ahead::begin_ahead;
pub(crate) use furniture::Furniture;
use kept::{Kept, Known, Shared};
pub use record::{ClockRead, Record};
pub(crate) use seen::{Hashed, seen};

pub use crate::articles::SeenArticle;
pub use crate::boundaries::Bounds;
pub use crate::organisations::SeenOrganisation;
pub use crate::persons::SeenPerson;
pub use crate::photos::SeenPhoto;
pub use crate::references::SeenReference;
pub use crate::sections::SeenSection;
pub use crate::standing_pages::SeenStanding;
pub use crate::topics::SeenTopic;

/// A recorded reading of the paper, at one change number and one instant.
pub struct Source {
    moment: Arc<Moment>,
    record: Mutex<Record>,
    /// The facts of the record as they were seen, many of them several times.
    facts: Mutex<Vec<(Fact, Hash)>>,
    /// Whether it is recorded that the languages, and the zone, were read: that is done often.
    saw_languages: Once,
    saw_zone: Once,
}

/// What sources beside each other read.
struct Moment {
    reading: Reading,
    furniture: Arc<Furniture>,
    rows_before: u64,
    now: Instant,
    preview: Option<ArticleId>,
    served_at: String,
    kept: Kept,
}

impl Moment {
    fn end(self: Arc<Self>) {
        if let Some(Self { reading: Reading::Moment(snapshot), .. }) = Arc::into_inner(self) {
            snapshot.finish();
        }
    }
}

/// Where a source reads: at one moment, or inside an act that is not to be kept.
enum Reading {
    Moment(Box<Snapshot>),
    Act(Box<Transaction>),
}

impl Reading {
    fn connection(&self) -> &Connection {
        match self {
            Self::Moment(snapshot) => snapshot.connection(),
            Self::Act(transaction) => transaction.connection(),
        }
    }
}

impl Store {
    /// A source at that instant; with `preview`, that article's working revision is read.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn source(&self, now: Instant, preview: Option<ArticleId>) -> Result<Source, Failure> {
        let snapshot = self.snapshot_to_begin().await?;
        let connection = snapshot.connection();
        let furniture = Furniture::at(connection, self.furniture());
        let ((), furniture) = ask_together!(connection, connection.begin_snapshot(), furniture)?;
        self.keep(&furniture);
        Ok(Source::at(Reading::Moment(Box::new(snapshot)), furniture, now, preview, self.served_at()))
    }

    /// A source at that instant for the page of an address: what that asks for first is asked for at once.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn source_of(&self, path: &str, now: Instant) -> Result<Source, Failure> {
        let snapshot = self.snapshot_to_begin().await?;
        let connection = snapshot.connection();
        let known = self.furniture().filter(|known| known.number == self.newest_announced());
        let read = async {
            match &known {
                Some(_) => Ok(None),
                None => Furniture::at(connection, None).await.map(Some),
            }
        };
        let ((number, kept), read) = ask_together!(connection, begin_ahead(connection, path), read)?;
        let furniture = match read.or(known).filter(|furniture| furniture.number == number) {
            Some(furniture) => furniture,
            None => Furniture::at(connection, None).await?,
        };
        self.keep(&furniture);
        let reading = Reading::Moment(Box::new(snapshot));
        Ok(Source::knowing(kept, reading, furniture, now, None, self.served_at()))
    }

    /// A source at that instant which uses nothing that another has read: to compare with.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn source_afresh(&self, now: Instant) -> Result<Source, Failure> {
        let snapshot = self.snapshot().await?;
        let furniture = Furniture::at(snapshot.connection(), None).await?;
        Ok(Source::at(Reading::Moment(Box::new(snapshot)), furniture, now, None, self.served_at()))
    }
}

impl Source {
    /// A source inside an act that is not to be kept.
    pub(crate) async fn inside(act: Transaction, now: Instant, served_at: String) -> Result<Self, Failure> {
        let furniture = Furniture::at(act.connection(), None).await?;
        Ok(Self::at(Reading::Act(Box::new(act)), furniture, now, None, served_at))
    }

    fn at(
        reading: Reading,
        furniture: Arc<Furniture>,
        now: Instant,
        preview: Option<ArticleId>,
        served_at: String,
    ) -> Self {
        Self::knowing(Kept::default(), reading, furniture, now, preview, served_at)
    }

    /// A source that has read something already.
    fn knowing(
        kept: Kept,
        reading: Reading,
        furniture: Arc<Furniture>,
        now: Instant,
        preview: Option<ArticleId>,
        served_at: String,
    ) -> Self {
        let rows_before = reading.connection().rows_given();
        let moment = Moment { reading, furniture, rows_before, now, preview, served_at, kept };
        Self::reading(Arc::new(moment))
    }

    fn reading(moment: Arc<Moment>) -> Self {
        let record = Mutex::new(Record::at(moment.furniture.number));
        Self { moment, record, facts: Mutex::default(), saw_languages: Once::new(), saw_zone: Once::new() }
    }

    /// A source of the same moment with a record of its own.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self::reading(self.moment.clone())
    }

    /// Ends with this source. With the last of those beside each other the reading ends.
    pub fn finish(self) {
        self.moment.end();
    }

    /// The same, and gives the record of what was read through this source.
    pub fn into_record(self) -> Record {
        self.moment.end();
        let record = self.record.into_inner().unwrap_or_else(PoisonError::into_inner);
        let facts = self.facts.into_inner().unwrap_or_else(PoisonError::into_inner);
        Record { facts: facts.into_iter().collect(), ..record }
    }

    /// What has been read so far, through this source and those beside it.
    pub(crate) fn kept(&self) -> &Kept {
        &self.moment.kept
    }

    /// The page furniture at this source's number.
    pub(crate) fn furniture(&self) -> &Furniture {
        &self.moment.furniture
    }

    /// What reads several things at once, through this source and those beside it: PostgreSQL is asked for all of them in
    /// one go.
    pub fn together<A>(&self, asked: impl Future<Output = A> + Send) -> impl Future<Output = A> + Send {
        self.connection().together(asked)
    }

    /// Things of one kind with those ids, in that order.
    pub(crate) async fn things<T: Send + Sync>(
        &self,
        kept: &Known<i64, Hashed<T>>,
        select: &str,
        ids: &[i64],
        row: fn(&Row<'_>) -> Result<T, Failure>,
    ) -> Result<Vec<Arc<Hashed<T>>>, Failure> {
        kept.all(ids, |unread| self.read_things(select, unread, row)).await
    }

    /// The same of a kind that many pages show.
    pub(crate) async fn shared_things<T: Send + Sync>(
        &self,
        kept: &Known<i64, Hashed<T>>,
        shared: &Shared<Hashed<T>>,
        select: &str,
        ids: &[i64],
        row: fn(&Row<'_>) -> Result<T, Failure>,
    ) -> Result<Vec<Arc<Hashed<T>>>, Failure> {
        let read = |unread| async move {
            let (mut found, unread) = shared.some(unread);
            if !unread.is_empty() {
                let read = self.read_things(select, unread, row).await?;
                shared.add(&read);
                found.extend(read);
            }
            Ok(found)
        };
        kept.all(ids, read).await
    }

    async fn read_things<T: Send + Sync>(
        &self,
        select: &str,
        ids: Vec<i64>,
        row: fn(&Row<'_>) -> Result<T, Failure>,
    ) -> Result<Vec<(i64, Arc<Hashed<T>>)>, Failure> {
        with_ids(self.connection(), select, &ids, |found| Ok(Arc::new(row(found)?.into()))).await
    }

    /// How many rows the database has given for what was read so far: what a page costs, whatever the machine.
    #[must_use]
    pub fn rows_read(&self) -> u64 {
        self.connection().rows_given() - self.moment.rows_before
    }

    /// The members of a list, in order, with their keys.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn slice(
        &self,
        list: &List,
        after: Option<&Key>,
        limit: usize,
        descending: bool,
    ) -> Result<Vec<(Key, i64)>, Failure> {
        self.range(&Range { list, descending, after, until: None, limit }).await
    }

    /// The members of a list that is read whole, in order.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub(crate) async fn all(&self, list: &List) -> Result<Vec<i64>, Failure> {
        debug_assert!(list.is_read_whole(), "nobody says when the order of {list} changes");
        let read = || async {
            let slice = positions::whole(self.connection(), std::slice::from_ref(list)).await?.pop();
            let Some(slice) = slice else { return Ok((Vec::new(), Hash::ABSENT)) };
            let members = slice.returned.iter().map(|(_, member)| *member).collect::<Vec<i64>>();
            Ok((members, positions::order_hash(&slice)))
        };
        let whole = self.furniture().whole.one(list.name(), read).await?;
        let (members, order) = &*whole;
        self.saw_named(Column::ORDER, list.name(), *order);
        Ok(members.clone())
    }

    /// The members of a list behind one key and not behind another, in order, with their keys.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn upwards(
        &self,
        list: &List,
        after: Option<&Key>,
        until: Option<&Key>,
        limit: usize,
    ) -> Result<Vec<(Key, i64)>, Failure> {
        self.range(&Range { list, descending: false, after, until, limit }).await
    }

    async fn range(&self, range: &Range<'_>) -> Result<Vec<(Key, i64)>, Failure> {
        let slice = positions::slice(self.connection(), range).await?;
        let returned = slice.returned.clone();
        self.read(vec![slice]);
        Ok(returned)
    }

    /// The newest members of several lists as if they were one, each member once.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn newest(&self, lists: &[List], after: Option<&Key>, limit: usize) -> Result<Vec<(Key, i64)>, Failure> {
        self.newest_while(lists, after, limit, |_| true).await
    }

    /// The newest behind one key, up to the first whose key is not `wanted`. What stands behind the last that was looked at
    /// was not needed, and is not recorded.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn newest_while(
        &self,
        lists: &[List],
        after: Option<&Key>,
        limit: usize,
        wanted: impl Fn(&Key) -> bool + Send,
    ) -> Result<Vec<(Key, i64)>, Failure> {
        let mut slices = Vec::with_capacity(lists.len());
        for list in lists {
            let range = Range { list, descending: true, after, until: None, limit };
            slices.push(positions::slice(self.connection(), &range).await?);
        }
        let mut all = as_one(slices.iter().flat_map(|slice| slice.returned.iter().cloned()).collect());
        all.truncate(limit);
        let enough = all.iter().take_while(|(key, _)| wanted(key)).count();
        let last = all.get(enough).or_else(|| all.last().filter(|_| enough == limit));
        if let Some((last, _)) = last {
            slices.iter_mut().for_each(|slice| slice.end_at(last));
        }
        all.truncate(enough);
        self.read(slices);
        Ok(all)
    }

    /// The members of several lists from one key on and below another, as if they were of one list, newest first.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn between(
        &self,
        lists: &[List],
        from: Option<&Key>,
        end: Option<&Key>,
    ) -> Result<Vec<(Key, i64)>, Failure> {
        let mut all = Vec::new();
        for list in lists {
            let range = Range { list, descending: true, after: end, until: from, limit: usize::MAX };
            all.extend(self.range(&range).await?);
        }
        Ok(as_one(all))
    }

    /// How many members each of those lists has.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn totals(&self, lists: &[List]) -> Result<Vec<i64>, Failure> {
        let totals = positions::totals(self.connection(), lists).await?;
        for (list, n) in lists.iter().zip(&totals) {
            self.saw_named(Column::TOTAL, list.name(), positions::total_hash(*n));
        }
        Ok(totals)
    }

    /// How many members a list has.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn total(&self, list: &List) -> Result<i64, Failure> {
        Ok(self.totals(std::slice::from_ref(list)).await?.into_iter().sum())
    }

    /// Whether each of those lists has any members.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn have_any(&self, lists: &[List]) -> Result<Vec<bool>, Failure> {
        let totals = positions::totals(self.connection(), lists).await?;
        for (list, n) in lists.iter().zip(&totals) {
            self.saw_named(Column::ANY, list.name(), positions::any_hash(*n));
        }
        Ok(totals.into_iter().map(|n| n > 0).collect())
    }

    /// Whether a list has any members.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn has_any(&self, list: &List) -> Result<bool, Failure> {
        Ok(self.have_any(std::slice::from_ref(list)).await?.contains(&true))
    }

    /// Notes that a template was used. `hash` is over its text and whatever it includes.
    pub fn used_template(&self, name: &str, hash: Hash) {
        self.saw_named(Column::TEMPLATE, name, hash);
    }

    pub(crate) fn connection(&self) -> &Connection {
        self.moment.reading.connection()
    }

    pub(crate) fn preview(&self) -> Option<ArticleId> {
        self.moment.preview
    }

    pub(crate) fn read(&self, slices: Vec<Slice>) {
        self.record().slices.extend(slices);
    }

    pub(crate) fn saw<T: Serialize + ?Sized>(&self, column: Column, id: i64, value: &T) {
        self.saw_hashed(column, id, Hash::of(value));
    }

    /// The same of a value whose hash is known. What was seen before is the same still: it is of one moment.
    pub(crate) fn saw_hashed(&self, column: Column, id: i64, hash: Hash) {
        self.saw_fact(Fact::of_id(column, id), hash);
    }

    pub(crate) fn saw_absent(&self, column: Column, id: i64) {
        self.saw_fact(Fact::of_id(column, id), Hash::ABSENT);
    }

    pub(crate) fn saw_named(&self, column: Column, name: &str, hash: Hash) {
        self.saw_fact(Fact::of_name(column, name), hash);
    }

    fn saw_fact(&self, fact: Fact, hash: Hash) {
        self.facts.lock().unwrap_or_else(PoisonError::into_inner).push((fact, hash));
    }

    pub(crate) fn saw_count(&self, name: String, version: i64) {
        self.record().counts.insert(name, version);
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Members of several lists in one order, newest first, each once.
fn as_one(mut members: Vec<(Key, i64)>) -> Vec<(Key, i64)> {
    members.sort_unstable_by(|a, b| b.cmp(a));
    members.dedup();
    members
}
