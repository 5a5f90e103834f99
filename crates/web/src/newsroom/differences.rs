//! What differs between two texts, word by word.

use std::collections::HashMap;

use broadsheet_desk::Clash;
use broadsheet_news::body::{BlockId, Body};
use minijinja::Value;

use crate::newsroom::page::context;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A run of words: in both texts, or in one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Run {
    pub text: String,
    pub differs: bool,
}

/// A place of two texts, side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Pair {
    pub place: String,
    pub before: Vec<Run>,
    pub after: Vec<Run>,
    pub differs: bool,
}

impl Pair {
    /// Two texts of one place.
    pub fn of(place: &str, before: &str, after: &str) -> Self {
        let (old, new) = (words(before), words(after));
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
            let (differs, of_old, of_new) = match op {
                DiffOp::Equal { old_index, new_index, len } => {
                    (false, old_index..old_index + len, new_index..new_index + len)
                }
                other => (true, other.old_range(), other.new_range()),
            };
            push(&mut left, &old[of_old], differs);
            push(&mut right, &new[of_new], differs);
        }
        Self { place: place.to_owned(), before: left, after: right, differs: before != after }
    }
}

fn push(runs: &mut Vec<Run>, words: &[&str], differs: bool) {
    if !words.is_empty() {
        runs.push(Run { text: words.concat(), differs });
    }
}

/// Words, the spaces between them, and single signs: joined again they are the text. Scripts without spaces are compared
/// sign by sign.
fn words(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        c if c.is_whitespace() => 1,
        c if c.is_alphanumeric() && (c as u32) < 0x2e80 => 2,
        _ => 0,
    };
    let mut words = Vec::new();
    let mut begins = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let now = kind(c);
        if before.is_some_and(|before| before != now || now == 0) {
            words.push(&text[begins..at]);
            begins = at;
        }
        before = Some(now);
    }
    if begins < text.len() {
        words.push(&text[begins..]);
    }
    words
}

/// The blocks of two bodies side by side: each beside itself, in the order of the newer one; what is gone stands where
/// it stood.
pub(crate) fn bodies(before: &Body, after: &Body) -> Vec<Pair> {
    let texts = |body: &Body| -> Vec<(BlockId, String)> {
        body.all_blocks().map(|block| (block.id.clone(), text_of(block))).collect()
    };
    let (old, new) = (texts(before), texts(after));
    let known: HashMap<&BlockId, usize> = old.iter().enumerate().map(|(at, (id, _))| (id, at)).collect();
    let stays: HashMap<&BlockId, ()> = new.iter().map(|(id, _)| (id, ())).collect();
    let mut pairs = Vec::new();
    let mut next = 0;
    for (id, text) in &new {
        let at = known.get(id).copied();
        if let Some(at) = at.filter(|at| *at >= next) {
            pairs.extend(gone(&old[next..at], &stays));
            next = at + 1;
        }
        let before = at.map_or("", |at| old[at].1.as_str());
        pairs.push(Pair::of("", before, text));
    }
    pairs.extend(gone(&old[next..], &stays));
    pairs
}

fn gone<'a>(blocks: &'a [(BlockId, String)], stays: &'a HashMap<&BlockId, ()>) -> impl Iterator<Item = Pair> + 'a {
    blocks.iter().filter(|(id, _)| !stays.contains_key(id)).map(|(_, text)| Pair::of("", text, ""))
}

/// What a block says; one that says nothing by what it is.
fn text_of(block: &broadsheet_news::body::Block) -> String {
    let text = block.kind.own_text();
    match text.trim().is_empty() {
        true => format!("[{}]", block.kind.name()),
        false => text,
    }
}

/// Two texts of which an editor must choose.
pub(crate) fn clash(clash: &Clash) -> Value {
    let pair = Pair::of(&clash.place, &clash.theirs, &clash.ours);
    context! { place => clash.place, theirs => pair.before, ours => pair.after, their_text => clash.theirs }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(runs: &[Run]) -> String {
        runs.iter().map(|run| if run.differs { format!("[{}]", run.text) } else { run.text.clone() }).collect()
    }

    #[test]
    fn words_that_differ_are_told_and_nothing_is_lost() {
        let pair = Pair::of("", "The ferry sails at dawn.", "The ferry sails at noon, slowly.");
        assert_eq!(
            (told(&pair.before).as_str(), told(&pair.after).as_str()),
            ("The ferry sails at [dawn].", "The ferry sails at [noon, slowly].")
        );
        let pair = Pair::of("", "港務局今天宣布", "港務局昨天宣布");
        assert_eq!((told(&pair.before).as_str(), told(&pair.after).as_str()), ("港務局[今]天宣布", "港務局[昨]天宣布"));
        for text in ["", " a  b ", "é日本 x", "one\ntwo"] {
            assert_eq!(words(text).concat(), text);
        }
    }
}
