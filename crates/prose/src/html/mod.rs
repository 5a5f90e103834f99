//! HTML: pasted and imported text in, our own canonical form out and in again, and the pages' form out.

mod element;
pub(crate) mod out;
mod read;
mod render;
mod schema;
mod write;

pub use read::{Image, read, read_with};
pub use render::{Furniture, Picture, Pointer, render};
pub use schema::{Element, RENDERED, WRITTEN};
pub use write::write;
pub(crate) use write::write_block;
