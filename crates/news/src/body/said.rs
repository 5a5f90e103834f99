//! What a body says and mentions: its words, its photos, its articles.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::{ArticleId, Block, BlockKind, Body, PhotoId, Text};

impl Body {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Every block, boxes before what stands in them.
    pub fn all_blocks(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().flat_map(|block| std::iter::once(block).chain(block.inner()))
    }

    /// The words alone: blocks apart by an empty line, items and rows by a line end, cells by a tab.
    pub fn plain_text(&self) -> String {
        let said: Vec<String> =
            self.all_blocks().map(|block| block.kind.own_text()).filter(|text| !text.is_empty()).collect();
        said.join("\n\n")
    }

    /// How many words it has; each Chinese or Japanese character counts one.
    pub fn words(&self) -> usize {
        self.all_blocks().map(|block| words_in(&block.kind.said())).sum()
    }

    /// The photos shown, in order, none twice.
    pub fn photos(&self) -> Vec<PhotoId> {
        let mut photos = Vec::new();
        for block in self.all_blocks() {
            let shown: &[PhotoId] = match &block.kind {
                BlockKind::Photo { photo, .. } => std::slice::from_ref(photo),
                BlockKind::Gallery { photos } => photos,
                _ => &[],
            };
            add_new(&mut photos, shown);
        }
        photos
    }

    /// The articles that related boxes lead to, in order, none twice.
    pub fn articles(&self) -> Vec<ArticleId> {
        let mut articles = Vec::new();
        for block in self.all_blocks() {
            if let BlockKind::Related { articles: named } = &block.kind {
                add_new(&mut articles, named);
            }
        }
        articles
    }

    /// The first paragraph that stands in the text itself and not in a box.
    pub fn first_paragraph(&self) -> Option<&Text> {
        self.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Paragraph { text } => Some(text),
            _ => None,
        })
    }
}

fn add_new(list: &mut Vec<i64>, named: &[i64]) {
    for id in named {
        if !list.contains(id) {
            list.push(*id);
        }
    }
}

impl Block {
    /// The blocks that stand in this one.
    pub fn inner(&self) -> &[Block] {
        match &self.kind {
            BlockKind::FactBox { blocks, .. } => blocks,
            _ => &[],
        }
    }
}

impl BlockKind {
    /// The block's own words, without those of blocks inside it.
    pub fn own_text(&self) -> String {
        self.said().into_owned()
    }

    /// The same, copied only where they stand in several places.
    fn said(&self) -> Cow<'_, str> {
        match self {
            BlockKind::Paragraph { text } | BlockKind::Heading { text, .. } => text.said(),
            BlockKind::Quote { paragraphs, attribution } => lines(paragraphs.iter().chain([attribution])).into(),
            BlockKind::List { items } => lines(items.iter().map(|item| &item.text)).into(),
            BlockKind::Photo { caption, .. } => lines(caption).into(),
            BlockKind::Embed { title, .. } => title.as_deref().unwrap_or_default().into(),
            BlockKind::Table { caption, rows, .. } => table_text(caption, rows).into(),
            BlockKind::Code { text, .. } => text.into(),
            BlockKind::FactBox { title, .. } => title.said(),
            BlockKind::Gallery { .. } | BlockKind::Divider | BlockKind::Related { .. } => "".into(),
        }
    }
}

impl BlockKind {
    /// The block's running texts in reading order, without those of blocks inside it.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            BlockKind::Paragraph { text } | BlockKind::Heading { text, .. } => vec![text],
            BlockKind::Quote { paragraphs, attribution } => paragraphs.iter().chain([attribution]).collect(),
            BlockKind::List { items } => items.iter().map(|item| &item.text).collect(),
            BlockKind::Photo { caption, .. } => caption.iter().collect(),
            BlockKind::Table { caption, rows, .. } => [caption].into_iter().chain(rows.iter().flatten()).collect(),
            BlockKind::FactBox { title, .. } => vec![title],
            _ => Vec::new(),
        }
    }
}

fn lines<'a>(texts: impl IntoIterator<Item = &'a Text>) -> String {
    let said: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).map(Text::plain_text).collect();
    said.join("\n")
}

fn table_text(caption: &Text, rows: &[Vec<Text>]) -> String {
    let rows = rows.iter().map(|row| row.iter().map(Text::plain_text).collect::<Vec<_>>().join("\t"));
    let caption = (!caption.is_empty()).then(|| caption.plain_text());
    caption.into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// How many words a text has; each Chinese or Japanese character counts one.
pub fn words_in(mut text: &str) -> usize {
    let space = |c: char| c.is_ascii_whitespace();
    let mut words = 0;
    // No word goes over white space, so that one with a curved quotation mark does not slow down the others.
    while let Some(at) = text.bytes().position(|byte| !byte.is_ascii()) {
        let (before, rare) = text.split_at(text[..at].rfind(space).unwrap_or(0));
        let rare = rare.trim_start_matches(space);
        let (rare, after) = rare.split_at(rare.find(space).unwrap_or(rare.len()));
        let in_rare = rare.unicode_words().map(|word| word.chars().filter(|c| is_cjk(*c)).count().max(1));
        words += words_in_ascii(before.as_bytes()) + in_rare.sum::<usize>();
        text = after;
    }
    words + words_in_ascii(text.as_bytes())
}

/// Of each byte whether it is a letter, a digit, or what goes with both.
static KINDS: [Option<u8>; 256] = {
    let mut kinds = [None; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'_' => Some(b'_'),
            b'a'..=b'z' | b'A'..=b'Z' => Some(b'a'),
            b'0'..=b'9' => Some(b'0'),
            _ => None,
        };
        byte += 1;
    }
    kinds
};

/// The same where there are only letters of ASCII: the rules of Unicode's word boundaries (UAX #29) that are left then,
/// in a tenth of the time.
fn words_in_ascii(text: &[u8]) -> usize {
    let kind = |byte: u8| KINDS[usize::from(byte)];
    let (mut words, mut within, mut counted) = (0, false, false);
    for (at, byte) in text.iter().enumerate() {
        if let Some(kind) = kind(*byte) {
            counted &= within;
            within = true;
            if kind != b'_' && !counted {
                words += 1;
                counted = true;
            }
            continue;
        }
        let around = (at.checked_sub(1).and_then(|at| kind(text[at])), text.get(at + 1).and_then(|byte| kind(*byte)));
        within = match around {
            (Some(b'a'), Some(b'a')) => matches!(byte, b'.' | b'\'' | b':'),
            (Some(b'0'), Some(b'0')) => matches!(byte, b'.' | b'\'' | b',' | b';'),
            _ => false,
        };
    }
    words
}

/// Han, kana and bopomofo. Korean puts spaces between its words and is counted by them.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{30fa}' | '\u{3100}'..='\u{312f}' | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}')
}
