//! A person by a window: form and light, and no more of a face than dusk would show.

use crate::brush::Touch;
use crate::chance::{Chance, Noise, lerp, step};
use crate::colour::{Colour, hex};
use crate::study::Study;

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
    Touch { broad: 11.0, sharp: 0.35, vignette: 0.36, ..Touch::default() }
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
    let (x, top) = (sitter.head.0, sitter.head.1 + 0.21);
    study.part((x - 0.6, top), (x + 0.6, 1.0), |px, py, under| {
        let down = ((py - top) / 0.3).max(0.0);
        let half = 0.085 + 0.19 * step(-0.1, 0.55, down) + 0.05 * down;
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
    study.part((x - 0.1, y + 0.08), (x + 0.1, y + 0.3), |px, py, under| {
        let half = 0.066 + 0.02 * step(y + 0.16, y + 0.27, py);
        let across = (px - x) / half;
        let under_chin = step(y + 0.23, y + 0.14, py) * 0.6;
        let seen = modelled(sitter, sitter.skin * 0.9, across, across.abs()).to(sitter.shade, under_chin);
        under.to(seen, step(1.0, 0.93, across.abs()) * step(y + 0.29, y + 0.25, py))
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

/// What falls behind the neck: long hair, curls, or a knot.
fn hair_behind(study: &mut Study, sitter: &Sitter) {
    let (x, y) = sitter.head;
    let (long, wide) = match sitter.style {
        1 => (0.3, 0.142),
        4 => (0.12, 0.165),
        2 => {
            let knot = (x - sitter.side * 0.09, y - 0.17);
            study.ellipse(knot, (0.05, 0.05), 0.1, sitter.hair.to(sitter.shade, 0.72), 1.0);
            return;
        }
        _ => return,
    };
    study.part((x - 0.2, y - 0.2), (x + 0.2, y + long), |px, py, under| {
        let (u, v) = ((px - x) / wide, (py - y) / 0.2);
        let away = if v < 0.0 { (u * u + v * v).sqrt() } else { u.abs() * (1.0 + 0.06 * v) };
        let seen = modelled(sitter, sitter.hair * 0.75, u, away);
        under.to(seen, step(1.0, 0.94, away) * step(y + long, y + long - 0.06, py))
    });
}

/// The hair above the brow and beside the temples.
fn hair(study: &mut Study, sitter: &Sitter, weave: Noise) {
    let (x, y) = sitter.head;
    let full = if sitter.style == 4 { 0.165 } else { 0.136 };
    study.part((x - 0.2, y - 0.26), (x + 0.2, y + 0.14), |px, py, under| {
        let (u, v) = ((px - x) / full, (py - y + 0.01) / 0.2);
        let curl = if sitter.style == 4 { 0.16 } else { 0.03 };
        let strand = weave.cloud(u * 7.0 + v * 3.0, v * 3.0 - u * 4.0, 3);
        let away = (u * u + v * v).sqrt() + curl * (strand - 0.5);
        // The hairline falls from a parting towards the temples.
        let parted = (u + 0.3 * sitter.side).abs();
        let line = -0.64 + 0.3 * parted.powi(2) + 0.9 * (parted - 0.75).max(0.0);
        let ends = if sitter.style == 0 || sitter.style == 3 { 0.0 } else { 0.3 };
        let temple = step(0.76, 0.84, u.abs()) * step(ends, ends - 0.25, v);
        let on = step(line + 0.07, line - 0.04, v).max(temple) * step(1.02, 0.95, away);
        let shine = 0.22 * step(0.52, 0.7, strand) * step(-0.2, 0.8, u * sitter.side);
        let seen = modelled(sitter, sitter.hair * lerp(0.75, 1.1, strand), u, away).lit(sitter.light, shine);
        under.to(seen, on)
    });
    if sitter.style == 3 {
        cap(study, sitter);
    }
}

/// A seaman's knitted cap.
fn cap(study: &mut Study, sitter: &Sitter) {
    let (x, y) = sitter.head;
    study.part((x - 0.18, y - 0.25), (x + 0.18, y), |px, py, under| {
        let (u, v) = ((px - x) / 0.142, (py - y + 0.03) / 0.2);
        let away = (u * u + v * v).sqrt();
        let rib = 0.85 + 0.2 * (u.clamp(-1.0, 1.0).asin().to_degrees() * 0.55).sin();
        let cuff = step(-0.34, -0.3, v) * 0.25;
        let seen = modelled(sitter, sitter.coat * (rib + cuff), u, away);
        let line = -0.12 + 0.08 * u * u;
        under.to(seen, step(1.0, 0.95, away) * step(line + 0.03, line - 0.03, v))
    });
}
