//! The dump while it is being read: its pieces, and what each has been recognised as.

use std::collections::HashMap;
use std::ops::Range;

use broadsheet_news::reference::normalised;

use super::kind::Kind;
use super::piece::Piece;
use super::pieces;

/// The pieces of a dump with what is known of them so far.
pub(super) struct Sheet {
    /// What the text was cut into, in order.
    pub pieces: Vec<Piece>,
    /// The normalised text of each piece.
    pub norms: Vec<String>,
    /// What each piece has been recognised as.
    pub kinds: Vec<Option<Kind>>,
    /// Where the text of the article stands; empty where there is none.
    pub body: Range<usize>,
    /// Where the headline stands.
    pub headline: Option<usize>,
    /// How likely each piece belongs to the running text.
    pub likely: Vec<f64>,
    counts: HashMap<String, usize>,
}

impl Sheet {
    /// Cuts a text into pieces.
    pub fn cut(text: &str) -> Self {
        let pieces = pieces::cut(text);
        let norms: Vec<String> = pieces.iter().map(|piece| normalised(&piece.text)).collect();
        let mut counts = HashMap::new();
        for norm in &norms {
            *counts.entry(norm.clone()).or_insert(0) += 1;
        }
        let kinds = vec![None; pieces.len()];
        Self { pieces, norms, kinds, body: 0..0, headline: None, likely: Vec::new(), counts }
    }

    /// The text of a piece; nothing where there is no such piece.
    pub fn text(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |piece| piece.text.as_str())
    }

    /// The normalised text of a piece.
    pub fn norm(&self, at: usize) -> &str {
        self.norms.get(at).map_or("", String::as_str)
    }

    /// How often the same words make a whole piece.
    pub fn times(&self, at: usize) -> usize {
        self.counts.get(self.norm(at)).copied().unwrap_or(0)
    }

    /// Whether nothing is known of a piece yet.
    pub fn free(&self, at: usize) -> bool {
        self.kinds.get(at).is_some_and(Option::is_none)
    }

    /// Says what a piece is; the first word stands.
    pub fn mark(&mut self, at: usize, kind: Kind) {
        if let Some(slot) = self.kinds.get_mut(at) {
            slot.get_or_insert(kind);
        }
    }

    /// The pieces between the headline and the text.
    pub fn head(&self) -> Range<usize> {
        match self.headline {
            Some(at) if at < self.body.start => at + 1..self.body.start,
            _ => self.body.start..self.body.start,
        }
    }

    /// The pieces after the text.
    pub fn tail(&self) -> Range<usize> {
        self.body.end..self.pieces.len()
    }
}
