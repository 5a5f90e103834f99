//! Photos, and the files they are kept in.

use serde::{Deserialize, Serialize};

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
