//! What pictures promise: every odd file comes out right or with a sentence.

mod cuts;
mod files;
mod odd;
mod upright;
