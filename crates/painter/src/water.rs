//! Water that mirrors what stands above it.

use super::chance::{Chance, step};
use super::sky::Hour;
use super::study::{Place, Study};

/// How rough the water is.
pub(super) struct Sea {
    /// Where it begins.
    pub(super) horizon: f32,
    /// From a mirror, 0, to a swell, 1.
    pub(super) rough: f32,
    /// Where the light falls in.
    pub(super) sun: f32,
}

/// Fills everything below the horizon with water.
pub(super) fn water(study: &mut Study, sea: &Sea, hour: &Hour, chance: &mut Chance) {
    let above = study.clone();
    let (waves, swell) = (chance.noise(), chance.noise());
    let horizon = sea.horizon;
    study.wash(horizon, 1.0, |x, y, _| {
        let depth = ((y - horizon) / (1.0 - horizon)).max(0.001);
        // Waves shrink and flatten towards the horizon.
        let far = 1.0 / (depth + 0.06);
        let wave = waves.cloud(x * (9.0 + far * 2.6), far * 26.0, 4) - 0.5;
        let long = swell.at(x * 2.4 + far, far * 7.0) - 0.5;
        let bend = (wave * 1.6 + long * 0.6) * (0.02 + 0.16 * sea.rough) * (0.3 + depth);
        let up = horizon - (y - horizon) * 0.92;
        let mut mirrored = above.at(x, up);
        // A lamp's image is drawn out downwards, the more the rougher.
        for reach in [-1.0, -0.5, 0.5, 1.0] {
            let stretch = reach * (0.015 + 0.09 * sea.rough) * (0.25 + depth);
            mirrored = mirrored + above.at(x + bend, (up + stretch + bend).min(horizon - 0.004));
        }
        let mirrored = mirrored * 0.2;
        let clear = 0.35 + 0.35 * depth + wave * 0.5;
        let body = mirrored * 0.93;
        let colour = body.to(hour.deep, clear.clamp(0.12, 0.75) * (0.55 + 0.3 * sea.rough));
        let column = (-(x - sea.sun).powi(2) / (0.004 + 0.05 * depth * depth)).exp();
        let spark = step(0.07, 0.2, wave) * column * (0.8 - 0.4 * depth);
        let crest = step(0.16, 0.3, wave + long * 0.25) * 0.1;
        colour.lit(hour.light, spark + crest)
    });
}

/// The image of something that floats, drawn below its waterline `at`, so wide and so deep.
pub(super) fn image_below(study: &mut Study, at: Place, half: f32, deep: f32, hour: &Hour, chance: &mut Chance) {
    let (above, waves) = (study.clone(), chance.noise());
    study.part((at.0 - half * 1.1, at.1), (at.0 + half * 1.1, at.1 + deep), |x, y, under| {
        let down = (y - at.1) / deep;
        let wave = (waves.cloud(x * 9.0, y * 70.0, 2) - 0.5) * (0.01 + 0.05 * down);
        let seen = above.at((x + wave).max(0.0), (at.1 - (y - at.1) * 0.95 + wave).max(0.0)).to(hour.deep, 0.35);
        let edge = step(1.1, 0.8, ((x - at.0) / half).abs()) * step(1.0, 0.2, down);
        under.to(seen, 0.62 * edge)
    });
}
