//! Skies: the hour, its light and its clouds.

use super::chance::{Chance, step};
use super::colour::{Colour, hex};
use super::study::{Place, Study};

/// The colours of an hour.
#[derive(Clone, Copy)]
pub(super) struct Hour {
    /// The sky overhead.
    pub(super) top: Colour,
    /// The sky half way down.
    pub(super) middle: Colour,
    /// The sky at the horizon.
    pub(super) low: Colour,
    /// The light's own colour.
    pub(super) light: Colour,
    /// What lies in shade.
    pub(super) shade: Colour,
    /// Deep water.
    pub(super) deep: Colour,
    /// How many lamps are lit, from 0 to 1.
    pub(super) lamps: f32,
}

const fn hour(colours: [u32; 6], lamps: f32) -> Hour {
    let [top, middle, low, light, shade, deep] = colours;
    Hour {
        top: hex(top),
        middle: hex(middle),
        low: hex(low),
        light: hex(light),
        shade: hex(shade),
        deep: hex(deep),
        lamps,
    }
}

/// The sun is down, the west still glows.
pub(super) const DUSK: Hour = hour([0x2b3a63, 0x8a6a8e, 0xf2a873, 0xffc58a, 0x1d2036, 0x1b2a48], 1.0);
/// Late gold.
pub(super) const GOLD: Hour = hour([0x5f86ab, 0xd9b48a, 0xf7c477, 0xffe2a8, 0x3b3138, 0x2d4a5e], 0.35);
/// Before sunrise.
pub(super) const DAWN: Hour = hour([0x40588c, 0xa79ab8, 0xf3c3b0, 0xffdcc4, 0x2a3047, 0x2c4466], 0.6);
/// The blue quarter of an hour.
pub(super) const BLUE: Hour = hour([0x0f1d3d, 0x2b4a78, 0x7f9cb4, 0xbfd4e0, 0x0c1426, 0x0e2140], 1.0);
/// Cloud without end.
pub(super) const GREY: Hour = hour([0x7d8a94, 0xa3adb2, 0xc9cdcb, 0xe6e6df, 0x39434b, 0x4a5a63], 0.3);
/// A clear morning.
pub(super) const DAY: Hour = hour([0x4f86b9, 0x93b9d3, 0xdde5dd, 0xfff4dc, 0x37474f, 0x2f5f78], 0.0);

/// One of these hours.
pub(super) fn one_of(hours: &[Hour], chance: &mut Chance) -> Hour {
    hours[chance.below(hours.len())]
}

/// Paints the sky down to the horizon, lit from `sun`.
pub(super) fn sky(study: &mut Study, hour: &Hour, sun: Place, horizon: f32, chance: &mut Chance) {
    let (cover, streaks) = (chance.between(0.42, 0.56), chance.between(1.5, 2.3));
    let clouds = chance.noise();
    let shift = chance.between(0.0, 40.0);
    study.wash(0.0, horizon + 0.02, |x, y, _| {
        let up = (y / horizon).clamp(0.0, 1.0);
        let clear = if up < 0.55 {
            hour.top.to(hour.middle, up / 0.55)
        } else {
            hour.middle.to(hour.low, ((up - 0.55) / 0.45).powf(1.4))
        };
        let away = ((x - sun.0).powi(2) * 0.7 + (y - sun.1).powi(2)).sqrt();
        let clear = clear.lit(hour.light, 0.5 / (1.0 + away * away * 18.0));
        // Clouds lie flatter towards the horizon.
        let flat = 0.75 + 0.9 * up * up;
        let thick = |x: f32, y: f32| {
            // Bent by a broader noise, or the clouds would lie in stripes.
            let bend = clouds.at((x + shift) * 2.3, y * 3.1) * 0.5;
            clouds.cloud((x + shift) * 1.7 + bend, y * streaks * 1.7 * flat + bend, 5)
        };
        let here = thick(x, y);
        let dense = step(cover, cover + 0.24, here);
        let toward = thick(x + (sun.0 - x) * 0.06, y + (sun.1 - y) * 0.06);
        let lit = ((here - toward) * 4.0 + 0.45 - away * 0.12).clamp(0.0, 1.0);
        let body = hour.top.to(hour.shade, 0.25).to(hour.low.lit(hour.light, 0.4), lit);
        clear.to(body, dense * (0.8 - 0.35 * up))
    });
}

/// Stars over the upper part of a dark sky.
pub(super) fn stars(study: &mut Study, below: f32, count: usize, chance: &mut Chance) {
    for _ in 0..count {
        let at = (chance.unit() * study.width(), chance.unit().powf(1.3) * below);
        let size = chance.between(0.0008, 0.0018);
        study.glow(at, size, hex(0xeaf0ff), chance.between(0.3, 0.9));
    }
}

/// A veil of haze, densest at `at`.
pub(super) fn haze(study: &mut Study, at: f32, spread: f32, colour: Colour, most: f32, chance: &mut Chance) {
    let wisps = chance.noise();
    study.wash(0.0, 1.0, |x, y, under| {
        let near = (1.0 - ((y - at) / spread).abs()).max(0.0);
        let wisp = 0.55 + 0.9 * wisps.cloud(x * 2.2, y * 7.0, 3);
        under.to(colour, (most * near * wisp).min(0.97))
    });
}
