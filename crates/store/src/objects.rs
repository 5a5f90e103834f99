//! Files kept by the hash of their content, in a folder.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The folder that keeps photos' files.
#[derive(Clone, Debug)]
pub struct Objects(PathBuf);

impl Objects {
    /// The objects of a data folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self(folder.join("media"))
    }

    /// Keeps the bytes and gives their BLAKE3 in hexadecimal; the same bytes are kept once.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn keep(&self, bytes: &[u8]) -> Result<String, Failure> {
        let hash = blake3::hash(bytes).to_hex().to_string();
        let path = self.path(&hash);
        if !path.exists() {
            write_whole(&path, bytes).map_err(|error| Failure::File(path.clone(), error))?;
        }
        Ok(hash)
    }

    /// The bytes of that hash, or `None` where they were never kept.
    ///
    /// # Errors
    /// Where the file is there but cannot be read.
    pub fn read(&self, hash: &str) -> Result<Option<Vec<u8>>, Failure> {
        if hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Ok(None);
        }
        read(&self.path(hash))
    }

    /// Whether the bytes of that hash are kept.
    #[must_use]
    pub fn has(&self, hash: &str) -> bool {
        hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit()) && self.path(hash).exists()
    }

    /// A picture drawn before, or `None` where it was not, or its name is not one we give.
    ///
    /// # Errors
    /// Where the file is there but cannot be read.
    pub fn read_drawn(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        match is_plain(name) {
            true => read(&self.0.join("drawn").join(name)),
            false => Ok(None),
        }
    }

    /// Keeps a drawn picture; it can be deleted, and is drawn again.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn keep_drawn(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.0.join("drawn").join(name);
        match is_plain(name) {
            true => write_whole(&path, bytes).map_err(|error| Failure::File(path.clone(), error)),
            false => Ok(()),
        }
    }

    fn path(&self, hash: &str) -> PathBuf {
        self.0.join(&hash[..2]).join(hash)
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::File(path.to_owned(), error)),
    }
}

/// Whether a name stays in its folder.
fn is_plain(name: &str) -> bool {
    name.len() < 100 && !name.starts_with('.') && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

/// Writes beside the path and renames, so that no half file is ever found there.
fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let beside = path.with_extension(format!("{}.part", std::process::id()));
    let mut file = std::fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)
}
