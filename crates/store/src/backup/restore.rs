//! A backup becomes a paper again.

use std::io::Read;
use std::path::Path;

use broadsheet_news::clock::Instant;
use flate2::read::GzDecoder;
use serde_json::Value as Json;

use super::dump::{Cell, line, sum};
use super::list::{Backup, Table};
use super::{read, unusable};
use crate::db::{Connection, Value, places};
use crate::dialect;
use crate::failure::Failure;
use crate::migrations;
use crate::objects::write_whole;
use crate::store::{Options, Store};

/// How many values stand in one statement.
const VALUES: usize = 16_000;

/// Makes a paper of a backup where there is none. `told` hears of each table.
///
/// # Errors
/// [`Failure::PaperExists`] where there is one; [`Failure::Newer`] where the backup is of a newer program;
/// [`Failure::Broken`] where a piece is not what it was.
pub async fn restore(
    folder: &Path,
    backup: &Backup,
    options: &Options,
    now: Instant,
    told: &(dyn Fn(&str) + Send + Sync),
) -> Result<(), Failure> {
    if backup.schema > migrations::KNOWN {
        return Err(Failure::Newer { found: backup.schema, known: migrations::KNOWN });
    }
    let connection = Store::place_for_restoring(options).await?;
    migrations::run_to(&connection, backup.schema, now).await?;
    connection.batch("BEGIN").await?;
    let outcome = rows(&connection, folder, backup, told).await;
    connection.batch(if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
    outcome?;
    dialect::check_references_at_once(&connection).await?;
    told("files");
    for file in &backup.files {
        if !is_inside(&file.path) {
            return Err(Failure::Broken(format!(
                "the backup names the file {}, which is outside the paper",
                file.path
            )));
        }
        let path = options.folder.join(&file.path);
        write_whole(&path, &read(folder, &file.piece)?).map_err(unusable(&path))?;
    }
    Ok(())
}

fn is_inside(path: &str) -> bool {
    Path::new(path).components().all(|piece| matches!(piece, std::path::Component::Normal(_)))
}

async fn rows(
    connection: &Connection,
    folder: &Path,
    backup: &Backup,
    told: &(dyn Fn(&str) + Send + Sync),
) -> Result<(), Failure> {
    dialect::check_references_late(connection).await?;
    let known: Vec<String> = dialect::tables(connection).await?.into_iter().map(|(name, _)| name).collect();
    for table in &backup.tables {
        if !known.contains(&table.name) {
            return Err(Failure::Broken(format!("the backup has a table {} that is not known", table.name)));
        }
        connection.batch(&format!("DELETE FROM {}", table.name)).await?;
    }
    for table in &backup.tables {
        told(&table.name);
        fill(connection, folder, table).await?;
    }
    Ok(())
}

/// Writes the rows of a table, and compares what was read with the sum that the list has.
async fn fill(connection: &Connection, folder: &Path, table: &Table) -> Result<(), Failure> {
    let (mut digest, mut count) = (0_u128, 0_u64);
    for piece in &table.pieces {
        let rows = lines(&read(folder, piece)?)?;
        for row in &rows {
            digest = digest.wrapping_add(sum(&line(row)?));
            count += 1;
        }
        insert(connection, table, &rows).await?;
    }
    if count != table.rows || format!("{digest:032x}") != table.digest {
        return Err(Failure::Broken(format!(
            "the table {} of the backup is not whole. Use another backup",
            table.name
        )));
    }
    Ok(())
}

fn lines(packed: &[u8]) -> Result<Vec<Vec<Cell>>, Failure> {
    let broken =
        |error: &dyn std::fmt::Display| Failure::Broken(format!("a piece of the backup cannot be read: {error}"));
    let mut text = String::new();
    GzDecoder::new(packed).read_to_string(&mut text).map_err(|error| broken(&error))?;
    let row = |line: &str| -> Result<Vec<Cell>, Failure> {
        let cells: Vec<Json> = serde_json::from_str(line).map_err(|error| broken(&error))?;
        cells.iter().map(Cell::of_json).collect()
    };
    text.lines().map(row).collect()
}

async fn insert(connection: &Connection, table: &Table, rows: &[Vec<Cell>]) -> Result<(), Failure> {
    let width = table.columns.len().max(1);
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| name.as_str()).collect();
    if !names.iter().chain([&table.name.as_str()]).all(|name| is_name(name)) {
        return Err(Failure::Broken(format!("the backup names columns of {} that cannot be", table.name)));
    }
    for some in rows.chunks((VALUES / width).max(1)) {
        let sql = format!("INSERT INTO {} ({}) VALUES {}", table.name, names.join(", "), places(some.len(), width));
        let values: Vec<Value<'_>> = some.iter().flatten().map(Cell::value).collect();
        connection.execute(&sql, &values).await?;
    }
    Ok(())
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
