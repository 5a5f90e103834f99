//! Plain text: paragraphs apart by blank lines.

use broadsheet_news::body::{BlockKind, Body, Inline, Text};

use crate::Read;

/// Reads paragraphs; a line end inside one is kept as a break.
pub fn read(text: &str) -> Read {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut paragraphs: Vec<Vec<Inline>> = vec![Vec::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            paragraphs.push(Vec::new());
        } else if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.extend([Inline::plain(line), Inline::Break]);
        }
    }
    let blocks = paragraphs.into_iter().map(|pieces| BlockKind::Paragraph {
        text: Text::new(pieces),
    });
    Read {
        body: Body::of(blocks),
        problems: Vec::new(),
    }
}

/// The words of a body, blocks apart by a blank line.
pub fn write(body: &Body) -> String {
    body.plain_text()
}
