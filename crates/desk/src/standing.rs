//! An administrator keeps a standing page.

use broadsheet_news::ids::StandingId;
use broadsheet_news::slug::slug_or;
use broadsheet_news::standing::Standing;

use crate::{Deed, Desk, Done, Refusal, done, named, section};

/// Saves a standing page. An id of 0 makes a new one; an empty slug is made from the headline.
///
/// # Errors
/// A [`Refusal`] where the headline or slug is unfit.
pub async fn save(desk: &Desk<'_>, mut page: Standing) -> Result<Done<StandingId>, Refusal> {
    let mut transaction = desk.begin(Deed::SaveStanding, None).await?;
    named("The page's headline", &page.headline)?;
    if page.id.0 == 0 {
        page.id = StandingId(transaction.new_id());
    }
    if page.slug.is_empty() {
        page.slug = slug_or(&page.headline, &page.id.to_string());
    }
    section::free(&page.slug)?;
    transaction.save_standing(&page).await?;
    done(transaction, page.id).await
}
