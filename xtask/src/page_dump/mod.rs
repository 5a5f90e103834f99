//! `cargo xtask page-dump`: is every block of a page dump on the page that readers get, and in order?
//!
//! What the blocks are is asked of `broadsheet import --json`; beside that, the
//! lines of the dump that the page shows nowhere are listed as they stand.

mod newspaper;

use std::path::Path;
use std::process::Command;

use broadsheet_testkit::page_dump::{Block, Found, blocks, find, lines_not_shown};
use broadsheet_testkit::{Browser, Cluster};

use crate::run::{Outcome, output, works};
use newspaper::Newspaper;

/// Compares the page of each article in the dump: on a newspaper made for it, or at the addresses given.
pub(crate) fn compare(file: &Path, urls: &[String], postgres: bool, zone: &str) -> Outcome {
    let file = std::path::absolute(file).map_err(|error| error.to_string())?;
    let dump = std::fs::read_to_string(&file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let cluster = postgres.then(Cluster::start).transpose().map_err(|error| error.to_string())?;
    let mut newspaper = Newspaper::found(cluster.as_ref().map(Cluster::address).as_deref(), zone)?;
    println!("{}", newspaper.import(&file)?);
    let articles = newspaper.recognised(&file)?;
    let mut browser = Browser::start().map_err(|error| error.to_string())?;
    let mut whole = true;
    for (at, article) in articles.iter().enumerate() {
        let url = match urls.get(at) {
            Some(url) => url.clone(),
            None => newspaper.address_of(article, &mut browser)?,
        };
        for (reader, text) in texts(&url, &mut browser)? {
            whole &= one_reader(&url, reader, &text, &blocks(article), &dump);
        }
    }
    match (articles.len(), whole) {
        (0, _) => Err("The import recognised no article in the dump.".to_owned()),
        (_, true) => Ok(()),
        (_, false) => Err("The page does not show every block of the dump in order.".to_owned()),
    }
}

/// The page as readers of text get it: Chromium's, and lynx's where it is installed.
fn texts(url: &str, browser: &mut Browser) -> Outcome<Vec<(&'static str, String)>> {
    let opened = browser.open(url).and_then(|()| browser.text());
    let mut texts = vec![("Chromium", opened.map_err(|error| error.to_string())?)];
    if works(Command::new("lynx").arg("-version")) {
        let mut lynx = Command::new("lynx");
        lynx.args(["-dump", "-nolist", "-width=990", "-display_charset=utf-8"]).arg(url);
        texts.push(("lynx", output(&mut lynx)?));
    }
    Ok(texts)
}

/// Prints the table for one reader of text, and says whether all is present and in order.
fn one_reader(url: &str, reader: &str, text: &str, blocks: &[Block], dump: &str) -> bool {
    println!("\n{url} in {reader}");
    let found = find(blocks, text);
    for (block, found) in blocks.iter().zip(&found) {
        let word = match found {
            Found::InOrder => "ok",
            Found::OutOfOrder => "OUT OF ORDER",
            Found::Missing => "MISSING",
        };
        println!("  {word:<13} {:<14} {}", block.name, shortened(&block.texts.join(" ")));
    }
    let count = |wanted: &dyn Fn(&Found) -> bool| found.iter().filter(|found| wanted(found)).count();
    let (present, in_order) = (count(&|f| *f != Found::Missing), count(&|f| *f == Found::InOrder));
    println!("  {present}/{} present, {in_order}/{} in order", blocks.len(), blocks.len());
    for line in lines_not_shown(dump, text) {
        println!("  a line of the dump that the page does not show: {}", shortened(line));
    }
    in_order == blocks.len()
}

fn shortened(text: &str) -> String {
    const MOST: usize = 90;
    let short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
