//! Is every block of a page dump on the page that readers get, and in order?
//!
//! What the blocks are is told by `broadsheet import --json`, one object for
//! each article: [`blocks`] reads it, [`find`] looks for them in the text of a
//! page, and [`lines_not_shown`] names what of the dump stands nowhere on it.

mod blocks;
mod compare;

pub use blocks::{Block, blocks};
pub use compare::{Found, find, lines_not_shown};
