//! Letters painted into a picture, in the face in which headlines are set.

use ab_glyph::{Font, FontRef, PxScale, ScaleFont, point};
use image::{Rgb, RgbImage};

use crate::Unfit;

/// The theme's serif at weight 600, Latin letters only: `fonts/README.md`.
const LETTERS: &[u8] = include_bytes!("../fonts/letters.ttf");

/// The face in one size.
pub(crate) struct Face {
    font: FontRef<'static>,
    size: f32,
}

impl Face {
    /// The face so many pixels high, from the lowest to the highest of its letters.
    pub(crate) fn of_size(size: f32) -> Result<Self, Unfit> {
        let font = FontRef::try_from_slice(LETTERS);
        Ok(Self { font: font.map_err(|_| Unfit("The letters cannot be read.".into()))?, size })
    }

    /// Whether it has every letter of a text.
    pub(crate) fn has(&self, text: &str) -> bool {
        text.chars().all(|c| self.font.glyph_id(c).0 != 0 || c.is_whitespace())
    }

    /// How wide a line comes out, in pixels.
    pub(crate) fn width(&self, line: &str) -> f32 {
        self.places(line).last().map_or(0.0, |(.., end)| *end)
    }

    /// The text in lines no wider than `width`; a word that is wider has a line of its own.
    pub(crate) fn lines(&self, text: &str, width: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            let longer = lines.last().map(|line| format!("{line} {word}")).filter(|line| self.width(line) <= width);
            match (longer, lines.last_mut()) {
                (Some(longer), Some(line)) => *line = longer,
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }

    /// Paints a line with its beginning at `x` and its letters standing on `y`.
    pub(crate) fn paint(&self, onto: &mut RgbImage, line: &str, (x, y): (f32, f32), ink: Rgb<u8>) {
        for (letter, at, _) in self.places(line) {
            let glyph = self.font.glyph_id(letter).with_scale_and_position(PxScale::from(self.size), point(x + at, y));
            let Some(outline) = self.font.outline_glyph(glyph) else { continue };
            let bounds = outline.px_bounds();
            outline.draw(|dx, dy, cover| {
                let (px, py) = (bounds.min.x + dx as f32, bounds.min.y + dy as f32);
                if px >= 0.0
                    && py >= 0.0
                    && let Some(pixel) = onto.get_pixel_mut_checked(px as u32, py as u32)
                {
                    *pixel = mixed(*pixel, ink, cover);
                }
            });
        }
    }

    /// The bounds of one letter set at nought: left, top, width and height.
    pub(crate) fn bounds(&self, letter: char) -> Option<(f32, f32, f32, f32)> {
        let glyph = self.font.glyph_id(letter).with_scale(PxScale::from(self.size));
        let bounds = self.font.outline_glyph(glyph)?.px_bounds();
        Some((bounds.min.x, bounds.min.y, bounds.width(), bounds.height()))
    }

    /// Each letter of a line with where it begins and ends.
    fn places(&self, line: &str) -> Vec<(char, f32, f32)> {
        let scaled = self.font.as_scaled(PxScale::from(self.size));
        let (mut places, mut at, mut before) = (Vec::new(), 0.0, None);
        for letter in line.chars() {
            let id = scaled.glyph_id(letter);
            at += before.map_or(0.0, |before| scaled.kern(before, id));
            let end = at + scaled.h_advance(id);
            places.push((letter, at, end));
            (at, before) = (end, Some(id));
        }
        places
    }
}

/// One colour over another.
pub(crate) fn mixed(Rgb(under): Rgb<u8>, Rgb(over): Rgb<u8>, cover: f32) -> Rgb<u8> {
    let cover = cover.clamp(0.0, 1.0);
    let part = |at: usize| (f32::from(under[at]) * (1.0 - cover) + f32::from(over[at]) * cover + 0.5) as u8;
    Rgb([part(0), part(1), part(2)])
}
