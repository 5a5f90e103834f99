//! An editor says that two articles are one in two languages.

use broadsheet_news::ids::ArticleId;

use crate::{Deed, Desk, Done, Refusal, article, done};

/// Links an article with its translation; each then names the other.
///
/// # Errors
/// A [`Refusal`] where one does not exist, or both are of one language.
pub async fn link(desk: &Desk<'_>, one: ArticleId, other: ArticleId) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::LinkTranslation, None).await?;
    let mut languages = Vec::new();
    for id in [one, other] {
        let article = article::known(&transaction, id).await?;
        languages.push(article::content(&transaction, article.working_revision).await?.language);
    }
    if languages.first() == languages.last() {
        return Err(Refusal::Unfit("Both articles are of one language. Link an article with its translation.".into()));
    }
    transaction.link_translation(one, other).await?;
    done(transaction, ()).await
}
