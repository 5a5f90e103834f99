//! Files made by the tests themselves.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Red, green, blue and white, from the left above to the right below.
pub(crate) const CORNERS: [[u8; 3]; 4] = [[220, 30, 30], [30, 200, 30], [30, 30, 220], [240, 240, 240]];

/// A picture with a colour in each quarter.
pub(crate) fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(
        width,
        height,
        |x, y| Rgb(CORNERS[usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2)]),
    )
}

pub(crate) fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).expect("encoded");
    bytes.into_inner()
}

/// The colours in the middle of each quarter.
pub(crate) fn corners(bytes: &[u8]) -> [[u8; 3]; 4] {
    let image = image::load_from_memory(bytes).expect("a picture").into_rgb8();
    let (w, h) = image.dimensions();
    [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| image.get_pixel(w * x / 4, h * y / 4).0)
}

pub(crate) fn near(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) < 14)
}

/// A segment of a JPEG: its marker, its length and what it says.
pub(crate) fn segment(marker: u8, says: &[u8]) -> Vec<u8> {
    let length = u16::try_from(says.len() + 2).expect("a short segment");
    [&[0xff, marker], length.to_be_bytes().as_slice(), says].concat()
}

/// A JPEG with a segment behind its first marker.
pub(crate) fn with_segment(jpeg: &[u8], segment: &[u8]) -> Vec<u8> {
    [&jpeg[..2], segment, &jpeg[2..]].concat()
}

/// The note of a camera that it was held so, as EXIF has it.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let tiff = [b"MM\0\x2a\0\0\0\x08\0\x01".as_slice(), b"\x01\x12\0\x03\0\0\0\x01\0", &[orientation], b"\0\0\0\0\0\0"];
    [b"Exif\0\0".as_slice(), &tiff.concat()].concat()
}

/// A JPEG of one colour in four inks, eight pixels wide and high, as Adobe's programs write them: 255 is no ink.
pub(crate) fn four_inks(inks: [u8; 4]) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    bytes.extend(segment(0xee, b"Adobe\0\x64\0\0\0\0\0"));
    bytes.extend(segment(0xdb, &[[0].as_slice(), &[8; 64]].concat()));
    bytes.extend(frame(0xc0, 8, (8, 8), 4));
    // Twelve kinds of number, each named by four bits; and one bit that says "nothing more".
    let kinds: Vec<u8> = (0..12).collect();
    bytes.extend(segment(0xc4, &[[0, 0, 0, 0, 12].as_slice(), &[0; 12], &kinds].concat()));
    bytes.extend(segment(0xc4, &[[0x10, 1].as_slice(), &[0; 15], &[0]].concat()));
    bytes.extend(segment(0xda, &[4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]));
    let mut bits = String::new();
    for ink in inks {
        let level = i32::from(ink) - 128;
        let size = 32 - level.unsigned_abs().leading_zeros();
        let said = if level < 0 { level + (1 << size) - 1 } else { level };
        bits += &format!("{size:04b}");
        if size > 0 {
            bits += &format!("{said:0width$b}", width = size as usize);
        }
        bits += "0";
    }
    while !bits.len().is_multiple_of(8) {
        bits += "1";
    }
    for eight in bits.as_bytes().chunks(8) {
        let byte = eight.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit == b'1'));
        bytes.push(byte);
        bytes.extend((byte == 0xff).then_some(0));
    }
    bytes.extend([0xff, 0xd9]);
    bytes
}

/// A JPEG's frame, which says how large it is.
pub(crate) fn frame(marker: u8, precision: u8, (width, height): (u16, u16), components: u8) -> Vec<u8> {
    let mut says = vec![precision];
    says.extend(height.to_be_bytes());
    says.extend(width.to_be_bytes());
    says.push(components);
    for component in 1..=components {
        says.extend([component, 0x11, 0]);
    }
    segment(marker, &says)
}

/// A chunk of a PNG, with its sum.
pub(crate) fn chunk(name: &[u8; 4], says: &[u8]) -> Vec<u8> {
    let sum = [name.as_slice(), says].concat().iter().fold(u32::MAX, |mut sum, byte| {
        sum ^= u32::from(*byte);
        (0..8).for_each(|_| sum = sum >> 1 ^ (0xedb8_8320 * (sum & 1)));
        sum
    });
    let length = u32::try_from(says.len()).expect("a short chunk").to_be_bytes();
    [length.as_slice(), name, says, &(!sum).to_be_bytes()].concat()
}

/// A PNG that says it is that large, and whatever follows.
pub(crate) fn png_of(width: u32, height: u32, rest: &[u8]) -> Vec<u8> {
    let header = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(b"IHDR", &header), rest].concat()
}
