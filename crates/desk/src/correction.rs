//! A publisher corrects an article in public.

use broadsheet_news::correction::Correction;
use broadsheet_news::ids::{ArticleId, CorrectionId};

use crate::{Deed, Desk, Done, Refusal, article, done};

/// Adds a correction to a published article: what was wrong and what is right, dated now.
///
/// # Errors
/// A [`Refusal`] where the text is empty or readers never had the article.
pub async fn make(desk: &Desk<'_>, id: ArticleId, text: &str, before: &str) -> Result<Done<CorrectionId>, Refusal> {
    let mut transaction = desk.begin(Deed::Correct, None).await?;
    if text.trim().is_empty() {
        return Err(Refusal::Unfit("The correction is empty. Say what was wrong and what is right.".into()));
    }
    if article::known(&transaction, id).await?.first_published.is_none() {
        return Err(Refusal::Unfit("Readers never had this article: revise it instead of correcting it.".into()));
    }
    let correction = Correction {
        id: CorrectionId(transaction.new_id()),
        article: id,
        made: transaction.now(),
        text: text.to_owned(),
        before: before.to_owned(),
    };
    transaction.add_correction(&correction).await?;
    done(transaction, correction.id).await
}
