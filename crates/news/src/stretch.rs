//! A stretch: the keys of a list on which what was read of it depends.

use crate::lists::{Key, Slice};

/// The keys from one on and before another, compared as bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    /// The first key; the list's smallest where empty.
    pub from: Box<[u8]>,
    /// The first key behind; none where it goes on to the list's end.
    pub until: Option<Box<[u8]>>,
}

impl Stretch {
    /// Whether a position at that key alters what was read.
    #[must_use]
    pub fn holds(&self, key: &[u8]) -> bool {
        *self.from <= *key && self.until.as_deref().is_none_or(|until| key < until)
    }

    /// How many bytes its bounds take.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.from.len() + self.until.as_deref().map_or(0, <[u8]>::len)
    }
}

impl Slice {
    /// The keys on which the slice depends: exactly those that it [`covers`](Self::covers). None where it asked for nothing.
    #[must_use]
    pub fn stretch(&self) -> Option<Stretch> {
        let full = self.returned.len() >= self.limit;
        let last = self.returned.last().map(|(key, _)| key);
        if full && last.is_none() {
            return None;
        }
        // Reading ended with the last that came where there may be more behind it, else at the range's bound.
        let bounds = [last.filter(|_| full), self.until.as_ref()].into_iter().flatten();
        let end = if self.descending { bounds.max() } else { bounds.min() };
        let (from, until) = match self.descending {
            true => (end.map(|key| key.0.clone()), self.after.as_ref().map(|after| after.0.clone())),
            false => (self.after.as_ref().map(behind), end.map(behind)),
        };
        Some(Stretch { from: from.unwrap_or_default().into(), until: until.map(Into::into) })
    }
}

/// The first key behind a key: nothing lies between a text of bytes and the same with a nought at its end.
fn behind(key: &Key) -> Vec<u8> {
    [key.0.as_slice(), &[0]].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lists::List;

    fn key() -> impl Strategy<Value = Key> {
        proptest::collection::vec(0_u8..3, 0..4).prop_map(Key)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn a_stretch_holds_the_keys_that_its_slice_covers(
            members in proptest::collection::btree_set(key(), 0..6),
            (descending, limit) in (any::<bool>(), 0_usize..6),
            (after, until) in (proptest::option::of(key()), proptest::option::of(key())),
            asked in key(),
        ) {
            let beyond = |a: &Key, b: &Key| if descending { a < b } else { a > b };
            let mut order: Vec<Key> = members.into_iter().collect();
            if descending {
                order.reverse();
            }
            order.retain(|key| after.as_ref().is_none_or(|after| beyond(key, after)));
            order.retain(|key| until.as_ref().is_none_or(|until| !beyond(key, until)));
            order.truncate(limit);
            let returned = order.into_iter().map(|key| (key, 1)).collect();
            let slice = Slice { list: List::of_name("l"), descending, after, until, limit, returned };
            let stretch = slice.stretch();
            prop_assert_eq!(stretch.is_some_and(|stretch| stretch.holds(&asked.0)), slice.covers(&asked));
        }
    }
}
