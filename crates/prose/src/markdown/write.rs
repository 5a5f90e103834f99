//! A body in Markdown, which [`read`](super::read()) takes back as the same text.

use broadsheet_news::body::{Block, BlockKind, Body, Item, Level, Text};

use super::inline;
use crate::html::write_block;

/// A line end inside one line.
const BREAK: &str = "<br>";

/// The body as Markdown. Of what is written in Markdown's own signs, all is kept but the ids of blocks.
pub fn write(body: &Body) -> String {
    let mut out = String::new();
    let mut other_signs = false;
    for block in &body.blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        // Two lists in a row would be read as one if their signs were the same.
        let is_list = matches!(block.kind, BlockKind::List { .. });
        other_signs = is_list && !other_signs;
        out.push_str(&one(block, other_signs));
        out.push('\n');
    }
    out
}

fn one(block: &Block, other_signs: bool) -> String {
    match &block.kind {
        BlockKind::Paragraph { text } => inline::text(text, "\\\n"),
        BlockKind::Heading { level, text } => heading(*level, text),
        BlockKind::Quote { paragraphs, attribution } if attribution.is_empty() => quote(paragraphs),
        BlockKind::List { items } => list(items, other_signs),
        BlockKind::Table { header, caption, rows } if caption.is_empty() && is_wide(*header, rows) => {
            table(*header, rows)
        }
        BlockKind::Code { language, text } => code(language, text),
        BlockKind::Divider => "---".to_owned(),
        _ => as_html(block),
    }
}

/// HTML ends at an empty line in Markdown, so it must stand in one.
fn as_html(block: &Block) -> String {
    write_block(block).replace('\n', "&#10;")
}

fn heading(level: Level, text: &Text) -> String {
    let signs = "#".repeat(usize::from(u8::from(level)));
    format!("{signs} {}", inline::text(text, BREAK))
}

fn quote(paragraphs: &[Text]) -> String {
    let lines = paragraphs.iter().map(|text| format!("> {}", inline::text(text, "\\\n> ")));
    lines.collect::<Vec<_>>().join("\n>\n")
}

/// What stands in an item is set in as far as its text is.
fn list(items: &[Item], other_signs: bool) -> String {
    let mut lines = Vec::with_capacity(items.len());
    // For each open list: how many items it has, and how far its items' texts are set in.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for item in items {
        let depth = usize::from(item.depth);
        open.truncate(depth + 1);
        if open.len() <= depth {
            open.push((0, 0));
        }
        let indent = open.iter().rev().nth(1).map_or(0, |list| list.1);
        let Some(list) = open.last_mut() else {
            continue;
        };
        list.0 += 1;
        let sign = sign(item.ordered, other_signs, list.0);
        list.1 = indent + sign.len();
        lines.push(format!("{}{sign}{}", " ".repeat(indent), inline::text(&item.text, BREAK)));
    }
    lines.join("\n")
}

fn sign(ordered: bool, other: bool, number: usize) -> String {
    match (ordered, other) {
        (false, true) => "- ".to_owned(),
        (false, false) => "* ".to_owned(),
        (true, true) => format!("{number}. "),
        (true, false) => format!("{number}) "),
    }
}

/// A table of one cell is how old pages are laid out, so it is no table unless it says that it is one.
fn is_wide(header: bool, rows: &[Vec<Text>]) -> bool {
    !header || rows.iter().map(Vec::len).sum::<usize>() > 1
}

fn table(header: bool, rows: &[Vec<Text>]) -> String {
    let width = rows.first().map_or(0, Vec::len);
    let (head, rest) = rows.split_at(usize::from(header).min(rows.len()));
    let nameless = vec![Text::default(); width];
    let mut lines = vec![row(head.first().unwrap_or(&nameless)), format!("|{}", " --- |".repeat(width))];
    lines.extend(rest.iter().map(|cells| row(cells)));
    lines.join("\n")
}

fn row(cells: &[Text]) -> String {
    let cells = cells.iter().map(|text| inline::text(text, BREAK));
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

/// The fence is longer than any in the code.
fn code(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}{language}\n{text}\n{fence}")
}
