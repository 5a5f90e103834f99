//! Marks, and the piece of a text that shows most of what was looked for.

use std::collections::HashMap;
use std::ops::Range;

use broadsheet_news::search::Marked;

use super::words::each_word;
use crate::words::is_written_together;

/// How wide an excerpt is, in letters; a sign written together counts two.
const WIDE: usize = 220;

/// What is marked: each word as it is compared, with the number of the unit that means it.
pub(super) type Wanted = HashMap<String, usize>;

/// The text with the words marked.
pub(super) fn marked(text: &str, wanted: &Wanted) -> Marked {
    let met = met(text, wanted);
    Marked(pieces(text, 0..text.len(), &met))
}

/// The piece of a text in which most of the wanted stand together, with the words marked; its beginning where none does.
pub(super) fn excerpt(text: &str, wanted: &Wanted) -> Marked {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let met = met(&flat, wanted);
    let window = around(&flat, &met);
    let mut pieces = pieces(&flat, window.clone(), &met);
    if window.start > 0 {
        pieces.insert(0, ("… ".to_owned(), false));
    }
    if window.end < flat.len() {
        pieces.push((" …".to_owned(), false));
    }
    Marked(pieces)
}

/// A word that was met: where, and which unit means it.
type Met = (Range<usize>, usize);

fn met(text: &str, wanted: &Wanted) -> Vec<Met> {
    let mut met = Vec::new();
    each_word(text, |word, range| met.extend(wanted.get(word).map(|unit| (range, *unit))));
    met
}

/// The text of a range in pieces; marks that touch or overlap are one.
fn pieces(text: &str, window: Range<usize>, met: &[Met]) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    let mut at = window.start;
    let mut marks: Vec<Range<usize>> = Vec::new();
    for (range, _) in met.iter().filter(|(range, _)| range.start >= window.start && range.end <= window.end) {
        match marks.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => marks.push(range.clone()),
        }
    }
    for mark in marks {
        add(&mut pieces, text.get(at..mark.start), false);
        add(&mut pieces, text.get(mark.clone()), true);
        at = mark.end;
    }
    add(&mut pieces, text.get(at..window.end), false);
    pieces
}

fn add(pieces: &mut Vec<(String, bool)>, text: Option<&str>, marked: bool) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        pieces.push((text.to_owned(), marked));
    }
}

/// Where the excerpt stands: around the words that show most units, and from the beginning of a sentence where one is near.
fn around(text: &str, met: &[Met]) -> Range<usize> {
    let best = best(text, met).unwrap_or(0..0);
    let spare = WIDE.saturating_sub(width(text.get(best.clone()).unwrap_or_default()));
    let start = beginning(text, best.start, spare / 2);
    let end = end(text, start, WIDE.max(width(text.get(start..best.end).unwrap_or_default())));
    start..end
}

/// The words from the first to the last of those that show most different units in the width of an excerpt.
fn best(text: &str, met: &[Met]) -> Option<Range<usize>> {
    let (mut best, mut shown) = (None, 0);
    for (at, (first, _)) in met.iter().enumerate() {
        let mut units = Vec::new();
        let mut last = first.end;
        for (range, unit) in met.iter().skip(at) {
            if width(text.get(first.start..range.end).unwrap_or_default()) > WIDE {
                break;
            }
            last = range.end;
            if !units.contains(unit) {
                units.push(*unit);
            }
        }
        if units.len() > shown {
            (best, shown) = (Some(first.start..last), units.len());
        }
        // More cannot be shown than there are.
        if at >= MOST_STARTS {
            break;
        }
    }
    best
}

/// How many words are tried as an excerpt's first.
const MOST_STARTS: usize = 200;

/// The beginning of the sentence, if it is at most so many letters before; else of the word that is.
fn beginning(text: &str, from: usize, most: usize) -> usize {
    let before = text.get(..from).unwrap_or_default();
    let (mut wide, mut word) = (0, from);
    for (at, sign) in before.char_indices().rev() {
        wide += of_sign(sign);
        if wide > most {
            return word;
        }
        let after = at + sign.len_utf8();
        if matches!(sign, '。' | '！' | '？') || (sign == ' ' && ends_sentence(&before[..at])) {
            return after;
        }
        if sign == ' ' || is_written_together(sign) {
            word = after;
        }
    }
    0
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '」', ')']).ends_with(['.', '!', '?', '…'])
}

/// The end of the last whole word within so many letters.
fn end(text: &str, start: usize, most: usize) -> usize {
    let after = text.get(start..).unwrap_or_default();
    let (mut wide, mut word) = (0, 0);
    for (at, sign) in after.char_indices() {
        wide += of_sign(sign);
        if sign == ' ' || is_written_together(sign) {
            word = at;
        }
        if wide > most {
            return start + if word == 0 { at } else { word };
        }
    }
    text.len()
}

fn width(text: &str) -> usize {
    text.chars().map(of_sign).sum()
}

fn of_sign(sign: char) -> usize {
    if is_written_together(sign) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wanted(words: &[&str]) -> Wanted {
        words.iter().enumerate().map(|(unit, word)| ((*word).to_owned(), unit)).collect()
    }

    fn shown(marked: &Marked) -> String {
        marked.0.iter().map(|(text, mark)| if *mark { format!("[{text}]") } else { text.clone() }).collect()
    }

    #[test]
    fn words_are_marked_in_whatever_form_they_stand() {
        let text = "Ferries to Zoë’s island: the ferry";
        assert_eq!(shown(&marked(text, &wanted(&["ferry", "zoe"]))), "[Ferries] to [Zoë’s] island: the [ferry]");
        assert_eq!(shown(&marked("港務局宣布", &wanted(&["港務", "務局"]))), "[港務局]宣布");
        assert_eq!(shown(&marked("nothing", &wanted(&[]))), "nothing");
    }

    #[test]
    fn an_excerpt_shows_where_most_of_the_words_stand_together() {
        let filler = "The weather was fine that week and nothing else happened. ".repeat(20);
        let text = format!("A ferry came. {filler}\n\nThen the night ferry sailed for the island. {filler}");
        let excerpt = excerpt(&text, &wanted(&["night", "ferry"]));
        assert!(shown(&excerpt).starts_with("… "), "{}", shown(&excerpt));
        assert!(shown(&excerpt).contains("Then the [night] [ferry] sailed"), "{}", shown(&excerpt));
        assert!(shown(&excerpt).ends_with(" …") && width(&excerpt.plain()) <= WIDE + 4);
    }

    #[test]
    fn an_excerpt_of_a_text_without_the_words_is_its_beginning() {
        assert_eq!(shown(&excerpt("Short.", &wanted(&["ferry"]))), "Short.");
        let long = excerpt(&"word ".repeat(100), &wanted(&["ferry"]));
        assert!(shown(&long).starts_with("word word") && shown(&long).ends_with("word …"));
    }

    proptest! {
        #[test]
        fn an_excerpt_is_a_piece_of_its_text(text in "\\PC{0,400}", words in proptest::collection::vec("[a-z港務局]{1,3}", 0..4)) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let wanted = wanted(&words);
            prop_assert_eq!(marked(&text, &wanted).plain(), text.clone());
            let excerpt = excerpt(&text, &wanted).plain();
            let bare = excerpt.strip_prefix("… ").unwrap_or(&excerpt);
            prop_assert!(flat.contains(bare.strip_suffix(" …").unwrap_or(bare)));
        }
    }
}
