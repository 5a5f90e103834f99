//! Putting together what the walk meets: words into text, texts into blocks.

use std::mem::take;

use broadsheet_news::body::{Block, BlockId, BlockKind, Inline, Item, Marks, Text};
use broadsheet_news::sentence;
use ego_tree::{NodeId, NodeRef};
use scraper::Node;
use scraper::node::Element;

use super::Image;
use super::figure;
use super::leaf::Leaf;
use super::reader::{Built, Reader, block_id};
use crate::html::element::marks_in;
use crate::problem::short;

impl Reader<'_> {
    pub(super) fn say(&mut self, words: &str) {
        let marks = self.marks.last().map_or_else(Marks::none, |(_, marks)| marks.clone());
        self.text.push(Inline::marked(words, marks));
    }

    pub(super) fn mark(&mut self, node: NodeId, element: &Element) {
        let none = Marks::none();
        let around = self.marks.last().map_or(&none, |(_, marks)| marks);
        if let Some(marks) = marks_in(element, around, &mut self.problems) {
            self.marks.push((node, marks));
        }
    }

    pub(super) fn unmark(&mut self, node: NodeId) {
        if self.marks.last().is_some_and(|(marked, _)| *marked == node) {
            self.marks.pop();
        }
    }

    /// Two line ends together are how many editors write a new paragraph.
    pub(super) fn line_end(&mut self) {
        let ends_line = self.text.iter().rev().find(|piece| !is_blank(piece)) == Some(&Inline::Break);
        if ends_line && self.heading.is_none() {
            self.apart();
        } else {
            self.text.push(Inline::Break);
        }
    }

    /// A paragraph ends here; in lists, tables and captions only a line does.
    pub(super) fn apart(&mut self) {
        match self.leaf {
            None | Some((_, _, Leaf::Quote { .. })) => self.flush(),
            Some(_) => self.text.push(Inline::Break),
        }
    }

    pub(super) fn close_apart(&mut self) {
        self.apart();
        if self.leaf.is_none() {
            self.id = None;
        }
    }

    pub(super) fn flush(&mut self) {
        match &mut self.leaf {
            None => {
                let text = Text::new(take(&mut self.text));
                if !text.is_empty() {
                    let id = self.id.take();
                    let kind = match self.heading {
                        Some((_, level)) => BlockKind::Heading { level, text },
                        None => BlockKind::Paragraph { text },
                    };
                    self.push((id, kind));
                }
                self.push_after();
            }
            Some((_, _, Leaf::Quote { attribution, named: true, .. })) => {
                attribution.append(&mut self.text);
                attribution.push(Inline::Break);
            }
            Some((_, _, Leaf::Quote { paragraphs, .. })) => paragraphs.push(Text::new(take(&mut self.text))),
            Some(_) => {}
        }
    }

    pub(super) fn place_whole(&mut self, node: NodeRef<'_, Node>, id: Option<BlockId>, kind: BlockKind) {
        self.omitted = Some(node.id());
        self.place(id, kind);
    }

    /// A finished block; inside a leaf it has to wait until that ends.
    pub(super) fn place(&mut self, id: Option<BlockId>, kind: BlockKind) {
        if self.leaf.is_some() {
            self.after.push((id, kind));
            return;
        }
        self.flush();
        self.push((id, kind));
    }

    pub(super) fn begin(&mut self, node: NodeId, id: Option<BlockId>, leaf: Leaf) {
        self.flush();
        self.id = None;
        self.leaf = Some((node, id, leaf));
    }

    pub(super) fn end_leaf(&mut self) {
        match &mut self.leaf {
            Some((_, _, Leaf::Quote { .. })) => self.flush(),
            Some((_, _, Leaf::Figure { caption, .. })) => caption.append(&mut self.text),
            _ => self.end_item(),
        }
        let Some((_, id, leaf)) = self.leaf.take() else {
            return;
        };
        self.text.clear();
        let mut id = id;
        for kind in leaf.finish() {
            self.push((id.take(), kind));
        }
        self.push_after();
    }

    pub(super) fn end_facts(&mut self) {
        self.flush();
        if let Some(facts) = self.facts.take() {
            self.built.push((facts.id, BlockKind::FactBox { title: facts.title, blocks: facts.blocks }));
        }
    }

    pub(super) fn end_title(&mut self) {
        match &mut self.facts {
            Some(facts) if self.leaf.is_none() && facts.title.is_empty() => {
                facts.title = Text::new(take(&mut self.text));
                self.id = None;
            }
            _ => self.close_apart(),
        }
    }

    pub(super) fn end_item(&mut self) {
        let Some((_, _, Leaf::List { items, levels })) = &mut self.leaf else {
            return self.apart();
        };
        let depth = u8::try_from(levels.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let ordered = levels.last().copied().unwrap_or(false);
        items.push(Item { depth, ordered, text: Text::new(take(&mut self.text)) });
    }

    pub(super) fn close_list(&mut self) {
        self.end_item();
        if let Some((_, _, Leaf::List { levels, .. })) = &mut self.leaf {
            levels.pop();
        }
    }

    pub(super) fn end_cell(&mut self, element: &Element) {
        let Some((_, _, Leaf::Table(table))) = &mut self.leaf else {
            return self.apart();
        };
        let span = |name| element.attr(name).and_then(|n| n.trim().parse().ok()).unwrap_or(1).clamp(1, 20);
        let (across, down): (usize, usize) = (span("colspan"), span("rowspan"));
        if across > 1 || down > 1 {
            self.problems.tell("Joined cells of a table were kept as single ones.");
        }
        table.cell(Text::new(take(&mut self.text)), element.name() == "th", across);
    }

    pub(super) fn end_row(&mut self) {
        match &mut self.leaf {
            Some((_, _, Leaf::Table(table))) => table.end_row(),
            _ => self.apart(),
        }
    }

    pub(super) fn close_caption(&mut self, element: &Element) {
        match &mut self.leaf {
            Some((_, _, Leaf::Table(table))) if element.name() == "caption" => {
                table.caption = Text::new(take(&mut self.text));
            }
            _ => self.close_apart(),
        }
        self.named(false);
    }

    pub(super) fn named(&mut self, on: bool) {
        if let Some((_, _, Leaf::Quote { named, .. })) = &mut self.leaf {
            *named = on;
        }
    }

    /// An image becomes a photo where somebody knows it as one.
    pub(super) fn image(&mut self, element: &Element) {
        let attribute = |name| element.attr(name).unwrap_or("").trim().to_owned();
        let image = Image { src: attribute("src"), alt: attribute("alt") };
        let Some(photo) = (self.photo)(&image) else {
            self.problems.tell(sentence!("The image “{}” was not kept.", short(&image.src)));
            return;
        };
        match &mut self.leaf {
            Some((_, _, Leaf::Figure { photos, .. })) => photos.push(photo),
            _ => self.after.push((None, BlockKind::Photo { photo, caption: None })),
        }
        if self.leaf.is_none() && self.text.iter().all(is_blank) {
            self.flush();
        }
    }

    pub(super) fn frame(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        match figure::frame(element) {
            Some(kind) => self.place(block_id(element), kind),
            None => {
                let address = short(element.attr("src").unwrap_or(""));
                self.problems.tell(sentence!("The frame “{}” was not kept.", address));
            }
        }
        self.omitted = Some(node.id());
    }

    fn push(&mut self, (id, kind): Built) {
        match &mut self.facts {
            Some(facts) => {
                let id = id.unwrap_or_else(|| self.ids.give(&kind));
                facts.blocks.push(Block { id, kind });
            }
            None => self.built.push((id, kind)),
        }
    }

    fn push_after(&mut self) {
        for built in take(&mut self.after) {
            self.push(built);
        }
    }
}

fn is_blank(piece: &Inline) -> bool {
    match piece {
        Inline::Run { text, .. } => text.bytes().all(|b| b.is_ascii_whitespace()),
        Inline::Break => false,
    }
}

/// The lines of a block of code, and the language that its class names.
pub(super) fn code(node: NodeRef<'_, Node>) -> BlockKind {
    let (mut text, mut language) = (String::new(), String::new());
    for node in node.descendants() {
        match node.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(element) if element.name() == "br" => text.push('\n'),
            Node::Element(element) if language.is_empty() => {
                let named = element.classes().find_map(|c| c.strip_prefix("language-").or(c.strip_prefix("lang-")));
                language = named.unwrap_or("").to_owned();
            }
            _ => {}
        }
    }
    BlockKind::Code { language, text }
}
