//! The demo's photographs, drawn: a study of light and shapes, painted over with strokes, with grain, as JPEG.
//!
//! To add a scene: a function in `scenes/` that lays a [`study::Study`], and its line in the table there. One
//! scene and one seed make the same bytes every time.

mod brush;
mod chance;
mod colour;
mod finish;
mod perspective;
mod scenes;
mod sky;
mod study;
mod water;

use chance::Chance;
use study::Study;

pub use scenes::SCENES;

/// The smallest and the largest side that is drawn.
const SIDES: std::ops::RangeInclusive<u32> = 16..=4096;

/// The picture of that scene and seed as a JPEG of that size; `None` where there is no such scene.
///
/// Sides beyond 16 and 4096 pixels are brought within them.
#[must_use]
pub fn draw(scene: &str, seed: i64, width: u32, height: u32) -> Option<Vec<u8>> {
    let lay = scenes::named(scene)?;
    let (width, height) = (within(width), within(height));
    let mut chance = Chance::of(scene, seed);
    let mut study = Study::blank(width, height);
    let touch = lay(&mut study, &mut chance);
    let painted = brush::paint(&study, width, height, &touch, &mut chance);
    finish::jpeg(painted, width, height, &touch, &mut chance)
}

/// The average colour of the picture of that scene and seed: red, green, blue.
#[must_use]
pub fn average(scene: &str, seed: i64) -> Option<[u8; 3]> {
    let small = image::load_from_memory(&draw(scene, seed, 48, 32)?).ok()?.into_rgb8();
    let n = u64::from(small.width()) * u64::from(small.height());
    let sum = |channel: usize| small.pixels().map(|pixel| u64::from(pixel.0[channel])).sum::<u64>();
    Some([0, 1, 2].map(|channel| u8::try_from(sum(channel) / n.max(1)).unwrap_or(255)))
}

fn within(side: u32) -> usize {
    side.clamp(*SIDES.start(), *SIDES.end()) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_makes_one_picture_and_another_seed_another() {
        let small = |scene, seed| draw(scene, seed, 96, 64).unwrap();
        for scene in SCENES {
            assert_eq!(small(scene, 1), small(scene, 1), "{scene}");
            assert_ne!(small(scene, 1), small(scene, 2), "{scene}");
        }
    }

    #[test]
    fn a_picture_is_a_jpeg_of_the_size_asked_for() {
        let bytes = draw("harbour", 1, 120, 81).unwrap();
        let read = image::load_from_memory(&bytes).unwrap();
        assert_eq!((read.width(), read.height()), (120, 81));
    }

    #[test]
    fn a_picture_has_light_shade_and_no_flat_ground() {
        for scene in SCENES {
            let bytes = draw(scene, 3, 192, 128).unwrap();
            let grey = image::load_from_memory(&bytes).unwrap().to_luma8();
            let mut sorted: Vec<u8> = grey.pixels().map(|pixel| pixel.0[0]).collect();
            sorted.sort_unstable();
            let at = |part: usize| i32::from(sorted[sorted.len() * part / 100]);
            assert!(at(97) - at(3) > 45, "{scene}: {} to {}", at(3), at(97));
            let most = (0..=255).map(|v| sorted.iter().filter(|s| **s == v).count()).max();
            assert!(most.unwrap() < sorted.len() / 4, "{scene} is flat");
        }
    }

    #[test]
    fn an_unknown_scene_is_none_and_a_wild_size_is_tamed() {
        assert!(draw("opera", 1, 120, 80).is_none());
        assert!(draw("fog", i64::MIN, 0, 20).is_some());
    }
}
