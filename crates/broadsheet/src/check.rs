//! `broadsheet check`: looks whether settings, theme, database and photos are in order.

use broadsheet_store::Store;
use clap::Args;

use crate::complaint::Complaint;
use crate::errand::Errand;
use crate::errands;
use crate::say::say;
use crate::settings::Settings;

/// Look whether everything is in order.
#[derive(Args)]
pub(crate) struct Check {
    /// Print every page on the running server's shelf afresh and compare; without a server, print every address once.
    #[arg(long)]
    pages: bool,
    /// Say of the pages as JSON, and nothing else.
    #[arg(long, requires = "pages")]
    json: bool,
}

impl Check {
    pub(crate) async fn run(self, settings: &Settings) -> Result<(), Complaint> {
        if !self.json {
            files(settings).await?;
        }
        match self.pages {
            true => errands::run(settings, Errand::CheckPages { json: self.json }).await,
            false => Ok(()),
        }
    }
}

async fn files(settings: &Settings) -> Result<(), Complaint> {
    say!("settings   in order: listening at {}, data in {}", settings.listen, settings.options.folder.display());
    settings.theme.theme()?;
    say!("theme      in order: {}", settings.theme.says()?);
    let store = Store::read(&settings.options).await?;
    let kind = if settings.options.database.is_some() { "PostgreSQL" } else { "SQLite" };
    say!("database   in order: {kind}, change {}", store.newest_change().borrow().to_owned());
    let report = store.check_photos().await?;
    match report.lost[..] {
        [] => {
            say!("photos     in order: {} known, {} of them with a file", report.known, report.kept);
            Ok(())
        }
        [ref first, ..] => Err(Complaint(format!(
            "{} of {} photos have lost their file, the first being photo {first}. Restore the folder 'media' from a backup.",
            report.lost.len(),
            report.known
        ))),
    }
}
