//! The index as a folder: opened, thrown away where it is broken or of another form, and read by whoever searches.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use broadsheet_store::Failure;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher};

use super::document::{Fields, schema};
use super::progress::Progress;

/// The name of the index's folder in the data folder.
const FOLDER: &str = "search";
/// How much memory the index may take for what is not yet in its files.
const MEMORY: usize = 64 << 20;

/// The index of words of one paper, as everybody asks it. Cheap to clone.
///
/// Until an [`Indexer`](super::Indexer) has opened it nothing is found, and whoever asks is told so.
#[derive(Clone)]
pub struct Index(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    open: RwLock<Option<Open>>,
    broken: AtomicBool,
}

/// An open index.
#[derive(Clone)]
pub(super) struct Open {
    pub fields: Fields,
    pub reader: IndexReader,
    /// Whether it is still being made.
    pub unfinished: bool,
}

impl Open {
    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    pub(super) fn reload(&self) -> Result<(), Failure> {
        self.reader.reload().map_err(trouble)
    }
}

/// What an indexer needs of a newly opened index.
pub(super) struct Opened {
    pub open: Open,
    pub writer: IndexWriter,
    pub progress: Progress,
}

impl Index {
    /// The index in a paper's data folder. Nothing is opened yet.
    #[must_use]
    pub fn in_folder(data: &Path) -> Self {
        let (open, broken) = (RwLock::new(None), AtomicBool::new(false));
        Self(Arc::new(Inner { folder: data.join(FOLDER), open, broken }))
    }

    pub(super) fn folder(&self) -> &Path {
        &self.0.folder
    }

    pub(super) fn open(&self) -> Option<Open> {
        self.0.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets everybody ask this one from now on, or nobody.
    pub(super) fn offer(&self, open: Option<Open>) {
        *self.0.open.write().unwrap_or_else(PoisonError::into_inner) = open;
    }

    /// Notes that the index could not be read: its indexer makes it anew.
    pub(super) fn is_broken(&self) {
        self.0.broken.store(true, Ordering::Relaxed);
    }

    pub(super) fn take_broken(&self) -> bool {
        self.0.broken.swap(false, Ordering::Relaxed)
    }
}

/// Opens the index that is in the folder, or an empty one.
pub(super) fn opened(folder: &Path) -> Result<Opened, Failure> {
    match existing(folder) {
        Ok(opened) => Ok(opened),
        Err(why) => {
            tracing::info!(folder = %folder.display(), %why, "the search index is made anew");
            made_anew(folder)
        }
    }
}

/// An empty index, whatever was in the folder.
pub(super) fn made_anew(folder: &Path) -> Result<Opened, Failure> {
    let failed = |error| Failure::File(folder.to_owned(), error);
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed)?;
    }
    fs::create_dir_all(folder).map_err(failed)?;
    let index = tantivy::Index::create_in_dir(folder, schema().0).map_err(trouble)?;
    ready(&index, None)
}

/// The index in the folder, or why it cannot be used.
fn existing(folder: &Path) -> Result<Opened, String> {
    if !folder.exists() {
        return Err("there is none".to_owned());
    }
    let why = |error: tantivy::TantivyError| error.to_string();
    let index = tantivy::Index::open_in_dir(folder).map_err(why)?;
    let payload = index.load_metas().map_err(why)?.payload;
    let progress = Progress::read(payload.as_deref());
    if index.schema() != schema().0 || progress.is_none() {
        return Err("it is of another form".to_owned());
    }
    if !index.validate_checksum().map_err(why)?.is_empty() {
        return Err("a file of it is damaged".to_owned());
    }
    ready(&index, progress).map_err(|failure| failure.to_string())
}

fn ready(index: &tantivy::Index, progress: Option<Progress>) -> Result<Opened, Failure> {
    let writer = index.writer_with_num_threads(1, MEMORY).map_err(trouble)?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(trouble)?;
    let progress = progress.unwrap_or_default();
    let open = Open { fields: schema().1, reader, unfinished: progress.making.is_some() || progress.number == 0 };
    Ok(Opened { open, writer, progress })
}

/// What went wrong with the index, for the log.
pub(super) fn trouble(error: impl std::fmt::Display) -> Failure {
    Failure::File(FOLDER.into(), std::io::Error::other(error.to_string()))
}
