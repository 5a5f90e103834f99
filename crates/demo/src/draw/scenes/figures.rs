//! Small people, seen from afar, and what stands about in towns.

use crate::draw::chance::Chance;
use crate::draw::colour::Colour;
use crate::draw::sky::Hour;
use crate::draw::study::{Place, Study};

/// A person standing, whose feet are at `at`.
pub(super) fn person(study: &mut Study, at: Place, height: f32, coat: Colour, chance: &mut Chance) {
    let (x, y) = at;
    let lean = chance.between(-0.06, 0.06) * height;
    let w = height * chance.between(0.13, 0.17);
    let hip = y - height * 0.47;
    study.line((x - w * 0.45, y), (x - w * 0.25, hip), w * 0.55, coat * 0.8, 1.0);
    study.line((x + w * 0.5, y), (x + w * 0.25, hip), w * 0.55, coat * 0.8, 1.0);
    let chest = (x + lean, y - height * 0.72);
    study.polygon(
        &[
            (x - w * 0.75, y - height * 0.3),
            (chest.0 - w, chest.1 - height * 0.06),
            (chest.0 - w * 0.4, y - height * 0.85),
            (chest.0 + w * 0.4, y - height * 0.85),
            (chest.0 + w, chest.1 - height * 0.06),
            (x + w * 0.75, y - height * 0.3),
        ],
        coat,
        1.0,
    );
    let head = (chest.0 + lean * 0.3, y - height * 0.92);
    study.ellipse(head, (height * 0.058, height * 0.075), 0.2, coat.to(Colour { r: 0.7, g: 0.52, b: 0.42 }, 0.35), 1.0);
}

/// Head and shoulders from behind, as in a crowd, whose shoulders end at `at`.
pub(super) fn bust(study: &mut Study, at: Place, size: f32, dark: Colour, rim: Colour, chance: &mut Chance) {
    let (x, y) = at;
    let broad = size * chance.between(0.85, 1.1);
    let head = (x + chance.between(-0.08, 0.08) * size, y - size * 0.95);
    let radii = (size * chance.between(0.27, 0.32), size * chance.between(0.33, 0.39));
    study.ellipse((head.0, head.1 - size * 0.03), (radii.0 * 1.08, radii.1 * 1.06), 0.1, rim, 0.55);
    study.ellipse((x, y - size * 0.06), (broad * 0.82, size * 0.62), 0.06, rim, 0.4);
    study.ellipse((x, y), (broad * 0.82, size * 0.64), 0.06, dark, 1.0);
    study.rectangle((x - size * 0.12, head.1), (x + size * 0.12, y - size * 0.3), dark, 1.0);
    study.ellipse(head, radii, 0.08, dark, 1.0);
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
