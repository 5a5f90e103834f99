//! Where the programs that tests need are installed.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest PostgreSQL that Broadsheet runs on.
const OLDEST_POSTGRES: u32 = 15;

/// The folder of the newest PostgreSQL server's programs: Debian's first, then what `pg_config` names, then `PATH`.
#[must_use]
pub fn postgres_programs() -> Option<PathBuf> {
    debian_folders().into_iter().chain(pg_config()).chain(path_folders()).find(|folder| is_new_enough(folder))
}

/// Chromium, or Google's build of it, on `PATH`.
#[must_use]
pub fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"]
        .iter()
        .find_map(|name| path_folders().map(|folder| folder.join(name)).find(|program| program.is_file()))
}

/// `/usr/lib/postgresql/VERSION/bin`, newest first.
fn debian_folders() -> Vec<PathBuf> {
    let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") else { return Vec::new() };
    let mut versions: Vec<(u32, PathBuf)> = versions
        .filter_map(Result::ok)
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(_, folder)| folder).collect()
}

fn pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

fn path_folders() -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).collect::<Vec<_>>().into_iter()
}

fn is_new_enough(folder: &Path) -> bool {
    if !folder.join("initdb").is_file() {
        return false;
    }
    let version = Command::new(folder.join("postgres")).arg("--version").output();
    version.is_ok_and(|output| major(&String::from_utf8_lossy(&output.stdout)).is_some_and(|v| v >= OLDEST_POSTGRES))
}

/// The first number of "postgres (PostgreSQL) 15.18 (Debian …)".
fn major(version: &str) -> Option<u32> {
    version.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_the_first_number_that_postgres_prints() {
        assert_eq!(major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 17beta1"), Some(17));
        assert_eq!(major("no such program"), None);
    }
}
