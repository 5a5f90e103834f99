//! An editor says which article a reference is.

use broadsheet_news::ids::{ArticleId, ReferenceId};

use crate::{Deed, Desk, Done, Refusal, article, done};

/// Joins a reference to an article, or parts them again (`None`).
///
/// # Errors
/// A [`Refusal`] where either does not exist.
pub async fn join(desk: &Desk<'_>, id: ReferenceId, to: Option<ArticleId>) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::JoinReference, None).await?;
    let found = transaction.reference(id).await?;
    let mut reference = found.ok_or_else(|| Refusal::Unknown("This reference does not exist.".into()))?;
    if let Some(to) = to {
        article::known(&transaction, to).await?;
    }
    reference.article = to;
    transaction.save_reference(&reference).await?;
    done(transaction, ()).await
}
