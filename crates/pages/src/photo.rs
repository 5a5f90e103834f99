//! Photos on pages, and the placeholder drawn where there is none.

use broadsheet_news::address::{self, COLOURS};
use broadsheet_news::ids::SectionId;
use broadsheet_news::photo::{File, caption_with_credit};
use broadsheet_source::SeenPhoto;
use serde::Serialize;

mod drawing;

pub use drawing::placeholder;

/// The size of a placeholder that belongs to no photo.
const PLACEHOLDER: (i64, i64) = (1200, 800);

/// The colour of a section; the paper's own where there is none.
pub(crate) fn colour(section: Option<SectionId>) -> u8 {
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
        src: address::photo(file, tint),
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
        src: address::photo(&File::Placeholder(seed.to_owned()), colour(section)),
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
    fn a_section_keeps_its_colour() {
        assert_eq!([None, Some(SectionId(13)), Some(SectionId(-3))].map(colour), [0, 5, 5]);
    }
}
