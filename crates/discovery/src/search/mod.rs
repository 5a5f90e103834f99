//! Searching: an index of words that follows the change log, and what is found in it.
//!
//! The index lives in a folder of its own and holds no text: only which words which article has, and by what it is
//! narrowed. It can be deleted while the paper is stopped, and comes back by itself. [`Indexer`] keeps it, [`Index`]
//! answers from it: [`find`](Index::find) for readers, [`headed`](Index::headed) and [`meant`](Index::meant) for editors.

mod common;
mod document;
mod excerpt;
mod find;
mod follow;
mod index;
mod judge;
mod look_up;
mod narrow;
mod near;
mod progress;
mod terms;
mod words;

pub use follow::Indexer;
pub use index::Index;
pub use look_up::Headed;
