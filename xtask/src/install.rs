//! What the parts of the check need and the machine may lack, installed by name.

use std::io::IsTerminal;
use std::path::Path;
use std::process::Command;

use broadsheet_testkit::{chromium, postgres_programs};

use crate::check::Part;
use crate::run::{Outcome, cargo, run, works};

/// Something to install.
struct Need {
    /// Its name in the package lists.
    name: &'static str,
    /// The parts that want it; none where it is `page-dump` that does.
    parts: &'static [Part],
    is_there: fn() -> bool,
}

/// Debian's packages.
const PACKAGES: [Need; 6] = [
    Need {
        name: "make",
        parts: &[Part::Clippy, Part::Sqlite, Part::Postgres, Part::Browser],
        is_there: || works(Command::new("make").arg("--version")),
    },
    Need { name: "postgresql", parts: &[Part::Postgres], is_there: || postgres_programs().is_some() },
    Need { name: "chromium", parts: &[Part::Browser], is_there: || chromium().is_some() },
    Need {
        name: "fonts-dejavu-core",
        parts: &[Part::Browser],
        is_there: || Path::new("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf").exists(),
    },
    Need {
        name: "fonts-noto-cjk",
        parts: &[Part::Browser],
        is_there: || Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists(),
    },
    Need { name: "lynx", parts: &[], is_there: || works(Command::new("lynx").arg("-version")) },
];

/// Parts of the Rust toolchain.
const COMPONENTS: [Need; 2] = [
    Need { name: "rustfmt", parts: &[Part::Format], is_there: || works(&mut cargo(&["fmt", "--version"])) },
    Need { name: "clippy", parts: &[Part::Clippy], is_there: || works(&mut cargo(&["clippy", "--version"])) },
];

/// Installs what these parts lack.
pub(crate) fn install(parts: &[Part]) -> Outcome {
    install_missing(parts, false)
}

/// Installs what anything here lacks.
pub(crate) fn install_all() -> Outcome {
    install_missing(&[], true)
}

fn install_missing(parts: &[Part], all: bool) -> Outcome {
    let components = components_install(&missing(&COMPONENTS, parts, all));
    packages_install(&missing(&PACKAGES, parts, all)).and(components)
}

fn missing(needs: &[Need], parts: &[Part], all: bool) -> Vec<&'static str> {
    let wanted = needs.iter().filter(|need| all || need.parts.iter().any(|part| parts.contains(part)));
    wanted.filter(|need| !(need.is_there)()).map(|need| need.name).collect()
}

fn components_install(names: &[&str]) -> Outcome {
    if names.is_empty() {
        return Ok(());
    }
    run(Command::new("rustup").args(["component", "add"]).args(names))
}

fn packages_install(names: &[&str]) -> Outcome {
    if names.is_empty() {
        return Ok(());
    }
    let names_in_a_row = names.join(" ");
    let by_hand =
        format!("Install these packages, or what your system calls them, and run this again: {names_in_a_row}");
    let Some(mut update) = apt_get() else { return Err(by_hand) };
    let mut install = apt_get().ok_or_else(|| by_hand.clone())?;
    run(update.args(["update", "--quiet"]))
        .and_then(|()| run(install.args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(names)))
        .map_err(|why| format!("{why}. {by_hand}"))
}

/// `apt-get` with the right to install: as root, or by sudo, which asks for a password where somebody can type one.
fn apt_get() -> Option<Command> {
    if !works(Command::new("apt-get").arg("--version")) {
        return None;
    }
    let mut command = if rustix::process::geteuid().is_root() {
        Command::new("env")
    } else if works(Command::new("sudo").arg("--version")) {
        let mut sudo = Command::new("sudo");
        if !std::io::stdin().is_terminal() {
            sudo.arg("--non-interactive");
        }
        sudo.arg("env");
        sudo
    } else {
        return None;
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    Some(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_asks_only_for_what_it_needs_and_lacks() {
        let needs = [
            Need { name: "a-server", parts: &[Part::Postgres], is_there: || false },
            Need { name: "a-browser", parts: &[Part::Browser], is_there: || false },
            Need { name: "a-font", parts: &[Part::Browser], is_there: || true },
            Need { name: "a-reader", parts: &[], is_there: || false },
        ];
        assert_eq!(missing(&needs, &[Part::Browser], false), ["a-browser"]);
        assert_eq!(missing(&needs, &[Part::Sqlite, Part::Format], false), [""; 0]);
        assert_eq!(missing(&needs, &[], true), ["a-server", "a-browser", "a-reader"]);
    }
}
