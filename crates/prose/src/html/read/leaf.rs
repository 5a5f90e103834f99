//! Blocks that are being read and hold no other blocks.

use broadsheet_news::body::{BlockKind, Inline, Item, PhotoId, Text};

/// More cells than this is no table that anybody reads.
const MOST_CELLS: usize = 50_000;

/// A block that is being read.
#[derive(Debug)]
pub(super) enum Leaf {
    Quote { paragraphs: Vec<Text>, attribution: Vec<Inline>, named: bool },
    List { items: Vec<Item>, levels: Vec<bool> },
    Table(Table),
    Figure { photos: Vec<PhotoId>, caption: Vec<Inline> },
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) caption: Text,
    pub(super) rows: Vec<Vec<Text>>,
    pub(super) header: bool,
    row: Vec<Text>,
    plain_cells: usize,
}

pub(super) fn quote() -> Leaf {
    Leaf::Quote { paragraphs: Vec::new(), attribution: Vec::new(), named: false }
}

impl Leaf {
    /// What an editor calls it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Leaf::Quote { .. } => "quote",
            Leaf::List { .. } => "list",
            Leaf::Table(_) => "table",
            Leaf::Figure { .. } => "caption",
        }
    }

    /// The finished blocks; the first is the one that the leaf's id belongs to.
    pub(super) fn finish(self) -> Vec<BlockKind> {
        match self {
            Leaf::Quote { paragraphs, attribution, .. } => {
                vec![BlockKind::Quote { paragraphs, attribution: Text::new(attribution) }]
            }
            Leaf::List { items, .. } => vec![BlockKind::List { items }],
            Leaf::Table(table) => table.finish(),
            Leaf::Figure { photos, caption } => figure(&photos, Text::new(caption)),
        }
    }
}

fn figure(photos: &[PhotoId], caption: Text) -> Vec<BlockKind> {
    match photos {
        [] => vec![BlockKind::Paragraph { text: caption }],
        [photo] => vec![BlockKind::Photo { photo: *photo, caption: Some(caption) }],
        several => {
            vec![BlockKind::Gallery { photos: several.to_vec() }, BlockKind::Paragraph { text: caption }]
        }
    }
}

impl Table {
    pub(super) fn cell(&mut self, text: Text, names_column: bool, span: usize) {
        self.plain_cells += usize::from(!names_column);
        self.row.push(text);
        self.row.extend(std::iter::repeat_n(Text::default(), span.saturating_sub(1)));
    }

    pub(super) fn end_row(&mut self) {
        if self.rows.is_empty() && !self.row.is_empty() {
            self.header = self.plain_cells == 0;
        }
        self.plain_cells = 0;
        if !self.row.is_empty() {
            self.rows.push(std::mem::take(&mut self.row));
        }
    }

    fn finish(mut self) -> Vec<BlockKind> {
        self.end_row();
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        if width.saturating_mul(self.rows.len()) > MOST_CELLS {
            return self.rows.into_iter().map(|row| BlockKind::Paragraph { text: one_line(row) }).collect();
        }
        vec![BlockKind::Table { header: self.header, caption: self.caption, rows: self.rows }]
    }
}

fn one_line(row: Vec<Text>) -> Text {
    Text::new(row.into_iter().flat_map(|cell| Vec::from(cell).into_iter().chain([Inline::plain(" ")])))
}
