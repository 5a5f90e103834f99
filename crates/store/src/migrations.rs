//! The database's own history: each file of `migrations/` runs once, in order, in one transaction.

use broadsheet_news::clock::Instant;

use crate::boundaries;
use crate::db::{Connection, values};
use crate::failure::Failure;
use crate::{desk_list, dialect, positions, references};

const MIGRATIONS: [&str; 7] = [
    include_str!("../migrations/0001_paper.sql"),
    include_str!("../migrations/0002_boundaries.sql"),
    include_str!("../migrations/0003_average.sql"),
    include_str!("../migrations/0004_meant.sql"),
    include_str!("../migrations/0005_expires.sql"),
    include_str!("../migrations/0006_accounts.sql"),
    include_str!("../migrations/0007_months.sql"),
];

/// The schema from which on references that turned out to be an article stand in a list.
const MEANT: i64 = 4;
/// The schema from which on the newsroom has a list of its articles.
const LISTED: i64 = 6;

/// The schema from which on the spans of the archive that have articles stand in lists.
const SPANS: i64 = 7;

/// The newest schema this program knows.
pub(crate) const KNOWN: i64 = MIGRATIONS.len() as i64;

/// The schema's version in the database; `None` where there is no paper.
pub(crate) async fn found(connection: &Connection) -> Result<Option<i64>, Failure> {
    if !dialect::has_table(connection, "migrations").await? {
        return Ok(None);
    }
    let sql = "SELECT max(version) AS version FROM migrations";
    connection.query_one(sql, &[], |row| row.get("version")).await
}

/// Makes an empty database of that schema.
pub(crate) async fn run_to(connection: &Connection, schema: i64, now: Instant) -> Result<(), Failure> {
    for (version, sql) in (1..=schema).zip(MIGRATIONS) {
        dialect::begin_act(connection).await?;
        let outcome = step(connection, version, sql, now).await;
        connection.batch(if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
        outcome?;
    }
    Ok(())
}

/// Brings the database to the newest schema, and what it holds into the form of it.
pub(crate) async fn run(connection: &Connection, now: Instant) -> Result<(), Failure> {
    let found = found(connection).await?.unwrap_or(0);
    if found > KNOWN {
        return Err(Failure::Newer { found, known: KNOWN });
    }
    for (version, sql) in (1..).zip(MIGRATIONS).skip(usize::try_from(found).unwrap_or(0)) {
        dialect::begin_act(connection).await?;
        let outcome = step(connection, version, sql, now).await;
        connection.batch(if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
        outcome?;
    }
    dialect::begin_act(connection).await?;
    let outcome = async {
        if found < MEANT {
            references::found_meant(connection).await?;
        }
        if found < LISTED {
            desk_list::found(connection).await?;
        }
        boundaries::found(connection).await?;
        if found < SPANS {
            positions::found_spans(connection).await?;
        }
        Ok(())
    };
    let outcome = outcome.await;
    connection.batch(if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
    outcome
}

async fn step(connection: &Connection, version: i64, sql: &str, now: Instant) -> Result<(), Failure> {
    connection
        .batch("CREATE TABLE IF NOT EXISTS migrations (version BIGINT PRIMARY KEY, applied BIGINT NOT NULL)")
        .await?;
    connection.batch(&dialect::schema(connection, sql)).await?;
    let insert = "INSERT INTO migrations (version, applied) VALUES ($1, $2)";
    connection.execute(insert, values![version, now.microseconds()]).await?;
    Ok(())
}
