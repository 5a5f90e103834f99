//! People: authors and photographers with a page of their own.

use serde::{Deserialize, Serialize};

use crate::ids::{OrganisationId, PersonId, PhotoId};

/// A person the paper knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// The name as printed.
    pub name: String,
    /// The last piece of the address.
    pub slug: String,
    /// The usual role, for example "Staff Writer"; may be empty.
    pub role: String,
    /// The usual organisation.
    pub organisation: Option<OrganisationId>,
    /// A few sentences for the person's page; may be empty.
    pub biography: String,
    /// A public e-mail address; may be empty.
    pub email: String,
    /// The portrait.
    pub portrait: Option<PhotoId>,
}
