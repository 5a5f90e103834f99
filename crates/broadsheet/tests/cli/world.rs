//! A scratch folder, the commands given in it, and what a refusal has to be.

use std::path::{Path, PathBuf};
use std::process::Command;

use broadsheet_testkit::{Newspaper, Said, TestDatabase};

/// The binary.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_broadsheet");

/// An empty folder. Commands given in it know nothing of the world outside.
pub(crate) struct Scratch(TestDatabase);

impl Scratch {
    pub(crate) fn empty() -> Self {
        Self(TestDatabase::on_sqlite())
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.folder()
    }

    /// Writes a file.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.folder().join(name);
        std::fs::write(&path, text).expect("a file in a scratch folder");
        path.display().to_string()
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command.args(words).current_dir(self.folder()).env_clear();
        command
    }

    pub(crate) fn told(&self, words: &[&str]) -> Said {
        Said::by(&mut self.command(words)).expect("the binary runs")
    }

    /// A command that is refused and leaves the folder as it was.
    pub(crate) fn refused(&self, words: &[&str], says: &[&str]) {
        let before = listing(self.folder());
        is_refusal(&self.told(words), says);
        assert_eq!(listing(self.folder()), before, "{words:?} leaves nothing behind");
    }
}

/// A newspaper without articles, on either database.
pub(crate) fn founded() -> Newspaper {
    let paper = Newspaper::nowhere(BINARY, TestDatabase::fresh());
    let said = paper.told(&["init", "--name", "Harbour Times", "--zone", "Asia/Taipei"]).expect("the binary runs");
    assert_eq!(said.status, Some(0), "{}", said.err);
    paper
}

/// One sentence or two on standard error that say these things, and the status 2.
pub(crate) fn is_refusal(said: &Said, says: &[&str]) {
    let err = said.err.trim_end();
    assert_eq!(said.status, Some(2), "{err}");
    assert!(err.starts_with("broadsheet: ") && err.lines().count() == 1, "{err}");
    assert!(!err.contains("panicked") && !err.contains("Error {"), "{err}");
    for part in says {
        assert!(err.contains(part), "{part:?} is missing in: {err}");
    }
}

/// Every file below a folder with its length; the lock's is none of the paper's, for it tells who took it last.
pub(crate) fn listing(folder: &Path) -> Vec<(PathBuf, u64)> {
    let mut all = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").map_while(Result::ok) {
            let metadata = entry.metadata().expect("what is known of it");
            let is_lock = entry.file_name() == "owner.lock";
            all.push((entry.path(), if is_lock { 0 } else { metadata.len() }));
            waiting.extend(metadata.is_dir().then(|| entry.path()));
        }
    }
    all.sort();
    all
}
