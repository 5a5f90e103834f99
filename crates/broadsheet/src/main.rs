//! Broadsheet: an online newspaper in one program.

mod beside;
mod check;
mod clockwork;
mod complaint;
mod demo;
mod errand;
mod export;
mod import;
mod init;
mod reload;
mod serve;
mod settings;
mod theme;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use complaint::Complaint;
use settings::Given;

/// An online newspaper in one program: founded, filled and served from here.
#[derive(Parser)]
#[command(name = "broadsheet", version, arg_required_else_help = true)]
struct CommandLine {
    #[command(flatten)]
    given: Given,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Found a newspaper.
    #[command(
        after_help = "Example:\n  broadsheet init --data ./newspaper --name \"Harbour Times\" --zone Asia/Taipei --language en --language zh-Hant"
    )]
    Init(init::Init),
    /// Serve the newspaper to its readers.
    #[command(
        after_help = "Example:\n  broadsheet serve --demo\n  broadsheet serve --data ./newspaper --listen 127.0.0.1:8080"
    )]
    Serve(serve::Serve),
    /// Bring articles in.
    #[command(
        after_help = "Example:\n  broadsheet import article-page.txt --from page-dump --data ./newspaper\n  broadsheet import dumps/ --from page-dump --dry-run"
    )]
    Import(import::Import),
    /// Write articles out as JSON, which import reads back.
    #[command(
        after_help = "Example:\n  broadsheet export --data ./newspaper > articles.json\n  broadsheet export 1234567890 > article.json"
    )]
    Export(export::Export),
    /// Look whether settings, database and photos are in order.
    #[command(after_help = "Example:\n  broadsheet check --data ./newspaper")]
    Check,
    /// Let the running server read the theme's folder again; a broken file is named, and the theme before it stays.
    #[command(after_help = "Example:\n  broadsheet reload --data ./newspaper")]
    Reload,
}

fn main() -> ExitCode {
    let line = CommandLine::parse();
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("BROADSHEET_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info")),
        )
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return ended(Err(Complaint(format!("The program cannot start its threads: {error}.")))),
    };
    ended(runtime.block_on(run(line)))
}

async fn run(line: CommandLine) -> Result<(), Complaint> {
    match line.command {
        Command::Init(init) => init.run(&line.given.settings()?).await,
        Command::Serve(serve) => serve.run(line.given).await,
        Command::Import(import) => import.run(&line.given.settings()?).await,
        Command::Export(export) => export.run(&line.given.settings()?).await,
        Command::Check => check::run(&line.given.settings()?).await,
        Command::Reload => reload::run(&line.given.settings()?).await,
    }
}

/// A complaint is one sentence on standard error, and the status 2.
fn ended(outcome: Result<(), Complaint>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            eprintln!("broadsheet: {complaint}");
            ExitCode::from(2)
        }
    }
}
