//! What the paper decides by itself: which articles are read most, which belong together, and which organisations a text names.
//!
//! The judgements are pure functions of plain values ([`popular`], [`related`], [`words`], [`mentions`]); [`follow`] reads what
//! they need after each change of the change log and stores what they decide, and [`standing`] does so for readers. [`search`]
//! keeps an index of words beside that and finds in it.

mod candidates;
pub mod follow;
mod kept_terms;
pub mod mentions;
pub mod popular;
pub mod related;
pub mod search;
pub mod standing;
pub mod words;

pub use follow::Follower;
