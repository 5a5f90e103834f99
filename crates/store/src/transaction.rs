//! The transaction of one act: writes, and the difference they make for readers.
//!
//! Every write names the thing it touches first. The picture of that thing is
//! taken before the first write and again before the commit; what differs is
//! appended to the change log in the same transaction. Nobody lists what a
//! write touches.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};

use broadsheet_news::clock::Instant;
use broadsheet_news::facts::{Difference, Fact, Hash, Picture};
use broadsheet_news::ids::{self, RevisionId};
use broadsheet_news::lists::{List, Position};

use crate::articles::BodyHashes;
use crate::audit::Trace;
use crate::boundaries;
use crate::changes;
use crate::db::{Connection, Value, ask_together, insert, values};
use crate::dialect;
use crate::failure::Failure;
use crate::notices::Notice;
use crate::positions;
use crate::rows::Rows;
use crate::source::Source;
use crate::store::{Held, Place, Store};
use crate::thing::{self, Thing};

/// The one connection that writes.
pub(crate) struct Writer {
    rows: Rows,
    place: Place,
    /// Whether this process must own the paper to write.
    owned: bool,
    /// Whether a transaction was left open by an act that was dropped.
    open: bool,
    /// Bodies whose hashes acts have worked out.
    bodies: BodyHashes,
    /// Whether this connection holds the paper, as others see it.
    held: Held,
}

impl Writer {
    pub(crate) fn new(connection: Connection, place: Place, owned: bool, held: Held) -> Self {
        Self { rows: Rows::of(connection), place, owned, open: false, bodies: BodyHashes::new(), held }
    }

    /// Makes the connection fit for a new transaction.
    pub(crate) async fn ready(&mut self) -> Result<(), Failure> {
        if self.connection().is_lost() {
            let connection = self.place.connect(false).await?;
            if self.owned && !dialect::own(&connection).await? {
                return Err(Failure::Owned(
                    "The newspaper in this PostgreSQL database is held by another process".into(),
                ));
            }
            self.held.taken_by(&connection);
            self.rows = Rows::of(connection);
            self.open = false;
            self.bodies.clear();
        }
        if std::mem::take(&mut self.open) {
            self.connection().give_up().await?;
            // Ids of what was never kept are given again, to other revisions.
            self.bodies.clear();
        }
        Ok(())
    }
}

impl Writer {
    fn connection(&self) -> &Connection {
        self.rows.connection()
    }

    pub(crate) fn rows_given(&self) -> u64 {
        self.rows.rows_given()
    }

    pub(crate) fn steps(&self) -> u64 {
        self.rows.steps()
    }

    async fn pictures(&mut self, things: impl IntoIterator<Item = Thing>) -> Result<BTreeMap<Thing, Picture>, Failure> {
        thing::pictures(self.rows.connection(), things, &mut self.bodies).await
    }
}

/// The writer, for as long as an act is under way. An act that is left before its end is rolled back at once: it would
/// keep other processes from the database, and the next act from beginning.
struct Turn(Option<tokio::sync::OwnedMutexGuard<Writer>>);

impl Deref for Turn {
    type Target = Writer;

    fn deref(&self) -> &Writer {
        self.0.as_ref().unwrap_or_else(|| unreachable!("an act has its writer until it is dropped"))
    }
}

impl DerefMut for Turn {
    fn deref_mut(&mut self) -> &mut Writer {
        self.0.as_mut().unwrap_or_else(|| unreachable!("an act has its writer until it is dropped"))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(mut writer) = self.0.take().filter(|writer| writer.open) else { return };
        let given_up = match writer.connection() {
            Connection::Sqlite(sqlite) => sqlite.give_up(),
            Connection::Postgres(_) => false,
        };
        if given_up {
            writer.open = false;
            // Ids of what was never kept are given again, to other revisions.
            writer.bodies.clear();
        } else if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            // Where this fails, the next act says so.
            runtime.spawn(async move { writer.ready().await });
        }
    }
}

/// Who acts, when, and how the act is called in the change log.
#[derive(Clone, Debug)]
pub struct Act {
    /// The act's name, for example `article.publish`.
    pub name: &'static str,
    /// Who acts, as the audit shows it.
    pub actor: String,
    /// When.
    pub now: Instant,
    /// What the audit log is to say of it; nothing of what the paper does by itself.
    pub trace: Option<Trace>,
}

/// What a committed act left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number in the change log.
    pub number: i64,
    /// What differs for readers.
    pub difference: Difference,
}

/// An act under way. Dropped without [`commit`](Self::commit), it leaves nothing.
pub struct Transaction {
    store: Store,
    writer: Turn,
    act: Act,
    /// The newest id before this act.
    first_id: i64,
    last_id: i64,
    before: BTreeMap<Thing, Picture>,
    cut_anew: BTreeSet<List>,
    /// Counts that this act has changed, with their new values.
    counts: Vec<(String, i64)>,
    /// Articles that this act has worked on, for the newsroom's list.
    worked_on: BTreeSet<i64>,
    /// What the act is about, where that is not the first thing that it touched.
    about: Option<String>,
    /// What the act made, as JSON, where it is to be told again.
    answer: Option<String>,
}

impl Store {
    /// Begins an act. Acts run one at a time: this waits for the one before.
    ///
    /// # Errors
    /// Where the database cannot be reached, or another process owns the paper.
    pub async fn begin(&self, act: Act) -> Result<Transaction, Failure> {
        let mut writer = self.writer().await;
        writer.ready().await?;
        writer.open = true;
        // Sent behind one another, and taken in that order: the id is read when the act is the only one.
        let (begun, connection) = (dialect::begin_act(writer.connection()), writer.connection());
        let last_id = connection.query_one("SELECT last_id FROM ledger", &[], |row| row.get("last_id"));
        let ((), last_id) = ask_together!(connection, begun, last_id)?;
        Ok(Transaction {
            store: self.clone(),
            writer: Turn(Some(writer)),
            act,
            first_id: last_id,
            last_id,
            before: BTreeMap::new(),
            cut_anew: BTreeSet::new(),
            counts: Vec::new(),
            worked_on: BTreeSet::new(),
            about: None,
            answer: None,
        })
    }
}

impl Deref for Transaction {
    type Target = Rows;

    fn deref(&self) -> &Rows {
        &self.writer.rows
    }
}

impl Transaction {
    /// The act's instant.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.act.now
    }

    /// Goes on at another instant: what an act does that is only looked at may happen one after another.
    pub fn turn_to(&mut self, now: Instant) {
        self.act.now = now;
    }

    pub(crate) fn act(&self) -> &Act {
        &self.act
    }

    /// Says what the act is about, for the audit log: `account:7`.
    pub fn is_about(&mut self, thing: String) {
        self.about = Some(thing);
    }

    /// What the act is about: what it said, or the first thing that it touched.
    pub(crate) fn about(&self) -> String {
        let touched = || self.before.keys().next().map(Thing::to_string);
        self.about.clone().or_else(touched).unwrap_or_default()
    }

    /// Whether what the act makes is to be told again where the same request comes twice.
    #[must_use]
    pub fn is_to_answer(&self) -> bool {
        self.act.trace.as_ref().is_some_and(|trace| trace.once.is_some())
    }

    /// Says what the act made, as JSON.
    pub fn answers(&mut self, made: String) {
        self.answer = Some(made);
    }

    pub(crate) fn answer(&self) -> Option<&str> {
        self.answer.as_deref()
    }

    /// Notes that the act works on an article.
    pub(crate) fn works_on(&mut self, article: i64) {
        self.worked_on.insert(article);
    }

    /// Whether a thing of that id is made by this act.
    pub(crate) fn is_new(&self, id: i64) -> bool {
        id > self.first_id
    }

    /// A new id, larger than every id before it.
    pub fn new_id(&mut self) -> i64 {
        self.last_id = ids::next(self.last_id, self.act.now);
        self.last_id
    }

    /// Takes the picture of a thing before the first write to it.
    pub(crate) async fn touch(&mut self, thing: Thing) -> Result<(), Failure> {
        self.touch_all([thing]).await
    }

    /// Takes the pictures of things before the first write to them. Of a thing that this act makes there is nothing
    /// to see yet; its id, minted here, is above all that there were.
    pub(crate) async fn touch_all(&mut self, things: impl IntoIterator<Item = Thing>) -> Result<(), Failure> {
        let untouched = things.into_iter().filter(|thing| !self.before.contains_key(thing));
        let is_new = |thing: &Thing| thing.id().is_some_and(|id| self.is_new(id));
        let (new, old): (Vec<Thing>, Vec<Thing>) = untouched.partition(is_new);
        let old = self.writer.pictures(old).await?;
        self.before.extend(new.into_iter().map(|thing| (thing, Picture::default())));
        self.before.extend(old);
        Ok(())
    }

    /// Whether a touched thing had that value of a fact before this act.
    pub(crate) fn had(&self, thing: &Thing, fact: &Fact, value: Hash) -> bool {
        self.before.get(thing).and_then(|picture| picture.facts.get(fact)) == Some(&value)
    }

    /// Says what the body of a revision that this act saves is: it need not be read again to be seen.
    pub(crate) fn has_body(&mut self, revision: RevisionId, hash: Hash) {
        self.writer.bodies.insert(revision, hash);
    }

    /// Says where a touched thing stood by name before this act, whatever its picture would have it.
    pub(crate) fn stood(&mut self, thing: &Thing, positions: BTreeSet<Position>) {
        if let Some(picture) = self.before.get_mut(thing) {
            picture.positions.retain(|position| !position.list.is_by_name());
            picture.positions.extend(positions);
        }
    }

    pub(crate) fn connection(&self) -> &Connection {
        self.writer.connection()
    }

    pub(crate) async fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<u64, Failure> {
        self.connection().execute(sql, values).await
    }

    pub(crate) async fn insert<const WIDTH: usize>(
        &self,
        into: &str,
        rows: &[[Value<'_>; WIDTH]],
        then: &str,
    ) -> Result<u64, Failure> {
        insert(self.connection(), into, rows, then).await
    }

    /// Wants all lists cut anew that have a page far too long, and says whether there is one.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn cut_long_lists(&mut self) -> Result<bool, Failure> {
        self.cut_anew = boundaries::too_long(self.connection()).await?;
        Ok(!self.cut_anew.is_empty())
    }

    /// Ends the act: what differs is logged under the next number, and all of it is durable.
    ///
    /// # Errors
    /// A failed commit is an error, and leaves nothing of the act.
    pub async fn commit(mut self) -> Result<Change, Failure> {
        let difference = self.applied().await?;
        if self.store.is_rehearsing() {
            return self.rehearsed(difference).await;
        }
        let (line, worked) = (self.new_id(), std::mem::take(&mut self.worked_on));
        let (number, ()) = ask_together!(self.connection(), self.number(1), self.list_worked(worked))?;
        let change = Change { number, difference };
        ask_together!(
            self.connection(),
            self.leave_trace(line, Some(number), number),
            changes::append(self.connection(), &self.act, self.before.keys(), &change),
        )?;
        self.kept(Some(number)).await?;
        Ok(change)
    }

    /// What differs, with the lists moved as it says.
    async fn applied(&mut self) -> Result<Difference, Failure> {
        let mut difference = self.difference().await?;
        positions::apply(self.connection(), &difference).await?;
        positions::keep_spans(self.connection(), &mut difference).await?;
        let cut_anew = std::mem::take(&mut self.cut_anew);
        boundaries::keep(self.connection(), &mut difference, cut_anew).await?;
        Ok(difference)
    }

    /// Ends an act of which readers see nothing: durable and in the audit log, but no change of the change log.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn aside(mut self) -> Result<Change, Failure> {
        let line = self.new_id();
        let number = self.number(0).await?;
        let change = Change { number, difference: Difference::default() };
        if self.store.is_rehearsing() {
            return Ok(change);
        }
        self.leave_trace(line, None, number).await?;
        self.kept(None).await?;
        Ok(change)
    }

    /// The paper as readers would have it if this act were kept, read at that instant. The act is not kept: it is rolled
    /// back when the source is dropped, and no other act begins before.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn as_source(mut self, now: Instant) -> Result<Source, Failure> {
        self.applied().await?;
        let served_at = self.store.served_at();
        Source::inside(self, now, served_at).await
    }

    /// What the act would have changed, with the totals that would move. Nothing of it is kept.
    async fn rehearsed(mut self, mut difference: Difference) -> Result<Change, Failure> {
        difference.facts.extend(positions::lists_moved(self.connection(), &difference).await?);
        let number = self.connection().query_one("SELECT number FROM ledger", &[], |row| row.get("number")).await?;
        self.connection().give_up().await?;
        self.writer.open = false;
        // Ids of what was never kept are given again, to other revisions.
        self.writer.bodies.clear();
        Ok(Change { number, difference })
    }

    /// Commits, tells who listens, lets the next act begin, and waits until what was told is taken in.
    async fn kept(mut self, number: Option<i64>) -> Result<(), Failure> {
        let teller = self.store.teller();
        if let Err(failure) = off_the_serving_thread(self.connection(), "COMMIT").await {
            let _ = teller.tell(Notice::Unsure);
            return Err(failure);
        }
        self.writer.open = false;
        let counts = std::mem::take(&mut self.counts);
        let counts = (!counts.is_empty()).then(|| teller.tell(Notice::Counts(counts)));
        let change = number.map(|number| teller.tell(Notice::Change(number)));
        number.into_iter().for_each(|number| self.store.announce(number));
        drop(self);
        for told in counts.into_iter().chain(change) {
            told.taken_in().await;
        }
        Ok(())
    }

    /// Says that a count has another value now.
    pub(crate) fn counted(&mut self, name: String, n: i64) {
        self.counts.push((name, n));
    }

    /// Ends an act that had nothing to do: no change, and no number used.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn unchanged(self) -> Result<Change, Failure> {
        let number = self.connection().query_one("SELECT number FROM ledger", &[], |row| row.get("number")).await?;
        Ok(Change { number, difference: Difference::default() })
    }

    /// Ends a transaction that wrote counts only: durable, but no change of the change log.
    pub(crate) async fn end(self) -> Result<(), Failure> {
        self.kept(None).await
    }

    pub(crate) async fn difference(&mut self) -> Result<Difference, Failure> {
        let after = self.writer.pictures(self.before.keys().cloned()).await?;
        let mut whole = Difference::default();
        for (before, after) in self.before.values().zip(after.values()) {
            let one = before.difference(after);
            whole.facts.extend(one.facts);
            whole.entered.extend(one.entered);
            whole.left.extend(one.left);
        }
        Ok(whole)
    }

    /// The newest number, after so many more: from a row, so that a rollback leaves no gap. No id is minted after this.
    async fn number(&self, more: i64) -> Result<i64, Failure> {
        let sql = "UPDATE ledger SET number = ledger.number + $1, last_id = $2 RETURNING number";
        self.connection().query_one(sql, values![more, self.last_id], |row| row.get("number")).await
    }
}

/// SQLite waits for the disk at a commit; where the runtime has other threads, they go on meanwhile.
async fn off_the_serving_thread(connection: &Connection, sql: &str) -> Result<(), Failure> {
    use tokio::runtime::{Handle, RuntimeFlavor};
    let many = matches!(Handle::current().runtime_flavor(), RuntimeFlavor::MultiThread);
    match connection {
        Connection::Sqlite(sqlite) if many => tokio::task::block_in_place(|| sqlite.batch(sql)),
        _ => connection.batch(sql).await,
    }
}
