//! What the press promises, shown on the demo newspaper.

mod photos;
mod search;
mod stories;
mod truth;
