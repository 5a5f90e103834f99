//! The merged order of things that are told apart by an id: what nobody moved keeps its order, and what was moved
//! or put in stands after the neighbour it was put after.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// A list without doubles, such as an article's topics, with what either side put in and without what either side
/// took out. Such lists never clash; where both moved the same one, it stands where ours has it.
pub fn merge_members<T: Eq + Hash + Clone>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    let stays = |one: &T| match (ours.contains(one), theirs.contains(one)) {
        (true, true) => true,
        (false, false) => false,
        _ => !base.contains(one),
    };
    let [base, ours, theirs] = [base, ours, theirs].map(|list| {
        let mut seen = HashSet::new();
        list.iter().filter(|one| stays(one) && seen.insert(*one)).collect::<Vec<&T>>()
    });
    merge(&base, &ours, &theirs).into_iter().cloned().collect()
}

/// All of ours and theirs, each once; the base holds nothing that neither of them has.
pub(super) fn merge<T: Eq + Hash + Copy>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    let by_ours = placed(base, ours);
    let by_theirs: HashSet<T> = placed(base, theirs).into_iter().filter(|one| !by_ours.contains(one)).collect();
    let stable = |one: &T| !by_ours.contains(one) && !by_theirs.contains(one);
    let mut after_ours = runs(ours, &by_ours, stable);
    let mut after_theirs = runs(theirs, &by_theirs, stable);
    let mut merged = Vec::with_capacity(base.len());
    let neighbours = base.iter().copied().filter(stable).map(Some);
    for neighbour in std::iter::once(None).chain(neighbours) {
        merged.extend(neighbour);
        merged.extend(after_ours.remove(&neighbour).unwrap_or_default());
        merged.extend(after_theirs.remove(&neighbour).unwrap_or_default());
    }
    merged
}

/// What a side put where it stands, by stable neighbour.
fn runs<T: Eq + Hash + Copy>(
    side: &[T],
    placed: &HashSet<T>,
    stable: impl Fn(&T) -> bool,
) -> HashMap<Option<T>, Vec<T>> {
    let mut runs: HashMap<_, Vec<_>> = HashMap::new();
    let mut neighbour = None;
    for one in side {
        if stable(one) {
            neighbour = Some(*one);
        } else if placed.contains(one) {
            runs.entry(neighbour).or_default().push(*one);
        }
    }
    runs
}

/// What a side put in or moved: all but the longest part that stands in the order of the base.
fn placed<T: Eq + Hash + Copy>(base: &[T], side: &[T]) -> HashSet<T> {
    let was_at: HashMap<T, usize> = base.iter().enumerate().map(|(at, one)| (*one, at)).collect();
    let (known, places): (Vec<T>, Vec<usize>) =
        side.iter().filter_map(|one| was_at.get(one).map(|at| (*one, *at))).unzip();
    let mut placed: HashSet<T> = side.iter().copied().collect();
    for one in longest_rising(&places).into_iter().filter_map(|at| known.get(at)) {
        placed.remove(one);
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
