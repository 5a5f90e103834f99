//! What a reader typed, as units: a word each, or a pair of signs written together.

use super::words::each_word;

/// The most units of one search; what follows is left out.
const MOST: usize = 48;

/// One thing that an article should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// As it is compared.
    pub term: String,
    /// As it was typed.
    pub typed: String,
    /// How it may be met.
    pub kind: Kind,
}

/// How a unit may be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word, which may be misspelt.
    Word,
    /// The last word, which may also be half typed.
    LastWord,
    /// A pair of signs.
    Pair,
    /// A lone sign: every pair that begins with it.
    Sign,
}

/// The units of what was typed, each once, in order.
pub(crate) fn units(typed: &str) -> Vec<Unit> {
    let mut all: Vec<(String, std::ops::Range<usize>)> = Vec::new();
    each_word(typed, |word, range| all.push((word.to_owned(), range)));
    let mut units: Vec<Unit> = Vec::new();
    for (place, (word, range)) in all.iter().enumerate() {
        let together = word.chars().all(crate::words::is_written_together);
        let lone = together && word.chars().nth(1).is_none();
        // The last sign of a run stands in a pair already.
        if lone && place.checked_sub(1).and_then(|p| all.get(p)).is_some_and(|(_, pair)| pair.end == range.end) {
            continue;
        }
        let kind = match (together, lone) {
            (true, true) => Kind::Sign,
            (true, false) => Kind::Pair,
            (false, _) if range.end == typed.len() => Kind::LastWord,
            (false, _) => Kind::Word,
        };
        if units.len() < MOST && !units.iter().any(|unit| unit.term == *word) {
            let typed = typed.get(range.clone()).unwrap_or_default().to_owned();
            units.push(Unit { term: word.clone(), typed, kind });
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(typed: &str) -> Vec<(String, Kind)> {
        units(typed).into_iter().map(|unit| (unit.term, unit.kind)).collect()
    }

    #[test]
    fn words_and_pairs_are_units_and_the_last_word_may_be_half_typed() {
        let unit = |term: &str, kind| (term.to_owned(), kind);
        assert_eq!(seen("Ferries, ferri"), [unit("ferry", Kind::Word), unit("ferri", Kind::LastWord)]);
        assert_eq!(seen("night night "), [unit("night", Kind::Word)]);
        assert_eq!(seen("港務局 x"), [unit("港務", Kind::Pair), unit("務局", Kind::Pair), unit("x", Kind::LastWord)]);
        assert_eq!(seen("港"), [unit("港", Kind::Sign)]);
        assert_eq!(seen("AND OR \"(+-*/:~^)\" \u{0}"), [unit("and", Kind::Word), unit("or", Kind::Word)]);
    }

    #[test]
    fn a_search_has_an_end() {
        let many: String = (0..500).map(|n| format!("w{n} ")).collect();
        assert_eq!(units(&many).len(), MOST);
    }
}
