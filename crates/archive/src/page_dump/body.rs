//! The text of the article: the stretch of the dump that has most of its running text and least of anything else.

use std::collections::HashSet;

use super::notes::Kind;
use super::pieces::{Bullet, Piece};
use super::prose;
use super::recognised::{Paragraph, Recognised};
use super::sheet::Sheet;
use super::words;

/// What ends a stretch costs more than any paragraph brings, but less than a whole article does.
const END: f64 = -70.0;

/// Finds where the text stands.
pub(super) fn find(sheet: &mut Sheet) {
    let weights: Vec<f64> = (0..sheet.pieces.len()).map(|at| weight(sheet, at)).collect();
    let (mut best, mut best_sum) = (0..0, 0.0);
    let (mut start, mut sum) = (0, 0.0);
    for (at, weight) in weights.iter().enumerate() {
        if sum <= 0.0 {
            (start, sum) = (at, 0.0);
        }
        sum += weight;
        if sum > best_sum {
            (best, best_sum) = (start..at + 1, sum);
        }
    }
    sheet.body = best;
}

/// How much a piece speaks for running text (words) or against it.
fn weight(sheet: &Sheet, at: usize) -> f64 {
    let Some(piece) = sheet.pieces.get(at) else { return 0.0 };
    let norm = sheet.norm(at);
    // Labels end the text: what follows them is other people's or other articles'.
    if words::is_end(norm) || words::is_related(norm) || words::is_popular(norm) {
        return END;
    }
    let count = prose::words(&piece.text);
    #[allow(clippy::cast_precision_loss, reason = "a count of words")]
    let words = count.min(60) as f64;
    // A page that speaks of itself does so before and after the article.
    if words::is_business(&piece.text) && count < 60 {
        return -12.0;
    }
    if words::is_button(norm) {
        return -2.0;
    }
    let sentence = prose::ends_sentence(&piece.text);
    match piece.bullet {
        // Lists in an article are made of sentences or at least of phrases; menus are not.
        Some(_) if count >= 10 => words * 0.5,
        Some(_) => -2.0,
        // The same sentence twice is a teaser or an alternative text.
        None if sheet.times(at) > 1 => -1.0,
        None if sentence && count >= 6 => words,
        None if count >= 25 => words * 0.6,
        // A long line without an end is a headline or a caption.
        None if count >= 8 => -3.0,
        None => -3.5,
    }
}

/// Reads the paragraphs out of the stretch found.
pub(super) fn read(sheet: &mut Sheet, found: &mut Recognised) {
    let mut said = HashSet::new();
    for at in sheet.body.clone() {
        if !sheet.free(at) {
            continue;
        }
        let Some(piece) = sheet.pieces.get(at) else { continue };
        let kind = judge(sheet, at, &mut said);
        if let Some(paragraph) = paragraph(piece, kind) {
            found.paragraphs.push(paragraph);
        }
        sheet.mark(at, kind);
    }
}

fn judge(sheet: &Sheet, at: usize, said: &mut HashSet<String>) -> Kind {
    let (text, norm) = (sheet.text(at), sheet.norm(at));
    let count = prose::words(text);
    // Said twice is said once: the dump repeats what the page shows in two sizes.
    if count >= 4 && !said.insert(norm.to_owned()) {
        return Kind::Furniture;
    }
    if words::is_button(norm) || (words::is_business(text) && count < 40) {
        return Kind::Furniture;
    }
    if super::caption::is_caption(sheet, at) {
        return Kind::InnerCaption;
    }
    let piece = sheet.pieces.get(at);
    if piece.is_some_and(|piece| piece.bullet.is_some()) {
        return Kind::Item;
    }
    let heading = count <= 14 && !prose::ends_sentence(text);
    if heading { Kind::Heading } else { Kind::Paragraph }
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
