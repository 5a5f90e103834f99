//! Running text: runs with marks and hard line breaks, always in normal form.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::{LanguageTag, Link};

/// Running text, always in normal form: no empty run, no equal neighbours, no double space, no white space at
/// either end or beside a break, no two breaks together, no control characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Inline>", into = "Vec<Inline>")]
pub struct Text(Vec<Inline>);

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "Stored")]
pub enum Inline {
    /// Words that share their marks.
    Run {
        /// The words.
        text: String,
        /// How they are marked.
        marks: Marks,
    },
    /// A line ends here.
    Break,
}

/// How a run is marked. A struct and not a list: marks have no order and none can stand twice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    /// Of importance.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// With stress.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub emphasis: bool,
    /// Code inside a sentence.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub code: bool,
    /// Below or above the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub script: Option<Script>,
    /// Where a click leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// The language of the words where it is not the article's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<LanguageTag>,
}

impl Marks {
    /// No mark at all.
    pub fn none() -> Marks {
        Marks::default()
    }

    /// Whether there is no mark at all.
    pub fn is_none(&self) -> bool {
        *self == Marks::default()
    }
}

/// Below or above the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Script {
    /// Below, as the 2 in the formula of water.
    Sub,
    /// Above, as a power.
    Super,
}

/// How a piece is stored: plain words as a bare string, which most are.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Plain(String),
    Break {
        #[serde(rename = "break")]
        line: bool,
    },
    Marked {
        text: String,
        #[serde(flatten)]
        marks: Marks,
    },
}

impl<'de> Deserialize<'de> for Inline {
    /// As [`Stored`] would be read, but that plain words, which most are, are not read as everything else first.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Piece)
    }
}

struct Piece;

impl<'de> Visitor<'de> for Piece {
    type Value = Inline;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("words, words with marks, or a break")
    }

    fn visit_str<E: Error>(self, words: &str) -> Result<Inline, E> {
        Ok(Inline::plain(words))
    }

    fn visit_string<E: Error>(self, words: String) -> Result<Inline, E> {
        Ok(Inline::plain(words))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Inline, A::Error> {
        Stored::deserialize(MapAccessDeserializer::new(map)).map(Inline::from)
    }
}

impl From<Stored> for Inline {
    fn from(stored: Stored) -> Inline {
        match stored {
            Stored::Plain(text) => Inline::plain(text),
            Stored::Break { .. } => Inline::Break,
            Stored::Marked { text, marks } => Inline::Run { text, marks },
        }
    }
}

impl From<Inline> for Stored {
    fn from(inline: Inline) -> Stored {
        match inline {
            Inline::Run { text, marks } if marks.is_none() => Stored::Plain(text),
            Inline::Run { text, marks } => Stored::Marked { text, marks },
            Inline::Break => Stored::Break { line: true },
        }
    }
}

impl Inline {
    /// Words without marks.
    pub fn plain(text: impl Into<String>) -> Inline {
        Inline::Run { text: text.into(), marks: Marks::none() }
    }

    /// The words alone; a break is a line end.
    fn said(&self) -> &str {
        match self {
            Inline::Run { text, .. } => text,
            Inline::Break => "\n",
        }
    }

    /// Words with marks.
    pub fn marked(text: impl Into<String>, marks: Marks) -> Inline {
        Inline::Run { text: text.into(), marks }
    }
}

impl Text {
    /// The pieces, brought into normal form.
    pub fn new(pieces: impl IntoIterator<Item = Inline>) -> Text {
        let mut text = Text::default();
        for piece in pieces {
            text.push(piece);
        }
        text.trim_end();
        text
    }

    /// Words without marks; a line end counts as a space.
    pub fn plain(words: &str) -> Text {
        Text::new([Inline::plain(words)])
    }

    /// The pieces.
    pub fn inlines(&self) -> &[Inline] {
        &self.0
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words alone; a break is a line end.
    pub fn plain_text(&self) -> String {
        self.said().into_owned()
    }

    /// The same, copied only where there are several pieces.
    pub(super) fn said(&self) -> Cow<'_, str> {
        match &*self.0 {
            [only] => only.said().into(),
            all => all.iter().map(Inline::said).collect(),
        }
    }

    fn push(&mut self, piece: Inline) {
        match piece {
            Inline::Run { text, marks } => self.push_run(text, marks),
            Inline::Break => {
                self.trim_end();
                if !self.0.is_empty() {
                    self.0.push(Inline::Break);
                }
            }
        }
    }

    fn push_run(&mut self, words: String, marks: Marks) {
        let after_space = self.ends_in_space();
        let text = if is_clean(&words, after_space) { words } else { cleaned(&words, after_space) };
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(Inline::Run { text: before, marks: same }) if *same == marks => before.push_str(&text),
            _ => self.0.push(Inline::Run { text, marks }),
        }
    }

    fn ends_in_space(&self) -> bool {
        match self.0.last() {
            Some(Inline::Run { text, .. }) => text.ends_with(' '),
            Some(Inline::Break) | None => true,
        }
    }

    fn trim_end(&mut self) {
        loop {
            match self.0.last_mut() {
                Some(Inline::Run { text, .. }) if text.ends_with(' ') => {
                    text.pop();
                    if !text.is_empty() {
                        return;
                    }
                    self.0.pop();
                }
                Some(Inline::Break) => {
                    self.0.pop();
                }
                _ => return,
            }
        }
    }
}

/// Words without control characters, with one space where there was white space; none at the beginning after a space.
fn cleaned(words: &str, mut after_space: bool) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        if is_space(c) {
            if !after_space {
                text.push(' ');
            }
            after_space = true;
        } else if !c.is_control() {
            text.push(c);
            after_space = false;
        }
    }
    text
}

/// Whether it is plain that cleaning changes nothing: what is stored has been cleaned.
fn is_clean(words: &str, after_space: bool) -> bool {
    let bytes = words.as_bytes();
    // Of these, what stands before them says whether they are clean.
    let odd = |byte: &u8| matches!(byte, 0..b' ' | 0x7f | 0xc2 | 0xa8 | 0xa9);
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let doubtful = after_space && words.starts_with(' ')
        || bytes.iter().fold(false, |any, byte| any | odd(byte))
        || pairs.fold(false, |any, (one, next)| any | (*one == b' ' && *next == b' '));
    !doubtful || is_clean_seen_closely(words, after_space)
}

/// The same, byte by byte.
fn is_clean_seen_closely(words: &str, after_space: bool) -> bool {
    let mut last: u32 = if after_space { u32::from(b' ') } else { 0 };
    words.bytes().all(|byte| {
        last = last << 8 | u32::from(byte);
        match byte {
            b' ' => last & 0xff00 != u32::from(b' ') << 8,
            // Controls; U+0080 to U+00BF, among which are more of them.
            0..b' ' | 0x7f | 0xc2 => false,
            // U+2028 and U+2029.
            0xa8 | 0xa9 => last & 0xff_ff00 != 0xe2_8000,
            _ => true,
        }
    })
}

/// What HTML takes for white space, and the two line ends that it does not; a no-break space is a letter here.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

impl From<Vec<Inline>> for Text {
    fn from(pieces: Vec<Inline>) -> Text {
        Text::new(pieces)
    }
}

impl From<Text> for Vec<Inline> {
    fn from(text: Text) -> Vec<Inline> {
        text.0
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Text {
        Text::plain(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_is_plainly_clean_is_what_cleaning_gives(
            words in "[a \\t\u{7f}\u{85}\u{a0}\u{2026}\u{2028}\u{2029}\u{201c}你é]{0,12}",
            after_space: bool,
        ) {
            let clean = cleaned(&words, after_space);
            proptest::prop_assert!(!is_clean(&words, after_space) || clean == words, "{words:?}");
            // What has been cleaned is seen to be so, but for what is written with the bytes of controls.
            let seen = is_clean(&clean, after_space) || clean.contains('\u{a0}');
            proptest::prop_assert!(seen, "{clean:?}");
        }
    }

    #[test]
    fn what_no_piece_of_text_can_be_is_refused_and_named() {
        let refused = serde_json::from_str::<Inline>("7").expect_err("no words");
        assert!(refused.to_string().contains("words, words with marks, or a break"), "{refused}");
    }
}
