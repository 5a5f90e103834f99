//! What can go wrong with what is durable: for the log, and for whoever runs the server.

use std::fmt;
use std::path::PathBuf;

/// A failure of the store.
#[derive(Debug)]
pub enum Failure {
    /// The database cannot be reached, or went away; trying again later may work.
    Gone(String),
    /// The database refused a statement.
    Refused(String),
    /// Two things want that address.
    Taken(String),
    /// Something would be there twice, in those columns.
    Twice(String),
    /// What is stored cannot be read as what it should be.
    Broken(String),
    /// The database was written by a newer version.
    Newer {
        /// The schema's version in the database.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// Another process owns the paper.
    Owned(String),
    /// There is no paper where one was looked for.
    NoPaper(PathBuf),
    /// There is a paper where one was to be founded.
    PaperExists(String),
    /// A file or folder could not be used.
    File(PathBuf, std::io::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone(why) => write!(
                f,
                "The database cannot be reached: {why}. See that its server runs, or that its file can be read and written, and try again."
            ),
            Self::Refused(why) => write!(f, "The database refused a statement: {why}."),
            Self::Taken(address) => write!(f, "The address {address} is taken already. Choose another."),
            Self::Twice(columns) => write!(f, "That is there already ({columns}). Choose another."),
            Self::Broken(what) => write!(
                f,
                "The database holds something that cannot be read: {what}. Restore the newest backup, or report it."
            ),
            Self::Newer { found, known } => write!(
                f,
                "This database was written by a newer Broadsheet (schema {found}; this program knows up to {known}). Run that version, or restore a backup made before it."
            ),
            Self::Owned(who) => write!(f, "{who}. Stop that first, and run the command again."),
            Self::NoPaper(folder) => write!(
                f,
                "There is no newspaper in {}. Found one with: broadsheet init --data {} --name NAME --zone ZONE",
                folder.display(),
                folder.display()
            ),
            Self::PaperExists(place) => {
                write!(f, "There is a newspaper in {place} already. Choose another folder or database.")
            }
            Self::File(path, error) => write!(f, "{} cannot be used: {error}.", path.display()),
        }
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// Whether trying again later may work.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Gone(_))
    }
}
