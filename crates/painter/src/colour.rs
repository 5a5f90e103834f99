//! Colours as the eye takes steps between them.

use std::ops::{Add, Mul, Sub};

/// Red, green and blue, each from 0 to 1, in the space of screens.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Colour {
    /// Red.
    pub(super) r: f32,
    /// Green.
    pub(super) g: f32,
    /// Blue.
    pub(super) b: f32,
}

/// The colour written `0xrrggbb`.
pub(super) const fn hex(code: u32) -> Colour {
    Colour {
        r: ((code >> 16) & 255) as f32 / 255.0,
        g: ((code >> 8) & 255) as f32 / 255.0,
        b: (code & 255) as f32 / 255.0,
    }
}

impl Colour {
    /// The colour so far on the way to another.
    pub(super) fn to(self, other: Self, part: f32) -> Self {
        self + (other - self) * part.clamp(0.0, 1.0)
    }

    /// The colour with light added as a lens adds it: never beyond white.
    pub(super) fn lit(self, light: Self, strength: f32) -> Self {
        let screen = |under: f32, over: f32| 1.0 - (1.0 - under) * (1.0 - (over * strength).min(1.0));
        Self { r: screen(self.r, light.r), g: screen(self.g, light.g), b: screen(self.b, light.b) }
    }

    /// How bright the eye finds it.
    pub(super) fn brightness(self) -> f32 {
        0.3 * self.r + 0.59 * self.g + 0.11 * self.b
    }

    /// How far another colour is away.
    pub(super) fn distance(self, other: Self) -> f32 {
        let d = self - other;
        (d.r * d.r + d.g * d.g + d.b * d.b).sqrt()
    }
}

impl Add for Colour {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { r: self.r + other.r, g: self.g + other.g, b: self.b + other.b }
    }
}

impl Sub for Colour {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { r: self.r - other.r, g: self.g - other.g, b: self.b - other.b }
    }
}

impl Mul<f32> for Colour {
    type Output = Self;

    fn mul(self, by: f32) -> Self {
        Self { r: self.r * by, g: self.g * by, b: self.b * by }
    }
}
