//! Making a backup: rows into pieces, files beside them.

use std::io::Write;
use std::path::Path;

use broadsheet_news::clock::Instant;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value as Json, json};

use super::list::{Backup, FORM, File, Table};
use super::{keep, unusable};
use crate::db::{Connection, Row, Value, numbers};
use crate::dialect;
use crate::failure::Failure;
use crate::migrations;
use crate::store::Store;

/// How many rows are read at once.
const AT_ONCE: i64 = 2_000;
/// A piece has about so many rows, and at most so many bytes.
const ROWS: u64 = 512;
const MOST_ROWS: usize = 4_096;
const MOST_BYTES: usize = 4 << 20;

/// What of the data folder is no kept file: made again from other things, or of the process that runs.
const NOT_KEPT: [&str; 10] = [
    "media/made",
    "search",
    "assets",
    "newspaper.db",
    "newspaper.db-wal",
    "newspaper.db-shm",
    "owner.lock",
    "serve.sock",
    "last-backup.json",
    "before-migration",
];

/// Backs a paper up into a folder, while it is served or not: all of it as it is at one moment. `told` hears of each table.
/// Gives the backup, and how many bytes were new.
///
/// # Errors
/// Where the database or a folder cannot be read or written.
pub async fn back_up(
    store: &Store,
    data: &Path,
    folder: &Path,
    now: Instant,
    told: &(dyn Fn(&str) + Send + Sync),
) -> Result<(Backup, u64), Failure> {
    let snapshot = store.snapshot().await?;
    let (mut backup, mut new) = dump_database(snapshot.connection(), folder, now, told).await?;
    snapshot.finish();
    told("files");
    // Files are kept before rows name them, and never change: what the rows of before name is there.
    let inside = folder.canonicalize().ok();
    let mut files = Vec::new();
    walk(data, "", &mut files, inside.as_deref())?;
    for path in files {
        let whole = data.join(&path);
        let bytes = std::fs::read(&whole).map_err(unusable(&whole))?;
        let (piece, is_new) = keep(folder, &bytes)?;
        new += if is_new { bytes.len() as u64 } else { 0 };
        backup.files.push(File { path, piece });
    }
    backup.write(folder)?;
    Ok((backup, new))
}

/// The rows of every table into pieces; the list is not written yet.
pub(crate) async fn dump_database(
    connection: &Connection,
    folder: &Path,
    now: Instant,
    told: &(dyn Fn(&str) + Send + Sync),
) -> Result<(Backup, u64), Failure> {
    let schema = migrations::found(connection).await?.unwrap_or(0);
    let change = connection.query_one("SELECT number FROM ledger", &[], |row| row.get("number")).await?;
    let mut backup = Backup { form: FORM, made: now, schema, change, tables: Vec::new(), files: Vec::new() };
    let mut new = 0;
    for (name, columns) in dialect::tables(connection).await? {
        if name == "migrations" {
            continue;
        }
        told(&name);
        let key = dialect::primary_key(connection, &name).await?;
        let mut pieces = Pieces::of(folder);
        let mut after: Option<Vec<Cell>> = None;
        loop {
            let rows = page(connection, &name, &columns, &key, after.as_deref()).await?;
            for row in &rows {
                pieces.add(row, &key, &columns)?;
            }
            match rows.last() {
                Some(last) if rows.len() as i64 == AT_ONCE => after = Some(last.clone()),
                _ => break,
            }
        }
        pieces.cut()?;
        new += pieces.new;
        let digest = format!("{:032x}", pieces.digest);
        backup.tables.push(Table { name, columns, rows: pieces.rows, digest, pieces: pieces.kept });
    }
    Ok((backup, new))
}

/// Copies the rows of every table into a folder of backups; files stay where they are.
pub(crate) async fn copy_database(connection: &Connection, folder: &Path, now: Instant) -> Result<(), Failure> {
    let (backup, _) = dump_database(connection, folder, now, &|_| {}).await?;
    backup.write(folder)
}

/// What a column of a row holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Null,
    Int(i64),
    Bool(bool),
    Text(String),
    Bytes(Vec<u8>),
}

impl Cell {
    fn read(row: &Row<'_>, name: &str, kind: &str) -> Result<Self, Failure> {
        Ok(match kind {
            "BIGINT" => row.named::<Option<i64>>(name)?.map_or(Self::Null, Self::Int),
            "BOOLEAN" => row.named::<Option<bool>>(name)?.map_or(Self::Null, Self::Bool),
            "BYTEA" => row.named::<Option<Vec<u8>>>(name)?.map_or(Self::Null, Self::Bytes),
            _ => row.named::<Option<String>>(name)?.map_or(Self::Null, Self::Text),
        })
    }

    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Int(n) => Value::Int(*n),
            Self::Bool(b) => Value::Bool(*b),
            Self::Text(text) => Value::Text(text),
            Self::Bytes(bytes) => Value::Bytes(bytes),
        }
    }

    fn json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Int(n) => json!(n),
            Self::Bool(b) => json!(b),
            Self::Text(text) => json!(text),
            Self::Bytes(bytes) => json!({ "x": bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>() }),
        }
    }

    pub(super) fn of_json(json: &Json) -> Result<Self, Failure> {
        let broken = || Failure::Broken(format!("a row of the backup holds {json}"));
        Ok(match json {
            Json::Null => Self::Null,
            Json::Bool(b) => Self::Bool(*b),
            Json::Number(n) => Self::Int(n.as_i64().ok_or_else(broken)?),
            Json::String(text) => Self::Text(text.clone()),
            Json::Object(object) => {
                let digits = object.get("x").and_then(Json::as_str).ok_or_else(broken)?;
                let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
                let bytes: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(byte).collect();
                Self::Bytes(bytes.ok_or_else(broken)?)
            }
            Json::Array(_) => return Err(broken()),
        })
    }
}

/// Some rows of a table, in the order of its key.
async fn page(
    connection: &Connection,
    table: &str,
    columns: &[(String, String)],
    key: &[String],
    after: Option<&[Cell]>,
) -> Result<Vec<Vec<Cell>>, Failure> {
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let order = key.join(", ");
    let mut given: Vec<Value<'_>> = Vec::new();
    let mut beyond = String::new();
    if let Some(after) = after {
        let of_key = key.iter().filter_map(|name| names.iter().position(|column| column == name));
        given.extend(of_key.filter_map(|at| after.get(at)).map(Cell::value));
        beyond = format!("WHERE ({order}) > ({})", numbers(1, given.len()));
    }
    let sql = format!("SELECT {} FROM {table} {beyond} ORDER BY {order} LIMIT {AT_ONCE}", names.join(", "));
    let read = |row: &Row<'_>| columns.iter().map(|(name, kind)| Cell::read(row, name, kind)).collect();
    connection.query(&sql, &given, read).await
}

/// Rows on their way into pieces. Where a piece ends depends on the rows themselves: a row that comes in between changes
/// one piece and not all behind it.
struct Pieces<'f> {
    folder: &'f Path,
    lines: Vec<u8>,
    in_piece: usize,
    rows: u64,
    digest: u128,
    kept: Vec<String>,
    new: u64,
}

impl<'f> Pieces<'f> {
    fn of(folder: &'f Path) -> Self {
        Self { folder, lines: Vec::new(), in_piece: 0, rows: 0, digest: 0, kept: Vec::new(), new: 0 }
    }

    fn add(&mut self, row: &[Cell], key: &[String], columns: &[(String, String)]) -> Result<(), Failure> {
        let line = line(row)?;
        self.digest = self.digest.wrapping_add(sum(&line));
        let of_key: Vec<Json> =
            columns.iter().zip(row).filter(|((name, _), _)| key.contains(name)).map(|(_, cell)| cell.json()).collect();
        let chance = sum(json!(of_key).to_string().as_bytes());
        self.lines.extend_from_slice(&line);
        self.lines.push(b'\n');
        self.in_piece += 1;
        self.rows += 1;
        let ends = chance.is_multiple_of(u128::from(ROWS));
        if ends || self.in_piece >= MOST_ROWS || self.lines.len() >= MOST_BYTES {
            self.cut()?;
        }
        Ok(())
    }

    fn cut(&mut self) -> Result<(), Failure> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let failed = |error: std::io::Error| Failure::Broken(error.to_string());
        let mut packed = GzEncoder::new(Vec::new(), Compression::new(6));
        packed.write_all(&self.lines).map_err(failed)?;
        let packed = packed.finish().map_err(failed)?;
        let (hash, is_new) = keep(self.folder, &packed)?;
        self.new += if is_new { packed.len() as u64 } else { 0 };
        self.kept.push(hash);
        self.lines.clear();
        self.in_piece = 0;
        Ok(())
    }
}

/// A row as a line.
pub(super) fn line(row: &[Cell]) -> Result<Vec<u8>, Failure> {
    let cells: Vec<Json> = row.iter().map(Cell::json).collect();
    serde_json::to_vec(&cells).map_err(|error| Failure::Broken(error.to_string()))
}

/// What a line adds to the sum over all of a table.
pub(super) fn sum(line: &[u8]) -> u128 {
    let hash = blake3::hash(line);
    let mut first = [0; 16];
    first.copy_from_slice(&hash.as_bytes()[..16]);
    u128::from_le_bytes(first)
}

/// The kept files below a folder, by their paths from it. What is written just now is left out.
fn walk(data: &Path, below: &str, found: &mut Vec<String>, backups: Option<&Path>) -> Result<(), Failure> {
    let folder = data.join(below);
    let mut entries: Vec<_> =
        std::fs::read_dir(&folder).map_err(unusable(&folder))?.collect::<Result<_, _>>().map_err(unusable(&folder))?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        let is_ours = |known: &str| path == known || path.starts_with(&format!("{known}/"));
        if NOT_KEPT.iter().any(|known| is_ours(known)) || path.ends_with(".part") {
            continue;
        }
        let kind = entry.file_type().map_err(unusable(&folder))?;
        if kind.is_dir() {
            let is_backups = backups.is_some() && entry.path().canonicalize().ok().as_deref() == backups;
            if !is_backups {
                walk(data, &path, found, backups)?;
            }
        } else if kind.is_file() {
            found.push(path);
        }
    }
    Ok(())
}
