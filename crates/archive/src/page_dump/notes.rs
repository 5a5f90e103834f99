//! What each line of the input was recognised as, for whoever checks an import by eye.

use super::kind::{Kind, Line};
use super::recognised::Recognised;
use super::sheet::Sheet;

/// What was recognised line by line, and what was left over; blank lines are passed by.
pub fn lines(found: &Recognised) -> impl Iterator<Item = &Line> {
    found.lines.iter().filter(|line| line.kind != Some(Kind::Blank))
}

/// Carries what is known of the pieces to the lines they were made from.
pub(super) fn write(sheet: &Sheet, text: &str, found: &mut Recognised) {
    found.lines = text.lines().enumerate().map(|(at, line)| plain(at, line)).collect();
    for (piece, kind) in sheet.pieces.iter().zip(&sheet.kinds) {
        for line in found.lines.iter_mut().take(piece.lines.end).skip(piece.lines.start) {
            line.kind = line.kind.or(*kind);
        }
    }
}

fn plain(at: usize, line: &str) -> Line {
    let kind = line.trim().is_empty().then_some(Kind::Blank);
    Line { number: at + 1, text: line.trim().to_owned(), kind }
}
