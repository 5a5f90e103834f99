//! `broadsheet export`: writes articles out as JSON.

use std::io::Write;

use broadsheet_desk::{export_above, export_one};
use broadsheet_news::ids::ArticleId;
use broadsheet_store::Store;
use clap::Args;

use crate::complaint::Complaint;
use crate::settings::Settings;

/// How many articles are read at once.
const AT_ONCE: i64 = 100;

/// Write articles out as JSON, which import reads back.
#[derive(Args)]
pub(crate) struct Export {
    /// The id of one article; all that readers have or had, where none is named.
    article: Option<i64>,
}

impl Export {
    pub(crate) async fn run(self, settings: &Settings) -> Result<(), Complaint> {
        let store = Store::read(&settings.options).await?;
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        match self.article {
            Some(id) => {
                let article = export_one(&store, ArticleId(id)).await?;
                written(serde_json::to_writer_pretty(&mut out, &article).map_err(Into::into))?;
                written(writeln!(out))?;
            }
            None => all(&store, &mut out).await?,
        }
        written(out.flush())
    }
}

/// A list with an article a line, so that a large paper can be read piece by piece.
async fn all(store: &Store, out: &mut impl Write) -> Result<(), Complaint> {
    let mut above = ArticleId(0);
    let mut separator = "[\n";
    loop {
        let (articles, last) = export_above(store, above, AT_ONCE).await?;
        for article in articles {
            written(out.write_all(separator.as_bytes()))?;
            written(serde_json::to_writer(&mut *out, &article).map_err(Into::into))?;
            separator = ",\n";
        }
        match last {
            Some(id) => above = id,
            None => break,
        }
    }
    written(out.write_all(if separator == "[\n" { b"[]\n" } else { b"\n]\n" }))
}

fn written(outcome: std::io::Result<()>) -> Result<(), Complaint> {
    outcome.map_err(|error| Complaint(format!("The export could not be written: {error}.")))
}
