//! People for programs.

use broadsheet_desk::person;
use broadsheet_news::ids::PersonId;
use broadsheet_news::person::Person;
use utoipa::ToSchema;

use super::kept::{noun, read_one};

/// What can be said of a person.
#[derive(ToSchema)]
#[schema(example = json!({"name": "Ada Quay", "role": "Staff Writer"}))]
#[expect(dead_code, reason = "it describes what is sent")]
pub(crate) struct PersonFields {
    /// The name as printed.
    name: String,
    /// The last piece of the address; made from the name where it is empty.
    slug: String,
    /// The usual role.
    role: String,
    /// The id of the usual organisation.
    organisation: Option<i64>,
    /// A few sentences for the person's page.
    biography: String,
    /// A public e-mail address.
    email: String,
    /// The id of the portrait.
    portrait: Option<i64>,
}

noun! {
    Person, PersonFields, PersonId, "/api/v1/people", "people", "person", person::save, person, persons_above,
    blank: Person { id: PersonId(0), name: String::new(), slug: String::new(), role: String::new(), organisation: None, biography: String::new(), email: String::new(), portrait: None },
    reads: list
}
read_one! { PersonId, "/api/v1/people/{id}", "people" }
