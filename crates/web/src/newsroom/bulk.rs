//! One act to several articles: each is an act of its own, told one by one, and can be undone together.

use crate::newsroom::page::context;
use axum::response::Response;
use broadsheet_desk::publication::{self, Publication};
use broadsheet_desk::{Refusal, article, progress};
use broadsheet_news::article::State;
use broadsheet_news::ids::ArticleId;

use crate::guard::At;
use crate::newsroom::fields::Fields;
use crate::newsroom::page;

/// So many at once.
const MOST: usize = 200;

/// Does an act to all articles that are named, and says what became of each.
pub(crate) async fn act(at: At, fields: Fields) -> Response {
    let mut outcomes = Vec::new();
    let mut undone = Vec::new();
    for pair in fields.all("article").take(MOST) {
        // What is undone names the act of each article; else one act is for all.
        let (id, act) = pair.split_once('=').unwrap_or((pair, fields.text("act")));
        let id = ArticleId(id.parse().unwrap_or_default());
        let headline = match article::open(&at.desk(), id).await {
            Ok(open) => open.newest.content.headline,
            Err(_) => id.to_string(),
        };
        match one(&at, id, act).await {
            Ok(undo) => {
                undone.extend(undo.map(|undo| format!("{id}={undo}")));
                outcomes.push(context! { id => id.0, headline, done => true });
            }
            Err(Refusal::Failed(failure)) => return page::of(&at).failed(&failure),
            Err(refusal) => outcomes
                .push(context! { id => id.0, headline, done => false, why => page::of(&at).words().refused(&refusal) }),
        }
    }
    let page = page::of(&at);
    let title = page.words().say("bulk");
    let act = fields.get("act").filter(|act| ACTS.contains(act));
    page.print("bulk", &title, context! { outcomes, undone, act })
}

const ACTS: [&str; 5] = ["publish", "withdraw", "draft", "in_review", "ready"];

/// Does it to one; gives the act that would undo it.
async fn one(at: &At, id: ArticleId, act: &str) -> Result<Option<&'static str>, Refusal> {
    let desk = at.desk();
    let before = article::open(&desk, id).await?.article.state;
    match act {
        "publish" => {
            publication::publish(&desk, id, Publication::default()).await?;
            Ok(match before {
                State::Published => None,
                _ => Some("withdraw"),
            })
        }
        "withdraw" => {
            publication::withdraw(&desk, id).await?;
            Ok(Some("publish"))
        }
        word => {
            let state = State::of_word(word).filter(|_| ACTS.contains(&word));
            let state = state.ok_or_else(|| Refusal::Unfit("Choose what is to be done to the articles.".into()))?;
            progress::move_to(&desk, id, state).await?;
            Ok(ACTS.into_iter().find(|word| *word == before.word()))
        }
    }
}
