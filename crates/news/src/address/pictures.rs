//! Addresses of photos and of what is drawn: each names all that its bytes are made from, so they never change there.

use crate::cut::{self, Crop, Cut};
use crate::emblem::{self, Placard};
use crate::photo::File;

/// How many colours placeholders are drawn in.
pub const COLOURS: u8 = 8;

/// What a photo's address names: all that is needed to give its bytes, which never change there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
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
    /// A placeholder.
    Placeholder {
        /// The seed of its chance.
        seed: u64,
        /// Its colour, below [`COLOURS`].
        colour: u8,
    },
    /// The paper's emblem as an icon.
    Emblem {
        /// How wide it is.
        side: u32,
        /// The letter on it.
        initial: char,
    },
    /// The placard of an article.
    Placard {
        /// The article.
        article: i64,
        /// The fingerprint of what stands on it.
        mark: String,
    },
    /// A photo in one crop and size.
    Cut {
        /// Where the photo's bytes come from.
        of: File,
        /// Which part, how wide, as what.
        cut: Cut,
    },
}

/// A photo's address; `colour` is that of a placeholder.
#[must_use]
pub fn photo(file: &File, colour: u8) -> String {
    match file {
        File::Kept { hash, media_type } => {
            let ending = ENDINGS.iter().find(|(_, known)| known == media_type).map_or("jpg", |(ending, _)| ending);
            format!("/photos/{hash}.{ending}")
        }
        File::Drawn { scene, seed } => format!("/photos/drawn/{scene}.{seed}.jpg"),
        File::Placeholder(seed) => {
            let hash = blake3::hash(seed.as_bytes());
            let seed = hash.as_bytes().iter().take(8).fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
            format!("/photos/placeholder/{colour}-{seed:016x}.svg")
        }
    }
}

/// The address of a cut of a photo: the photo's own, and behind it all else that the cut is made from. A placeholder
/// is not cut.
#[must_use]
pub fn cut(file: &File, cut: &Cut) -> Option<String> {
    if matches!(file, File::Placeholder(_)) {
        return None;
    }
    let Cut { crop, width, focal: (x, y), format, recipe } = cut;
    let focal = if *crop == Crop::Whole { String::new() } else { format!("{x}-{y}.") };
    Some(format!("{}/{}-{width}.{focal}{recipe}.{}", photo(file, 0), crop.name(), format.ending()))
}

/// The address of the paper's emblem with that initial, so many pixels wide.
#[must_use]
pub fn emblem(initial: char, side: u32) -> String {
    format!("/photos/emblem/{side}-{initial}.{}.png", emblem::RECIPE)
}

/// The address of an article's placard.
#[must_use]
pub fn placard(article: i64, placard: &Placard) -> String {
    format!("/photos/placard/{article}-{}.png", placard.mark())
}

/// What the path of a photo names, or nothing where it is no photo's.
#[must_use]
pub fn picture(path: &str) -> Option<Picture> {
    cut_of(path).or_else(|| uncut(path))
}

/// A photo that is no cut of another.
fn uncut(path: &str) -> Option<Picture> {
    let name = path.strip_prefix("/photos/")?;
    if let Some(rest) = name.strip_prefix("placeholder/") {
        let (colour, seed) = rest.strip_suffix(".svg")?.split_once('-')?;
        let colour = colour.parse().ok().filter(|colour| *colour < COLOURS)?;
        let seed = u64::from_str_radix(seed, 16).ok().filter(|_| seed.len() == 16)?;
        return Some(Picture::Placeholder { seed, colour });
    }
    if let Some(rest) = name.strip_prefix("emblem/") {
        let (side, letter) = rest.split_once('-')?;
        let (side, initial) = (side.parse().ok().filter(|side| emblem::SIDES.contains(side))?, letter.chars().next()?);
        return (emblem(initial, side) == path).then_some(Picture::Emblem { side, initial });
    }
    if let Some(rest) = name.strip_prefix("placard/") {
        let (article, mark) = rest.strip_suffix(".png")?.split_once('-')?;
        let is_mark = mark.len() == 16 && mark.bytes().all(|b| b.is_ascii_hexdigit());
        return is_mark.then_some(Picture::Placard { article: article.parse().ok()?, mark: mark.to_owned() });
    }
    if let Some(rest) = name.strip_prefix("drawn/") {
        let (scene, seed) = rest.strip_suffix(".jpg")?.rsplit_once('.').filter(|(scene, _)| !scene.contains('/'))?;
        return Some(Picture::Drawn { scene: scene.to_owned(), seed: seed.parse().ok()? });
    }
    let (hash, ending) = name.split_once('.')?;
    let (_, media_type) = ENDINGS.into_iter().find(|(known, _)| *known == ending)?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    is_hash.then(|| Picture::Kept { hash: hash.to_owned(), media_type })
}

/// The cut that a path names, if it is written as we write it and of a listed size.
fn cut_of(path: &str) -> Option<Picture> {
    let (photo, name) = path.rsplit_once('/')?;
    let of = match uncut(photo)? {
        Picture::Kept { hash, media_type } => File::Kept { hash, media_type: media_type.to_owned() },
        Picture::Drawn { scene, seed } => File::Drawn { scene, seed },
        _ => return None,
    };
    let (stem, ending) = name.rsplit_once('.')?;
    let format = [cut::Format::Webp, cut::Format::Jpeg].into_iter().find(|format| format.ending() == ending)?;
    let (size, rest) = stem.split_once('.')?;
    let (crop, width) = size.split_once('-')?;
    let crop = Crop::named(crop)?;
    let width = width.parse().ok().filter(|width| crop.widths().contains(width))?;
    let (focal, recipe) = rest.rsplit_once('.').unwrap_or(("500-500", rest));
    let (x, y) = focal.split_once('-')?;
    let made = Cut { recipe: recipe.parse().ok()?, ..Cut::of(crop, width, (x.parse().ok()?, y.parse().ok()?), format) };
    (cut(&of, &made).as_deref() == Some(path)).then_some(Picture::Cut { of, cut: made })
}

/// The type of the bytes at a photo's address.
#[must_use]
pub fn media_type(address: &str) -> &'static str {
    let ending = address.rsplit('.').next().unwrap_or_default();
    ENDINGS.into_iter().find(|(known, _)| *known == ending).map_or("image/svg+xml", |(_, media_type)| media_type)
}

/// The kinds of file that are kept: the ending of their address, and their media type.
const ENDINGS: [(&str, &str); 4] =
    [("jpg", "image/jpeg"), ("png", "image/png"), ("webp", "image/webp"), ("gif", "image/gif")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photos_address_names_all_that_its_bytes_are_made_from() {
        let (hash, scene) = ("ab".repeat(32), "harbour".to_owned());
        let drawn = File::Drawn { scene: scene.clone(), seed: -7 };
        assert_eq!(picture(&photo(&drawn, 0)), Some(Picture::Drawn { scene, seed: -7 }));
        let kept = File::Kept { hash: hash.clone(), media_type: "image/png".into() };
        assert_eq!(picture(&photo(&kept, 0)), Some(Picture::Kept { hash, media_type: "image/png" }));
        let placeholder = photo(&File::Placeholder("Boats".into()), 3);
        assert!(matches!(picture(&placeholder), Some(Picture::Placeholder { colour: 3, .. })));
        assert_eq!(media_type(&placeholder), "image/svg+xml");
        // A cut is of a photo and not of a cut: however long an address is, it is looked at twice.
        assert_eq!(picture(&format!("/photos/x{}", "/a".repeat(100_000))), None);
        for path in
            ["/photos/../secrets.jpg", "/photos/placeholder/9-0123456789abcdef.svg", "/photos/drawn/x.jpg", "/x"]
        {
            assert_eq!(picture(path), None, "{path}");
        }
    }

    #[test]
    fn a_cuts_address_names_all_that_it_is_made_from_and_only_listed_sizes_have_one() {
        let kept = File::Kept { hash: "ab".repeat(32), media_type: "image/jpeg".into() };
        let drawn = File::Drawn { scene: "harbour".into(), seed: -7 };
        for of in [kept, drawn.clone()] {
            for crop in Crop::all() {
                for format in [cut::Format::Webp, cut::Format::Jpeg] {
                    let made = Cut::of(crop, crop.widths()[0], (333, 1000), format);
                    let path = cut(&of, &made).unwrap();
                    assert_eq!(picture(&path), Some(Picture::Cut { of: of.clone(), cut: made }), "{path}");
                    assert_eq!(media_type(&path), format.media_type());
                }
            }
        }
        let path = cut(&drawn, &Cut::of(Crop::Classic, 640, (500, 333), cut::Format::Webp)).unwrap();
        assert_eq!(path, "/photos/drawn/harbour.-7.jpg/3x2-640.500-333.1.webp");
        assert_eq!(
            cut(&File::Placeholder("Boats".into()), &Cut::of(Crop::Whole, 640, (0, 0), cut::Format::Jpeg)),
            None
        );
        for wrong in [
            "3x2-641.500-333.1.webp",
            "3x2-0640.500-333.1.webp",
            "3x2-640.0500-333.1.webp",
            "3x2-640.500-1001.1.webp",
            "3x2-640.1.webp",
            "whole-640.1-1.1.webp",
            "3x2-640.500-333.1.png",
            "3x2-640.500-333.1.webp/3x2-640.500-333.1.webp",
            "5x4-640.500-333.1.webp",
            "shared-640.500-333.1.jpg",
            "..",
        ] {
            assert_eq!(picture(&format!("/photos/drawn/harbour.-7.jpg/{wrong}")), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_drawn_from_words_is_read_as_it_is_written() {
        for (initial, side) in [('H', 48), ('港', 512)] {
            assert_eq!(picture(&super::emblem(initial, side)), Some(Picture::Emblem { side, initial }));
        }
        let on_it = Placard { paper: "Post".into(), headline: "Ferry".into(), ground: emblem::COLOUR };
        let read = picture(&placard(7, &on_it));
        assert_eq!(read, Some(Picture::Placard { article: 7, mark: on_it.mark() }));
        for path in [
            "/photos/emblem/47-H.1.png",
            "/photos/emblem/48-.1.png",
            "/photos/emblem/48-HH.1.png",
            "/photos/placard/7-x.png",
        ] {
            assert_eq!(picture(path), None, "{path}");
        }
    }
}
