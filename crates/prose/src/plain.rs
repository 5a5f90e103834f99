//! Plain text: paragraphs apart by blank lines.

use broadsheet_news::body::{BlockKind, Body, Inline, Text};
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;

use crate::problem::Problems;
use crate::{Read, Written};

/// Reads paragraphs; a line end inside one is kept as a break.
pub fn read(text: &str) -> Read {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut problems = Problems::default();
    let mut paragraphs: Vec<Vec<Inline>> = vec![Vec::new()];
    for line in text.lines() {
        if line.chars().any(is_sign_without_meaning) {
            problems.tell("A sign that is neither a letter nor a space was not kept.");
        }
        if line.trim().is_empty() {
            paragraphs.push(Vec::new());
        } else if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.extend([Inline::plain(line), Inline::Break]);
        }
    }
    let blocks = paragraphs.into_iter().map(|pieces| BlockKind::Paragraph { text: Text::new(pieces) });
    Read { body: Body::of(blocks), problems: problems.into_vec() }
}

fn is_sign_without_meaning(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
}

/// The words of a body, blocks apart by a blank line, and what words alone cannot say.
pub fn write(body: &Body) -> Written {
    let mut problems = Problems::default();
    for block in body.all_blocks() {
        if let Some(sentence) = not_in_words(&block.kind) {
            problems.tell(sentence);
        }
        for text in block.kind.texts() {
            tell_marks(text, &mut problems);
        }
    }
    Written { text: body.plain_text(), problems: problems.into_vec() }
}

fn not_in_words(kind: &BlockKind) -> Option<Sentence> {
    Some(match kind {
        BlockKind::Photo { photo, .. } => sentence!("Photo {} was not kept.", photo),
        BlockKind::Gallery { photos } => sentence!("A gallery of {} was not kept.", photos.len()),
        BlockKind::Related { .. } => "A related box was not kept.".into(),
        BlockKind::Divider => "A divider was not kept.".into(),
        BlockKind::Embed { provider, path, .. } => {
            sentence!("The link to “{}” was not kept.", provider.address(path))
        }
        _ => return None,
    })
}

fn tell_marks(text: &Text, problems: &mut Problems) {
    for inline in text.inlines() {
        let Inline::Run { marks, .. } = inline else {
            continue;
        };
        match &marks.link {
            Some(link) => problems.tell(sentence!("A link to “{}” was not kept; its words were.", link.to_string())),
            None if !marks.is_none() => problems.tell("A mark was not kept; its words were."),
            None => {}
        }
    }
}
