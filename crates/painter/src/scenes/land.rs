//! The mountain, and the sky over the roofs.

use super::figures::houses;
use crate::brush::Touch;
use crate::chance::{Chance, step};
use crate::colour::hex;
use crate::sky::{BLUE, DAWN, DUSK, GOLD, Hour, one_of, sky};
use crate::study::{Place, Study};

/// Ridges behind ridges; on some days a cone with its plume.
pub(super) fn mountain(study: &mut Study, chance: &mut Chance) -> Touch {
    let hour = one_of(&[DAWN, BLUE, GOLD, DUSK], chance);
    let sun = (chance.between(0.1, 1.4), 0.5);
    sky(study, &hour, sun, 0.85, chance);
    if chance.happens(0.65) {
        cone(study, &hour, (chance.between(0.55, 0.95), 0.2), sun.0, chance);
    }
    for layer in 0..5 {
        ridge(study, &hour, layer as f32 / 4.0, chance);
    }
    trees(study, &hour, chance);
    Touch::default()
}

fn cone(study: &mut Study, hour: &Hour, peak: Place, sun: f32, chance: &mut Chance) {
    let (rough, gully) = (chance.noise(), chance.noise());
    let top = |x: f32| {
        let away = (x - peak.0).abs();
        let slope = (away - 0.035).max(0.0);
        peak.1 + slope * 0.92 - slope * slope * 0.32 + (rough.cloud(x * 7.0, 0.0, 4) - 0.5) * 0.045
    };
    let far = hour.shade.to(hour.middle, 0.42);
    study.ground(top, |x, y| {
        let runs = gully.cloud((x - peak.0) / (y - peak.1 + 0.12) * 5.0, y * 3.0, 4);
        let side = step(-0.12, 0.12, (x - peak.0) * (sun - peak.0).signum() + (runs - 0.5) * 0.3);
        let rock = far.to(hour.light, side * 0.34).to(hour.shade, 0.45 * step(0.45, 0.75, runs));
        let snow = step(0.02, 0.15, 0.2 - (y - peak.1) + (runs - 0.5) * 0.3);
        let rock = rock.to(hex(0xf2f3f5).to(hour.middle, 0.42 - 0.3 * side), snow * 0.75);
        rock.to(hour.low, step(0.35, 0.85, y) * 0.55)
    });
    plume(study, hour, peak, chance);
}

fn plume(study: &mut Study, hour: &Hour, peak: Place, chance: &mut Chance) {
    let drift = chance.between(-0.5, 0.5);
    let billow = chance.noise();
    for puff in 0..26 {
        let part = puff as f32 / 26.0;
        let at = (
            peak.0 + drift * part * part + chance.between(-0.01, 0.01) * (1.0 + part),
            peak.1 - 0.19 * part.sqrt() + (billow.at(part * 5.0, 1.0) - 0.5) * 0.04,
        );
        let size = 0.014 + 0.06 * part;
        study.ellipse(at, (size * 1.3, size), 0.9, hour.low.lit(hour.light, 0.3), 0.24 * (1.0 - part * 0.75));
    }
}

fn ridge(study: &mut Study, hour: &Hour, near: f32, chance: &mut Chance) {
    let (shape, wood) = (chance.noise(), chance.noise());
    let base = 0.52 + near * 0.36;
    let top = |x: f32| {
        let fold = shape.cloud(x * (1.6 + near), near * 7.0, 5);
        base - 0.17 * (1.0 - (fold * 2.0 - 1.0).abs() * 1.6) * (1.0 - near * 0.4)
    };
    let body = hour.shade.to(hour.middle, 0.62 * (1.0 - near) + 0.06);
    study.ground(top, |x, y| {
        let below = ((y - top(x)) / 0.2).clamp(0.0, 1.0);
        let rough = wood.cloud(x * 15.0 * (0.6 + near), y * 19.0, 4);
        let lit = body.to(hour.low, 0.22 * step(0.5, 0.8, rough) * (1.0 - below));
        lit.to(hour.low, below.powf(1.5) * 0.6 * (1.0 - near * 0.85))
    });
}

fn trees(study: &mut Study, hour: &Hour, chance: &mut Chance) {
    let ground = chance.noise();
    let floor = |x: f32| 0.93 + 0.08 * (ground.cloud(x * 2.0, 3.0, 3) - 0.5);
    let dark = hour.shade * 0.75;
    study.ground(floor, |_, _| dark);
    let mut x = 0.0;
    while x < study.width() {
        let high = chance.between(0.03, 0.13) * (0.5 + ground.at(x * 3.0, 9.0));
        let foot = floor(x) + 0.02;
        for tier in 0..6 {
            let up = tier as f32 / 6.0;
            let half = high * 0.2 * (1.0 - up) + 0.002;
            let y = foot - high * up;
            let tip = (x + chance.between(-0.002, 0.002), y - high * 0.3);
            study.polygon(&[(x - half, y), tip, (x + half, y)], dark, 1.0);
        }
        x += chance.between(0.008, 0.045);
    }
}

/// Swifts over the roofs in the evening.
pub(super) fn birds(study: &mut Study, chance: &mut Chance) -> Touch {
    let hour = one_of(&[GOLD, DUSK, DAWN], chance);
    sky(study, &hour, (chance.between(0.3, 1.2), 0.8), 1.0, chance);
    let far = hour.shade.to(hour.low, 0.5);
    houses(study, 0.99, 0.16, far, &hour, chance);
    houses(study, 1.06, 0.2, hour.shade.to(hour.low, 0.22), &hour, chance);
    for _ in 0..34 {
        let near = chance.unit().powi(3);
        let at = (chance.between(0.05, 1.45), chance.between(0.05, 0.72));
        swift(study, at, 0.012 + 0.055 * near, &hour, chance);
    }
    Touch { sharp: 0.55, ..Touch::default() }
}

/// A bird with wings like a sickle.
fn swift(study: &mut Study, at: Place, size: f32, hour: &Hour, chance: &mut Chance) {
    let (turn, beat) = (chance.between(-2.6, -0.4), chance.between(0.5, 1.0));
    let (c, s) = (turn.cos(), turn.sin());
    let put =
        |ahead: f32, beside: f32| (at.0 + (ahead * c - beside * s) * size, at.1 + (ahead * s + beside * c) * size);
    let dark = hour.shade * 0.8;
    for side in [-1.0, 1.0] {
        let wing = [
            put(0.18, 0.06 * side),
            put(0.22, 0.42 * side * beat),
            put(0.02, 0.78 * side * beat),
            put(-0.42, 1.08 * side * beat),
            put(-0.14, 0.6 * side * beat),
            put(-0.02, 0.3 * side * beat),
            put(-0.12, 0.05 * side),
        ];
        study.polygon(&wing, dark, 1.0);
        study.polygon(&[put(-0.3, 0.02 * side), put(-0.72, 0.17 * side), put(-0.45, 0.0)], dark, 1.0);
    }
    study.polygon(
        &[put(0.42, 0.0), put(0.2, 0.11), put(-0.35, 0.05), put(-0.5, 0.0), put(-0.35, -0.05), put(0.2, -0.11)],
        dark,
        1.0,
    );
}
