//! The body of an article: a typed document of blocks, each with an id that it keeps across revisions.
//!
//! What is stored is this document as JSON, never HTML: a stored script cannot exist. The *normal form* (no empty
//! runs or blocks, equal neighbours joined, white space collapsed, ids unique) makes equal texts equal bytes.

mod embed;
mod id;
mod link;
mod list;
mod matched;
mod normal;
mod said;
mod stored;
mod text;

pub use embed::{EmbedPath, Provider};
pub use id::{BlockId, IdGiver};
pub use link::{LanguageTag, Link};
pub use list::{Item, MAX_DEPTH};
pub(crate) use said::is_cjk;
pub use said::words_in;
pub use text::{Inline, Marks, Script, Text};

use serde::{Deserialize, Serialize};

/// A photo's id.
pub type PhotoId = i64;
/// An article's id.
pub type ArticleId = i64;

/// The body: its blocks in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Body {
    /// The blocks, in reading order. Whoever changes them by hand calls [`Body::normalise`] afterwards.
    pub blocks: Vec<Block>,
}

/// One block: what merge, notes, corrections and anchors hang on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Block {
    /// Unique in the article, nested blocks included, and kept across revisions.
    pub id: BlockId,
    /// What the block says or shows.
    #[serde(flatten)]
    pub kind: BlockKind,
}

/// What a block can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BlockKind {
    /// A paragraph.
    Paragraph {
        /// Its text.
        text: Text,
    },
    /// A crosshead inside the article.
    Heading {
        /// How deep it stands; the page's own headline is level 1.
        level: Level,
        /// Its text.
        text: Text,
    },
    /// Somebody's words set apart.
    Quote {
        /// The paragraphs quoted.
        paragraphs: Vec<Text>,
        /// Who said it, and where; empty where the text around tells.
        #[serde(default, skip_serializing_if = "Text::is_empty")]
        attribution: Text,
    },
    /// A list; nested lists are items of a greater depth.
    List {
        /// The items, in reading order.
        items: Vec<Item>,
    },
    /// One photo.
    Photo {
        /// Which photo.
        photo: PhotoId,
        /// A caption for this place only, instead of the photo's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caption: Option<Text>,
    },
    /// Several photos shown together.
    Gallery {
        /// Which photos, in order.
        photos: Vec<PhotoId>,
    },
    /// A post, film or sound published elsewhere: shown as a link, without any request to that place.
    Embed {
        /// Where it is published.
        provider: Provider,
        /// The address there, below the provider's own host.
        path: EmbedPath,
        /// What it is called.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
    },
    /// A table; its rows have the same number of cells.
    Table {
        /// Whether the first row names the columns.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        header: bool,
        /// What the table shows.
        #[serde(default, skip_serializing_if = "Text::is_empty")]
        caption: Text,
        /// Rows of cells.
        rows: Vec<Vec<Text>>,
    },
    /// Lines of code, printed as they are.
    Code {
        /// The language it is written in, or nothing.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        language: String,
        /// The lines.
        text: String,
    },
    /// A pause between two parts of the text.
    Divider,
    /// A box of facts beside the text.
    FactBox {
        /// Its title.
        #[serde(default, skip_serializing_if = "Text::is_empty")]
        title: Text,
        /// Its blocks, each of them [simple](BlockKind::is_simple).
        blocks: Vec<Block>,
    },
    /// A box that leads to other articles, chosen by an editor.
    Related {
        /// Which articles, in order.
        articles: Vec<ArticleId>,
    },
}

impl BlockKind {
    /// A paragraph without marks.
    pub fn paragraph(text: &str) -> BlockKind {
        BlockKind::Paragraph { text: Text::plain(text) }
    }

    /// A crosshead without marks.
    pub fn heading(level: Level, text: &str) -> BlockKind {
        BlockKind::Heading { level, text: Text::plain(text) }
    }

    /// Whether the block may stand inside a fact box: a box in a box may not.
    pub fn is_simple(&self) -> bool {
        !matches!(self, BlockKind::FactBox { .. } | BlockKind::Related { .. })
    }

    /// What the kind is called in a sentence to an editor.
    pub fn name(&self) -> &'static str {
        match self {
            BlockKind::Paragraph { .. } => "paragraph",
            BlockKind::Heading { .. } => "heading",
            BlockKind::Quote { .. } => "quote",
            BlockKind::List { .. } => "list",
            BlockKind::Photo { .. } => "photo",
            BlockKind::Gallery { .. } => "gallery",
            BlockKind::Embed { .. } => "embed",
            BlockKind::Table { .. } => "table",
            BlockKind::Code { .. } => "code",
            BlockKind::Divider => "divider",
            BlockKind::FactBox { .. } => "fact box",
            BlockKind::Related { .. } => "related box",
        }
    }
}

/// How deep a crosshead stands: 2 to 4, below the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
pub enum Level {
    /// A crosshead.
    Two,
    /// A crosshead below one of level two.
    Three,
    /// A crosshead below one of level three.
    Four,
}

impl From<u8> for Level {
    /// The nearest level there is.
    fn from(number: u8) -> Level {
        match number {
            0..=2 => Level::Two,
            3 => Level::Three,
            _ => Level::Four,
        }
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> u8 {
        match level {
            Level::Two => 2,
            Level::Three => 3,
            Level::Four => 4,
        }
    }
}

#[cfg(test)]
mod tests;
