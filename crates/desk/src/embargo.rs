//! An editor keeps an article from readers until an instant.

use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;

use crate::{Deed, Desk, Done, Refusal, article, done, roles};

/// Sets the instant before which nothing of an article is public, or lifts it (`None`).
///
/// # Errors
/// A [`Refusal`] where readers have the article already, or the instant has passed.
pub async fn set(desk: &Desk<'_>, id: ArticleId, until: Option<Instant>) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::Embargo, None).await?;
    let article = article::known(&transaction, id).await?;
    let content = article::content(&transaction, article.working_revision).await?;
    roles::may(desk.actor, Deed::Embargo, content.section)?;
    if article.first_published.is_some() {
        return Err(Refusal::Unfit(
            "Readers have had this article: an embargo comes too late. Withdraw it instead.".into(),
        ));
    }
    if until.is_some_and(|until| until <= transaction.now()) {
        return Err(Refusal::Unfit("The embargo would end in the past. Choose a later instant, or none.".into()));
    }
    transaction.save_embargo(id, until).await?;
    done(transaction, ()).await
}
