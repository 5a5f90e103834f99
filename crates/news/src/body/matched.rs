//! A text that came back without the ids of its blocks (from Markdown, from a form) gets those of the text it was made from.

use std::collections::{HashMap, HashSet};

use super::{Block, BlockKind, Body, IdGiver};

/// Blocks of which less than this part of the words is the same are not the same block, in hundredths.
const ALIKE: usize = 40;
/// In longer texts blocks are told apart by being equal alone.
const LONGEST: usize = 400;

impl Body {
    /// The same text with the ids of `base`, wherever a block of it is a block of `base`, changed or not. A new block
    /// gets an id that no block of `base` has.
    #[must_use]
    pub fn with_ids_of(mut self, base: &Body) -> Body {
        let mut ids = IdGiver::new();
        base.all_blocks().for_each(|block| _ = ids.take(&block.id));
        name(&mut self.blocks, &base.blocks, &mut ids);
        self.normalise()
    }
}

fn name(blocks: &mut [Block], base: &[Block], ids: &mut IdGiver) {
    let pairs = paired(blocks, base);
    for (at, block) in blocks.iter_mut().enumerate() {
        let before = pairs.get(&at).and_then(|of| base.get(*of));
        if let BlockKind::FactBox { blocks, .. } = &mut block.kind {
            let inner = before.map(Block::inner).unwrap_or_default();
            name(blocks, inner, ids);
        }
        block.id = before.map_or_else(|| ids.give(&block.kind), |before| before.id.clone());
    }
}

/// Which block of `base` each block is: equal ones first, then between two of them those that are alike, in order.
fn paired(blocks: &[Block], base: &[Block]) -> HashMap<usize, usize> {
    let mut pairs = equal(blocks, base);
    if blocks.len().max(base.len()) > LONGEST {
        return pairs;
    }
    let taken: HashSet<usize> = pairs.values().copied().collect();
    let (mut from, mut of) = (0, 0);
    let mut ends: Vec<(usize, usize)> = pairs.iter().map(|(at, of)| (*at, *of)).collect();
    ends.sort_unstable();
    ends.push((blocks.len(), base.len()));
    for (end, end_of) in ends {
        if end_of >= of {
            let left: Vec<usize> = (from..end).filter(|at| !pairs.contains_key(at)).collect();
            let right: Vec<usize> = (of..end_of).filter(|at| !taken.contains(at)).collect();
            pairs.extend(alike(blocks, base, &left, &right));
            of = end_of + 1;
        }
        from = end + 1;
    }
    pairs
}

/// Blocks that say the same: each of `base` once, the first to the first.
fn equal(blocks: &[Block], base: &[Block]) -> HashMap<usize, usize> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (of, block) in base.iter().enumerate().rev() {
        places.entry(said(&block.kind)).or_default().push(of);
    }
    let found = blocks.iter().enumerate();
    found.filter_map(|(at, block)| Some((at, places.get_mut(&said(&block.kind))?.pop()?))).collect()
}

/// What a block says, whatever the ids inside it.
fn said(kind: &BlockKind) -> String {
    let bare = match kind {
        BlockKind::FactBox { title, blocks } => {
            let inner: Vec<String> = blocks.iter().map(|block| said(&block.kind)).collect();
            return format!("box {}\n{}", serde_json::to_string(title).unwrap_or_default(), inner.join("\n"));
        }
        kind => kind,
    };
    serde_json::to_string(bare).unwrap_or_default()
}

/// The pairs, in order, that are most alike together.
fn alike(blocks: &[Block], base: &[Block], left: &[usize], right: &[usize]) -> Vec<(usize, usize)> {
    let words = |block: &Block| -> Vec<String> { pieces(&block.kind.own_text()) };
    let (ours, theirs): (Vec<_>, Vec<_>) =
        (left.iter().map(|at| words(&blocks[*at])).collect(), right.iter().map(|of| words(&base[*of])).collect());
    let score = |i: usize, j: usize| -> usize {
        let same_kind = std::mem::discriminant(&blocks[left[i]].kind) == std::mem::discriminant(&base[right[j]].kind);
        if same_kind { likeness(&ours[i], &theirs[j]) } else { 0 }
    };
    let mut best = vec![vec![0_usize; right.len() + 1]; left.len() + 1];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            let score = score(i, j);
            let both = if score >= ALIKE { best[i + 1][j + 1] + score } else { 0 };
            best[i][j] = both.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < left.len() && j < right.len() {
        let score = score(i, j);
        if score >= ALIKE && best[i][j] == best[i + 1][j + 1] + score {
            pairs.push((left[i], right[j]));
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Words, and single characters where a language sets no spaces.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for word in text.split_whitespace() {
        match word.chars().any(super::is_cjk) {
            true => pieces.extend(word.chars().map(String::from)),
            false => pieces.push(word.to_owned()),
        }
    }
    pieces
}

/// How much of both is the same, in hundredths. Blocks without words are alike.
fn likeness(one: &[String], other: &[String]) -> usize {
    if one.is_empty() && other.is_empty() {
        return 100;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    one.iter().for_each(|word| *counts.entry(word).or_default() += 1);
    let mut same = 0;
    for word in other {
        if let Some(left) = counts.get_mut(word.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            same += 1;
        }
    }
    200 * same / (one.len() + other.len())
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, Body};

    fn body(paragraphs: &[&str]) -> Body {
        let mut body = Body::default();
        let mut ids = super::IdGiver::new();
        for text in paragraphs {
            let kind = BlockKind::paragraph(text);
            body.blocks.push(super::Block { id: ids.give(&kind), kind });
        }
        body
    }

    fn ids(body: &Body) -> Vec<String> {
        body.blocks.iter().map(|block| block.id.to_string()).collect()
    }

    #[test]
    fn a_block_that_is_changed_moved_or_stays_keeps_its_id_and_a_new_one_gets_another() {
        let base = body(&[
            "The ferry sails at dawn from the old quay.",
            "It carries ninety people.",
            "港務局今天宣布渡輪停航。",
        ]);
        let [first, second, third] = &ids(&base)[..] else { panic!() };
        let edited = body(&[
            "A word before all.",
            "The ferry sails at noon from the old quay.",
            "港務局昨天宣布渡輪停航。",
            "It carries ninety people.",
        ])
        .with_ids_of(&base);
        let got = ids(&edited);
        assert_eq!(&got[1], first, "changed by a word");
        assert_eq!(&got[3], second, "moved to the end");
        assert!(!ids(&base).contains(&got[0]), "new");
        // Two that cross cannot both be told by likeness; the equal one is told, and the other is where it was left.
        assert!(&got[2] == third || !ids(&base).contains(&got[2]));
    }

    #[test]
    fn the_same_text_keeps_all_its_ids_and_another_text_none() {
        let base = body(&["One two three four.", "One two three four.", "Five."]);
        let again = body(&["One two three four.", "One two three four.", "Five."]).with_ids_of(&base);
        assert_eq!(ids(&again), ids(&base));
        let other = body(&["Quite another thing altogether."]).with_ids_of(&base);
        assert!(!ids(&base).contains(&ids(&other)[0]));
    }
}
