//! What followers of the change log keep: how far they have come, and tables they made.

use broadsheet_news::clock::Instant;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::changes::json;
use crate::db::values;
use crate::failure::Failure;
use crate::store::Store;
use crate::transaction::Transaction;

impl Store {
    /// The number of the last change that a follower has dealt with.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn followed(&self, follower: &str) -> Result<i64, Failure> {
        let snapshot = self.snapshot().await?;
        let sql = "SELECT number FROM followers WHERE name = $1";
        let number = snapshot.connection().query_opt(sql, values![follower], |row| row.get("number")).await?;
        snapshot.finish();
        Ok(number.unwrap_or(0))
    }

    /// Notes how far a follower has come; no change of the change log.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_followed(&self, now: Instant, follower: &str, number: i64) -> Result<(), Failure> {
        let transaction = self.counting(now).await?;
        transaction.save_followed(follower, number).await?;
        transaction.end().await
    }

    /// A table that a follower made, and when; `None` where there is none, or none of that form.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn derived<T: DeserializeOwned>(&self, name: &str) -> Result<Option<(Instant, T)>, Failure> {
        let snapshot = self.snapshot().await?;
        let sql = "SELECT made, value FROM derived WHERE name = $1";
        let read = |row: &crate::db::Row<'_>| Ok((row.get::<i64>("made")?, row.get::<String>("value")?));
        let found = snapshot.connection().query_opt(sql, values![name], read).await?;
        snapshot.finish();
        Ok(found.and_then(|(made, value)| Some((Instant::from_microseconds(made), serde_json::from_str(&value).ok()?))))
    }

    /// Keeps a table that a follower made; no change of the change log.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_derived<T: Serialize + Sync>(&self, now: Instant, name: &str, value: &T) -> Result<(), Failure> {
        let transaction = self.counting(now).await?;
        transaction.save_derived(name, value).await?;
        transaction.end().await
    }
}

impl Transaction {
    /// Keeps a table that was made, together with what else the act writes.
    pub(crate) async fn save_derived<T: Serialize + Sync>(&self, name: &str, value: &T) -> Result<(), Failure> {
        let sql = "INSERT INTO derived (name, made, value) VALUES ($1, $2, $3)
                   ON CONFLICT (name) DO UPDATE SET made = excluded.made, value = excluded.value";
        self.execute(sql, values![name, self.now().microseconds(), &json(value)?]).await?;
        Ok(())
    }

    /// Notes how far a follower has come, together with what it wrote.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_followed(&self, follower: &str, number: i64) -> Result<(), Failure> {
        let sql = "INSERT INTO followers (name, number) VALUES ($1, $2)
                   ON CONFLICT (name) DO UPDATE SET number = excluded.number";
        self.execute(sql, values![follower, number]).await?;
        Ok(())
    }
}
