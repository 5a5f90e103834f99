//! Pieces: bytes that are kept compressed so that they join.
//!
//! A gzip member (RFC 1952) is a header, a stream of deflate blocks (RFC 1951), and
//! the CRC and length of what they hold. A piece is a run of such blocks that ends
//! on a whole byte (a flush) and refers to nothing before it (what the compressor
//! knew is forgotten), so that pieces put one after another are one stream. The CRC
//! of the whole is reckoned from those of the pieces, without the bytes.

use std::cell::RefCell;
use std::io::Read;

use bytes::Bytes;
use crc32fast::Hasher;
use flate2::{Compress, Compression, FlushCompress};
use twox_hash::XxHash3_128;

/// Names the compressor in marks: another one, or another level, writes other bytes and needs another name.
pub(crate) const COMPRESSOR: &str = "gz1";

/// How hard pieces are pressed: they are written once and sent often.
const LEVEL: Compression = Compression::new(9);

/// The beginning of a member: deflate, no name, no time, from no particular system.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// The last block, which is empty: what ends the stream.
const LAST: [u8; 2] = [3, 0];

/// Bytes as they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Blocks of deflate that join.
    pub deflated: Bytes,
    /// How many bytes they hold.
    pub length: usize,
    /// The CRC-32 of what they hold.
    pub crc: u32,
    /// A hash of what they hold.
    pub hash: [u8; 16],
}

impl Piece {
    /// Presses a text.
    pub fn of(text: &str) -> Self {
        let mut crc = Hasher::new();
        crc.update(text.as_bytes());
        let deflated = deflated(text.as_bytes()).into();
        Self { deflated, length: text.len(), crc: crc.finalize(), hash: hash(text) }
    }

    /// The bytes as they were.
    pub fn inflated(&self) -> Vec<u8> {
        let mut text = Vec::with_capacity(self.length);
        // A piece was made here from bytes of ours: it can be read.
        let whole = [&self.deflated[..], &LAST].concat();
        let _ = flate2::read::DeflateDecoder::new(&*whole).read_to_end(&mut text);
        text
    }
}

/// A hash of a text: pieces with the same are taken for the same. It is no proof against who wants two to have one, and
/// whoever writes pages has nothing to gain by that.
pub(crate) fn hash(text: &str) -> [u8; 16] {
    XxHash3_128::oneshot(text.as_bytes()).to_be_bytes()
}

thread_local! {
    /// The compressor of a thread. It takes a quarter of a mebibyte: made anew for each piece, it would leave holes of that
    /// size in memory, between the pieces that are kept.
    static PRESS: RefCell<Compress> = RefCell::new(Compress::new(LEVEL, false));
}

pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    PRESS.with_borrow_mut(|press| {
        press.reset();
        pressed(press, bytes)
    })
}

fn pressed(press: &mut Compress, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 3 + 64);
    loop {
        let taken = usize::try_from(press.total_in()).unwrap_or(usize::MAX);
        let rest = bytes.get(taken..).unwrap_or_default();
        let flushed = press.compress_vec(rest, &mut out, FlushCompress::Sync);
        // A flush that did not fill what there was has come to its end.
        if flushed.is_err() || (rest.is_empty() || press.total_in() == bytes.len() as u64) && out.len() < out.capacity()
        {
            out.shrink_to_fit();
            return out;
        }
        out.reserve(bytes.len() / 2 + 64);
    }
}

/// The CRC-32 and the length of pieces one after another.
pub(crate) fn sum<'p>(pieces: impl IntoIterator<Item = &'p Piece>) -> (u32, usize) {
    let mut whole = Hasher::new();
    let mut length = 0;
    for piece in pieces {
        whole.combine(&Hasher::new_with_initial_len(piece.crc, piece.length as u64));
        length += piece.length;
    }
    (whole.finalize(), length)
}

/// How many bytes the member of pieces of so many compressed bytes has.
pub(crate) fn member_length(deflated: usize) -> usize {
    HEADER.len() + deflated + LAST.len() + 8
}

/// Pieces as one gzip member. `crc` and `length` are their [`sum`].
pub(crate) fn member(pieces: &[Bytes], crc: u32, length: usize) -> Bytes {
    let mut out = Vec::with_capacity(member_length(pieces.iter().map(Bytes::len).sum()));
    out.extend_from_slice(&HEADER);
    pieces.iter().for_each(|piece| out.extend_from_slice(piece));
    out.extend_from_slice(&LAST);
    out.extend_from_slice(&crc.to_le_bytes());
    // The length is told modulo 2^32.
    out.extend_from_slice(&(length as u32).to_le_bytes());
    out.into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn gunzipped(member: &[u8]) -> Vec<u8> {
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(member).read_to_end(&mut text).expect("a sound member");
        text
    }

    proptest! {
        #[test]
        fn joined_pieces_are_one_member_of_the_joined_texts(
            texts in proptest::collection::vec("(\\PC{0,40}|[ab]{0,3000})", 0..8),
        ) {
            let pieces: Vec<Piece> = texts.iter().map(|text| Piece::of(text)).collect();
            let (crc, length) = sum(&pieces);
            let deflated: Vec<Bytes> = pieces.iter().map(|piece| piece.deflated.clone()).collect();
            let member = member(&deflated, crc, length);
            prop_assert_eq!(member.len(), member_length(deflated.iter().map(Bytes::len).sum()));
            prop_assert_eq!(gunzipped(&member), texts.concat().into_bytes());
            for (piece, text) in pieces.iter().zip(&texts) {
                prop_assert_eq!(piece.inflated(), text.as_bytes());
            }
        }
    }

    #[test]
    fn a_long_text_that_cannot_be_pressed_is_kept_whole() {
        let mut n = 7_u32;
        let noise: String = (0..400_000)
            .map(|_| {
                n = n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                char::from_u32(0x21 + (n >> 24) % 90).unwrap_or('x')
            })
            .collect();
        assert_eq!(Piece::of(&noise).inflated(), noise.as_bytes());
    }
}
