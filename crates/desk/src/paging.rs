//! After a large import, lists are cut anew that have come to have pages far too long.

use crate::{Deed, Desk, Done, Refusal, done};

/// Cuts lists anew where late articles have made a page far too long; made is whether there was one.
///
/// # Errors
/// A [`Refusal`] where the actor may not import.
pub async fn cut_long_lists(desk: &Desk<'_>) -> Result<Done<bool>, Refusal> {
    let mut transaction = desk.begin(Deed::Import, None).await?;
    if transaction.cut_long_lists().await? {
        return done(transaction, true).await;
    }
    Ok(Done { made: false, change: transaction.unchanged().await? })
}
