//! Pieces: the lines of a dump without their bullets, marks and form fields, and with wrapped paragraphs made whole.

use super::piece::{Bullet, Piece};
use super::unwrap;

/// Cuts a text into pieces.
pub(super) fn cut(text: &str) -> Vec<Piece> {
    let markdown = is_markdown(text);
    let mut pieces = Vec::new();
    let mut gap = 0;
    for (at, line) in text.lines().enumerate() {
        match one(line, at, markdown) {
            Some(piece) => pieces.push(Piece { gap: std::mem::take(&mut gap), ..piece }),
            None => gap += usize::from(line.trim().is_empty()),
        }
    }
    unwrap::whole(pieces, text)
}

/// One program writes Markdown: `# ` before headings and `_` around stressed words.
fn is_markdown(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("# ") || line.starts_with("## ") || line.starts_with("### "))
}

fn one(line: &str, at: usize, markdown: bool) -> Option<Piece> {
    let indent = line.chars().take_while(|c| c.is_whitespace()).count();
    let mended = mended(line.trim());
    let bare = without_fields(mended.as_deref().unwrap_or(line.trim()));
    let (level, rest) = heading(bare.trim(), markdown);
    let (bullet, rest) = bullet(rest, indent);
    let text = if markdown { without_stress(rest) } else { rest.to_owned() };
    let text = squeezed(&text);
    let says = text.chars().any(char::is_alphanumeric);
    says.then_some(Piece { text, lines: at..at + 1, indent, bullet, level, gap: 0, outdented: false })
}

/// A line in UTF-8 that was read as Latin-1, put right: no text has the control signs that this leaves.
fn mended(line: &str) -> Option<String> {
    if !line.contains(|c| ('\u{80}'..='\u{9f}').contains(&c)) {
        return None;
    }
    let bytes: Option<Vec<u8>> = line.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    String::from_utf8(bytes?).ok()
}

/// Form fields and place-holders of pictures: what the text browsers draw where a page has a box or an image.
fn without_fields(line: &str) -> String {
    const DRAWN: [&str; 11] =
        ["(BUTTON)", "[IMG]", "[INLINE]", "[ ]", "[X]", "[x]", "( )", "(*)", "IFRAME:", "[INS:", ":INS]"];
    let mut bare = line.to_owned();
    for drawn in DRAWN {
        if bare.contains(drawn) {
            bare = bare.replace(drawn, " ");
        }
    }
    if bare.contains("____") {
        bare = bare.replace('_', " ");
    }
    without_picture(bare.trim()).to_owned()
}

/// `[grey-place]` at the start of a line is the file name of a picture.
fn without_picture(line: &str) -> &str {
    let Some((name, rest)) = line.strip_prefix('[').and_then(|l| l.split_once(']')) else { return line };
    let file = name.len() > 2 && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let number = name.chars().all(|c| c.is_ascii_digit());
    if file && !number { rest.trim_start() } else { line }
}

fn heading(line: &str, markdown: bool) -> (Option<u8>, &str) {
    let marks = line.chars().take_while(|&c| c == '#').count();
    match line.get(marks..) {
        Some(rest) if markdown && (1..=6).contains(&marks) && rest.starts_with(' ') => {
            (u8::try_from(marks).ok(), rest.trim())
        }
        _ => (None, line),
    }
}

fn bullet(line: &str, indent: usize) -> (Option<Bullet>, &str) {
    const POINTS: &str = "•*+□☆○●■◦·▪‣–-–>";
    let mut chars = line.chars();
    let first = chars.next().unwrap_or(' ');
    let rest = chars.as_str();
    let spaced = rest.starts_with(char::is_whitespace);
    if spaced && (POINTS.contains(first) || (first == 'o' && indent >= 5)) {
        return (Some(Bullet::Point), rest.trim_start());
    }
    numbered(line).map_or((None, line), |(number, rest)| (Some(Bullet::Number(number)), rest))
}

/// `12. ` with something after it.
fn numbered(line: &str) -> Option<(u32, &str)> {
    let (number, rest) = line.split_once(". ")?;
    let short = number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
    Some((number.parse().ok().filter(|_| short)?, rest.trim_start()))
}

/// `**so**`, `_so_` and `\-`: Markdown's marks, which are no part of the words.
fn without_stress(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        let inside = before.is_alphanumeric() && after.is_alphanumeric();
        let mark = (c == '_' && !inside) || (c == '*' && (before == '*' || after == '*'));
        let escape = c == '\\' && after.is_ascii_punctuation();
        if !mark && !escape {
            out.push(c);
        }
        before = c;
    }
    out
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
