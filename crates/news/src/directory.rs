//! The directory of organisations.

use serde::{Deserialize, Serialize};

use crate::ids::{OrganisationId, PhotoId};

/// An organisation of the directory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name as printed.
    pub name: String,
    /// The last piece of its address.
    pub slug: String,
    /// What it is: "Ministry", "Museum", …
    pub kinds: Vec<String>,
    /// Where it receives post; may be empty, as all that follows.
    pub postal_address: String,
    /// Its telephone number.
    pub phone: String,
    /// Its e-mail address.
    pub email: String,
    /// Its own site.
    pub web: String,
    /// What it does.
    pub description: String,
    /// The place it is in.
    pub place: String,
    /// When it is open, in words.
    pub opening_hours: String,
    /// Its logo.
    pub logo: Option<PhotoId>,
}
