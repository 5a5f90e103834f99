//! A bare commit: one row of so many bytes, made durable by a database of the kind that a paper stands in, and nothing
//! else. The bench of the press tells beside it what a publication costs.

use crate::db::{Connection, values};
use crate::failure::Failure;
use crate::store::{Options, Place};

/// A database in which nothing is done but bare commits.
pub struct Bare(Connection);

/// SQLite writes pages of so many bytes into its log, each behind a header.
const PAGE: usize = 4_096;
const HEADER: usize = 24;

impl Bare {
    /// Makes such a database where a paper with those options would stand.
    ///
    /// # Errors
    /// Where the database cannot be reached, or has such a table.
    pub async fn found(options: &Options) -> Result<Self, Failure> {
        let connection = Place::of(options).connect(true).await?;
        connection
            .batch(match &connection {
                Connection::Sqlite(_) => "CREATE TABLE bare (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
                Connection::Postgres(_) => {
                    "CREATE TABLE bare (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bytes BYTEA NOT NULL);
                     ALTER TABLE bare ALTER COLUMN bytes SET STORAGE EXTERNAL"
                }
            })
            .await?;
        Ok(Self(connection))
    }

    /// Lets a server do at once, for the paper with those options, what it does by itself in the minutes after many rows
    /// have come in.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn at_rest(options: &Options) -> Result<(), Failure> {
        match Place::of(options).connect(true).await? {
            Connection::Sqlite(_) => Ok(()),
            server => server.batch("VACUUM ANALYZE").await,
        }
    }

    /// How many bytes the log of the whole server has got so far. Of SQLite, what its process has written tells it.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn logged(&self) -> Result<Option<usize>, Failure> {
        match &self.0 {
            Connection::Sqlite(_) => Ok(None),
            Connection::Postgres(_) => {
                let sql = "SELECT CAST(pg_current_wal_insert_lsn() - '0/0' AS BIGINT) AS n";
                let logged: i64 = self.0.query_one(sql, &[], |row| row.get("n")).await?;
                Ok(usize::try_from(logged).ok())
            }
        }
    }

    /// Commits a row with which about that many bytes are written.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn commit(&self, bytes: usize) -> Result<(), Failure> {
        // What stands around its bytes is written with a row.
        let own = match &self.0 {
            Connection::Sqlite(_) => (bytes / (PAGE + HEADER)).saturating_sub(1) * PAGE,
            Connection::Postgres(_) => bytes.saturating_sub(bytes / 20 + 200),
        };
        let row = vec![7_u8; own];
        self.0.batch("BEGIN").await?;
        self.0.execute("INSERT INTO bare (bytes) VALUES ($1)", values![row.as_slice()]).await?;
        self.0.batch("COMMIT").await
    }
}

#[cfg(test)]
mod tests {
    use broadsheet_testkit::TestDatabase;

    use super::*;

    #[tokio::test]
    async fn a_bare_commit_leaves_one_row_of_about_so_many_bytes() {
        let database = TestDatabase::fresh();
        let options = Options { folder: database.folder().to_owned(), database: database.address().map(str::to_owned) };
        let bare = Bare::found(&options).await.expect("a database");
        bare.commit(100_000).await.expect("a commit");
        let read = |row: &crate::db::Row<'_>| Ok(row.get::<Vec<u8>>("bytes")?.len());
        let rows = bare.0.query("SELECT bytes FROM bare", &[], read).await.expect("rows");
        assert!(matches!(rows[..], [90_000..=100_000]), "{rows:?}");
    }
}
