//! Cuts: the sizes and crops in which a photo is shown, and what of it each of them holds.

/// The widths that photos are made in. Nothing is made larger than it is.
pub const WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];

/// How cuts are made today: raised whenever other bytes would come out, so that no address changes its own.
pub const RECIPE: u8 = 1;

/// Which part of a photo is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Crop {
    /// All of it.
    Whole,
    /// Three to two: lists.
    Classic,
    /// A square: small pictures and portraits.
    Square,
    /// Sixteen to nine.
    Wide,
    /// Four to three.
    Standard,
    /// 1200 to 630: where a link is shared.
    Shared,
}

type Row = (Crop, &'static str, Option<(u32, u32)>, &'static [u32]);

/// Each crop with its name in addresses, its sides and the widths it is made in.
const CROPS: [Row; 6] = [
    (Crop::Whole, "whole", None, &WIDTHS),
    (Crop::Classic, "3x2", Some((3, 2)), &WIDTHS),
    (Crop::Square, "1x1", Some((1, 1)), &WIDTHS),
    (Crop::Wide, "16x9", Some((16, 9)), &WIDTHS),
    (Crop::Standard, "4x3", Some((4, 3)), &WIDTHS),
    (Crop::Shared, "shared", Some((1200, 630)), &[1200]),
];

/// A rectangle of a photo, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// From the left.
    pub left: u32,
    /// From the top.
    pub top: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

impl Crop {
    /// All of them.
    #[must_use]
    pub fn all() -> [Self; 6] {
        CROPS.map(|(crop, ..)| crop)
    }

    /// Its name in addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        CROPS.iter().find(|(crop, ..)| *crop == self).map_or("", |(_, name, ..)| name)
    }

    /// The crop of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        CROPS.iter().find(|(_, known, ..)| *known == name).map(|(crop, ..)| *crop)
    }

    /// The widths it is made in.
    #[must_use]
    pub fn widths(self) -> &'static [u32] {
        CROPS.iter().find(|(crop, ..)| *crop == self).map_or(&[], |(.., widths)| widths)
    }

    /// The largest part of a photo of that size with this crop's shape, as near to the focal point as it goes.
    #[must_use]
    pub fn window(self, (width, height): (u32, u32), (x, y): (u16, u16)) -> Window {
        let shape = CROPS.iter().find(|(crop, ..)| *crop == self).and_then(|(.., sides, _)| *sides);
        let Some((across, down)) = shape else { return Window { left: 0, top: 0, width, height } };
        let fitted = |side: u32, by: u32, to: u32| (u64::from(side) * u64::from(by) / u64::from(to)).max(1);
        let w = narrowed(fitted(height, across, down), width);
        let h = narrowed(fitted(width, down, across), height);
        Window { left: edge(width, w, x), top: edge(height, h, y), width: w, height: h }
    }
}

fn narrowed(side: u64, most: u32) -> u32 {
    u32::try_from(side).unwrap_or(most).min(most)
}

/// Where a part begins that has the focal point in its middle, or as near to it as the photo's edges let it.
fn edge(side: u32, part: u32, focal: u16) -> u32 {
    let point = u64::from(side) * u64::from(focal.min(1000)) / 1000;
    let edge = point.saturating_sub(u64::from(part) / 2);
    narrowed(edge, side.saturating_sub(part))
}

/// The kind of file that a cut is made as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// What every browser of today reads.
    Webp,
    /// What everything else reads.
    Jpeg,
}

impl Format {
    /// The ending of its addresses.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// A photo in one crop, one size and one format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cut {
    /// Which part.
    pub crop: Crop,
    /// How wide, one of the crop's widths; less where the photo has less.
    pub width: u32,
    /// The focal point, in thousandths of width and height; in the middle for all of a photo, which needs none.
    pub focal: (u16, u16),
    /// As what.
    pub format: Format,
    /// How it is made: [`RECIPE`], or a number of earlier days.
    pub recipe: u8,
}

impl Cut {
    /// Such a cut as it is made today. A focal point outside the photo is brought inside.
    #[must_use]
    pub fn of(crop: Crop, width: u32, (x, y): (i64, i64), format: Format) -> Self {
        let within = |n: i64| u16::try_from(n.clamp(0, 1000)).unwrap_or(500);
        let focal = if crop == Crop::Whole { (500, 500) } else { (within(x), within(y)) };
        Self { crop, width, focal, format, recipe: RECIPE }
    }

    /// The part of a photo of that size that it shows.
    #[must_use]
    pub fn window(&self, size: (u32, u32)) -> Window {
        self.crop.window(size, self.focal)
    }

    /// Its own size, made of a photo of that size: never larger.
    #[must_use]
    pub fn size(&self, of: (u32, u32)) -> (u32, u32) {
        let window = self.window(of);
        let width = self.width.min(window.width).max(1);
        let (height, whole) = (u64::from(window.height), u64::from(window.width.max(1)));
        (width, narrowed(((height * u64::from(width) + whole / 2) / whole).max(1), u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crop_keeps_its_shape_and_the_focal_point_and_stays_in_the_photo() {
        let window = |crop: Crop, focal| crop.window((3000, 4000), focal);
        assert_eq!(window(Crop::Classic, (500, 100)), Window { left: 0, top: 0, width: 3000, height: 2000 });
        assert_eq!(window(Crop::Classic, (500, 500)), Window { left: 0, top: 1000, width: 3000, height: 2000 });
        assert_eq!(window(Crop::Square, (0, 1000)), Window { left: 0, top: 1000, width: 3000, height: 3000 });
        assert_eq!(window(Crop::Whole, (0, 0)), Window { left: 0, top: 0, width: 3000, height: 4000 });
        for crop in Crop::all() {
            for size in [(1, 1), (1, 9000), (9000, 1), (1200, 800), (u32::MAX, 7)] {
                for focal in [(0, 0), (333, 667), (1000, 1000), (u16::MAX, 0)] {
                    let w = crop.window(size, focal);
                    assert!(w.width > 0 && w.height > 0, "{crop:?} {size:?}");
                    assert!(w.left + w.width <= size.0 && w.top + w.height <= size.1, "{crop:?} {size:?} {w:?}");
                }
            }
        }
    }

    #[test]
    fn nothing_is_made_larger_than_it_is() {
        let cut = |width| Cut::of(Crop::Classic, width, (500, 500), Format::Webp);
        assert_eq!(cut(640).size((1200, 800)), (640, 427));
        assert_eq!(cut(1920).size((1200, 800)), (1200, 800));
        assert_eq!(Cut::of(Crop::Shared, 1200, (500, 500), Format::Jpeg).size((3000, 2000)), (1200, 630));
        assert_eq!(cut(320).size((1, 5000)), (1, 1));
    }
}
