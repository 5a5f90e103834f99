//! PostgreSQL through tokio-postgres; statements of one connection may be pipelined.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use bytes::BytesMut;
use futures_util::future::try_join_all;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, NoTls, Statement};

use super::Value;
use super::line::Line;
use crate::failure::Failure;

/// How long to wait for the server to answer a connection.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) struct Postgres {
    client: Client,
    line: Arc<Line>,
    statements: Mutex<HashMap<String, Statement>>,
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
        Ok(Self { client, line: Line::of(connection), statements: Mutex::default(), rows: AtomicU64::new(0) })
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

    /// Sends a statement without values and waits for no answer; `false` where it cannot be sent.
    pub(super) fn send(&self, sql: &str) -> bool {
        !matches!(self.line.ask(self.client.batch_execute(sql)), Poll::Ready(Err(_)))
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
