//! The index of words: made, deleted, broken, of another paper; what editors look up; what nobody should ask.

mod hostile;
mod look_up;
mod lost;
mod world;
