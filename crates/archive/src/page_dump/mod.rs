//! Page dumps: the plain text of a newspaper's article page, as one of many programs wrote it, read back into its blocks.
//!
//! The order of reading is the table in [`recognise`]: the text is cut into pieces, the body is found first (it is what
//! a page has most of), then the headline above it, then what stands between the two, then what follows.

mod again;
mod body;
mod byline;
mod caption;
mod credit;
mod dateline;
mod deck;
mod furniture;
mod headline;
mod incoming;
mod json;
mod judgement;
mod kind;
mod language;
mod lists;
mod names;
mod notes;
mod piece;
mod pieces;
mod problem;
mod prose;
mod read;
mod recognised;
mod running;
mod second;
mod sheet;
mod times;
mod topics;
mod unwrap;
mod words;

pub use incoming::incoming;
pub use json::as_json;
pub use kind::{Kind, Line};
pub use notes::lines;
pub use problem::{LIMIT, Problem};
pub use read::{read, text};
pub use recognised::{Byline, Listed, LocalTime, Paragraph, Photo, Recognised};

use sheet::Sheet;

/// What a page dump holds, as far as it can be told. Any text will do; where nothing is recognised, everything is left over.
#[must_use]
pub fn recognise(text: &str) -> Recognised {
    let mut sheet = Sheet::cut(text);
    let mut found = Recognised::default();
    body::find(&mut sheet);
    headline::find(&mut sheet, &mut found);
    body::find_again(&mut sheet);
    furniture::find(&mut sheet, &mut found);
    times::find(&mut sheet, &mut found);
    byline::find(&mut sheet, &mut found);
    caption::find(&mut sheet, &mut found);
    deck::find(&mut sheet, &mut found);
    topics::find(&mut sheet, &mut found);
    lists::find(&mut sheet, &mut found);
    body::read(&mut sheet, &mut found);
    dateline::find(&mut found);
    language::find(&mut found);
    notes::write(&sheet, text, &mut found);
    found
}
