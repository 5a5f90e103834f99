//! Photos on pages, and the placeholder drawn where there is none.

use std::fmt::Write;

use broadsheet_news::address::{self, COLOURS};
use broadsheet_news::cut::{Crop, Cut, Format, WIDTHS};
use broadsheet_news::emblem::Placard;
use broadsheet_news::ids::{ArticleId, SectionId};
use broadsheet_news::photo::{Colour, File};
use broadsheet_source::{Failure, SeenArticle, SeenPhoto, Source};
use serde::Serialize;

mod drawing;

pub use drawing::placeholder;

/// The size of a placeholder that belongs to no photo.
const PLACEHOLDER: (u32, u32) = (1200, 800);
/// The middle of a photo, in thousandths of its sides.
const CENTRE: (i64, i64) = (500, 500);

/// The colour of a section; the paper's own where there is none.
pub(crate) fn colour(section: Option<SectionId>) -> u8 {
    let index = section.map_or(0, |id| id.0.rem_euclid(i64::from(COLOURS)));
    u8::try_from(index).unwrap_or(0)
}

/// The colours behind placeholders and behind photos whose own is not known, by section.
const TINTS: [Colour; COLOURS as usize] = [
    Colour([0x8f, 0xab, 0xae]),
    Colour([0xa1, 0xa8, 0xb6]),
    Colour([0xb9, 0xa1, 0x82]),
    Colour([0x98, 0xa7, 0x8b]),
    Colour([0xb9, 0x91, 0x89]),
    Colour([0xa1, 0x93, 0xb0]),
    Colour([0x8f, 0xa8, 0xb7]),
    Colour([0xa8, 0xa2, 0x8e]),
];

/// How wide the JPEG is that stands for all sizes of a picture in a list.
const LISTED: u32 = 640;
/// How wide it is where a picture is shown whole.
const SHOWN: u32 = 1280;
/// The width of small squares: thumbnails and portraits on the sharpest screens.
const SMALL: u32 = 320;

/// A picture as a template prints it.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Image {
    /// Where a JPEG of it is, or its placeholder.
    pub src: String,
    /// The WebP files that a browser may choose from, in the form that `srcset` has; empty for a placeholder.
    pub srcset: String,
    /// A small square of it as JPEG, or its placeholder.
    pub small: String,
    /// The same as WebP; empty for a placeholder.
    pub small_webp: String,
    /// Of the file at `src` in pixels, so that nothing moves when it comes.
    pub width: i64,
    /// In pixels.
    pub height: i64,
    /// What it shows, for who cannot see it.
    pub alt: String,
    /// The colour behind it while it loads, and the point to keep in a crop.
    pub class: String,
    /// What it shows, for everybody.
    pub caption: String,
    /// Who made it.
    pub credit: String,
}

/// What stands on an article's placard, which is shown where its link is shared and it has no photo; nothing where
/// readers have no such article.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn placard(source: &Source, article: ArticleId) -> Result<Option<Placard>, Failure> {
    let found = source.articles(&[article]).await?.pop();
    Ok(found.map(|article| of_article(source, &article)))
}

/// The address of an article's placard.
pub(crate) fn placard_of(source: &Source, article: &SeenArticle<'_>) -> String {
    address::placard(article.id().0, &of_article(source, article))
}

fn of_article(source: &Source, article: &SeenArticle<'_>) -> Placard {
    let (paper, headline) = (source.name(), article.headline().clone());
    Placard { paper, headline, ground: drawing::deep(colour(*article.section())) }
}

/// Tells the section whose colour stands behind a photo: it is asked, and so read, only where the photo has no colour of
/// its own.
pub(crate) type Behind<'b> = &'b (dyn Fn() -> Option<SectionId> + Sync);

/// Behind a photo that is in no section.
pub(crate) const NO_SECTION: Behind<'static> = &|| None;

/// A photo as it is shown whole on a page of that section, with what is said about it. Where a crop is kept is not read.
pub(crate) fn captioned(photo: &SeenPhoto<'_>, section: Behind<'_>) -> Image {
    let plate = Plate { file: photo.file(), size: size(photo), focal: CENTRE, average: *photo.average() };
    Image {
        alt: photo.alt().clone(),
        caption: photo.caption().clone(),
        credit: photo.credit().clone(),
        ..plate.image(Crop::Whole, SHOWN, section)
    }
}

/// A photo as a portrait in a small square, with what it shows.
pub(crate) fn portrait(photo: &SeenPhoto<'_>) -> Image {
    Image { alt: photo.alt().clone(), ..image(photo, NO_SECTION) }
}

/// A JPEG of a photo as it is shown where a link is shared, with its width and height; nothing where it has no bytes of
/// its own.
pub(crate) fn shared(photo: &SeenPhoto<'_>) -> Option<(String, i64, i64)> {
    let width = Crop::Shared.widths().first().copied()?;
    let cut = Cut::of(Crop::Shared, width, (*photo.focal_x(), *photo.focal_y()), Format::Jpeg);
    let (width, height) = cut.size(size(photo));
    Some((address::cut(photo.file(), &cut)?, i64::from(width), i64::from(height)))
}

/// A photo's uncut JPEG with its width and height, for programs that crop by themselves; nothing where it has no bytes
/// of its own. Where a crop is kept and what is said about it is not read.
pub(crate) fn whole(photo: &SeenPhoto<'_>) -> Option<(String, i64, i64)> {
    let cut = Cut::of(Crop::Whole, SHOWN, CENTRE, Format::Jpeg);
    let src = address::cut(photo.file(), &cut)?;
    let (width, height) = cut.size(size(photo));
    Some((src, i64::from(width), i64::from(height)))
}

/// A photo as lists show it: they read nothing of what is said about it.
pub(crate) fn image(photo: &SeenPhoto<'_>, section: Behind<'_>) -> Image {
    let plate = Plate::of(photo);
    let image = plate.image(Crop::Classic, LISTED, section);
    let Some(small) = plate.small(Format::Jpeg) else { return Image { small: image.src.clone(), ..image } };
    Image { small, small_webp: plate.small(Format::Webp).unwrap_or_default(), ..image }
}

fn size(photo: &SeenPhoto<'_>) -> (u32, u32) {
    let side = |side: i64| u32::try_from(side).unwrap_or(1).max(1);
    (side(*photo.width()), side(*photo.height()))
}

/// What of a photo its cuts are made from.
struct Plate<'a> {
    file: &'a File,
    size: (u32, u32),
    focal: (i64, i64),
    average: Option<Colour>,
}

impl<'a> Plate<'a> {
    fn of(photo: &'a SeenPhoto<'_>) -> Self {
        Self {
            file: photo.file(),
            size: size(photo),
            focal: (*photo.focal_x(), *photo.focal_y()),
            average: *photo.average(),
        }
    }

    /// The picture in that crop, for browsers to choose a size of; `width` is that of the file for all others.
    fn image(&self, crop: Crop, width: u32, section: Behind<'_>) -> Image {
        let cut = Cut::of(crop, width, self.focal, Format::Jpeg);
        let Some(src) = address::cut(self.file, &cut) else {
            return placed(self.file, self.size, self.focal, colour(section()));
        };
        let (width, height) = cut.size(self.size);
        Image {
            src,
            srcset: self.srcset(crop),
            width: i64::from(width),
            height: i64::from(height),
            class: self.class(crop, section),
            ..Image::default()
        }
    }

    /// A small square; nothing for a placeholder.
    fn small(&self, format: Format) -> Option<String> {
        address::cut(self.file, &Cut::of(Crop::Square, SMALL, self.focal, format))
    }

    /// Every listed width up to the first that shows all there is.
    fn srcset(&self, crop: Crop) -> String {
        let cuts = WIDTHS.map(|width| Cut::of(crop, width, self.focal, Format::Webp));
        let enough =
            cuts.iter().position(|cut| cut.size(self.size).0 < cut.width || cut.window(self.size).width == cut.width);
        let last = enough.unwrap_or(WIDTHS.len() - 1);
        let one = |cut: &Cut| Some(format!("{} {}w", address::cut(self.file, cut)?, cut.size(self.size).0));
        cuts.iter().take(last + 1).filter_map(one).collect::<Vec<_>>().join(", ")
    }

    /// The style crops further where a place has another shape: towards where the focal point came to lie.
    fn class(&self, crop: Crop, section: Behind<'_>) -> String {
        let window = Cut::of(crop, SHOWN, self.focal, Format::Webp).window(self.size);
        let inside = |side: u32, focal: i64, edge: u32, part: u32| {
            (i64::from(side) * focal - i64::from(edge) * 1000) / i64::from(part.max(1))
        };
        let x = inside(self.size.0, self.focal.0, window.left, window.width);
        let y = inside(self.size.1, self.focal.1, window.top, window.height);
        class((x, y), self.average.unwrap_or_else(|| TINTS[usize::from(colour(section())) % TINTS.len()]))
    }
}

/// A placeholder: one drawing for all sizes.
fn placed(file: &File, (width, height): (u32, u32), focal: (i64, i64), tint: u8) -> Image {
    let src = address::photo(file, tint);
    let (width, height) = (i64::from(width), i64::from(height));
    Image { src, width, height, class: class(focal, TINTS[usize::from(tint) % TINTS.len()]), ..Image::default() }
}

/// The classes of the style for a point to keep and a colour behind; most pictures are kept by their middle.
fn class((x, y): (i64, i64), colour: Colour) -> String {
    let mut class = behind(colour);
    for (axis, step) in [('x', fifth(x)), ('y', fifth(y))] {
        if step != MIDDLE {
            let _ = write!(class, " {axis}{step}");
        }
    }
    class
}

/// The classes of the style for a colour: five steps of red, green and blue each.
fn behind(Colour(parts): Colour) -> String {
    let [red, green, blue] = parts.map(|part| u16::from(part) * 5 / 256);
    format!("r{red} g{green} b{blue}")
}

/// The picture in a list, where a missing photo leaves a hole.
pub(crate) fn stand_in(seed: &str, section: Option<SectionId>) -> Image {
    let tint = colour(section);
    let placed = placed(&File::Placeholder(seed.to_owned()), PLACEHOLDER, CENTRE, tint);
    Image { small: placed.src.clone(), class: behind(TINTS[usize::from(tint) % TINTS.len()]), ..placed }
}

/// The step of a point in the middle, which the style takes where none is said.
const MIDDLE: i64 = 2;

/// A thousandth as the nearest of five steps: the style has a class for each.
fn fifth(thousandths: i64) -> i64 {
    (thousandths.clamp(0, 1000) + 125) / 250
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_choose_among_listed_widths_up_to_what_the_photo_has() {
        let file = File::Drawn { scene: "ferry".into(), seed: 7 };
        let plate = |size| Plate { file: &file, size, focal: (500, 250), average: Some(Colour([200, 128, 0])) };
        let widths = |size, crop| -> Vec<String> {
            let set = plate(size).srcset(crop);
            set.split(", ").filter_map(|one| one.rsplit_once(' ')).map(|(_, width)| width.to_owned()).collect()
        };
        assert_eq!(widths((4000, 3000), Crop::Classic), ["320w", "640w", "960w", "1280w", "1920w"]);
        assert_eq!(widths((1280, 800), Crop::Whole), ["320w", "640w", "960w", "1280w"]);
        assert_eq!(widths((1000, 800), Crop::Whole), ["320w", "640w", "960w", "1000w"]);
        assert_eq!(widths((200, 800), Crop::Square), ["200w"]);
        let image = plate((1500, 1000)).image(Crop::Classic, LISTED, &|| Some(SectionId(3)));
        assert_eq!(image.src, "/photos/drawn/ferry.7.jpg/3x2-640.500-250.1.jpg");
        assert_eq!((image.width, image.height, image.class.as_str()), (640, 427, "r3 g2 b0 y1"));
    }

    #[test]
    fn a_placeholder_is_one_drawing_for_all_sizes() {
        let placed = stand_in("quay", None);
        assert!(placed.src.ends_with(".svg") && placed.small == placed.src);
        assert!(placed.srcset.is_empty() && placed.small_webp.is_empty());
    }

    #[test]
    fn a_section_keeps_its_colour() {
        assert_eq!([None, Some(SectionId(13)), Some(SectionId(-3))].map(colour), [0, 5, 5]);
    }
}
