//! Places of work: a laboratory bench, a wall of tools.

use crate::brush::Touch;
use crate::chance::{Chance, Noise, step};
use crate::colour::{Colour, hex};
use crate::study::{Place, Study};

/// A laboratory at night: glass, a core of mud, a cool lamp.
pub(super) fn laboratory(study: &mut Study, chance: &mut Chance) -> Touch {
    let (air, steel) = (chance.noise(), chance.noise());
    let lamp = (chance.between(0.35, 0.6), 0.16);
    study.wash(0.0, 1.0, |x, y, _| {
        let away = ((x - lamp.0).powi(2) + (y - lamp.1 - 0.2).powi(2)).sqrt();
        let wall = hex(0x101c22)
            .to(hex(0x4d7a80), 0.85 / (1.0 + away * away * 7.0) + 0.25 * (air.cloud(x * 2.0, y * 2.0, 4) - 0.5));
        let bench = hex(0x25343a)
            .to(hex(0x8fb0b0), 0.6 * step(0.3, 0.8, steel.cloud(x * 2.0, y * 26.0, 3)) / (1.0 + away * 2.2));
        wall.to(bench, step(0.742, 0.75, y))
    });
    for shelf in [0.22, 0.42] {
        study.rectangle((0.85, shelf), (1.5, shelf + 0.012), hex(0x1b2b30), 1.0);
        for jar in 0..8 {
            let x = 0.9 + 0.075 * jar as f32;
            let high = chance.between(0.06, 0.12);
            jar_of(study, (x, shelf), 0.026, high, chance);
        }
    }
    *study = study.blurred(3);
    let mut x = 0.16;
    for turn in 0..4 {
        let liquid = hex([0x3a7f76, 0xa9793f, 0x506d94, 0x86505a, 0x7a8c52][chance.below(5)]);
        flask(study, (x, 0.8), 0.19 + 0.03 * (turn % 2) as f32, liquid);
        x += 0.2;
    }
    core(study, chance);
    study.polygon(
        &[
            (lamp.0 - 0.11, lamp.1),
            (lamp.0 - 0.05, lamp.1 - 0.07),
            (lamp.0 + 0.05, lamp.1 - 0.07),
            (lamp.0 + 0.11, lamp.1),
        ],
        hex(0x1a2428),
        1.0,
    );
    study.line((lamp.0, 0.0), (lamp.0, lamp.1 - 0.07), 0.008, hex(0x1a2428), 1.0);
    study.ellipse((lamp.0, lamp.1 + 0.002), (0.095, 0.012), 0.2, hex(0xf4fff8), 1.0);
    study.glow((lamp.0, lamp.1 + 0.02), 0.11, hex(0xcdf3ec), 0.6);
    Touch { sharp: 0.45, ..Touch::default() }
}

fn jar_of(study: &mut Study, at: Place, half: f32, high: f32, chance: &mut Chance) {
    let tone = hex([0x6a4a2c, 0x2f4c50, 0x7f8d80, 0x4a5f3c][chance.below(4)]);
    study.rectangle((at.0 - half, at.1 - high), (at.0 + half, at.1), tone, 0.85);
    study.rectangle((at.0 - half * 0.8, at.1 - high - 0.015), (at.0 + half * 0.8, at.1 - high), hex(0x20282a), 1.0);
    study.rectangle(
        (at.0 - half * 0.7, at.1 - high * 0.65),
        (at.0 + half * 0.7, at.1 - high * 0.25),
        hex(0xcfd3c4),
        0.7,
    );
    study.line(
        (at.0 - half * 0.75, at.1 - high * 0.95),
        (at.0 - half * 0.75, at.1 - high * 0.1),
        0.004,
        hex(0xd5efe9),
        0.6,
    );
}

/// A flask with a long neck: glass is what it does to light.
fn flask(study: &mut Study, foot: Place, high: f32, liquid: Colour) {
    let (x, y) = foot;
    let belly = high * 0.42;
    study.ellipse((x + 0.02, y + 0.004), (belly * 1.1, 0.016), 0.5, hex(0x0e1618), 0.6);
    study.ellipse((x, y + 0.03), (belly * 0.7, 0.02), 0.9, liquid, 0.45);
    study.part((x - belly, y - high), (x + belly, y), |px, py, under| {
        let up = (y - py) / high;
        let half = if up < 0.62 { belly * (1.0 - 0.78 * step(0.08, 0.62, up)) } else { belly * 0.22 };
        let across = (px - x) / half;
        let filled = step(0.34, 0.33, up);
        let shine = (-((across + 0.55) / 0.14).powi(2)).exp() * 0.7 + (-((across - 0.7) / 0.1).powi(2)).exp() * 0.3;
        let glass = under.to(hex(0xa8d0cc), 0.14 + 0.3 * step(0.75, 1.0, across.abs()));
        let inside = glass.to(liquid * (0.55 + 0.6 * step(1.0, -0.6, across)), filled * 0.82);
        let surface = step(0.014, 0.006, (up - 0.335).abs()) * 0.5;
        let seen = inside.lit(hex(0xf2fffb), shine + surface);
        under.to(seen, step(1.0, 0.95, across.abs()))
    });
    study.ellipse((x, y - high), (belly * 0.27, 0.006), 0.2, hex(0xd8f0ec), 0.75);
}

/// A core from the harbour's bottom, in its tube.
fn core(study: &mut Study, chance: &mut Chance) {
    let (x, top, base) = (chance.between(1.08, 1.2), 0.28, 0.86);
    let layers = chance.noise();
    study.ellipse((x + 0.02, base), (0.1, 0.02), 0.5, hex(0x0e1618), 0.6);
    study.part((x - 0.06, top), (x + 0.06, base), |px, py, under| {
        let across = (px - x) / 0.06;
        let depth = py + across * across * 0.008;
        let band = layers.cloud(0.5, depth * 26.0, 4);
        let fine = layers.cloud(px * 40.0, depth * 60.0, 3);
        let mud = hex(0x3b3a34).to(hex(0x8f8468), step(0.3, 0.7, band) * 0.8 + fine * 0.25);
        let red = step(0.008, 0.004, (depth - 0.5).abs());
        let dark = step(0.03, 0.015, (depth - 0.63).abs()) * 0.75;
        let mud = mud.to(hex(0x9a4a34), red * 0.8).to(hex(0x17181a), dark);
        let round = mud.to(hex(0x0d1416), 0.75 * step(-0.3, 1.0, across));
        let shine = (-((across + 0.62) / 0.1).powi(2)).exp() * 0.6;
        let empty = under.to(hex(0xa8d0cc), 0.2);
        let seen = empty.to(round, step(top + 0.06, top + 0.066, depth)).lit(hex(0xeafff9), shine);
        under.to(seen, step(1.0, 0.95, across.abs()))
    });
    study.rectangle((x - 0.07, base - 0.02), (x + 0.07, base + 0.005), hex(0x2b3538), 1.0);
    study.rectangle((x - 0.065, top - 0.012), (x + 0.065, top + 0.012), hex(0x39484c), 1.0);
}

/// A wall of tools over a bench, in the light of one lamp.
pub(super) fn workshop(study: &mut Study, chance: &mut Chance) -> Touch {
    let wood = chance.noise();
    let lamp = (chance.between(0.55, 0.95), 0.12);
    study.wash(0.0, 1.0, |x, y, _| {
        let plank = (y * 8.0).fract();
        let grain = wood.cloud(x * 2.5, y * 40.0, 4);
        let wall = hex(0x4f3521).to(hex(0xa87a4c), grain).to(hex(0x24160d), step(0.05, 0.02, plank) * 0.8);
        let bench = hex(0x5a3d25).to(hex(0xb98d5c), wood.cloud(x * 3.0, y * 60.0, 4));
        wall.to(bench, step(0.775, 0.78, y)).to(hex(0x2b1c11), step(0.9, 0.905, y) * 0.85)
    });
    let mut x = 0.12;
    let mut kind = chance.below(6);
    while x < study.width() - 0.1 {
        hang(study, (x, chance.between(0.24, 0.3)), kind % 6, chance);
        x += chance.between(0.14, 0.19);
        kind += 1 + chance.below(4);
    }
    bench_things(study, wood, chance);
    study.wash(0.0, 1.0, |x, y, under| {
        let away = ((x - lamp.0).powi(2) + (y - lamp.1 - 0.22).powi(2)).sqrt();
        let light = (1.25 / (1.0 + away * away * 6.5)).min(1.0);
        (under * (0.22 + 0.9 * light)).lit(hex(0xffb867), 0.2 * light)
    });
    study.line((lamp.0, 0.0), (lamp.0, lamp.1), 0.006, hex(0x120b07), 1.0);
    study.polygon(
        &[
            (lamp.0 - 0.09, lamp.1 + 0.05),
            (lamp.0 - 0.03, lamp.1),
            (lamp.0 + 0.03, lamp.1),
            (lamp.0 + 0.09, lamp.1 + 0.05),
        ],
        hex(0x2c3a34),
        1.0,
    );
    study.ellipse((lamp.0, lamp.1 + 0.055), (0.05, 0.016), 0.3, hex(0xfff2cf), 1.0);
    study.glow((lamp.0, lamp.1 + 0.06), 0.06, hex(0xffd58f), 0.75);
    Touch::default()
}

/// One tool on its nail, with its shadow.
fn hang(study: &mut Study, at: Place, kind: usize, chance: &mut Chance) {
    let high = chance.between(0.26, 0.36);
    for (shift, shadow) in [(0.014, true), (0.0, false)] {
        let (x, y) = (at.0 + shift, at.1 + shift);
        let tone = |code: u32| if shadow { hex(0x1d120a) } else { hex(code) };
        let part = if shadow { 0.5 } else { 1.0 };
        let mut bar = |a: Place, b: Place, thick: f32, code: u32| {
            study.line((x + a.0, y + a.1), (x + b.0, y + b.1), thick, tone(code), part);
        };
        match kind {
            0 => {
                bar((0.0, 0.0), (0.0, high), 0.022, 0x9c6b3a);
                bar((-0.055, 0.0), (0.05, 0.0), 0.04, 0x6d757c);
            }
            1 => {
                bar((0.0, 0.0), (0.0, high), 0.02, 0x8d979e);
                bar((-0.022, -0.012), (-0.022, 0.02), 0.016, 0x8d979e);
                bar((0.022, -0.012), (0.022, 0.02), 0.016, 0x8d979e);
                bar((0.0, high), (0.0, high + 0.02), 0.045, 0x8d979e);
            }
            2 => {
                for strip in 0..24 {
                    let part = strip as f32 / 24.0;
                    let down = 0.07 + high * 1.15 * part;
                    bar((-0.034, down), (0.038 - part * 0.045, down), 0.016, 0xa7b0b4);
                }
                bar((-0.01, 0.0), (0.0, 0.075), 0.05, 0x9a5f33);
            }
            3 => {
                bar((0.0, 0.0), (0.0, high * 0.45), 0.034, 0xb5472f);
                bar((0.0, high * 0.45), (0.0, high), 0.012, 0xa0a8ac);
            }
            4 => {
                bar((-0.004, 0.0), (-0.03, high * 0.6), 0.018, 0x3f6d8a);
                bar((0.004, 0.0), (0.03, high * 0.6), 0.018, 0x3f6d8a);
                bar((0.0, -0.03), (0.0, 0.02), 0.034, 0x7a8388);
            }
            _ => {
                bar((0.0, 0.0), (0.0, high * 0.8), 0.03, 0xb58a55);
                bar((-0.05, high * 0.8), (0.05, high * 0.8), 0.026, 0xb58a55);
            }
        }
        study.ellipse((x, y - 0.012), (0.006, 0.006), 0.2, tone(0xc9cdd0), part);
    }
}

fn bench_things(study: &mut Study, wood: Noise, chance: &mut Chance) {
    study.rectangle((0.0, 0.77), (study.width(), 0.78), hex(0xd6a56c), 0.8);
    let x = chance.between(0.25, 0.5);
    study.ellipse((x + 0.06, 0.835), (0.17, 0.016), 0.5, hex(0x1d120a), 0.5);
    study.polygon(
        &[(x - 0.08, 0.83), (x - 0.06, 0.74), (x + 0.02, 0.72), (x + 0.06, 0.74), (x + 0.07, 0.83)],
        hex(0xd2712c),
        1.0,
    );
    study.rectangle((x + 0.06, 0.748), (x + 0.13, 0.778), hex(0x343a3e), 1.0);
    study.line((x + 0.13, 0.763), (x + 0.2, 0.763), 0.008, hex(0xb9c0c3), 1.0);
    study.rectangle((x - 0.075, 0.81), (x + 0.07, 0.835), hex(0x2a2d30), 1.0);
    let x = chance.between(0.9, 1.15);
    for board in 0..3 {
        let y = 0.8 - 0.022 * board as f32;
        let shift = 0.02 * board as f32;
        study.part((x + shift, y), (x + 0.3 - shift, y + 0.02), |px, py, _| {
            hex(0xb98a57).to(hex(0xe6c592), wood.cloud(px * 8.0, py * 90.0, 3))
        });
        study.line((x + shift, y + 0.02), (x + 0.3 - shift, y + 0.02), 0.003, hex(0x3a2413), 0.9);
    }
    for _ in 0..26 {
        let at = (chance.between(0.2, 1.3), chance.between(0.84, 0.9));
        study.ellipse(at, (0.008, 0.004), 0.4, hex(0xe3c08a), 0.8);
    }
}
