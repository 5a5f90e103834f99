//! A publisher lays out a front.

use broadsheet_news::ids::LayoutId;
use broadsheet_news::layout::Layout;
use broadsheet_news::sentence;

use crate::{Deed, Desk, Done, Refusal, done};

/// Saves the layout of a front; a front has one.
///
/// # Errors
/// A [`Refusal`] where the layout has no place or its page is no address.
pub async fn save(desk: &Desk<'_>, mut layout: Layout) -> Result<Done<LayoutId>, Refusal> {
    let mut transaction = desk.begin(Deed::SaveLayout, None).await?;
    if layout.places.is_empty() {
        return Err(Refusal::Unfit("The layout has no place. Add at least the lead.".into()));
    }
    if !layout.page.starts_with('/') {
        return Err(Refusal::Unfit(sentence!("'{}' is no address of a front. Begin it with a slash.", layout.page)));
    }
    layout.id = match transaction.layout(&layout.page).await? {
        Some(before) => before.id,
        None => LayoutId(transaction.new_id()),
    };
    transaction.save_layout(&layout).await?;
    done(transaction, layout.id).await
}
