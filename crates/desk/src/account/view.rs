//! Lists of articles that someone keeps by name.

use broadsheet_news::account::View;
use broadsheet_news::ids::ViewId;
use broadsheet_news::sentence;

use super::{own, thing};
use crate::{Deed, Desk, Done, Refusal, aside, named};

/// How many someone may keep.
const MOST: usize = 50;

/// Keeps a list by name.
///
/// # Errors
/// A [`Refusal`] where the name is unfit, or there are too many.
pub async fn keep(desk: &Desk<'_>, name: &str, query: &str) -> Result<Done<ViewId>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepOwnAccount, None).await?;
    let account = own(desk, &transaction).await?;
    named("The list's name", name)?;
    if query.len() > 2_000 {
        return Err(Refusal::Unfit("The list is narrowed by too much. Take some of it away.".into()));
    }
    if transaction.views(account.id).await?.len() >= MOST {
        return Err(Refusal::Unfit(sentence!("At most {} lists are kept. Let go of one first.", MOST)));
    }
    let id = ViewId(transaction.new_id());
    let view = View { id, account: account.id, name: name.trim().to_owned(), query: query.to_owned() };
    transaction.add_view(&view).await?;
    transaction.is_about(thing(account.id));
    aside(transaction, id).await
}

/// Lets go of a list.
///
/// # Errors
/// A [`Refusal`] where whoever acts keeps no such list.
pub async fn remove(desk: &Desk<'_>, id: ViewId) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepOwnAccount, None).await?;
    let account = own(desk, &transaction).await?;
    if !transaction.remove_view(account.id, id).await? {
        return Err(Refusal::Unknown("There is no such list: it may have been let go of already.".into()));
    }
    transaction.is_about(thing(account.id));
    aside(transaction, ()).await
}
