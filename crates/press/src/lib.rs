//! The press: how an address becomes bytes, what is kept of them and how it is known to be right, and how readers are counted.
//!
//! `docs/press.md` tells how it works, with drawings.

mod afresh;
mod counter;
mod explain;
#[cfg(test)]
mod faults;
mod keeper;
mod marker;
mod metrics;
mod photos;
mod piece;
mod print;
mod printed;
mod shelf;
mod shelved;
pub mod tally;

#[cfg(test)]
#[path = "../tests/exact/mod.rs"]
mod exact;

#[cfg(test)]
#[path = "../tests/race/mod.rs"]
mod race;

/// The locks that the shelf is kept under.
mod sync {
    pub(crate) use std::sync::{PoisonError, RwLock};
}

pub use afresh::{Afresh, Mismatch};
pub use counter::{Counter, Visitor};
pub use explain::{Explained, ExplainedPrint, Impact};
pub use metrics::{Times, labelled};
pub use photos::{Draw, Photo, Photos};
pub use print::Press;
pub use printed::{Coding, Printed};
pub use shelved::Clock;
