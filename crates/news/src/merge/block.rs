//! Merging what one block says.

use super::list::merge_list;
use super::merge_field;
use super::words::merge_text;
use crate::body::{BlockKind, Item, Level, Text};

/// What a block is after the merge: nothing where it was deleted.
pub(super) struct Outcome {
    pub(super) kind: Option<BlockKind>,
    pub(super) clash: bool,
}

/// What the block itself says, without the blocks in it, which are merged on their own.
pub(super) fn own(kind: &BlockKind) -> BlockKind {
    match kind {
        BlockKind::FactBox { title, .. } => BlockKind::FactBox { title: title.clone(), blocks: Vec::new() },
        kind => kind.clone(),
    }
}

/// Both sides have the block: one change, both changes, or ours and a clash.
pub(super) fn merge_kind(base: Option<&BlockKind>, ours: &BlockKind, theirs: &BlockKind) -> Outcome {
    let (base, ours, theirs) = (base.map(own), own(ours), own(theirs));
    let plain = merge_field(&base, &Some(ours), &Some(theirs));
    let (kind, clash) = match (plain, base) {
        (Ok(kind), _) => (kind, false),
        (Err((Some(ours), Some(theirs))), Some(base)) => match inside(&base, &ours, &theirs) {
            Some(kind) => (Some(kind), false),
            None => (Some(ours), true),
        },
        (Err((ours, _)), _) => (ours, true),
    };
    Outcome { kind, clash }
}

/// The block with both changes in it, if they are changes of different parts.
fn inside(base: &BlockKind, ours: &BlockKind, theirs: &BlockKind) -> Option<BlockKind> {
    if let (Some(base), Some(ours), Some(theirs)) = (line(base), line(ours), line(theirs)) {
        let level = field(&base.0, &ours.0, &theirs.0)?;
        let text = merge_text(base.1, ours.1, theirs.1)?;
        return Some(match level {
            Some(level) => BlockKind::Heading { level, text },
            None => BlockKind::Paragraph { text },
        });
    }
    match (base, ours, theirs) {
        (BlockKind::Quote { .. }, ..) => quote(base, ours, theirs),
        (BlockKind::Table { .. }, ..) => table(base, ours, theirs),
        (BlockKind::List { items: b }, BlockKind::List { items: o }, BlockKind::List { items: t }) => {
            Some(BlockKind::List { items: each(b, o, t, item)? })
        }
        (
            BlockKind::Photo { photo: b, caption: bc },
            BlockKind::Photo { photo: o, caption: oc },
            BlockKind::Photo { photo: t, caption: tc },
        ) => Some(BlockKind::Photo { photo: field(b, o, t)?, caption: maybe_text(bc, oc, tc)? }),
        (BlockKind::Gallery { photos: b }, BlockKind::Gallery { photos: o }, BlockKind::Gallery { photos: t }) => {
            Some(BlockKind::Gallery { photos: merge_list(b, o, t).ok()? })
        }
        (
            BlockKind::Related { articles: b },
            BlockKind::Related { articles: o },
            BlockKind::Related { articles: t },
        ) => Some(BlockKind::Related { articles: merge_list(b, o, t).ok()? }),
        (
            BlockKind::Code { language: bl, text: b },
            BlockKind::Code { language: ol, text: o },
            BlockKind::Code { language: tl, text: t },
        ) => Some(BlockKind::Code { language: field(bl, ol, tl)?, text: code(b, o, t)? }),
        (
            BlockKind::FactBox { title: b, .. },
            BlockKind::FactBox { title: o, .. },
            BlockKind::FactBox { title: t, .. },
        ) => Some(BlockKind::FactBox { title: merge_text(b, o, t)?, blocks: Vec::new() }),
        _ => None,
    }
}

/// A paragraph may have become a crosshead while somebody else changed its words.
fn line(kind: &BlockKind) -> Option<(Option<Level>, &Text)> {
    match kind {
        BlockKind::Paragraph { text } => Some((None, text)),
        BlockKind::Heading { level, text } => Some((Some(*level), text)),
        _ => None,
    }
}

fn quote(base: &BlockKind, ours: &BlockKind, theirs: &BlockKind) -> Option<BlockKind> {
    let parts = |kind| match kind {
        BlockKind::Quote { paragraphs, attribution } => Some((paragraphs, attribution)),
        _ => None,
    };
    let (b, o, t) = (parts(base.clone())?, parts(ours.clone())?, parts(theirs.clone())?);
    Some(BlockKind::Quote {
        paragraphs: each(&b.0, &o.0, &t.0, merge_text)?,
        attribution: merge_text(&b.1, &o.1, &t.1)?,
    })
}

fn table(base: &BlockKind, ours: &BlockKind, theirs: &BlockKind) -> Option<BlockKind> {
    let parts = |kind| match kind {
        BlockKind::Table { header, caption, rows } => Some((header, caption, rows)),
        _ => None,
    };
    let (b, o, t) = (parts(base.clone())?, parts(ours.clone())?, parts(theirs.clone())?);
    let row = |b: &Vec<Text>, o: &Vec<Text>, t: &Vec<Text>| each(b, o, t, merge_text);
    Some(BlockKind::Table {
        header: field(&b.0, &o.0, &t.0)?,
        caption: merge_text(&b.1, &o.1, &t.1)?,
        rows: each(&b.2, &o.2, &t.2, row)?,
    })
}

fn item(base: &Item, ours: &Item, theirs: &Item) -> Option<Item> {
    Some(Item {
        depth: field(&base.depth, &ours.depth, &theirs.depth)?,
        ordered: field(&base.ordered, &ours.ordered, &theirs.ordered)?,
        text: merge_text(&base.text, &ours.text, &theirs.text)?,
    })
}

/// Member by member where all three have as many, and otherwise as a list.
fn each<T: PartialEq + Clone>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    merge: impl Fn(&T, &T, &T) -> Option<T>,
) -> Option<Vec<T>> {
    if let Ok(merged) = merge_list(base, ours, theirs) {
        return Some(merged);
    }
    if base.len() != ours.len() || base.len() != theirs.len() {
        return None;
    }
    let pairs = base.iter().zip(ours.iter().zip(theirs));
    pairs.map(|(b, (o, t))| merge(b, o, t)).collect()
}

fn maybe_text(base: &Option<Text>, ours: &Option<Text>, theirs: &Option<Text>) -> Option<Option<Text>> {
    let [b, o, t] = [base, ours, theirs].map(|text| text.clone().unwrap_or_default());
    let text = merge_text(&b, &o, &t)?;
    Some(Some(text).filter(|text| !text.is_empty()))
}

fn code(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let [base, ours, theirs] = [base, ours, theirs].map(|text| text.split('\n').collect::<Vec<_>>());
    Some(merge_list(&base, &ours, &theirs).ok()?.join("\n"))
}

fn field<T: PartialEq + Clone>(base: &T, ours: &T, theirs: &T) -> Option<T> {
    merge_field(base, ours, theirs).ok()
}
