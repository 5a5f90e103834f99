//! What is to be done at an instant, and when.

use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;

use crate::db::{Row, values};
use crate::failure::Failure;
use crate::rows::Rows;
use crate::store::Store;
use crate::thing::Thing;
use crate::transaction::Transaction;

/// An act that is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The article, or the photo, to which it is done.
    pub id: i64,
    /// `publish` or `withdraw` for an article, `expire` for a photo.
    pub act: String,
    /// When.
    pub at: Instant,
}

impl Store {
    /// What is due by now, the oldest first, at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn due(&self, now: Instant, limit: i64) -> Result<Vec<Due>, Failure> {
        let sql = "SELECT article AS id, act, at FROM schedules WHERE at <= $1
                   UNION ALL SELECT id, 'expire' AS act, expires AS at FROM photos WHERE gone = 0 AND expires <= $1
                   ORDER BY at, id, act LIMIT $2";
        let snapshot = self.snapshot().await?;
        let due = |row: &Row<'_>| {
            let at = Instant::from_microseconds(row.get("at")?);
            Ok(Due { id: row.get("id")?, act: row.get("act")?, at })
        };
        let found = snapshot.connection().query(sql, values![now.microseconds(), limit], due).await?;
        snapshot.finish();
        Ok(found)
    }

    /// When something is due next; nothing where nothing is scheduled.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn next_due(&self) -> Result<Option<Instant>, Failure> {
        let snapshot = self.snapshot().await?;
        let sql = "SELECT min(at) AS at FROM (SELECT min(at) AS at FROM schedules
                   UNION ALL SELECT min(expires) AS at FROM photos WHERE gone = 0) AS next";
        let at: Option<i64> = snapshot.connection().query_one(sql, &[], |row| row.get("at")).await?;
        snapshot.finish();
        Ok(at.map(Instant::from_microseconds))
    }
}

impl Rows {
    /// The instant before which nothing of an article is public.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn embargo(&self, article: ArticleId) -> Result<Option<Instant>, Failure> {
        let sql = "SELECT until FROM embargoes WHERE article = $1";
        let found = self.query(sql, values![article.0], |row| row.get("until")).await?;
        Ok(found.into_iter().next().map(Instant::from_microseconds))
    }

    /// When an act is to be done to an article.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn schedule(&self, article: ArticleId, act: &str) -> Result<Option<Instant>, Failure> {
        let sql = "SELECT at FROM schedules WHERE article = $1 AND act = $2";
        let found = self.query(sql, values![article.0, act], |row| row.get("at")).await?;
        Ok(found.into_iter().next().map(Instant::from_microseconds))
    }
}

impl Transaction {
    /// Sets, or lifts, the instant before which nothing of an article is public.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_embargo(&mut self, article: ArticleId, until: Option<Instant>) -> Result<(), Failure> {
        self.touch(Thing::Article(article.0)).await?;
        self.works_on(article.0);
        self.execute("DELETE FROM embargoes WHERE article = $1", values![article.0]).await?;
        if let Some(until) = until {
            let sql = "INSERT INTO embargoes (article, until) VALUES ($1, $2)";
            self.execute(sql, values![article.0, until.microseconds()]).await?;
        }
        Ok(())
    }

    /// Sets, or lifts, when an act is to be done to an article. `act` is `publish` or `withdraw`.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_schedule(&mut self, article: ArticleId, act: &str, at: Option<Instant>) -> Result<(), Failure> {
        self.touch(Thing::Article(article.0)).await?;
        self.works_on(article.0);
        self.execute("DELETE FROM schedules WHERE article = $1 AND act = $2", values![article.0, act]).await?;
        if let Some(at) = at {
            let sql = "INSERT INTO schedules (article, act, at) VALUES ($1, $2, $3)";
            self.execute(sql, values![article.0, act, at.microseconds()]).await?;
        }
        Ok(())
    }
}
