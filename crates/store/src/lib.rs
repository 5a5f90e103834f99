//! Everything durable: the only crate that speaks SQL.
//!
//! Pages read through [`source::Source`], which writes down what it was asked.
//! Acts write through [`transaction::Transaction`], which compares what readers
//! could see before with what they see after, and logs the difference.
//!
//! To add a thing: its table in `migrations/`, a file here with its row, its
//! `seen!` table and its writes, and its arm in [`picture`](crate::thing).

mod accounts;
mod addresses;
mod articles;
mod audit;
mod boundaries;
mod corrections;
mod counts;
mod db;
mod derived;
mod desk_list;
mod dialect;
mod due;
mod failure;
mod layouts;
mod migrations;
mod objects;
mod ordering;
mod organisations;
mod owner;
mod persons;
mod photos;
mod positions;
mod references;
mod revisions;
mod rows;
mod searchable;
mod sections;
mod settings;
mod standing_pages;
mod store;
#[cfg(test)]
mod tests;
mod topics;

pub mod backup;
pub mod bare;
pub mod changes;
pub mod following;
pub mod notices;
pub mod source;
pub mod thing;
pub mod transaction;

pub use addresses::Target;
pub use articles::PublicArticle;
pub use audit::{Answered, Audit, Once, Trace};
pub use counts::{Heat, ReaderBatch};
pub use desk_list::{DeskArticle, Term, Wanted};
pub use due::Due;
pub use failure::Failure;
pub use following::Reading;
pub use objects::Objects;
pub use photos::PhotoReport;
pub use references::Headed;
pub use revisions::{NewArticle, Saved};
pub use rows::Rows;
pub use searchable::Searchable;
pub use store::{Options, Store};
