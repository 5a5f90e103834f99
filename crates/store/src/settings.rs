//! Settings: one row each, JSON as value.

use std::collections::BTreeMap;

use broadsheet_news::address;
use broadsheet_news::clock::Zone;
use broadsheet_news::facts::{Column, Fact, Hash, Picture};
use broadsheet_news::language::Language;
use broadsheet_news::paper::Setting;

use crate::changes::json;
use crate::db::{Connection, Row, values};
use crate::failure::Failure;
use crate::rows::Rows;
use crate::thing::Thing;
use crate::transaction::Transaction;

pub(crate) async fn pictures(connection: &Connection, keys: &[&str]) -> Result<Vec<Picture>, Failure> {
    let mut pictures = Vec::with_capacity(keys.len());
    for key in keys {
        let mut picture = Picture::default();
        if let Some(value) = one(connection, key).await? {
            picture.facts.insert(Fact::of_name(Column::SETTING, key), Hash::of(&value));
            if let Some(zone) = value.as_str().filter(|_| *key == Setting::Zone.key()) {
                picture.facts.insert(Fact::of_name(Column::ZONE, zone), Hash::of(&true));
            }
        }
        pictures.push(picture);
    }
    Ok(pictures)
}

/// A number that the change log is never at.
pub(crate) const NEVER: i64 = -1;

/// The number of the change log, and all settings, unless it is that number.
pub(crate) async fn all_unless(
    connection: &Connection,
    number: i64,
) -> Result<(i64, Vec<(String, serde_json::Value)>), Failure> {
    let sql = "SELECT number, key, value FROM ledger LEFT JOIN settings ON number <> $1";
    let setting = |row: &Row<'_>| {
        let setting = match row.get("key")? {
            Some(key) => Some((key, row.json("value")?)),
            None => None,
        };
        Ok((row.get("number")?, setting))
    };
    let all = connection.query(sql, values![number], setting).await?;
    let number = all.first().map(|(number, _)| *number);
    let number = number.ok_or_else(|| Failure::Broken("the change log has no number".into()))?;
    Ok((number, all.into_iter().filter_map(|(_, setting)| setting).collect()))
}

async fn one(connection: &Connection, key: &str) -> Result<Option<serde_json::Value>, Failure> {
    let sql = "SELECT value FROM settings WHERE key = $1";
    connection.query_opt(sql, values![key], |row| row.json("value")).await
}

async fn typed<T: serde::de::DeserializeOwned>(connection: &Connection, key: &str) -> Result<Option<T>, Failure> {
    let stored = one(connection, key).await?;
    Ok(stored.and_then(|value| serde_json::from_value(value).ok()))
}

/// The paper's languages, the first without a prefix.
pub(crate) async fn languages(connection: &Connection) -> Result<Vec<Language>, Failure> {
    Ok(typed(connection, Setting::Languages.key()).await?.unwrap_or_else(|| vec![Language::default()]))
}

/// The paper's zone.
pub(crate) async fn zone(connection: &Connection) -> Result<Zone, Failure> {
    let name: Option<String> = typed(connection, Setting::Zone.key()).await?;
    Ok(Zone::set(name.as_deref()))
}

/// A column that holds a language's tag.
pub(crate) fn language(row: &Row<'_>, column: &'static str) -> Result<Language, Failure> {
    let tag: String = row.get(column)?;
    Language::tagged(&tag).ok_or_else(|| Failure::Broken(format!("column {column}: '{tag}' is no language")))
}

impl Rows {
    /// Every setting that is set, by its key.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn settings(&self) -> Result<BTreeMap<String, serde_json::Value>, Failure> {
        Ok(all_unless(self.connection(), NEVER).await?.1.into_iter().collect())
    }

    /// A setting, or `None` where it is not set or not of that form.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn setting<T: serde::de::DeserializeOwned>(&self, setting: Setting) -> Result<Option<T>, Failure> {
        typed(self.connection(), setting.key()).await
    }

    /// A setting for one of the paper's languages.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn setting_in<T: serde::de::DeserializeOwned>(
        &self,
        setting: Setting,
        language: &Language,
    ) -> Result<Option<T>, Failure> {
        typed(self.connection(), &setting.key_in(language, &self.languages().await?)).await
    }

    /// The paper's languages, the first without a prefix.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn languages(&self) -> Result<Vec<Language>, Failure> {
        languages(self.connection()).await
    }

    /// The paper's zone.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn zone(&self) -> Result<Zone, Failure> {
        zone(self.connection()).await
    }

    /// The prefix of a language's addresses.
    pub(crate) async fn prefix(&self, language: &Language) -> Result<String, Failure> {
        Ok(address::prefix(language, &self.languages().await?))
    }
}

impl Transaction {
    /// Saves a setting.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_setting(&mut self, setting: Setting, value: &serde_json::Value) -> Result<(), Failure> {
        if setting == Setting::Languages {
            self.touch_directory().await?;
        }
        self.save_keyed(setting.key(), value).await
    }

    /// Saves a setting for one of the paper's languages.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_setting_in(
        &mut self,
        setting: Setting,
        language: &Language,
        value: &serde_json::Value,
    ) -> Result<(), Failure> {
        let key = setting.key_in(language, &self.languages().await?);
        self.save_keyed(&key, value).await
    }

    async fn save_keyed(&mut self, key: &str, value: &serde_json::Value) -> Result<(), Failure> {
        self.touch(Thing::Setting(key.to_owned())).await?;
        let sql = "INSERT INTO settings (key, value) VALUES ($1, $2)
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.execute(sql, values![key, &json(value)?]).await?;
        Ok(())
    }
}
