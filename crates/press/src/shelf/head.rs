//! The joined head of a page: what is said of its parts together, and the versions it was made from.

use std::sync::Arc;

use super::node::Row;
use super::whole::{Room, Whole};
use crate::piece::{self, Piece};

/// What is said of a page's parts together.
#[derive(Debug)]
pub(crate) struct Head {
    /// A hash of the parts' hashes: two pages with one mark are the same.
    pub mark: String,
    /// The CRC-32 of all bytes.
    pub crc: u32,
    /// How many bytes there are.
    pub length: usize,
    /// The second since which the page has its bytes.
    pub changed: i64,
    /// The slots of the parts, and the versions that they had.
    pub versions: Box<[(u32, u64)]>,
    /// All bytes as they are.
    pub whole: Whole,
}

impl Head {
    /// The head of parts in their order.
    pub fn of(row: &Row, pieces: &[&Piece], versions: Box<[(u32, u64)]>, changed: i64, room: &Arc<Room>) -> Self {
        let (crc, length) = piece::sum(pieces.iter().copied());
        let mark = mark(row.media_type, pieces.iter().map(|piece| &piece.hash));
        Self { mark, crc, length, changed, versions, whole: Whole::within(room) }
    }
}

/// The mark of a page: over the hashes of its parts, so that it comes out the same after an eviction and a restart.
pub(crate) fn mark<'h>(media_type: &str, parts: impl IntoIterator<Item = &'h [u8; 16]>) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(media_type.as_bytes());
    for hash in parts {
        hasher.update(hash);
    }
    hasher.finalize().to_hex()[..32].to_owned()
}
