//! What the paper decides by itself, as pure functions of plain values: which articles are read most, and which belong together.

pub mod popular;
pub mod related;
pub mod words;
