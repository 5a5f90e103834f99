//! Writes what is recognised in page dumps, one JSON object a line: `predict FILE|FOLDER...`, or `predict --lines FILE`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use broadsheet_archive::page_dump;

fn main() {
    let mut paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let by_line = paths.first().is_some_and(|first| first.as_os_str() == "--lines");
    if by_line {
        paths.remove(0);
    }
    for file in paths.iter().flat_map(|path| files(path)) {
        match page_dump::read(&file) {
            Ok(text) if by_line => page_dump::lines(&page_dump::recognise(&text)).for_each(|line| println!("{line}")),
            Ok(text) => predict(&file, &text),
            Err(problem) => eprintln!("{problem}"),
        }
    }
}

fn predict(file: &Path, text: &str) {
    let start = Instant::now();
    let found = page_dump::recognise(text);
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    let mut object = page_dump::as_json(&found);
    object["source"] = file.display().to_string().into();
    object["ms"] = milliseconds.into();
    println!("{object}");
}

fn files(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else { return vec![path.to_owned()] };
    let mut all: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).flat_map(|path| files(&path)).collect();
    all.sort();
    all
}
