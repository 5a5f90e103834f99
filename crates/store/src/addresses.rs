//! Addresses: whatever ever led somewhere, and to what.

use std::collections::{BTreeSet, HashMap};

use broadsheet_news::facts::{Column, Fact, Hash, Picture};
use serde::{Deserialize, Serialize};

use crate::db::{Connection, Row, among, row, texts, values};
use crate::failure::Failure;
use crate::rows::Rows;
use crate::source::Source;
use crate::store::Store;
use crate::thing::Thing;
use crate::transaction::Transaction;

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// An article.
    Article(i64),
    /// A section.
    Section(i64),
    /// A topic or alias.
    Topic(i64),
    /// A person.
    Person(i64),
    /// An organisation.
    Organisation(i64),
    /// A standing page.
    Standing(i64),
    /// Another address, which an editor named.
    Redirect(String),
}

impl Target {
    fn of(noun: &str, thing: Option<i64>, target: Option<String>) -> Option<Self> {
        match noun {
            "article" => thing.map(Self::Article),
            "section" => thing.map(Self::Section),
            "topic" => thing.map(Self::Topic),
            "person" => thing.map(Self::Person),
            "organisation" => thing.map(Self::Organisation),
            "standing" => thing.map(Self::Standing),
            "redirect" => target.map(Self::Redirect),
            _ => None,
        }
    }
}

pub(crate) async fn pictures(connection: &Connection, paths: &[&str]) -> Result<Vec<Picture>, Failure> {
    let found = targets(connection, paths).await?;
    let picture = |path: &&str| {
        let mut picture = Picture::default();
        if let Some(target) = found.get(*path) {
            picture.facts.insert(Fact::of_name(Column::ADDRESS, path), Hash::of(target));
        }
        picture
    };
    Ok(paths.iter().map(picture).collect())
}

async fn target(connection: &Connection, path: &str) -> Result<Option<Target>, Failure> {
    Ok(targets(connection, &[path]).await?.remove(path))
}

/// What each of the addresses leads to, as far as it leads somewhere.
async fn targets(connection: &Connection, paths: &[&str]) -> Result<HashMap<String, Target>, Failure> {
    let sql = "SELECT path, noun, thing, target FROM addresses WHERE path IN ($list)";
    let read = |row: &Row<'_>| Ok((row.get("path")?, read(row)?));
    let found: Vec<(String, Option<Target>)> = among(connection, sql, &[], &texts(paths.iter().copied()), read).await?;
    Ok(found.into_iter().filter_map(|(path, target)| Some((path, target?))).collect())
}

pub(crate) fn read(row: &Row<'_>) -> Result<Option<Target>, Failure> {
    let noun: Option<String> = row.get("noun")?;
    Ok(Target::of(&noun.unwrap_or_default(), row.get("thing")?, row.get("target")?))
}

impl Source {
    /// What an address leads to; that it leads nowhere is recorded too.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn target(&self, path: &str) -> Result<Option<Target>, Failure> {
        let found = self.kept().targets.one(path, || target(self.connection(), path)).await?;
        self.saw_named(Column::ADDRESS, path, found.as_ref().as_ref().map_or(Hash::ABSENT, Hash::of));
        Ok(found.as_ref().clone())
    }
}

impl Store {
    /// Addresses that lead somewhere, in order, after one of them, at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn addresses_after(&self, path: &str, limit: i64) -> Result<Vec<String>, Failure> {
        let snapshot = self.snapshot().await?;
        let sql = "SELECT path FROM addresses WHERE path > $1 ORDER BY path LIMIT $2";
        let found = snapshot.connection().query(sql, values![path, limit], |row| row.get("path")).await?;
        snapshot.finish();
        Ok(found)
    }
}

impl Rows {
    /// Redirects by their paths, after one, at most so many: each with where it leads.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn redirects_after(&self, path: &str, limit: i64) -> Result<Vec<(String, String)>, Failure> {
        let sql = "SELECT path, target FROM addresses WHERE noun = 'redirect' AND path > $1 ORDER BY path LIMIT $2";
        self.query(sql, values![path, limit], |row| Ok((row.get("path")?, row.get("target")?))).await
    }

    /// Those of the addresses that lead somewhere.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn leading(&self, paths: &[&str]) -> Result<BTreeSet<String>, Failure> {
        Ok(targets(self.connection(), paths).await?.into_keys().collect())
    }

    /// What an address leads to.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn target(&self, path: &str) -> Result<Option<Target>, Failure> {
        target(self.connection(), path).await
    }
}

impl Transaction {
    /// Lets an address lead to a thing. Addresses that led to it before go on leading to it.
    ///
    /// # Errors
    /// [`Failure::Taken`] where the address leads, or ever led, to another thing.
    pub(crate) async fn lead(&mut self, path: &str, noun: &str, id: i64) -> Result<(), Failure> {
        self.lead_all(noun, &[(path.to_owned(), id)]).await
    }

    /// Lets each address lead to the thing of the id beside it, all of one noun.
    ///
    /// # Errors
    /// [`Failure::Taken`] where one of the addresses leads, or ever led, to another thing.
    pub(crate) async fn lead_all(&mut self, noun: &str, paths: &[(String, i64)]) -> Result<(), Failure> {
        let bare: Vec<&str> = paths.iter().map(|(path, _)| path.as_str()).collect();
        let mut leading = targets(self.connection(), &bare).await?;
        let mut new = Vec::new();
        for (path, id) in paths {
            let own = Target::of(noun, Some(*id), None)
                .ok_or_else(|| Failure::Broken(format!("an address cannot lead to a thing that is called {noun}")))?;
            match leading.get(path) {
                None => new.push((path, *id)),
                Some(target) if *target == own => continue,
                Some(_) => return Err(Failure::Taken(path.to_owned())),
            }
            leading.insert(path.to_owned(), own);
        }
        self.touch_all(new.iter().map(|(path, _)| Thing::Address((*path).to_owned()))).await?;
        let rows: Vec<_> = new.iter().map(|(path, id)| row![*path, noun, *id]).collect();
        self.insert("INSERT INTO addresses (path, noun, thing)", &rows, "").await?;
        Ok(())
    }

    /// Lets an address lead to another address.
    ///
    /// # Errors
    /// [`Failure::Taken`] where the address leads to a thing of the paper.
    pub async fn save_redirect(&mut self, path: &str, target: &str) -> Result<(), Failure> {
        self.touch(Thing::Address(path.to_owned())).await?;
        let sql = "INSERT INTO addresses (path, noun, target) VALUES ($1, 'redirect', $2)
                   ON CONFLICT (path) DO UPDATE SET target = excluded.target WHERE addresses.noun = 'redirect'";
        match self.execute(sql, values![path, target]).await? {
            0 => Err(Failure::Taken(path.to_owned())),
            _ => Ok(()),
        }
    }

    /// Lets an address that leads to another lead nowhere.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn remove_redirect(&mut self, path: &str) -> Result<(), Failure> {
        self.touch(Thing::Address(path.to_owned())).await?;
        self.execute("DELETE FROM addresses WHERE path = $1 AND noun = 'redirect'", values![path]).await?;
        Ok(())
    }
}
