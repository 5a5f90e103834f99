//! A database that this program cannot read is left alone.

use std::process::Command;

use broadsheet_testkit::{Newspaper, postgres_programs};

use crate::world::{Scratch, founded, is_refusal, listing};

/// Marks the database as a newer program's, as no command of this one can: by its owner's own tools.
fn made_newer(paper: &Newspaper) {
    let statement = include_str!("newer-version.txt");
    let Some(database) = paper.database() else {
        let connection = rusqlite::Connection::open(paper.folder().join("newspaper.db")).expect("a database");
        return connection.execute_batch(statement).expect("a newer version");
    };
    let psql = postgres_programs().expect("PostgreSQL's programs").join("psql");
    let done = Command::new(psql).args(["--dbname", database, "--command", statement]).output().expect("psql runs");
    assert!(done.status.success(), "{done:?}");
}

#[test]
fn a_database_of_a_newer_version_is_refused_and_stays_as_it_is() {
    let paper = founded();
    made_newer(&paper);
    let before = listing(paper.folder());
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/dumps/lathe.txt");
    for words in [
        ["serve", "--listen", "127.0.0.1:0"].as_slice(),
        &["import", file, "--from", "page-dump"],
        &["export"],
        &["check"],
    ] {
        let said = paper.told(words).expect("the binary runs");
        is_refusal(&said, &["a newer Broadsheet (schema 9999; this program knows up to", "Run that version"]);
        assert_eq!(listing(paper.folder()), before, "{words:?}");
    }
}

#[test]
fn a_file_that_is_no_database_is_refused_and_stays_as_it_is() {
    let scratch = Scratch::empty();
    let text = "a letter to the editor\n".repeat(500);
    scratch.file("newspaper.db", &text);
    for words in [["serve", "--listen", "127.0.0.1:0"].as_slice(), &["export"], &["check"]] {
        scratch.refused(&[words, &["--data", "."]].concat(), &["file is not a database"]);
    }
    let init = ["init", "--data", ".", "--name", "Harbour Times", "--zone", "Asia/Taipei"];
    scratch.refused(&init, &["file is not a database"]);
    assert_eq!(std::fs::read_to_string(scratch.folder().join("newspaper.db")).ok(), Some(text));
}
