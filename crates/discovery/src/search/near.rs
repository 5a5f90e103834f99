//! Which words of the index a typed word may mean: itself, what it begins, and what is spelt almost so.

use std::collections::HashMap;

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use super::terms::{Kind, Unit};

/// How many words a typed one may mean.
const MEANINGS: usize = 6;
/// How many pairs may begin with a lone sign.
const PAIRS: usize = 200;
/// How many words a half-typed one may begin.
const BEGUN: usize = 24;
/// A word of fewer letters is not looked for in other spellings: too many are.
const SHORTEST: usize = 3;
/// From so many letters on a word may differ by two.
const LONG: usize = 5;

/// The words that a unit is looked for as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meant {
    pub unit: Unit,
    /// As the index has them, the likeliest first; empty where it has none.
    pub terms: Vec<String>,
}

impl Meant {
    /// Whether it is looked for in another spelling.
    pub(super) fn is_respelled(&self) -> bool {
        matches!(self.unit.kind, Kind::Word | Kind::LastWord) && !self.terms.contains(&self.unit.term)
    }
}

/// What each unit means. With `freely`, rare words are taken for slips too.
pub(super) fn meant(searcher: &Searcher, field: Field, units: &[Unit], freely: bool) -> tantivy::Result<Vec<Meant>> {
    let near = Near { searcher, field };
    units.iter().map(|unit| Ok(Meant { terms: near.terms(unit, freely)?, unit: unit.clone() })).collect()
}

struct Near<'a> {
    searcher: &'a Searcher,
    field: Field,
}

impl Near<'_> {
    fn terms(&self, unit: &Unit, freely: bool) -> tantivy::Result<Vec<String>> {
        let own = || vec![unit.term.clone()];
        match unit.kind {
            Kind::Sign => return Ok(most_frequent(self.begun(&unit.term)?, PAIRS)),
            Kind::Pair => return Ok(own()),
            Kind::Word | Kind::LastWord => {}
        }
        let known = self.searcher.doc_freq(&Term::from_field_text(self.field, &unit.term))?;
        let rare = 2 + self.searcher.num_docs() / 1_000;
        if known > if freely { rare } else { 0 } {
            return Ok(own());
        }
        let mut terms = if known > 0 { own() } else { Vec::new() };
        if unit.kind == Kind::LastWord && unit.term.chars().count() > 1 {
            terms.extend(most_frequent(self.begun(&unit.term)?, BEGUN));
        }
        terms.extend(most_frequent(self.spelt_so(&unit.term)?, MEANINGS));
        let mut seen = std::collections::HashSet::new();
        terms.retain(|term| seen.insert(term.clone()));
        Ok(terms)
    }

    /// The words that begin so, with how many articles have each.
    fn begun(&self, beginning: &str) -> tantivy::Result<HashMap<String, u64>> {
        let mut found = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.field)?;
            let mut stream = inverted.terms().range().ge(beginning).into_stream()?;
            while stream.advance() && stream.key().starts_with(beginning.as_bytes()) {
                let count = u64::from(stream.value().doc_freq);
                *found.entry(String::from_utf8_lossy(stream.key()).into_owned()).or_default() += count;
            }
        }
        Ok(found)
    }

    /// The words nearest in spelling: one letter away, else two.
    fn spelt_so(&self, word: &str) -> tantivy::Result<HashMap<String, u64>> {
        let letters = word.chars().count();
        let most: u8 = if letters < SHORTEST || word.bytes().all(|b| b.is_ascii_digit()) {
            0
        } else if letters < LONG {
            1
        } else {
            2
        };
        for slips in 1..=most {
            let found = self.within(word, slips)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(HashMap::new())
    }

    /// The words within so many slips: those with the same first letter, which is seldom the slip, else all.
    fn within(&self, word: &str, slips: u8) -> tantivy::Result<HashMap<String, u64>> {
        let query = FuzzyTermQuery::new(Term::from_field_text(self.field, word), slips, true);
        let automaton = query.automaton()?;
        let first: String = word.chars().take(1).collect();
        let beyond = first.chars().next().and_then(|letter| char::from_u32(u32::from(letter) + 1)).map(String::from);
        let mut found = HashMap::new();
        for bounds in [beyond.map(|beyond| (first, beyond)), None] {
            for segment in self.searcher.segment_readers() {
                let inverted = segment.inverted_index(self.field)?;
                let all = inverted.terms().search(&automaton);
                let mut stream = match &bounds {
                    Some((first, beyond)) => all.ge(first).lt(beyond).into_stream()?,
                    None => all.into_stream()?,
                };
                while stream.advance() {
                    let count = u64::from(stream.value().doc_freq);
                    *found.entry(String::from_utf8_lossy(stream.key()).into_owned()).or_default() += count;
                }
            }
            if !found.is_empty() {
                break;
            }
        }
        Ok(found)
    }
}

/// Those that most articles have; of equals, in the order of the alphabet.
fn most_frequent(found: HashMap<String, u64>, most: usize) -> Vec<String> {
    let mut all: Vec<(String, u64)> = found.into_iter().collect();
    all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.truncate(most);
    all.into_iter().map(|(term, _)| term).collect()
}
