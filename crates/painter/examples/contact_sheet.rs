//! Draws one picture of each scene, or those named, into a folder, and a contact sheet of them all, to look at.
//!
//! `cargo run -p broadsheet-painter --example contact_sheet -- FOLDER [SCENE SEED]…`

use std::io::{Error, Write};
use std::time::Instant;

use broadsheet_painter::{SCENES, draw};
use image::RgbImage;
use image::imageops::{FilterType, replace, resize};

const ACROSS: usize = 3;
const TILE: (u32, u32) = (640, 427);

fn main() -> std::io::Result<()> {
    let mut words = std::env::args().skip(1);
    let folder = words.next().unwrap_or_else(|| "pictures".to_owned());
    std::fs::create_dir_all(&folder)?;
    let words: Vec<String> = words.collect();
    let wanted = wanted(&words);
    let lines = u32::try_from(wanted.len().div_ceil(ACROSS)).unwrap_or(1);
    let mut sheet = RgbImage::new(TILE.0 * 3, TILE.1 * lines);
    let mut out = std::io::stdout().lock();
    for (at, (scene, seed)) in wanted.iter().enumerate() {
        let begun = Instant::now();
        let picture = draw(scene, *seed, 1280, 853).unwrap_or_default();
        writeln!(out, "{scene} {seed}: {} ms, {} kB", begun.elapsed().as_millis(), picture.len() / 1024)?;
        std::fs::write(format!("{folder}/{scene}-{seed}.jpg"), &picture)?;
        let read = image::load_from_memory(&picture).map_err(Error::other)?.to_rgb8();
        let small = resize(&read, TILE.0, TILE.1, FilterType::Triangle);
        let (column, line) = (at % ACROSS, at / ACROSS);
        let place = |of: usize, side: u32| i64::try_from(of).unwrap_or(0) * i64::from(side);
        replace(&mut sheet, &small, place(column, TILE.0), place(line, TILE.1));
    }
    if wanted.len() == 1 {
        // One picture alone is shown at its full size.
        let (scene, seed) = wanted[0];
        let alone = draw(scene, seed, 1280, 853).unwrap_or_default();
        sheet = image::load_from_memory(&alone).map_err(Error::other)?.to_rgb8();
    }
    sheet.save(format!("{folder}/sheet.png")).map_err(Error::other)
}

fn wanted(words: &[String]) -> Vec<(&str, i64)> {
    if words.is_empty() {
        return SCENES.into_iter().map(|scene| (scene, 1)).collect();
    }
    let pairs = words.chunks(2).filter_map(|pair| Some((pair.first()?.as_str(), pair.get(1)?.parse().ok()?)));
    pairs.collect()
}
