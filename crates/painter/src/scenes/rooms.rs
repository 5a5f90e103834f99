//! Long rooms: the rope walk, a hospital corridor, a library.

use super::figures::person;
use crate::brush::Touch;
use crate::chance::{Chance, step};
use crate::colour::hex;
use crate::perspective::{Room, Surface};
use crate::study::Study;

/// The rope walk: a shed as long as a street, with light from one side.
pub(super) fn ropewalk(study: &mut Study, chance: &mut Chance) -> Touch {
    let room = Room {
        vanishing: (chance.between(0.62, 0.88), 0.47),
        sides: (0.62, 0.62),
        ceiling: Some(0.36),
        floor: 0.34,
        length: 30.0,
    };
    let (wood, dust) = (chance.noise(), chance.noise());
    let (dark, light) = (hex(0x241a13), hex(0xffe3b0));
    room.paint(study, |point, _, _, _| {
        let far = (point.depth / 26.0).powf(0.8);
        let bay = point.depth * 0.8;
        let plank = wood.cloud(bay * 2.0, point.across * 22.0, 3);
        let timber = dark.to(hex(0x8a6643), 0.25 + 0.55 * plank);
        let beam = step(0.08, 0.06, bay.fract()) * 0.7;
        let seen = match point.on {
            Surface::Right => {
                let pane = (bay + 0.5).fract();
                let open = step(0.3, 0.32, pane)
                    * step(0.72, 0.7, pane)
                    * step(0.24, 0.25, point.across)
                    * step(0.56, 0.55, point.across);
                let bar = step(0.02, 0.012, (pane - 0.51).abs()).max(step(0.01, 0.006, (point.across - 0.4).abs()));
                timber.to(light, open * (1.0 - bar * 0.8))
            }
            Surface::Left => {
                let patch = step(0.3, 0.4, (bay + 0.3).fract()) * step(0.85, 0.75, (bay + 0.3).fract());
                timber.lit(light, 0.32 * patch * step(0.1, 0.3, point.across) * step(0.62, 0.5, point.across))
            }
            Surface::Floor => {
                let patch = step(0.28, 0.36, (bay + 0.1).fract()) * step(0.82, 0.74, (bay + 0.1).fract());
                let boards = wood.cloud(point.across * 18.0, bay * 0.8, 3);
                dark.to(hex(0x9a7a55), 0.2 + 0.5 * boards).lit(light, 0.5 * patch * step(-0.45, 0.0, point.across))
            }
            Surface::Above => timber * 0.6,
            Surface::End => light,
        };
        let braced = if point.on == Surface::Floor { seen } else { seen.to(dark * 0.8, beam) };
        braced.to(hex(0xf3d9ac), far * 0.8)
    });
    for rope in 0..9 {
        let across = -0.34 + 0.085 * rope as f32;
        for piece in 0..22 {
            let (a, b) = (0.3 * 1.22_f32.powi(piece), 0.3 * 1.22_f32.powi(piece + 1));
            let sag = |depth: f32| 0.2 + 0.02 * (depth * 1.6 + rope as f32).cos();
            let tone = hex(0xd8bd8a).to(hex(0x6a5233), 0.25 * (rope % 3) as f32);
            study.line(room.place(across, sag(a), a), room.place(across, sag(b), b), 0.011 / a, tone, 1.0);
        }
    }
    shafts(study, &room, dust);
    Touch::default()
}

/// Light falling through windows into dust.
fn shafts(study: &mut Study, room: &Room, dust: crate::chance::Noise) {
    let (x0, y0) = room.vanishing;
    study.wash(0.0, 1.0, |x, y, under| {
        let slope = (x - x0) * 1.4 + (y - y0) * 1.1;
        let ray = dust.at(slope * 6.0 + 3.0, 0.5);
        let right = step(-0.1, 0.5, x - x0) * step(0.75, 0.2, (y - y0).abs());
        under.lit(hex(0xffe2ad), 0.3 * step(0.5, 0.85, ray) * right)
    });
    study.glow(room.vanishing, 0.05, hex(0xfff0cf), 0.7);
}

/// A hospital corridor in the morning.
pub(super) fn ward(study: &mut Study, chance: &mut Chance) -> Touch {
    let room = Room {
        vanishing: (chance.between(0.7, 0.95), 0.46),
        sides: (0.62, 0.5),
        ceiling: Some(0.4),
        floor: 0.38,
        length: 9.0,
    };
    let (plaster, cool) = (chance.noise(), hex(0xcdd8d6));
    let light = hex(0xfff4dd);
    room.paint(study, |point, _, _, _| {
        let far = point.depth / 9.0;
        let bay = point.depth * 0.75;
        let wear = plaster.cloud(bay * 4.0, point.across * 4.0, 4);
        let wall = cool.to(hex(0xa9bab9), wear * 0.8).to(hex(0x7fa093), step(0.26, 0.25, point.across) * 0.55);
        let seen = match point.on {
            Surface::Left => {
                let pane = bay.fract();
                let open = step(0.2, 0.22, pane)
                    * step(0.78, 0.76, pane)
                    * step(0.28, 0.29, point.across)
                    * step(0.7, 0.69, point.across);
                let bar = step(0.012, 0.008, (pane - 0.49).abs()).max(step(0.008, 0.005, (point.across - 0.52).abs()));
                wall.to(hex(0x6d8188), 0.35).to(light, open * (1.0 - bar * 0.6))
            }
            Surface::Right => {
                let pane = (bay + 0.35).fract();
                let door = step(0.3, 0.31, pane) * step(0.75, 0.74, pane) * step(0.56, 0.55, point.across);
                let patch = step(0.05, 0.12, pane)
                    * step(0.6, 0.5, pane)
                    * step(0.15, 0.3, point.across)
                    * step(0.72, 0.6, point.across);
                wall.to(hex(0x8fa6a8), door * 0.8).lit(light, 0.4 * patch)
            }
            Surface::Floor => {
                let patch = step(0.12, 0.22, (bay + 0.15).fract()) * step(0.75, 0.65, (bay + 0.15).fract());
                let shine = plaster.cloud(point.across * 3.0, bay * 2.0, 3);
                hex(0x8fa1a0).to(hex(0xb9c6c0), shine).lit(light, 0.62 * patch * step(0.42, -0.3, point.across))
            }
            Surface::Above => {
                let lamp =
                    step(0.3, 0.32, bay.fract()) * step(0.5, 0.48, bay.fract()) * step(0.09, 0.08, point.across.abs());
                hex(0xbcc6c4).to(hex(0xfcfdf6), lamp * 0.9)
            }
            Surface::End => hex(0xe8ece2),
        };
        seen.to(hex(0xeef0e6), far * 0.5)
    });
    bed(study, &room);
    study.glow((room.vanishing.0 - 0.25, room.vanishing.1), 0.14, light, 0.3);
    Touch { vignette: 0.24, ..Touch::default() }
}

/// A bed against the right-hand wall.
fn bed(study: &mut Study, room: &Room) {
    let (near, far) = (1.02, 1.75);
    let at = |across: f32, up: f32, depth: f32| room.place(across, up, depth);
    let corners = |up: f32| [at(0.1, up, near), at(0.1, up, far), at(0.42, up, far), at(0.42, up, near)];
    study.polygon(
        &[at(0.06, 0.0, near), at(0.08, 0.0, far), at(0.46, 0.0, far), at(0.46, 0.0, near)],
        hex(0x4f6163),
        0.45,
    );
    for (across, depth) in [(0.12, near), (0.4, near), (0.12, far), (0.4, far)] {
        study.line(at(across, 0.0, depth), at(across, 0.2, depth), 0.012 / depth, hex(0x5c6a6e), 1.0);
    }
    study.polygon(
        &[at(0.1, 0.12, near), at(0.1, 0.2, near), at(0.1, 0.2, far), at(0.1, 0.12, far)],
        hex(0xa8b7b8),
        1.0,
    );
    study.polygon(
        &[at(0.1, 0.1, near), at(0.1, 0.2, near), at(0.42, 0.2, near), at(0.42, 0.1, near)],
        hex(0x8fa1a4),
        1.0,
    );
    study.polygon(&corners(0.2), hex(0xf0f2ea), 1.0);
    study.polygon(
        &[at(0.1, 0.21, near), at(0.1, 0.21, 1.45), at(0.42, 0.21, 1.45), at(0.42, 0.21, near)],
        hex(0x8fb0a8),
        0.9,
    );
    study.polygon(
        &[at(0.16, 0.22, 1.5), at(0.16, 0.24, 1.7), at(0.37, 0.24, 1.7), at(0.37, 0.22, 1.5)],
        hex(0xfdfdf6),
        1.0,
    );
    study.line(at(0.1, 0.36, far), at(0.42, 0.36, far), 0.008, hex(0x6d7c80), 1.0);
    study.line(at(0.1, 0.2, far), at(0.1, 0.36, far), 0.008, hex(0x6d7c80), 1.0);
    study.line(at(0.42, 0.2, far), at(0.42, 0.36, far), 0.008, hex(0x6d7c80), 1.0);
}

/// A reading room: shelves to the ceiling, lamps, an open book.
pub(super) fn library(study: &mut Study, chance: &mut Chance) -> Touch {
    let room = Room { vanishing: (0.75, 0.42), sides: (0.55, 0.55), ceiling: Some(0.5), floor: 0.4, length: 7.0 };
    let (books, wood) = (chance.noise(), chance.noise());
    room.paint(study, |point, x, y, _| {
        let far = point.depth / 7.0;
        let seen = match point.on {
            Surface::Left | Surface::Right => {
                let shelf = point.across / 0.115;
                let (up, row) = (shelf.fract(), shelf as i32);
                let run = point.depth * 22.0;
                let book = run as i32 + if point.on == Surface::Left { 0 } else { 900 };
                let high = 0.66 + 0.24 * books.corner(book, row);
                let upright = step(0.03, 0.02, (point.depth * 1.1).fract());
                let spine = spine(books.corner(book, row + 40)) * (0.55 + 0.6 * (run.fract() * 3.1).sin().abs());
                let gap = hex(0x120c08);
                let stood = gap.to(spine, step(high, high - 0.03, up));
                let gilt = step(0.03, 0.015, (up - 0.42).abs()) * step(0.7, 0.8, books.corner(book, row + 80));
                let bound = stood.to(hex(0xd9b25f), gilt * 0.7);
                bound.to(hex(0x4a2e1b), step(0.1, 0.07, up).max(upright))
            }
            Surface::Floor => hex(0x3b2416).to(hex(0x6d4527), wood.cloud(point.across * 10.0, point.depth * 3.0, 3)),
            Surface::Above => hex(0x2a1b12).to(hex(0x4d3422), 0.5 * step(0.1, 0.06, (point.depth * 1.1).fract())),
            Surface::End if ((point.across * 6.0).fract().abs() - 0.5).abs() > 0.44 => hex(0x4a3a2c),
            Surface::End => hex(0xdfe3da).to(hex(0x8fa3ad), step(0.35, 0.6, y + 0.1 * wood.cloud(x * 9.0, y * 9.0, 3))),
        };
        let warm = step(1.2, 0.2, ((x - 0.75).powi(2) + (y - 0.62).powi(2)).sqrt());
        seen.lit(hex(0xffbe70), 0.22 * warm).to(hex(0xe9c794), far * 0.4)
    });
    for depth in [5.0, 3.4, 2.4] {
        let lamp = room.place(0.0, 0.74, depth);
        study.line((lamp.0, 0.0), lamp, 0.004 / depth, hex(0x1a110b), 1.0);
        study.ellipse(lamp, (0.09 / depth, 0.07 / depth), 0.1, hex(0xffe4ac), 1.0);
        study.glow(lamp, 0.14 / depth, hex(0xffc878), 0.7);
    }
    table(study);
    Touch::default()
}

fn spine(kind: f32) -> crate::colour::Colour {
    const SPINES: [u32; 9] = [0x7a3a2c, 0x2f4a4f, 0x8a6d3b, 0x4b5a3a, 0x54344a, 0x9a8460, 0x33405e, 0x6a4a30, 0xb09a76];
    hex(SPINES[((kind * 9.0) as usize).min(8)])
}

fn table(study: &mut Study) {
    study.polygon(&[(0.18, 1.0), (0.42, 0.76), (1.08, 0.76), (1.32, 1.0)], hex(0x6b4224), 1.0);
    study.line((0.42, 0.76), (1.08, 0.76), 0.006, hex(0xd9a266), 0.9);
    study.glow((0.8, 0.86), 0.12, hex(0xffd18a), 0.55);
    let page = hex(0xf6ead0);
    study.polygon(&[(0.52, 0.915), (0.575, 0.83), (0.745, 0.845), (0.745, 0.94)], page, 1.0);
    study.polygon(&[(0.97, 0.915), (0.915, 0.83), (0.745, 0.845), (0.745, 0.94)], page * 0.93, 1.0);
    for line in 0..9 {
        let y = 0.848 + 0.0085 * line as f32;
        let lean = 0.055 * (line as f32 / 9.0);
        study.line((0.588 - lean * 0.8, y - 0.004), (0.73, y + 0.004), 0.0018, hex(0x7a6a52), 0.7);
        study.line((0.76, y + 0.004), (0.902 + lean * 0.8, y - 0.004), 0.0018, hex(0x7a6a52), 0.7);
    }
    study.line((0.745, 0.845), (0.745, 0.94), 0.006, hex(0x8d7a5a), 0.7);
    study.line((1.08, 0.83), (1.08, 0.7), 0.008, hex(0x8c6a35), 1.0);
    study.ellipse((1.08, 0.835), (0.035, 0.01), 0.1, hex(0x8c6a35), 1.0);
    study.polygon(&[(1.01, 0.7), (1.035, 0.655), (1.125, 0.655), (1.15, 0.7)], hex(0x2f6a4c), 1.0);
    study.glow((1.08, 0.715), 0.025, hex(0xfff0c4), 0.9);
}

/// The hall of the fish auction before dawn: boxes on ice under hanging lamps.
pub(super) fn fish_hall(study: &mut Study, chance: &mut Chance) -> Touch {
    let room = Room {
        vanishing: (chance.between(0.6, 0.9), 0.4),
        sides: (0.8, 0.8),
        ceiling: Some(0.36),
        floor: 0.34,
        length: 11.0,
    };
    let grit = chance.noise();
    room.paint(study, |point, _, _, _| {
        let far = point.depth / 11.0;
        let bay = point.depth * 0.9;
        let wear = grit.cloud(bay * 3.0, point.across * 5.0, 4);
        let seen = match point.on {
            Surface::Floor => {
                hex(0x1f2b30).to(hex(0x6f8a8c), step(0.4, 0.7, grit.cloud(point.across * 7.0, bay * 4.0, 4)))
            }
            Surface::Above => hex(0x14191b).to(hex(0x3a4240), step(0.1, 0.06, bay.fract()) + 0.3 * wear),
            Surface::End => hex(0x5a7688),
            _ => hex(0x2c3a3d).to(hex(0x7f938d), wear * 0.6 + 0.25 * step(0.2, 0.19, point.across)),
        };
        seen.to(hex(0x6d7f80), far * 0.45)
    });
    for turn in (0..7).rev() {
        let depth = 0.9 * 1.35_f32.powi(turn);
        for across in [-0.5, 0.0, 0.5] {
            let lamp = room.place(across, 0.62, depth);
            study.line((lamp.0, lamp.1 - 0.12 / depth), lamp, 0.004 / depth, hex(0x0e1112), 1.0);
            study.glow(lamp, 0.07 / depth, hex(0xffd391), 0.55);
            study.glow(lamp, 0.02 / depth, hex(0xfff4d6), 0.95);
        }
        for across in [-0.62, -0.3, 0.28, 0.6] {
            crate_of_fish(study, &room, (across, depth), chance);
        }
        for _ in 0..2 {
            let foot = room.place(chance.between(-0.15, 0.15), 0.0, depth * 1.1);
            person(study, foot, 0.36 / depth, hex([0x2b3a3f, 0x8a6a2f, 0x3a3436][chance.below(3)]), chance);
        }
    }
    Touch::default()
}

/// An open box of fish whose near edge lies at a place of the floor.
fn crate_of_fish(study: &mut Study, room: &Room, at: (f32, f32), chance: &mut Chance) {
    let ((across, depth), half) = (at, 0.12);
    let back = depth * 1.2;
    let lid = [
        room.place(across - half, 0.07, depth),
        room.place(across - half, 0.07, back),
        room.place(across + half, 0.07, back),
        room.place(across + half, 0.07, depth),
    ];
    let box_colour = hex([0x2f6a8a, 0x8f9a98, 0xb0653a][chance.below(3)]);
    study.polygon(
        &[lid[0], lid[3], room.place(across + half, 0.0, depth), room.place(across - half, 0.0, depth)],
        box_colour * 0.6,
        1.0,
    );
    study.polygon(&lid, hex(0xdfe9ea), 1.0);
    for _ in 0..9 {
        let spot = room.place(across + chance.between(-0.09, 0.09), 0.075, depth * chance.between(1.04, 1.17));
        let scale = hex([0x7f9098, 0xa9b4b4, 0x5f6f74, 0xc9a08a][chance.below(4)]);
        study.ellipse(spot, (0.036 / depth, 0.009 / depth), 0.15, scale, 0.95);
        study.ellipse((spot.0, spot.1 - 0.003 / depth), (0.022 / depth, 0.003 / depth), 0.4, hex(0xf4f8f6), 0.6);
    }
}
