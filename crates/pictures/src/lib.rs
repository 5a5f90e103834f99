//! Pictures as bytes: what comes in is read within limits and cleaned, what goes out is cut to size.
//!
//! Nothing here touches a disk or a network, and nothing of a file survives but its pixels: no place, no camera, no
//! profile, no comment.

mod decode;
mod drawn;
mod encode;
mod lettering;
mod markers;
mod raster;
mod sort;

use std::fmt;

use broadsheet_news::cut::{Cut, Format};
use broadsheet_news::sentence::Sentence;

pub use drawn::{emblem, placard};
use encode::{jpeg, png, webp};

/// The largest file that is looked at, in bytes.
pub const MOST_BYTES: usize = 40 << 20;
/// The most pixels a picture may have: what today's largest telephones make.
pub const MOST_PIXELS: u64 = 48 << 20;
/// The longest side a picture may have.
pub const LONGEST_SIDE: u32 = 16_384;
/// The most memory that reading one picture may take, in bytes, as its header tells it beforehand. Making it smaller
/// then takes up to half as much as its pixels besides, when the reader's own part is given back.
pub const MOST_MEMORY: u64 = 320 << 20;
/// The most work: pixels times the passes in which a progressive JPEG paints them. This is the limit of time, for the
/// other kinds are read in one pass.
pub const MOST_WORK: u64 = 600_000_000;
/// The longest side that is kept: more than twice the widest cut.
pub const KEPT_SIDE: u32 = 4096;

/// The most pixels that a PNG or GIF keeps without loss: a drawing or a chart, and not a photograph.
const LOSSLESS: u64 = 2 << 20;
const KEPT_QUALITY: u8 = 90;
const JPEG_QUALITY: u8 = 80;
const WEBP_QUALITY: f32 = 76.0;

/// Why a file is no photo that we can show: a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit(pub Sentence);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Unfit {}

/// A picture as it is kept: upright, in everybody's colours, with nothing in it but pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The file.
    pub bytes: Vec<u8>,
    /// `image/jpeg` or `image/png`.
    pub media_type: &'static str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Red, green and blue on average; none where one sees through it.
    pub average: Option<[u8; 3]>,
}

/// Cleans a file from outside: JPEG, PNG, WebP or GIF, of which the first picture is taken.
///
/// The same bytes always come out the same. Pictures beyond [`KEPT_SIDE`] are made smaller.
///
/// # Errors
/// [`Unfit`] where the file is something else, damaged, cut off, or beyond the limits above.
pub fn clean(bytes: &[u8]) -> Result<Cleaned, Unfit> {
    let (raster, lossy) = decode::read(bytes, KEPT_SIDE)?;
    let flat = raster.pixels() > LOSSLESS || lossy;
    let (file, media_type) = match raster.is_opaque() && flat {
        true => (jpeg(&raster, KEPT_QUALITY)?, "image/jpeg"),
        false => (png(&raster)?, "image/png"),
    };
    let (width, height) = raster.size();
    Ok(Cleaned { bytes: file, media_type, width, height, average: raster.average() })
}

/// A cut of a picture. One cut of the same bytes always comes out the same.
///
/// # Errors
/// [`Unfit`] as in [`clean`].
pub fn cut(bytes: &[u8], cut: &Cut) -> Result<Vec<u8>, Unfit> {
    let (raster, _) = decode::read(bytes, LONGEST_SIDE)?;
    let raster = raster.cut(cut.window(raster.size()), cut.size(raster.size()))?;
    match cut.format {
        Format::Webp => webp(&raster, WEBP_QUALITY),
        Format::Jpeg => jpeg(&raster, JPEG_QUALITY),
    }
}
