//! Addresses: whatever ever led somewhere, and to what.

use broadsheet_news::facts::{Column, Fact, Hash, Picture};
use serde::{Deserialize, Serialize};

use crate::db::{Connection, Row, values};
use crate::failure::Failure;
use crate::source::Source;
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

pub(crate) async fn picture(connection: &Connection, path: &str) -> Result<Picture, Failure> {
    let mut picture = Picture::default();
    if let Some(target) = target(connection, path).await? {
        picture.facts.insert(Fact::of_name(Column::ADDRESS, path), Hash::of(&target));
    }
    Ok(picture)
}

async fn target(connection: &Connection, path: &str) -> Result<Option<Target>, Failure> {
    let sql = "SELECT noun, thing, target FROM addresses WHERE path = $1";
    Ok(connection.query_opt(sql, values![path], read).await?.flatten())
}

fn read(row: &Row<'_>) -> Result<Option<Target>, Failure> {
    Ok(Target::of(&row.get::<String>("noun")?, row.get("thing")?, row.get("target")?))
}

impl Source {
    /// What an address leads to; that it leads nowhere is recorded too.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn target(&self, path: &str) -> Result<Option<Target>, Failure> {
        let target = target(self.connection(), path).await?;
        self.saw_named(Column::ADDRESS, path, target.as_ref().map_or(Hash::ABSENT, Hash::of));
        Ok(target)
    }
}

impl Transaction {
    /// Lets an address lead to a thing. Addresses that led to it before go on leading to it.
    ///
    /// # Errors
    /// [`Failure::Taken`] where the address leads, or ever led, to another thing.
    pub(crate) async fn lead(&mut self, path: &str, noun: &str, id: i64) -> Result<(), Failure> {
        self.touch(Thing::Address(path.to_owned())).await?;
        let sql = "INSERT INTO addresses (path, noun, thing) VALUES ($1, $2, $3) ON CONFLICT (path) DO NOTHING";
        if self.execute(sql, values![path, noun, id]).await? == 1 {
            return Ok(());
        }
        let sql = "SELECT count(*) AS n FROM addresses WHERE path = $1 AND noun = $2 AND thing = $3";
        let mine: i64 = self.connection().query_one(sql, values![path, noun, id], |row| row.get("n")).await?;
        if mine == 1 { Ok(()) } else { Err(Failure::Taken(format!("The address {path}"))) }
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
            0 => Err(Failure::Taken(format!("The address {path}"))),
            _ => Ok(()),
        }
    }

    /// What an address leads to.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn target(&self, path: &str) -> Result<Option<Target>, Failure> {
        target(self.connection(), path).await
    }
}
