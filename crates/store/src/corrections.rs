//! Corrections.

use std::collections::HashMap;

use broadsheet_news::clock::Instant;
use broadsheet_news::correction::Correction;
use broadsheet_news::ids::{ArticleId, CorrectionId};

use crate::db::{Connection, Row, among, ints, row};
use crate::failure::Failure;
use crate::rows::Rows;
use crate::thing::Thing;
use crate::transaction::Transaction;

/// The corrections of an article, oldest first.
pub(crate) async fn of_article(connection: &Connection, article: i64) -> Result<Vec<Correction>, Failure> {
    Ok(of_articles(connection, &[article]).await?.remove(&article).unwrap_or_default())
}

/// The corrections of some articles, by article, each oldest first.
pub(crate) async fn of_articles(
    connection: &Connection,
    articles: &[i64],
) -> Result<HashMap<i64, Vec<Correction>>, Failure> {
    let sql = "SELECT id, article, made, text, before FROM corrections WHERE article IN ($list) ORDER BY made, id";
    let mut corrections: HashMap<i64, Vec<Correction>> = HashMap::new();
    for correction in among(connection, sql, &[], &ints(articles), row).await? {
        corrections.entry(correction.article.0).or_default().push(correction);
    }
    Ok(corrections)
}

fn row(row: &Row<'_>) -> Result<Correction, Failure> {
    Ok(Correction {
        id: CorrectionId(row.get("id")?),
        article: ArticleId(row.get("article")?),
        made: Instant::from_microseconds(row.get("made")?),
        text: row.get("text")?,
        before: row.get("before")?,
    })
}

impl Rows {
    /// The corrections of an article, oldest first.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn corrections(&self, article: ArticleId) -> Result<Vec<Correction>, Failure> {
        of_article(self.connection(), article.0).await
    }
}

impl Transaction {
    /// Adds a correction to an article.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn add_correction(&mut self, correction: &Correction) -> Result<(), Failure> {
        self.add_corrections(std::slice::from_ref(correction)).await
    }

    /// Adds corrections to their articles.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn add_corrections(&mut self, corrections: &[Correction]) -> Result<(), Failure> {
        self.touch_all(corrections.iter().map(|correction| Thing::Article(correction.article.0))).await?;
        let rows: Vec<_> =
            corrections.iter().map(|c| row![c.id.0, c.article.0, c.made.microseconds(), &c.text, &c.before]).collect();
        self.insert("INSERT INTO corrections (id, article, made, text, before)", &rows, "").await?;
        Ok(())
    }
}
