//! Reading a picture: its header is judged first, then its pixels are taken and nothing else.

use std::io::Cursor;

use broadsheet_news::sentence;
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::markers::{Markers, markers};
use crate::raster::Raster;
use crate::sort::sort;
use crate::{LONGEST_SIDE, MOST_BYTES, MOST_MEMORY, MOST_PIXELS, MOST_WORK, Unfit};

/// The picture, upright and no longer than `side`, and whether it came from a kind that loses some of it anyway.
pub(crate) fn read(bytes: &[u8], side: u32) -> Result<(Raster, bool), Unfit> {
    if bytes.len() > MOST_BYTES {
        return Err(Unfit(sentence!("The file has more than {} MB. Save the photo smaller.", MOST_BYTES >> 20)));
    }
    let format = sort(bytes)?;
    header_sides(format, bytes).map_or(Ok(()), has_fitting_sides)?;
    if format == ImageFormat::Jpeg {
        is_readable(&markers(bytes))?;
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(told)?;
    has_fitting_sides(decoder.dimensions())?;
    has_fitting_weight(decoder.dimensions(), weight(format, &decoder))?;
    // A broken note of how the camera was held, or of its colours, is no reason to refuse the photo.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let pixels = DynamicImage::from_decoder(decoder).map_err(told)?;
    let raster = Raster::of(pixels).within(side)?.upright(orientation).in_common_colours(profile.as_deref());
    Ok((raster, matches!(format, ImageFormat::Jpeg | ImageFormat::WebP)))
}

/// How large PNG and GIF say they are, where both say it.
fn header_sides(format: ImageFormat, bytes: &[u8]) -> Option<(u32, u32)> {
    let four = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let two = |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    match format {
        ImageFormat::Png => Some((four(16)?, four(20)?)),
        ImageFormat::Gif => Some((two(6)?, two(8)?)),
        _ => None,
    }
}

/// Judges a JPEG by its markers.
fn is_readable(markers: &Markers) -> Result<(), Unfit> {
    let Markers { width, height, passes, .. } = *markers;
    let pixels = u64::from(width) * u64::from(height);
    has_fitting_sides((width, height))?;
    if markers.precision > 8 {
        let bits = markers.precision;
        return Err(Unfit(sentence!("This JPEG has {} bits a colour, which we cannot read. Save it with 8.", bits)));
    }
    // Its passes are held in memory until the last is there: two bytes for each colour of a pixel, beside the picture.
    let held = if markers.progressive { 2 * u64::from(markers.components) } else { 0 };
    has_fitting_weight((width, height), pixels * (3 + held))?;
    if pixels.saturating_mul(passes) > MOST_WORK || passes > 1000 {
        return Err(Unfit("This JPEG is painted in too many passes. Save it as an ordinary JPEG.".into()));
    }
    // The reader of JPEGs would paint what is missing grey.
    if markers.ended { Ok(()) } else { Err(damaged()) }
}

fn has_fitting_sides((width, height): (u32, u32)) -> Result<(), Unfit> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(damaged());
    }
    if pixels > MOST_PIXELS || width > LONGEST_SIDE || height > LONGEST_SIDE {
        let most = MOST_PIXELS / 1_000_000;
        return Err(Unfit(sentence!(
            "The photo has {} x {} pixels: at most {} million are taken, and {} on a side. Save it smaller.",
            width,
            height,
            most,
            LONGEST_SIDE
        )));
    }
    Ok(())
}

fn has_fitting_weight((width, height): (u32, u32), weight: u64) -> Result<(), Unfit> {
    if weight <= MOST_MEMORY {
        return Ok(());
    }
    Err(Unfit(sentence!(
        "Reading this photo of {} x {} pixels would take too much memory. Save it smaller, or as an ordinary JPEG.",
        width,
        height
    )))
}

/// How many bytes reading takes at its peak, a little more rather than less: the pixels as they come, and either what
/// they are changed into or what the reader holds beside them.
fn weight(format: ImageFormat, decoder: &impl ImageDecoder) -> u64 {
    let (width, height) = decoder.dimensions();
    let changed = match decoder.color_type() {
        ColorType::Rgb8 | ColorType::Rgba8 => 0,
        other if other.has_alpha() => 4,
        _ => 3,
    };
    let beside = if matches!(format, ImageFormat::Gif | ImageFormat::WebP) { 4 } else { 0 };
    decoder.total_bytes().saturating_add(u64::from(width) * u64::from(height) * u64::max(changed, beside))
}

fn damaged() -> Unfit {
    Unfit("The file is damaged or cut off. Save the photo again and send that.".into())
}

fn told(error: ImageError) -> Unfit {
    match error {
        ImageError::Limits(_) => Unfit("Reading this photo would take too much memory. Save it smaller.".into()),
        ImageError::Unsupported(_) => {
            Unfit("This is a rare kind of picture that we cannot read. Save it as an ordinary JPEG or PNG.".into())
        }
        _ => damaged(),
    }
}
