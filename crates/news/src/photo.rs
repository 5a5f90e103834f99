//! Photos, and the files they are kept in.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::ids::PhotoId;

/// Where a photo's bytes come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum File {
    /// No bytes: readers see a placeholder drawn from this seed.
    Placeholder(String),
    /// A file kept by the hash of its content.
    Kept {
        /// BLAKE3 of the bytes, in hexadecimal.
        hash: String,
        /// The type of its bytes: `image/jpeg`, `image/png`, `image/webp` or `image/gif`.
        media_type: String,
    },
    /// A picture drawn by the demo newspaper's program, by scene and seed.
    Drawn {
        /// The scene's name.
        scene: String,
        /// The seed of its chance.
        seed: i64,
    },
}

/// A colour: red, green and blue. Written as `#0d5260`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// The colour that a text writes; `None` where it writes none.
    #[must_use]
    pub fn written(text: &str) -> Option<Self> {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

impl TryFrom<String> for Colour {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::written(&text).ok_or_else(|| format!("'{text}' is no colour: write it like #0d5260"))
    }
}

/// A photo as the paper keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// Its id.
    pub id: PhotoId,
    /// Where its bytes come from.
    pub file: File,
    /// Its width in pixels.
    pub width: i64,
    /// Its height in pixels.
    pub height: i64,
    /// What it shows, for who cannot see it.
    pub alt: String,
    /// What it shows, for everybody; may be empty.
    pub caption: String,
    /// Who made it; may be empty.
    pub credit: String,
    /// What it may be used for; may be empty.
    pub rights: String,
    /// The point to keep in every crop: from the left, in thousandths of the width.
    pub focal_x: i64,
    /// The point to keep in every crop: from the top, in thousandths of the height.
    pub focal_y: i64,
    /// Its average colour, which stands behind it while it loads; none where it is not known or one sees through it.
    pub average: Option<Colour>,
    /// The instant at which its rights end.
    pub expires: Option<Instant>,
    /// Whether readers may not see it any more: its rights have ended, or it was killed.
    pub gone: bool,
}

/// The caption with the credit behind it in brackets, as a dump prints it.
#[must_use]
pub fn caption_with_credit(caption: &str, credit: &str) -> String {
    match (caption.is_empty(), credit.is_empty()) {
        (_, true) => caption.to_owned(),
        (true, false) => format!("({credit})"),
        (false, false) => format!("{caption} ({credit})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_as_it_is_written() {
        let teal = Colour([13, 82, 96]);
        assert_eq!(teal.to_string(), "#0d5260");
        assert_eq!(Colour::written("#0d5260"), Some(teal));
        for wrong in ["", "0d5260", "#0d526", "#0d526g", "#+d5260", "#\u{e9}5260"] {
            assert_eq!(Colour::written(wrong), None, "{wrong}");
        }
    }
}
