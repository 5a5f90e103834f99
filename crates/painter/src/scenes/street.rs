//! A street at night, and the court on its square.

use super::figures::person;
use crate::brush::Touch;
use crate::chance::{Chance, Noise, step};
use crate::colour::{Colour, hex};
use crate::perspective::{Room, Surface};
use crate::sky::{BLUE, DAWN, DUSK, GOLD, Hour, one_of, sky};
use crate::study::{Place, Study};

/// A street of tall houses, its lamps shining in the wet stones.
pub(super) fn street_lamps(study: &mut Study, chance: &mut Chance) -> Touch {
    let hour = one_of(&[BLUE, DUSK, DUSK, DAWN], chance);
    let meeting = (chance.between(0.6, 0.9), chance.between(0.5, 0.56));
    let broad = chance.between(0.46, 0.72);
    let room = Room {
        vanishing: meeting,
        sides: (broad, broad + 0.02),
        ceiling: None,
        floor: chance.between(0.26, 0.34),
        length: 14.0,
    };
    sky(study, &hour, (meeting.0, meeting.1), meeting.1 + 0.03, chance);
    facades(study, &room, &hour, chance);
    let lamps = lamps(study, &room, &hour, chance);
    wet_stones(study, &room, &hour, chance);
    for (foot, near) in lamps {
        pool(study, foot, near);
    }
    for _ in 0..3 {
        let depth = chance.between(2.2, 6.0);
        let foot = room.place(chance.between(-0.3, 0.3), 0.0, depth);
        person(study, foot, 0.26 / depth, hour.shade * 0.7, chance);
    }
    Touch::default()
}

fn facades(study: &mut Study, room: &Room, hour: &Hour, chance: &mut Chance) {
    let kinds = chance.noise();
    let plaster = chance.noise();
    room.paint(study, |point, _, _, under| {
        let side = match point.on {
            Surface::Left => 0,
            Surface::Right => 1,
            _ => return under,
        };
        let front = point.depth * 0.62 + side as f32 * 0.4;
        let house = front.floor() as i32 * 2 + side;
        let high = 0.95 + 0.75 * kinds.corner(house, 1);
        let sharp = 0.02 * point.depth;
        let wall = wall_at(kinds, house, front.fract(), point.across, hour);
        let wall = wall * (0.8 + 0.4 * plaster.cloud(front * 5.0, point.across * 5.0, 3));
        let far = (point.depth / 13.0).powf(0.7);
        // The lamps stand low: walls grow dark towards the roof.
        let lit = wall.lit(hex(0xffb765), 0.34 * step(0.75, 0.05, point.across) * (1.0 - far * 0.5));
        let seen = lit.to(hour.low.to(hour.shade, 0.35), far * 0.75);
        let roof = step(high + sharp, high - sharp, point.across);
        under.to(seen, roof)
    });
}

/// A house's wall: its paint, its windows, its door.
fn wall_at(kinds: Noise, house: i32, along: f32, up: f32, hour: &Hour) -> Colour {
    const PAINTS: [u32; 6] = [0x96604a, 0x56687c, 0xa08a5c, 0x7a4f5c, 0x4f6c68, 0x9a6f4e];
    let paint = hex(PAINTS[((kinds.corner(house, 2) * 6.0) as usize).min(5)]).to(hour.shade, 0.45);
    let count = 3.0 + (kinds.corner(house, 3) * 2.0).floor();
    let (u, v) = ((along * count).fract(), (up / 0.24).fract());
    let (column, floor) = ((along * count) as i32, (up / 0.24) as i32);
    if along < 0.02 || up < 0.015 {
        return paint * 0.55;
    }
    let door = floor == 0 && column == 0;
    let (low, top) = if door { (0.0, 0.75) } else { (0.25, 0.8) };
    if (0.26..0.74).contains(&u) && (low..top).contains(&v) {
        let frame = !(0.31..0.69).contains(&u) || !(low + 0.05..top - 0.04).contains(&v) || (u - 0.5).abs() < 0.02;
        let lit = kinds.corner(house * 31 + column, floor + 11) < 0.44 * hour.lamps;
        return match (frame, door, lit) {
            (true, _, _) => paint.to(hour.light, 0.16),
            (_, true, _) => hex(0x2f3a38).to(hour.shade, 0.4),
            (_, _, true) => hex(0xffc56f).to(hex(0xd98a45), v),
            _ => hour.shade.to(hour.middle, 0.22 * v),
        };
    }
    let band = (0.9..0.94).contains(&v);
    if band { paint * 1.25 } else { paint }
}

fn lamps(study: &mut Study, room: &Room, hour: &Hour, chance: &mut Chance) -> Vec<(Place, f32)> {
    let first = chance.between(1.0, 1.3);
    let mut feet = Vec::new();
    for turn in (0..6).rev() {
        let depth = first * 1.62_f32.powi(turn);
        for side in [0.1 - room.sides.0, room.sides.1 - 0.11] {
            let (foot, head) = (room.place(side, 0.0, depth), room.place(side, 0.46, depth));
            let iron = hour.shade.to(hour.low, (depth / 14.0).min(0.6));
            study.line(foot, head, 0.012 / depth, iron * 0.8, 1.0);
            let cap = 0.022 / depth;
            study.polygon(
                &[
                    (head.0 - cap * 0.6, head.1),
                    (head.0 - cap, head.1 - cap * 2.0),
                    (head.0 + cap, head.1 - cap * 2.0),
                    (head.0 + cap * 0.6, head.1),
                ],
                hex(0xffdf9f),
                1.0,
            );
            study.polygon(
                &[
                    (head.0 - cap * 1.2, head.1 - cap * 2.0),
                    (head.0, head.1 - cap * 3.0),
                    (head.0 + cap * 1.2, head.1 - cap * 2.0),
                ],
                iron * 0.7,
                1.0,
            );
            let lamp = (head.0, head.1 - cap);
            study.glow(lamp, 0.075 / depth, hex(0xffa850), 0.55);
            study.glow(lamp, 0.02 / depth + 0.002, hex(0xffe9bf), 0.95);
            feet.push((foot, 1.0 / depth));
        }
    }
    feet
}

fn wet_stones(study: &mut Study, room: &Room, hour: &Hour, chance: &mut Chance) {
    let (above, stones, level) = (study.clone(), chance.noise(), room.vanishing.1);
    let tracks = chance.happens(0.7);
    room.paint(study, |point, x, y, under| {
        if point.on != Surface::Floor && point.on != Surface::End || y < level {
            return under;
        }
        let (u, v) = (point.across * 17.0, point.depth * 13.0);
        let row = v.floor();
        let shifted = u + if row as i32 % 2 == 0 { 0.5 } else { 0.0 };
        let (edge_u, edge_v) = ((shifted.fract().abs() - 0.5).abs(), (v.fract() - 0.5).abs());
        let near = step(7.0, 1.0, point.depth);
        let joint = step(0.36, 0.5, edge_u.max(edge_v)) * near;
        let tilt = (stones.corner(shifted.floor() as i32, row as i32) - 0.5) * near;
        let wet = stones.cloud(point.across * 3.0, point.depth * 1.3, 3);
        let mut mirrored = Colour::default();
        for reach in 0..6 {
            let up = level - (y - level) * (0.75 + 0.25 * reach as f32) + tilt * 0.05;
            mirrored = mirrored + above.at(x + tilt * 0.03, up);
        }
        let stone = hex(0x3a3d45).to(hour.shade, 0.5) * (1.0 + tilt * 0.5);
        let seen =
            stone.to(mirrored * (1.0 / 6.0), 0.3 + 0.5 * step(0.35, 0.65, wet)).to(hour.shade * 0.6, joint * 0.7);
        let kerb = step(room.sides.0 - 0.165, room.sides.0 - 0.15, point.across.abs());
        let pavement = seen.to(hex(0x565862).to(hour.shade, 0.35), kerb * 0.5);
        let rail = [-0.14, 0.02].iter().map(|at: &f32| (point.across - at).abs()).fold(1.0, f32::min);
        let shine = if tracks { step(0.011, 0.006, rail) } else { 0.0 };
        pavement.to(hour.low.lit(hex(0xffc98a), 0.35), shine * (0.12 + 0.36 * wet))
    });
}

/// The light of a lamp on the stones.
fn pool(study: &mut Study, foot: Place, near: f32) {
    for turn in 0..6 {
        let down = turn as f32 * 0.035 * near;
        study.glow((foot.0, foot.1 + 0.05 * near + down), 0.022 * near, hex(0xffb766), 0.2);
    }
}

/// A court with columns, at the end of the day.
pub(super) fn courthouse(study: &mut Study, chance: &mut Chance) -> Touch {
    let hour = one_of(&[DUSK, GOLD], chance);
    let left = chance.happens(0.5);
    let sun = (if left { 0.1 } else { 1.4 }, 0.55);
    sky(study, &hour, sun, 0.9, chance);
    let stone = hex(0xcbb795).to(hour.middle, 0.22);
    let dark = stone.to(hour.shade, 0.78);
    let width = study.width();
    let (a, b) = (width * 0.13, width * 0.87);
    let grit = chance.noise();
    study.rectangle((a - 0.22, 0.36), (b + 0.22, 0.8), stone.to(hour.shade, 0.5), 1.0);
    windows(study, (a - 0.2, a - 0.02), &hour);
    windows(study, (b + 0.02, b + 0.2), &hour);
    study.rectangle((a, 0.34), (b, 0.8), dark, 1.0);
    study.rectangle((width / 2.0 - 0.07, 0.46), (width / 2.0 + 0.07, 0.78), hex(0xf0b568).to(hour.shade, 0.35), 1.0);
    study.glow((width / 2.0, 0.66), 0.07, hex(0xffc071), 0.5);
    for column in 0..8 {
        let x = a + 0.05 + (b - a - 0.1) * column as f32 / 7.0;
        pillar(study, x, stone, dark, left, grit);
    }
    let light = |x: f32, y: f32| stone * (0.85 + 0.25 * grit.cloud(x * 12.0, y * 12.0, 3));
    study.wash(0.27, 0.34, |x, y, under| {
        if (a - 0.02..b + 0.02).contains(&x) { light(x, y) * if y > 0.33 { 0.7 } else { 1.0 } } else { under }
    });
    study.polygon(&[(a - 0.04, 0.27), (width / 2.0, 0.12), (b + 0.04, 0.27)], stone, 1.0);
    study.polygon(&[(a + 0.05, 0.258), (width / 2.0, 0.145), (b - 0.05, 0.258)], dark.to(stone, 0.4), 1.0);
    study.ellipse((width / 2.0, 0.215), (0.035, 0.035), 0.1, stone, 0.9);
    for gap in 0..7 {
        let x = a + 0.05 + (b - a - 0.1) * (gap as f32 + 0.5) / 7.0;
        study.glow((x, 0.76), 0.035, hex(0xffbe6e), 0.5);
        study.glow((x, 0.6), 0.05, hex(0xffb05a), 0.16);
    }
    steps(study, (a, b), stone, &hour, grit);
    evening_light(study, &hour, left);
    let foot = (chance.between(a + 0.2, b - 0.2), 0.845);
    study.polygon(
        &[(foot.0, foot.1), (foot.0 + 0.02, foot.1), (foot.0 + if left { 0.16 } else { -0.14 }, foot.1 + 0.03)],
        hour.shade,
        0.5,
    );
    person(study, foot, 0.11, hour.shade * 0.8, chance);
    Touch::default()
}

/// The sun on one side, the shadow of the roof, and two lamps on a square that is wet from rain.
fn evening_light(study: &mut Study, hour: &Hour, left: bool) {
    let width = study.width();
    study.wash(0.1, 0.9, |x, y, under| {
        let toward = if left { 1.0 - x / width } else { x / width };
        let roof = step(0.46, 0.34, y) * step(0.335, 0.345, y);
        let shaded = under.to(hour.shade, 0.5 * roof + 0.42 * (1.0 - toward) * step(0.1, 0.14, y) * step(0.9, 0.8, y));
        if under.brightness() > 0.45 {
            shaded.lit(hour.light, 0.5 * toward * toward)
        } else {
            shaded.lit(hour.light, 0.08 * toward)
        }
    });
    for x in [width * 0.07, width * 0.93] {
        study.line((x, 0.88), (x, 0.62), 0.009, hour.shade * 0.8, 1.0);
        study.ellipse((x, 0.6), (0.016, 0.02), 0.1, hex(0xfff0c8), 1.0);
        study.glow((x, 0.6), 0.045, hex(0xffc27a), 0.75);
    }
    let above = study.clone();
    study.wash(0.885, 1.0, |x, y, under| {
        let ripple = (x * 90.0).sin() * 0.002 + (y * 300.0).sin() * 0.003;
        let seen = above.at((x + ripple).max(0.0), (0.885 - (y - 0.885) * 3.2 + ripple * 3.0).max(0.0));
        under.to(seen, 0.42 * under.brightness().sqrt())
    });
}

fn windows(study: &mut Study, between: (f32, f32), hour: &Hour) {
    for line in 0..2 {
        for column in 0..3 {
            let x = between.0 + (between.1 - between.0) * (column as f32 + 0.5) / 3.0;
            let y = 0.42 + line as f32 * 0.19;
            let glass = if (line + column) % 3 == 0 { hex(0xf3bd74) } else { hour.shade.to(hour.middle, 0.25) };
            study.rectangle((x - 0.016, y), (x + 0.016, y + 0.11), glass, 0.95);
            study.ellipse((x, y), (0.016, 0.016), 0.1, glass, 0.95);
        }
    }
}

fn pillar(study: &mut Study, x: f32, stone: Colour, dark: Colour, left: bool, grit: Noise) {
    let half = 0.032;
    study.part((x - half, 0.36), (x + half, 0.77), |px, py, under| {
        let across = (px - x) / half;
        let lit = if left { 0.5 - 0.5 * across } else { 0.5 + 0.5 * across };
        let flute = 0.5 + 0.5 * (across * 15.0).cos();
        let wear = grit.cloud(px * 20.0, py * 8.0, 3) * 0.2;
        let seen = dark.to(stone, lit * 1.15 - 0.12 * flute - wear + 0.1);
        under.to(seen, step(1.0, 0.95, across.abs()))
    });
    study.rectangle((x - half * 1.3, 0.34), (x + half * 1.3, 0.365), stone, 1.0);
    study.rectangle((x - half * 1.25, 0.76), (x + half * 1.25, 0.785), stone.to(dark, 0.3), 1.0);
}

fn steps(study: &mut Study, sides: (f32, f32), stone: Colour, hour: &Hour, grit: Noise) {
    study.wash(0.78, 1.0, |x, y, _| {
        let wear = grit.cloud(x * 9.0, y * 30.0, 3);
        let down = (y - 0.78) / 0.11;
        if down < 1.0 && x > sides.0 - 0.06 - down * 0.1 && x < sides.1 + 0.06 + down * 0.1 {
            let tread = (down * 7.0).fract();
            return stone.to(hour.shade, if tread < 0.45 { 0.12 } else { 0.5 } + wear * 0.2);
        }
        let far = step(1.0, 0.86, y);
        hex(0x7d7468).to(hour.shade, 0.5 + 0.2 * wear).to(hour.low, far * 0.3 + 0.15 * step(0.5, 0.7, wear))
    });
}
