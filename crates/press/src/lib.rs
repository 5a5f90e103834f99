//! The press: printed pages, and the count of those who read them.

pub mod tally;
