//! What is drawn from words: the paper's emblem, and placards.

use broadsheet_news::emblem::{COLOUR, GROUND, PLACARD, Placard};
use broadsheet_news::photo::Colour;
use image::{Rgb, RgbImage};

use crate::Unfit;
use crate::encode::png;
use crate::lettering::{Face, mixed};
use crate::raster::Raster;

/// The emblem of a paper as PNG: its initial on its colour; waves where our face does not have the letter.
///
/// # Errors
/// Where the letters or the file cannot be made.
pub fn emblem(initial: char, side: u32) -> Result<Vec<u8>, Unfit> {
    let mut picture = RgbImage::from_pixel(side, side, rgb(COLOUR));
    let side = side as f32;
    let face = Face::of_size(side * 0.86)?;
    match face.bounds(initial).filter(|_| face.has(&initial.to_string())) {
        Some((left, top, width, height)) => {
            let at = ((side - width) / 2.0 - left, (side - height) / 2.0 - top);
            face.paint(&mut picture, &initial.to_string(), at, rgb(GROUND));
        }
        None => {
            let span = (side * 0.3, side * 0.7);
            waves(&mut picture, span, (side * 0.05, side * 0.4, side * 0.045), 1.0);
        }
    }
    png(&Raster::Opaque(picture))
}

/// The edge of a placard that stays empty, in pixels.
const EDGE: f32 = 72.0;
/// The sizes in which a headline is tried, and how many lines of each find place.
const SIZES: [(f32, usize); 5] = [(112.0, 3), (96.0, 4), (84.0, 4), (72.0, 5), (62.0, 6)];

/// A placard as PNG: the paper's name, a rule, the headline, water. What is written in letters that our face does not have
/// is left out.
///
/// # Errors
/// Where the letters or the file cannot be made.
pub fn placard(placard: &Placard) -> Result<Vec<u8>, Unfit> {
    let mut picture = RgbImage::from_pixel(PLACARD.0, PLACARD.1, rgb(placard.ground));
    let (width, height) = (PLACARD.0 as f32, PLACARD.1 as f32);
    waves(&mut picture, (height - 66.0, height + 20.0), (9.0, 150.0, 3.0), 0.28);
    let name = Face::of_size(50.0)?;
    if name.has(&placard.paper) {
        name.paint(&mut picture, &placard.paper, (EDGE, 104.0), rgb(GROUND));
    }
    rule(&mut picture, 132.0);
    let (face, lines, size) = headline(&placard.headline, width - 2.0 * EDGE)?;
    let step = size * 0.96;
    let first = 168.0 + size * 0.78 + (360.0 - step * lines.len() as f32).max(0.0) / 2.0;
    for (n, line) in lines.iter().enumerate() {
        face.paint(&mut picture, line, (EDGE, first + step * n as f32), rgb(GROUND));
    }
    png(&Raster::Opaque(picture))
}

/// The headline in the largest size in which it finds place; in the smallest, what finds place of it.
fn headline(text: &str, width: f32) -> Result<(Face, Vec<String>, f32), Unfit> {
    let (mut size, mut most) = SIZES[0];
    let mut face = Face::of_size(size)?;
    if !face.has(text) {
        return Ok((face, Vec::new(), size));
    }
    let mut lines = face.lines(text, width);
    for (smaller, more) in &SIZES[1..] {
        if lines.len() <= most && lines.iter().all(|line| face.width(line) <= width) {
            break;
        }
        (size, most) = (*smaller, *more);
        face = Face::of_size(size)?;
        lines = face.lines(text, width);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    Ok((face, lines, size))
}

/// A thick line and a thin one, as printers set them under a nameplate.
fn rule(picture: &mut RgbImage, top: f32) {
    let edge = EDGE as u32;
    for (from, height) in [(top as u32, 4), (top as u32 + 8, 1)] {
        for y in from..from + height {
            (edge..picture.width() - edge).for_each(|x| picture.put_pixel(x, y, rgb(GROUND)));
        }
    }
}

/// Lines of waves between two heights: how high, how long and how thick each is, and how much of the paper's ground it takes.
fn waves(picture: &mut RgbImage, (top, bottom): (f32, f32), (high, long, thick): (f32, f32, f32), cover: f32) {
    let step = high * 2.0 + thick * 2.0;
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let (x, y) = (x as f32, y as f32);
        let row = ((y - top) / step).round();
        let middle = top + row * step + high * ((x / long + row * 0.25) * std::f32::consts::TAU).sin();
        let near = (thick - (y - middle).abs() + 0.5).clamp(0.0, 1.0);
        if (top..=bottom).contains(&middle) && near > 0.0 {
            *pixel = mixed(*pixel, rgb(GROUND), near * cover);
        }
    }
}

fn rgb(Colour(parts): Colour) -> Rgb<u8> {
    Rgb(parts)
}
