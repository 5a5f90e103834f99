//! An article on its way to readers: handed in, fit to publish, or back with its writer.

use broadsheet_news::article::{Article, State};
use broadsheet_news::ids::ArticleId;

use crate::{Deed, Desk, Done, Refusal, article, done, roles};

/// Moves an article that readers do not have to draft, in review or ready.
///
/// # Errors
/// A [`Refusal`] where readers have it, or the state is reached by another act.
pub async fn move_to(desk: &Desk<'_>, id: ArticleId, state: State) -> Result<Done<Article>, Refusal> {
    let mut transaction = desk.begin(Deed::MoveArticle, None).await?;
    let mut article = article::known(&transaction, id).await?;
    let content = article::content(&transaction, article.working_revision).await?;
    roles::may(desk.actor, Deed::MoveArticle, content.section)?;
    if !is_before_readers(state) {
        return Err(Refusal::Unfit(
            "An article becomes scheduled, published or withdrawn by an act of its own.".into(),
        ));
    }
    if !is_before_readers(article.state) {
        return Err(Refusal::Unfit(
            "Readers have or had this article. Withdraw it, or revise it and publish again.".into(),
        ));
    }
    article.state = state;
    transaction.save_article(&article).await?;
    done(transaction, article).await
}

fn is_before_readers(state: State) -> bool {
    matches!(state, State::Draft | State::InReview | State::Ready)
}
