//! The merged order of blocks: what nobody moved keeps its order, and what was moved or put in stands after the
//! neighbour it was put after.

use std::collections::{HashMap, HashSet};

use crate::body::BlockId;

type Ids<'a> = [&'a BlockId];

/// All ids of ours and theirs, each once.
pub(super) fn merge<'a>(base: &Ids<'a>, ours: &Ids<'a>, theirs: &Ids<'a>) -> Vec<&'a BlockId> {
    let by_ours = placed(base, ours);
    let by_theirs: HashSet<&BlockId> = placed(base, theirs).into_iter().filter(|id| !by_ours.contains(id)).collect();
    let stable = |id: &BlockId| !by_ours.contains(id) && !by_theirs.contains(id);
    let mut after_ours = runs(ours, &by_ours, stable);
    let mut after_theirs = runs(theirs, &by_theirs, stable);
    let mut merged = Vec::with_capacity(base.len());
    let neighbours = base.iter().copied().filter(|id| stable(id)).map(Some);
    for neighbour in std::iter::once(None).chain(neighbours) {
        merged.extend(neighbour);
        merged.extend(after_ours.remove(&neighbour).unwrap_or_default());
        merged.extend(after_theirs.remove(&neighbour).unwrap_or_default());
    }
    merged
}

/// What a side put where it stands, by stable neighbour.
fn runs<'a>(
    side: &Ids<'a>,
    placed: &HashSet<&BlockId>,
    stable: impl Fn(&BlockId) -> bool,
) -> HashMap<Option<&'a BlockId>, Vec<&'a BlockId>> {
    let mut runs: HashMap<_, Vec<_>> = HashMap::new();
    let mut neighbour = None;
    for id in side {
        if stable(id) {
            neighbour = Some(*id);
        } else if placed.contains(id) {
            runs.entry(neighbour).or_default().push(*id);
        }
    }
    runs
}

/// What a side put in or moved: all but the longest part that stands in the order of the base.
fn placed<'a>(base: &Ids<'a>, side: &Ids<'a>) -> HashSet<&'a BlockId> {
    let was_at: HashMap<&BlockId, usize> = base.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let known: Vec<(&BlockId, usize)> = side.iter().filter_map(|id| was_at.get(id).map(|at| (*id, *at))).collect();
    let mut placed: HashSet<&BlockId> = side.iter().copied().collect();
    for at in longest_rising(&known.iter().map(|(_, at)| *at).collect::<Vec<_>>()) {
        if let Some((id, _)) = known.get(at) {
            placed.remove(id);
        }
    }
    placed
}

/// Where the members of a longest rising part stand. `best[n]` is where a part of n+1 members may end lowest.
fn longest_rising(numbers: &[usize]) -> Vec<usize> {
    let mut best: Vec<(usize, usize)> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let length = best.partition_point(|(lowest, _)| lowest < number);
        before.push(length.checked_sub(1).and_then(|n| best.get(n)).map(|b| b.1));
        match best.get_mut(length) {
            Some(end) => *end = (*number, at),
            None => best.push((*number, at)),
        }
    }
    let last = best.last().map(|(_, at)| *at);
    std::iter::successors(last, |at| before.get(*at).copied().flatten()).collect()
}
