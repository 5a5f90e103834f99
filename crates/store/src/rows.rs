//! Rows as they are: what acts and the newsroom read. Nothing of it is recorded, so no page is printed from it.

use crate::db::{Connection, Row, Value};
use crate::failure::Failure;

/// The paper's rows, as one connection sees them: in an act, with what it has written so far; in a reading, at one moment.
pub struct Rows(Connection);

impl Rows {
    pub(crate) fn of(connection: Connection) -> Self {
        Self(connection)
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.0
    }

    pub(crate) fn into_connection(self) -> Connection {
        self.0
    }

    /// What reads several things at once: PostgreSQL is asked for all of them in one go.
    pub fn together<A>(&self, asked: impl Future<Output = A> + Send) -> impl Future<Output = A> + Send {
        self.0.together(asked)
    }

    pub(crate) async fn query<T: Send>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        read: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
    ) -> Result<Vec<T>, Failure> {
        self.0.query(sql, values, read).await
    }

    pub(crate) async fn query_opt<T: Send>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        read: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
    ) -> Result<Option<T>, Failure> {
        self.0.query_opt(sql, values, read).await
    }

    /// How many rows the database has given on this connection: what a reading costs, whatever the machine.
    #[must_use]
    pub fn rows_given(&self) -> u64 {
        self.0.rows_given()
    }

    /// How many steps SQLite has taken on this connection: what it looked at, given or not.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.0.steps()
    }
}
