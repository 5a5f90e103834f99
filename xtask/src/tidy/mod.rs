//! Tidy: the rules of the house that a program can see.
//!
//! Clippy sees the rest, among it that every public item has a doc comment.

mod floors;
mod rules;
mod rust_text;

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::run::{Outcome, root};

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

/// The paths of all files from the root: what git knows or would add, or, where git is not to be had, what lies there.
fn files() -> Outcome<Vec<String>> {
    let mut git = Command::new("git");
    git.current_dir(root())
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .stderr(Stdio::null());
    match git.output() {
        Ok(listed) if listed.status.success() => {
            let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
            Ok(listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
        }
        _ => walk(&root()).map_err(|error| format!("the files cannot be listed: {error}")),
    }
}

/// Folders that hold nothing of ours.
const PASSED_OVER: [&str; 2] = [".git", "target"];

/// Data folders of newspapers served from the checkout begin so, as in `.gitignore`.
const NEWSPAPERS: &str = "newspaper";

fn is_passed_over(folder: &std::ffi::OsStr) -> bool {
    PASSED_OVER.iter().any(|name| folder == *name) || folder.to_string_lossy().starts_with(NEWSPAPERS)
}

fn walk(root: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()? {
            let kind = entry.file_type()?;
            if kind.is_dir() && !is_passed_over(&entry.file_name()) {
                folders.push(entry.path());
            } else if kind.is_file() {
                let path = entry.path();
                files.extend(path.strip_prefix(root).ok().and_then(Path::to_str).map(str::to_owned));
            }
        }
    }
    files.sort();
    Ok(files)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_git_the_same_files_are_found_and_what_cargo_built_is_passed_over() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        for path in ["xtask/src/main.rs", "target/debug/made.rs", ".ci/run", ".git/config"] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
            std::fs::write(path, "")?;
        }
        assert_eq!(walk(folder.path())?, [".ci/run", "xtask/src/main.rs"]);
        Ok(())
    }
}
