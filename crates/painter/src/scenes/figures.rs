//! Small people, seen from afar, and what stands about in towns.

use crate::chance::Chance;
use crate::colour::Colour;
use crate::sky::Hour;
use crate::study::{Place, Study};

/// A person standing, whose feet are at `at`.
pub(super) fn person(study: &mut Study, at: Place, height: f32, coat: Colour, chance: &mut Chance) {
    let (x, y) = at;
    let up = |part: f32| y - height * part;
    let coat = coat * chance.between(0.85, 1.3);
    let (lean, stride) = (chance.between(-0.02, 0.02) * height, chance.between(0.02, 0.07) * height);
    study.ellipse((x, y), (height * 0.16, height * 0.02), 0.6, coat * 0.5, 0.5);
    study.line((x - stride, y), (x - height * 0.03, up(0.5)), height * 0.07, coat * 0.7, 1.0);
    study.line((x + stride, y), (x + height * 0.03, up(0.5)), height * 0.07, coat * 0.7, 1.0);
    let hem = chance.between(0.3, 0.45);
    study.polygon(
        &[
            (x - height * 0.1, up(hem)),
            (x + lean - height * 0.085, up(0.76)),
            (x + lean + height * 0.085, up(0.76)),
            (x + height * 0.1, up(hem)),
        ],
        coat,
        1.0,
    );
    study.ellipse((x + lean, up(0.76)), (height * 0.1, height * 0.065), 0.15, coat, 1.0);
    for side in [-1.0, 1.0] {
        let hand = (x + side * height * chance.between(0.1, 0.15), up(chance.between(0.42, 0.5)));
        study.line((x + lean + side * height * 0.09, up(0.76)), hand, height * 0.05, coat * 0.9, 1.0);
    }
    let skin = Colour { r: 0.66, g: 0.48, b: 0.38 };
    study.ellipse((x + lean, up(0.9)), (height * 0.05, height * 0.065), 0.15, coat.to(skin, 0.4), 1.0);
    study.ellipse((x + lean, up(0.93)), (height * 0.052, height * 0.045), 0.15, coat * 0.6, 1.0);
}

/// Head and shoulders from behind, as in a crowd, whose shoulders end at `at`.
pub(super) fn bust(study: &mut Study, at: Place, size: f32, dark: Colour, rim: Colour, chance: &mut Chance) {
    let (x, y) = at;
    let broad = size * chance.between(0.6, 0.76);
    let head = (x + chance.between(-0.1, 0.1) * size, y - size * chance.between(0.82, 0.9));
    let radii = (size * chance.between(0.2, 0.24), size * chance.between(0.25, 0.29));
    let lift = size * 0.022;
    study.ellipse((head.0 + lift, head.1 - lift), radii, 0.2, rim, 0.45);
    study.ellipse((x + lift, y - lift), (broad, size * 0.6), 0.12, rim, 0.35);
    study.ellipse((x, y), (broad, size * 0.6), 0.1, dark, 1.0);
    study.rectangle((head.0 - size * 0.1, head.1), (head.0 + size * 0.1, y - size * 0.42), dark, 1.0);
    study.ellipse(head, radii, 0.12, dark, 1.0);
    if chance.happens(0.35) {
        study.ellipse((head.0, head.1 + radii.1 * 0.4), (radii.0 * 1.12, radii.1 * 0.95), 0.2, dark, 1.0);
    }
}

/// A row of houses that stands on a line, with windows lit as the hour asks.
pub(super) fn houses(study: &mut Study, base: f32, tallest: f32, wall: Colour, hour: &Hour, chance: &mut Chance) {
    let mut x = chance.between(-0.05, 0.0);
    let width = study.width();
    while x < width {
        let wide = tallest * chance.between(0.4, 1.1);
        let high = tallest * chance.between(0.45, 1.0);
        let wall = wall * chance.between(0.82, 1.18);
        house(study, (x, base), (wide, high), wall, hour, chance);
        x += wide;
    }
}

fn house(study: &mut Study, at: Place, size: Place, wall: Colour, hour: &Hour, chance: &mut Chance) {
    let ((x, base), (wide, high)) = (at, size);
    let eaves = base - high;
    study.rectangle((x, eaves), (x + wide, base), wall, 1.0);
    let roof = wall.to(hour.shade, 0.5);
    if chance.happens(0.65) {
        let ridge = eaves - wide * chance.between(0.2, 0.4);
        let peak = x + wide * chance.between(0.4, 0.6);
        study.polygon(&[(x - wide * 0.04, eaves), (peak, ridge), (x + wide * 1.04, eaves)], roof, 1.0);
    } else {
        study.rectangle((x, eaves), (x + wide, eaves + high * 0.06), roof, 1.0);
    }
    let chimney = x + wide * chance.between(0.15, 0.8);
    study.rectangle((chimney, eaves - high * 0.3), (chimney + wide * 0.09, eaves), roof * 0.9, 1.0);
    let (across, down) = ((wide / 0.016) as usize, (high / 0.024) as usize);
    for pane in 0..across * down {
        let (column, line) = ((pane % across) as f32, (pane / across) as f32);
        let left = x + wide * (column + 0.5) / across as f32 - 0.003;
        let top = eaves + high * (line + 0.45) / down as f32 - 0.004;
        let lit = chance.happens(0.42 * hour.lamps);
        let glass =
            if lit { Colour { r: 1.0, g: 0.8, b: 0.48 } * chance.between(0.7, 1.0) } else { wall.to(hour.shade, 0.45) };
        study.rectangle((left, top), (left + 0.006, top + 0.009), glass, 0.85);
    }
}
