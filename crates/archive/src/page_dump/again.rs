//! Who says the same again: how many pieces begin or end with the words of another.

use super::sheet::Sheet;

/// The pieces' words in order of their beginnings and of their ends.
pub(super) struct Echoes {
    forwards: Vec<String>,
    backwards: Vec<String>,
}

impl Echoes {
    /// Sorts once, so that every question is answered by two searches.
    pub fn of(sheet: &Sheet) -> Self {
        let mut forwards: Vec<String> = sheet.norms.clone();
        let mut backwards: Vec<String> = sheet.norms.iter().map(|norm| turned(norm)).collect();
        forwards.sort_unstable();
        backwards.sort_unstable();
        Self { forwards, backwards }
    }

    /// How many pieces begin with these words (the piece itself among them), and how many end with them.
    pub fn count(&self, norm: &str) -> (usize, usize) {
        (starting(&self.forwards, norm), starting(&self.backwards, &turned(norm)))
    }
}

fn starting(sorted: &[String], start: &str) -> usize {
    let from = sorted.partition_point(|text| text.as_str() < start);
    sorted.get(from..).unwrap_or_default().iter().take(50).take_while(|text| text.starts_with(start)).count()
}

fn turned(text: &str) -> String {
    text.chars().rev().collect()
}
