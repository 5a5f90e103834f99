//! Work on the code: `cargo xtask check` is what has to pass; the rest is run on demand.
//!
//! To add a soak or a bench, add a line to the table in [`proofs`]. To add a
//! rule of the house, add a function to [`tidy`] with a test beside it.

mod check;
mod fill;
mod install;
mod page_dump;
mod proofs;
mod run;
mod screenshots;
mod tidy;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use check::Part;

/// Work on Broadsheet's code.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Work {
    /// Check the code: all parts, or those named.
    Check {
        /// Which parts to run.
        parts: Vec<Part>,
        /// Look at this package only, and not at the whole workspace; may be given more than once.
        #[arg(short, long)]
        package: Vec<String>,
    },
    /// Install what the parts need and the machine lacks; `check` does so by itself.
    Install {
        /// For which parts; for all, and for `page-dump`, when none is named.
        parts: Vec<Part>,
    },
    /// Run a long proof, or list them.
    Soak {
        /// Its name in the list.
        name: Option<String>,
        /// Handed to it as they are.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Measure something, or list what can be measured.
    Bench {
        /// Its name in the list.
        name: Option<String>,
        /// Handed to it as they are.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Fill a new newspaper with a large archive by chance, the same for the same number of articles.
    Fill(fill::Fill),
    /// Import a page dump, serve it, and compare the article's page with the dump, block by block.
    PageDump {
        /// The page dump.
        file: PathBuf,
        /// Pages that are served already, to compare instead.
        urls: Vec<String>,
        /// Keep the newspaper in PostgreSQL, in a temporary cluster.
        #[arg(long)]
        postgres: bool,
        /// The zone of the times in the dump
        #[arg(long, default_value = "Asia/Taipei")]
        zone: String,
    },
    /// Take pictures of the demo newspaper's pages: on a phone and a desktop, light and dark.
    Screenshots {
        /// Where they go: docs/screenshots, say.
        folder: PathBuf,
        /// Only these pages.
        pages: Vec<String>,
    },
}

fn main() -> ExitCode {
    match work(Work::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn work(work: Work) -> run::Outcome {
    match work {
        Work::Check { parts, package } => check::check(&parts, &package),
        Work::Install { parts } if parts.is_empty() => install::install_all(),
        Work::Install { parts } => install::install(&parts),
        Work::Soak { name, arguments } => proofs::run("soak", proofs::SOAKS, name.as_deref(), &arguments),
        Work::Bench { name, arguments } => proofs::run("bench", proofs::BENCHES, name.as_deref(), &arguments),
        Work::Screenshots { folder, pages } => screenshots::take(&folder, &pages),
        Work::Fill(fill) => fill.run(),
        Work::PageDump { file, urls, postgres, zone } => page_dump::compare(&file, &urls, postgres, &zone),
    }
}
