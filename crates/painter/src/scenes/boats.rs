//! Boats, from the dinghy to the ferry.

use crate::brush::Touch;
use crate::chance::Chance;
use crate::colour::{Colour, hex};
use crate::sky::{DAWN, DAY, GOLD, GREY, Hour, haze, one_of, sky};
use crate::study::{Place, Study};
use crate::water::{Sea, image_below, water};

const HULLS: [u32; 6] = [0x2f4a5f, 0x7a3b32, 0xd8d2c4, 0x35544a, 0x8a6b3f, 0x4a4d57];

/// A moored boat whose waterline is at `at`, with its image below.
pub(super) fn moored(study: &mut Study, at: Place, long: f32, hour: &Hour, chance: &mut Chance) {
    let ((x, y), paint) = (at, hex(HULLS[chance.below(HULLS.len())]).to(hour.shade, 0.5));
    let side = if chance.happens(0.5) { 1.0 } else { -1.0 };
    let put = |along: f32, up: f32| (x + along * long * side, y - up * long);
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
    image_below(study, (x, y + long * 0.01), long * 0.62, long * 0.75, hour, chance);
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
    ship(study, at, 0.8, &hour, chance);
    haze(study, 0.42, 0.34, hour.low, 0.5, chance);
    lifeboat(study, (at.0 - 0.52, 0.72), 0.17, chance);
    Touch { broad: 13.0, ..Touch::default() }
}

fn ship(study: &mut Study, at: Place, long: f32, hour: &Hour, chance: &mut Chance) {
    let put = |along: f32, up: f32| (at.0 + along * long, at.1 - up * long);
    let white = hex(0xe9e6dc).to(hour.middle, 0.22);
    let hull = [put(-0.53, 0.13), put(0.5, 0.12), put(0.48, 0.0), put(-0.44, 0.0)];
    study.polygon(&hull, hex(0x2b4a63).to(hour.middle, 0.25), 1.0);
    study.line(put(-0.47, 0.02), put(0.485, 0.02), long * 0.014, hex(0x8c3b30), 0.9);
    study.line(put(-0.53, 0.128), put(0.5, 0.118), long * 0.01, white, 1.0);
    let decks =
        [(-0.44, 0.47, 0.12, 0.18), (-0.38, 0.44, 0.18, 0.235), (-0.33, 0.3, 0.235, 0.28), (-0.36, -0.2, 0.28, 0.315)];
    for (left, right, low, high) in decks {
        let deck = [put(left, low), put(left + 0.012, high), put(right, high), put(right, low)];
        study.polygon(&deck, white * chance.between(0.94, 1.03), 1.0);
        study.line(put(left, low), put(right, low), long * 0.004, white.to(hour.shade, 0.45), 1.0);
        soft_shade(study, put(left, high), put(right, low), hour.shade, 0.4);
        let mut along = left + 0.03;
        while along < right - 0.02 {
            let lit = if chance.happens(0.35) { hex(0xffdca0) } else { hex(0x51626d) };
            let (a, b) = (put(along, high - 0.014), put(along + 0.014, low + 0.016));
            study.rectangle(a, (b.0, a.1 + (b.1 - a.1) * 0.7), lit, 0.85);
            along += 0.021;
        }
    }
    let funnel = [put(0.14, 0.28), put(0.16, 0.4), put(0.26, 0.4), put(0.27, 0.28)];
    study.polygon(&funnel, hex(0x9a4f33).to(hour.middle, 0.3), 1.0);
    study.line(put(0.155, 0.375), put(0.262, 0.375), long * 0.02, white, 0.9);
    study.line(put(-0.26, 0.31), put(-0.255, 0.43), long * 0.008, hour.shade, 0.9);
    study.line(put(-0.29, 0.39), put(-0.22, 0.39), long * 0.005, hour.shade, 0.9);
    study.glow(put(-0.255, 0.43), 0.006, hex(0xffe8b8), 0.8);
    for boat in 0..4 {
        let spot = put(-0.22 + boat as f32 * 0.13, 0.245);
        study.ellipse(spot, (long * 0.034, long * 0.011), 0.15, hex(0xcf6a32).to(hour.middle, 0.2), 1.0);
    }
    soft_shade(study, put(-0.5, 0.12), put(0.5, 0.0), hour.shade, 0.55);
    image_below(study, (at.0, at.1 + 0.004), long * 0.53, 0.26, hour, chance);
    for foam in 0..26 {
        let along = -0.5 + foam as f32 * 0.04;
        let spot = put(along, -0.005 - chance.between(0.0, 0.015));
        study.ellipse(spot, (0.03, chance.between(0.003, 0.008)), 0.8, hex(0xeef1ee), 0.5);
    }
}

/// A surface that grows darker downwards, and a little uneven.
fn soft_shade(study: &mut Study, from: Place, to: Place, shade: Colour, most: f32) {
    study.part(from, to, |x, y, under| {
        let down = (y - from.1) / (to.1 - from.1);
        let along = (x - from.0) / (to.0 - from.0);
        under.to(shade, most * (down * 0.6 + 0.4 * along * along))
    });
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

/// Crews rowing out over wide water in low sun.
pub(super) fn regatta(study: &mut Study, chance: &mut Chance) -> Touch {
    let hour = one_of(&[GOLD, DAWN, DAY], chance);
    let horizon = chance.between(0.36, 0.42);
    let sun = (chance.between(0.2, 1.3), horizon - 0.12);
    sky(study, &hour, sun, horizon, chance);
    let bank = chance.noise();
    for (height, near) in [(0.13, 0.7), (0.06, 0.45)] {
        let colour = hex(0x4a5c4a).to(hour.middle, near);
        study.ground(|x| horizon - height * (0.3 + bank.cloud(x * 3.0, near * 9.0, 5)), |_, _| colour);
    }
    water(study, &Sea { horizon, rough: 0.4, sun: sun.0 }, &hour, chance);
    let lanes = 4;
    for lane in 0..lanes {
        let depth = 0.07 + 0.4 * (lane as f32 / lanes as f32).powf(1.4);
        let long = 0.16 + depth * 1.15;
        let x = chance.between(0.35, 1.05);
        eight(study, (x, horizon + depth), long, &hour, chance);
    }
    Touch::default()
}

/// A boat of eight with its cox, all oars at one angle.
fn eight(study: &mut Study, at: Place, long: f32, hour: &Hour, chance: &mut Chance) {
    let put = |along: f32, up: f32| (at.0 + along * long, at.1 - up * long);
    let (shirt, reach) = (hex(HULLS[chance.below(3)]).to(hour.light, 0.15), chance.between(-0.05, 0.05));
    study.polygon(
        &[put(-0.52, 0.012), put(-0.3, 0.022), put(0.3, 0.022), put(0.54, 0.01), put(0.3, 0.0), put(-0.3, 0.0)],
        hex(0xb9793f).to(hour.shade, 0.25),
        1.0,
    );
    for seat in 0..9 {
        let along = -0.34 + 0.078 * seat as f32;
        let (hip, head) = (put(along, 0.02), put(along + 0.012 + reach * 0.3, 0.088));
        study.line(hip, put(along + reach * 0.3, 0.066), long * 0.024, shirt, 1.0);
        study.ellipse(head, (long * 0.011, long * 0.014), 0.15, hex(0x8a6048).to(hour.shade, 0.25), 1.0);
        if seat < 8 {
            study.line(put(along + 0.005, 0.058), put(along + 0.035, 0.045), long * 0.009, hex(0x9a6f54), 1.0);
            let blade = put(along + 0.06 + reach, -0.045);
            study.line(put(along + 0.035, 0.045), blade, long * 0.004, hex(0xe9e2d0), 0.9);
            study.line(blade, put(along + 0.068 + reach, -0.058), long * 0.012, hex(0xd9d4c4), 1.0);
            study.ellipse(put(along + 0.068 + reach, -0.06), (long * 0.02, long * 0.003), 0.6, hex(0xf3f4ee), 0.6);
        }
    }
    image_below(study, put(0.0, -0.004), long * 0.52, long * 0.14, hour, chance);
}
