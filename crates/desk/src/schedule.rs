//! A publisher says when an article is to go out, or to be withdrawn.

use broadsheet_news::article::State;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, PhotoId};

use broadsheet_store::Due;

use crate::{Deed, Desk, Done, Refusal, article, done, photo, publication, roles};

/// Lets an article go out at an instant, or no longer (`None`). The clockwork fires what is due.
///
/// # Errors
/// A [`Refusal`] where the article is not ready, or the instant has passed or lies in its embargo.
pub async fn publish_at(desk: &Desk<'_>, id: ArticleId, at: Option<Instant>) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::Schedule, None).await?;
    let mut article = article::known(&transaction, id).await?;
    let content = article::content(&transaction, article.working_revision).await?;
    roles::may(desk.actor, Deed::Schedule, content.section)?;
    let Some(at) = at else {
        transaction.save_schedule(id, "publish", None).await?;
        if article.state == State::Scheduled {
            article.state = State::Ready;
            transaction.save_article(&article).await?;
        }
        return done(transaction, ()).await;
    };
    publication::ready(&transaction, &content).await?;
    later(at, transaction.now())?;
    if transaction.embargo(id).await?.is_some_and(|until| at < until) {
        return Err(Refusal::Unfit("The article would go out during its embargo. Choose a later instant.".into()));
    }
    publication::schedule(&mut transaction, &mut article, at).await?;
    done(transaction, ()).await
}

/// Lets an article be withdrawn at an instant, or no longer (`None`).
///
/// # Errors
/// A [`Refusal`] where the instant has passed.
pub async fn withdraw_at(desk: &Desk<'_>, id: ArticleId, at: Option<Instant>) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::Schedule, None).await?;
    let article = article::known(&transaction, id).await?;
    let content = article::content(&transaction, article.working_revision).await?;
    roles::may(desk.actor, Deed::Schedule, content.section)?;
    if let Some(at) = at {
        later(at, transaction.now())?;
    }
    transaction.save_schedule(id, "withdraw", at).await?;
    done(transaction, ()).await
}

/// Does what is due: the same act as an editor's. Gives whether it was done; what was put off or done meanwhile is not
/// done again. What can no longer be done is struck off the schedule.
///
/// # Errors
/// A [`Refusal`] with the reason why it cannot be done.
pub async fn fire(desk: &Desk<'_>, due: &Due) -> Result<Done<bool>, Refusal> {
    if due.act == EXPIRE {
        return photo::expire(desk, PhotoId(due.id)).await;
    }
    let id = ArticleId(due.id);
    let deed = if due.act == WITHDRAW { Deed::Withdraw } else { Deed::Publish };
    let mut transaction = desk.begin(deed, None).await?;
    let still = transaction.schedule(id, &due.act).await?;
    if still.is_none_or(|at| at > transaction.now()) {
        let change = transaction.unchanged().await?;
        return Ok(Done { made: false, change });
    }
    let outcome = match deed {
        Deed::Withdraw => publication::go_away(desk, &mut transaction, id).await.map(drop),
        _ => {
            let how = publication::Publication::default();
            publication::go_out(desk, &mut transaction, id, how).await.map(drop)
        }
    };
    if let Err(refusal) = outcome {
        drop(transaction);
        if !matches!(refusal, Refusal::Failed(_)) {
            let mut transaction = desk.begin(Deed::Schedule, None).await?;
            transaction.save_schedule(id, &due.act, None).await?;
            transaction.commit().await?;
        }
        return Err(refusal);
    }
    done(transaction, true).await
}

/// The acts that are scheduled, beside publishing.
const WITHDRAW: &str = "withdraw";
const EXPIRE: &str = "expire";

fn later(at: Instant, now: Instant) -> Result<(), Refusal> {
    match at > now {
        true => Ok(()),
        false => Err(Refusal::Unfit("The instant has passed. Choose a later one, or do it now.".into())),
    }
}
