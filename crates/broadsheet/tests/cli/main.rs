//! Stories of the command line: what cannot be done is said in a sentence, and nothing is half done.

mod files;
mod founding;
mod help;
mod newer;
mod permission;
mod recognised;
mod settings;
mod world;
