//! A page dump goes in, and a page on which every block is alive comes out.

use std::path::Path;

use broadsheet_testkit::page_dump::{Block, Found, blocks, find};
use broadsheet_testkit::{Browser, Newspaper, Server, TestDatabase, get};

use crate::world::{KINDS, asked, done, founded_on, imported, printed, served};

/// A page dump of our own.
#[derive(Clone, Copy, Debug)]
struct Dump {
    file: &'static str,
    /// Where its newspaper is.
    zone: &'static str,
    /// How many blocks are recognised in it, or more as the recogniser learns: none may be lost between recognising and comparing.
    blocks: usize,
}

const DUMPS: [Dump; 4] = [
    Dump { file: "tests/dumps/ferry.txt", zone: "Asia/Taipei", blocks: 28 },
    Dump { file: "../demo/page-dump.txt", zone: broadsheet_demo::ZONE, blocks: 43 },
    Dump { file: "../demo/page-dump-2.txt", zone: broadsheet_demo::ZONE, blocks: 28 },
    Dump { file: "../demo/page-dump-zh.txt", zone: broadsheet_demo::ZONE, blocks: 33 },
];

/// A dump that was imported into a newspaper of its own and is served.
struct Imported {
    server: Server,
    _paper: Newspaper,
    /// The article's address.
    url: String,
    blocks: Vec<Block>,
}

impl Imported {
    fn from(dump: Dump) -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(dump.file).display().to_string();
        let paper =
            founded_on(TestDatabase::fresh(), &["--zone", dump.zone, "--language", "en", "--language", "zh-Hant"]);
        let said = done(&paper, &["import", &file, "--from", "page-dump"]);
        let path = said.split("is now at ").nth(1).and_then(|after| after.split_whitespace().next());
        let path = path.unwrap_or_else(|| panic!("{said}"));
        let line = done(&paper, &["import", &file, "--from", "page-dump", "--dry-run", "--json"]);
        let blocks = blocks(&serde_json::from_str(&line).expect("one line of JSON"));
        assert!(blocks.len() >= dump.blocks, "{blocks:#?}");
        let server = served(&paper, &[]);
        let url = format!("{}{path}", server.address());
        Self { server, _paper: paper, url, blocks }
    }

    /// The blocks that are not on the page in their order, and what became of them.
    fn out_of_order(&self, page: &str) -> Vec<String> {
        let found = find(&self.blocks, page);
        let late = self.blocks.iter().zip(found).filter(|(_, found)| *found != Found::InOrder);
        late.map(|(block, found)| format!("{}: {found:?}", block.name)).collect()
    }
}

#[test]
fn every_block_of_a_dump_is_on_its_page_in_order_for_readers_of_text() {
    for dump in DUMPS {
        let article = Imported::from(dump);
        let page = get(&article.url, &[]).expect("an answer");
        assert_eq!(page.status, 200);
        assert_eq!(article.out_of_order(&text_of(&page.text())), [""; 0], "{dump:?}");
    }
}

#[test]
fn browser_every_block_of_a_dump_is_on_its_page_in_order_and_nothing_comes_from_elsewhere() {
    let mut browser = Browser::start().expect("Chromium starts");
    for dump in DUMPS {
        let article = Imported::from(dump);
        browser.open(&article.url).expect("the page opens");
        let text = browser.text().expect("it has a text");
        assert_eq!(article.out_of_order(&text), [""; 0], "{dump:?}");
        assert_eq!(browser.problems(), [""; 0], "no style, font or picture is refused or missing");
        let elsewhere = browser.requests().iter().filter(|url| !url.starts_with(article.server.address()));
        assert_eq!(elsewhere.collect::<Vec<_>>(), [""; 0]);
    }
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
