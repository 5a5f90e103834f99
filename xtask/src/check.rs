//! `cargo xtask check`: its parts, one after another, and what became of each.

use std::time::{Duration, Instant};

use broadsheet_testkit::{Cluster, TEST_DATABASE};
use clap::ValueEnum;

use crate::run::{Outcome, cargo, root, run, works};
use crate::{install, tidy};

/// A part of the check; each can be run alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// The code is laid out as rustfmt does it.
    Format,
    /// The rules of the house that a program can see.
    Tidy,
    /// Clippy finds nothing.
    Clippy,
    /// Every test but the browser's, on SQLite.
    Sqlite,
    /// The same tests on a temporary PostgreSQL.
    Postgres,
    /// The tests whose names begin with `browser_`, in Chromium.
    Browser,
}

/// All parts, quickest first.
pub(crate) const ALL: [Part; 6] = [Part::Format, Part::Tidy, Part::Clippy, Part::Sqlite, Part::Postgres, Part::Browser];

/// Runs these parts, or all, on these packages, or all, to the end whatever fails, and sums up.
pub(crate) fn check(parts: &[Part], packages: &[String]) -> Outcome {
    let parts = if parts.is_empty() { &ALL } else { parts };
    // What is still missing is said here, and fails the part that cannot do without it.
    if let Err(missing) = install::install(parts) {
        eprintln!("{missing}");
    }
    let results: Vec<Done> = parts.iter().map(|part| timed(*part, packages)).collect();
    println!("\n{}", summary(&results));
    match results.iter().filter(|result| result.outcome.is_err()).count() {
        0 => Ok(()),
        failed => Err(format!("{failed} of {} parts failed", results.len())),
    }
}

/// What became of a part, and how long it took.
struct Done {
    part: Part,
    outcome: Outcome,
    took: Duration,
}

fn timed(part: Part, packages: &[String]) -> Done {
    eprintln!("\n== {} ==", name(part));
    let begun = Instant::now();
    let outcome = one(part, packages);
    if let Err(why) = &outcome {
        eprintln!("{why}");
    }
    Done { part, outcome, took: begun.elapsed() }
}

/// The words that choose packages.
fn chosen(packages: &[String]) -> Vec<&str> {
    match packages {
        [] => vec!["--workspace"],
        some => some.iter().flat_map(|name| ["--package", name]).collect(),
    }
}

fn one(part: Part, packages: &[String]) -> Outcome {
    match part {
        Part::Format => run(&mut cargo(&["fmt", "--all", "--check"])),
        Part::Tidy => tidy::tidy(),
        Part::Clippy => {
            run(cargo(&["clippy", "--all-targets"]).args(chosen(packages)).args(["--", "--deny", "warnings"]))
        }
        Part::Sqlite => {
            let plain = tests(Which::Plain, packages, None);
            plain.and(documentation(packages))
        }
        Part::Postgres => {
            let cluster = Cluster::start().map_err(|error| error.to_string())?;
            tests(Which::Plain, packages, Some(&cluster.address()))
        }
        Part::Browser => tests(Which::Browser, packages, None),
    }
}

/// The examples in documentation, among them what must not compile; nextest does not run these.
fn documentation(packages: &[String]) -> Outcome {
    // A package that is a program only has none, and cargo would call that an error.
    let with_library = |name: &&String| {
        let folder = name.strip_prefix("broadsheet-").unwrap_or(name);
        root().join("crates").join(folder).join("src/lib.rs").exists()
    };
    let documented: Vec<String> = packages.iter().filter(with_library).cloned().collect();
    if documented.is_empty() && !packages.is_empty() {
        return Ok(());
    }
    run(cargo(&["test", "--doc", "--quiet"]).args(chosen(&documented)))
}

/// Which tests: those that want a browser have names that begin with `browser_`.
#[derive(Clone, Copy)]
enum Which {
    Plain,
    Browser,
}

/// Runs the tests by nextest where it is installed, and by cargo where not; either prints its own summary.
fn tests(which: Which, packages: &[String], database: Option<&str>) -> Outcome {
    let nextest = works(&mut cargo(&["nextest", "--version"]));
    let mut command = cargo(if nextest { &NEXTEST } else { &LIBTEST });
    command.args(chosen(packages)).args(match (nextest, which) {
        (true, Which::Plain) => ["--filterset", "not test(/(^|::)browser_/)"].as_slice(),
        (true, Which::Browser) => &["--filterset", "test(/(^|::)browser_/)"],
        // The plain runner knows no beginnings: a name with `browser_` inside is run with the browser's.
        (false, Which::Plain) => &["--", "--quiet", "--skip", "browser_"],
        (false, Which::Browser) => &["--", "browser_"],
    });
    match database {
        Some(address) => command.env(TEST_DATABASE, address),
        None => command.env_remove(TEST_DATABASE),
    };
    run(&mut command)
}

const NEXTEST: [&str; 5] = ["nextest", "run", "--no-fail-fast", "--status-level", "slow"];
const LIBTEST: [&str; 5] = ["test", "--no-fail-fast", "--lib", "--bins", "--tests"];

/// One line for each part, with its time.
fn summary(results: &[Done]) -> String {
    let lines = results.iter().map(|done| {
        let (word, why) = match &done.outcome {
            Ok(()) => ("ok", ""),
            Err(why) => ("FAILED", why.lines().next().unwrap_or_default()),
        };
        format!("{:<10}{word:<8}{:>7.1} s  {why}", name(done.part), done.took.as_secs_f64()).trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn name(part: Part) -> String {
    part.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_each_part_with_its_time_and_why_it_failed() {
        let done = |part, outcome, seconds| Done { part, outcome, took: Duration::from_secs(seconds) };
        let results = [
            done(Part::Format, Ok(()), 1),
            done(Part::Postgres, Err("No server is installed.\nInstall it.".into()), 62),
        ];
        assert_eq!(
            summary(&results),
            "format    ok          1.0 s\npostgres  FAILED     62.0 s  No server is installed."
        );
    }

    #[test]
    fn all_parts_are_run_when_none_is_named() {
        assert_eq!(ALL.len(), Part::value_variants().len());
    }
}
