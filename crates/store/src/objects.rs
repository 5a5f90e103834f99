//! Files kept by the hash of their content, in a folder.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

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

    /// What was made before under that name, or `None` where it was not, or its name is not one we give.
    ///
    /// # Errors
    /// Where the file is there but cannot be read.
    pub fn read_made(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        self.made(name).map_or(Ok(None), |path| read(&path))
    }

    /// Keeps what is made from other things, like a drawn picture or a photo's cut: it can be deleted, and is made again.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn keep_made(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        match self.made(name) {
            Some(path) => write_whole(&path, bytes).map_err(|error| Failure::File(path.clone(), error)),
            None => Ok(()),
        }
    }

    /// Where that is kept: few in each folder.
    fn made(&self, name: &str) -> Option<PathBuf> {
        let hash = blake3::hash(name.as_bytes()).to_hex();
        is_plain(name).then(|| self.0.join("made").join(&hash[..2]).join(name))
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
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    // Two who write the same at once do not write into one file.
    static WRITTEN: AtomicU64 = AtomicU64::new(0);
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}-{}.part", std::process::id(), WRITTEN.fetch_add(1, Ordering::Relaxed)));
    let beside = PathBuf::from(beside);
    let mut file = std::fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)
}
