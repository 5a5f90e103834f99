//! Promises of the merge for any two hands at one text.

use std::collections::HashSet;

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::*;
use crate::body::{Inline, Item, Level, Text};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn no_text_of_either_side_is_lost((base, ours, theirs) in three()) {
        let merged = merge(&base, &ours, &theirs);
        let mut found = words(&merged.body);
        for clash in &merged.clashes {
            for kind in [&clash.ours, &clash.theirs].into_iter().flatten() {
                found.extend(words(&alone(kind)));
            }
        }
        let old = words(&base);
        for side in [&ours, &theirs] {
            let lost: Vec<_> = words(side).into_iter().filter(|w| !old.contains(w) && !found.contains(w)).collect();
            prop_assert!(lost.is_empty(), "{lost:?} of {side:?} in {merged:?}");
        }
    }

    #[test]
    fn what_one_side_changed_alone_is_the_merge((base, ours, _) in three()) {
        let alone = Merged { body: ours.clone(), clashes: vec![] };
        prop_assert_eq!(&merge(&base, &base, &ours), &alone);
        prop_assert_eq!(&merge(&base, &ours, &base), &alone);
        prop_assert_eq!(&merge(&base, &ours, &ours), &alone);
    }

    #[test]
    fn ids_stay_unique_and_clashes_name_blocks_of_the_body((base, ours, theirs) in three()) {
        let merged = merge(&base, &ours, &theirs);
        let ids: Vec<_> = merged.body.all_blocks().map(|block| &block.id).collect();
        let unique: HashSet<_> = ids.iter().collect();
        prop_assert_eq!(unique.len(), ids.len());
        prop_assert!(merged.clashes.iter().all(|clash| ids.contains(&&clash.block)));
        prop_assert_eq!(&merged.body.clone().normalise(), &merged.body);
    }

    #[test]
    fn who_saves_first_decides_nothing_about_clashes((base, ours, theirs) in three()) {
        let clashes = |merged: Merged| -> HashSet<BlockId> {
            merged.clashes.into_iter().map(|clash| clash.block).collect()
        };
        let (one, other) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
        prop_assert_eq!(clashes(one), clashes(other));
    }

    #[test]
    fn what_nobody_touched_stays_and_what_one_deleted_goes((base, ours, theirs) in three()) {
        let merged = merge(&base, &ours, &theirs).body;
        for block in base.all_blocks().filter(|block| block.inner().is_empty()) {
            let [one, other, now] = [&ours, &theirs, &merged].map(|body| find(body, &block.id));
            let same = Some(&block.kind);
            if one == same && other == same {
                prop_assert_eq!(now, same);
            } else if (one.is_none() && other == same) || (one == same && other.is_none()) {
                prop_assert_eq!(now, None);
            }
        }
    }
}

fn find<'a>(body: &'a Body, id: &BlockId) -> Option<&'a BlockKind> {
    body.all_blocks().find(|block| block.id == *id).map(|block| &block.kind)
}

fn words(body: &Body) -> HashSet<String> {
    body.plain_text().split_whitespace().map(str::to_owned).collect()
}

fn alone(kind: &BlockKind) -> Body {
    Body::of([kind.clone()])
}

/// A base, and two texts that grew from it under different hands, each with words of its own.
fn three() -> impl Strategy<Value = (Body, Body, Body)> {
    let base = vec(kind(), 0..6).prop_map(Body::of);
    (base, vec(edit(), 0..5), vec(edit(), 0..5)).prop_map(|(base, ours, theirs)| {
        let (ours, theirs) = (Hand::new("o").edit(&base, ours), Hand::new("t").edit(&base, theirs));
        (base, ours, theirs)
    })
}

/// Few different words, so that the same ones stand in many places.
fn text() -> impl Strategy<Value = Text> {
    vec(proptest::sample::select(&["rain", "wind", "sun", "fog"][..]), 1..7)
        .prop_map(|words| Text::plain(&words.join(" ")))
}

fn simple() -> BoxedStrategy<BlockKind> {
    let item = |text| Item { depth: 0, ordered: false, text };
    let no_text = Text::default;
    prop_oneof![
        5 => text().prop_map(|text| BlockKind::Paragraph { text }),
        1 => text().prop_map(|text| BlockKind::Heading { level: Level::Two, text }),
        1 => (vec(text(), 1..3), text()).prop_map(|(paragraphs, attribution)| BlockKind::Quote { paragraphs, attribution }),
        1 => vec(text(), 1..4).prop_map(move |texts| BlockKind::List { items: texts.into_iter().map(item).collect() }),
        1 => vec(text(), 4).prop_map(move |cells| BlockKind::Table {
            header: false, caption: no_text(), rows: cells.chunks(2).map(<[Text]>::to_vec).collect(),
        }),
        1 => vec(text(), 1..4).prop_map(|lines| BlockKind::Code {
            language: String::new(), text: lines.iter().map(Text::plain_text).collect::<Vec<_>>().join("\n"),
        }),
        1 => Just(BlockKind::Divider),
    ]
    .boxed()
}

fn kind() -> impl Strategy<Value = BlockKind> {
    let boxed = |(title, kinds)| BlockKind::FactBox { title, blocks: Body::of(kinds).blocks };
    prop_oneof![4 => simple(), 1 => (text(), vec(simple(), 0..4)).prop_map(boxed)]
}

/// What an editor does; numbers choose the place, whatever there is.
#[derive(Debug, Clone)]
enum Edit {
    Write { block: usize, text: usize, word: usize, over: usize },
    Insert { at: usize, into_box: bool, shared: bool },
    Delete { block: usize },
    Move { from: usize, to: usize },
    IntoBox { block: usize },
    OutOfBox { block: usize },
    Retype { block: usize },
}

fn edit() -> impl Strategy<Value = Edit> {
    let n = || 0_usize..12;
    prop_oneof![
        6 => (n(), n(), n(), 0_usize..3).prop_map(|(block, text, word, over)| Edit::Write { block, text, word, over }),
        3 => (n(), any::<bool>(), proptest::bool::weighted(0.2)).prop_map(|(at, into_box, shared)| Edit::Insert { at, into_box, shared }),
        2 => n().prop_map(|block| Edit::Delete { block }),
        2 => (n(), n()).prop_map(|(from, to)| Edit::Move { from, to }),
        1 => n().prop_map(|block| Edit::IntoBox { block }),
        1 => n().prop_map(|block| Edit::OutOfBox { block }),
        1 => n().prop_map(|block| Edit::Retype { block }),
    ]
}

/// Writes words that nobody else writes.
struct Hand {
    name: &'static str,
    written: usize,
}

impl Hand {
    fn new(name: &'static str) -> Hand {
        Hand { name, written: 0 }
    }

    fn word(&mut self) -> String {
        self.written += 1;
        format!("{}{}", self.name, self.written)
    }

    fn edit(mut self, base: &Body, edits: Vec<Edit>) -> Body {
        let mut body = base.clone();
        for edit in edits {
            self.one(&mut body.blocks, &edit);
            body = body.normalise();
        }
        body
    }

    fn one(&mut self, blocks: &mut Vec<Block>, edit: &Edit) {
        match edit {
            Edit::Write { block, text, word, over } => self.write(blocks, *block, *text, *word, *over),
            Edit::Insert { at, into_box, shared } => {
                let text = if *shared { "shared".to_owned() } else { format!("{} {}", self.word(), self.word()) };
                let new = Body::of([BlockKind::paragraph(&text)]).blocks;
                let list = boxes(blocks).next().filter(|_| *into_box);
                let at = *at;
                match list {
                    Some(list) => put(list, at, new),
                    None => put(blocks, at, new),
                }
            }
            Edit::Delete { block } => drop(take(blocks, *block)),
            Edit::Move { from, to } => {
                let taken = take(blocks, *from);
                put(blocks, *to, taken);
            }
            Edit::IntoBox { block } => {
                if blocks.len() > *block && blocks[*block].kind.is_simple() {
                    let taken = take(blocks, *block);
                    match boxes(blocks).last() {
                        Some(list) => put(list, *block, taken),
                        None => put(blocks, *block, taken),
                    }
                }
            }
            Edit::OutOfBox { block } => {
                let taken = boxes(blocks).next().map(|list| take(list, *block));
                put(blocks, *block, taken.unwrap_or_default());
            }
            Edit::Retype { block } => {
                if let Some(Block { kind, .. }) = blocks.get_mut(*block)
                    && let BlockKind::Paragraph { text } = kind
                {
                    *kind = BlockKind::Heading { level: Level::Three, text: text.clone() };
                }
            }
        }
    }

    fn write(&mut self, blocks: &mut [Block], block: usize, text: usize, word: usize, over: usize) {
        let new = self.word();
        let Some(Block { kind, .. }) = blocks.get_mut(block) else {
            return;
        };
        if let BlockKind::Code { text, .. } = kind {
            return text.push_str(&format!("\n{new}"));
        }
        let mut texts = texts(kind);
        let count = texts.len().max(1);
        let Some(text) = texts.get_mut(text % count) else {
            return;
        };
        let mut words: Vec<String> = text.plain_text().split(' ').map(str::to_owned).collect();
        let at = word.min(words.len());
        let end = (at + over).min(words.len());
        words.splice(at..end, [new]);
        **text = Text::new([Inline::plain(words.join(" "))]);
    }
}

fn texts(kind: &mut BlockKind) -> Vec<&mut Text> {
    match kind {
        BlockKind::Paragraph { text } | BlockKind::Heading { text, .. } => vec![text],
        BlockKind::Quote { paragraphs, attribution } => paragraphs.iter_mut().chain([attribution]).collect(),
        BlockKind::List { items } => items.iter_mut().map(|item| &mut item.text).collect(),
        BlockKind::Table { caption, rows, .. } => rows.iter_mut().flatten().chain([caption]).collect(),
        BlockKind::FactBox { title, blocks } => {
            let inner = blocks.iter_mut().flat_map(|block| texts(&mut block.kind));
            std::iter::once(title).chain(inner).collect()
        }
        _ => vec![],
    }
}

fn boxes(blocks: &mut [Block]) -> impl Iterator<Item = &mut Vec<Block>> {
    blocks.iter_mut().filter_map(|block| match &mut block.kind {
        BlockKind::FactBox { blocks, .. } => Some(blocks),
        _ => None,
    })
}

fn take(blocks: &mut Vec<Block>, at: usize) -> Vec<Block> {
    if at < blocks.len() { vec![blocks.remove(at)] } else { vec![] }
}

fn put(blocks: &mut Vec<Block>, at: usize, new: Vec<Block>) {
    let at = at.min(blocks.len());
    blocks.splice(at..at, new);
}
