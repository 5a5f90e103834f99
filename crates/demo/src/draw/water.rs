//! Water that mirrors what stands above it.

use super::chance::{Chance, step};
use super::sky::Hour;
use super::study::Study;

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
        let wave = waves.cloud(x * (5.0 + far * 2.2), far * 9.0, 4) - 0.5;
        let long = swell.at(x * 2.0 + far, far * 2.6) - 0.5;
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
        let spark = step(0.06, 0.2, wave) * column * (0.75 - 0.35 * depth);
        let crest = step(0.14, 0.3, wave + long * 0.3) * 0.14;
        colour.lit(hour.light, spark + crest)
    });
}
