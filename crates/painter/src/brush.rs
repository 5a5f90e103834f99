//! The study painted over with strokes, broad ones first, fine ones where they are needed.

use super::chance::{Chance, Noise, lerp, step};
use super::colour::Colour;
use super::study::Study;

/// How a scene wants to be painted.
pub(super) struct Touch {
    /// The width of the broadest strokes, in thousandths of the height.
    pub(super) broad: f32,
    /// How much of the study shows through the strokes, from 0 to 1.
    pub(super) sharp: f32,
    /// How strong the grain is.
    pub(super) grain: f32,
    /// How much darker the corners are.
    pub(super) vignette: f32,
}

impl Default for Touch {
    fn default() -> Self {
        Self { broad: 15.0, sharp: 0.4, grain: 0.019, vignette: 0.3 }
    }
}

/// How far a painted place may be off before a finer stroke mends it.
const TOLERANCE: f32 = 0.045;

/// How many bristles the brush has.
const BRISTLES: usize = 64;

/// The broadness of each layer of strokes, as a part of the broadest.
const LAYERS: [f32; 2] = [1.0, 0.36];

/// The picture, as pixels line by line.
pub(super) fn paint(study: &Study, width: usize, height: usize, touch: &Touch, chance: &mut Chance) -> Vec<Colour> {
    let scale = height as f32 / 1000.0;
    let mut easel = Easel { width, height, pixels: Vec::new(), bristles: std::array::from_fn(|_| chance.unit()) };
    for (turn, part) in LAYERS.into_iter().enumerate() {
        let radius = (touch.broad * part * scale).max(0.9);
        let eased = study.blurred((radius * 0.3) as usize);
        if turn == 0 {
            easel.pixels = eased.enlarged(width, height);
        }
        easel.layer(&eased, radius, turn == 0, chance);
    }
    sharpened(&mut easel.pixels, width, study, touch.sharp, 1.0 / height as f32);
    easel.pixels
}

/// Lets the study show through: a little everywhere, and fully where a stroke ran over an edge, or every line would fray.
fn sharpened(pixels: &mut [Colour], width: usize, study: &Study, part: f32, unit: f32) {
    for (line, row) in pixels.chunks_mut(width).enumerate() {
        let y = (line as f32 + 0.5) * unit;
        for (column, pixel) in row.iter_mut().enumerate() {
            let sharp = study.at((column as f32 + 0.5) * unit, y);
            let frayed = step(0.05, 0.2, pixel.distance(sharp));
            *pixel = *pixel + (sharp - *pixel) * lerp(part, 0.94, frayed);
        }
    }
}

/// What is painted on.
struct Easel {
    width: usize,
    height: usize,
    pixels: Vec<Colour>,
    /// How dry each bristle is.
    bristles: [f32; BRISTLES],
}

/// One stroke: where, which way, how broad.
struct Stroke {
    x: f32,
    y: f32,
    along: (f32, f32),
    half_length: f32,
    radius: f32,
    colour: Colour,
    shift: f32,
}

impl Easel {
    /// One layer of strokes of one breadth; `everywhere`, or only where the painting is off.
    fn layer(&mut self, study: &Study, radius: f32, everywhere: bool, chance: &mut Chance) {
        let stride = radius * if everywhere { 1.9 } else { 1.7 };
        let (across, down) = ((self.width as f32 / stride) as usize + 1, (self.height as f32 / stride) as usize + 1);
        let (flow, unit) = (chance.noise(), 1.0 / self.height as f32);
        // Line after line would show: the cells are taken in an order that jumps.
        let cells = across * down;
        let jump = coprime(cells);
        for turn in 0..cells {
            let cell = (turn * jump) % cells;
            let x = ((cell % across) as f32 + chance.unit()) * stride;
            let y = ((cell / across) as f32 + chance.unit()) * stride;
            if !everywhere && self.at(x, y).distance(study.near(x * unit, y * unit)) < TOLERANCE {
                continue;
            }
            let wanted = study.at(x * unit, y * unit);
            let (along, edge) = direction(study, x * unit, y * unit, flow);
            let shade = 1.0 + chance.between(-0.035, 0.035);
            let length = radius * chance.between(1.3, 2.6) * (1.0 - 0.5 * edge);
            self.stroke(&Stroke {
                x,
                y,
                along,
                half_length: length,
                radius,
                colour: wanted * shade,
                shift: (turn % 61) as f32,
            });
        }
    }

    fn at(&self, x: f32, y: f32) -> Colour {
        let (x, y) = ((x as usize).min(self.width - 1), (y as usize).min(self.height - 1));
        self.pixels[y * self.width + x]
    }

    fn stroke(&mut self, stroke: &Stroke) {
        let reach = stroke.half_length * stroke.along.1.abs() + stroke.radius + 1.0;
        let (top, bottom) = (within(stroke.y - reach, self.height), within(stroke.y + reach + 1.0, self.height));
        for line in top..bottom {
            let dy = line as f32 + 0.5 - stroke.y;
            let (from, to) = stroke.span(dy);
            let (left, right) = (within(stroke.x + from, self.width), within(stroke.x + to + 1.0, self.width));
            let row = line * self.width;
            for (at, pixel) in self.pixels[row + left..row + right.max(left)].iter_mut().enumerate() {
                let dx = (left + at) as f32 + 0.5 - stroke.x;
                let cover = stroke.cover(dx, dy, &self.bristles);
                if cover > 0.0 {
                    *pixel = *pixel + (stroke.colour - *pixel) * cover;
                }
            }
        }
    }
}

fn within(at: f32, most: usize) -> usize {
    (at.max(0.0) as usize).min(most)
}

impl Stroke {
    /// Between which columns the stroke lies, counted from its middle, so far below it.
    fn span(&self, dy: f32) -> (f32, f32) {
        let (ax, ay) = self.along;
        let bounds = |slope: f32, shift: f32, most: f32| {
            if slope.abs() < 1e-3 {
                return (f32::MIN, f32::MAX);
            }
            let (a, b) = ((-most - shift) / slope, (most - shift) / slope);
            (a.min(b), a.max(b))
        };
        let ends = bounds(ax, dy * ay, self.half_length + self.radius);
        let sides = bounds(-ay, dy * ax, self.radius);
        (ends.0.max(sides.0), ends.1.min(sides.1))
    }

    /// How much paint lies there: less at the edge, and less between the bristles.
    fn cover(&self, dx: f32, dy: f32, bristles: &[f32; BRISTLES]) -> f32 {
        let along = dx * self.along.0 + dy * self.along.1;
        let beside = dy * self.along.0 - dx * self.along.1;
        let beyond = along.abs() - self.half_length;
        let away = if beyond > 0.0 { (beyond * beyond + beside * beside).sqrt() } else { beside.abs() };
        if away > self.radius {
            return 0.0;
        }
        let edge = ((self.radius - away) / (self.radius * 0.45)).min(1.0);
        let bristle = bristles[((beside + 64.0) * 1.4 + self.shift) as usize % BRISTLES];
        let dry = (along / self.half_length * 0.4 + 0.45).clamp(0.0, 1.0);
        edge * (0.92 - 0.5 * dry * bristle)
    }
}

/// Which way a stroke runs there (along an edge, or else nearly level), and how strong the edge is.
fn direction(study: &Study, x: f32, y: f32, flow: Noise) -> ((f32, f32), f32) {
    let d = study.grain() * 1.5;
    let bright = |x: f32, y: f32| study.near(x, y).brightness();
    let gx = bright(x + d, y) - bright(x - d, y);
    let gy = bright(x, y + d) - bright(x, y - d);
    let edge = step(0.01, 0.12, (gx * gx + gy * gy).sqrt());
    let angle = (flow.at(x * 3.0, y * 3.0) - 0.5) * 1.6;
    let (fx, fy) = (angle.cos(), angle.sin());
    let sign = if fy * gx - fx * gy < 0.0 { 1.0 } else { -1.0 };
    let (ex, ey) = (-gy * sign * 20.0 * edge, gx * sign * 20.0 * edge);
    let (x, y) = (fx * (1.0 - edge) + ex, fy * (1.0 - edge) + ey);
    let length = (x * x + y * y).sqrt().max(1e-6);
    ((x / length, y / length), edge)
}

/// A number near the golden part of `count` that shares no factor with it.
fn coprime(count: usize) -> usize {
    let shares = |a: usize| {
        let (mut a, mut b) = (a, count);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a > 1
    };
    let mut number = (count as f64 * 0.618) as usize | 1;
    while shares(number) {
        number += 1;
    }
    number
}
