//! A newspaper that cannot be founded leaves no folder and no database behind.

use crate::world::{Scratch, founded, is_refusal, listing};

/// `init` with words in place of the good ones.
fn init<'w>(more: &[&'w str]) -> Vec<&'w str> {
    let given = |flag: &str| more.contains(&flag);
    let mut words = vec!["init"];
    words.extend(if given("--name") { [].as_slice() } else { &["--name", "Harbour Times"] });
    words.extend(if given("--zone") { [].as_slice() } else { &["--zone", "Asia/Taipei"] });
    words.extend(more);
    words
}

#[test]
fn a_setting_that_cannot_be_is_named_and_nothing_is_founded() {
    let scratch = Scratch::empty();
    for (more, says) in [
        (["--zone", "Asia/Taibei"], ["Asia/Taibei", "Asia/Taipei"]),
        (["--zone", ""], ["zone", "Asia/Taipei"]),
        (["--language", "englisch!"], ["englisch!", "zh-Hant"]),
        (["--language", ""], ["language", "zh-Hant"]),
        (["--address", "harbour.example"], ["harbour.example", "https://"]),
        (["--address", "ftp://harbour.example"], ["ftp://harbour.example", "https://"]),
        (["--address", "https://harbour.example/paper?x"], ["https://harbour.example/paper?x", "https://"]),
        (["--name", " "], ["name", "."]),
    ] {
        scratch.refused(&init(&more), &says);
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let scratch = Scratch::empty();
    scratch.file("letter.txt", "a letter");
    scratch.refused(&init(&["--data", "letter.txt/newspaper"]), &["letter.txt/newspaper", "cannot be used"]);
    scratch.refused(&init(&["--data", "letter.txt"]), &["letter.txt", "cannot be used"]);
}

#[test]
fn a_database_that_does_not_answer_is_named_and_no_folder_remains() {
    let scratch = Scratch::empty();
    let nobody = ["--database", "postgres://ann@127.0.0.1:1/paper"];
    scratch.refused(&init(&nobody), &["database cannot be reached", "See that its server runs"]);
    std::fs::create_dir(scratch.folder().join("newspaper")).expect("a folder");
    scratch.refused(&init(&nobody), &["database cannot be reached", "See that its server runs"]);
    assert_eq!(scratch.told(&init(&[])).status, Some(0), "what failed stands in the way of nothing");
    scratch.refused(&init(&["--database", "mysql://ann@127.0.0.1/paper"]), &["the flag --database", "postgres://"]);
}

#[test]
fn a_newspaper_is_not_founded_over_another() {
    let paper = founded();
    let (before, file) = (listing(paper.folder()), paper.folder().join("newspaper.db"));
    let bytes = std::fs::read(&file).unwrap_or_default();
    let said = paper.told(&init(&["--name", "Other Times"])).expect("the binary runs");
    is_refusal(&said, &["There is a newspaper in", "already. Choose another"]);
    assert_eq!((listing(paper.folder()), std::fs::read(&file).unwrap_or_default()), (before, bytes));
}
