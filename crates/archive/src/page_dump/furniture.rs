//! What stands around an article: the masthead's day, the voice briefing, the directory, the breadcrumbs, the count of readers.

use super::kind::Kind;
use super::piece::Bullet;
use super::recognised::Recognised;
use super::sheet::Sheet;
use super::{prose, times, words};

/// Finds what stands above the headline, and the count below it.
pub(super) fn find(sheet: &mut Sheet, found: &mut Recognised) {
    let top = sheet.headline.unwrap_or(sheet.body.start);
    for at in 0..top {
        masthead(sheet, at, found);
        directory(sheet, at, found);
    }
    breadcrumbs(sheet, top, found);
    for at in sheet.head() {
        count(sheet, at, found);
    }
}

/// The masthead's day with the words after it: `date 2021-08-19 Alexa`.
fn masthead(sheet: &mut Sheet, at: usize, found: &mut Recognised) {
    const SPOKEN: [&str; 5] = ["alexa", "google assistant", "siri", "voice briefing", "flash briefing"];
    let text = sheet.text(at);
    let Some(time) = times::all(text).first().cloned() else { return };
    let after = text.get(time.end..).unwrap_or_default().trim();
    let low = after.to_lowercase();
    if SPOKEN.iter().any(|word| low.contains(word)) && prose::words(after) <= 6 && found.briefing_title.is_empty() {
        found.briefing_title = after.to_owned();
        sheet.mark(at, Kind::Briefing);
    }
}

/// `Directory of …`: the link to the organisations.
fn directory(sheet: &mut Sheet, at: usize, found: &mut Recognised) {
    let text = sheet.text(at);
    let is = text.starts_with("Directory of ") || text.ends_with(" Directory") || text.ends_with("名錄");
    if is && prose::words(text) <= 8 && found.directory_title.is_empty() {
        found.directory_title = text.to_owned();
        sheet.mark(at, Kind::Directory);
    }
}

/// Numbered steps above the headline, or one line with marks between the steps.
fn breadcrumbs(sheet: &mut Sheet, top: usize, found: &mut Recognised) {
    if numbered(sheet, top, found) {
        return;
    }
    for at in (top.saturating_sub(12)..top).rev() {
        let steps = steps(sheet.text(at));
        if steps.len() >= 2 && sheet.free(at) {
            found.breadcrumbs = without_headline(steps, &found.headline);
            sheet.mark(at, Kind::Breadcrumb);
            return;
        }
    }
}

/// `1. Home`, `2. Politics`: an ordered list above the headline is the way to it.
fn numbered(sheet: &mut Sheet, top: usize, found: &mut Recognised) -> bool {
    let is =
        |at: usize, number: u32| sheet.pieces.get(at).is_some_and(|piece| piece.bullet == Some(Bullet::Number(number)));
    let Some(first) = (top.saturating_sub(12)..top).rev().find(|&at| is(at, 1) && is(at + 1, 2)) else { return false };
    let mut steps = vec![sheet.text(first).to_owned()];
    let mut number = 2;
    let mut at = first + 1;
    while at < top && is(at, number) {
        steps.push(sheet.text(at).to_owned());
        (at, number) = (at + 1, number + 1);
    }
    found.breadcrumbs = without_headline(steps, &found.headline);
    (first..at).for_each(|at| sheet.mark(at, Kind::Breadcrumb));
    true
}

fn steps(text: &str) -> Vec<String> {
    for mark in [" > ", " › ", " » ", " / ", " → ", "›", "»"] {
        let steps: Vec<String> =
            text.split(mark).map(|step| step.trim().to_owned()).filter(|step| !step.is_empty()).collect();
        if steps.len() >= 2 && steps.iter().all(|step| prose::words(step) <= 14) && text.len() < 250 {
            return steps;
        }
    }
    Vec::new()
}

fn without_headline(mut steps: Vec<String>, headline: &str) -> Vec<String> {
    let norm = broadsheet_news::reference::normalised(headline);
    steps.retain(|step| {
        let step = broadsheet_news::reference::normalised(step.trim_end_matches(['.', '…']));
        !step.is_empty() && !norm.starts_with(&step)
    });
    steps
}

/// A bare number below the headline, or one with a word for readers after it.
fn count(sheet: &mut Sheet, at: usize, found: &mut Recognised) {
    if found.readers.is_some() {
        return;
    }
    let norm = sheet.text(at).trim().to_lowercase();
    let bare = norm
        .strip_suffix("views")
        .or_else(|| norm.strip_suffix("readers"))
        .or_else(|| norm.strip_suffix("reader"))
        .or_else(|| norm.strip_suffix("reads"))
        .or_else(|| norm.strip_suffix("位讀者"))
        .unwrap_or(&norm)
        .trim();
    let digits: String = bare.chars().filter(|c| !matches!(c, ',' | '.' | ' ' | '\'')).collect();
    let whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && digits.len() <= 12;
    if whole {
        found.readers = digits.parse().ok();
        sheet.mark(at, Kind::Count);
    }
}

/// Whether a piece is neither text nor anything that is looked for.
pub(super) fn is_furniture(sheet: &Sheet, at: usize) -> bool {
    words::is_button(sheet.norm(at)) || words::is_business(sheet.text(at))
}
