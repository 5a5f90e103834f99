//! Files that are no page dumps: each is refused with a sentence that names it.

use std::io::Write as _;

use broadsheet_archive::page_dump::{self, LIMIT, Problem};
use broadsheet_news::clock::Zone;

#[test]
fn a_file_too_large_is_refused_by_its_length_alone() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    file.as_file().set_len(1 << 30).expect("a gigabyte of nothing");
    let problem = page_dump::read(file.path()).expect_err("too large");
    assert!(matches!(problem, Problem::TooLarge { bytes, .. } if bytes == 1 << 30));
    assert!(problem.to_string().contains(&LIMIT.to_string()));
    assert!(problem.to_string().contains(&file.path().display().to_string()));
}

#[test]
fn binary_and_broken_text_are_refused() {
    for bytes in [b"GIF89a\0\x01".to_vec(), b"caf\xe9 au lait".to_vec()] {
        assert_eq!(page_dump::text("photo.gif", bytes), Err(Problem::Binary { source: "photo.gif".to_owned() }));
    }
}

#[test]
fn an_empty_file_and_one_of_blanks_are_refused() {
    for bytes in [b"".to_vec(), b" \n\n\t\n".to_vec()] {
        assert_eq!(page_dump::text("blank.txt", bytes), Err(Problem::Empty { source: "blank.txt".to_owned() }));
    }
}

#[test]
fn a_missing_file_is_named() {
    let problem = page_dump::read(std::path::Path::new("no-such-dump.txt")).expect_err("missing");
    assert!(problem.to_string().starts_with("“no-such-dump.txt” cannot be read"));
}

#[test]
fn a_dump_without_headline_is_refused_with_the_way_out() {
    let found = page_dump::recognise("Share\nPrint\nLog in\n");
    let problem = page_dump::incoming(&found, &Zone::utc(), "menu.txt").expect_err("no headline");
    assert_eq!(problem, Problem::NoHeadline { source: "menu.txt".to_owned() });
    assert!(problem.to_string().contains("line of its own"));
}

#[test]
fn a_byte_order_mark_is_no_text() {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all("\u{feff}Harbour".as_bytes()).expect("written");
    assert_eq!(page_dump::read(file.path()).as_deref(), Ok("Harbour"));
}
