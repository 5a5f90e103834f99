//! A study: the scene in light and shapes, before it is painted.
//!
//! Places are given in heights of the picture: y goes from 0 to 1, x from 0 to [`Study::width`], about 1.5.

use super::chance::step;
use super::colour::Colour;

/// How many pixels of the picture one pixel of its study stands for.
const COARSER: usize = 2;

/// A picture in rough, at half the size.
#[derive(Clone)]
pub(super) struct Study {
    /// Pixels across.
    pub(super) columns: usize,
    /// Pixels down.
    pub(super) lines: usize,
    /// The pixels, line by line.
    pub(super) pixels: Vec<Colour>,
}

/// A place in the picture.
pub(super) type Place = (f32, f32);

impl Study {
    /// An empty study for a picture of that size.
    pub(super) fn blank(width: usize, height: usize) -> Self {
        let (columns, lines) = (width.div_ceil(COARSER), height.div_ceil(COARSER));
        Self { columns, lines, pixels: vec![Colour::default(); columns * lines] }
    }

    /// The width in heights.
    pub(super) fn width(&self) -> f32 {
        self.columns as f32 / self.lines as f32
    }

    /// The size of a pixel in heights: the softness of a sharp edge.
    pub(super) fn grain(&self) -> f32 {
        1.0 / self.lines as f32
    }

    /// The colour at a place; at the nearest edge, where it lies outside.
    pub(super) fn at(&self, x: f32, y: f32) -> Colour {
        let lines = self.lines as f32;
        let (x, y) = ((x * lines - 0.5).max(0.0), (y * lines - 0.5).max(0.0));
        let (column, line) = (x as usize, y as usize);
        let (u, v) = (x - column as f32, y - line as f32);
        let right = usize::from(column + 1 < self.columns);
        let down = if line + 1 < self.lines { self.columns } else { 0 };
        let here = line.min(self.lines - 1) * self.columns + column.min(self.columns - 1);
        let row = |start: usize| self.pixels[start] * (1.0 - u) + self.pixels[start + right] * u;
        row(here) * (1.0 - v) + row(here + down) * v
    }

    /// The colour of the pixel that a place lies in.
    pub(super) fn near(&self, x: f32, y: f32) -> Colour {
        let lines = self.lines as f32;
        self.pixel((x * lines).max(0.0) as usize, (y * lines).max(0.0) as usize)
    }

    /// The study at the size of the picture.
    pub(super) fn enlarged(&self, width: usize, height: usize) -> Vec<Colour> {
        let scale = 1.0 / height as f32;
        let place = |at: usize| (at as f32 + 0.5) * scale;
        (0..height).flat_map(|y| (0..width).map(move |x| self.at(place(x), place(y)))).collect()
    }

    fn pixel(&self, column: usize, line: usize) -> Colour {
        let (column, line) = (column.min(self.columns - 1), line.min(self.lines - 1));
        self.pixels[line * self.columns + column]
    }

    /// Paints every pixel between two heights anew, from its place and its colour before.
    pub(super) fn wash(&mut self, top: f32, bottom: f32, paint: impl Fn(f32, f32, Colour) -> Colour) {
        let width = self.width();
        self.part((0.0, top), (width, bottom), paint);
    }

    /// Paints every pixel of a rectangle anew.
    pub(super) fn part(&mut self, from: Place, to: Place, paint: impl Fn(f32, f32, Colour) -> Colour) {
        let lines = self.lines as f32;
        let bound = |at: f32, most: usize| ((at * lines).max(0.0) as usize).min(most);
        let (left, right) = (bound(from.0, self.columns), bound(to.0 + self.grain(), self.columns));
        let (top, bottom) = (bound(from.1, self.lines), bound(to.1 + self.grain(), self.lines));
        for line in top..bottom {
            let y = (line as f32 + 0.5) / lines;
            for column in left..right {
                let pixel = &mut self.pixels[line * self.columns + column];
                *pixel = paint((column as f32 + 0.5) / lines, y, *pixel);
            }
        }
    }

    /// Fills a rectangle.
    pub(super) fn rectangle(&mut self, from: Place, to: Place, colour: Colour, part: f32) {
        let soft = self.grain() * 0.7;
        let (a, b) = ((from.0 - soft, from.1 - soft), (to.0 + soft, to.1 + soft));
        self.part(a, b, |x, y, under| {
            let inside = (x - from.0).min(to.0 - x).min(y - from.1).min(to.1 - y);
            under.to(colour, part * step(-soft, soft, inside))
        });
    }

    /// Fills what lies within a distance of a line.
    pub(super) fn line(&mut self, from: Place, to: Place, thick: f32, colour: Colour, part: f32) {
        // Thinner than a pixel, it is drawn one pixel wide and paler.
        let half = (thick / 2.0).max(self.grain() * 0.5);
        let part = part * (thick / 2.0 / half).min(1.0);
        let soft = self.grain() * 0.7;
        let reach = half + soft;
        let a = (from.0.min(to.0) - reach, from.1.min(to.1) - reach);
        let b = (from.0.max(to.0) + reach, from.1.max(to.1) + reach);
        self.part(a, b, |x, y, under| {
            let away = away_from_line((x, y), from, to);
            under.to(colour, part * step(half + soft, half - soft, away))
        });
    }

    /// Fills an ellipse with an edge that is so soft.
    pub(super) fn ellipse(&mut self, at: Place, radii: Place, soft: f32, colour: Colour, part: f32) {
        let soft = soft.max(self.grain() / radii.0.min(radii.1).max(self.grain()));
        let (rx, ry) = (radii.0 * (1.0 + soft), radii.1 * (1.0 + soft));
        self.part((at.0 - rx, at.1 - ry), (at.0 + rx, at.1 + ry), |x, y, under| {
            let away = (((x - at.0) / radii.0).powi(2) + ((y - at.1) / radii.1).powi(2)).sqrt();
            under.to(colour, part * step(1.0 + soft, 1.0 - soft, away))
        });
    }

    /// Fills what lies below a line of heights.
    pub(super) fn ground(&mut self, height: impl Fn(f32) -> f32, paint: impl Fn(f32, f32) -> Colour) {
        let soft = self.grain() * 0.8;
        let lines = self.lines as f32;
        for column in 0..self.columns {
            let x = (column as f32 + 0.5) / lines;
            let top = height(x);
            let first = ((top - soft).max(0.0) * lines) as usize;
            for line in first..self.lines {
                let y = (line as f32 + 0.5) / lines;
                let pixel = &mut self.pixels[line * self.columns + column];
                *pixel = pixel.to(paint(x, y), step(top - soft, top + soft, y));
            }
        }
    }

    /// Fills a shape with corners.
    pub(super) fn polygon(&mut self, corners: &[Place], colour: Colour, part: f32) {
        let xs = || corners.iter().map(|corner| corner.0);
        let ys = || corners.iter().map(|corner| corner.1);
        let from = (xs().fold(f32::MAX, f32::min), ys().fold(f32::MAX, f32::min));
        let to = (xs().fold(f32::MIN, f32::max), ys().fold(f32::MIN, f32::max));
        let soft = self.grain() * 0.7;
        self.part((from.0 - soft, from.1 - soft), (to.0 + soft, to.1 + soft), |x, y, under| {
            under.to(colour, part * step(-soft, soft, inside((x, y), corners)))
        });
    }

    /// Adds the glow of a light.
    pub(super) fn glow(&mut self, at: Place, radius: f32, light: Colour, strength: f32) {
        let reach = radius * 6.0;
        self.part((at.0 - reach, at.1 - reach), (at.0 + reach, at.1 + reach), |x, y, under| {
            let away = ((x - at.0).powi(2) + (y - at.1).powi(2)).sqrt() / radius;
            let edge = step(6.0, 3.0, away);
            under.lit(light, strength * edge / (1.0 + away * away).powf(1.3))
        });
    }

    /// The study blurred, by three boxes so many pixels wide.
    pub(super) fn blurred(&self, radius: usize) -> Self {
        let mut out = self.clone();
        if radius == 0 {
            return out;
        }
        for _ in 0..2 {
            out.box_lines(radius);
            out.turn();
            out.box_lines(radius);
            out.turn();
        }
        out
    }

    fn box_lines(&mut self, radius: usize) {
        let columns = self.columns;
        let share = 1.0 / (2 * radius + 1) as f32;
        let mut copy = vec![Colour::default(); columns];
        for line in self.pixels.chunks_mut(columns) {
            copy.copy_from_slice(line);
            let get = |at: usize| copy[at.saturating_sub(radius).min(columns - 1)];
            let mut sum = (0..=2 * radius).fold(Colour::default(), |sum, at| sum + get(at));
            for (at, pixel) in line.iter_mut().enumerate() {
                *pixel = sum * share;
                sum = sum + get(at + 2 * radius + 1) - get(at);
            }
        }
    }

    /// Columns become lines.
    fn turn(&mut self) {
        let mut turned = Vec::with_capacity(self.pixels.len());
        for column in 0..self.columns {
            turned.extend((0..self.lines).map(|line| self.pixels[line * self.columns + column]));
        }
        self.pixels = turned;
        std::mem::swap(&mut self.columns, &mut self.lines);
    }
}

fn away_from_line(at: Place, from: Place, to: Place) -> f32 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = (dx * dx + dy * dy).max(1e-9);
    let along = (((at.0 - from.0) * dx + (at.1 - from.1) * dy) / length).clamp(0.0, 1.0);
    let (x, y) = (at.0 - from.0 - along * dx, at.1 - from.1 - along * dy);
    (x * x + y * y).sqrt()
}

/// How far inside the shape a place lies; negative outside.
fn inside(at: Place, corners: &[Place]) -> f32 {
    let (mut within, mut nearest) = (false, f32::MAX);
    let next = corners.iter().cycle().skip(1);
    for (&a, &b) in corners.iter().zip(next) {
        nearest = nearest.min(away_from_line(at, a, b));
        let crosses = (a.1 > at.1) != (b.1 > at.1);
        if crosses && at.0 < (b.0 - a.0) * (at.1 - a.1) / (b.1 - a.1) + a.0 {
            within = !within;
        }
    }
    if within { nearest } else { -nearest }
}
