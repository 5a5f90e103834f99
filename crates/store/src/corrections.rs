//! Corrections.

use broadsheet_news::clock::Instant;
use broadsheet_news::correction::Correction;
use broadsheet_news::ids::{ArticleId, CorrectionId};

use crate::db::{Connection, values};
use crate::failure::Failure;
use crate::thing::Thing;
use crate::transaction::Transaction;

/// The corrections of an article, oldest first.
pub(crate) async fn of_article(connection: &Connection, article: i64) -> Result<Vec<Correction>, Failure> {
    let sql = "SELECT id, made, text, before FROM corrections WHERE article = $1 ORDER BY made, id";
    connection
        .query(sql, values![article], |row| {
            Ok(Correction {
                id: CorrectionId(row.get("id")?),
                article: ArticleId(article),
                made: Instant::from_microseconds(row.get("made")?),
                text: row.get("text")?,
                before: row.get("before")?,
            })
        })
        .await
}

impl Transaction {
    /// Adds a correction to an article.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn add_correction(&mut self, correction: &Correction) -> Result<(), Failure> {
        self.touch(Thing::Article(correction.article.0)).await?;
        let sql = "INSERT INTO corrections (id, article, made, text, before) VALUES ($1, $2, $3, $4, $5)";
        let Correction { id, article, made, text, before } = correction;
        self.execute(sql, values![id.0, article.0, made.microseconds(), text, before]).await?;
        Ok(())
    }

    /// The corrections of an article, oldest first.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn corrections(&self, article: ArticleId) -> Result<Vec<Correction>, Failure> {
        of_article(self.connection(), article.0).await
    }
}
