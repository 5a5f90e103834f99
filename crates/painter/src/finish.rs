//! The last touches: corners, grain, and the file.

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use super::brush::Touch;
use super::chance::{Chance, step};
use super::colour::Colour;

const QUALITY: u8 = 84;

/// The picture as a JPEG; `None` only where the encoder fails.
pub(super) fn jpeg(
    pixels: Vec<Colour>,
    width: usize,
    height: usize,
    touch: &Touch,
    chance: &mut Chance,
) -> Option<Vec<u8>> {
    let noise = chance.noise();
    let (w, h) = (width as f32, height as f32);
    let mut bytes = Vec::with_capacity(pixels.len() * 3);
    for (at, pixel) in pixels.into_iter().enumerate() {
        let (column, line) = ((at % width) as i32, (at / width) as i32);
        let (x, y) = (column as f32 / w - 0.5, line as f32 / h - 0.5);
        let corner = 1.0 - touch.vignette * step(0.15, 0.62, x * x * 1.1 + y * y * 0.9);
        // Grain sits in the middle tones, as on film.
        let bright = pixel.brightness();
        let grain = (noise.corner(column, line) + noise.corner(column / 2, line / 2 + 7919) - 1.0)
            * touch.grain
            * (0.35 + 2.2 * bright * (1.0 - bright));
        for channel in [pixel.r, pixel.g, pixel.b] {
            bytes.push(((channel * corner + grain).clamp(0.0, 1.0) * 255.0 + 0.5) as u8);
        }
    }
    let mut file = Vec::new();
    let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    let mut encoder = JpegEncoder::new_with_quality(&mut file, QUALITY);
    encoder.encode(&bytes, width, height, ExtendedColorType::Rgb8).ok()?;
    Some(file)
}
