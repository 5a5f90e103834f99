//! What a source has read and is asked for again, by one part of a page after another: being of one moment, it is so still.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use broadsheet_news::body::Body;
use broadsheet_news::ids::RevisionId;

use crate::articles::PublicArticle;

/// How many articles are kept.
const ARTICLES: usize = 256;

/// Articles without their texts, and the text that was read last.
#[derive(Default)]
pub(crate) struct Kept {
    articles: HashMap<i64, Arc<PublicArticle>>,
    body: Option<(RevisionId, Arc<Body>)>,
}

impl Kept {
    /// Those of the articles that are not kept.
    pub(crate) fn without(&self, ids: &[i64]) -> Vec<i64> {
        ids.iter().filter(|id| !self.articles.contains_key(id)).copied().collect()
    }

    /// Keeps articles, and gives those of the ids that there are, in the order of the ids, none twice.
    pub(crate) fn with(&mut self, ids: &[i64], read: Vec<PublicArticle>) -> Vec<Arc<PublicArticle>> {
        self.articles.extend(read.into_iter().map(|article| (article.id.0, Arc::new(article))));
        let mut given = HashSet::with_capacity(ids.len());
        let asked = ids.iter().filter(|id| given.insert(**id));
        let found = asked.filter_map(|id| self.articles.get(id).cloned()).collect();
        if self.articles.len() > ARTICLES {
            self.articles.clear();
        }
        found
    }

    pub(crate) fn body(&self, of: RevisionId) -> Option<Arc<Body>> {
        self.body.as_ref().filter(|(revision, _)| *revision == of).map(|(_, body)| body.clone())
    }

    pub(crate) fn keep_body(&mut self, of: RevisionId, body: Arc<Body>) {
        self.body = Some((of, body));
    }
}
