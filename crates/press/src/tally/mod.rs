//! The tally: who reads and who shares, counted in memory without a cookie and without an address kept.
//!
//! A request goes through three doors, each a file of its own: [`judge`] says whether a person opened the page, [`visitors`] whether
//! that person did so within the last half hour, and [`count`] adds one until the flusher takes the batch to the database.

pub mod count;
pub mod judge;
mod robots;
pub mod visitors;

pub use count::{Batch, Tally};
pub use judge::{Reason, Verdict, Visit, judge};
pub use visitors::Visitors;
