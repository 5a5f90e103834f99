//! `cargo xtask fill`: starts the example that makes a large archive, with the optimisations of a release.

use std::path::PathBuf;

use clap::Args;

use crate::run::{self, Outcome, cargo};

/// How large the archive is to be, and where.
#[derive(Args)]
pub(crate) struct Fill {
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

impl Fill {
    pub(crate) fn run(self) -> Outcome {
        // Cargo runs from the root of the workspace, wherever we were started.
        let data =
            std::path::absolute(&self.data).map_err(|e| format!("{} cannot be used: {e}", self.data.display()))?;
        let mut command = cargo(&["run", "--release", "--package", "broadsheet-demo", "--example", "fill", "--"]);
        command.arg("--articles").arg(self.articles.to_string()).arg("--data").arg(data);
        command.args(self.database.iter().flat_map(|url| ["--database", url]));
        command.args(self.follow.then_some("--follow"));
        run::run(&mut command)
    }
}
