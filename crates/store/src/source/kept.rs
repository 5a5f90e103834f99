//! What a source has read and is asked for again, by one part of a page after another, or by several at once: being of
//! one moment, it is so still.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use broadsheet_news::article::Member;
use broadsheet_news::body::Body;
use broadsheet_news::correction::Correction;
use broadsheet_news::directory::Organisation;
use broadsheet_news::facts;
use broadsheet_news::person::Person;
use broadsheet_news::photo::Photo;
use broadsheet_news::reference::Reference;
use broadsheet_news::topic::Topic;
use tokio::sync::Mutex;

use crate::addresses::Target;
use crate::articles::PublicArticle;
use crate::failure::Failure;

/// What is kept, by kind.
#[derive(Default)]
pub(crate) struct Kept {
    /// What addresses lead to.
    pub targets: Known<String, Option<Target>>,
    /// Articles without their texts.
    pub articles: Known<i64, PublicArticle>,
    /// Texts with their hashes, by revision.
    pub bodies: Known<i64, (Body, facts::Hash)>,
    /// Corrections, by article.
    pub corrections: Known<i64, Vec<Correction>>,
    pub persons: Known<i64, Person>,
    pub topics: Known<i64, Topic>,
    pub photos: Known<i64, Photo>,
    pub organisations: Known<i64, Organisation>,
    pub references: Known<i64, Reference>,
    /// The most popular, as readers and as an import made them, by language.
    pub popular: Known<String, (Vec<Member>, Vec<Member>)>,
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

impl<K: Clone + Eq + Hash + Send, T: Send + Sync> Known<K, T> {
    /// Adds one of the kind, which was read before anybody asked.
    pub async fn add(&self, key: K, thing: T) {
        self.0.lock().await.insert(key, Arc::new(thing));
    }

    /// What has one of those keys, in the order of the keys, none twice. `read` is asked for those that are not known.
    pub async fn all<R>(&self, keys: &[K], read: impl FnOnce(Vec<K>) -> R + Send) -> Result<Vec<Arc<T>>, Failure>
    where
        R: Future<Output = Result<Vec<(K, T)>, Failure>> + Send,
    {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let mut known = self.0.lock().await;
        let unread: Vec<K> = keys.iter().filter(|key| !known.contains_key(*key)).cloned().collect();
        if !unread.is_empty() {
            known.extend(read(unread).await?.into_iter().map(|(key, thing)| (key, Arc::new(thing))));
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
