//! Cuts: the right part, the right size, the right kind, always the same.

use broadsheet_news::cut::{Crop, Cut, Format};
use broadsheet_pictures::cut;
use image::ImageFormat;

use crate::files::{CORNERS, encoded, near, quarters};

#[test]
fn a_cut_has_its_crop_size_and_kind() {
    let photo = encoded(quarters(2000, 1000), ImageFormat::Jpeg);
    for crop in Crop::all() {
        for (made_as, format) in [(Format::Webp, ImageFormat::WebP), (Format::Jpeg, ImageFormat::Jpeg)] {
            let wanted = Cut::of(crop, crop.widths()[0], (500, 500), made_as);
            let made = cut(&photo, &wanted).unwrap();
            assert_eq!(image::guess_format(&made).unwrap(), format);
            let read = image::load_from_memory(&made).unwrap();
            assert_eq!((read.width(), read.height()), wanted.size((2000, 1000)), "{crop:?}");
        }
    }
}

#[test]
fn a_crop_shows_what_the_focal_point_points_at() {
    let photo = encoded(quarters(1000, 500), ImageFormat::Png);
    for (x, corner) in [(0, CORNERS[0]), (1000, CORNERS[1])] {
        let made = cut(&photo, &Cut::of(Crop::Square, 320, (x, 500), Format::Webp)).unwrap();
        let seen = image::load_from_memory(&made).unwrap().into_rgb8().get_pixel(160, 60).0;
        assert!(near(seen, corner), "{seen:?}");
    }
}

#[test]
fn one_cut_of_one_photo_is_always_the_same_bytes() {
    let photo = encoded(quarters(1000, 700), ImageFormat::Png);
    for format in [Format::Webp, Format::Jpeg] {
        let wanted = Cut::of(Crop::Wide, 640, (300, 300), format);
        assert_eq!(cut(&photo, &wanted).unwrap(), cut(&photo, &wanted).unwrap());
    }
}
