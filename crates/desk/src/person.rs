//! An editor keeps a person.

use broadsheet_news::ids::PersonId;
use broadsheet_news::person::Person;
use broadsheet_news::slug::slug_or;

use crate::{Deed, Desk, Done, Refusal, done, named};

/// Saves a person. An id of 0 makes a new one; an empty slug is made from the name.
///
/// # Errors
/// A [`Refusal`] where the name is unfit, or another person has the address.
pub async fn save(desk: &Desk<'_>, mut person: Person) -> Result<Done<PersonId>, Refusal> {
    let mut transaction = desk.begin(Deed::SavePerson, None).await?;
    named("The person's name", &person.name)?;
    if person.id.0 == 0 {
        person.id = PersonId(transaction.new_id());
    }
    if person.slug.is_empty() {
        person.slug = slug_or(&person.name, &person.id.to_string());
    }
    transaction.save_person(&person).await?;
    done(transaction, person.id).await
}
