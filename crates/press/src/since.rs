//! Since when each address has answered with the bytes it answers with: what `Last-Modified` says.
//!
//! A page changes by acts, by the clock and by what readers do, and only its
//! bytes know of all three. So we remember, for as many addresses as fit, when
//! we first printed the bytes that are right now. Two versions of one page never
//! have the same second, because a second is all that the header field tells.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use broadsheet_news::clock::Instant;

/// How many addresses one generation remembers; two are kept.
const MOST: usize = 10_000;

/// What an address answered with, and since which second.
#[derive(Clone, Copy)]
struct Known {
    mark: u64,
    second: i64,
}

/// The memory of it. When the young generation is full it becomes the old one, and the old one is forgotten.
#[derive(Default)]
pub(crate) struct Since(Mutex<Generations>);

#[derive(Default)]
struct Generations {
    young: HashMap<u64, Known>,
    old: HashMap<u64, Known>,
}

impl Since {
    /// Since when the address has had that mark, to the second; `None` where that second has not come yet.
    pub(crate) fn at(&self, address: u64, mark: u64, now: Instant) -> Option<Instant> {
        let now = now.microseconds().div_euclid(1_000_000);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = all.young.get(&address).or_else(|| all.old.get(&address)).copied();
        let known = match before {
            Some(known) if known.mark == mark => known,
            Some(known) => Known { mark, second: now.max(known.second + 1) },
            None => Known { mark, second: now },
        };
        if all.young.len() >= MOST && !all.young.contains_key(&address) {
            all.old = std::mem::take(&mut all.young);
        }
        all.young.insert(address, known);
        (known.second <= now).then(|| Instant::from_microseconds(known.second.saturating_mul(1_000_000)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(n: i64) -> Instant {
        Instant::from_microseconds(n * 1_000_000 + 7)
    }

    fn told(since: &Since, address: u64, mark: u64, now: i64) -> Option<i64> {
        since.at(address, mark, second(now)).map(|at| at.microseconds() / 1_000_000)
    }

    #[test]
    fn a_page_keeps_its_time_until_its_bytes_change() {
        let since = Since::default();
        assert_eq!([10, 20, 30].map(|now| told(&since, 1, 5, now)), [Some(10); 3]);
        assert_eq!([40, 50].map(|now| told(&since, 1, 6, now)), [Some(40); 2]);
        assert_eq!(told(&since, 1, 5, 60), Some(60), "old bytes that come back are a new version");
        assert_eq!(told(&since, 2, 5, 60), Some(60));
    }

    #[test]
    fn two_versions_in_one_second_never_share_a_time() {
        let since = Since::default();
        assert_eq!(told(&since, 1, 5, 10), Some(10));
        assert_eq!(told(&since, 1, 6, 10), None, "its second has not come");
        assert_eq!(told(&since, 1, 6, 11), Some(11));
        assert_eq!(told(&since, 1, 7, 3), None, "a clock that is put back");
    }

    #[test]
    fn memory_is_bounded() {
        let since = Since::default();
        for address in 0..50_000 {
            told(&since, address, 1, 10);
        }
        let all = since.0.lock().unwrap();
        assert!(all.young.len() <= MOST && all.old.len() <= MOST);
    }
}
