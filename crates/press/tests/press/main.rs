//! What the press promises, shown on the demo newspaper.

mod acts;
mod chance;
mod pages;
mod photos;
mod stories;
mod truth;
