//! What is drawn from the paper's own words: its emblem, which is its initial on its colour, and the placard of an
//! article that has no photo, shown where its link is shared.

use crate::photo::Colour;

/// The paper's colour.
pub const COLOUR: Colour = Colour([0x0d, 0x52, 0x60]);
/// The colour of the paper that it is printed on.
pub const GROUND: Colour = Colour([0xfd, 0xfd, 0xfb]);

/// How wide the emblem is drawn for icons, in pixels: for tabs, for telephones' first pages (180, Apple; 192 and 512, the manifest).
pub const SIDES: [u32; 4] = [48, 180, 192, 512];

/// A placard's width and height, in pixels: what Open Graph readers show whole.
pub const PLACARD: (u32, u32) = (1200, 630);

/// How both are drawn today: raised whenever other bytes would come out, so that no address changes its own.
pub const RECIPE: u8 = 1;

/// The letter of the emblem: the first of the name, large. An English article is not counted.
#[must_use]
pub fn initial(name: &str) -> char {
    let bare = name.strip_prefix("The ").unwrap_or(name);
    let first = bare.chars().find(|c| c.is_alphanumeric()).unwrap_or('N');
    first.to_uppercase().next().unwrap_or(first)
}

/// What stands on a placard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placard {
    /// The paper's name.
    pub paper: String,
    /// The article's headline.
    pub headline: String,
    /// What it stands on.
    pub ground: Colour,
}

impl Placard {
    /// A fingerprint of all that is drawn: 16 hexadecimal digits.
    #[must_use]
    pub fn mark(&self) -> String {
        let Self { paper, headline, ground } = self;
        let hash = blake3::hash(format!("{RECIPE}\0{ground}\0{paper}\0{headline}").as_bytes());
        hash.to_hex().chars().take(16).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_initial_is_that_of_the_name_without_its_article() {
        let found = ["The Harbour Post", "Theatre News", "港口日報", "«Ostrey»", "école", "…"].map(initial);
        assert_eq!(found, ['H', 'T', '港', 'O', 'É', 'N']);
    }

    #[test]
    fn a_placard_with_another_word_or_colour_has_another_mark() {
        let one = Placard { paper: "Post".into(), headline: "Ferry".into(), ground: COLOUR };
        for other in [
            Placard { paper: "Harbour Post".into(), ..one.clone() },
            Placard { headline: "Ferries".into(), ..one.clone() },
            Placard { ground: GROUND, ..one.clone() },
        ] {
            assert_ne!(one.mark(), other.mark());
        }
        assert_eq!(one.mark().len(), 16);
    }
}
