//! Tidy: the rules of the house that a program can see.
//!
//! Clippy sees the rest, among it that every public item has a doc comment.

mod floors;
mod rules;
mod rust_text;

use std::path::Path;
use std::process::Command;

use crate::run::{Outcome, output, root};

/// Looks at every file of the repository and says each breach on a line of its own.
pub(crate) fn tidy() -> Outcome {
    let files = files()?;
    let breaches: Vec<String> = files.iter().flat_map(|path| breaches(path)).collect();
    for breach in &breaches {
        eprintln!("{breach}");
    }
    match breaches.len() {
        0 => {
            println!("tidy: {} files, no breach", files.len());
            Ok(())
        }
        many => Err(format!("tidy: {many} breaches of the rules in CONTRIBUTING.md")),
    }
}

/// What git knows or would add: paths from the root.
fn files() -> Outcome<Vec<String>> {
    let mut git = Command::new("git");
    git.current_dir(root()).args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]);
    let listed = output(&mut git)?;
    Ok(listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

/// The breaches in one file; one that is gone or holds no text has none.
fn breaches(path: &str) -> Vec<String> {
    let Ok(text) = std::fs::read_to_string(root().join(path)) else { return Vec::new() };
    let mut breaches = rules::problems(path, &text);
    if Path::new(path).file_name().is_some_and(|name| name == "Cargo.toml") {
        breaches.extend(floors::problems(&text).into_iter().map(|problem| format!("{path}: {problem}")));
    }
    breaches
}
