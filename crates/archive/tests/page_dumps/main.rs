//! What the recogniser of page dumps promises, told by dumps of an invented harbour city's newspaper.

mod anything;
mod blocks;
mod files;
mod forms;

use broadsheet_archive::page_dump::{self, Kind, Recognised};

const COLUMN: &str = include_str!("dumps/column.txt");
const WINDOW: &str = include_str!("dumps/window.txt");
const MARKED: &str = include_str!("dumps/marked.txt");
const FLAT: &str = include_str!("dumps/flat.txt");

fn column() -> Recognised {
    page_dump::recognise(COLUMN)
}

/// The texts of the lines recognised as one kind.
fn lines_of(found: &Recognised, kind: Kind) -> Vec<&str> {
    found.lines.iter().filter(|line| line.kind == Some(kind)).map(|line| line.text.as_str()).collect()
}

fn headlines(list: &[page_dump::Listed]) -> Vec<&str> {
    list.iter().map(|listed| listed.headline.as_str()).collect()
}

fn authors(found: &Recognised) -> Vec<&str> {
    found.bylines.iter().map(|byline| byline.name.as_str()).collect()
}

fn texts(found: &Recognised) -> Vec<&str> {
    found.paragraphs.iter().map(page_dump::Paragraph::text).collect()
}
