//! Fills a new newspaper with a large archive by chance, and says how long that took: `cargo xtask fill`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use broadsheet_demo::fill::{Filling, found};
use broadsheet_discovery::Follower;
use broadsheet_store::{Options, Store};
use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};

/// Fill a new newspaper with a large archive, the same each time.
#[derive(Parser)]
struct Fill {
    /// How many articles.
    #[arg(long)]
    articles: usize,
    /// The data folder, in which there is no newspaper yet.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// A PostgreSQL database without tables; without it, SQLite in the folder.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Also derive related lists and mentions, which serving the newspaper would do.
    #[arg(long)]
    follow: bool,
}

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main]
async fn main() -> ExitCode {
    match Fill::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

impl Fill {
    async fn run(self) -> Fallible<()> {
        let options = Options { folder: self.data.clone(), database: self.database.clone() };
        let progress = progress(self.articles);
        let began = Instant::now();
        let store = found(&options, &Filling::of(self.articles), |more| progress.inc(more as u64)).await?;
        progress.finish_and_clear();
        told("come in", self.articles, began);
        if self.follow {
            follow(&store, self.articles).await?;
        }
        println!("{} bytes of database in {}", store.size().await?, self.data.display());
        Ok(())
    }
}

async fn follow(store: &Store, articles: usize) -> Fallible<()> {
    let began = Instant::now();
    Follower::new(store.clone()).catch_up(Filling::end()).await?;
    told("followed", articles, began);
    Ok(())
}

fn told(what: &str, articles: usize, began: Instant) {
    let seconds = began.elapsed().as_secs_f64();
    println!("{articles} articles {what} in {seconds:.1} seconds: {:.0} a second", articles as f64 / seconds);
}

fn progress(articles: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{pos} of {len} articles {wide_bar} {per_sec} {eta}");
    ProgressBar::new(articles as u64).with_style(style.unwrap_or(ProgressStyle::default_bar()))
}
