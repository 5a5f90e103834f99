//! What a source has read and is asked for again, by one part of a page after another, or by several at once: being of
//! one moment, it is so still.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::{Arc, PoisonError};

use broadsheet_news::article::Member;
use broadsheet_news::body::Body;
use broadsheet_news::correction::Correction;
use broadsheet_news::directory::Organisation;
use broadsheet_news::facts;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::lists::Slice;
use broadsheet_news::person::Person;
use broadsheet_news::photo::Photo;
use broadsheet_news::reference::Reference;
use broadsheet_news::section::Section;
use broadsheet_news::topic::Topic;
use tokio::sync::Mutex;

use super::seen::Hashed;
use crate::addresses::Target;
use crate::articles::PublicArticle;
use crate::failure::Failure;

/// What is kept, by kind.
#[derive(Default)]
pub(crate) struct Kept {
    /// What addresses lead to.
    pub targets: Known<String, Option<Target>>,
    /// Articles without their texts.
    pub articles: Known<i64, Hashed<PublicArticle>>,
    /// Texts with their hashes, by revision.
    pub bodies: Known<i64, (Body, facts::Hash)>,
    /// Corrections, by article.
    pub corrections: Known<i64, Vec<Correction>>,
    /// The same in other languages, by article.
    pub translations: Known<i64, Vec<ArticleId>>,
    /// Related lists, by article.
    pub related: Known<i64, Vec<Member>>,
    /// Counts of readers, by article.
    pub readers: Known<i64, i64>,
    /// The references that turned out to be an article, by article.
    pub meant: Known<i64, Slice>,
    pub sections: Known<i64, Hashed<Section>>,
    pub persons: Known<i64, Hashed<Person>>,
    pub topics: Known<i64, Hashed<Topic>>,
    pub photos: Known<i64, Hashed<Photo>>,
    pub organisations: Known<i64, Hashed<Organisation>>,
    pub references: Known<i64, Hashed<Reference>>,
    /// The most popular, as readers and as an import made them, by language.
    pub popular: Known<String, (Vec<Member>, Vec<Member>)>,
}

/// Things of one kind that many pages show, by their ids. Nobody waits for who reads one that is not among them.
pub(crate) struct Shared<T>(std::sync::Mutex<HashMap<i64, Arc<T>>>);

/// How many of one kind are shared.
const MOST_SHARED: usize = 2_048;

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(std::sync::Mutex::default())
    }
}

impl<T> Shared<T> {
    /// Those of the things with these ids that are among them, and the ids of the others.
    pub fn some(&self, ids: Vec<i64>) -> (Vec<(i64, Arc<T>)>, Vec<i64>) {
        let shared = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut found, mut others) = (Vec::with_capacity(ids.len()), Vec::new());
        for id in ids {
            match shared.get(&id) {
                Some(thing) => found.push((id, thing.clone())),
                None => others.push(id),
            }
        }
        (found, others)
    }

    /// Adds things that were read.
    pub fn add(&self, things: &[(i64, Arc<T>)]) {
        let mut shared = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shared.len() + things.len() > MOST_SHARED {
            shared.clear();
        }
        shared.extend(things.iter().cloned());
    }
}

/// What is known of one kind. While one asks the database, others who ask for the same kind wait, and find it then.
pub(crate) struct Known<K, T>(Mutex<HashMap<K, Arc<T>>>);

/// How many of one kind are kept: a page shows fewer, and more would be much memory.
const MOST: usize = 256;

impl<K, T> Default for Known<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// What was read before anybody asked.
impl<K: Eq + Hash, T> FromIterator<(K, T)> for Known<K, T> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(things: I) -> Self {
        Self(Mutex::new(things.into_iter().map(|(key, thing)| (key, Arc::new(thing))).collect()))
    }
}

impl<K: Clone + Eq + Hash + Send, T: Send + Sync> Known<K, T> {
    /// What was read before anybody asked.
    pub fn of(key: K, thing: T) -> Self {
        Self::from_iter([(key, thing)])
    }

    /// What has one of those keys, in the order of the keys, none twice. `read` is asked for those that are not known.
    pub async fn all<R>(&self, keys: &[K], read: impl FnOnce(Vec<K>) -> R + Send) -> Result<Vec<Arc<T>>, Failure>
    where
        R: Future<Output = Result<Vec<(K, Arc<T>)>, Failure>> + Send,
    {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let mut known = self.0.lock().await;
        let unread: Vec<K> = keys.iter().filter(|key| !known.contains_key(*key)).cloned().collect();
        if !unread.is_empty() {
            known.extend(read(unread).await?);
        }
        let mut given = HashSet::with_capacity(keys.len());
        let found = keys.iter().filter(|key| given.insert(*key)).filter_map(|key| known.get(key).cloned()).collect();
        if known.len() > MOST {
            known.clear();
        }
        Ok(found)
    }

    /// What has that key, which something always has. `read` is asked where it is not known.
    pub async fn one<Q, R>(&self, key: &Q, read: impl FnOnce() -> R + Send) -> Result<Arc<T>, Failure>
    where
        Q: ToOwned<Owned = K> + Eq + Hash + Sync + ?Sized,
        K: std::borrow::Borrow<Q>,
        R: Future<Output = Result<T, Failure>> + Send,
    {
        let mut known = self.0.lock().await;
        if let Some(thing) = known.get(key) {
            return Ok(thing.clone());
        }
        let thing = Arc::new(read().await?);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key.to_owned(), thing.clone());
        Ok(thing)
    }
}
