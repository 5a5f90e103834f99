//! Merging lists: of words, items, rows, lines, topics.

use std::ops::Range;

/// Comparing longer changed parts pair by pair would take too long; they count as changed altogether.
const MOST_PAIRS: usize = 4_000_000;

/// A part of the base, and what a side has instead.
#[derive(Clone, PartialEq)]
struct Change<'a, T> {
    base: Range<usize>,
    now: &'a [T],
}

/// One list with the changes of both sides, or both lists where changes touch each other and differ.
pub fn merge_list<T: PartialEq + Clone>(base: &[T], ours: &[T], theirs: &[T]) -> Result<Vec<T>, (Vec<T>, Vec<T>)> {
    combine(base, &changes(base, ours), &changes(base, theirs)).ok_or_else(|| (ours.to_vec(), theirs.to_vec()))
}

fn combine<T: PartialEq + Clone>(base: &[T], ours: &[Change<'_, T>], theirs: &[Change<'_, T>]) -> Option<Vec<T>> {
    let (mut ours, mut theirs) = (ours.iter().peekable(), theirs.iter().peekable());
    let (mut merged, mut done) = (Vec::with_capacity(base.len()), 0);
    loop {
        let change = match (ours.peek(), theirs.peek()) {
            (Some(one), Some(other)) if one == other => {
                theirs.next();
                ours.next()
            }
            (Some(one), Some(other)) if touch(&one.base, &other.base) => return None,
            (Some(one), Some(other)) if other.base.start < one.base.start => theirs.next(),
            (Some(_), _) => ours.next(),
            (None, _) => theirs.next(),
        };
        let Some(change) = change else { break };
        merged.extend_from_slice(base.get(done..change.base.start)?);
        merged.extend_from_slice(change.now);
        done = change.base.end;
    }
    merged.extend_from_slice(base.get(done..)?);
    Some(merged)
}

/// Neighbours count: what stands between two changes must be something that neither side changed.
fn touch(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start <= other.end && other.start <= one.end
}

fn changes<'a, T: PartialEq>(base: &[T], side: &'a [T]) -> Vec<Change<'a, T>> {
    let mut changes = Vec::new();
    let (mut in_base, mut in_side) = (0, 0);
    let end = (base.len(), side.len());
    for (b, s) in kept(base, side).into_iter().chain([end]) {
        if (in_base, in_side) != (b, s) {
            changes.push(Change { base: in_base..b, now: side.get(in_side..s).unwrap_or_default() });
        }
        (in_base, in_side) = (b + 1, s + 1);
    }
    changes
}

/// Pairs of places where the same stands in both, rising: a longest common part.
fn kept<T: PartialEq>(base: &[T], side: &[T]) -> Vec<(usize, usize)> {
    let front = base.iter().zip(side).take_while(|(b, s)| b == s).count();
    let (base_rest, side_rest) = (&base[front..], &side[front..]);
    let back = base_rest.iter().rev().zip(side_rest.iter().rev());
    let back = back.take_while(|(b, s)| b == s).count();
    let base_middle = &base_rest[..base_rest.len() - back];
    let side_middle = &side_rest[..side_rest.len() - back];
    let mut pairs: Vec<(usize, usize)> = (0..front).map(|at| (at, at)).collect();
    pairs.extend(longest_common(base_middle, side_middle).into_iter().map(|(b, s)| (b + front, s + front)));
    pairs.extend((0..back).rev().map(|n| (base.len() - 1 - n, side.len() - 1 - n)));
    pairs
}

/// A longest common part by the textbook: lengths from the back, then one walk to the front.
fn longest_common<T: PartialEq>(base: &[T], side: &[T]) -> Vec<(usize, usize)> {
    if base.is_empty() || side.is_empty() || base.len().saturating_mul(side.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let width = side.len() + 1;
    let mut lengths = vec![0_u16; width * (base.len() + 1)];
    for b in (0..base.len()).rev() {
        for s in (0..side.len()).rev() {
            lengths[b * width + s] = if base[b] == side[s] {
                lengths[(b + 1) * width + s + 1] + 1
            } else {
                lengths[(b + 1) * width + s].max(lengths[b * width + s + 1])
            };
        }
    }
    let (mut b, mut s, mut pairs) = (0, 0, Vec::new());
    while b < base.len() && s < side.len() {
        if base[b] == side[s] {
            pairs.push((b, s));
            (b, s) = (b + 1, s + 1);
        } else if lengths[(b + 1) * width + s] >= lengths[b * width + s + 1] {
            b += 1;
        } else {
            s += 1;
        }
    }
    pairs
}
