//! A bare commit: one row of so many bytes, made durable by a database of the kind that the paper stands in, and nothing
//! else. What a publication costs is told beside it.

use std::path::Path;
use std::time::Instant as Stopwatch;

use broadsheet_testkit::TestDatabase;
use tokio_postgres::NoTls;

use crate::{Fallible, millis};

/// A database in which nothing is done but bare commits.
pub(crate) enum Bare {
    Sqlite(rusqlite::Connection),
    Postgres { client: tokio_postgres::Client, _database: TestDatabase },
}

/// SQLite writes pages of so many bytes into its log, each behind a header.
const PAGE: usize = 4_096;
const HEADER: usize = 24;

impl Bare {
    /// Makes such a database: a file of that folder, or one of its own on the server.
    pub(crate) async fn open(server: Option<&str>, folder: &Path) -> Fallible<Self> {
        let Some(server) = server else {
            let connection = rusqlite::Connection::open(folder.join("bare.db"))?;
            connection.execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                 CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
            )?;
            return Ok(Self::Sqlite(connection));
        };
        let database = TestDatabase::on(server);
        let address = database.address().ok_or("no database of its own")?;
        let (client, connection) = tokio_postgres::connect(address, NoTls).await?;
        tokio::spawn(connection);
        client
            .batch_execute(
                "CREATE TABLE bare (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, bytes BYTEA NOT NULL);
                 ALTER TABLE bare ALTER COLUMN bytes SET STORAGE EXTERNAL",
            )
            .await?;
        Ok(Self::Postgres { client, _database: database })
    }

    /// How many bytes have been written for commits so far: by this process, or to the log of the whole server.
    pub(crate) async fn written(&self) -> Fallible<usize> {
        match self {
            Self::Sqlite(_) => {
                let status = std::fs::read_to_string("/proc/self/io")?;
                let line = status.lines().find_map(|line| line.strip_prefix("wchar:"));
                Ok(line.ok_or("no count of what is written")?.trim().parse()?)
            }
            Self::Postgres { client, .. } => {
                let sql = "SELECT CAST(pg_current_wal_insert_lsn() - '0/0' AS BIGINT)";
                Ok(usize::try_from(client.query_one(sql, &[]).await?.get::<_, i64>(0))?)
            }
        }
    }

    /// Commits a row with which about that many bytes are written, and says how many milliseconds that took.
    pub(crate) async fn commit(&mut self, bytes: usize) -> Fallible<f64> {
        // What stands around its bytes is written with a row.
        match self {
            Self::Sqlite(connection) => {
                let row = vec![7_u8; (bytes / (PAGE + HEADER)).saturating_sub(1) * PAGE];
                let began = Stopwatch::now();
                let transaction = connection.transaction()?;
                transaction.execute("INSERT INTO bare (bytes) VALUES (?1)", [&row])?;
                transaction.commit()?;
                Ok(millis(began.elapsed()))
            }
            Self::Postgres { client, .. } => {
                let row = vec![7_u8; bytes.saturating_sub(bytes / 20 + 200)];
                let insert = client.prepare("INSERT INTO bare (bytes) VALUES ($1)").await?;
                let began = Stopwatch::now();
                let transaction = client.transaction().await?;
                transaction.execute(&insert, &[&row]).await?;
                transaction.commit().await?;
                Ok(millis(began.elapsed()))
            }
        }
    }
}
