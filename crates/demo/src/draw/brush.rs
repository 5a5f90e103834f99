//! The study painted over with strokes, broad ones first, fine ones where they are needed.

use super::chance::{Chance, Noise, step};
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
        Self { broad: 15.0, sharp: 0.35, grain: 0.022, vignette: 0.3 }
    }
}

/// How far a painted place may be off before a finer stroke mends it.
const TOLERANCE: f32 = 0.035;

/// The picture, as pixels line by line.
pub(super) fn paint(study: &Study, width: usize, height: usize, touch: &Touch, chance: &mut Chance) -> Vec<Colour> {
    let mut easel =
        Easel { width, height, pixels: enlarged(&study.blurred(6), width, height), bristles: chance.noise() };
    let scale = height as f32 / 1000.0;
    for (turn, part) in [1.0, 0.48, 0.24, 0.12].into_iter().enumerate() {
        let radius = (touch.broad * part * scale).max(0.9);
        let ease = (radius * 0.35) as usize;
        easel.layer(&study.blurred(ease), radius, turn == 0, chance);
    }
    let sharp = enlarged(study, width, height);
    let mix = |(painted, sharp): (Colour, Colour)| painted.to(sharp, touch.sharp);
    easel.pixels.into_iter().zip(sharp).map(mix).collect()
}

fn enlarged(study: &Study, width: usize, height: usize) -> Vec<Colour> {
    let scale = 1.0 / height as f32;
    let place = |at: usize| (at as f32 + 0.5) * scale;
    (0..height).flat_map(|y| (0..width).map(move |x| study.at(place(x), place(y)))).collect()
}

/// What is painted on.
struct Easel {
    width: usize,
    height: usize,
    pixels: Vec<Colour>,
    bristles: Noise,
}

/// One stroke: where, which way, how broad.
struct Stroke {
    x: f32,
    y: f32,
    along: (f32, f32),
    half_length: f32,
    radius: f32,
    colour: Colour,
    id: i32,
}

impl Easel {
    /// One layer of strokes of one breadth; `everywhere`, or only where the painting is off.
    fn layer(&mut self, study: &Study, radius: f32, everywhere: bool, chance: &mut Chance) {
        let stride = radius * 1.25;
        let (across, down) = ((self.width as f32 / stride) as usize + 1, (self.height as f32 / stride) as usize + 1);
        let flow = chance.noise();
        // Line after line would show: the cells are taken in an order that jumps.
        let cells = across * down;
        let jump = coprime(cells);
        for turn in 0..cells {
            let cell = (turn * jump) % cells;
            let x = ((cell % across) as f32 + chance.unit()) * stride;
            let y = ((cell / across) as f32 + chance.unit()) * stride;
            let unit = 1.0 / self.height as f32;
            let wanted = study.at(x * unit, y * unit);
            let off = self.at(x, y).distance(wanted);
            if !everywhere && off < TOLERANCE {
                continue;
            }
            let (along, edge) = direction(study, x * unit, y * unit, flow);
            let shade = 1.0 + chance.between(-0.035, 0.035);
            let length = radius * chance.between(2.0, 4.0) * (1.0 - 0.5 * edge);
            self.stroke(&Stroke { x, y, along, half_length: length, radius, colour: wanted * shade, id: turn as i32 });
        }
    }

    fn at(&self, x: f32, y: f32) -> Colour {
        let (x, y) = ((x as usize).min(self.width - 1), (y as usize).min(self.height - 1));
        self.pixels[y * self.width + x]
    }

    fn stroke(&mut self, stroke: &Stroke) {
        let reach_x = stroke.half_length * stroke.along.0.abs() + stroke.radius + 1.0;
        let reach_y = stroke.half_length * stroke.along.1.abs() + stroke.radius + 1.0;
        let bound = |at: f32, most: usize| (at.max(0.0) as usize).min(most);
        let (left, right) = (bound(stroke.x - reach_x, self.width), bound(stroke.x + reach_x + 1.0, self.width));
        let (top, bottom) = (bound(stroke.y - reach_y, self.height), bound(stroke.y + reach_y + 1.0, self.height));
        for line in top..bottom {
            let dy = line as f32 + 0.5 - stroke.y;
            for column in left..right {
                let dx = column as f32 + 0.5 - stroke.x;
                let cover = stroke.cover(dx, dy, self.bristles);
                if cover > 0.0 {
                    let pixel = &mut self.pixels[line * self.width + column];
                    *pixel = pixel.to(stroke.colour, cover);
                }
            }
        }
    }
}

impl Stroke {
    /// How much paint lies there: less at the edge, and less between the bristles.
    fn cover(&self, dx: f32, dy: f32, bristles: Noise) -> f32 {
        let along = dx * self.along.0 + dy * self.along.1;
        let beside = dy * self.along.0 - dx * self.along.1;
        let beyond = (along.abs() - self.half_length).max(0.0);
        let away = (beyond * beyond + beside * beside).sqrt();
        if away > self.radius {
            return 0.0;
        }
        let edge = step(self.radius, self.radius * 0.55, away);
        let bristle = bristles.corner((beside * 1.4) as i32, self.id);
        let dry = step(-self.half_length, self.half_length * 1.4, along);
        edge * (0.92 - 0.5 * dry * bristle)
    }
}

/// Which way a stroke runs there (along an edge, or else nearly level), and how strong the edge is.
fn direction(study: &Study, x: f32, y: f32, flow: Noise) -> ((f32, f32), f32) {
    let d = study.grain() * 1.5;
    let bright = |x: f32, y: f32| study.at(x, y).brightness();
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
