//! The terms of an article's text, as numbers with weights, for finding its like.

use std::borrow::Cow;
use std::collections::HashMap;

/// A term's number and how much it stands for the text.
pub type Term = (u64, f32);

/// The terms of a headline, a deck and the body's text, in order of number.
pub fn terms(headline: &str, deck: &str, body: &str) -> Vec<Term> {
    let mut counts: HashMap<u64, f32> = HashMap::new();
    for (text, weight) in [(headline, HEADLINE), (deck, DECK), (body, 1.0)] {
        each_term(text, |term| *counts.entry(term).or_default() += weight);
    }
    let mut terms: Vec<Term> = counts.into_iter().map(|(term, n)| (term, 1.0 + n.ln().max(0.0))).collect();
    terms.sort_unstable_by_key(|(term, _)| *term);
    terms
}

/// The terms that say most of a text, at most `kept` of them, in order of number. `rarity` goes from nought to about one.
pub fn strongest(terms: &[Term], rarity: impl Fn(u64) -> f64, kept: usize) -> Vec<Term> {
    let strength = |(term, weight): &Term| f64::from(*weight) * rarity(*term);
    let mut all = terms.to_vec();
    all.sort_by(|a, b| strength(b).total_cmp(&strength(a)).then(a.0.cmp(&b.0)));
    all.truncate(kept);
    all.sort_unstable_by_key(|(term, _)| *term);
    all
}

/// A word of the headline counts as if the body had it as often.
const HEADLINE: f32 = 3.0;
const DECK: f32 = 2.0;

/// Words where they are written apart, and pairs of neighbouring signs where they are not: a pair is right more often than a
/// dictionary that does not know today's names.
fn each_term(text: &str, mut say: impl FnMut(u64)) {
    let mut word = String::new();
    let mut before: Option<char> = None;
    for sign in text.chars().flat_map(char::to_lowercase).chain([' ']) {
        let together = is_written_together(sign);
        if sign.is_alphanumeric() && !together {
            word.push(sign);
        } else if !word.is_empty() {
            say(number(&stem(&word)));
            word.clear();
        }
        if let (true, Some(first)) = (together, before) {
            say(number(&String::from_iter([first, sign])));
        }
        before = together.then_some(sign);
    }
}

/// The plural is the word: "elections" is about the election, "ferries" about the ferry. Nothing cleverer, as it would be
/// clever in one language only.
pub(crate) fn stem(word: &str) -> Cow<'_, str> {
    let long = word.len() > 3 && !word.ends_with("ss");
    let bare = word.strip_suffix('s').filter(|_| long).unwrap_or(word);
    match bare.strip_suffix("ie") {
        Some(root) if root.len() > 2 => Cow::Owned(format!("{root}y")),
        _ => Cow::Borrowed(bare),
    }
}

/// Han, kana, Thai, Lao, Khmer and Burmese.
pub(crate) fn is_written_together(sign: char) -> bool {
    matches!(sign, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'
        | '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// FNV-1a with 64 bits: the same number on every machine and in every version, as it is stored.
pub(crate) fn number(term: &str) -> u64 {
    term.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<u64> {
        let mut all = vec![];
        each_term(text, |term| all.push(term));
        all
    }

    #[test]
    fn words_are_terms_whatever_their_case_and_plural() {
        assert_eq!(numbers("Elections, ELECTION!"), [number("election"), number("election")]);
        assert_eq!(numbers("Ferries, ferry"), [number("ferry"), number("ferry")]);
        assert_eq!(numbers("gas boss 2021"), [number("gas"), number("boss"), number("2021")]);
    }

    #[test]
    fn signs_written_together_are_terms_two_by_two() {
        assert_eq!(numbers("颱風天"), [number("颱風"), number("風天")]);
        assert_eq!(numbers("用 Rust 寫"), [number("rust")]);
    }

    #[test]
    fn a_word_of_the_headline_counts_more_than_one_of_the_body() {
        let terms = terms("Typhoon", "", "rain");
        let weight = |word| terms.iter().find(|(term, _)| *term == number(word)).map(|(_, weight)| *weight);
        assert!(weight("typhoon") > weight("rain"));
    }
}
