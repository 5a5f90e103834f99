//! Merging running text word by word.

use super::list::merge_list;
use crate::body::{Inline, Text, is_cjk};

/// What is merged as one: a word with its punctuation and marks, a Chinese or Japanese character, a space, a break.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word(Vec<Inline>);

/// The text with the changes of both sides, unless both changed the same words.
pub(super) fn merge_text(base: &Text, ours: &Text, theirs: &Text) -> Option<Text> {
    let [base, ours, theirs] = [base, ours, theirs].map(words);
    let merged = merge_list(&base, &ours, &theirs).ok()?;
    Some(Text::new(merged.into_iter().flat_map(|word| word.0)))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Letters of one word stay together, also where its marks change in the middle.
    Letter,
    Space,
    Alone,
}

fn class(c: char) -> Class {
    match c {
        ' ' => Class::Space,
        c if is_cjk(c) => Class::Alone,
        _ => Class::Letter,
    }
}

fn words(text: &Text) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut before = None;
    for inline in text.inlines() {
        let Inline::Run { text, marks } = inline else {
            words.push(Word(vec![Inline::Break]));
            before = None;
            continue;
        };
        for piece in pieces(text) {
            let class = piece.chars().next().map(class);
            let run = Inline::marked(piece, marks.clone());
            match words.last_mut() {
                Some(word) if class == Some(Class::Letter) && before == class => word.0.push(run),
                _ => words.push(Word(vec![run])),
            }
            before = class;
        }
    }
    words
}

/// The words of one run, with the spaces between them.
fn pieces(run: &str) -> impl Iterator<Item = &str> {
    let mut rest = run;
    std::iter::from_fn(move || {
        let first = class(rest.chars().next()?);
        let end = match first {
            Class::Letter => rest.find(|c| class(c) != first),
            _ => rest.chars().next().map(char::len_utf8),
        };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(piece)
    })
}
