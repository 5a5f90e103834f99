//! What the press promises, shown on the demo newspaper.

mod acts;
mod chance;
mod pages;
mod photos;
mod search;
mod stories;
mod truth;
