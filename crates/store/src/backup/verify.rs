//! Whether a backup is good: it is restored into a scratch folder, and compared.

use std::path::Path;

use broadsheet_news::clock::Instant;

use super::dump::dump_database;
use super::list::Backup;
use super::{read, restore};
use crate::failure::Failure;
use crate::store::{Options, Store};

/// Restores a backup into an empty scratch folder, on SQLite, and compares every table and every file with its list.
///
/// # Errors
/// [`Failure::Broken`] that says what is not as it should be.
pub async fn verify(
    folder: &Path,
    backup: &Backup,
    scratch: &Path,
    now: Instant,
    told: &(dyn Fn(&str) + Send + Sync),
) -> Result<(), Failure> {
    let options = Options { folder: scratch.join("paper"), database: None };
    restore(folder, backup, &options, now, told).await?;
    let connection = Store::place_of(&options).await?;
    let (again, _) = dump_database(&connection, &scratch.join("again"), now, told).await?;
    for (one, other) in backup.tables.iter().zip(&again.tables) {
        if (&one.name, one.rows, &one.digest) != (&other.name, other.rows, &other.digest) {
            return Err(Failure::Broken(format!(
                "the table {} comes back from the backup as another. Use another backup",
                one.name
            )));
        }
    }
    if backup.tables.len() != again.tables.len() {
        return Err(Failure::Broken("the backup has not all tables. Use another backup".into()));
    }
    for file in &backup.files {
        let bytes = std::fs::read(options.folder.join(&file.path))
            .map_err(|error| Failure::File(options.folder.join(&file.path), error))?;
        if bytes != read(folder, &file.piece)? {
            return Err(Failure::Broken(format!("the file {} comes back from the backup as another", file.path)));
        }
    }
    Ok(())
}
