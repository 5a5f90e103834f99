//! An editor keeps an organisation of the directory.

use broadsheet_news::directory::Organisation;
use broadsheet_news::ids::OrganisationId;
use broadsheet_news::sentence;
use broadsheet_news::slug::slug_or;

use crate::{Deed, Desk, Done, Refusal, done, named};

/// Saves an organisation. An id of 0 makes a new one; an empty slug is made from the name.
///
/// # Errors
/// A [`Refusal`] where the name or site is unfit, or another organisation has the address.
pub async fn save(desk: &Desk<'_>, mut organisation: Organisation) -> Result<Done<OrganisationId>, Refusal> {
    let mut transaction = desk.begin(Deed::SaveOrganisation, None).await?;
    named("The organisation's name", &organisation.name)?;
    let web = &organisation.web;
    if !web.is_empty() && !web.starts_with("https://") && !web.starts_with("http://") {
        return Err(Refusal::Unfit(sentence!("'{}' is no address of a site. Write it with https:// in front.", web)));
    }
    if organisation.id.0 == 0 {
        organisation.id = OrganisationId(transaction.new_id());
    }
    if organisation.slug.is_empty() {
        organisation.slug = slug_or(&organisation.name, &organisation.id.to_string());
    }
    transaction.save_organisation(&organisation).await?;
    done(transaction, organisation.id).await
}
