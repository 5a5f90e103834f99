//! A page as it goes out.

use std::sync::Arc;

use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;
use broadsheet_pages::Answer;
use broadsheet_pages::theme::Theme;
use bytes::Bytes;

use crate::piece::{self, COMPRESSOR, Piece};
use crate::shelf::{Head, Page, second};

/// A page as it goes out, with its mark.
#[derive(Clone, Debug)]
pub struct Printed {
    /// What the address leads to.
    pub answer: Answer,
    /// The type of the bytes.
    pub media_type: &'static str,
    /// A hash of the bytes, in hexadecimal: two prints with one mark are the same page.
    pub mark: String,
    /// Since when the address has answered with these bytes, as far as this process knows, to the second.
    pub since: Option<Instant>,
    /// The article that the page is of, if it is one that readers have.
    pub article: Option<ArticleId>,
    /// The theme that readers see now.
    pub theme: Arc<Theme>,
    /// What the page was made from, where the press tells that: things such as `article:42`, and lists such as `section:7`.
    pub things: Vec<String>,
    pieces: Vec<Piece>,
    head: Arc<Head>,
}

/// How bytes are written on the way (RFC 9110, 8.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// As they are.
    Identity,
    /// Compressed.
    Gzip,
}

/// For so long after a change nothing is said of its time: a second is all that the header field tells, and another
/// change may come within it.
const UNSAID: i64 = 2;

impl Printed {
    /// A page of the shelf, at an instant.
    pub(crate) fn of(page: Page, theme: Arc<Theme>, now: Instant) -> Self {
        let Page { row, head, pieces, things } = page;
        let told = row.answer == Answer::Found && head.changed.saturating_add(UNSAID) <= second(now);
        Self {
            answer: row.answer.clone(),
            media_type: row.media_type,
            mark: head.mark.clone(),
            since: told.then(|| Instant::from_microseconds(head.changed.saturating_mul(1_000_000))),
            article: row.article,
            theme,
            things,
            pieces,
            head,
        }
    }

    /// The mark of the bytes in that coding: each has one of its own.
    #[must_use]
    pub fn mark_in(&self, coding: Coding) -> String {
        match coding {
            Coding::Identity => self.mark.clone(),
            Coding::Gzip => format!("{}-{COMPRESSOR}", self.mark),
        }
    }

    /// The bytes in that coding: the parts joined; nothing where the page has moved.
    #[must_use]
    pub fn bytes_in(&self, coding: Coding) -> Bytes {
        if self.pieces.is_empty() {
            return Bytes::new();
        }
        match coding {
            Coding::Identity => self.head.whole.bytes(|| {
                let mut text = Vec::with_capacity(self.head.length);
                self.pieces.iter().for_each(|piece| text.extend(piece.inflated()));
                text.into()
            }),
            Coding::Gzip => {
                let deflated: Vec<Bytes> = self.pieces.iter().map(|piece| piece.deflated.clone()).collect();
                piece::member(&deflated, self.head.crc, self.head.length)
            }
        }
    }

    /// Presses the parts again when it is called, and nothing else: what of a print is not reading and writing.
    pub fn pressing(&self) -> impl Fn() + use<> {
        let texts: Vec<Vec<u8>> = self.pieces.iter().map(Piece::inflated).collect();
        move || texts.iter().for_each(|text| drop(std::hint::black_box(piece::deflated(text))))
    }

    /// The parts joined, as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes_in(Coding::Identity)).into_owned()
    }
}
