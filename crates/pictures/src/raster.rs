//! Pixels in memory: three or four bytes each.

use broadsheet_news::cut::Window;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::Unfit;

/// A picture as pixels.
pub(crate) enum Raster {
    /// Red, green, blue.
    Opaque(RgbImage),
    /// And how much of it one sees through.
    Clear(RgbaImage),
}

impl Raster {
    pub(crate) fn of(image: DynamicImage) -> Self {
        if !image.color().has_alpha() {
            return Self::Opaque(image.into_rgb8());
        }
        let image = image.into_rgba8();
        match image.pixels().all(|pixel| pixel.0[3] == 255) {
            true => Self::Opaque(DynamicImage::ImageRgba8(image).into_rgb8()),
            false => Self::Clear(image),
        }
    }

    pub(crate) fn size(&self) -> (u32, u32) {
        match self {
            Self::Opaque(image) => image.dimensions(),
            Self::Clear(image) => image.dimensions(),
        }
    }

    pub(crate) fn pixels(&self) -> u64 {
        let (width, height) = self.size();
        u64::from(width) * u64::from(height)
    }

    pub(crate) fn is_opaque(&self) -> bool {
        matches!(self, Self::Opaque(_))
    }

    /// No longer than `side`.
    pub(crate) fn within(self, side: u32) -> Result<Self, Unfit> {
        let (width, height) = self.size();
        let longest = width.max(height);
        if longest <= side {
            return Ok(self);
        }
        let shorter =
            |n: u32| u32::try_from(u64::from(n) * u64::from(side) / u64::from(longest)).unwrap_or(side).max(1);
        self.cut(Window { left: 0, top: 0, width, height }, (shorter(width), shorter(height)))
    }

    /// That part of it, made that large.
    pub(crate) fn cut(&self, part: Window, (width, height): (u32, u32)) -> Result<Self, Unfit> {
        let failed = || Unfit("The photo could not be made smaller. Save it again and send that.".into());
        let (kind, bytes) = match self {
            Self::Opaque(image) => (PixelType::U8x3, image.as_raw()),
            Self::Clear(image) => (PixelType::U8x4, image.as_raw()),
        };
        let (whole_width, whole_height) = self.size();
        let from = ImageRef::new(whole_width, whole_height, bytes, kind).map_err(|_| failed())?;
        let mut to = Image::new(width, height, kind);
        let [left, top, across, down] = [part.left, part.top, part.width, part.height].map(f64::from);
        let options = ResizeOptions::new().crop(left, top, across, down);
        Resizer::new().resize(&from, &mut to, &options).map_err(|_| failed())?;
        let bytes = to.into_vec();
        match self {
            Self::Opaque(_) => RgbImage::from_raw(width, height, bytes).map(Self::Opaque),
            Self::Clear(_) => RgbaImage::from_raw(width, height, bytes).map(Self::Clear),
        }
        .ok_or_else(failed)
    }

    /// Turned as the camera was held.
    pub(crate) fn upright(self, orientation: Orientation) -> Self {
        if orientation == Orientation::NoTransforms {
            return self;
        }
        let mut image = match self {
            Self::Opaque(image) => DynamicImage::ImageRgb8(image),
            Self::Clear(image) => DynamicImage::ImageRgba8(image),
        };
        image.apply_orientation(orientation);
        match image {
            DynamicImage::ImageRgba8(image) => Self::Clear(image),
            other => Self::Opaque(other.into_rgb8()),
        }
    }

    /// In sRGB, which is what a picture without a profile is taken to be in. A profile that cannot be followed is not.
    pub(crate) fn in_common_colours(mut self, profile: Option<&[u8]>) -> Self {
        let Some(profile) = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok()) else { return self };
        if profile.color_space != DataColorSpace::Rgb {
            return self;
        }
        let (layout, bytes): (_, &mut [u8]) = match &mut self {
            Self::Opaque(image) => (Layout::Rgb, image),
            Self::Clear(image) => (Layout::Rgba, image),
        };
        let common = ColorProfile::new_srgb();
        let options = TransformOptions::default();
        let Ok(transform) = profile.create_transform_8bit(layout, &common, layout, options) else { return self };
        let mut changed = vec![0; bytes.len()];
        if transform.transform(bytes, &mut changed).is_ok() {
            bytes.copy_from_slice(&changed);
        }
        self
    }

    /// On white, for a kind of file that one cannot see through.
    pub(crate) fn on_white(&self) -> RgbImage {
        match self {
            Self::Opaque(image) => image.clone(),
            Self::Clear(image) => {
                let mixed = |of: u8, alpha: u8| {
                    let (of, alpha) = (u32::from(of), u32::from(alpha));
                    u8::try_from((of * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(255)
                };
                RgbImage::from_fn(image.width(), image.height(), |x, y| {
                    let [r, g, b, alpha] = image.get_pixel(x, y).0;
                    image::Rgb([r, g, b].map(|of| mixed(of, alpha)))
                })
            }
        }
    }

    /// The average colour of a picture that one does not see through.
    pub(crate) fn average(&self) -> Option<[u8; 3]> {
        let (width, height) = self.size();
        let whole = Window { left: 0, top: 0, width, height };
        match self.cut(whole, (1, 1)).ok()? {
            Self::Opaque(one) => one.pixels().next().map(|pixel| pixel.0),
            Self::Clear(_) => None,
        }
    }
}
