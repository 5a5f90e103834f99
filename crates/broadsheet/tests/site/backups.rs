//! Stories of backups: what comes back is what was there, and bit rot is found.

use std::fs;
use std::path::{Path, PathBuf};

use broadsheet_testkit::{Newspaper, TestDatabase};
use serde_json::{Value, json};

use crate::desk::Program;
use crate::world::{asked, printed};

fn told(paper: &Newspaper, words: &[&str]) -> String {
    let said = paper.told(words).expect("the binary runs");
    assert_eq!(said.status, Some(0), "{words:?}: {}", said.err);
    said.out
}

/// The pieces of a folder of backups.
fn pieces(folder: &Path) -> Vec<PathBuf> {
    let below = fs::read_dir(folder.join("pieces")).expect("pieces").filter_map(Result::ok);
    let mut all: Vec<PathBuf> = below
        .flat_map(|two| fs::read_dir(two.path()).expect("a folder"))
        .filter_map(|one| Some(one.ok()?.path()))
        .collect();
    all.sort();
    all
}

#[test]
fn a_backup_under_work_restores_to_a_paper_that_existed_and_each_further_one_is_small() {
    let paper = printed();
    let server = paper.served(&[]).expect("a server");
    let robot = Program::of(&paper, &server, "publisher");
    let kept = tempfile::tempdir().expect("a folder");
    let folder = kept.path().display().to_string();
    // Articles go out while the backup is made.
    let worker = std::thread::spawn({
        let robot = robot.clone();
        move || {
            for n in 0..40 {
                let article = robot.does(
                    201,
                    "POST",
                    "/api/v1/articles",
                    &json!({"headline": format!("Ferry {n}"), "markdown": "It sails."}),
                );
                robot.does(201, "POST", &format!("/api/v1/articles/{}/publication", article["id"]), &json!({}));
            }
        }
    });
    for _ in 0..3 {
        told(&paper, &["backup", &folder]);
    }
    worker.join().expect("it works");
    let said = told(&paper, &["backup", &folder]);
    assert!(said.contains("bytes were new"), "{said}");
    let before = pieces(kept.path()).len();
    let said = told(&paper, &["backup", &folder]);
    assert!(pieces(kept.path()).len() - before <= 4, "nothing but counts has changed: {said}");
    assert!(told(&paper, &["backup", &folder, "--verify"]).contains("is whole"));
    // Every backup, also those made in the middle of work, is a paper in which each article is whole.
    let names = told(&paper, &["restore", &folder, "--list"]);
    for name in names.lines().filter_map(|line| line.split(' ').next()) {
        let again = Newspaper::nowhere(env!("CARGO_BIN_EXE_broadsheet"), TestDatabase::fresh());
        told(&again, &["restore", &folder, "--at", name]);
        told(&again, &["check", "--pages"]);
    }
    let again = Newspaper::nowhere(env!("CARGO_BIN_EXE_broadsheet"), TestDatabase::fresh());
    told(&again, &["restore", &folder]);
    let other = again.served(&[]).expect("a server");
    let list = |server: &broadsheet_testkit::Server| -> Value {
        serde_json::from_slice(&asked(server, "/api/v1/articles").body).expect("JSON")
    };
    assert_eq!(list(&server)["items"], list(&other)["items"]);
    for path in ["/", "/harbour", "/feed.xml", "/directory"] {
        assert_eq!(asked(&server, path).text(), asked(&other, path).text(), "{path}");
    }
    // The token that the backup knows is still a token.
    let elsewhere = Program { at: other.address().to_owned(), ..robot };
    assert_eq!(elsewhere.ask("GET", "/api/v1/articles", &[], b"").status, 200);
    let refused = again.told(&["restore", &folder]).expect("the binary runs");
    assert!(refused.status == Some(2) && refused.err.contains("There is a newspaper in"), "{}", refused.err);
}

#[test]
fn bit_rot_in_a_backup_is_found() {
    let paper = printed();
    let kept = tempfile::tempdir().expect("a folder");
    let folder = kept.path().display().to_string();
    told(&paper, &["backup", &folder]);
    told(&paper, &["backup", &folder, "--verify"]);
    assert!(paper.folder().join("last-backup.json").exists());
    let piece = &pieces(kept.path())[0];
    let mut bytes = fs::read(piece).expect("a piece");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(piece, bytes).expect("written");
    let said = paper.told(&["backup", &folder, "--verify"]).expect("the binary runs");
    assert!(said.status == Some(2) && said.err.contains("is not what it was"), "{}", said.err);
    let nothing = paper.told(&["restore", "/nowhere/at/all"]).expect("the binary runs");
    assert!(nothing.status == Some(2) && nothing.err.contains("There is no backup"), "{}", nothing.err);
}

#[test]
fn the_doctor_names_what_is_wrong_and_the_way_out() {
    let paper = printed();
    let said = paper.told(&["doctor"]).expect("the binary runs");
    assert_eq!(said.status, Some(2));
    for line in ["address", "tls", "mail", "time", "disk", "permissions", "database", "backups"] {
        assert!(said.out.lines().any(|said| said.starts_with(line)), "{line}: {}", said.out);
    }
    assert!(said.out.contains("No backup has ever been verified"), "{}", said.out);
}
