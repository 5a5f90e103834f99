//! Files that are no article: each is named with what is wrong, and the newspaper stays as it was.

use std::fs::File;
use std::time::{Duration, Instant};

use broadsheet_testkit::{Newspaper, Said};

use crate::world::{Scratch, founded, is_refusal, listing};

const ARTICLE: &str = include_str!("../dumps/lathe.txt");
const GIGABYTE: u64 = 1 << 30;

/// Imports a path, and makes sure that the newspaper holds so many articles afterwards.
fn imported(paper: &Newspaper, path: &str, form: &str, articles: usize) -> Said {
    let said = paper.told(&["import", path, "--from", form]).expect("the binary runs");
    let all = paper.told(&["export"]).expect("the binary runs").out;
    assert_eq!(all.matches("\"headline\":\"Yard").count(), articles, "{all}");
    said
}

#[test]
fn a_file_that_is_no_page_dump_is_named_and_nothing_of_it_comes_in() {
    let (paper, scratch) = (founded(), Scratch::empty());
    let before = listing(paper.folder());
    for (name, bytes, says) in [
        ("binary.txt", b"\x7fELF\x02\x01\0\0".as_slice(), "is not plain text in UTF-8; save"),
        ("latin.txt", b"Caf\xe9 reopens\n", "is not plain text in UTF-8; save"),
        ("empty.txt", b"", "is empty; dump"),
        ("blank.txt", b"\xef\xbb\xbf \n\n\t\n", "is empty; dump"),
        ("no-headline.txt", b"1284\n2024/05/14 08:05\n", "has no headline that can be recognised; put"),
    ] {
        is_refusal(&imported(&paper, &scratch.file(name, bytes), "page-dump", 0), &[name, says]);
    }
    let missing = scratch.folder().join("missing.txt").display().to_string();
    is_refusal(&imported(&paper, &missing, "page-dump", 0), &["missing.txt", "No such file", "Check its name"]);
    assert_eq!(listing(paper.folder()), before);
}

#[test]
fn a_file_that_is_no_export_is_named_and_nothing_of_it_comes_in() {
    let (paper, scratch) = (founded(), Scratch::empty());
    for (name, text) in
        [("empty.json", ""), ("half.json", "[{\"headline\":"), ("other.json", "{\"a\":1}"), ("x.json", "\0")]
    {
        let said = imported(&paper, &scratch.file(name, text), "json", 0);
        is_refusal(&said, &[name, "is no export of Broadsheet", "Write one with: broadsheet export"]);
    }
}

#[test]
fn a_file_of_a_gigabyte_is_refused_at_once() {
    let (paper, scratch) = (founded(), Scratch::empty());
    let path = scratch.file("huge.txt", "");
    File::options().write(true).open(&path).and_then(|file| file.set_len(GIGABYTE)).expect("a sparse file");
    let begun = Instant::now();
    is_refusal(&imported(&paper, &path, "page-dump", 0), &["huge.txt", "1073741824 bytes", "at most"]);
    is_refusal(&imported(&paper, &path, "json", 0), &["huge.txt"]);
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
}

#[test]
fn of_a_folder_the_good_files_come_in_and_the_bad_are_named() {
    let (paper, scratch) = (founded(), Scratch::empty());
    scratch.file("a.txt", "");
    std::fs::create_dir(scratch.folder().join("b")).expect("a folder in the folder");
    scratch.file("b/b.txt", ARTICLE);
    scratch.file(".hidden.txt", "");
    scratch.file("c.txt", "\0");
    let said = imported(&paper, &scratch.folder().display().to_string(), "page-dump", 1);
    assert_eq!(said.status, Some(2));
    let lines: Vec<&str> = said.err.lines().collect();
    assert_eq!(lines.len(), 3, "{}", said.err);
    assert!(
        lines[0].contains("a.txt") && lines[1].contains("c.txt") && lines[2].contains("other files"),
        "{}",
        said.err
    );
    assert!(said.out.contains("is now at /2024/05/02/"), "{}", said.out);
}

#[test]
fn a_dry_run_writes_nothing_and_needs_no_newspaper() {
    let (paper, scratch) = (founded(), Scratch::empty());
    let file = scratch.file("article.txt", ARTICLE);
    let before = listing(paper.folder());
    let said = paper.told(&["import", &file, "--from", "page-dump", "--dry-run"]).expect("the binary runs");
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""));
    assert!(said.out.contains("headline") && !said.out.contains("is now at"), "{}", said.out);
    assert_eq!(listing(paper.folder()), before);
    assert_eq!(paper.told(&["export"]).expect("the binary runs").out, "[]\n");

    let before = listing(scratch.folder());
    assert_eq!(scratch.told(&["import", &file, "--from", "page-dump", "--dry-run"]).status, Some(0));
    assert_eq!(listing(scratch.folder()), before);
}

#[test]
fn without_a_newspaper_each_command_says_how_to_found_one_and_makes_nothing() {
    let scratch = Scratch::empty();
    let file = scratch.file("article.txt", ARTICLE);
    for words in [
        ["serve", "--listen", "127.0.0.1:0"].as_slice(),
        &["import", &file, "--from", "page-dump"],
        &["export"],
        &["check"],
    ] {
        scratch.refused(words, &["There is no newspaper in ./newspaper", "broadsheet init --data ./newspaper"]);
    }
}
