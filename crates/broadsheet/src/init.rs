//! `broadsheet init`: founds a newspaper.

use std::path::{Path, PathBuf};

use broadsheet_desk::{Refusal, founding, setting};
use broadsheet_news::clock::{DateStyle, Instant};
use broadsheet_news::paper::Founding;
use broadsheet_store::Failure;
use clap::Args;

use crate::complaint::Complaint;
use crate::say::say;
use crate::settings::Settings;

/// Found a newspaper.
#[derive(Args)]
pub(crate) struct Init {
    /// The paper's name.
    #[arg(long)]
    name: String,
    /// The paper's time zone, for example Asia/Taipei.
    #[arg(long)]
    zone: String,
    /// A language of the paper, for example en or zh-Hant; the first has no prefix in addresses [default: en]
    #[arg(long = "language", value_name = "TAG")]
    languages: Vec<String>,
    /// The public address, for example https://news.example [default: wherever it is served]
    #[arg(long, value_name = "URL")]
    address: Option<String>,
}

impl Init {
    pub(crate) async fn run(self, settings: &Settings) -> Result<(), Complaint> {
        let tags = if self.languages.is_empty() { vec!["en".to_owned()] } else { self.languages };
        let founding = Founding {
            name: self.name.trim().to_owned(),
            languages: setting::languages(&tags)?,
            zone: self.zone,
            address: self.address.map(|address| address.trim_end_matches('/').to_owned()).unwrap_or_default(),
            date_style: DateStyle::Numeric,
        };
        let before = Before::look(&settings.options.folder);
        if let Err(refusal) = founding::found(&settings.options, &founding, Instant::now()).await {
            before.restore(&refusal);
            return Err(refusal.into());
        }
        let folder = settings.options.folder.display();
        let database = settings.options.database.as_ref().map(|url| format!(" --database {url}")).unwrap_or_default();
        let name = founding.name;
        say!("{name} is founded in {folder}. Serve it with: broadsheet serve --data {folder}{database}");
        Ok(())
    }
}

/// What stood where a newspaper is to be founded: a founding that fails leaves nothing else behind.
struct Before {
    folder: PathBuf,
    was_there: bool,
    files: Vec<(PathBuf, bool)>,
}

impl Before {
    fn look(folder: &Path) -> Self {
        let names = ["owner.lock", "newspaper.db", "newspaper.db-wal", "newspaper.db-shm"];
        let files = names.map(|name| folder.join(name)).map(|path| (path.clone(), path.exists()));
        Self { folder: folder.to_owned(), was_there: folder.exists(), files: files.into() }
    }

    /// Where the refusal tells of another newspaper or its owner, these files may be theirs.
    fn restore(self, refusal: &Refusal) {
        if matches!(refusal, Refusal::Failed(Failure::Owned(_) | Failure::PaperExists(_))) {
            return;
        }
        for (path, _) in self.files.iter().filter(|(_, was_there)| !was_there) {
            let _ = std::fs::remove_file(path);
        }
        if !self.was_there {
            // Only an empty folder goes.
            let _ = std::fs::remove_dir(&self.folder);
        }
    }
}
