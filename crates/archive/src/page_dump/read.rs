//! Reading a dump's file: its length is looked at before its bytes, and its bytes before its text.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::problem::{LIMIT, Problem};

/// The text of the file at a path.
///
/// # Errors
/// Where the file cannot be read, is too large, or is no text.
pub fn read(path: &Path) -> Result<String, Problem> {
    let source = path.display().to_string();
    let unreadable = |error: std::io::Error| Problem::Unreadable { source: source.clone(), reason: error.to_string() };
    let file = File::open(path).map_err(unreadable)?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    if bytes > LIMIT {
        return Err(Problem::TooLarge { source, bytes });
    }
    // Pipes and devices tell no length; they are read up to the limit all the same.
    let mut all = Vec::new();
    file.take(LIMIT + 1).read_to_end(&mut all).map_err(unreadable)?;
    text(&source, all)
}

/// The text of bytes that came from somewhere.
///
/// # Errors
/// Where they are too many, or no text.
pub fn text(source: &str, bytes: Vec<u8>) -> Result<String, Problem> {
    let source = source.to_owned();
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if length > LIMIT {
        return Err(Problem::TooLarge { source, bytes: length });
    }
    if bytes.contains(&0) {
        return Err(Problem::Binary { source });
    }
    let text = String::from_utf8(bytes).map_err(|_| Problem::Binary { source: source.clone() })?;
    let text = text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned);
    if text.trim().is_empty() { Err(Problem::Empty { source }) } else { Ok(text) }
}
