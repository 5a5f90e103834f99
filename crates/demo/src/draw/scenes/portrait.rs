//! A person by a window: form and light, and no more of a face than dusk would show.

use crate::draw::brush::Touch;
use crate::draw::chance::{Chance, Noise, lerp, step};
use crate::draw::colour::{Colour, hex};
use crate::draw::study::Study;

/// Who sits there, and in what light.
struct Sitter {
    /// Where the head is.
    head: (f32, f32),
    /// 1 where the light falls from the right, else -1.
    side: f32,
    skin: Colour,
    hair: Colour,
    coat: Colour,
    light: Colour,
    shade: Colour,
    /// Short, long, tied, cap or curls.
    style: usize,
}

const LIGHTS: [(u32, u32, u32); 5] = [
    (0xffd9a0, 0x2b2430, 0x5a4a4e),
    (0xdfe8ee, 0x242d36, 0x4f5d66),
    (0xffc27d, 0x1f2436, 0x46465f),
    (0xf3e6cf, 0x2f332c, 0x66695a),
    (0xf0c9b4, 0x2d2a38, 0x66586a),
];

/// A portrait against a window.
pub(super) fn portrait(study: &mut Study, chance: &mut Chance) -> Touch {
    let (light, shade, wall) = LIGHTS[chance.below(LIGHTS.len())];
    let side = if chance.happens(0.5) { 1.0 } else { -1.0 };
    let pick = |codes: &[u32], chance: &mut Chance| hex(codes[chance.below(codes.len())]);
    let sitter = Sitter {
        head: (0.75 - side * chance.between(0.02, 0.1), chance.between(0.36, 0.41)),
        side,
        skin: pick(&[0xd9a583, 0xb97f5c, 0x8a5a3f, 0xe3b898, 0x6b4430, 0xc8916b], chance),
        hair: pick(&[0x2a1c15, 0x4b3120, 0x8d8782, 0x15130f, 0x6f3f22, 0xa88a5c], chance),
        coat: pick(&[0x2b3a4a, 0x4a2f33, 0x38443a, 0x54483c, 0x2c2c34, 0x6a4a34], chance),
        light: hex(light),
        shade: hex(shade),
        style: chance.below(5),
    };
    room(study, &sitter, hex(wall), chance);
    *study = study.blurred(5);
    let weave = chance.noise();
    shoulders(study, &sitter, weave);
    hair_behind(study, &sitter);
    neck(study, &sitter);
    face(study, &sitter, weave);
    hair(study, &sitter, weave);
    let glow = (sitter.head.0 + side * 0.5, 0.25);
    study.glow(glow, 0.16, sitter.light, 0.3);
    Touch { broad: 11.0, sharp: 0.25, vignette: 0.36, ..Touch::default() }
}

/// The room behind: a window on the side of the light, a wall, a shelf.
fn room(study: &mut Study, sitter: &Sitter, wall: Colour, chance: &mut Chance) {
    let (plaster, outside) = (chance.noise(), chance.noise());
    let edge = 0.75 + sitter.side * chance.between(0.2, 0.3);
    study.wash(0.0, 1.0, |x, y, _| {
        let toward = (x - edge) * sitter.side;
        let fall = step(-0.9, 0.1, toward);
        sitter.shade.to(wall, fall * 0.9 + 0.3 * (plaster.cloud(x * 2.5, y * 2.5, 4) - 0.5))
    });
    study.wash(0.0, 0.86, |x, y, under| {
        let toward = (x - edge) * sitter.side;
        let pane = ((toward / 0.2).fract() - 0.5).abs();
        let bar = step(0.46, 0.48, pane).max(step(0.012, 0.008, (y - 0.36).abs()));
        let view = sitter
            .light
            .to(hex(0x9fb2bd), 0.55 * step(0.3, 0.85, y + 0.4 * (outside.cloud(x * 3.0, y * 3.0, 4) - 0.5)));
        under.to(view.to(sitter.shade, bar * 0.75), step(0.0, 0.01, toward) * step(0.02, 0.03, y))
    });
    let shelf = 0.75 - sitter.side * 0.5;
    for book in 0..9 {
        let x = shelf - 0.2 + book as f32 * 0.035;
        let spine = [hex(0x7a4a38), hex(0x3f5560), hex(0x8a7a52), hex(0x4f3f4a)][chance.below(4)];
        study.rectangle((x, 0.36 - chance.between(0.08, 0.14)), (x + 0.03, 0.36), spine.to(sitter.shade, 0.55), 1.0);
    }
    study.rectangle((shelf - 0.3, 0.36), (shelf + 0.3, 0.375), sitter.shade * 0.8, 1.0);
}

/// A surface in the light: dark away from the window, a bright rim towards it.
fn modelled(sitter: &Sitter, ground: Colour, across: f32, away: f32) -> Colour {
    let turn = across * sitter.side;
    let lit = step(-0.75, 0.95, turn);
    let body = ground.to(sitter.shade, 0.82 - 0.66 * lit);
    body.lit(sitter.light, 0.5 * step(0.55, 1.0, turn) * step(0.55, 0.95, away) + 0.12 * lit)
}

fn shoulders(study: &mut Study, sitter: &Sitter, weave: Noise) {
    let (x, top) = (sitter.head.0, sitter.head.1 + 0.25);
    study.part((x - 0.6, top), (x + 0.6, 1.0), |px, py, under| {
        let down = ((py - top) / 0.3).max(0.0);
        let half = 0.1 + 0.27 * (1.0 - (-down * 2.4).exp()) + 0.04 * down;
        let across = (px - x) / half;
        let cloth = weave.cloud(px * 9.0 + py * 4.0, py * 5.0, 4);
        let lapel = step(0.02, 0.012, (across.abs() - 0.22 - down * 0.12).abs());
        let shirt = step(0.2, 0.16, across.abs() + down * 0.34);
        let ground = sitter.coat.to(hex(0xd9d2c4), shirt) * (0.72 + 0.5 * cloth) * (1.0 - 0.35 * lapel);
        under.to(modelled(sitter, ground, across, across.abs()), step(1.0, 0.97, across.abs()) * step(0.0, 0.03, down))
    });
}

fn neck(study: &mut Study, sitter: &Sitter) {
    let (x, y) = sitter.head;
    study.part((x - 0.1, y + 0.08), (x + 0.1, y + 0.34), |px, py, under| {
        let half = 0.062 + 0.03 * step(y + 0.2, y + 0.33, py);
        let across = (px - x) / half;
        let under_chin = step(y + 0.24, y + 0.13, py) * 0.6;
        let seen = modelled(sitter, sitter.skin * 0.9, across, across.abs()).to(sitter.shade, under_chin);
        under.to(seen, step(1.0, 0.93, across.abs()) * step(y + 0.34, y + 0.3, py))
    });
}

fn face(study: &mut Study, sitter: &Sitter, weave: Noise) {
    let (x, y) = sitter.head;
    study.part((x - 0.16, y - 0.19), (x + 0.16, y + 0.2), |px, py, under| {
        let v = (py - y) / 0.168;
        // The jaw is narrower than the brow.
        let half = 0.122 * (1.0 - 0.32 * step(0.15, 1.0, v));
        let u = (px - x) / half;
        let away = (u * u + v * v).sqrt();
        let turned = u - 0.16 * sitter.side;
        let socket = |at: f32| (-((turned - at) / 0.26).powi(2) - ((v + 0.06) / 0.13).powi(2)).exp();
        let brow = (-((turned).abs() - 0.4).powi(2) / 0.06 - ((v + 0.22) / 0.045).powi(2)).exp();
        let nose = (-((turned + 0.1 * sitter.side) / 0.1).powi(2)).exp() * step(-0.1, 0.1, v) * step(0.42, 0.32, v);
        let mouth = (-(turned / 0.27).powi(2) - ((v - 0.55) / 0.045).powi(2)).exp();
        let chin = (-(turned / 0.3).powi(2) - ((v - 0.72) / 0.06).powi(2)).exp();
        let dark = 0.42 * (socket(-0.42) + socket(0.42)) + 0.3 * nose + 0.42 * mouth + 0.14 * chin + 0.3 * brow;
        let tone = sitter.skin * (0.94 + 0.12 * weave.at(px * 20.0, py * 20.0));
        let cheek =
            tone.to(hex(0xb5543f), 0.16 * (-((turned.abs() - 0.45) / 0.25).powi(2) - ((v - 0.25) / 0.2).powi(2)).exp());
        let ridge = (-((turned - 0.05 * sitter.side) / 0.07).powi(2)).exp() * step(-0.15, 0.1, v) * step(0.36, 0.28, v);
        let seen = modelled(sitter, cheek, u, away).to(sitter.shade, dark.min(0.8)).lit(sitter.light, 0.16 * ridge);
        under.to(seen, step(1.0, 0.95, away))
    });
}

fn hair_behind(study: &mut Study, sitter: &Sitter) {
    let (x, y) = sitter.head;
    let dark = sitter.hair.to(sitter.shade, 0.45);
    match sitter.style {
        1 => study.ellipse((x, y + 0.09), (0.16, 0.26), 0.08, dark, 1.0),
        2 => study.ellipse((x - sitter.side * 0.07, y - 0.2), (0.06, 0.055), 0.1, dark, 1.0),
        4 => study.ellipse((x, y - 0.01), (0.175, 0.2), 0.12, dark, 1.0),
        _ => {}
    }
}

fn hair(study: &mut Study, sitter: &Sitter, weave: Noise) {
    let (x, y) = sitter.head;
    study.part((x - 0.2, y - 0.24), (x + 0.2, y + 0.12), |px, py, under| {
        let (u, v) = ((px - x) / 0.136, (py - y) / 0.19);
        let away = (u * u + v * v).sqrt();
        let parted = u + 0.4 * sitter.side;
        let line = match sitter.style {
            3 => -0.42,
            0 => -0.5 + 0.16 * parted * parted,
            _ => -0.62 + 0.42 * parted * parted,
        };
        let strand = weave.cloud(u * 9.0, v * 2.5 + u * 2.0, 3);
        let side_lock = step(0.84, 0.9, u.abs()) * step(0.25, 0.0, v);
        let on = step(line + 0.05, line - 0.05, v).max(side_lock) * step(1.04, 0.97, away + 0.08 * (strand - 0.5));
        let ground = if sitter.style == 3 { sitter.coat * 0.8 } else { sitter.hair };
        let shine = step(0.5, 0.75, strand) * 0.3 * step(-0.4, 0.6, u * sitter.side);
        let seen = modelled(sitter, ground * lerp(0.6, 1.2, strand), u, away).lit(sitter.light, shine);
        under.to(seen, on)
    });
}
