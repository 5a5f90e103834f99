//! Which prints read a place of a list: stretches of keys, asked by a key.

use broadsheet_news::stretch::Stretch;

/// How many stretches stand in a block before it is halved.
const BLOCK: usize = 64;

/// A stretch that the print in a slot read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reading {
    /// The keys.
    pub stretch: Stretch,
    /// The print's slot.
    pub slot: u32,
}

/// The stretches of one list, in order of where they begin, in blocks that know how far theirs reach: a key is looked for
/// in the blocks alone that begin before it and reach beyond it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Intervals(Vec<Block>);

#[derive(Clone, Debug)]
struct Block {
    readings: Vec<Reading>,
    /// The furthest end of its stretches; none where one has no end.
    reach: Option<Box<[u8]>>,
}

impl Block {
    fn of(readings: Vec<Reading>) -> Self {
        let endless = readings.iter().any(|reading| reading.stretch.until.is_none());
        let furthest = readings.iter().filter_map(|reading| reading.stretch.until.clone()).max();
        Self { readings, reach: furthest.filter(|_| !endless) }
    }

    fn reaches(&self, key: &[u8]) -> bool {
        self.reach.as_deref().is_none_or(|reach| key < reach)
    }
}

impl Intervals {
    /// Adds a stretch.
    pub fn enter(&mut self, reading: Reading) {
        let at = self.0.partition_point(|block| block.readings.first().is_some_and(|first| *first <= reading));
        let Some(block) = self.0.get_mut(at.saturating_sub(1)) else {
            self.0.push(Block::of(vec![reading]));
            return;
        };
        block.reach = match (block.reach.take(), &reading.stretch.until) {
            (Some(reach), Some(until)) => Some(reach.max(until.clone())),
            _ => None,
        };
        let place = block.readings.partition_point(|other| *other < reading);
        block.readings.insert(place, reading);
        if block.readings.len() > BLOCK {
            let second = block.readings.split_off(BLOCK / 2);
            let first = std::mem::take(&mut block.readings);
            let at = at.saturating_sub(1);
            self.0.splice(at..=at, [Block::of(first), Block::of(second)]);
        }
    }

    /// Takes a stretch away.
    pub fn leave(&mut self, reading: &Reading) {
        let at = self.0.partition_point(|block| block.readings.first().is_some_and(|first| first <= reading));
        let Some(at) = at.checked_sub(1) else { return };
        let Some(block) = self.0.get_mut(at) else { return };
        let Ok(place) = block.readings.binary_search(reading) else { return };
        block.readings.remove(place);
        match block.readings.is_empty() {
            true => drop(self.0.remove(at)),
            // Only the furthest shortens the block's reach.
            false if block.reach == reading.stretch.until => *block = Block::of(std::mem::take(&mut block.readings)),
            false => {}
        }
    }

    /// The slots of the prints that read that place.
    pub fn at<'i>(&'i self, key: &'i [u8]) -> impl Iterator<Item = u32> + 'i {
        let begun =
            self.0.partition_point(|block| block.readings.first().is_some_and(|first| *first.stretch.from <= *key));
        let blocks = self.0.iter().take(begun).filter(|block| block.reaches(key));
        blocks
            .flat_map(|block| &block.readings)
            .filter(|reading| reading.stretch.holds(key))
            .map(|reading| reading.slot)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stretch() -> impl Strategy<Value = Stretch> {
        let bytes = || proptest::collection::vec(0_u8..4, 0..3);
        (bytes(), proptest::option::of(bytes()))
            .prop_map(|(from, until)| Stretch { from: from.into(), until: until.map(Into::into) })
    }

    proptest! {
        #[test]
        fn who_read_a_place_is_found_whatever_comes_and_goes(
            read in proptest::collection::vec(stretch(), 0..300),
            left in proptest::collection::vec(any::<bool>(), 300),
            key in proptest::collection::vec(0_u8..4, 0..4),
        ) {
            let mut intervals = Intervals::default();
            let readings: Vec<Reading> =
                read.into_iter().zip(0..).map(|(stretch, slot)| Reading { stretch, slot }).collect();
            readings.iter().cloned().for_each(|reading| intervals.enter(reading));
            let (gone, kept): (Vec<_>, Vec<_>) = readings.into_iter().zip(left).partition(|(_, left)| *left);
            gone.iter().for_each(|(reading, _)| intervals.leave(reading));
            let mut found: Vec<u32> = intervals.at(&key).collect();
            found.sort_unstable();
            let holds: Vec<u32> =
                kept.iter().filter(|(reading, _)| reading.stretch.holds(&key)).map(|(reading, _)| reading.slot).collect();
            prop_assert_eq!(found, holds);
            prop_assert_eq!(intervals.is_empty(), kept.is_empty());
        }
    }
}
