//! An editor chooses related articles, before those that the paper chooses by itself.

use broadsheet_news::article::Member;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::sentence;

use crate::{Deed, Desk, Done, Refusal, article, done};

/// The most that may be pinned to one article.
const MOST: usize = 10;

/// Pins related articles, in order.
///
/// # Errors
/// A [`Refusal`] where one is unknown, is the article itself, or there are too many.
pub async fn pin(desk: &Desk<'_>, id: ArticleId, members: &[Member]) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::PinRelated, None).await?;
    article::known(&transaction, id).await?;
    if members.len() > MOST {
        return Err(Refusal::Unfit(sentence!("At most {} related articles can be pinned. Take some away.", MOST)));
    }
    for member in members {
        let found = match member {
            Member::Article(other) => *other != id && transaction.article(*other).await?.is_some(),
            Member::Reference(reference) => transaction.reference(*reference).await?.is_some(),
        };
        if !found {
            return Err(Refusal::Unknown(
                "One of the related articles does not exist, or is the article itself.".into(),
            ));
        }
    }
    transaction.save_pins(id, members).await?;
    done(transaction, ()).await
}
