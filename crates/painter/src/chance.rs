//! Chance that repeats: numbers and noise made from a seed.

/// A row of numbers that looks random and is the same for the same seed.
pub(super) struct Chance(u64);

impl Chance {
    /// The row for a scene and its seed.
    pub(super) fn of(scene: &str, seed: i64) -> Self {
        let named = scene
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(mixed(named ^ mixed(seed.cast_unsigned())))
    }

    /// The next number, from 0 to below 1.
    pub(super) fn unit(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        (mixed(self.0) >> 40) as f32 / 16_777_216.0
    }

    /// The next number between two.
    pub(super) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// The next whole number below `count`.
    pub(super) fn below(&mut self, count: usize) -> usize {
        ((self.unit() * count as f32) as usize).min(count.saturating_sub(1))
    }

    /// Whether something happens that happens so often.
    pub(super) fn happens(&mut self, often: f32) -> bool {
        self.unit() < often
    }

    /// A field of noise of its own.
    pub(super) fn noise(&mut self) -> Noise {
        Noise((self.unit() * 16_777_216.0) as u32)
    }
}

/// Smooth noise over a plane.
#[derive(Clone, Copy)]
pub(super) struct Noise(u32);

impl Noise {
    /// From 0 to 1, changing over a distance of about 1.
    pub(super) fn at(self, x: f32, y: f32) -> f32 {
        let (column, line) = (below(x), below(y));
        let (dx, dy) = (x - column as f32, y - line as f32);
        let (u, v) = (dx * dx * (3.0 - 2.0 * dx), dy * dy * (3.0 - 2.0 * dy));
        let upper = lerp(self.corner(column, line), self.corner(column + 1, line), u);
        let lower = lerp(self.corner(column, line + 1), self.corner(column + 1, line + 1), u);
        lerp(upper, lower, v)
    }

    /// Noise in noise, as clouds have it: from 0 to 1, mostly near the middle.
    pub(super) fn cloud(self, x: f32, y: f32, octaves: u32) -> f32 {
        let (mut sum, mut weight, mut total) = (0.0, 1.0, 0.0);
        let (mut x, mut y) = (x, y);
        for _ in 0..octaves {
            sum += weight * self.at(x, y);
            total += weight;
            weight *= 0.5;
            // Turned a little each time, or the lattice would show.
            (x, y) = (x * 1.7 - y * 1.1 + 5.3, x * 1.1 + y * 1.7 + 1.7);
        }
        sum / total
    }

    /// A number from 0 to 1 for each cell of a lattice, without any smoothness.
    pub(super) fn corner(self, column: i32, line: i32) -> f32 {
        let mut hash =
            self.0 ^ column.cast_unsigned().wrapping_mul(0x9e37_79b1) ^ line.cast_unsigned().wrapping_mul(0x85eb_ca77);
        hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
        hash = (hash ^ (hash >> 12)).wrapping_mul(0x297a_2d39);
        (hash >> 8) as f32 / 16_777_216.0
    }
}

/// The whole number below; many machines have no quicker way.
fn below(x: f32) -> i32 {
    let near = x as i32;
    near - i32::from(near as f32 > x)
}

fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The value so far on the way from one to another.
pub(super) fn lerp(from: f32, to: f32, part: f32) -> f32 {
    from + (to - from) * part
}

/// How far `x` is on the way between two edges: 0 before, 1 after, smooth between.
pub(super) fn step(low: f32, high: f32, x: f32) -> f32 {
    let part = ((x - low) / (high - low)).clamp(0.0, 1.0);
    part * part * (3.0 - 2.0 * part)
}
