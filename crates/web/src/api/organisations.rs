//! Organisations of the directory for programs.

use broadsheet_desk::organisation;
use broadsheet_news::directory::Organisation;
use broadsheet_news::ids::OrganisationId;
use utoipa::ToSchema;

use super::kept::{noun, read_one};

/// What can be said of an organisation.
#[derive(ToSchema)]
#[schema(example = json!({"name": "Port Authority", "kinds": ["Authority"], "web": "https://port.example"}))]
#[expect(dead_code, reason = "it describes what is sent")]
pub(crate) struct OrganisationFields {
    /// Its name as printed.
    name: String,
    /// The last piece of its address; made from the name where it is empty.
    slug: String,
    /// What it is.
    kinds: Vec<String>,
    /// Where it receives post.
    postal_address: String,
    /// Its telephone number.
    phone: String,
    /// Its e-mail address.
    email: String,
    /// Its own site.
    web: String,
    /// What it does.
    description: String,
    /// The place it is in.
    place: String,
    /// When it is open, in words.
    opening_hours: String,
    /// The id of its logo.
    logo: Option<i64>,
}

noun! {
    Organisation, OrganisationFields, OrganisationId, "/api/v1/organisations", "organisations", "organisation", organisation::save,
    organisation, organisations_above, blank: Organisation::default(), reads: list
}
read_one! { OrganisationId, "/api/v1/organisations/{id}", "organisations" }
