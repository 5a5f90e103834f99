//! The harbour: boats at their moorings, and the container berth.

use super::boats;
use super::figures::houses;
use crate::brush::Touch;
use crate::chance::Chance;
use crate::colour::{Colour, hex};
use crate::sky::{BLUE, DAWN, DUSK, GOLD, Hour, one_of, sky};
use crate::study::{Place, Study};
use crate::water::{Sea, water};

/// A harbour at the edge of the day: hills, houses, lamps and their images in the water.
pub(super) fn harbour(study: &mut Study, chance: &mut Chance) -> Touch {
    let hour = one_of(&[DUSK, DAWN, GOLD, BLUE], chance);
    let horizon = chance.between(0.5, 0.58);
    let sun = (chance.between(0.3, 1.2), horizon - 0.04);
    sky(study, &hour, sun, horizon, chance);
    hills(study, &hour, horizon, chance);
    let far = hour.shade.to(hour.low, 0.42);
    houses(study, horizon, 0.075, far, &hour, chance);
    let near = hour.shade.to(hour.middle, 0.25);
    houses(study, horizon + 0.004, 0.11 * chance.between(0.8, 1.1), near, &hour, chance);
    quay_lamps(study, &hour, horizon, chance);
    water(study, &Sea { horizon: horizon + 0.008, rough: chance.between(0.12, 0.35), sun: sun.0 }, &hour, chance);
    for _ in 0..5 {
        let depth = chance.between(0.06, 0.3);
        let at = (chance.between(0.0, study.width()), horizon + depth);
        boats::moored(study, at, 0.06 + depth * 0.5, &hour, chance);
    }
    boats::moored(study, (chance.between(0.25, 1.2), 0.9), 0.36, &hour, chance);
    Touch::default()
}

fn hills(study: &mut Study, hour: &Hour, horizon: f32, chance: &mut Chance) {
    for (height, haze) in [(0.17, 0.7), (0.1, 0.55)] {
        let ridge = chance.noise();
        let colour = hour.shade.to(hour.middle, haze);
        let foot = colour.to(hour.low, 0.5);
        study.ground(
            |x| horizon - height * (0.35 + 0.9 * ridge.cloud(x * 1.5, 0.5, 4)),
            |_, y| foot.to(colour, (horizon - y) / height * 1.6),
        );
    }
}

fn quay_lamps(study: &mut Study, hour: &Hour, horizon: f32, chance: &mut Chance) {
    let mut x = chance.between(0.0, 0.1);
    while x < study.width() {
        if chance.happens(0.4 + 0.6 * hour.lamps) {
            let light = [hex(0xffc677), hex(0xffb35c), hex(0xffe3b0), hex(0xffd089)][chance.below(4)];
            let at = (x, horizon - chance.between(0.004, 0.03));
            study.glow(at, chance.between(0.004, 0.008), light, 0.35 + 0.65 * hour.lamps);
        }
        x += chance.between(0.03, 0.11);
    }
}

/// Cranes over a berth, a ship, and stacked containers.
pub(super) fn cranes(study: &mut Study, chance: &mut Chance) -> Touch {
    let hour = one_of(&[GOLD, DUSK, DUSK, DAWN], chance);
    let horizon = 0.68;
    let sun = (chance.between(0.2, 0.9), 0.56);
    sky(study, &hour, sun, horizon, chance);
    hills(study, &hour, horizon, chance);
    let quay = horizon - 0.02;
    ship(study, &hour, (chance.between(0.05, 0.2), quay), chance);
    let mut x = chance.between(0.35, 0.5);
    for turn in 0..3 {
        let high = 0.34 + 0.07 * turn as f32;
        crane(study, (x, quay), high, &hour, chance);
        x += chance.between(0.3, 0.36);
    }
    containers(study, &hour, quay, chance);
    study.rectangle((0.0, quay), (study.width(), horizon + 0.012), hour.shade.to(hour.middle, 0.14), 1.0);
    for _ in 0..14 {
        let at = (chance.unit() * study.width(), quay - chance.between(0.0, 0.03));
        study.glow(at, 0.005, hex(0xffdf9e), 0.5 + 0.5 * hour.lamps);
    }
    water(study, &Sea { horizon: horizon + 0.012, rough: 0.3, sun: sun.0 }, &hour, chance);
    boats::moored(study, (chance.between(0.9, 1.3), 0.86), 0.2, &hour, chance);
    Touch::default()
}

/// One crane: two pairs of legs, a boom over the water, stays from its peak.
fn crane(study: &mut Study, foot: Place, high: f32, hour: &Hour, chance: &mut Chance) {
    let ((x, base), w) = (foot, high * 0.3);
    let dark = hour.shade.to(hour.middle, 0.18);
    let rim = dark.to(hour.light, 0.5);
    let beam = base - high * 0.62;
    let peak = (x + w * 0.2, base - high);
    let reach = high * chance.between(0.75, 0.9);
    let up = if chance.happens(0.3) { high * 0.5 } else { 0.0 };
    let tip = (x - reach, beam - up);
    let tail = (x + w + high * 0.35, beam);
    let mut bar = |from: Place, to: Place, thick: f32| {
        study.line(from, to, thick * high, dark, 1.0);
        let lift = thick * high * 0.3;
        study.line(
            (from.0 - lift, from.1 - lift * 0.6),
            (to.0 - lift, to.1 - lift * 0.6),
            thick * high * 0.25,
            rim,
            0.7,
        );
    };
    bar((x, base), (x, beam), 0.032);
    bar((x + w, base), (x + w, beam), 0.032);
    bar((x + 0.02, base), (x + 0.012, beam), 0.018);
    bar((x, base - high * 0.3), (x + w, base - high * 0.3), 0.022);
    bar((x, base - high * 0.3), (x + w, beam), 0.014);
    bar((x + w, base - high * 0.3), (x, beam), 0.014);
    bar((x, beam), tip, 0.034);
    bar((x, beam), tail, 0.034);
    bar((x, beam), peak, 0.022);
    bar((x + w, beam), peak, 0.02);
    bar(peak, (x + (tip.0 - x) * 0.55, beam + (tip.1 - beam) * 0.55), 0.007);
    bar(peak, (x + (tip.0 - x) * 0.95, beam + (tip.1 - beam) * 0.95), 0.007);
    bar(peak, tail, 0.008);
    for part in 0..9 {
        let at = |p: f32| (x + (tip.0 - x) * p, beam + (tip.1 - beam) * p);
        let (a, b) = (at(part as f32 / 9.0), at((part as f32 + 0.5) / 9.0));
        bar((a.0, a.1), (b.0, b.1 - high * 0.03), 0.007);
    }
    study.rectangle((tail.0 - high * 0.16, beam - high * 0.09), (tail.0 - high * 0.02, beam), dark, 1.0);
    study.rectangle((x - high * 0.1, beam), (x - high * 0.04, beam + high * 0.05), dark * 0.8, 1.0);
    study.glow(peak, 0.004, hex(0xff5a3c), 0.9);
    study.glow((x - high * 0.07, beam + high * 0.04), 0.006, hex(0xffe9bd), 0.8);
}

const PAINTS: [u32; 7] = [0x8e4534, 0x38647a, 0xb28a4a, 0x66735a, 0x8b8d90, 0x6e3f46, 0x4c5f86];

fn containers(study: &mut Study, hour: &Hour, base: f32, chance: &mut Chance) {
    let (wide, high) = (0.075, 0.026);
    let mut x = -0.02;
    while x < study.width() {
        let stack = chance.below(5);
        for level in 0..stack {
            let paint = hex(PAINTS[chance.below(PAINTS.len())]).to(hour.shade, 0.45).to(hour.low, 0.08);
            box_of(study, (x, base - high * (level as f32 + 1.0)), (wide, high), paint, hour);
        }
        x += wide * if chance.happens(0.25) { 1.6 } else { 1.04 };
    }
}

fn box_of(study: &mut Study, at: Place, size: Place, paint: Colour, hour: &Hour) {
    let (x, y) = at;
    study.part(at, (x + size.0, y + size.1), |px, py, _| {
        let rib = ((px - x) / size.0 * 60.0).sin() * 0.05;
        let edge = if py < y + size.1 * 0.12 { 0.22 } else { 0.0 };
        (paint * (1.0 + rib)).to(hour.light, edge)
    });
}

fn ship(study: &mut Study, hour: &Hour, at: Place, chance: &mut Chance) {
    let ((x, base), long) = (at, 0.85);
    let hull = hex(0x3b4652).to(hour.shade, 0.4);
    study.polygon(
        &[(x, base - 0.1), (x + long, base - 0.1), (x + long - 0.02, base + 0.04), (x + 0.08, base + 0.04)],
        hull,
        1.0,
    );
    study.line((x, base - 0.1), (x + long, base - 0.1), 0.006, hull.to(hour.light, 0.45), 1.0);
    for column in 0..8 {
        for level in 0..1 + chance.below(4) {
            let left = x + 0.06 + column as f32 * 0.077;
            let paint = hex(PAINTS[chance.below(PAINTS.len())]).to(hour.middle, 0.35);
            box_of(study, (left, base - 0.126 - 0.025 * level as f32), (0.073, 0.024), paint, hour);
        }
    }
    let house = (x + long - 0.14, base - 0.27);
    study.rectangle(house, (house.0 + 0.07, base - 0.1), hex(0xe4dfd4).to(hour.middle, 0.3), 1.0);
    for deck in 0..5 {
        let y = house.1 + 0.015 + deck as f32 * 0.03;
        study.rectangle((house.0 + 0.006, y), (house.0 + 0.064, y + 0.008), hex(0xffd591).to(hour.shade, 0.3), 0.9);
    }
}
