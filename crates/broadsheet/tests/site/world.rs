//! The newspaper of these stories: two dumps of our own, imported by the binary.

use std::path::{Path, PathBuf};
use std::process::Command;

use broadsheet_testkit::{Answer, Newspaper, Said, Server, TestDatabase, get};

/// Where the paper says it is, wherever it is served.
pub(crate) const ADDRESS: &str = "https://harbour.example";
/// The article of the dump `ferry.txt`.
pub(crate) const FERRY: &str = "/2024/05/14/night-ferry-to-penghu-sails-again-after-eleven-weeks-in-dry-dock";
/// An address of each kind.
pub(crate) const KINDS: [&str; 16] = [
    "/",
    FERRY,
    "/harbour",
    "/topic/white-heron",
    "/person/mei-hua-rautio",
    "/directory",
    "/directory/harbour-times",
    "/briefing",
    "/briefing.json",
    "/briefing.xml",
    "/feed.xml",
    "/feed.atom",
    "/feed.json",
    "/harbour/feed.xml",
    "/corrections",
    "/corrections/feed.json",
];

/// A dump of ours.
pub(crate) fn dump(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dumps").join(name)
}

/// A newspaper in Taipei without articles; `more` goes to `init`.
pub(crate) fn founded(more: &[&str]) -> Newspaper {
    founded_on(TestDatabase::fresh(), &[&["--zone", "Asia/Taipei"], more].concat())
}

/// One in a database of one's choice; `more` names its zone.
pub(crate) fn founded_on(database: TestDatabase, more: &[&str]) -> Newspaper {
    let paper = Newspaper::nowhere(env!("CARGO_BIN_EXE_broadsheet"), database);
    done(&paper, &[["init", "--name", "Harbour Times"].as_slice(), more].concat());
    paper
}

/// The newspaper with the articles of both dumps.
pub(crate) fn printed() -> Newspaper {
    let paper = founded(&["--address", ADDRESS]);
    imported(&paper);
    paper
}

/// Imports both dumps.
pub(crate) fn imported(paper: &Newspaper) -> String {
    done(paper, &["import", "--from", "page-dump", &dump("").display().to_string()])
}

/// Gives a command that has to succeed, and what it says.
pub(crate) fn done(paper: &Newspaper, words: &[&str]) -> String {
    let Said { status, out, err } = paper.told(words).expect("the binary runs");
    assert_eq!(status, Some(0), "{words:?}: {out}{err}");
    out
}

/// Serves a newspaper.
pub(crate) fn served(paper: &Newspaper, more: &[&str]) -> Server {
    paper.served(more).expect("the newspaper is served")
}

/// Asks for an address of the newspaper as no browser does.
pub(crate) fn asked(server: &Server, path: &str) -> Answer {
    asked_with(server, path, &[])
}

/// The same with header fields.
pub(crate) fn asked_with(server: &Server, path: &str, headers: &[(&str, &str)]) -> Answer {
    get(&format!("{}{path}", server.address()), headers).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What of an answer a reader gets; `date` is the server's clock.
pub(crate) fn without_date(mut answer: Answer) -> Answer {
    answer.headers.retain(|(name, _)| name != "date");
    answer
}

/// The database lets no other folder's owner in: an import of this file there says so.
pub(crate) fn is_held(database: &str, file: &str) {
    let other = TestDatabase::on_sqlite();
    let words = ["import", file, "--from", "page-dump", "--database", database, "--data"];
    let said = Said::by(Command::new(env!("CARGO_BIN_EXE_broadsheet")).args(words).arg(other.folder()));
    let said = said.expect("the binary runs");
    assert_eq!((said.status, said.out.as_str()), (Some(2), ""), "{}", said.err);
    assert!(said.err.contains("is held by another process"), "{}", said.err);
}
