//! The directory of organisations.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::body::is_cjk;
use crate::ids::{OrganisationId, PhotoId};

/// An organisation of the directory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name as printed.
    pub name: String,
    /// The last piece of its address.
    pub slug: String,
    /// What it is: "Ministry", "Museum", …
    pub kinds: Vec<String>,
    /// Where it receives post; may be empty, as all that follows.
    pub postal_address: String,
    /// Its telephone number.
    pub phone: String,
    /// Its e-mail address.
    pub email: String,
    /// Its own site.
    pub web: String,
    /// What it does.
    pub description: String,
    /// The place it is in.
    pub place: String,
    /// When it is open, in words.
    pub opening_hours: String,
    /// Its logo.
    pub logo: Option<PhotoId>,
}

impl Organisation {
    /// The words by which it is found: those of its name, kinds, place and description.
    #[must_use]
    pub fn words(&self) -> BTreeSet<String> {
        let said = [&self.name, &self.place, &self.description].into_iter().chain(&self.kinds);
        said.flat_map(|text| words(text)).collect()
    }
}

/// The words of a text as the directory finds them: small letters without accents. Chinese, which sets no spaces, gives
/// every two neighbouring characters, and the last of each run.
#[must_use]
pub fn words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).nfc().collect();
    for run in plain.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        let letters: Vec<char> = run.chars().collect();
        for piece in letters.chunk_by(|a, b| is_cjk(*a) == is_cjk(*b)) {
            match piece {
                [first, ..] if is_cjk(*first) => {
                    words.extend(piece.windows(2).map(String::from_iter));
                    words.extend(piece.last().map(char::to_string));
                }
                word => _ = words.insert(word.iter().take(LONGEST).collect()),
            }
        }
    }
    words
}

/// A word is told from others by so many letters.
const LONGEST: usize = 40;

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_found_without_their_accents_and_chinese_by_pairs() {
        let found = |text: &str| words(text).into_iter().collect::<Vec<_>>();
        assert_eq!(found("Café Müller, Pier 4"), ["4", "cafe", "muller", "pier"]);
        assert_eq!(found("港務局A1 號"), ["a1", "務局", "局", "港務", "號"]);
        assert!(words("?! …").is_empty());
    }
}
