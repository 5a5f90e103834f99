//! Wrapped lines made whole again: a text browser breaks a paragraph at its window's edge, other programs where the
//! page's source or an inline link ended.

use super::piece::Piece;
use super::prose;

/// Window edges of text browsers lie between these; longer lines mean that nothing was wrapped.
const NARROWEST: usize = 60;
const WIDEST: usize = 82;

/// Joins the pieces that were one paragraph.
pub(super) fn whole(pieces: Vec<Piece>, text: &str) -> Vec<Piece> {
    let lines: Vec<&str> = text.lines().collect();
    match edge(&lines) {
        Some(edge) => outdents(join(pieces, &lines, |one, two, lines| full(one, two, lines, edge))),
        None => join(pieces, &lines, broken),
    }
}

/// Where the window ended: the widest of the lines, if next to none is wider than any window.
fn edge(lines: &[&str]) -> Option<usize> {
    let widths: Vec<usize> = lines.iter().map(|line| width(line.trim_end())).filter(|&w| w > 0).collect();
    let wide = widths.iter().filter(|&&w| w > WIDEST).count();
    let near = widths.iter().filter(|&&w| (NARROWEST..=WIDEST).contains(&w)).count();
    let wrapped = near >= 8 && wide * 40 < near;
    wrapped.then(|| widths.into_iter().filter(|&w| w <= WIDEST).max().unwrap_or(WIDEST))
}

fn join(pieces: Vec<Piece>, lines: &[&str], goes_on: impl Fn(&Piece, &Piece, &[&str]) -> bool) -> Vec<Piece> {
    let mut whole: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let next = piece.lines.start;
        match whole.last_mut() {
            Some(last) if last.lines.end == next && piece.gap == 0 && goes_on(last, &piece, lines) => {
                let glue = if wide_end(&last.text) && wide_start(&piece.text) { "" } else { " " };
                last.text.push_str(glue);
                last.text.push_str(&piece.text);
                last.lines.end = piece.lines.end;
            }
            _ => whole.push(piece),
        }
    }
    whole
}

/// A line goes on where the next line's first word would not have fitted on it.
fn full(one: &Piece, two: &Piece, lines: &[&str], edge: usize) -> bool {
    if two.bullet.is_some() || two.level.is_some() {
        return false;
    }
    // Set in by more than a bullet's width means another element.
    if one.bullet.is_none() && one.indent.abs_diff(two.indent) > 1 && one.lines.len() == 1 {
        return false;
    }
    let last = lines.get(one.lines.end - 1).map_or(0, |line| width(line.trim_end()));
    let first = two.text.split_whitespace().next().map_or(0, width);
    let first = if wide_start(&two.text) { 2 } else { first };
    last + 1 + first + 3 > edge
}

/// Without a window's edge a line goes on where it breaks off in the middle of a sentence around an inline element.
fn broken(one: &Piece, two: &Piece, lines: &[&str]) -> bool {
    if two.bullet.is_some() || two.level.is_some() || one.level.is_some() {
        return false;
    }
    let raw_end = lines.get(one.lines.end - 1).is_some_and(|line| line.ends_with(' '));
    let raw_start = lines.get(two.lines.start).is_some_and(|line| line.starts_with(' ') && !line.starts_with("  "));
    let starts = two.text.chars().next().unwrap_or(' ');
    let low = starts.is_lowercase() || ",;.:)’".contains(starts);
    // What was joined already is long; counting it each time would take the square of its length.
    let long = one.lines.len() > 1 || prose::words(&one.text) >= 5;
    let open = !prose::ends_sentence(&one.text);
    (open && long && low && one.indent == two.indent) || (open && long && (raw_end && raw_start))
}

/// In a wrapped dump text is set in alike; what stands further out on a paragraph's own is a heading.
fn outdents(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let usual = usual_indent(&pieces);
    for piece in &mut pieces {
        piece.outdented = piece.bullet.is_none() && (piece.indent < usual || piece.indent > usual + 6);
    }
    pieces
}

fn usual_indent(pieces: &[Piece]) -> usize {
    let mut votes = [0usize; 64];
    for piece in pieces.iter().filter(|piece| piece.lines.len() > 1 && piece.bullet.is_none()) {
        if let Some(vote) = votes.get_mut(piece.indent) {
            *vote += piece.lines.len();
        }
    }
    votes.iter().enumerate().max_by_key(|(_, votes)| **votes).map_or(0, |(indent, _)| indent)
}

/// Columns on a terminal: ideographs take two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if prose::is_wide(c) { 2 } else { 1 }).sum()
}

fn wide_end(text: &str) -> bool {
    text.chars().next_back().is_some_and(prose::is_wide)
}

fn wide_start(text: &str) -> bool {
    text.chars().next().is_some_and(prose::is_wide)
}
