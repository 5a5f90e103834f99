//! What is to be done at an instant, and when.

use broadsheet_news::clock::Instant;

use crate::db::{Row, values};
use crate::failure::Failure;
use crate::store::Store;

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
        snapshot.finish().await;
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
        snapshot.finish().await;
        Ok(at.map(Instant::from_microseconds))
    }
}
