//! Printed pages: how an address becomes bytes, and how its readers are counted.
//!
//! Nothing is kept yet: each page is printed when it is asked for, from what it reads through the recorded source.

mod counter;
mod photos;
mod print;
mod since;
pub mod tally;

pub use counter::{Counter, Visitor};
pub use photos::{Draw, Photo, Photos};
pub use print::{Coding, Press, Printed};
