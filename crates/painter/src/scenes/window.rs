//! A window in the rain, the city out of focus behind it.

use crate::brush::Touch;
use crate::chance::{Chance, step};
use crate::colour::{Colour, hex};
use crate::study::{Place, Study};

const LIGHTS: [u32; 8] = [0xffb257, 0xff8b3d, 0xffd591, 0xe8563f, 0x6fc3c9, 0xfff0cf, 0xffa94f, 0x8bd08a];

/// Lights of the evening through a wet pane.
pub(super) fn rain_window(study: &mut Study, chance: &mut Chance) -> Touch {
    let cold = [hex(0x16233a), hex(0x1d2b33), hex(0x2a2433)][chance.below(3)];
    let city = chance.noise();
    study.wash(0.0, 1.0, |x, y, _| {
        let band = (-((y - 0.62) / 0.3).powi(2)).exp();
        let block = city.cloud(x * 2.5, y * 1.5, 3);
        cold.to(hex(0x4a5a78), band * block * 0.9 + 0.15 * (1.0 - y)) * (0.7 + 0.5 * block)
    });
    for _ in 0..80 {
        bokeh(study, chance);
    }
    *study = study.blurred(4);
    let behind = study.clone();
    let mist = chance.noise();
    study.wash(0.0, 1.0, |x, y, under| {
        let fine = mist.corner((x * 420.0) as i32, (y * 420.0) as i32);
        let damp = mist.cloud(x * 4.0, y * 4.0, 4);
        under.to(hex(0x8c9bb0), 0.07 * damp + 0.07 * step(0.86, 1.0, fine))
    });
    for _ in 0..9 {
        trail(study, &behind, chance);
    }
    for _ in 0..330 {
        let size = 0.003 + 0.013 * chance.unit().powi(4);
        let at = (chance.unit() * study.width(), chance.unit());
        drop(study, &behind, at, size);
    }
    frame(study, chance);
    Touch { broad: 7.0, sharp: 0.85, grain: 0.02, vignette: 0.35 }
}

fn bokeh(study: &mut Study, chance: &mut Chance) {
    let at = (chance.unit() * study.width(), 0.36 + 0.5 * chance.unit() * chance.between(0.6, 1.2));
    let size = chance.between(0.018, 0.06);
    let light = hex(LIGHTS[chance.below(LIGHTS.len())]);
    let strength = chance.between(0.35, 1.0);
    study.part((at.0 - size, at.1 - size), (at.0 + size, at.1 + size), |x, y, under| {
        let away = ((x - at.0).powi(2) + (y - at.1).powi(2)).sqrt() / size;
        let rim = 0.75 + 0.35 * step(0.6, 0.95, away);
        under.lit(light, strength * rim * step(1.0, 0.9, away))
    });
    study.glow(at, size * 0.9, light, strength * 0.12);
}

/// A drop shows the scene behind it upside down.
fn drop(study: &mut Study, behind: &Study, at: Place, size: f32) {
    let (rx, ry) = (size, size * 1.15);
    study.part((at.0 - rx, at.1 - ry), (at.0 + rx, at.1 + ry), |x, y, under| {
        let (u, v) = ((x - at.0) / rx, (y - at.1) / ry);
        let away = (u * u + v * v).sqrt();
        let bend = 0.05 + size * 7.0;
        let seen = behind.at((at.0 - u * bend).max(0.0), (at.1 - v * bend + 0.03).clamp(0.0, 1.0));
        let shaded = seen.to(hex(0x0b1018), 0.5 * step(0.2, -0.9, v)).lit(hex(0xffffff), 0.2 * step(0.3, 0.95, v));
        let edged = shaded.to(hex(0x0a0e14), 0.45 * step(0.7, 1.0, away));
        let glint = step(0.3, 0.1, ((u + 0.3).powi(2) + (v + 0.38).powi(2)).sqrt());
        under.to(edged.lit(hex(0xffffff), glint * 0.75), step(1.0, 0.88, away))
    });
}

/// The way that a drop has run.
fn trail(study: &mut Study, behind: &Study, chance: &mut Chance) {
    let (mut x, mut y) = (chance.unit() * study.width(), chance.between(-0.1, 0.3));
    let end = y + chance.between(0.25, 0.75);
    let wide = chance.between(0.004, 0.008);
    while y < end {
        let next = (x + chance.between(-0.006, 0.006), y + 0.02);
        let (a, b) = ((x.min(next.0) - wide, y), (x.max(next.0) + wide, next.1));
        study.part(a, b, |px, py, under| {
            let across = ((px - x) / wide).clamp(-1.0, 1.0);
            let seen = behind.at((px - across * 0.05).max(0.0), py) * (0.95 + 0.2 * across);
            under.to(seen, step(1.0, 0.6, across.abs()) * 0.85)
        });
        if chance.happens(0.3) {
            drop(study, behind, (x + chance.between(-0.004, 0.004), y), chance.between(0.002, 0.005));
        }
        (x, y) = next;
    }
    drop(study, behind, (x, y), wide * 1.9);
}

fn frame(study: &mut Study, chance: &mut Chance) {
    let wood: Colour = hex(0x17130f);
    let sill = chance.between(0.93, 0.96);
    study.wash(sill, 1.0, |_, y, under| {
        under.to(wood.lit(hex(0xc08a55), 0.16 * step(sill + 0.02, sill, y)), step(sill - 0.004, sill + 0.004, y))
    });
    if chance.happens(0.6) {
        let x = chance.between(0.3, 1.2);
        study.rectangle((x, 0.0), (x + 0.022, 1.0), wood, 1.0);
        study.line((x, 0.0), (x, 1.0), 0.004, hex(0x6b5138), 0.6);
    }
}
