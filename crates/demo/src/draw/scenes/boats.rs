//! Boats, from the dinghy to the ferry.

use crate::draw::brush::Touch;
use crate::draw::chance::Chance;
use crate::draw::colour::{Colour, hex};
use crate::draw::sky::{DAWN, GREY, Hour, haze, one_of, sky};
use crate::draw::study::{Place, Study};
use crate::draw::water::{Sea, water};

const HULLS: [u32; 6] = [0x2f4a5f, 0x7a3b32, 0xd8d2c4, 0x35544a, 0x8a6b3f, 0x4a4d57];

/// A moored boat whose waterline is at `at`, with its image below.
pub(super) fn moored(study: &mut Study, at: Place, long: f32, hour: &Hour, chance: &mut Chance) {
    let ((x, y), paint) = (at, hex(HULLS[chance.below(HULLS.len())]).to(hour.shade, 0.5));
    let side = if chance.happens(0.5) { 1.0 } else { -1.0 };
    let put = |along: f32, up: f32| (x + along * long * side, y - up * long);
    for (turn, part) in [(0.05, 0.5), (0.12, 0.34), (0.2, 0.2)] {
        study.ellipse((x, y + turn * long), (long * (0.5 - turn * 0.6), long * 0.05), 0.5, hour.shade, part);
    }
    study.polygon(&[put(-0.5, 0.15), put(0.56, 0.24), put(0.44, 0.0), put(-0.45, 0.0)], paint, 1.0);
    study.line(put(-0.5, 0.15), put(0.56, 0.24), long * 0.018, paint.to(hour.light, 0.55), 1.0);
    study.line(put(-0.46, 0.03), put(0.45, 0.03), long * 0.02, paint * 0.6, 1.0);
    let cabin = hex(0xd9d0bf).to(hour.shade, 0.42);
    study.polygon(&[put(-0.28, 0.14), put(-0.25, 0.34), put(0.06, 0.36), put(0.12, 0.18)], cabin, 1.0);
    for pane in 0..3 {
        let along = -0.21 + pane as f32 * 0.09;
        let glass = hex(0xffd08a).to(hour.shade, 1.0 - hour.lamps * 0.75);
        study.polygon(
            &[put(along, 0.23), put(along, 0.3), put(along + 0.06, 0.3), put(along + 0.06, 0.23)],
            glass,
            0.95,
        );
    }
    let mast = chance.between(0.75, 1.05);
    study.line(put(0.16, 0.15), put(0.15, mast), long * 0.014, hour.shade, 0.95);
    study.line(put(0.15, mast * 0.95), put(0.54, 0.24), long * 0.005, hour.shade, 0.7);
    study.line(put(0.15, mast * 0.95), put(-0.46, 0.16), long * 0.005, hour.shade, 0.7);
    study.line(put(0.15, 0.4), put(-0.2, 0.55), long * 0.01, hour.shade, 0.8);
    if hour.lamps > 0.5 && chance.happens(0.6) {
        study.glow(put(0.15, mast), long * 0.014, hex(0xfff0c8), 0.8);
    }
    study.line(put(0.16, -0.05), put(0.165, -mast * 0.55), long * 0.012, hour.shade, 0.25);
}

/// A ferry at sea in thin fog, with a lifeboat beside her.
pub(super) fn ferry(study: &mut Study, chance: &mut Chance) -> Touch {
    let hour = one_of(&[GREY, GREY, DAWN], chance);
    let horizon = 0.47;
    let sun = (chance.between(0.3, 1.2), 0.2);
    sky(study, &hour, sun, horizon, chance);
    haze(study, horizon, 0.3, hour.low, 0.9, chance);
    water(study, &Sea { horizon, rough: 0.75, sun: sun.0 }, &hour, chance);
    haze(study, horizon, 0.14, hour.low, 0.75, chance);
    let at = (chance.between(0.72, 0.86), 0.62);
    ship(study, at, 0.92, &hour, chance);
    haze(study, 0.5, 0.22, hour.low, 0.28, chance);
    lifeboat(study, (at.0 - 0.52, 0.72), 0.17, chance);
    Touch { broad: 13.0, ..Touch::default() }
}

fn ship(study: &mut Study, at: Place, long: f32, hour: &Hour, chance: &mut Chance) {
    let put = |along: f32, up: f32| (at.0 + along * long, at.1 - up * long);
    let white = hex(0xe9e6dc).to(hour.middle, 0.22);
    study.ellipse((at.0, at.1 + 0.02), (long * 0.52, 0.03), 0.6, hour.deep, 0.7);
    let hull = [put(-0.53, 0.13), put(0.5, 0.12), put(0.48, 0.0), put(-0.44, 0.0)];
    study.polygon(&hull, hex(0x2b4a63).to(hour.middle, 0.12), 1.0);
    study.line(put(-0.47, 0.02), put(0.485, 0.02), long * 0.014, hex(0x8c3b30), 0.9);
    study.line(put(-0.53, 0.128), put(0.5, 0.118), long * 0.01, white, 1.0);
    let decks =
        [(-0.44, 0.47, 0.12, 0.18), (-0.38, 0.44, 0.18, 0.235), (-0.33, 0.3, 0.235, 0.28), (-0.36, -0.2, 0.28, 0.315)];
    for (left, right, low, high) in decks {
        let deck = [put(left, low), put(left + 0.012, high), put(right, high), put(right, low)];
        study.polygon(&deck, white * chance.between(0.94, 1.03), 1.0);
        study.line(put(left, low), put(right, low), long * 0.004, white.to(hour.shade, 0.45), 1.0);
        let mut along = left + 0.03;
        while along < right - 0.02 {
            let lit = if chance.happens(0.35) { hex(0xffdca0) } else { hex(0x51626d) };
            let (a, b) = (put(along, high - 0.014), put(along + 0.014, low + 0.016));
            study.rectangle(a, b, lit, 0.85);
            along += 0.024;
        }
    }
    let funnel = [put(0.14, 0.28), put(0.16, 0.4), put(0.26, 0.4), put(0.27, 0.28)];
    study.polygon(&funnel, hex(0xa4512f).to(hour.middle, 0.2), 1.0);
    study.line(put(0.155, 0.375), put(0.262, 0.375), long * 0.02, white, 0.9);
    study.line(put(-0.26, 0.31), put(-0.255, 0.43), long * 0.008, hour.shade, 0.9);
    study.line(put(-0.29, 0.39), put(-0.22, 0.39), long * 0.005, hour.shade, 0.9);
    study.glow(put(-0.255, 0.43), 0.006, hex(0xffe8b8), 0.8);
    for foam in 0..26 {
        let along = -0.5 + foam as f32 * 0.04;
        let spot = put(along, -0.005 - chance.between(0.0, 0.015));
        study.ellipse(spot, (0.03, chance.between(0.003, 0.008)), 0.8, hex(0xeef1ee), 0.5);
    }
}

fn lifeboat(study: &mut Study, at: Place, long: f32, chance: &mut Chance) {
    let put = |along: f32, up: f32| (at.0 + along * long, at.1 - up * long);
    let orange: Colour = hex(0xe06a2a);
    study.ellipse((at.0, at.1 + 0.008), (long * 0.56, 0.014), 0.6, hex(0x2c3a42), 0.6);
    study.polygon(&[put(-0.5, 0.16), put(0.55, 0.24), put(0.42, 0.0), put(-0.46, 0.0)], hex(0x24435e), 1.0);
    study.line(put(-0.5, 0.17), put(0.56, 0.245), long * 0.035, orange, 1.0);
    study.polygon(&[put(-0.26, 0.17), put(-0.2, 0.42), put(0.1, 0.42), put(0.22, 0.2)], orange, 1.0);
    study.polygon(&[put(-0.12, 0.3), put(-0.1, 0.38), put(0.08, 0.38), put(0.13, 0.3)], hex(0x2b3a45), 1.0);
    study.line(put(-0.06, 0.42), put(-0.06, 0.72), long * 0.02, hex(0x3b4348), 1.0);
    study.glow(put(-0.06, 0.72), 0.005, hex(0x9fc4ff), 0.9);
    for _ in 0..16 {
        let spot = put(chance.between(-0.7, 0.5), -chance.between(0.0, 0.1));
        study.ellipse(spot, (0.02, chance.between(0.002, 0.006)), 0.8, hex(0xf3f5f2), 0.6);
    }
}
