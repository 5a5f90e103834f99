//! Writes one picture of each scene (or of those named) to a folder, to look at.
//!
//! `cargo run -p broadsheet-demo --example contact_sheet -- FOLDER [SCENE SEED]…`

use std::io::Write;
use std::time::Instant;

use broadsheet_demo::draw::{SCENES, draw};

fn main() -> std::io::Result<()> {
    let mut words = std::env::args().skip(1);
    let folder = words.next().unwrap_or_else(|| "pictures".to_owned());
    std::fs::create_dir_all(&folder)?;
    let rest: Vec<String> = words.collect();
    let mut wanted: Vec<(&str, i64)> = Vec::new();
    for pair in rest.chunks(2) {
        if let [scene, seed] = pair {
            wanted.push((scene, seed.parse().unwrap_or(1)));
        }
    }
    if wanted.is_empty() {
        wanted = SCENES.into_iter().map(|scene| (scene, 1)).collect();
    }
    let mut out = std::io::stdout().lock();
    for (scene, seed) in wanted {
        let begun = Instant::now();
        let picture = draw(scene, seed, 1280, 853).unwrap_or_default();
        let taken = begun.elapsed().as_millis();
        writeln!(out, "{scene} {seed}: {taken} ms, {} kB", picture.len() / 1024)?;
        std::fs::write(format!("{folder}/{scene}-{seed}.jpg"), picture)?;
    }
    Ok(())
}
