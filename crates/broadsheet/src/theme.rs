//! The theme's folder, read: files that stand in the place of those that are built in.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use broadsheet_pages::theme::{Files, Theme};

use crate::complaint::Complaint;

/// A larger file is no part of a theme that anybody would wait for.
const LARGEST: u64 = 4 << 20;

/// Where a theme's files are looked for.
#[derive(Clone, Debug)]
pub(crate) struct ThemeFolder {
    pub(crate) path: PathBuf,
    /// Whether a setting names it: then it has to be there.
    pub(crate) named: bool,
}

impl ThemeFolder {
    /// The theme that the folder makes of Harbour; Harbour itself where there is no folder.
    ///
    /// # Errors
    /// A [`Complaint`] that names the file and the line.
    pub(crate) fn theme(&self) -> Result<Arc<Theme>, Complaint> {
        if !self.named && !self.path.exists() {
            return Ok(Theme::harbour());
        }
        let files = self.files()?;
        if files.0.is_empty() {
            return Ok(Theme::harbour());
        }
        Theme::replacing(&files)
            .map(Arc::new)
            .map_err(|flaw| Complaint(format!("The theme in {} is not used. {flaw}", self.path.display())))
    }

    /// How many files stand in it, for a sentence.
    ///
    /// # Errors
    /// As [`Self::theme`].
    pub(crate) fn says(&self) -> Result<String, Complaint> {
        if !self.named && !self.path.exists() {
            return Ok("Harbour".to_owned());
        }
        Ok(match self.files()?.0.len() {
            0 => "Harbour".to_owned(),
            1 => format!("Harbour with 1 file of {}", self.path.display()),
            n => format!("Harbour with {n} files of {}", self.path.display()),
        })
    }

    fn files(&self) -> Result<Files, Complaint> {
        let mut files = BTreeMap::new();
        let unread = |path: &Path, error: io::Error| {
            Complaint(format!("The theme's {} cannot be read: {error}.", path.display()))
        };
        for path in entries(&self.path).map_err(|error| unread(&self.path, error))? {
            if path.is_dir() {
                for file in entries(&path).map_err(|error| unread(&path, error))? {
                    self.read(&file, &mut files).map_err(|error| unread(&file, error))?;
                }
            } else {
                self.read(&path, &mut files).map_err(|error| unread(&path, error))?;
            }
        }
        Ok(Files(files))
    }

    fn read(&self, path: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
        if fs::metadata(path)?.len() > LARGEST {
            return Err(io::Error::other(format!("it has more than {LARGEST} bytes")));
        }
        let name = path.strip_prefix(&self.path).unwrap_or(path).display().to_string();
        files.insert(name, fs::read(path)?);
        Ok(())
    }
}

/// What stands in a folder, but for hidden files and the copies that editors leave.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with('.') && !name.ends_with('~') {
            all.push(entry.path());
        }
    }
    all.sort();
    Ok(all)
}
