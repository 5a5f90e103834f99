//! A page dump goes in, and a page on which every block is alive comes out.

use broadsheet_testkit::page_dump::{Found, blocks, find};
use broadsheet_testkit::{Browser, Newspaper};

use crate::world::{FERRY, KINDS, asked, done, dump, imported, printed, served};

/// The blocks that are not on the page in their order, and what became of them. The dump has so many: none is lost on the way.
fn out_of_order(paper: &Newspaper, page: &str) -> Vec<String> {
    let file = dump("ferry.txt").display().to_string();
    let line = done(paper, &["import", &file, "--from", "page-dump", "--dry-run", "--json"]);
    let blocks = blocks(&serde_json::from_str(&line).expect("one line of JSON"));
    assert_eq!(blocks.len(), 28, "{blocks:#?}");
    let found = find(&blocks, page);
    let late = blocks.iter().zip(found).filter(|(_, found)| *found != Found::InOrder);
    late.map(|(block, found)| format!("{}: {found:?}", block.name)).collect()
}

#[test]
fn every_block_of_a_dump_is_on_its_page_in_order_for_readers_of_text() {
    let paper = printed();
    let server = served(&paper, &[]);
    let page = asked(&server, FERRY);
    assert_eq!(page.status, 200);
    assert_eq!(out_of_order(&paper, &text_of(&page.text())), [""; 0]);
}

#[test]
fn browser_every_block_of_a_dump_is_on_its_page_in_order_and_nothing_comes_from_elsewhere() {
    let paper = printed();
    let server = served(&paper, &[]);
    let mut browser = Browser::start().expect("Chromium starts");
    browser.open(&format!("{}{FERRY}", server.address())).expect("the page opens");
    let text = browser.text().expect("it has a text");
    assert_eq!(out_of_order(&paper, &text), [""; 0]);
    assert_eq!(browser.problems(), [""; 0], "no style, font or picture is refused or missing");
    let elsewhere = browser.requests().iter().filter(|url| !url.starts_with(server.address()));
    assert_eq!(elsewhere.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_dump_that_is_imported_twice_changes_no_byte_of_any_page() {
    let paper = printed();
    let pages = |paper: &Newspaper| {
        let server = served(paper, &[]);
        KINDS.map(|path| asked(&server, path).text())
    };
    let before = pages(&paper);
    let said = imported(&paper);
    assert_eq!(said.matches("was here already").count(), 2, "{said}");
    assert!(!said.contains("is now at"), "{said}");
    for (path, (before, after)) in KINDS.iter().zip(before.iter().zip(pages(&paper))) {
        assert_eq!(*before, after, "{path}");
    }
}

/// The body of a page without its tags: what a reader of text gets. A line ends where a block does.
fn text_of(html: &str) -> String {
    const BLOCKS: [&str; 8] = ["p", "li", "h1", "h2", "h3", "div", "header", "figcaption"];
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let mut text = String::new();
    for piece in body.split('<') {
        let (tag, after) = piece.split_once('>').unwrap_or(("", piece));
        let ends_block = tag.strip_prefix('/').is_some_and(|name| BLOCKS.contains(&name));
        text += if ends_block { "\n" } else { "" };
        text += after;
    }
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    marks.iter().fold(text, |text, (written, mark)| text.replace(written, mark))
}
