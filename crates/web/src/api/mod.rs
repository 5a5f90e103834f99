//! The API: the desk's acts for programs, as JSON. Every error is a problem (RFC 9457); every act says what it touched.

pub(crate) mod articles;
pub(crate) mod description;
pub(crate) mod given;
pub(crate) mod kept;
pub(crate) mod layouts;
pub(crate) mod limits;
pub(crate) mod once;
pub(crate) mod organisations;
pub(crate) mod people;
pub(crate) mod photos;
pub(crate) mod problem;
pub(crate) mod publication;
pub(crate) mod published;
pub(crate) mod redirects;
pub(crate) mod references;
pub(crate) mod sections;
pub(crate) mod settings;
pub(crate) mod standing;
pub(crate) mod topics;
pub(crate) mod written;
