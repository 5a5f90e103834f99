//! Backups: every row of every table and every kept file, in a folder of pieces that are named by their content.
//!
//! What has not changed since the backup before has the same pieces: they are there already, so that each backup after the
//! first writes little, and each is whole. A backup is there once its list is; what was begun and not ended is none.
//! Rows are written so that both databases can read them back.

mod dump;
mod list;
mod restore;
mod verify;

pub use dump::back_up;
pub use list::{Backup, age_out, backups, last_verified, note_verified};
pub use restore::restore;
pub use verify::verify;

pub(crate) use dump::copy_database;

use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The folder of pieces, and that of lists, in a folder of backups.
const PIECES: &str = "pieces";
const LISTS: &str = "backups";

/// Where a piece is.
fn piece(folder: &Path, hash: &str) -> PathBuf {
    folder.join(PIECES).join(hash.get(..2).unwrap_or("00")).join(hash)
}

fn unusable(path: &Path) -> impl FnOnce(std::io::Error) -> Failure + '_ {
    move |error| Failure::File(path.to_owned(), error)
}

/// Writes a piece beside its place and puts it there whole, if it is not there.
fn keep(folder: &Path, bytes: &[u8]) -> Result<(String, bool), Failure> {
    let hash = blake3::hash(bytes).to_hex().to_string();
    let path = piece(folder, &hash);
    if path.exists() {
        return Ok((hash, false));
    }
    crate::objects::write_whole(&path, bytes).map_err(unusable(&path))?;
    Ok((hash, true))
}

/// A piece, if it is what its name says.
fn read(folder: &Path, hash: &str) -> Result<Vec<u8>, Failure> {
    let path = piece(folder, hash);
    let bytes = std::fs::read(&path).map_err(unusable(&path))?;
    match blake3::hash(&bytes).to_hex().as_str() == hash {
        true => Ok(bytes),
        false => Err(Failure::Broken(format!(
            "the piece {} of the backup is not what it was: the disk has changed it. Use another backup",
            path.display()
        ))),
    }
}
