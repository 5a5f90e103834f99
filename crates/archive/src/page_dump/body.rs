//! The text of the article: the stretch of the dump that has most of its running text and least of anything else.

use std::collections::HashSet;
use std::ops::Range;

use super::judgement::share;
use super::kind::Kind;
use super::piece::{Bullet, Piece};
use super::recognised::{Paragraph, Recognised};
use super::sheet::Sheet;
use super::{byline, prose, running, second, words};

/// What ends a stretch costs more than any paragraph brings, but less than a whole article does.
const END: f64 = -60.0;
/// A stretch gains by pieces that are likelier than this, and loses by others.
const EVEN: f64 = 0.4;
/// Inside the stretch a piece is kept from here on.
const KEPT: f64 = 0.4;

/// Finds where the text stands, by the look of the pieces alone.
pub(super) fn find(sheet: &mut Sheet) {
    sheet.likely = running::likelihoods(sheet);
    sheet.body = stretch(sheet, 0);
}

/// Finds it again below the headline.
pub(super) fn find_again(sheet: &mut Sheet) {
    let Some(headline) = sheet.headline else { return };
    sheet.likely = second::likelihoods(sheet);
    let body = stretch(sheet, headline + 1);
    // A deck may read like text; but the text begins below the byline.
    let below = byline_among_first(sheet, &body).map(|at| stretch(sheet, at + 1));
    let found = below.into_iter().chain([body]).find(|body| !body.is_empty());
    sheet.body = found.unwrap_or_else(|| sheet.body.clone());
}

/// How many pieces of the head may be taken for text before the byline stops it.
const HEAD: usize = 5;

/// A byline among the first pieces, if none before it is a sentence.
fn byline_among_first(sheet: &Sheet, body: &Range<usize>) -> Option<usize> {
    let first = body.start..(body.start + HEAD).min(body.end);
    first.take_while(|&at| !prose::ends_sentence(sheet.text(at))).find(|&at| byline::is_byline(sheet.text(at)))
}

/// The stretch with the greatest gain.
fn stretch(sheet: &Sheet, from: usize) -> Range<usize> {
    let (mut best, mut best_sum) = (from..from, 0.0);
    let (mut start, mut sum) = (from, 0.0);
    for at in from..sheet.pieces.len() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += gain(sheet, at);
        if sum > best_sum {
            (best, best_sum) = (start..at + 1, sum);
        }
    }
    best
}

/// How many words of the text the stretch gains by a piece.
fn gain(sheet: &Sheet, at: usize) -> f64 {
    let norm = sheet.norm(at);
    // Labels end the text: what follows them is other people's or other articles'.
    if words::is_end(norm) || words::is_related(norm) || words::is_popular(norm) {
        return END;
    }
    let words = share(prose::words(sheet.text(at)).max(4), 60) * 60.0;
    (sheet.likely.get(at).copied().unwrap_or(0.0) - EVEN) * words
}

/// Reads the paragraphs out of the stretch found.
pub(super) fn read(sheet: &mut Sheet, found: &mut Recognised) {
    let captions = (0..sheet.pieces.len()).filter(|&at| sheet.kinds.get(at) == Some(&Some(Kind::Caption)));
    let mut said: HashSet<String> = captions.map(|at| sheet.norm(at).to_owned()).collect();
    for at in sheet.body.clone() {
        if !sheet.free(at) {
            continue;
        }
        let Some(piece) = sheet.pieces.get(at) else { continue };
        let Some(kind) = judge(sheet, at, &mut said) else { continue };
        if let Some(paragraph) = paragraph(piece, kind) {
            found.paragraphs.push(paragraph);
        }
        sheet.mark(at, kind);
    }
}

fn judge(sheet: &Sheet, at: usize, said: &mut HashSet<String>) -> Option<Kind> {
    let (text, norm) = (sheet.text(at), sheet.norm(at));
    let count = prose::words(text);
    // Said twice is said once: the dump repeats what the page shows in two sizes.
    if count >= 4 && !said.insert(norm.to_owned()) {
        return Some(Kind::Furniture);
    }
    if super::caption::is_caption(sheet, at) {
        return Some(Kind::InnerCaption);
    }
    if sheet.likely.get(at).is_none_or(|likely| *likely < KEPT) {
        return super::furniture::is_furniture(sheet, at).then_some(Kind::Furniture);
    }
    if sheet.pieces.get(at).is_some_and(|piece| piece.bullet.is_some()) {
        return Some(Kind::Item);
    }
    let heading = count <= 14 && !prose::ends_sentence(text);
    Some(if heading { Kind::Heading } else { Kind::Paragraph })
}

fn paragraph(piece: &Piece, kind: Kind) -> Option<Paragraph> {
    let text = piece.text.clone();
    match kind {
        Kind::Paragraph => Some(Paragraph::Text(text)),
        Kind::Heading => Some(Paragraph::Heading(text)),
        Kind::Item => Some(Paragraph::Item { text, ordered: matches!(piece.bullet, Some(Bullet::Number(_))) }),
        _ => None,
    }
}
