//! Folders in which one may not write.

use std::fs::{Permissions, set_permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use broadsheet_testkit::Said;

use crate::world::{BINARY, Scratch, is_refusal, listing};

/// The user `nobody`, for whom root asks: permissions do not stop root.
const NOBODY: u32 = 65534;

fn may(path: &Path, mode: u32) {
    set_permissions(path, Permissions::from_mode(mode)).expect("permissions of our own file");
}

/// The binary, run by somebody whom permissions stop.
fn told(scratch: &Scratch, words: &[&str]) -> Said {
    let mut command = scratch.command(words);
    if rustix::process::geteuid().is_root() {
        let copy = scratch.folder().join("broadsheet");
        if !copy.exists() {
            std::fs::copy(BINARY, &copy).expect("a copy that nobody may run");
        }
        may(&copy, 0o755);
        command = Command::new(copy);
        command.args(words).current_dir(scratch.folder()).env_clear().uid(NOBODY).gid(NOBODY);
    }
    Said::by(&mut command).expect("the binary runs")
}

#[test]
fn a_folder_that_one_may_not_write_is_named_and_stays_as_it_was() {
    let scratch = Scratch::empty();
    may(scratch.folder(), 0o755);
    let closed = scratch.folder().join("closed");
    std::fs::create_dir(&closed).expect("a folder");
    may(&closed, 0o555);
    for data in ["closed", "closed/newspaper"] {
        let said = told(&scratch, &["init", "--name", "Harbour Times", "--zone", "Asia/Taipei", "--data", data]);
        is_refusal(&said, &[data, "cannot be used", "ermission denied"]);
    }
    assert_eq!(listing(&closed), []);
    may(&closed, 0o755);
}

#[test]
fn a_newspaper_that_one_may_not_write_is_neither_served_nor_added_to() {
    let scratch = Scratch::empty();
    may(scratch.folder(), 0o755);
    let said = scratch.told(&["init", "--name", "Harbour Times", "--zone", "Asia/Taipei", "--data", "closed"]);
    assert_eq!(said.status, Some(0), "{}", said.err);
    let closed = scratch.folder().join("closed");
    for (path, _) in listing(&closed) {
        may(&path, 0o444);
    }
    may(&closed, 0o555);
    let before = listing(&closed);
    let file = scratch.file("article.txt", include_str!("../dumps/lathe.txt"));
    for words in [["serve", "--listen", "127.0.0.1:0"].as_slice(), &["import", &file, "--from", "page-dump"]] {
        let said = told(&scratch, &[words, &["--data", "closed"]].concat());
        is_refusal(&said, &["The database cannot be reached", "readonly", "that its file can be read and written"]);
    }
    assert_eq!(listing(&closed), before);
    may(&closed, 0o755);
}
