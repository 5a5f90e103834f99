//! Pictures stand upright however the camera was held.

use broadsheet_pictures::clean;
use image::ImageFormat;

use crate::files::{CORNERS, corners, encoded, exif, near, quarters, segment, with_segment};

/// Which of the upright picture's corners each of the eight ways stores first, second, third and fourth.
const STORED: [[usize; 4]; 8] =
    [[0, 1, 2, 3], [1, 0, 3, 2], [3, 2, 1, 0], [2, 3, 0, 1], [0, 2, 1, 3], [1, 3, 0, 2], [3, 1, 2, 0], [2, 0, 3, 1]];

#[test]
fn every_way_of_holding_a_camera_comes_out_upright() {
    for (orientation, stored) in (1..=8).zip(STORED) {
        let upright = quarters(96, 64);
        let turned = orientation > 4;
        let (w, h) = if turned { (64, 96) } else { (96, 64) };
        let held = image::RgbImage::from_fn(w, h, |x, y| {
            image::Rgb(CORNERS[stored[usize::from(x >= w / 2) + 2 * usize::from(y >= h / 2)]])
        });
        let jpeg = with_segment(&encoded(held, ImageFormat::Jpeg), &segment(0xe1, &exif(orientation)));
        let cleaned = clean(&jpeg).unwrap();
        assert_eq!((cleaned.width, cleaned.height), upright.dimensions(), "{orientation}");
        for (seen, meant) in corners(&cleaned.bytes).into_iter().zip(CORNERS) {
            assert!(near(seen, meant), "{orientation}: {seen:?} is not {meant:?}");
        }
    }
}

#[test]
fn a_way_that_no_camera_has_changes_nothing() {
    for orientation in [0, 9, 255] {
        let jpeg = encoded(quarters(96, 64), ImageFormat::Jpeg);
        let jpeg = with_segment(&jpeg, &segment(0xe1, &exif(orientation)));
        assert!(near(corners(&clean(&jpeg).unwrap().bytes)[0], CORNERS[0]));
    }
}

#[test]
fn nothing_but_pixels_is_left_of_a_file() {
    let jpeg = encoded(quarters(96, 64), ImageFormat::Jpeg);
    let secret = b"taken at 25 Ferry Lane";
    for marker in [0xe1, 0xe2, 0xed, 0xfe] {
        let jpeg = with_segment(&jpeg, &segment(marker, &[exif(1).as_slice(), secret].concat()));
        let cleaned = clean(&jpeg).unwrap();
        assert!(!cleaned.bytes.windows(secret.len()).any(|window| window == secret));
        assert!(!cleaned.bytes.windows(4).any(|window| window == b"Exif"));
    }
}
