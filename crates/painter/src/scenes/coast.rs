//! Where the land ends: a lighthouse, a pier in fog, an estuary at ebb.

use crate::brush::Touch;
use crate::chance::{Chance, step};
use crate::colour::{Colour, hex};
use crate::sky::{BLUE, DAWN, DAY, DUSK, GOLD, GREY, Hour, one_of, sky, stars};
use crate::study::{Place, Study};
use crate::water::{Sea, water};

/// A lighthouse on its headland.
pub(super) fn lighthouse(study: &mut Study, chance: &mut Chance) -> Touch {
    let hour = one_of(&[DUSK, BLUE, DUSK, GREY, DAWN], chance);
    let horizon = chance.between(0.66, 0.72);
    let mirror = chance.happens(0.5);
    let tower = if mirror { chance.between(0.45, 0.6) } else { chance.between(0.9, 1.05) };
    sky(study, &hour, (study.width() - tower, horizon - 0.05), horizon, chance);
    if hour.lamps > 0.9 {
        stars(study, 0.35, 90, chance);
    }
    water(study, &Sea { horizon, rough: 0.8, sun: study.width() - tower }, &hour, chance);
    let lamp = (tower, 0.2);
    if hour.lamps > 0.2 {
        beams(study, lamp, &hour, chance);
    }
    headland(study, tower, horizon, &hour, mirror, chance);
    tower_of(study, lamp, horizon - 0.105, &hour);
    study.glow(lamp, 0.014, hex(0xfff1c4), 0.45 + 0.55 * hour.lamps);
    Touch::default()
}

fn beams(study: &mut Study, lamp: Place, hour: &Hour, chance: &mut Chance) {
    let tilt = chance.between(-0.12, 0.12);
    study.wash(0.0, 0.8, |x, y, under| {
        let (dx, dy) = (x - lamp.0, y - lamp.1);
        let away = (dx * dx + dy * dy).sqrt().max(0.01);
        let off = (dy - dx * tilt).abs() / away;
        let beam = (-(off / 0.06).powi(2)).exp() / (1.0 + away * 2.2);
        under.lit(hex(0xffeec2), beam * 0.55 * hour.lamps)
    });
}

fn headland(study: &mut Study, tower: f32, horizon: f32, hour: &Hour, mirror: bool, chance: &mut Chance) {
    let (rock, grass, width) = (chance.noise(), chance.noise(), study.width());
    let top = |x: f32| {
        let from_edge = if mirror { x } else { width - x };
        let middle = if mirror { tower } else { width - tower };
        let plateau = 1.0 - step(middle + 0.17, middle + 0.46, from_edge);
        let crag = (rock.cloud(x * 9.0, 1.0, 4) - 0.5) * 0.16;
        horizon + 0.1 - plateau * 0.19 + crag * (0.12 + 0.88 * (1.0 - plateau)) + (1.0 - plateau) * 0.16
    };
    let foam = hex(0xeef3f3).to(hour.middle, 0.35);
    study.ground(
        |x| top(x) - 0.03 * step(horizon, horizon + 0.07, top(x)) * grass.cloud(x * 16.0, 4.0, 3),
        |x, y| {
            let spray = grass.cloud(x * 18.0, y * 30.0, 3);
            hour.deep.to(foam, step(0.35, 0.7, spray))
        },
    );
    study.ground(top, |x, y| {
        let under = ((y - top(x)) * 9.0).clamp(0.0, 1.0);
        let fold = grass.cloud(x * 34.0 + y * 11.0, y * 13.0, 4);
        let stone = 1.0 - (fold * 2.0 - 1.0).abs() * 2.2;
        let turf = hex(0x53603c).to(hour.shade, 0.5).to(hour.low, 0.1 * stone);
        let layer = grass.cloud(x * 5.0, y * 44.0 + x * 9.0, 3);
        let crag = hour.shade.to(hour.low, 0.04 + 0.2 * step(0.1, 0.95, stone) * (0.5 + layer));
        turf.to(crag, step(0.1, 0.45, under + (fold - 0.5) * 0.5).max(step(horizon + 0.06, horizon + 0.1, top(x))))
    });
}

fn tower_of(study: &mut Study, lamp: Place, base: f32, hour: &Hour) {
    let (x, top) = lamp;
    let (high, shade) = (base + 0.05 - top, hour.shade);
    let white = hex(0xefe9dc).to(hour.middle, 0.35);
    study.part((x - 0.08, top), (x + 0.08, base + 0.05), |px, py, under| {
        let down = (py - top) / high;
        let half = 0.024 + 0.016 * down;
        let across = (px - x) / half;
        let lit = 0.5 - 0.5 * across;
        let band = step(0.3, 0.32, down) - step(0.52, 0.54, down);
        let paint = white.to(hex(0xa23b2c).to(hour.middle, 0.2), band);
        let round = paint.to(shade, 0.15 + 0.6 * (1.0 - lit) + 0.25 * across * across);
        under.to(round, step(1.08, 0.98, across.abs()) * step(0.08, 0.1, down))
    });
    study.rectangle((x - 0.036, top + 0.024), (x + 0.036, top + 0.032), shade, 1.0);
    study.rectangle((x - 0.02, top - 0.018), (x + 0.02, top + 0.024), hex(0xffe6a8).to(shade, 0.25), 1.0);
    study.line((x - 0.007, top - 0.018), (x - 0.007, top + 0.024), 0.003, shade, 0.9);
    study.line((x + 0.007, top - 0.018), (x + 0.007, top + 0.024), 0.003, shade, 0.9);
    study.polygon(&[(x - 0.026, top - 0.016), (x, top - 0.048), (x + 0.026, top - 0.016)], shade, 1.0);
    let house = (x + 0.07, base - 0.005);
    study.rectangle(house, (house.0 + 0.12, base + 0.045), white.to(shade, 0.3), 1.0);
    study.polygon(
        &[
            (house.0 - 0.01, house.1),
            (house.0 + 0.02, house.1 - 0.035),
            (house.0 + 0.1, house.1 - 0.035),
            (house.0 + 0.13, house.1),
        ],
        shade.to(hour.middle, 0.15),
        1.0,
    );
    for pane in 0..3 {
        let left = house.0 + 0.018 + pane as f32 * 0.036;
        study.rectangle(
            (left, base + 0.008),
            (left + 0.014, base + 0.026),
            hex(0xffcf85).to(shade, 0.8 - 0.7 * hour.lamps),
            1.0,
        );
    }
}

/// A pier whose lamps go out one by one in the fog.
pub(super) fn fog(study: &mut Study, chance: &mut Chance) -> Touch {
    let (pale, grey) = (hex(0xd5d8d4), hex(0x8e9a9f));
    let (mist, warm) = (chance.noise(), chance.between(0.0, 0.5));
    let pale = pale.to(hex(0xe9d8bd), warm);
    let meeting = (chance.between(0.55, 0.95), 0.5);
    study.wash(0.0, 1.0, |x, y, _| {
        let near = step(0.45, 1.05, y);
        let drift = mist.cloud(x * 1.6, y * 4.0, 4) - 0.5;
        let ripple = mist.cloud(x * 9.0, 3.0 / (y - 0.42).max(0.05), 3) - 0.5;
        pale.to(grey, 0.12 + near * 0.75 + drift * 0.35 + near * ripple * 0.5)
    });
    let edge = |across: f32, near: f32| (meeting.0 + (across - meeting.0) * near, meeting.1 + 0.5 * near);
    let wood = chance.noise();
    study.wash(meeting.1, 1.0, |x, y, under| {
        let near = ((y - meeting.1) / 0.5).max(0.001);
        let across = (x - meeting.0) / near;
        let on = step(-0.63, -0.6, across) * step(0.53, 0.5, across);
        let board = wood.corner((2.6 / near) as i32 * 3, 7) * 0.12;
        let wet = wood.cloud(across * 6.0, 2.0 / near, 3);
        let stone = hex(0x41484b).to(pale, board + 0.2 * step(0.5, 0.8, wet));
        under.to(stone.to(pale, (1.0 - near).powi(2) * 0.96), on * step(0.0, 0.06, near))
    });
    for turn in 0..7 {
        let near = 0.86 * 0.66_f32.powi(6 - turn);
        lamp_post(study, edge(meeting.0 - 0.55, near), near, pale);
    }
    walker(study, edge(meeting.0 + 0.1, 0.3), 0.3, pale, chance);
    Touch { vignette: 0.22, ..Touch::default() }
}

fn lamp_post(study: &mut Study, foot: Place, near: f32, pale: Colour) {
    let dark = hex(0x2f3538).to(pale, (1.0 - near).powf(1.6) * 0.95);
    let (x, y, high) = (foot.0, foot.1, 0.52 * near);
    study.line((x, y), (x, y - high), 0.016 * near, dark, 1.0);
    study.line((x, y - high), (x + 0.07 * near, y - high - 0.02 * near), 0.01 * near, dark, 1.0);
    study.ellipse((x, y - 0.01 * near), (0.025 * near, 0.02 * near), 0.2, dark, 1.0);
    let lamp = (x + 0.07 * near, y - high);
    study.glow(lamp, 0.05 * near + 0.006, hex(0xffe0a0), 0.75);
    study.glow(lamp, 0.016 * near + 0.002, hex(0xfff4d8), 0.9);
}

fn walker(study: &mut Study, at: Place, near: f32, pale: Colour, chance: &mut Chance) {
    let dark = hex(0x2b3033).to(pale, 0.42);
    study.ellipse((at.0, at.1), (0.02, 0.004), 0.6, dark, 0.4);
    super::figures::person(study, at, 0.42 * near, dark, chance);
}

/// An estuary at ebb, with meadows under the water.
pub(super) fn estuary(study: &mut Study, chance: &mut Chance) -> Touch {
    let hour = one_of(&[DAY, GOLD, DAWN, DAY], chance);
    let horizon = 0.34;
    let sun = (chance.between(0.2, 1.3), 0.2);
    sky(study, &hour, sun, horizon, chance);
    let bank = chance.noise();
    for (height, haze) in [(0.1, 0.72), (0.045, 0.5)] {
        let colour = hex(0x4c6152).to(hour.middle, haze);
        study.ground(|x| horizon - height * (0.3 + bank.cloud(x * 2.6, haze * 9.0, 4)), |_, _| colour);
    }
    let calm = Hour { deep: hex(0x4f7a68).to(hour.deep, 0.3), ..hour };
    water(study, &Sea { horizon, rough: 0.14, sun: sun.0 }, &calm, chance);
    shallows(study, &hour, horizon, chance);
    kayak(study, (chance.between(0.4, 1.1), chance.between(0.5, 0.58)), 0.17, &hour);
    Touch { broad: 13.0, ..Touch::default() }
}

fn shallows(study: &mut Study, hour: &Hour, horizon: f32, chance: &mut Chance) {
    let (meadow, mud) = (chance.noise(), chance.noise());
    study.wash(horizon, 1.0, |x, y, under| {
        let depth = (y - horizon) / (1.0 - horizon);
        let far = 1.0 / (depth + 0.08);
        let (u, v) = ((x - 0.75) * far * 1.1, far * 2.6);
        let grass = step(0.47, 0.6, meadow.cloud(u, v, 5));
        let blade = meadow.at(u * 30.0, v * 6.0);
        let green = hex(0x2c4a33).to(hex(0x5f7d3f), blade * 0.8);
        let under = under.to(hex(0x9fae86), 0.3 * step(0.1, 0.7, depth));
        let wet = under.to(green, grass * (0.3 + 0.45 * depth));
        let bank = mud.cloud(u * 0.8 + 7.0, v * 0.9, 5) + depth * 0.06;
        let earth = hex(0x6d5f4c).to(hour.light, 0.25 * mud.at(u * 22.0, v * 14.0)).to(hour.shade, 0.2);
        wet.to(earth, step(0.6, 0.64, bank) * 0.92)
    });
}

fn kayak(study: &mut Study, at: Place, long: f32, hour: &Hour) {
    let put = |along: f32, up: f32| (at.0 + along * long, at.1 - up * long);
    study.ellipse(put(0.0, -0.08), (long * 0.45, long * 0.04), 0.6, hour.shade, 0.4);
    study.polygon(
        &[put(-0.5, 0.04), put(-0.2, 0.07), put(0.25, 0.07), put(0.55, 0.05), put(0.2, -0.02), put(-0.25, -0.02)],
        hex(0xc9542f),
        1.0,
    );
    study.ellipse(put(0.02, 0.2), (long * 0.07, long * 0.15), 0.1, hex(0x34444f), 1.0);
    study.ellipse(put(0.03, 0.4), (long * 0.045, long * 0.055), 0.1, hex(0x7a5a45), 1.0);
    study.line(put(-0.28, 0.38), put(0.32, 0.12), long * 0.016, hour.shade, 1.0);
    study.line(put(-0.34, 0.41), put(-0.25, 0.365), long * 0.05, hex(0xe8dfc8), 1.0);
    study.line(put(0.29, 0.13), put(0.38, 0.09), long * 0.05, hex(0xe8dfc8), 1.0);
}
