//! The normal form of a body: nothing empty, tables rectangular, boxes not nested, ids unique.

use super::{Block, BlockKind, Body, IdGiver, Text, list};

impl Body {
    /// A body of new blocks, with ids made from what they say: the same blocks get the same ids.
    pub fn of(kinds: impl IntoIterator<Item = BlockKind>) -> Body {
        Body::with_ids(kinds.into_iter().map(|kind| (None, kind)))
    }

    /// A body of blocks, some of which come with an id; of two with the same id the first keeps it.
    pub fn with_ids(blocks: impl IntoIterator<Item = (Option<super::BlockId>, BlockKind)>) -> Body {
        let blocks: Vec<_> = blocks.into_iter().filter_map(|(id, kind)| Some((id, normal(kind)?))).collect();
        let mut ids = IdGiver::new();
        let mut keeps = Vec::with_capacity(blocks.len());
        // Blocks that come with an id choose first, or a new block could take an old one's id.
        for (id, kind) in &blocks {
            keeps.push(id.as_ref().is_some_and(|id| ids.take(id)));
            if let BlockKind::FactBox { blocks, .. } = kind {
                keeps.extend(blocks.iter().map(|inner| ids.take(&inner.id)));
            }
        }
        let mut keeps = keeps.into_iter();
        let mut body = Body::default();
        for (id, mut kind) in blocks {
            let kept = keeps.next().unwrap_or(false);
            if let BlockKind::FactBox { blocks, .. } = &mut kind {
                for inner in blocks {
                    if !keeps.next().unwrap_or(false) {
                        inner.id = ids.give(&inner.kind);
                    }
                }
            }
            let id = id.filter(|_| kept).unwrap_or_else(|| ids.give(&kind));
            body.blocks.push(Block { id, kind });
        }
        body
    }

    /// The same body in normal form; ids that stand twice are given anew, all others stay.
    pub fn normalise(self) -> Body {
        Body::with_ids(self.blocks.into_iter().map(|block| (Some(block.id), block.kind)))
    }
}

/// The block in normal form, or nothing if it says nothing.
fn normal(kind: BlockKind) -> Option<BlockKind> {
    Some(match kind {
        BlockKind::Paragraph { ref text } | BlockKind::Heading { ref text, .. } => {
            return (!text.is_empty()).then_some(kind);
        }
        BlockKind::Quote { mut paragraphs, attribution } => {
            paragraphs.retain(|text| !text.is_empty());
            let says = !paragraphs.is_empty() || !attribution.is_empty();
            return says.then_some(BlockKind::Quote { paragraphs, attribution });
        }
        BlockKind::List { items } => {
            let items = list::normal(items);
            return (!items.is_empty()).then_some(BlockKind::List { items });
        }
        BlockKind::Photo { photo, caption } => {
            BlockKind::Photo { photo, caption: caption.filter(|text| !text.is_empty()) }
        }
        BlockKind::Gallery { ref photos } => return (!photos.is_empty()).then_some(kind),
        BlockKind::Related { ref articles } => return (!articles.is_empty()).then_some(kind),
        BlockKind::Embed { provider, path, title } => {
            let title = title.map(|title| Text::plain(&title).plain_text()).filter(|title| !title.is_empty());
            BlockKind::Embed { provider, path, title }
        }
        BlockKind::Table { header, caption, rows } => return table(header, caption, rows),
        BlockKind::Code { language, text } => return code(&language, &text),
        BlockKind::Divider => BlockKind::Divider,
        BlockKind::FactBox { title, blocks } => return fact_box(title, blocks),
    })
}

fn table(mut header: bool, caption: Text, mut rows: Vec<Vec<Text>>) -> Option<BlockKind> {
    let blank = |row: &Vec<Text>| row.iter().all(Text::is_empty);
    header = header && rows.first().is_some_and(|row| !blank(row));
    rows.retain(|row| !blank(row));
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut rows {
        row.resize(width, Text::default());
    }
    if rows.is_empty() {
        return (!caption.is_empty()).then_some(BlockKind::Paragraph { text: caption });
    }
    Some(BlockKind::Table { header, caption, rows })
}

fn code(language: &str, text: &str) -> Option<BlockKind> {
    let text: String = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
    let text = text.trim_matches('\n').to_owned();
    let language: String = language
        .chars()
        .map(|c| c.to_ascii_lowercase())
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-'))
        .take(32)
        .collect();
    (!text.trim().is_empty()).then_some(BlockKind::Code { language, text })
}

/// A box in the box is opened: its title becomes a paragraph, its blocks stand in the outer box. A related box
/// has no words to keep and goes.
fn fact_box(title: Text, blocks: Vec<Block>) -> Option<BlockKind> {
    let mut waiting: Vec<Block> = blocks;
    waiting.reverse();
    let mut kept = Vec::with_capacity(waiting.len());
    while let Some(Block { id, kind }) = waiting.pop() {
        if let BlockKind::FactBox { title, blocks } = kind {
            waiting.extend(blocks.into_iter().rev());
            waiting.push(Block { id, kind: BlockKind::Paragraph { text: title } });
        } else if kind.is_simple()
            && let Some(kind) = normal(kind)
        {
            kept.push(Block { id, kind });
        }
    }
    (!kept.is_empty() || !title.is_empty()).then_some(BlockKind::FactBox { title, blocks: kept })
}
