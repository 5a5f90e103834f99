//! A newspaper of the built binary: its folder and database, and the commands that are given there.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::database::TestDatabase;
use crate::server::Server;

/// A place for a newspaper, empty until a command founds one there. It is gone when dropped.
#[derive(Debug)]
pub struct Newspaper {
    binary: PathBuf,
    database: TestDatabase,
}

/// What a command said, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its exit status; none where a signal ended it.
    pub status: Option<i32>,
    /// What it wrote to its output.
    pub out: String,
    /// What it wrote to its errors.
    pub err: String,
}

impl Newspaper {
    /// An empty place for one, which this binary is to make there.
    #[must_use]
    pub fn nowhere(binary: impl Into<PathBuf>, database: TestDatabase) -> Self {
        Self { binary: binary.into(), database }
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.database.folder()
    }

    /// The address of its database; none on SQLite.
    #[must_use]
    pub fn database(&self) -> Option<&str> {
        self.database.address()
    }

    /// A command in its folder, given words and told where the newspaper is. No variable of ours reaches it from outside.
    #[must_use]
    pub fn command<W: AsRef<OsStr>>(&self, words: &[W]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(words).arg("--data").arg(self.folder()).current_dir(self.folder());
        if let Some(database) = self.database() {
            command.args(["--database", database]);
        }
        for name in ["CONFIG", "DATA", "DATABASE", "LISTEN", "LOG", "THEME", "TRUSTED_PROXIES"] {
            command.env_remove(format!("BROADSHEET_{name}"));
        }
        command
    }

    /// Gives a command and waits for its end.
    ///
    /// # Errors
    /// Where the binary cannot be started.
    pub fn told<W: AsRef<OsStr>>(&self, words: &[W]) -> io::Result<Said> {
        Said::by(&mut self.command(words))
    }

    /// Serves it, with more words for `serve`.
    ///
    /// # Errors
    /// Where it does not come to listen, with what it wrote.
    pub fn served(&self, more: &[&str]) -> io::Result<Server> {
        Server::start(self.command(&["serve"]).args(more))
    }
}

impl Said {
    /// Runs a command and waits for its end.
    ///
    /// # Errors
    /// Where it cannot be started.
    pub fn by(command: &mut Command) -> io::Result<Self> {
        let output = command.output()?;
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        Ok(Self { status: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) })
    }
}
