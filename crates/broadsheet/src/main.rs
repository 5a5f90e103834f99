//! Broadsheet: an online newspaper in one program.

mod backup;
mod beside;
mod check;
mod clockwork;
mod complaint;
mod demo;
mod doctor;
mod errand;
mod errands;
mod export;
mod import;
mod init;
mod kept;
mod post;
mod reload;
mod say;
mod serve;
mod settings;
mod sign_on;
mod theme;
mod timer;
mod user;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use broadsheet_desk::Role;
use broadsheet_web::routes::Who;
use complaint::Complaint;
use errand::Errand;
use say::say;
use settings::Given;
use user::User;

/// Pages come and go on the shelf all day in pieces of every size: with the system's allocator the holes between them grow.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

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
    /// Look whether settings, database and photos are in order, and with --pages whether every page is as it should be.
    #[command(
        after_help = "Example:\n  broadsheet check --data ./newspaper\n  broadsheet check --pages --data ./newspaper"
    )]
    Check(check::Check),
    /// Say what a page is made from: its parts, what each of them read, and why it was last printed.
    #[command(after_help = "Example:\n  broadsheet explain /2026/03/02/eelgrass-returns --data ./newspaper")]
    Explain {
        /// The page's address, whole or from the slash on.
        url: String,
        /// Say it as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Say what publishing an article would change, and which pages it would touch. Nothing is done.
    #[command(after_help = "Example:\n  broadsheet impact 1234567890 --data ./newspaper")]
    Impact {
        /// The article's id.
        article: i64,
        /// Another revision of it than the newest.
        #[arg(long, value_name = "N")]
        revision: Option<i64>,
        /// Say it as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Keep accounts: who may sign in to the newsroom, and how.
    #[command(
        subcommand,
        after_help = "Example:\n  broadsheet user add \"Ada Quay\" --email ada@news.example --role editor"
    )]
    User(User),
    /// Back the paper up into a folder, while it is served or not.
    #[command(
        after_help = "Example:\n  broadsheet backup /mnt/backups/paper\n  broadsheet backup /mnt/backups/paper --verify"
    )]
    Backup(backup::BackUp),
    /// Make a paper of a backup where there is none.
    #[command(
        after_help = "Example:\n  broadsheet restore /mnt/backups/paper --data ./newspaper\n  broadsheet restore /mnt/backups/paper --list"
    )]
    Restore(backup::Restore),
    /// Look at everything around the paper that may be wrong: address, TLS, mail, time, disk, permissions, database, backups.
    #[command(after_help = "Example:\n  broadsheet doctor --data ./newspaper")]
    Doctor,
    /// Print every route of the server, and which role may ask it, as CSV.
    #[command(after_help = "Example:\n  broadsheet routes > routes.csv")]
    Routes,
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
        Command::Check(check) => check.run(&line.given.settings()?).await,
        Command::Explain { url, json } => errands::run(&line.given.settings()?, Errand::Explain { url, json }).await,
        Command::Impact { article, revision, json } => {
            errands::run(&line.given.settings()?, Errand::Impact { article, revision, json }).await
        }
        Command::User(user) => user.run(&line.given.settings()?).await,
        Command::Backup(backup) => backup.run(&line.given.settings()?).await,
        Command::Restore(restore) => restore.run(&line.given.settings()?).await,
        Command::Doctor => doctor::run(&line.given.settings()?).await,
        Command::Routes => {
            routes();
            Ok(())
        }
        Command::Reload => reload::run(&line.given.settings()?).await,
    }
}

/// Every route, and who may ask it.
fn routes() {
    say!("method,path,act,proven,nobody,reporter,editor,publisher,administrator");
    for route in broadsheet_web::routes::TABLE {
        let roles = std::iter::once(None).chain(Role::ALL.map(Some));
        let admits: Vec<&str> = roles.map(|role| if route.who.admits(role) { "yes" } else { "no" }).collect();
        let act = route.who.deed().map_or("", |deed| deed.name());
        let proven = if matches!(route.who, Who::Proven(_)) { "yes" } else { "no" };
        say!("{},{},{act},{proven},{}", route.method, route.path, admits.join(","));
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
