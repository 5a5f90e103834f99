//! Who else has an article open.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::Json;
use axum::extract::Path;
use broadsheet_desk::article;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{AccountId, ArticleId};
use serde_json::{Value, json};

use crate::guard::At;

/// Who was not heard of for so many seconds has gone.
const GONE: i64 = 45;

/// Who has what open.
#[derive(Default)]
pub(crate) struct Presence(Mutex<HashMap<ArticleId, Here>>);

/// Who has one article open: their names, and when they were last heard of.
type Here = HashMap<AccountId, (String, Instant)>;

impl Presence {
    /// Notes that someone has an article open, and says who else has.
    pub fn note(&self, article: ArticleId, who: AccountId, name: &str, now: Instant) -> Vec<String> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for here in all.values_mut() {
            here.retain(|_, (_, heard)| heard.plus_seconds(GONE) > now);
        }
        all.retain(|_, here| !here.is_empty());
        let here = all.entry(article).or_default();
        here.insert(who, (name.to_owned(), now));
        let mut others: Vec<String> =
            here.iter().filter(|(other, _)| **other != who).map(|(_, (name, _))| name.clone()).collect();
        others.sort();
        others
    }
}

/// Notes that someone still has an article open; answers who else has, and which revision is the newest.
pub(crate) async fn here(at: At, Path(id): Path<i64>) -> Json<Value> {
    let id = ArticleId(id);
    // Who may not read the article is not told who does.
    let Ok(open) = article::open(&at.desk(), id).await else { return Json(json!({})) };
    let also = at.house.newsroom.presence.note(id, at.account.id, &at.account.name, at.now);
    Json(json!({ "also": also, "newest": open.newest.id }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_not_heard_of_any_more_has_gone() {
        let (presence, now) = (Presence::default(), Instant::from_microseconds(0));
        let (article, ada, ben) = (ArticleId(1), AccountId(1), AccountId(2));
        assert!(presence.note(article, ada, "Ada", now).is_empty());
        assert_eq!(presence.note(article, ben, "Ben", now.plus_seconds(10)), ["Ada"]);
        assert!(presence.note(ArticleId(2), ben, "Ben", now).is_empty());
        assert!(presence.note(article, ben, "Ben", now.plus_seconds(60)).is_empty());
    }
}
