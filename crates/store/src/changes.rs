//! The change log: one sequence of what each act changed for readers.

use broadsheet_news::clock::Instant;
use broadsheet_news::facts::{Difference, Fact, Hash};
use broadsheet_news::lists::Position;

use crate::db::{Connection, Row, values};
use crate::failure::Failure;
use crate::positions;
use crate::store::{Snapshot, Store};
use crate::thing::Thing;
use crate::transaction::{Act, Change};

/// One entry of the change log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Its number.
    pub number: i64,
    /// When the act was done.
    pub made: Instant,
    /// The act's name.
    pub act: String,
    /// Who acted.
    pub actor: String,
    /// What it touched, also where readers see no difference.
    pub things: Vec<Thing>,
    /// What differs for readers.
    pub difference: Difference,
}

/// What one entry of the change log touched, without the difference that it made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedThings {
    /// Its number.
    pub number: i64,
    /// When the act was done.
    pub made: Instant,
    /// The act's name.
    pub act: String,
    /// The things, also where readers see no difference.
    pub things: Vec<Thing>,
    /// The positions in lists that were left.
    pub left: Vec<Position>,
}

impl Store {
    /// What the changes after that number touched, oldest first, of at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn touched_after(&self, number: i64, limit: i64) -> Result<Vec<LoggedThings>, Failure> {
        let snapshot = self.snapshot().await?;
        let sql = "SELECT number, made, act, things, departed FROM changes WHERE number > $1 ORDER BY number LIMIT $2";
        let touched = snapshot.connection().query(sql, values![number, limit], touched).await?;
        snapshot.finish();
        Ok(touched)
    }

    /// The changes after that number, oldest first, at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn changes_after(&self, number: i64, limit: i64) -> Result<Vec<Logged>, Failure> {
        changes_after(self.snapshot().await?, number, limit).await
    }
}

/// The changes after that number which a snapshot sees, oldest first, at most so many.
pub(crate) async fn changes_after(snapshot: Snapshot, number: i64, limit: i64) -> Result<Vec<Logged>, Failure> {
    let sql = "SELECT number, made, act, actor, things, facts, entered, departed FROM changes
               WHERE number > $1 ORDER BY number LIMIT $2";
    let changes = snapshot.connection().query(sql, values![number, limit], logged).await?;
    snapshot.finish();
    Ok(changes)
}

/// Appends a change, with the totals that moved among its facts.
pub(crate) async fn append(
    connection: &Connection,
    act: &Act,
    things: impl Iterator<Item = &Thing>,
    change: &Change,
) -> Result<(), Failure> {
    let Difference { facts, entered, left } = &change.difference;
    let totals = positions::lists_moved(connection, &change.difference).await?;
    let lines: Vec<(String, Hash)> =
        facts.iter().chain(&totals).map(|(fact, hash)| (fact.to_string(), *hash)).collect();
    let things: Vec<String> = things.map(Thing::to_string).collect();
    let sql = "INSERT INTO changes (number, made, act, actor, things, facts, entered, departed)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (things, facts) = (json(&things)?, json(&lines)?);
    let (entered, left) = (json(entered)?, json(left)?);
    connection
        .execute(
            sql,
            values![change.number, act.now.microseconds(), act.name, &act.actor, &things, &facts, &entered, &left],
        )
        .await?;
    Ok(())
}

fn touched(row: &Row<'_>) -> Result<LoggedThings, Failure> {
    Ok(LoggedThings {
        number: row.get("number")?,
        made: Instant::from_microseconds(row.get("made")?),
        act: row.get("act")?,
        things: things(row)?,
        left: row.json("departed")?,
    })
}

fn things(row: &Row<'_>) -> Result<Vec<Thing>, Failure> {
    let things: Vec<String> = row.json("things")?;
    Ok(things.iter().filter_map(|text| Thing::parse(text)).collect())
}

fn logged(row: &Row<'_>) -> Result<Logged, Failure> {
    let facts: Vec<(String, Hash)> = row.json("facts")?;
    let entered: Vec<Position> = row.json("entered")?;
    let left: Vec<Position> = row.json("departed")?;
    Ok(Logged {
        number: row.get("number")?,
        made: Instant::from_microseconds(row.get("made")?),
        act: row.get("act")?,
        actor: row.get("actor")?,
        things: things(row)?,
        difference: Difference {
            facts: facts.into_iter().filter_map(|(text, hash)| Some((Fact::parse(&text)?, hash))).collect(),
            entered,
            left,
        },
    })
}

/// A value as the JSON that a column keeps.
pub(crate) fn json<T: serde::Serialize + ?Sized>(value: &T) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|e| Failure::Broken(e.to_string()))
}
