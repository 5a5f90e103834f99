//! Other people's newspapers in: one reader per form, each giving the plain types of `news` and a list of problems.
//!
//! Nothing here writes to a paper: the command hands what was read to the desk.
//! To add a form: a module with a pure function from text to what was recognised, and one from that to
//! [`broadsheet_news::incoming::Incoming`].

pub mod page_dump;
