//! One thin layer over two databases: a connection, values in, rows out.
//!
//! SQL is text, written once with `$1`, `$2`, …; what only one database speaks
//! stands in [`crate::dialect`].

mod line;
mod many;
mod postgres;
mod sqlite;

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use broadsheet_news::facts::Hash;
use futures_util::future::Either;

use crate::failure::Failure;

pub(crate) use many::{among, execute_among, insert, insert_reading, places};
pub(crate) use postgres::Postgres;
pub(crate) use sqlite::Sqlite;

/// A value that goes in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'v> {
    Null,
    Int(i64),
    Bool(bool),
    Text(&'v str),
    Bytes(&'v [u8]),
}

impl From<i64> for Value<'_> {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<bool> for Value<'_> {
    fn from(b: bool) -> Self {
        Self::Bool(b)
    }
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(text)
    }
}

impl<'v> From<&'v String> for Value<'v> {
    fn from(text: &'v String) -> Self {
        Self::Text(text)
    }
}

impl<'v> From<&'v [u8]> for Value<'v> {
    fn from(bytes: &'v [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'v, T: Into<Value<'v>>> From<Option<T>> for Value<'v> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// The values of a statement, in the order of their numbers.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &$crate::db::row![$($value),*] };
}
pub(crate) use values;

/// The values of one row of many, in the order of its columns.
macro_rules! row {
    ($($value:expr),* $(,)?) => { [$($crate::db::Value::from($value)),*] };
}
pub(crate) use row;

/// Asks a connection for several things of which none needs what another gives; the first failure is told.
macro_rules! ask_together {
    ($connection:expr, $($asked:expr),+ $(,)?) => {
        $connection.together(Box::pin(async { tokio::try_join!($($asked),+) })).await
    };
}
pub(crate) use ask_together;

/// A row that comes out; its columns are asked for by name.
pub(crate) enum Row<'r> {
    Sqlite(sqlite::Row<'r>),
    Postgres(postgres::Row<'r>),
}

/// A type that a column may hold.
pub(crate) trait Held: rusqlite::types::FromSql + for<'a> tokio_postgres::types::FromSql<'a> {
    /// The value that PostgreSQL writes as that text; nothing where it writes none for this type.
    fn of_text(text: Option<&str>) -> Option<Self>;
}

impl Held for i64 {
    fn of_text(text: Option<&str>) -> Option<Self> {
        text?.parse().ok()
    }
}

impl Held for bool {
    fn of_text(text: Option<&str>) -> Option<Self> {
        match text? {
            "t" => Some(true),
            "f" => Some(false),
            _ => None,
        }
    }
}

impl Held for String {
    fn of_text(text: Option<&str>) -> Option<Self> {
        text.map(str::to_owned)
    }
}

impl Held for Vec<u8> {
    fn of_text(text: Option<&str>) -> Option<Self> {
        let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        text?.strip_prefix(r"\x")?.as_bytes().chunks(2).map(byte).collect()
    }
}

impl<T: Held> Held for Option<T> {
    fn of_text(text: Option<&str>) -> Option<Self> {
        match text {
            Some(_) => T::of_text(text).map(Some),
            None => Some(None),
        }
    }
}

impl Row<'_> {
    pub(crate) fn get<T: Held>(&self, column: &'static str) -> Result<T, Failure> {
        match self {
            Self::Sqlite(row) => row.get(column),
            Self::Postgres(row) => row.get(column),
        }
    }

    /// The same of a name that only the database knows.
    pub(crate) fn named<T: Held>(&self, column: &str) -> Result<T, Failure> {
        match self {
            Self::Sqlite(row) => row.named(column),
            Self::Postgres(row) => row.get(column),
        }
    }

    /// A column of JSON as the type it was written from.
    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self, column: &'static str) -> Result<T, Failure> {
        written(column, &self.get::<String>(column)?)
    }

    /// The same with the hash of the value.
    pub(crate) fn hashed<T: serde::de::DeserializeOwned>(&self, column: &'static str) -> Result<(T, Hash), Failure> {
        let text: String = self.get(column)?;
        Ok((written(column, &text)?, Hash::of_json(text.as_bytes())))
    }

    /// The same of a column that may be empty.
    pub(crate) fn json_opt<T: serde::de::DeserializeOwned>(&self, column: &'static str) -> Result<Option<T>, Failure> {
        self.get::<Option<String>>(column)?.map(|text| written(column, &text)).transpose()
    }
}

fn written<T: serde::de::DeserializeOwned>(column: &str, text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|e| Failure::Broken(format!("column {column}: {e}")))
}

fn missing(sql: &str) -> Failure {
    Failure::Broken(format!("a row is missing: {sql}"))
}

/// A connection to either database.
pub(crate) enum Connection {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Connection {
    /// Runs a statement and reads every row it gives.
    pub(crate) async fn query<T: Send>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut read: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
    ) -> Result<Vec<T>, Failure> {
        match self {
            Self::Sqlite(c) => c.query(sql, values, &mut read),
            Self::Postgres(c) => {
                // What waits for PostgreSQL is boxed, lest all that reads be large on SQLite too.
                let rows = Box::pin(c.query(sql, values)).await?;
                rows.iter().map(|row| read(&Row::Postgres(postgres::Row::of(row)))).collect()
            }
        }
    }

    /// Runs a statement that gives one row or none.
    pub(crate) async fn query_opt<T: Send>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        read: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
    ) -> Result<Option<T>, Failure> {
        Ok(self.query(sql, values, read).await?.into_iter().next())
    }

    /// Runs a statement that gives one row.
    pub(crate) async fn query_one<T: Send>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        read: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
    ) -> Result<T, Failure> {
        self.query_opt(sql, values, read).await?.ok_or_else(|| missing(sql))
    }

    /// Runs a statement and says how many rows it touched.
    pub(crate) async fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<u64, Failure> {
        match self {
            Self::Sqlite(c) => c.execute(sql, values),
            Self::Postgres(c) => Box::pin(c.execute(sql, values)).await,
        }
    }

    /// Runs statements of which none needs what another gives, in their order, and says how many rows they touched.
    pub(crate) async fn execute_all(&self, statements: &[(String, &[Value<'_>])]) -> Result<u64, Failure> {
        match self {
            Self::Sqlite(c) => statements.iter().map(|(sql, values)| c.execute(sql, values)).sum(),
            Self::Postgres(c) => Box::pin(c.execute_all(statements)).await,
        }
    }

    /// What asks for several things at once: PostgreSQL is asked for all of them in one go.
    pub(crate) fn together<A>(&self, asked: impl Future<Output = A> + Send) -> impl Future<Output = A> + Send {
        match self {
            Self::Sqlite(_) => Either::Left(asked),
            Self::Postgres(c) => Either::Right(Box::pin(c.together(asked))),
        }
    }

    /// Runs several statements without values.
    pub(crate) async fn batch(&self, sql: &str) -> Result<(), Failure> {
        match self {
            Self::Sqlite(c) => c.batch(sql),
            Self::Postgres(c) => Box::pin(c.batch(sql)).await,
        }
    }

    /// Ends a transaction in which was read, and says whether the connection can be used again. On PostgreSQL it ends with
    /// the next that begins, or when it is [closed](Self::close_snapshot).
    pub(crate) fn end_snapshot(&self) -> bool {
        match self {
            Self::Sqlite(c) => c.execute("COMMIT", &[]).is_ok(),
            Self::Postgres(c) => c.leave_open(),
        }
    }

    /// Begins a transaction in which is read.
    pub(crate) async fn begin_snapshot(&self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(c) => c.execute("BEGIN", &[]).map(|_| ()),
            Self::Postgres(c) => Box::pin(c.begin_snapshot()).await,
        }
    }

    /// The same with its first statement, whose value is a text, and which gives one row. PostgreSQL is asked for both in
    /// one question.
    pub(crate) async fn begin_with<T: Send>(
        &self,
        sql: &'static str,
        value: &str,
        read: impl Fn(&Row<'_>) -> Result<T, Failure> + Send,
    ) -> Result<T, Failure> {
        match self {
            Self::Sqlite(_) => {
                self.begin_snapshot().await?;
                self.query_one(sql, values![value], read).await
            }
            Self::Postgres(c) => {
                let row = Box::pin(c.begin_with(sql, value)).await?.ok_or_else(|| missing(sql))?;
                read(&Row::Postgres(postgres::Row::of_text(&row)))
            }
        }
    }

    /// Whether a transaction that has ended is open still.
    pub(crate) fn is_open(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(c) => c.is_open(),
        }
    }

    /// Closes what is open. Nobody waits for the answer: what is asked next stands behind.
    pub(crate) fn close_snapshot(&self) {
        if let Self::Postgres(c) = self {
            c.close();
        }
    }

    /// Gives up the transaction that an act left open.
    pub(crate) async fn give_up(&self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(c) if c.give_up() => Ok(()),
            Self::Sqlite(_) => Err(Failure::Gone("an act that failed cannot be rolled back".into())),
            Self::Postgres(c) => Box::pin(c.batch("ROLLBACK")).await,
        }
    }

    /// How many rows it has given since it was opened.
    pub(crate) fn rows_given(&self) -> u64 {
        let rows = match self {
            Self::Sqlite(c) => &c.rows,
            Self::Postgres(c) => &c.rows,
        };
        rows.load(Ordering::Relaxed)
    }

    /// How many steps its statements took since it was opened, as SQLite counts them; none are counted on PostgreSQL.
    pub(crate) fn steps(&self) -> u64 {
        match self {
            Self::Sqlite(c) => c.steps.load(Ordering::Relaxed),
            Self::Postgres(_) => 0,
        }
    }

    /// What turns true when the connection ends; none where it cannot end by itself.
    pub(crate) fn ended(&self) -> Option<Arc<AtomicBool>> {
        match self {
            Self::Sqlite(_) => None,
            Self::Postgres(c) => Some(c.ended()),
        }
    }

    /// Whether the connection is known to be lost.
    pub(crate) fn is_lost(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(c) => c.is_lost(),
        }
    }
}

/// `$from, $from+1, …`: the numbers of a list of so many values.
pub(crate) fn numbers(from: usize, count: usize) -> String {
    let mut numbers = String::with_capacity(count * 7);
    for n in from..from + count {
        let separator = if n == from { "" } else { ", " };
        // Writing to a string cannot fail.
        let _ = write!(numbers, "{separator}${n}");
    }
    numbers
}

/// The rows of `select` (a statement up to `WHERE`) with those ids, each with its id, in no order.
pub(crate) async fn with_ids<T: Send>(
    connection: &Connection,
    select: &str,
    ids: &[i64],
    mut read: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
) -> Result<Vec<(i64, T)>, Failure> {
    let sql = format!("{select} WHERE id IN ($list)");
    among(connection, &sql, &[], &ints(ids), |row| Ok((row.get::<i64>("id")?, read(row)?))).await
}

/// The same by id.
pub(crate) async fn found_by_ids<T: Send>(
    connection: &Connection,
    select: &str,
    ids: &[i64],
    read: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
) -> Result<HashMap<i64, T>, Failure> {
    Ok(with_ids(connection, select, ids, read).await?.into_iter().collect())
}

/// The rows of `select` (a statement up to `WHERE`) with those ids, in the order of the ids.
pub(crate) async fn by_ids<T: Send>(
    connection: &Connection,
    select: &str,
    ids: &[i64],
    read: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
) -> Result<Vec<T>, Failure> {
    let mut found = found_by_ids(connection, select, ids, read).await?;
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Ids as values.
pub(crate) fn ints(ids: &[i64]) -> Vec<Value<'static>> {
    ids.iter().map(|id| Value::Int(*id)).collect()
}

/// Texts as values.
pub(crate) fn texts<'v>(texts: impl IntoIterator<Item = &'v str>) -> Vec<Value<'v>> {
    texts.into_iter().map(Value::Text).collect()
}
