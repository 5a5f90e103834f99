//! PostgreSQL through tokio-postgres; statements of one connection may be pipelined.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::BytesMut;
use futures_util::future::try_join_all;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, Column, NoTls, SimpleColumn, SimpleQueryMessage, SimpleQueryRow, Statement};

use super::line::Line;
use super::{Held, Value};
use crate::failure::Failure;

/// How long to wait for the server to answer a connection.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) struct Postgres {
    client: Client,
    line: Arc<Line>,
    statements: Mutex<HashMap<String, Statement>>,
    /// The statements with which a transaction has begun; the server knows each by its place.
    first: Mutex<Vec<&'static str>>,
    /// Whether a transaction in which was read is to be ended before anything else is done.
    open: AtomicBool,
    /// How many rows it has given.
    pub(super) rows: AtomicU64,
}

impl Postgres {
    pub(crate) async fn connect(url: &str) -> Result<Self, Failure> {
        let mut config: tokio_postgres::Config = url.parse().map_err(failure)?;
        config.connect_timeout(PATIENCE).application_name("broadsheet");
        let connecting = tokio::time::timeout(PATIENCE, config.connect(NoTls)).await;
        let (client, connection) =
            connecting.map_err(|_| Failure::Gone("it did not answer within five seconds".into()))?.map_err(failure)?;
        let line = Line::of(connection);
        let (open, rows) = (AtomicBool::new(false), AtomicU64::new(0));
        Ok(Self { client, line, statements: Mutex::default(), first: Mutex::default(), open, rows })
    }

    pub(super) async fn query(&self, sql: &str, values: &[Value<'_>]) -> Result<Vec<tokio_postgres::Row>, Failure> {
        let statement = self.prepared(sql).await?;
        let rows = self.line.answer(self.client.query(&statement, &references(values))).await.map_err(failure)?;
        self.rows.fetch_add(rows.len() as u64, Ordering::Relaxed);
        Ok(rows)
    }

    pub(super) async fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<u64, Failure> {
        let statement = self.prepared(sql).await?;
        self.line.answer(self.client.execute(&statement, &references(values))).await.map_err(failure)
    }

    /// Sends statements one behind the other, and then waits for all answers.
    pub(super) async fn execute_all(&self, statements: &[(String, &[Value<'_>])]) -> Result<u64, Failure> {
        let mut prepared = Vec::with_capacity(statements.len());
        for (sql, _) in statements {
            prepared.push(self.prepared(sql).await?);
        }
        let each = prepared.iter().zip(statements).map(|(statement, (_, values))| async move {
            self.client.execute(statement, &references(values)).await.map_err(failure)
        });
        Ok(self.line.answer(try_join_all(each)).await?.into_iter().sum())
    }

    pub(super) async fn batch(&self, sql: &str) -> Result<(), Failure> {
        self.line.answer(self.client.batch_execute(sql)).await.map_err(failure)
    }

    pub(super) async fn together<A>(&self, asked: impl Future<Output = A>) -> A {
        self.line.answer(asked).await
    }

    /// Begins a transaction in which is read, and ends the one that was left open.
    pub(super) async fn begin_snapshot(&self) -> Result<(), Failure> {
        self.batch(self.beginning()).await
    }

    /// The same with the first statement, whose value is a text: one question and one answer, for which who asks is woken
    /// once. Gives the first row.
    pub(super) async fn begin_with(&self, sql: &'static str, value: &str) -> Result<Option<SimpleQueryRow>, Failure> {
        let (place, is_known) = {
            let first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
            let known = first.iter().position(|known| *known == sql);
            (known.unwrap_or(first.len()), known.is_some())
        };
        let begin = self.beginning();
        let prepare = if is_known { String::new() } else { format!("PREPARE first_{place} (text) AS {sql};") };
        let question = format!("{begin}; {prepare} EXECUTE first_{place} ({})", literal(value));
        let answer = self.line.answer(self.client.simple_query(&question)).await.map_err(failure)?;
        if !is_known {
            self.first.lock().unwrap_or_else(PoisonError::into_inner).push(sql);
        }
        let row = answer.into_iter().find_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        });
        self.rows.fetch_add(u64::from(row.is_some()), Ordering::Relaxed);
        Ok(row)
    }

    /// What begins a transaction in which is read, behind the one that was left open.
    fn beginning(&self) -> &'static str {
        const BEGIN: &str = "COMMIT; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        if self.open.swap(false, Ordering::Relaxed) { BEGIN } else { &BEGIN["COMMIT; ".len()..] }
    }

    /// Leaves a transaction in which was read as it is, to be ended with the next; `false` where the connection is lost.
    pub(super) fn leave_open(&self) -> bool {
        self.open.store(true, Ordering::Relaxed);
        !self.is_lost()
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.load(Ordering::Relaxed)
    }

    /// Ends the transaction that was left open. Nobody waits for the answer.
    pub(super) fn close(&self) {
        if self.open.swap(false, Ordering::Relaxed) {
            // Where it cannot be sent, the connection is lost, and so is the transaction.
            let _ = self.line.ask(self.client.batch_execute("COMMIT"));
        }
    }

    /// What turns true when the connection ends.
    pub(super) fn ended(&self) -> Arc<AtomicBool> {
        self.line.ended()
    }

    pub(super) fn is_lost(&self) -> bool {
        self.client.is_closed()
    }

    async fn prepared(&self, sql: &str) -> Result<Statement, Failure> {
        let known = self.statements.lock().unwrap_or_else(PoisonError::into_inner).get(sql).cloned();
        if let Some(statement) = known {
            return Ok(statement);
        }
        let statement = self.line.answer(self.client.prepare(sql)).await.map_err(failure)?;
        self.statements.lock().unwrap_or_else(PoisonError::into_inner).insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

/// A row, whose columns are asked for mostly in their order.
pub(crate) struct Row<'r> {
    form: Form<'r>,
    /// The column behind the one that was asked for last.
    next: Cell<usize>,
}

/// How the server wrote it.
enum Form<'r> {
    Binary(&'r tokio_postgres::Row),
    Text(&'r SimpleQueryRow),
}

impl<'r> Row<'r> {
    pub(super) fn of(row: &'r tokio_postgres::Row) -> Self {
        Self { form: Form::Binary(row), next: Cell::new(0) }
    }

    pub(super) fn of_text(row: &'r SimpleQueryRow) -> Self {
        Self { form: Form::Text(row), next: Cell::new(0) }
    }

    pub(super) fn get<T: Held>(&self, column: &str) -> Result<T, Failure> {
        match self.form {
            Form::Binary(row) => row.try_get(self.place(row.columns(), Column::name, column)?).map_err(failure),
            Form::Text(row) => {
                let text = row.try_get(self.place(row.columns(), SimpleColumn::name, column)?).map_err(failure)?;
                T::of_text(text).ok_or_else(|| Failure::Broken(format!("column {column}: {text:?}")))
            }
        }
    }

    /// The place of a column, which is likely the next.
    fn place<C>(&self, columns: &[C], name: impl Fn(&C) -> &str, column: &str) -> Result<usize, Failure> {
        let next = self.next.get();
        let (before, behind) = columns.split_at(next.min(columns.len()));
        let at = behind.iter().chain(before).position(|other| name(other) == column);
        let at = at.ok_or_else(|| Failure::Refused(format!("there is no column {column}")))?;
        let at = (next + at) % columns.len();
        self.next.set(at + 1);
        Ok(at)
    }
}

/// A text as it stands in a statement, whatever the server takes a backslash for.
fn literal(text: &str) -> String {
    format!("E'{}'", text.replace('\\', r"\\").replace('\'', "''"))
}

fn references<'v>(values: &'v [Value<'v>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl ToSql for Value<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(n) => n.to_sql_checked(kind, out),
            Value::Bool(b) => b.to_sql_checked(kind, out),
            Value::Text(text) => text.to_sql_checked(kind, out),
            Value::Bytes(bytes) => bytes.to_sql_checked(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

pub(super) fn failure(error: tokio_postgres::Error) -> Failure {
    let why =
        error.as_db_error().map_or_else(|| chain(&error), |db| format!("{} ({})", db.message(), db.code().code()));
    match error.code().map(|code| code.code()) {
        Some("23505") => {
            Failure::Twice(error.as_db_error().and_then(|db| db.detail()).map_or_else(|| why.clone(), str::to_owned))
        }
        // Class 57: the server is being shut down; 53: out of resources; 3D/28: no such database, not let in.
        Some(code) if ["57", "53", "3D", "28", "08"].iter().any(|class| code.starts_with(class)) => Failure::Gone(why),
        Some(_) => Failure::Refused(why),
        None if error.is_closed() || std::error::Error::source(&error).is_some() => Failure::Gone(why),
        None => Failure::Refused(why),
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
