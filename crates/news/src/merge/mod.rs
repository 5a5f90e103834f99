//! Merging two texts that grew from the same one: block by block, and inside a paragraph word by word.
//!
//! *Base* is what both started from, *ours* the newest saved revision, *theirs* the text that is being saved now.
//! What only one side changed is taken from that side; what both changed in the same way is taken once. Where both
//! changed the same words, the merged body keeps ours, and a [`Clash`] holds both texts, so that no word of either
//! side is lost. New blocks of both sides stand where they were put; after the same neighbour ours come first. A
//! block that both moved stands where ours has it.

mod block;
mod list;
mod order;
mod words;

pub use list::merge_list;
pub use order::merge_members;

use std::collections::{HashMap, HashSet};

use crate::body::{Block, BlockId, BlockKind, Body};
use block::{Outcome, merge_kind};

/// What came of a merge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// Both texts in one, in normal form.
    pub body: Body,
    /// What could not be merged, in the order of the body.
    pub clashes: Vec<Clash>,
}

/// A block that both sides changed, so that somebody has to choose. A side that has no such block deleted it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The block, which stands in the merged body.
    pub block: BlockId,
    /// What both started from; nothing if both put a block with this id in.
    pub base: Option<BlockKind>,
    /// What the newest saved revision says.
    pub ours: Option<BlockKind>,
    /// What the text that is being saved says.
    pub theirs: Option<BlockKind>,
}

impl Clash {
    /// What stands in the merged body: ours, or theirs where ours deleted it.
    pub fn kept(&self) -> Option<&BlockKind> {
        self.ours.as_ref().or(self.theirs.as_ref())
    }

    /// What does not stand in the merged body; nothing where one side deleted the block.
    pub fn other(&self) -> Option<&BlockKind> {
        self.ours.as_ref().and(self.theirs.as_ref())
    }
}

/// One plain field (a headline, a section): the changed value, or both where both changed it differently.
pub fn merge_field<T: PartialEq + Clone>(base: &T, ours: &T, theirs: &T) -> Result<T, (T, T)> {
    if ours == theirs || theirs == base {
        Ok(ours.clone())
    } else if ours == base {
        Ok(theirs.clone())
    } else {
        Err((ours.clone(), theirs.clone()))
    }
}

/// Merges two bodies that grew from the same one.
pub fn merge(base: &Body, ours: &Body, theirs: &Body) -> Merged {
    let [base, ours, theirs] = [base, ours, theirs].map(|body| body.clone().normalise());
    let sides = Sides { base: Side::of(&base), ours: Side::of(&ours), theirs: Side::of(&theirs) };
    let (kept, mut clashes) = sides.merge_blocks();
    let places = sides.places(&kept);
    let body = sides.put_together(kept, &places);
    sort_by_place(&mut clashes, &body);
    Merged { body, clashes }
}

fn sort_by_place(clashes: &mut [Clash], body: &Body) {
    let order: HashMap<&BlockId, usize> = body.all_blocks().enumerate().map(|(at, block)| (&block.id, at)).collect();
    clashes.sort_by_key(|clash| order.get(&clash.block).copied());
}

/// One of the three bodies, so that a block and its place are found by its id.
struct Side<'a> {
    /// All ids in reading order, boxes before what stands in them.
    order: Vec<&'a BlockId>,
    blocks: HashMap<&'a BlockId, Placed<'a>>,
}

#[derive(Clone, Copy)]
struct Placed<'a> {
    kind: &'a BlockKind,
    /// The box it stands in.
    within: Option<&'a BlockId>,
}

impl<'a> Side<'a> {
    fn of(body: &'a Body) -> Side<'a> {
        let mut side = Side { order: Vec::new(), blocks: HashMap::new() };
        for block in &body.blocks {
            side.add(block, None);
            for inner in block.inner() {
                side.add(inner, Some(&block.id));
            }
        }
        side
    }

    fn add(&mut self, block: &'a Block, within: Option<&'a BlockId>) {
        self.order.push(&block.id);
        let kind = &block.kind;
        self.blocks.insert(&block.id, Placed { kind, within });
    }

    fn kind(&self, id: &BlockId) -> Option<&'a BlockKind> {
        self.blocks.get(id).map(|placed| placed.kind)
    }

    fn within(&self, id: &BlockId) -> Option<Option<&'a BlockId>> {
        self.blocks.get(id).map(|placed| placed.within)
    }
}

struct Sides<'a> {
    base: Side<'a>,
    ours: Side<'a>,
    theirs: Side<'a>,
}

/// The blocks that stay, boxes without what stands in them.
type Kept<'a> = HashMap<&'a BlockId, BlockKind>;

impl<'a> Sides<'a> {
    fn merge_blocks(&self) -> (Kept<'a>, Vec<Clash>) {
        let (mut kept, mut clashes) = (Kept::new(), Vec::new());
        let mut seen = HashSet::new();
        for id in self.ours.order.iter().chain(&self.theirs.order) {
            if !seen.insert(*id) {
                continue;
            }
            let outcome = self.merge_block(id);
            if outcome.clash {
                clashes.push(self.clash(id));
            }
            if let Some(kind) = outcome.kind {
                kept.insert(id, kind);
            }
        }
        (kept, clashes)
    }

    fn merge_block(&self, id: &BlockId) -> Outcome {
        let [base, ours, theirs] = self.kinds(id);
        match (base, ours, theirs) {
            (Some(base), Some(one), None) => self.deleted(id, base, one, &self.ours, &self.theirs),
            (Some(base), None, Some(one)) => self.deleted(id, base, one, &self.theirs, &self.ours),
            (base, Some(ours), Some(theirs)) => merge_kind(base, ours, theirs),
            (_, one, other) => Outcome { kind: one.or(other).map(block::own), clash: false },
        }
    }

    /// One side has no such block any more: it goes, unless the other side changed it.
    fn deleted(&self, id: &BlockId, base: &BlockKind, left: &BlockKind, side: &Side<'a>, gone: &Side<'a>) -> Outcome {
        let changed = block::own(base) != block::own(left) || self.has_news(id, side, gone);
        Outcome { kind: changed.then(|| block::own(left)), clash: changed }
    }

    /// Whether something stands in this box that only its side has, and that is new or changed.
    fn has_news(&self, id: &BlockId, side: &Side<'a>, gone: &Side<'a>) -> bool {
        let stands_here = |placed: &Placed<'_>| placed.within == Some(id);
        side.order
            .iter()
            .filter(|inner| side.blocks.get(**inner).is_some_and(stands_here))
            .any(|inner| gone.kind(inner).is_none() && side.kind(inner) != self.base.kind(inner))
    }

    fn kinds(&self, id: &BlockId) -> [Option<&'a BlockKind>; 3] {
        [&self.base, &self.ours, &self.theirs].map(|side| side.kind(id))
    }

    fn clash(&self, id: &BlockId) -> Clash {
        let [base, ours, theirs] = self.kinds(id).map(|kind| kind.cloned());
        Clash { block: id.clone(), base, ours, theirs }
    }

    /// The box that each kept block stands in, if any. A box that goes leaves what is new in it where it stood.
    fn places(&self, kept: &Kept<'a>) -> HashMap<&'a BlockId, Option<&'a BlockId>> {
        let is_box = |id: &&BlockId| matches!(kept.get(*id), Some(BlockKind::FactBox { .. }));
        kept.iter()
            .map(|(id, kind)| {
                let within = self.wanted_place(id).filter(is_box);
                (*id, within.filter(|_| kind.is_simple()))
            })
            .collect()
    }

    fn wanted_place(&self, id: &BlockId) -> Option<&'a BlockId> {
        let base = self.base.within(id);
        let ours = self.ours.within(id);
        let theirs = self.theirs.within(id);
        match (ours, theirs) {
            (Some(ours), Some(theirs)) if base == Some(ours) => theirs,
            (ours, theirs) => ours.or(theirs).flatten(),
        }
    }

    fn put_together(&self, mut kept: Kept<'a>, places: &HashMap<&'a BlockId, Option<&'a BlockId>>) -> Body {
        let mut blocks = Vec::new();
        for id in self.ordered(None, places) {
            let Some(mut kind) = kept.remove(id) else {
                continue;
            };
            if let BlockKind::FactBox { blocks: inner, .. } = &mut kind {
                let ids = self.ordered(Some(id), places).into_iter();
                inner.extend(ids.filter_map(|id| {
                    let kind = kept.remove(id)?;
                    Some(Block { id: id.clone(), kind })
                }));
            }
            blocks.push(Block { id: id.clone(), kind });
        }
        Body { blocks }.normalise()
    }

    /// What stands in this box, or in the body itself, in its merged order.
    fn ordered(
        &self,
        within: Option<&BlockId>,
        places: &HashMap<&'a BlockId, Option<&'a BlockId>>,
    ) -> Vec<&'a BlockId> {
        let here = |side: &Side<'a>| -> Vec<&'a BlockId> {
            let ids = side.order.iter().copied();
            ids.filter(|id| places.get(id) == Some(&within)).collect()
        };
        order::merge(&here(&self.base), &here(&self.ours), &here(&self.theirs))
    }
}

#[cfg(test)]
mod tests;
