//! Places where people come together: market, football ground, council, theatre.

use super::figures::{bust, person};
use crate::brush::Touch;
use crate::chance::{Chance, lerp, step};
use crate::colour::{Colour, hex};
use crate::sky::{BLUE, Hour, haze, sky};
use crate::study::{Place, Study};

/// Stalls at night under strings of lanterns.
pub(super) fn market(study: &mut Study, chance: &mut Chance) -> Touch {
    sky(study, &BLUE, (0.75, 0.5), 0.6, chance);
    study.wash(0.0, 1.0, |_, y, under| under.to(hex(0x11131f), 0.45 + 0.4 * step(0.3, 0.6, y)));
    let sleeping = Hour { lamps: 0.35, ..BLUE };
    super::figures::houses(study, 0.56, 0.28, hex(0x242738), &sleeping, chance);
    let paving = chance.noise();
    study.wash(0.55, 1.0, |x, y, under| {
        let near = (y - 0.5) * 2.0;
        let wet = paving.cloud((x - 0.75) / near * 9.0, 14.0 / near, 4);
        let stone = hex(0x3a2f2c).to(hex(0xa8733f), 0.75 * step(0.35, 0.7, wet) * (1.0 - near * 0.5));
        under.to(stone, step(0.55, 0.58, y))
    });
    let (middle, close) = (chance.between(0.6, 0.9), chance.between(0.85, 1.45));
    for turn in 0..4 {
        let near = (0.3 + 0.2 * turn as f32) * close;
        for side in [-1.0, 1.0] {
            stall(study, middle + side * (0.18 + 0.62 * near), near, chance);
        }
        for _ in 0..chance.below(6) {
            let at = (middle + chance.between(-0.55, 0.55) * near, 0.55 + 0.3 * near);
            person(study, at, 0.3 * near, hex(0x2a2229), chance);
        }
    }
    let strings = 3 + chance.below(4);
    let palette = LANTERNS[chance.below(LANTERNS.len())];
    for turn in 0..strings {
        let part = turn as f32 / strings as f32;
        lanterns(study, 0.1 + 0.36 * part, (1.15 - 0.9 * part) * close.sqrt(), palette, chance);
    }
    haze(study, 0.45, 0.28, hex(0xe9a55c), 0.2, chance);
    for _ in 0..chance.below(14) {
        let at = (chance.unit() * study.width(), chance.between(1.0, 1.08));
        bust(study, at, chance.between(0.17, 0.26), hex(0x120f16), hex(0xd98b45), chance);
    }
    Touch::default()
}

fn stall(study: &mut Study, x: f32, near: f32, chance: &mut Chance) {
    let (half, base, top) = (0.2 * near, 0.55 + 0.32 * near, 0.55 - 0.1 * near);
    let cloth = hex([0x9c3d32, 0x2f5a63, 0xb68a3e, 0x6b4b6a, 0x4f6b45][chance.below(5)]);
    study.rectangle((x - half, top), (x + half, base - 0.1 * near), hex(0x6b4426), 1.0);
    study.glow((x, top + 0.1 * near), 0.09 * near, hex(0xffb04f), 0.95);
    study.glow((x, top + 0.06 * near), 0.025 * near, hex(0xfff0c4), 0.95);
    for shelf in 0..2 {
        let y = top + (0.075 + 0.07 * shelf as f32) * near;
        study.rectangle((x - half, y), (x + half, y + 0.006 * near), hex(0x3b2415), 0.9);
        for jar in 0..9 {
            let left = x - half * 0.93 + half * 0.21 * jar as f32;
            let ware = hex([0x7a3f28, 0x8f7a3a, 0x55603a, 0xa9825a, 0x5a3a4a][chance.below(5)]);
            let high = chance.between(0.025, 0.05) * near;
            study.rectangle((left, y - high), (left + half * 0.15, y), ware.lit(hex(0xffb04f), 0.3), 0.9);
        }
    }
    study.rectangle((x - half, base - 0.14 * near), (x + half, base), hex(0x2f2019), 1.0);
    for heap in 0..7 {
        let at = (x - half * 0.85 + half * 0.28 * heap as f32, base - 0.145 * near);
        let ware = hex([0xc9793a, 0xa8b060, 0xd8c8a8, 0x9f4438, 0x8c97a0][chance.below(5)]);
        study.ellipse(at, (half * 0.14, 0.022 * near), 0.2, ware, 0.95);
    }
    let awning = [
        (x - half * 1.15, top + 0.03 * near),
        (x - half * 0.9, top - 0.1 * near),
        (x + half * 0.9, top - 0.1 * near),
        (x + half * 1.15, top + 0.03 * near),
    ];
    study.polygon(&awning, cloth * 0.55, 1.0);
    for stripe in 0..5 {
        let (a, b) = (-1.0 + 0.4 * stripe as f32, -0.8 + 0.4 * stripe as f32);
        let shape = [
            (x + half * 1.15 * a, top + 0.03 * near),
            (x + half * 0.9 * a, top - 0.1 * near),
            (x + half * 0.9 * b, top - 0.1 * near),
            (x + half * 1.15 * b, top + 0.03 * near),
        ];
        study.polygon(&shape, hex(0xd9c7a4) * 0.6, 0.8);
    }
    let seller = (x + chance.between(-0.5, 0.5) * half, base - 0.1 * near);
    bust(study, seller, 0.1 * near, hex(0x33211a), hex(0xffb766), chance);
}

const LANTERNS: [[u32; 4]; 3] = [
    [0xffb552, 0xff9440, 0xffcf7d, 0xf2694a],
    [0xffd28a, 0xffe2b0, 0xffc66a, 0xfff0cf],
    [0xf26a4a, 0xff9a5a, 0x7fc4c0, 0xffd27a],
];

fn lanterns(study: &mut Study, y: f32, near: f32, palette: [u32; 4], chance: &mut Chance) {
    let sag = chance.between(0.05, 0.1) * near;
    let (shift, width) = (chance.unit() * 0.1, study.width());
    let at = |x: f32| y + sag * (1.0 - ((x / width * 2.0).fract() * 2.0 - 1.0).powi(2));
    let mut x = shift;
    while x < width {
        let next = x + 0.012;
        study.line((x, at(x)), (next, at(next)), 0.002, hex(0x0d0d14), 0.9);
        x = next;
    }
    let mut x = shift;
    while x < width {
        let size = 0.02 * near * chance.between(0.8, 1.15);
        let light = hex(palette[chance.below(4)]);
        let centre = (x, at(x) + size * 1.2);
        study.glow(centre, size * 1.6, light, 0.55);
        study.ellipse(centre, (size * 0.85, size), 0.15, light.lit(hex(0xffffff), 0.25), 1.0);
        study.ellipse((centre.0, centre.1 + size * 0.1), (size * 0.4, size * 0.5), 0.6, hex(0xfff4d0), 0.8);
        x += 0.085 * near + 0.02;
    }
}

/// A football ground under floodlights, in the rain.
pub(super) fn stadium(study: &mut Study, chance: &mut Chance) -> Touch {
    sky(study, &BLUE, (0.75, 0.3), 0.5, chance);
    study.wash(0.0, 0.5, |_, _, under| under.to(hex(0x0e1524), 0.5));
    let crowd = chance.noise();
    study.wash(0.3, 0.52, |x, y, under| {
        let bank = step(0.335, 0.34, y + 0.012 * ((x - 0.75) * 2.0).powi(2));
        let (column, line) = ((x * 170.0) as i32, (y * 120.0) as i32);
        let coat = crowd.corner(column, line);
        let seat = hex(0x1f2a3a).to(hex(0x8f8a86), coat * 0.75 * step(0.2, 0.5, crowd.at(x * 4.0, 1.0) + 0.1));
        let coloured = if coat > 0.86 { seat.to(hex(0xb5483a), 0.6) } else { seat };
        under.to(coloured * lerp(0.5, 1.0, step(0.33, 0.5, y)), bank)
    });
    study.polygon(
        &[(-0.1, 0.33), (-0.1, 0.26), (0.75, 0.235), (1.6, 0.26), (1.6, 0.33), (0.75, 0.305)],
        hex(0x141c2a),
        1.0,
    );
    pitch(study, chance);
    for x in [0.12, 0.5, 1.0, 1.38] {
        floodlight(study, x, chance);
    }
    for turn in 0..13 {
        let depth = chance.unit();
        let at = (chance.between(0.2, 1.3), lerp(0.57, 0.93, depth * depth));
        let shirt = if turn % 2 == 0 { hex(0xc23b32) } else { hex(0xe6e4dc) };
        player(study, at, lerp(0.05, 0.16, depth * depth), shirt, chance);
    }
    haze(study, 0.3, 0.5, hex(0xb9cbd9), 0.22, chance);
    for _ in 0..420 {
        let at = (chance.unit() * 1.6 - 0.05, chance.unit());
        let long = chance.between(0.015, 0.05);
        study.line(at, (at.0 - long * 0.22, at.1 + long), 0.0012, hex(0xdfe8f0), chance.between(0.1, 0.35));
    }
    Touch { sharp: 0.5, ..Touch::default() }
}

fn pitch(study: &mut Study, chance: &mut Chance) {
    let turf = chance.noise();
    study.wash(0.515, 1.0, |x, y, _| {
        let near = (y - 0.46) / 0.54;
        let (u, v) = ((x - 0.75) / near, 1.0 / near);
        let stripe = if ((u * 3.4 + 40.0) as i32) % 2 == 0 { 0.0 } else { 0.14 };
        let blade = turf.cloud(u * 14.0, v * 10.0, 4);
        let green = hex(0x2a4f37).to(hex(0x6c9163), stripe + blade * 0.5);
        let shine = turf.cloud(u * 2.0, v * 1.6, 3);
        let wet = green.lit(hex(0xcfdfe8), 0.4 * step(0.45, 0.75, shine));
        let lines = [
            (v - 7.0).abs() * 0.5,
            (v - 1.55).abs(),
            (u + 0.9).abs(),
            (u * u + (v - 3.0).powi(2) * 0.18 - 0.09).abs() * 1.6,
            u.abs() + if v > 7.0 { 9.0 } else { 0.0 },
        ];
        let line = lines.into_iter().fold(1.0, f32::min);
        let board = step(0.53, 0.518, y);
        wet.to(hex(0xeef2ea), step(0.02, 0.008, line) * 0.75).to(hex(0xc9c2b2), board)
    });
}

fn floodlight(study: &mut Study, x: f32, chance: &mut Chance) {
    let top = 0.07 + chance.between(0.0, 0.02);
    study.line((x, 0.34), (x, top), 0.008, hex(0x1a2230), 1.0);
    study.rectangle((x - 0.04, top - 0.03), (x + 0.04, top + 0.015), hex(0x26303f), 1.0);
    for lamp in 0..10 {
        let at = (x - 0.032 + 0.016 * (lamp % 5) as f32, top - 0.02 + 0.022 * (lamp / 5) as f32);
        study.glow(at, 0.007, hex(0xf8fbff), 0.8);
    }
    study.glow((x, top), 0.08, hex(0xcfe2ff), 0.5);
}

fn player(study: &mut Study, at: Place, high: f32, shirt: Colour, chance: &mut Chance) {
    for side in [-1.0, 1.0] {
        study.ellipse((at.0 + side * high * 0.35, at.1), (high * 0.4, high * 0.035), 0.5, hex(0x16301f), 0.4);
    }
    let stride = chance.between(-0.18, 0.18) * high;
    let hip = (at.0, at.1 - high * 0.48);
    study.line((at.0 - stride, at.1), hip, high * 0.075, hex(0x2a2a33), 1.0);
    study.line((at.0 + stride, at.1 - high * 0.03), hip, high * 0.075, hex(0x2a2a33), 1.0);
    study.line(hip, (at.0 + stride * 0.3, at.1 - high * 0.8), high * 0.2, shirt, 1.0);
    study.line(
        (at.0, at.1 - high * 0.75),
        (at.0 + stride + high * 0.12, at.1 - high * 0.52),
        high * 0.06,
        shirt * 0.85,
        1.0,
    );
    study.ellipse((at.0 + stride * 0.35, at.1 - high * 0.93), (high * 0.06, high * 0.075), 0.1, hex(0x6b4a3a), 1.0);
}

/// A council chamber from the gallery: benches in half circles, lamps, a full house.
pub(super) fn council_chamber(study: &mut Study, chance: &mut Chance) -> Touch {
    let (grain, seats) = (chance.noise(), chance.noise());
    let (dark, wood) = (hex(0x20130c), hex(0x8d5a32));
    study.wash(0.0, 1.0, |x, y, _| {
        let panel = ((x * 9.0).fract() - 0.5).abs();
        let line = step(0.44, 0.49, panel) * 0.5;
        let wall = dark.to(wood, 0.35 + 0.5 * grain.cloud(x * 3.0, y * 16.0, 4) - line) * lerp(0.55, 1.0, y / 0.4);
        let carpet = hex(0x4a2226).to(hex(0x6b3434), grain.cloud(x * 20.0, y * 20.0, 3));
        wall.to(carpet, step(0.38, 0.4, y))
    });
    for column in 0..6 {
        tall_window(study, 0.14 + 0.245 * column as f32);
    }
    dais(study, chance);
    for row in 0..6 {
        let reach = 0.3 + 0.15 * row as f32;
        bench(study, reach, wood, seats);
        seated(study, reach, chance);
    }
    for x in [0.28, 0.6, 0.9, 1.22] {
        let y = 0.17 + (x - 0.75_f32).abs() * 0.1;
        study.line((x, 0.0), (x, y), 0.003, hex(0x140c08), 1.0);
        study.ellipse((x, y), (0.028, 0.026), 0.1, hex(0xffe7b5), 1.0);
        study.glow((x, y), 0.05, hex(0xffc878), 0.75);
    }
    haze(study, 0.2, 0.5, hex(0xffc98a), 0.14, chance);
    for turn in 0..9 {
        let at = (0.08 + 0.17 * turn as f32, 1.08);
        bust(study, at, 0.22, hex(0x120b09), hex(0x9a6336), chance);
    }
    Touch::default()
}

fn tall_window(study: &mut Study, x: f32) {
    let glass = hex(0x33507c);
    study.rectangle((x - 0.04, 0.07), (x + 0.04, 0.3), hex(0x1a100b), 1.0);
    study.ellipse((x, 0.07), (0.04, 0.04), 0.1, hex(0x1a100b), 1.0);
    study.rectangle((x - 0.033, 0.07), (x + 0.033, 0.292), glass, 1.0);
    study.ellipse((x, 0.07), (0.033, 0.033), 0.1, glass, 1.0);
    study.line((x, 0.04), (x, 0.29), 0.004, hex(0x1a100b), 1.0);
    study.line((x - 0.033, 0.17), (x + 0.033, 0.17), 0.004, hex(0x1a100b), 1.0);
}

const MIDDLE: Place = (0.75, 0.36);
const FLATNESS: f32 = 0.5;

/// A bench round the middle, that far away.
fn bench(study: &mut Study, reach: f32, wood: Colour, seats: crate::chance::Noise) {
    study.wash(0.38, 1.0, |x, y, under| {
        let (dx, dy) = (x - MIDDLE.0, (y - MIDDLE.1) / FLATNESS);
        let away = (dx * dx + dy * dy).sqrt();
        let aisle = (dy.atan2(dx) * 4.2).sin().abs();
        if aisle < 0.12 {
            return under;
        }
        let grain = seats.cloud(x * 9.0, y * 30.0, 3) * 0.3;
        let top = step(reach + 0.002, reach + 0.008, away) * step(reach + 0.032, reach + 0.026, away);
        let front = step(reach + 0.028, reach + 0.032, away) * step(reach + 0.1, reach + 0.094, away);
        under.to(hex(0x2c1910).to(wood, grain), front).to(wood.lit(hex(0xffd79a), 0.34).to(wood, grain), top)
    });
}

fn seated(study: &mut Study, reach: f32, chance: &mut Chance) {
    let count = 9 + (reach * 16.0) as usize;
    for seat in 0..count {
        let turn = (seat as f32 + 0.5) / count as f32 * std::f32::consts::PI;
        if (turn * 4.2).sin().abs() < 0.25 || chance.happens(0.14) {
            continue;
        }
        let at = (MIDDLE.0 + (reach + 0.06) * turn.cos(), MIDDLE.1 + (reach + 0.06) * turn.sin() * FLATNESS);
        if at.1 < 0.42 {
            continue;
        }
        let coat = hex([0x2a2d38, 0x3d2f2c, 0x52424a, 0x2f3f3d, 0x6a5d50][chance.below(5)]);
        let size = 0.026 + reach * 0.032;
        study.ellipse((at.0, at.1 - size * 0.1), (size * 0.62, size * 0.6), 0.15, coat, 1.0);
        let hair = hex([0x2b1d14, 0x8b8580, 0x5a3c22, 0x171315, 0xb49a72][chance.below(5)]);
        study.ellipse((at.0, at.1 - size * 0.85), (size * 0.27, size * 0.32), 0.15, hair, 1.0);
        study.ellipse(
            (at.0 - size * 0.06, at.1 - size * 1.0),
            (size * 0.16, size * 0.13),
            0.5,
            hair.lit(hex(0xffd9a0), 0.5),
            0.8,
        );
    }
}

fn dais(study: &mut Study, chance: &mut Chance) {
    study.polygon(&[(0.5, 0.44), (0.54, 0.36), (0.96, 0.36), (1.0, 0.44)], hex(0x6d4426), 1.0);
    study.rectangle((0.5, 0.44), (1.0, 0.475), hex(0x3a2314), 1.0);
    study.line((0.5, 0.44), (1.0, 0.44), 0.006, hex(0xc8935a), 1.0);
    for seat in 0..5 {
        let at = (0.58 + 0.085 * seat as f32, 0.375);
        bust(study, at, 0.042, hex(0x241c1e), hex(0xd79a5c), chance);
    }
    study.glow((0.75, 0.4), 0.09, hex(0xffc983), 0.35);
}

/// A stage with one figure in the light.
pub(super) fn stage(study: &mut Study, chance: &mut Chance) -> Touch {
    let (folds, dust) = (chance.noise(), chance.noise());
    let focus = (chance.between(0.6, 0.95), 0.7);
    let source = (focus.0 + chance.between(-0.5, 0.5), -0.15);
    let cloth = hex([0x5b1f22, 0x24344f, 0x3d2a4a][chance.below(3)]);
    study.wash(0.0, 1.0, |x, y, _| {
        let back = hex(0x0f131c).to(hex(0x27364a), step(0.8, 0.1, (x - focus.0).abs()) * step(0.0, 0.7, y));
        let plank = ((x - 0.75) / (y - 0.45).max(0.05) * 6.0).fract();
        let boards = hex(0x2a1a12).to(hex(0x553723), 0.5 * step(0.05, 0.12, plank) + 0.3 * folds.at(x * 6.0, y * 30.0));
        back.to(boards, step(0.655, 0.66, y))
    });
    study.ellipse((focus.0, focus.1 + 0.06), (0.33, 0.075), 0.25, hex(0xcf9f63), 0.85);
    desk(study, focus, chance);
    study.wash(0.0, 0.8, |x, y, under| {
        let part = ((y - source.1) / (focus.1 + 0.06 - source.1)).clamp(0.0, 1.0);
        let middle = lerp(source.0, focus.0, part);
        let beam = step(1.0, 0.55, (x - middle).abs() / (0.05 + 0.28 * part));
        let mote = 0.6 + 0.7 * dust.cloud(x * 5.0, y * 4.0, 4);
        under.lit(hex(0xffdf9f), beam * 0.3 * mote * (1.1 - part * 0.45))
    });
    study.wash(0.0, 0.86, |x, y, under| {
        let wide = 0.22 + 0.03 * (y * 4.0).sin();
        let side = step(wide, wide - 0.02, x).max(step(1.5 - wide, 1.52 - wide, x));
        let top = step(0.1, 0.08, y + 0.03 * (x * 12.0).sin().abs());
        let fold = folds.cloud(x * 26.0, y * 0.8, 3);
        let hung = cloth * lerp(0.2, 1.15, step(0.25, 0.75, fold));
        under.to(hung, side.max(top))
    });
    for row in 0..2 {
        for seat in 0..11 {
            let at = (seat as f32 * 0.155 - 0.02 + 0.07 * row as f32, 1.0 + 0.09 * row as f32);
            bust(study, at, 0.1 + 0.025 * row as f32, hex(0x0a090c), hex(0x8a6a45), chance);
        }
    }
    Touch { vignette: 0.4, ..Touch::default() }
}

fn desk(study: &mut Study, at: Place, chance: &mut Chance) {
    let (x, y) = at;
    study.ellipse((x + 0.02, y + 0.075), (0.16, 0.02), 0.5, hex(0x1c110b), 0.6);
    let (coat, nod) = (hex(0x3d3836), chance.between(-0.012, 0.012));
    study.ellipse((x, y - 0.03), (0.062, 0.085), 0.1, coat, 1.0);
    study.ellipse((x - 0.022, y - 0.045), (0.03, 0.06), 0.6, coat.lit(hex(0xffdca0), 0.45), 0.8);
    study.line((x - 0.05, y - 0.07), (x - 0.085, y - 0.02), 0.024, coat, 1.0);
    study.line((x + 0.05, y - 0.07), (x + 0.06, y - 0.022), 0.024, coat, 1.0);
    study.ellipse((x + nod, y - 0.14), (0.024, 0.032), 0.1, hex(0xb98563), 1.0);
    study.ellipse((x + nod, y - 0.155), (0.026, 0.022), 0.15, hex(0x4b3a2c).lit(hex(0xffdca0), 0.3), 1.0);
    study.polygon(&[(x - 0.14, y - 0.03), (x + 0.14, y - 0.03), (x + 0.16, y), (x - 0.16, y)], hex(0x8a5d38), 1.0);
    study.rectangle((x - 0.16, y), (x + 0.16, y + 0.075), hex(0x3a2417), 1.0);
    study.polygon(
        &[(x - 0.06, y - 0.028), (x, y - 0.04), (x + 0.06, y - 0.028), (x + 0.05, y - 0.01), (x - 0.05, y - 0.01)],
        hex(0xf3e5c4),
        1.0,
    );
    study.line((x + 0.09, y - 0.03), (x + 0.09, y - 0.09), 0.006, hex(0x5a4630), 1.0);
    study.glow((x + 0.09, y - 0.1), 0.012, hex(0xffd38a), 0.9);
}
