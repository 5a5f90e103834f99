//! Related and most popular articles: headlines under a label, after the text.

use std::collections::HashSet;

use super::kind::Kind;
use super::prose;
use super::recognised::{Listed, Recognised};
use super::sheet::Sheet;
use super::{byline, furniture, names, times, words};

/// Finds the lists below the headline.
pub(super) fn find(sheet: &mut Sheet, found: &mut Recognised) {
    let mut list: Option<Kind> = None;
    let mut seen: HashSet<(Kind, String)> = HashSet::new();
    let from = sheet.headline.map_or(sheet.body.end, |at| at + 1);
    for at in from..sheet.pieces.len() {
        if !sheet.free(at) {
            continue;
        }
        let norm = sheet.norm(at).to_owned();
        if let Some(next) = opens(&norm) {
            list = Some(next);
            sheet.mark(at, Kind::Label);
        } else if words::is_end(&norm) || words::is_topics(&norm) || goes_on(sheet, at) {
            list = None;
        } else if let Some(kind) = list {
            entry(sheet, at, kind, &mut seen, found);
        }
    }
}

/// A list in the middle of the text ends where the text goes on.
fn goes_on(sheet: &Sheet, at: usize) -> bool {
    let text = sheet.text(at);
    let paragraph = prose::words(text) >= 15 && prose::ends_sentence(text);
    let inner = at < sheet.body.end && sheet.pieces.get(at).is_some_and(|piece| piece.bullet.is_none());
    inner && (paragraph || prose::words(text) < 4)
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
    let other = times::is_time(text) || names::is_person(text) || byline::is_byline(text) || text.contains(" • ");
    (4..=28).contains(&count) && !text.ends_with('.') && !other && !furniture::is_furniture(sheet, at)
}
