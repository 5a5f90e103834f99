//! The demo newspaper: its cast, its articles and its drawn photographs.
//!
//! The Ostrey Lantern and the harbour city it reports from are invented. The
//! words stand in files beside this folder (`articles/`, `cast/`, `standing/`),
//! one article a file; the code here only reads them.
//!
//! To add an article: a file in `articles/`, its line in [`articles`]. To add a
//! topic, person, section or organisation: a record in `cast/`. To add a
//! photograph: a scene in [`draw`].

mod article;
mod articles;
mod blocks;
mod cast;
pub mod draw;
mod form;
mod found;
mod inline;
mod typeset;

pub use article::SIZE;
pub use articles::articles;
pub use cast::{
    CastPerson, CastSection, CastTopic, LANGUAGE, ZONE, founding, organisations, persons, redirects, sections,
    settings, standing_pages, topics,
};
pub use found::found;
