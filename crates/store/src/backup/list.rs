//! The lists of a folder of backups: what each is made of, and which are there.

use std::collections::BTreeSet;
use std::path::Path;

use broadsheet_news::clock::Instant;
use serde::{Deserialize, Serialize};

use super::{LISTS, unusable};
use crate::failure::Failure;
use crate::objects::write_whole;

/// The form that lists are written in.
pub(super) const FORM: u32 = 1;

/// A backup: what it is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    /// The form of this list.
    pub form: u32,
    /// When it was made.
    pub made: Instant,
    /// The schema of the database.
    pub schema: i64,
    /// The number of the newest change in it.
    pub change: i64,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Its files.
    pub files: Vec<File>,
}

/// A table of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns with their types.
    pub columns: Vec<(String, String)>,
    /// How many rows it has.
    pub rows: u64,
    /// A sum over all rows, whatever their order.
    pub digest: String,
    /// Its pieces, in order.
    pub pieces: Vec<String>,
}

/// A file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Where it is in the data folder.
    pub path: String,
    /// The piece that it is.
    pub piece: String,
}

impl Backup {
    /// Its name in its folder: when it was made.
    #[must_use]
    pub fn name(&self) -> String {
        broadsheet_news::clock::Zone::utc().iso(self.made).get(..19).unwrap_or_default().replace(':', "-")
            + &format!("-{}", self.change)
    }

    fn pieces(&self) -> impl Iterator<Item = &String> {
        self.tables.iter().flat_map(|table| &table.pieces).chain(self.files.iter().map(|file| &file.piece))
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Failure> {
        let path = folder.join(LISTS).join(format!("{}.json", self.name()));
        let text = serde_json::to_vec_pretty(self).map_err(|error| Failure::Broken(error.to_string()))?;
        write_whole(&path, &text).map_err(unusable(&path))
    }
}

/// The backups of a folder, the oldest first.
///
/// # Errors
/// Where the folder cannot be read, or a list in it.
pub fn backups(folder: &Path) -> Result<Vec<Backup>, Failure> {
    let lists = folder.join(LISTS);
    let mut all: Vec<Backup> = Vec::new();
    let entries = match std::fs::read_dir(&lists) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(all),
        other => other.map_err(unusable(&lists))?,
    };
    for entry in entries {
        let path = entry.map_err(unusable(&lists))?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let text = std::fs::read(&path).map_err(unusable(&path))?;
            let backup: Backup = serde_json::from_slice(&text)
                .map_err(|error| Failure::Broken(format!("the list {} of a backup: {error}", path.display())))?;
            if backup.form > FORM {
                return Err(Failure::Newer { found: i64::from(backup.form), known: i64::from(FORM) });
            }
            all.push(backup);
        }
    }
    all.sort_by_key(|backup| (backup.made, backup.change));
    Ok(all)
}

/// Takes away the backups that were made before an instant, and the pieces that no other has; the newest stays. Gives how
/// many went.
///
/// # Errors
/// Where the folder cannot be read or written.
pub fn age_out(folder: &Path, before: Instant) -> Result<usize, Failure> {
    let mut all = backups(folder)?;
    let Some(newest) = all.pop() else { return Ok(0) };
    let (old, mut stay): (Vec<Backup>, Vec<Backup>) = all.into_iter().partition(|backup| backup.made < before);
    stay.push(newest);
    let needed: BTreeSet<&String> = stay.iter().flat_map(Backup::pieces).collect();
    for backup in &old {
        let path = folder.join(LISTS).join(format!("{}.json", backup.name()));
        std::fs::remove_file(&path).map_err(unusable(&path))?;
    }
    let gone: BTreeSet<&String> = old.iter().flat_map(Backup::pieces).filter(|piece| !needed.contains(piece)).collect();
    for piece in gone {
        let path = super::piece(folder, piece);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(unusable(&path)(error)),
            _ => {}
        }
    }
    Ok(old.len())
}

/// The file in the data folder that says when the newest backup was made that has been verified.
const VERIFIED: &str = "last-backup.json";

/// Notes in the data folder that a backup was verified.
///
/// # Errors
/// Where the folder cannot be written.
pub fn note_verified(data: &Path, backup: &Backup) -> Result<(), Failure> {
    let path = data.join(VERIFIED);
    let text = serde_json::json!({ "made": backup.made, "change": backup.change }).to_string();
    write_whole(&path, text.as_bytes()).map_err(unusable(&path))
}

/// When the newest backup was made that has been verified; `None` where none was.
#[must_use]
pub fn last_verified(data: &Path) -> Option<Instant> {
    let text = std::fs::read(data.join(VERIFIED)).ok()?;
    let noted: serde_json::Value = serde_json::from_slice(&text).ok()?;
    noted.get("made")?.as_i64().map(Instant::from_microseconds)
}
