//! A piece of a dump: what once was one element of the page.

use std::ops::Range;

/// What once was one element of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its words, on one line.
    pub text: String,
    /// The lines it was made from.
    pub lines: Range<usize>,
    /// How far it is set in.
    pub indent: usize,
    /// The mark before it, where it is an item of a list.
    pub bullet: Option<Bullet>,
    /// How high a heading it is, where the dump says so (`#` is 1).
    pub level: Option<u8>,
    /// How many blank lines stand before it.
    pub gap: usize,
    /// Whether it was set off from its neighbours in the way of headings, without a mark.
    pub outdented: bool,
}

/// The mark of a list's item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bullet {
    /// A dot, a star, a dash.
    Point,
    /// A number.
    Number(u32),
}
