//! HTML: pasted and imported text in, our own canonical form out and in again, and the pages' form out.

mod element;
mod out;
mod read;
mod render;
mod schema;
mod write;

pub(crate) use element::marks_of_tag;
pub use read::{Image, read, read_with};
pub use render::{Furniture, Picture, Pointer, render};
pub use schema::{Element, RENDERED, WRITTEN};
pub use write::write;
