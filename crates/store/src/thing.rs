//! Things: what an act may touch, and the picture of each that readers can see.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::mem::discriminant;

use broadsheet_news::facts::Picture;

use crate::articles::BodyHashes;
use crate::db::{Connection, Row, found_by_ids};
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
    /// Its id, where it is known by one.
    pub(crate) fn id(&self) -> Option<i64> {
        match self {
            Self::Article(id) | Self::Person(id) | Self::Section(id) | Self::Topic(id) | Self::Photo(id) => Some(*id),
            Self::Organisation(id) | Self::Standing(id) | Self::Reference(id) => Some(*id),
            Self::Layout(_) | Self::Address(_) | Self::Setting(_) => None,
        }
    }

    /// Its name, where it is known by one.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Layout(name) | Self::Address(name) | Self::Setting(name) => Some(name),
            _ => None,
        }
    }

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

/// All that readers can see of some things, as the connection sees them now: those of one kind are read together.
pub(crate) async fn pictures(
    connection: &Connection,
    things: impl IntoIterator<Item = Thing>,
    bodies: &mut BodyHashes,
) -> Result<BTreeMap<Thing, Picture>, Failure> {
    let things: Vec<Thing> = things.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut pictures = BTreeMap::new();
    for kind in things.chunk_by(|one, other| discriminant(one) == discriminant(other)) {
        pictures.extend(kind.iter().cloned().zip(of_one_kind(connection, kind, bodies).await?));
    }
    Ok(pictures)
}

/// All that readers can see of one thing.
#[cfg(test)]
pub(crate) async fn picture(connection: &Connection, thing: &Thing) -> Result<Picture, Failure> {
    Ok(pictures(connection, [thing.clone()], &mut BodyHashes::new()).await?.remove(thing).unwrap_or_default())
}

/// The pictures of things of one kind, in their order.
async fn of_one_kind(
    connection: &Connection,
    things: &[Thing],
    bodies: &mut BodyHashes,
) -> Result<Vec<Picture>, Failure> {
    let ids: Vec<i64> = things.iter().filter_map(Thing::id).collect();
    let names: Vec<&str> = things.iter().filter_map(Thing::name).collect();
    match things.first() {
        Some(Thing::Article(_)) => articles::pictures(connection, &ids, bodies).await,
        Some(Thing::Person(_)) => persons::pictures(connection, &ids).await,
        Some(Thing::Section(_)) => sections::pictures(connection, &ids).await,
        Some(Thing::Topic(_)) => topics::pictures(connection, &ids).await,
        Some(Thing::Photo(_)) => photos::pictures(connection, &ids).await,
        Some(Thing::Organisation(_)) => organisations::pictures(connection, &ids).await,
        Some(Thing::Standing(_)) => standing_pages::pictures(connection, &ids).await,
        Some(Thing::Reference(_)) => references::pictures(connection, &ids).await,
        Some(Thing::Layout(_)) => layouts::pictures(connection, &names).await,
        Some(Thing::Address(_)) => addresses::pictures(connection, &names).await,
        Some(Thing::Setting(_)) => settings::pictures(connection, &names).await,
        None => Ok(Vec::new()),
    }
}

/// The pictures of rows with an id, in the order of the ids; of a row that is not there, nothing is seen.
pub(crate) async fn pictures_by_id<T: Send>(
    connection: &Connection,
    select: &str,
    ids: &[i64],
    row: impl Fn(&Row<'_>) -> Result<T, Failure> + Send,
    picture: impl Fn(&T) -> Picture,
) -> Result<Vec<Picture>, Failure> {
    let found = found_by_ids(connection, select, ids, row).await?;
    Ok(ids.iter().map(|id| found.get(id).map(&picture).unwrap_or_default()).collect())
}
