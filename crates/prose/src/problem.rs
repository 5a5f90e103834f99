//! What could not be kept of a text, told to whoever brought it.

use std::fmt;

use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;

/// One thing that was not kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Problem {
    /// A whole sentence, which names the thing.
    pub sentence: Sentence,
    /// How often it happened.
    pub times: usize,
}

impl Problem {
    /// Its sentence, with how often it happened where that was more than once.
    #[must_use]
    pub fn told(&self) -> Sentence {
        match self.times {
            0 | 1 => self.sentence.clone(),
            times => sentence!("{} ({} times)", self.sentence, times),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(f)
    }
}

/// So many different sentences are useful; a pasted page of spam is not read to its end.
const MOST: usize = 100;

/// Collects problems; the same sentence twice is one problem that happened twice.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    pub(crate) fn tell(&mut self, sentence: impl Into<Sentence>) {
        let sentence = sentence.into();
        if let Some(problem) = self.0.iter_mut().find(|problem| problem.sentence == sentence) {
            problem.times += 1;
        } else if self.0.len() < MOST {
            self.0.push(Problem { sentence, times: 1 });
        }
    }

    pub(crate) fn into_vec(self) -> Vec<Problem> {
        self.0
    }
}

/// The beginning of a text, short enough to stand in a sentence.
pub(crate) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}
