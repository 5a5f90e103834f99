//! Related and most popular articles: headlines under a label, after the text.

use std::collections::HashSet;

use super::notes::Kind;
use super::prose;
use super::recognised::{Listed, Recognised};
use super::sheet::Sheet;
use super::{furniture, times, words};

/// Finds the lists after the text, and the time of the last change among them.
pub(super) fn find(sheet: &mut Sheet, found: &mut Recognised) {
    let mut list: Option<Kind> = None;
    let mut seen: HashSet<(Kind, String)> = HashSet::new();
    for at in sheet.tail() {
        if !sheet.free(at) {
            continue;
        }
        let norm = sheet.norm(at).to_owned();
        if let Some(next) = opens(&norm) {
            list = Some(next);
            sheet.mark(at, Kind::Label);
        } else if words::is_end(&norm) || words::is_topics(&norm) {
            list = None;
        } else if let Some(kind) = list {
            entry(sheet, at, kind, &mut seen, found);
        }
    }
}

fn opens(norm: &str) -> Option<Kind> {
    if words::is_popular(norm) {
        return Some(Kind::Popular);
    }
    words::is_related(norm).then_some(Kind::Related)
}

fn entry(sheet: &mut Sheet, at: usize, kind: Kind, seen: &mut HashSet<(Kind, String)>, found: &mut Recognised) {
    let text = sheet.text(at).to_owned();
    if let Some(time) = times::alone(&text) {
        let list = if kind == Kind::Popular { &mut found.popular } else { &mut found.related };
        if let Some(last) = list.last_mut() {
            last.published.get_or_insert(time);
            sheet.mark(at, Kind::ListedTime);
        }
        return;
    }
    if !is_headline(sheet, at) {
        return;
    }
    sheet.mark(at, kind);
    if seen.insert((kind, sheet.norm(at).to_owned())) {
        let list = if kind == Kind::Popular { &mut found.popular } else { &mut found.related };
        list.push(Listed { headline: text, published: None });
    }
}

/// Headlines in lists have some words and do not talk in paragraphs.
fn is_headline(sheet: &Sheet, at: usize) -> bool {
    let text = sheet.text(at);
    let count = prose::words(text);
    (4..=28).contains(&count) && !text.ends_with('.') && !furniture::is_furniture(sheet, at)
}
