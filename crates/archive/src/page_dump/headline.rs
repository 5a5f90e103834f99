//! The headline: the line above the text that the page says more than once, in the text's own words, set like a heading.

use std::collections::HashSet;

use super::notes::Kind;
use super::prose;
use super::recognised::Recognised;
use super::sheet::Sheet;
use super::{byline, times, words};

/// How many pieces above the text may hold the headline; menus are longer, heads of articles are not.
const REACH: usize = 60;

/// Finds the headline, and moves the start of the text below it.
pub(super) fn find(sheet: &mut Sheet, found: &mut Recognised) {
    let said = words_of_text(sheet);
    let last = (sheet.body.start + 6).min(sheet.body.end.saturating_sub(1)).min(sheet.pieces.len());
    let first = sheet.body.start.saturating_sub(REACH);
    let mut best: Option<(usize, f64)> = None;
    for at in first..last.max(sheet.body.start) {
        let Some(score) = score(sheet, at, &said) else { continue };
        // Of equals the later one is nearer to the text.
        if best.is_none_or(|(_, top)| score >= top) {
            best = Some((at, score));
        }
    }
    let Some((at, _)) = best.filter(|(_, score)| *score > 0.0) else { return };
    found.headline = sheet.text(at).to_owned();
    sheet.headline = Some(at);
    if sheet.body.start <= at {
        sheet.body.start = (at + 1).min(sheet.body.end);
    }
    for other in (0..sheet.pieces.len()).filter(|&other| sheet.norm(other) == sheet.norm(at)).collect::<Vec<_>>() {
        if other < sheet.body.end {
            sheet.mark(other, Kind::Headline);
        }
    }
}

/// How much speaks for a piece being the headline; `None` where it cannot be.
fn score(sheet: &Sheet, at: usize, said: &HashSet<String>) -> Option<f64> {
    let piece = sheet.pieces.get(at)?;
    let norm = sheet.norm(at);
    let count = prose::words(&piece.text);
    if !(2..=35).contains(&count) || words::is_button(norm) || words::is_business(&piece.text) {
        return None;
    }
    if words::is_end(norm) || words::is_related(norm) || words::is_popular(norm) || words::is_topics(norm) {
        return None;
    }
    if times::is_time(&piece.text) || byline::is_byline(&piece.text) {
        return None;
    }
    let mut score = 0.0;
    score += overlap(norm, said) * 5.0;
    // The page's title, its breadcrumbs and its share links say the headline again.
    score += again(sheet, at) * 2.5;
    score += match piece.level {
        Some(1) => 6.0,
        Some(2) => 2.0,
        Some(_) => -1.0,
        None => 0.0,
    };
    score += if piece.outdented { 2.0 } else { 0.0 };
    score += if piece.gap > 0 { 0.5 } else { 0.0 };
    // A headline is a phrase: shorter ones name a section, longer ones are decks.
    score += match count {
        2 => -2.0,
        3 => -0.5,
        4..=20 => 1.0,
        _ => -1.5,
    };
    score -= if piece.bullet.is_some() { 4.0 } else { 0.0 };
    score -= if piece.text.ends_with('.') { 2.0 } else { 0.0 };
    score += if followed_by_time(sheet, at) { 2.0 } else { 0.0 };
    score -= distance(sheet, at) * 0.12;
    Some(score)
}

fn followed_by_time(sheet: &Sheet, at: usize) -> bool {
    (at + 1..=at + 5).any(|next| times::is_time(sheet.text(next)) || byline::is_byline(sheet.text(next)))
}

#[allow(clippy::cast_precision_loss, reason = "a count of pieces")]
fn distance(sheet: &Sheet, at: usize) -> f64 {
    sheet.body.start.abs_diff(at) as f64
}

/// How many other pieces hold the same words, up to three.
fn again(sheet: &Sheet, at: usize) -> f64 {
    let norm = sheet.norm(at);
    if norm.chars().count() < 12 {
        return 0.0;
    }
    let others =
        sheet.norms.iter().enumerate().filter(|(other, text)| *other != at && text.contains(norm)).take(2).count();
    f64::from(u32::try_from(others).unwrap_or(2))
}

/// The share of the piece's longer words that the text says too.
#[allow(clippy::cast_precision_loss, reason = "a count of words")]
fn overlap(norm: &str, said: &HashSet<String>) -> f64 {
    let terms = terms(norm);
    if terms.is_empty() {
        return 0.0;
    }
    terms.iter().filter(|term| said.contains(*term)).count() as f64 / terms.len() as f64
}

fn words_of_text(sheet: &Sheet) -> HashSet<String> {
    let start = sheet.body.start;
    (start..sheet.body.end)
        .filter(|at| prose::words(sheet.text(*at)) > 20)
        .flat_map(|at| terms(sheet.norm(at)))
        .collect()
}

/// Words of four letters and more, and pairs of ideographs.
fn terms(norm: &str) -> Vec<String> {
    let mut terms: Vec<String> = norm.split(' ').filter(|word| word.chars().count() >= 4).map(str::to_owned).collect();
    let signs: Vec<char> = norm.chars().filter(|c| prose::is_unspaced(*c)).collect();
    terms.extend(signs.windows(2).map(|pair| pair.iter().collect::<String>()));
    terms
}
