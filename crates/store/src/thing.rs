//! Things: what an act may touch, and the picture of each that readers can see.

use std::fmt;

use broadsheet_news::facts::Picture;

use crate::db::Connection;
use crate::failure::Failure;
use crate::{
    addresses, articles, layouts, organisations, persons, photos, references, sections, settings, standing_pages,
    topics,
};

/// A thing that an act may touch. Written `article:42`, `address:/politics`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// An article with its revisions, corrections, translations and derived facts.
    Article(i64),
    /// A person.
    Person(i64),
    /// A section.
    Section(i64),
    /// A topic or alias.
    Topic(i64),
    /// A photo.
    Photo(i64),
    /// An organisation.
    Organisation(i64),
    /// A standing page.
    Standing(i64),
    /// A reference.
    Reference(i64),
    /// The layout of the front at that address.
    Layout(String),
    /// What an address leads to.
    Address(String),
    /// A setting.
    Setting(String),
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article(id) => write!(f, "article:{id}"),
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Section(id) => write!(f, "section:{id}"),
            Self::Topic(id) => write!(f, "topic:{id}"),
            Self::Photo(id) => write!(f, "photo:{id}"),
            Self::Organisation(id) => write!(f, "organisation:{id}"),
            Self::Standing(id) => write!(f, "standing:{id}"),
            Self::Reference(id) => write!(f, "reference:{id}"),
            Self::Layout(page) => write!(f, "layout:{page}"),
            Self::Address(path) => write!(f, "address:{path}"),
            Self::Setting(key) => write!(f, "setting:{key}"),
        }
    }
}

impl Thing {
    /// The thing that is written so.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (noun, of) = text.split_once(':')?;
        let id = || of.parse().ok();
        match noun {
            "article" => id().map(Self::Article),
            "person" => id().map(Self::Person),
            "section" => id().map(Self::Section),
            "topic" => id().map(Self::Topic),
            "photo" => id().map(Self::Photo),
            "organisation" => id().map(Self::Organisation),
            "standing" => id().map(Self::Standing),
            "reference" => id().map(Self::Reference),
            "layout" => Some(Self::Layout(of.to_owned())),
            "address" => Some(Self::Address(of.to_owned())),
            "setting" => Some(Self::Setting(of.to_owned())),
            _ => None,
        }
    }
}

/// All that readers can see of a thing, as the connection sees it now.
pub(crate) async fn picture(connection: &Connection, thing: &Thing) -> Result<Picture, Failure> {
    match thing {
        Thing::Article(id) => articles::picture(connection, *id).await,
        Thing::Person(id) => persons::picture(connection, *id).await,
        Thing::Section(id) => sections::picture(connection, *id).await,
        Thing::Topic(id) => topics::picture(connection, *id).await,
        Thing::Photo(id) => photos::picture(connection, *id).await,
        Thing::Organisation(id) => organisations::picture(connection, *id).await,
        Thing::Standing(id) => standing_pages::picture(connection, *id).await,
        Thing::Reference(id) => references::picture(connection, *id).await,
        Thing::Layout(page) => layouts::picture(connection, page).await,
        Thing::Address(path) => addresses::picture(connection, path).await,
        Thing::Setting(key) => settings::picture(connection, key).await,
    }
}
