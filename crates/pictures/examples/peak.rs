//! Prints how long the heaviest photos take to be cleaned and cut, and the most memory that took (Linux).
//!
//! To run: `cargo run --release -p broadsheet-pictures --example peak`

use std::time::Instant;

use broadsheet_news::cut::{Crop, Cut, Format};
use broadsheet_pictures::{clean, cut};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

fn main() {
    // About 50 million pixels, with something to see everywhere.
    let photo = RgbImage::from_fn(8160, 6144, |x, y| Rgb([(x / 9) as u8, (y / 7) as u8, ((x ^ y) / 32) as u8]));
    let mut files = Vec::new();
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let mut file = std::io::Cursor::new(Vec::new());
        if let Err(error) = DynamicImage::from(photo.clone()).write_to(&mut file, format) {
            println!("{format:?} could not be written: {error}");
        }
        files.push((format!("{format:?} of 8160 x 6144"), file.into_inner()));
    }
    drop(photo);
    for (name, file) in files {
        forget_peak();
        let (before, began) = (memory("VmRSS"), Instant::now());
        let cleaned = match clean(&file) {
            Ok(cleaned) => cleaned,
            Err(unfit) => {
                println!("{name}: {unfit}");
                continue;
            }
        };
        let took = began.elapsed().as_millis();
        println!("{name}, {} kB: cleaned in {took} ms, {} MB at the peak", file.len() / 1000, memory("VmHWM") - before);
        println!("  kept: {} x {}, {} kB", cleaned.width, cleaned.height, cleaned.bytes.len() / 1000);
        for format in [Format::Webp, Format::Jpeg] {
            forget_peak();
            let (before, began) = (memory("VmRSS"), Instant::now());
            let made =
                cut(&cleaned.bytes, &Cut::of(Crop::Classic, 1920, (500, 500), format)).map_or(0, |made| made.len());
            let (took, peak) = (began.elapsed().as_millis(), memory("VmHWM") - before);
            println!("  cut to 1920 as {format:?}: {took} ms, {} kB, {peak} MB at the peak", made / 1000);
        }
    }
}

/// A line of what Linux says of this program's memory, in megabytes.
fn memory(line: &str) -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find_map(|said| said.strip_prefix(line)?.strip_prefix(':'));
    let kilobytes: i64 = found.and_then(|said| said.split_whitespace().next()?.parse().ok()).unwrap_or(0);
    kilobytes / 1000
}

/// Linux then counts the peak from here.
fn forget_peak() {
    if std::fs::write("/proc/self/clear_refs", "5").is_err() {
        println!("(the peak is that of all before)");
    }
}
