//! The walk over the tree: what opens, what closes, and what has been read so far.

use broadsheet_news::body::{Block, BlockId, BlockKind, Body, IdGiver, Inline, Level, Marks, PhotoId, Text};
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{Html, Node};

use super::Image;
use super::figure::{self, Subject};
use super::gather::code;
use super::leaf::{Leaf, Table, quote};
use crate::Read;
use crate::html::element::{Meaning, meaning};
use crate::problem::Problems;

/// A block that has been read, with the id it came with.
pub(super) type Built = (Option<BlockId>, BlockKind);

pub(super) struct Reader<'a> {
    pub(super) photo: &'a mut dyn FnMut(&Image) -> Option<PhotoId>,
    pub(super) problems: Problems,
    /// Gives ids to blocks in boxes; all ids that stand in the document are taken.
    pub(super) ids: IdGiver,
    pub(super) built: Vec<Built>,
    /// The fact box we are in.
    pub(super) facts: Option<Facts>,
    /// The block we are in, if it is more than running text, and the element that began it.
    pub(super) leaf: Option<(NodeId, Option<BlockId>, Leaf)>,
    /// Running text since the last block ended, and the id that it will have.
    pub(super) text: Vec<Inline>,
    pub(super) id: Option<BlockId>,
    pub(super) heading: Option<(NodeId, Level)>,
    pub(super) marks: Vec<(NodeId, Marks)>,
    /// Photos and films met in the middle of a text: they follow it.
    pub(super) after: Vec<Built>,
    pub(super) omitted: Option<NodeId>,
}

pub(super) struct Facts {
    pub(super) node: NodeId,
    pub(super) id: Option<BlockId>,
    pub(super) title: Text,
    pub(super) blocks: Vec<Block>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &Html, photo: &'a mut dyn FnMut(&Image) -> Option<PhotoId>) -> Reader<'a> {
        let mut ids = IdGiver::new();
        for element in document.tree.nodes().filter_map(|node| node.value().as_element()) {
            if let Some(id) = block_id(element) {
                ids.take(&id);
            }
        }
        Reader {
            photo,
            problems: Problems::default(),
            ids,
            built: Vec::new(),
            facts: None,
            leaf: None,
            text: Vec::new(),
            id: None,
            heading: None,
            marks: Vec::new(),
            after: Vec::new(),
            omitted: None,
        }
    }

    pub(super) fn open(&mut self, node: NodeRef<'_, Node>) {
        if self.omitted.is_some() {
            return;
        }
        match node.value() {
            Node::Text(text) => self.say(text),
            Node::Element(element) => self.open_element(node, element),
            _ => {}
        }
    }

    pub(super) fn close(&mut self, node: NodeRef<'_, Node>) {
        if self.omitted == Some(node.id()) {
            self.omitted = None;
            self.unmark(node.id());
        } else if self.omitted.is_none()
            && let Node::Element(element) = node.value()
        {
            self.close_element(node.id(), element);
        }
    }

    pub(super) fn finish(mut self) -> Read {
        self.flush();
        Read { body: Body::with_ids(self.built), problems: self.problems.into_vec() }
    }

    fn open_element(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        if element.attrs().any(|(name, _)| name.starts_with("on")) {
            self.problems.tell("A command tied to an element was not kept.");
        }
        if let Some(kind) = figure::our_own(element) {
            return self.place_whole(node, block_id(element), kind);
        }
        self.mark(node.id(), element);
        match meaning(element.name()) {
            Meaning::Omit(what) => {
                if let Some(what) = what {
                    self.problems.tell(sentence!("A {} was not kept.", Sentence::from(what)));
                }
                self.omitted = Some(node.id());
            }
            Meaning::Inside => self.open_inside(node, element),
            Meaning::Break => self.line_end(),
            Meaning::Image => self.image(element),
            Meaning::Frame => self.frame(node, element),
            Meaning::Item => self.end_item(),
            Meaning::List { ordered } => self.open_list(node.id(), element, ordered),
            Meaning::Row => self.end_row(),
            Meaning::Cell | Meaning::Apart | Meaning::Caption => self.open_apart(element),
            structure => self.open_structure(node, element, structure),
        }
    }

    fn open_structure(&mut self, node: NodeRef<'_, Node>, element: &Element, meaning: Meaning) {
        if let Some((_, _, leaf)) = &self.leaf {
            if !matches!((meaning, leaf), (Meaning::Quote, Leaf::Quote { .. })) && meaning != Meaning::Aside {
                let sentence = sentence!(
                    "A {} inside a {} was kept as text.",
                    Sentence::from(structure(meaning)),
                    Sentence::from(leaf.name())
                );
                self.problems.tell(sentence);
            }
            return self.apart();
        }
        let id = block_id(element);
        match meaning {
            Meaning::Heading(level) => {
                self.open_apart(element);
                self.heading = Some((node.id(), level));
            }
            Meaning::Quote => match figure::widget(node) {
                Some(kind) => self.place_whole(node, id, kind),
                None => self.begin(node.id(), id, quote()),
            },
            Meaning::Table if figure::only_layout(node, id.is_some()) => self.open_apart(element),
            Meaning::Table => self.begin(node.id(), id, Leaf::Table(Table::default())),
            Meaning::Figure => self.open_figure(node, element),
            Meaning::Code => self.place_whole(node, id, code(node)),
            Meaning::Aside if self.facts.is_none() && has_class(element, "fact-box") => {
                self.flush();
                let facts = Facts { node: node.id(), id, title: Text::default(), blocks: Vec::new() };
                self.facts = Some(facts);
            }
            Meaning::Divider => self.place(id, BlockKind::Divider),
            _ => self.open_apart(element),
        }
    }

    fn open_figure(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        let id = block_id(element);
        let photos: Vec<PhotoId> = figure::our_photo(element).into_iter().collect();
        match figure::subject(node) {
            _ if !photos.is_empty() => self.begin(node.id(), id, Leaf::Figure { photos, caption: Vec::new() }),
            Subject::Quote => self.begin(node.id(), id, quote()),
            Subject::Image => self.begin(node.id(), id, Leaf::Figure { photos, caption: Vec::new() }),
            Subject::Other => self.open_apart(element),
        }
    }

    fn open_list(&mut self, node: NodeId, element: &Element, numbered: bool) {
        self.end_item();
        match &mut self.leaf {
            Some((_, _, Leaf::List { levels, .. })) => levels.push(numbered),
            Some((_, _, leaf)) => {
                self.problems.tell(sentence!("A list inside a {} was kept as text.", Sentence::from(leaf.name())));
                self.apart();
            }
            None => self.begin(node, block_id(element), Leaf::List { items: Vec::new(), levels: vec![numbered] }),
        }
    }

    fn open_apart(&mut self, element: &Element) {
        self.apart();
        if self.leaf.is_none()
            && let Some(id) = block_id(element)
        {
            self.id = Some(id);
        }
        match &mut self.leaf {
            Some((_, _, Leaf::Quote { named, .. })) => *named |= meaning(element.name()) == Meaning::Caption,
            Some((_, _, Leaf::Table(_))) if is_table_cell(element) => self.text.clear(),
            _ => {}
        }
    }

    fn open_inside(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        if element.name() == "q" {
            self.say("“");
        }
        let below_quote = node.parent().and_then(|p| p.value().as_element().map(|e| e.name() == "blockquote"));
        if element.name() == "cite"
            && below_quote == Some(true)
            && let Some((_, _, Leaf::Quote { .. })) = self.leaf
        {
            self.apart();
            self.named(true);
        }
    }

    fn close_element(&mut self, node: NodeId, element: &Element) {
        if element.name() == "q" {
            self.say("”");
        }
        self.close_meaning(element);
        self.unmark(node);
        if self.heading.is_some_and(|(heading, _)| heading == node) {
            self.heading = None;
        }
        if self.leaf.as_ref().is_some_and(|(begun, ..)| *begun == node) {
            self.end_leaf();
        }
        if self.facts.as_ref().is_some_and(|facts| facts.node == node) {
            self.end_facts();
        }
    }

    fn close_meaning(&mut self, element: &Element) {
        match meaning(element.name()) {
            Meaning::Item => self.end_item(),
            Meaning::List { .. } => self.close_list(),
            Meaning::Row => self.end_row(),
            Meaning::Cell => self.end_cell(element),
            Meaning::Caption => self.close_caption(element),
            Meaning::Inside if element.name() == "cite" && self.is_named() => {
                self.apart();
                self.named(false);
            }
            Meaning::Apart if has_class(element, "fact-box-title") => self.end_title(),
            Meaning::Inside | Meaning::Break | Meaning::Image | Meaning::Frame | Meaning::Omit(_) => {}
            _ => self.close_apart(),
        }
    }
}

impl Reader<'_> {
    fn is_named(&self) -> bool {
        matches!(self.leaf, Some((_, _, Leaf::Quote { named: true, .. })))
    }
}

pub(super) fn block_id(element: &Element) -> Option<BlockId> {
    element.attr("data-block").and_then(BlockId::parse)
}

fn has_class(element: &Element, name: &str) -> bool {
    element.classes().any(|class| class == name)
}

/// `figcaption` and `footer` may stand in a cell; they are not the table's.
fn is_table_cell(element: &Element) -> bool {
    matches!(element.name(), "td" | "th" | "caption")
}

fn structure(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Heading(_) => "heading",
        Meaning::Quote => "quote",
        Meaning::Table => "table",
        Meaning::Figure => "figure",
        Meaning::Divider => "divider",
        _ => "block of code",
    }
}
