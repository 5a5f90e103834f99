//! `broadsheet init`: founds a newspaper.

use broadsheet_desk::{founding, setting};
use broadsheet_news::clock::{DateStyle, Instant};
use broadsheet_news::paper::Founding;
use clap::Args;

use crate::complaint::Complaint;
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
        founding::found(&settings.options, &founding, Instant::now()).await?;
        let folder = settings.options.folder.display();
        let database = settings.options.database.as_ref().map(|url| format!(" --database {url}")).unwrap_or_default();
        let name = founding.name;
        println!("{name} is founded in {folder}. Serve it with: broadsheet serve --data {folder}{database}");
        Ok(())
    }
}
