//! The demo newspaper: its cast, its articles and its drawn photographs.
//!
//! The Ostrey Lantern and the harbour city it reports from are invented. The
//! words stand in files beside this folder (`articles/`, `cast/`, `standing/`),
//! one article a file; the code here only reads them.
//!
//! To add an article: a file in `articles/`, its line in [`articles`]. To add a
//! topic, person, section or organisation: a record in `cast/`. To add a
//! photograph: a scene in `crates/painter`.

mod article;
mod articles;
mod blocks;
mod cast;
mod coming;
pub mod fill;
mod form;
mod found;
mod inline;
mod typeset;

pub use article::SIZE;
pub use articles::articles;
pub use broadsheet_painter as draw;
pub use cast::{
    CastPerson, CastSection, CastTopic, LANGUAGES, ZONE, founding, organisations, persons, prefix, redirects, sections,
    settings, standing_pages, topics,
};
pub use coming::{Coming, coming};
pub use found::found;

/// Page dumps of two more articles, as an import finds them: in the form that `import --from page-dump` was first
/// made for, and in quite another.
pub const PAGE_DUMPS: [&str; 2] = [include_str!("../page-dump.txt"), include_str!("../page-dump-2.txt")];
