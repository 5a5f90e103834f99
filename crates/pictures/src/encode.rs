//! Writing a picture: pixels and nothing else.

use std::borrow::Cow;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use crate::Unfit;
use crate::raster::Raster;

pub(crate) fn jpeg(raster: &Raster, quality: u8) -> Result<Vec<u8>, Unfit> {
    let image = match raster {
        Raster::Opaque(image) => Cow::Borrowed(image),
        Raster::Clear(_) => Cow::Owned(raster.on_white()),
    };
    let (width, height) = raster.size();
    let mut file = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut file, quality);
    encoder.write_image(image.as_raw(), width, height, ExtendedColorType::Rgb8).map_err(|_| unwritten())?;
    Ok(file)
}

pub(crate) fn png(raster: &Raster) -> Result<Vec<u8>, Unfit> {
    let (bytes, kind) = match raster {
        Raster::Opaque(image) => (image.as_raw(), ExtendedColorType::Rgb8),
        Raster::Clear(image) => (image.as_raw(), ExtendedColorType::Rgba8),
    };
    let (width, height) = raster.size();
    let mut file = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive);
    encoder.write_image(bytes, width, height, kind).map_err(|_| unwritten())?;
    Ok(file)
}

pub(crate) fn webp(raster: &Raster, quality: f32) -> Result<Vec<u8>, Unfit> {
    let (width, height) = raster.size();
    let encoder = match raster {
        Raster::Opaque(image) => webp::Encoder::from_rgb(image.as_raw(), width, height),
        Raster::Clear(image) => webp::Encoder::from_rgba(image.as_raw(), width, height),
    };
    let file = encoder.encode_simple(false, quality).map_err(|_| unwritten())?;
    Ok(file.to_vec())
}

fn unwritten() -> Unfit {
    Unfit("The photo could not be written. Save it again and send that.".into())
}
