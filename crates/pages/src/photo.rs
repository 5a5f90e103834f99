//! Photos on pages, their addresses, and the placeholder drawn where there is none.
//!
//! A photo's address says all that is needed to serve it, and its bytes never
//! change: kept files by their hash, placeholders by colour and seed.

use broadsheet_news::ids::SectionId;
use broadsheet_news::photo::{File, caption_with_credit};
use broadsheet_source::SeenPhoto;
use serde::Serialize;

mod drawing;

pub use drawing::placeholder;

/// How many colours sections have.
pub const COLOURS: u8 = 8;

/// The size of a placeholder that belongs to no photo.
const PLACEHOLDER: (i64, i64) = (1200, 800);

/// What a photo's address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A file kept by that hash.
    Kept {
        /// BLAKE3 of the bytes, in hexadecimal.
        hash: String,
        /// The type that the address says.
        media_type: &'static str,
    },
    /// A picture that the demo newspaper draws.
    Drawn {
        /// The scene's name.
        scene: String,
        /// The seed of its chance.
        seed: i64,
    },
    /// A placeholder: draw it with [`placeholder`].
    Placeholder {
        /// The seed of its chance.
        seed: u64,
        /// The section's colour, below [`COLOURS`].
        colour: u8,
    },
}

/// What the path of a photo asks for, or nothing where it is no photo's.
#[must_use]
pub fn asked(path: &str) -> Option<Asked> {
    let name = path.strip_prefix("/photos/")?;
    if let Some(rest) = name.strip_prefix("placeholder/") {
        let (colour, seed) = rest.strip_suffix(".svg")?.split_once('-')?;
        let colour = colour.parse().ok().filter(|colour| *colour < COLOURS)?;
        let seed = u64::from_str_radix(seed, 16).ok().filter(|_| seed.len() == 16)?;
        return Some(Asked::Placeholder { seed, colour });
    }
    if let Some(rest) = name.strip_prefix("drawn/") {
        let (scene, seed) = rest.strip_suffix(".jpg")?.rsplit_once('.')?;
        return Some(Asked::Drawn { scene: scene.to_owned(), seed: seed.parse().ok()? });
    }
    let (hash, extension) = name.split_once('.')?;
    let (_, media_type) = TYPES.iter().find(|(known, _)| *known == extension)?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    is_hash.then(|| Asked::Kept { hash: hash.to_owned(), media_type })
}

const TYPES: [(&str, &str); 4] =
    [("jpg", "image/jpeg"), ("png", "image/png"), ("webp", "image/webp"), ("gif", "image/gif")];

/// The address at which a photo's bytes are served.
#[must_use]
pub fn address(file: &File, section: Option<SectionId>) -> String {
    match file {
        File::Kept { hash, media_type } => {
            let extension = TYPES.iter().find(|(_, known)| known == media_type).map_or("jpg", |(known, _)| known);
            format!("/photos/{hash}.{extension}")
        }
        File::Drawn { scene, seed } => format!("/photos/drawn/{scene}.{seed}.jpg"),
        File::Placeholder(seed) => of_placeholder(seed, section),
    }
}

fn of_placeholder(seed: &str, section: Option<SectionId>) -> String {
    let hash = blake3::hash(seed.as_bytes());
    let seed = hash.as_bytes().iter().take(8).fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
    format!("/photos/placeholder/{}-{seed:016x}.svg", colour(section))
}

/// The type of the bytes at a photo's address.
pub(crate) fn media_type(address: &str) -> &'static str {
    let extension = address.rsplit('.').next().unwrap_or_default();
    TYPES.iter().find(|(known, _)| *known == extension).map_or("image/svg+xml", |(_, media_type)| media_type)
}

/// The colour of a section; the paper's own where there is none.
#[must_use]
pub fn colour(section: Option<SectionId>) -> u8 {
    let index = section.map_or(0, |id| id.0.rem_euclid(i64::from(COLOURS)));
    u8::try_from(index).unwrap_or(0)
}

/// A picture as a template prints it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Image {
    /// Where its bytes are.
    pub src: String,
    /// In pixels, so that nothing moves when it comes.
    pub width: i64,
    /// In pixels.
    pub height: i64,
    /// What it shows, for who cannot see it.
    pub alt: String,
    /// Its colour while loading, and the point to keep in a crop.
    pub class: String,
    /// What it shows, for everybody.
    pub caption: String,
    /// Who made it.
    pub credit: String,
}

/// A photo as it is shown on a page of that section, with what is said about it.
pub(crate) fn captioned(photo: &SeenPhoto<'_>, section: Option<SectionId>) -> Image {
    Image {
        alt: photo.alt().clone(),
        caption: photo.caption().clone(),
        credit: photo.credit().clone(),
        ..image(photo, section)
    }
}

/// A photo alone: lists read nothing of what is said about it.
pub(crate) fn image(photo: &SeenPhoto<'_>, section: Option<SectionId>) -> Image {
    let file = photo.file();
    let tint = colour(section);
    Image {
        src: address(file, section),
        width: (*photo.width()).max(1),
        height: (*photo.height()).max(1),
        alt: String::new(),
        class: format!("t{tint} x{} y{}", fifth(*photo.focal_x()), fifth(*photo.focal_y())),
        caption: String::new(),
        credit: String::new(),
    }
}

/// The picture in a list, where a missing photo leaves a hole.
pub(crate) fn stand_in(seed: &str, section: Option<SectionId>) -> Image {
    let (width, height) = PLACEHOLDER;
    Image {
        src: of_placeholder(seed, section),
        width,
        height,
        alt: String::new(),
        class: format!("t{}", colour(section)),
        caption: String::new(),
        credit: String::new(),
    }
}

impl Image {
    /// The caption with the credit behind it.
    pub fn caption_with_credit(&self) -> String {
        caption_with_credit(&self.caption, &self.credit)
    }
}

/// A thousandth as the nearest of five steps: the style has a class for each.
fn fifth(thousandths: i64) -> i64 {
    (thousandths.clamp(0, 1000) + 125) / 250
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_read_as_it_is_written() {
        let kept = File::Kept { hash: "ab".repeat(32), media_type: "image/webp".into() };
        let drawn = File::Drawn { scene: "quay.at-night".into(), seed: -7 };
        let none = File::Placeholder("a headline".into());
        assert!(matches!(asked(&address(&kept, None)), Some(Asked::Kept { media_type: "image/webp", .. })));
        assert_eq!(asked(&address(&drawn, None)), Some(Asked::Drawn { scene: "quay.at-night".into(), seed: -7 }));
        let section = Some(SectionId(13));
        assert!(matches!(asked(&address(&none, section)), Some(Asked::Placeholder { colour: 5, .. })));
    }

    #[test]
    fn what_is_no_photo_is_none() {
        for path in [
            "/photos/",
            "/photos/x.jpg",
            "/photos/placeholder/9-0000000000000000.svg",
            "/photo/x",
            "/photos/drawn/x.jpg",
        ] {
            assert_eq!(asked(path), None, "{path}");
        }
    }
}
