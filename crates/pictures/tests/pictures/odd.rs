//! Odd files: right, or a sentence.

use broadsheet_pictures::{Cleaned, MOST_BYTES, clean};
use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageBuffer, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage};

use crate::files::{CORNERS, chunk, corners, encoded, four_inks, frame, near, png_of, quarters, segment};

fn no(bytes: &[u8]) -> String {
    clean(bytes).expect_err("a sentence").to_string()
}

fn shows_quarters(cleaned: &Cleaned) {
    for (seen, meant) in corners(&cleaned.bytes).into_iter().zip(CORNERS) {
        assert!(near(seen, meant), "{seen:?} is not {meant:?}");
    }
}

#[test]
fn the_four_kinds_are_read_whatever_they_are_called() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let image: DynamicImage = match format {
            ImageFormat::Gif => DynamicImage::from(quarters(96, 64)).into_rgba8().into(),
            _ => quarters(96, 64).into(),
        };
        let cleaned = clean(&encoded(image, format)).unwrap();
        assert_eq!((cleaned.width, cleaned.height), (96, 64), "{format:?}");
        shows_quarters(&cleaned);
        assert!(near(cleaned.average.unwrap(), [130, 118, 130]), "{format:?}: {:?}", cleaned.average);
    }
}

#[test]
fn the_same_bytes_always_come_out_the_same() {
    let jpeg = encoded(quarters(96, 64), ImageFormat::Jpeg);
    assert_eq!(clean(&jpeg).unwrap(), clean(&jpeg).unwrap());
}

#[test]
fn what_is_no_photo_is_told_by_name() {
    let told = [
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>".as_slice(), "SVG"),
        (b"\xef\xbb\xbf<?xml version=\"1.0\"?><!-- x --><svg></svg>", "SVG"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "AVIF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1", "HEIC"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "no picture"),
        (b"%PDF-1.7", "no picture"),
        (b"<!doctype html><title>x</title>", "no picture"),
        (b"", "empty"),
    ];
    for (bytes, word) in told {
        let sentence = no(bytes);
        assert!(sentence.contains(word) && sentence.ends_with("Give a JPEG, PNG, WebP or GIF."), "{sentence}");
    }
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused_in_each_kind() {
    let noise = RgbImage::from_fn(90, 70, |x, y| Rgb([(x * 7 + y * 13) as u8, (x * y) as u8, ((x * x) ^ y) as u8]));
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let image = DynamicImage::from(noise.clone()).into_rgba8();
        let image = if format == ImageFormat::Jpeg { noise.clone().into() } else { DynamicImage::from(image) };
        let whole = encoded(image, format);
        assert!(clean(&whole).is_ok());
        for part in [8, 20, 50, 90] {
            let sentence = no(&whole[..(whole.len() * part / 100)]);
            assert!(sentence.contains("damaged or cut off"), "{format:?} to {part}%: {sentence}");
        }
    }
}

#[test]
fn no_string_of_bytes_makes_us_panic() {
    let mut state = 7_u32;
    let mut chance = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    let small = quarters(24, 16);
    let four = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];
    for whole in four.map(|format| match format {
        ImageFormat::Gif => encoded(DynamicImage::from(small.clone()).into_rgba8(), format),
        _ => encoded(small.clone(), format),
    }) {
        for _ in 0..400 {
            let mut bytes = whole.clone();
            for _ in 0..=chance() % 4 {
                let at = chance() as usize % bytes.len();
                bytes[at] = chance() as u8;
            }
            bytes.truncate(bytes.len() - chance() as usize % 9);
            let _ = clean(&bytes);
        }
    }
}

#[test]
fn a_header_of_500_million_pixels_is_refused_before_anything_is_made_for_it() {
    let sides = (25_000_u16, 20_000_u16);
    let passes = segment(0xda, &[3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
    let jpeg = [[0xff, 0xd8].to_vec(), frame(0xc0, 8, sides, 3), passes].concat();
    let png = png_of(25_000, 20_000, &chunk(b"IDAT", &[0x78, 0x9c, 3, 0]));
    let gif = [b"GIF89a".as_slice(), &sides.0.to_le_bytes(), &sides.1.to_le_bytes(), &[0, 0, 0]].concat();
    for bytes in [jpeg, png, gif] {
        let sentence = no(&bytes);
        assert!(sentence.contains("25000 x 20000 pixels: at most 50 million"), "{sentence}");
    }
}

#[test]
fn a_bomb_is_refused() {
    // One pixel high, and wider than any photo.
    assert!(no(&png_of(60_000, 1, &[])).contains("16384 on a side"));
    assert!(no(&png_of(0, 0, &[])).ends_with('.'));
    // Few bytes that many passes paint over the same 40 million pixels.
    let mut jpeg = vec![0xff, 0xd8];
    jpeg.extend(frame(0xc2, 8, (6000, 5000), 1));
    for _ in 0..900 {
        jpeg.extend(segment(0xda, &[1, 1, 0, 0, 0, 0]));
    }
    jpeg.extend([0xff, 0xd9]);
    assert!(no(&jpeg).contains("too many passes"), "{}", no(&jpeg));
    // All passes of this one would be held in memory.
    let jpeg = [&[0xff, 0xd8], frame(0xc2, 8, (7000, 6900), 3).as_slice(), &[0xff, 0xd9]].concat();
    assert!(no(&jpeg).contains("too much memory"), "{}", no(&jpeg));
    let sides = [16_000_u32, 3_000].map(u32::to_be_bytes).concat();
    let header = chunk(b"IHDR", &[sides.as_slice(), &[16, 6, 0, 0, 0]].concat());
    let deep = [b"\x89PNG\r\n\x1a\n".to_vec(), header, chunk(b"IDAT", &[0x78, 0x9c])].concat();
    assert!(no(&deep).contains("too much memory"), "{}", no(&deep));
    assert!(no(&vec![0xff; MOST_BYTES + 1]).contains("more than 40 MB"));
}

#[test]
fn of_an_animated_gif_the_first_picture_is_kept() {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    let second = RgbaImage::from_pixel(96, 64, Rgba([9, 9, 9, 255]));
    for image in [DynamicImage::from(quarters(96, 64)).into_rgba8(), second] {
        encoder.encode_frame(Frame::new(image)).unwrap();
    }
    drop(encoder);
    let cleaned = clean(&bytes).unwrap();
    assert_eq!(cleaned.media_type, "image/png");
    shows_quarters(&cleaned);
}

#[test]
fn four_inks_come_out_as_the_colours_they_print() {
    for (inks, colour) in [
        ([255, 255, 255, 255], [255, 255, 255]),
        ([0, 255, 255, 255], [0, 255, 255]),
        ([255, 0, 0, 255], [255, 0, 0]),
        ([255, 255, 255, 0], [0, 0, 0]),
    ] {
        let cleaned = clean(&four_inks(inks)).unwrap();
        assert!(near(cleaned.average.unwrap(), colour), "{inks:?}: {:?} is not {colour:?}", cleaned.average);
    }
}

#[test]
fn sixteen_bits_of_a_png_become_eight_and_twelve_of_a_jpeg_are_refused() {
    let deep = ImageBuffer::from_fn(96, 64, |x, y| {
        Rgb(CORNERS[usize::from(x >= 48) + 2 * usize::from(y >= 32)].map(|c| u16::from(c) * 257))
    });
    shows_quarters(&clean(&encoded(DynamicImage::ImageRgb16(deep), ImageFormat::Png)).unwrap());
    let grey = ImageBuffer::from_pixel(9, 9, Luma([0x8080_u16]));
    let cleaned = clean(&encoded(DynamicImage::ImageLuma16(grey), ImageFormat::Png)).unwrap();
    assert_eq!(cleaned.average, Some([128; 3]));
    for precision in [12, 16] {
        let jpeg = [&[0xff, 0xd8], frame(0xc1, precision, (64, 64), 3).as_slice(), &[0xff, 0xd9]].concat();
        let sentence = no(&jpeg);
        assert!(sentence.contains("cannot read") && sentence.contains("Save it"), "{sentence}");
    }
}

#[test]
fn what_one_sees_through_stays_so_and_the_rest_does_not_grow_a_fourth_colour() {
    let clear = RgbaImage::from_fn(64, 64, |x, _| Rgba([200, 0, 0, if x < 32 { 0 } else { 255 }]));
    let cleaned = clean(&encoded(clear, ImageFormat::WebP)).unwrap();
    assert_eq!(cleaned.media_type, "image/png");
    assert!(image::load_from_memory(&cleaned.bytes).unwrap().color().has_alpha());
    let opaque = RgbaImage::from_pixel(64, 64, Rgba([200, 0, 0, 255]));
    let cleaned = clean(&encoded(opaque, ImageFormat::Png)).unwrap();
    assert!(!image::load_from_memory(&cleaned.bytes).unwrap().color().has_alpha());
}

#[test]
fn a_photo_of_a_wider_world_of_colours_is_brought_into_everybodys() {
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 95);
    image::ImageEncoder::set_icc_profile(&mut encoder, profile).unwrap();
    encoder.encode_image(&RgbImage::from_pixel(32, 32, Rgb([200, 120, 60]))).unwrap();
    let [red, green, blue] = clean(&bytes).unwrap().average.unwrap();
    assert!(red > 205 && (110..122).contains(&green) && blue < 55, "{red} {green} {blue}");
}

#[test]
fn a_photo_larger_than_what_is_kept_is_made_smaller() {
    let cleaned = clean(&encoded(quarters(6000, 300), ImageFormat::Jpeg)).unwrap();
    assert_eq!((cleaned.width, cleaned.height), (4096, 204));
    shows_quarters(&cleaned);
}
