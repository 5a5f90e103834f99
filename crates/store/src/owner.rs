//! One owner of a paper: a lock on the data folder, held as long as the process lives.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use crate::failure::Failure;

/// The lock on a data folder. Let go when dropped, and by the system when the process dies.
#[derive(Debug)]
pub(crate) struct FolderLock(#[expect(dead_code, reason = "held, not read")] File);

impl FolderLock {
    /// Takes the lock, or says who has it.
    pub(crate) fn take(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join("owner.lock");
        let unusable = |error| Failure::File(path.clone(), error);
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => {
                file.set_len(0).map_err(unusable)?;
                write!(file, "process {}", std::process::id()).map_err(unusable)?;
                Ok(Self(file))
            }
            Err(TryLockError::WouldBlock) => Err(Failure::Owned(holder(&mut file, folder))),
            Err(TryLockError::Error(error)) => Err(unusable(error)),
        }
    }
}

fn holder(file: &mut File, folder: &Path) -> String {
    let mut name = String::new();
    let named = file.read_to_string(&mut name).is_ok() && !name.is_empty();
    let who = if named { name.as_str() } else { "another process" };
    format!("The newspaper in {} is held by {who}", folder.display())
}
