//! Scratch folders that no other user of the machine can enter.

use std::fs::Permissions;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::TempDir;

/// A new empty folder for something, inside this one.
pub(crate) fn scratch_folder(what: &str, inside: &Path) -> io::Result<TempDir> {
    let ours_alone = Permissions::from_mode(0o700);
    tempfile::Builder::new().prefix(&format!("broadsheet-{what}-")).permissions(ours_alone).tempdir_in(inside)
}
