//! Who has opened a page within the last half hour, in a set of fixed size that can tell nobody who that was.
//!
//! A visitor is 53 bits of a keyed hash of address, user agent and article. The key is random, is never stored and is thrown away
//! half an hour after midnight UTC; from then on nobody, ourselves included, can say which visits a fingerprint came from or
//! whether two of different days belong together. Neither address nor user agent is kept anywhere.

use std::net::{IpAddr, Ipv6Addr};

/// A visitor who comes again before this is reloading. Each reload begins the half hour anew, so a page that is left open and
/// refreshes itself has one reader a day and not one each half hour.
pub const RELOAD_MINUTES: u64 = 30;

/// Slots in a paper's set: 2^19 of eight bytes are 4 MiB. With sixty page views a second (five million a day) fewer than one visitor
/// in a thousand is forgotten early; a busier paper counts somewhat more reloads as readers.
pub const SLOTS: usize = 1 << 19;

/// Slots that one fingerprint may stand in: a cache line. When all are taken the oldest gives way.
const BUCKET: usize = 8;

/// The low bits of a slot hold the minute, modulo 2048: 34 hours, longer than any key lives.
const MINUTE_BITS: u32 = 11;
const MINUTES: u64 = 1 << MINUTE_BITS;

const MINUTE: i64 = 60_000_000;
const MINUTES_A_DAY: u64 = 24 * 60;

/// Makes a fresh random key; a test gives its own.
pub type Chance = Box<dyn FnMut() -> [u8; 32] + Send>;

/// The set of recent visitors. One lock around it is enough: a look-up is one hash and one cache line.
pub struct Visitors {
    slots: Box<[u64]>,
    chance: Chance,
    day: u64,
    key: [u8; 32],
    /// Kept for the first half hour of a day, so that midnight makes nobody a new reader.
    yesterdays_key: Option<[u8; 32]>,
}

impl Visitors {
    /// An empty set of [`SLOTS`] slots.
    pub fn new(chance: Chance) -> Self {
        Self::with_slots(SLOTS, chance)
    }

    /// An empty set of another size, rounded up to a power of two and at least one bucket.
    pub fn with_slots(slots: usize, mut chance: Chance) -> Self {
        let key = chance();
        let slots = slots.max(BUCKET).next_power_of_two();
        Visitors { slots: vec![0; slots].into(), chance, day: 0, key, yesterdays_key: None }
    }

    /// Whether this visitor opened this article within the last half hour; notes that they did so now.
    ///
    /// `now` is in microseconds since 1970. May say no to one who did, when their slot was needed for others; says yes to one who
    /// did not about once in 10^10.
    pub fn seen_before(&mut self, now: i64, address: IpAddr, agent: &str, article: i64) -> bool {
        let minute = u64::try_from(now / MINUTE).unwrap_or(0);
        self.turn_to(minute);
        let seen_yesterday = self.yesterdays_key.is_some_and(|key| {
            let print = fingerprint(&key, address, agent, article);
            let bucket = self.bucket(print);
            bucket.iter().any(|slot| is_recent(*slot, print, minute))
        });
        let print = fingerprint(&self.key, address, agent, article);
        note(self.bucket(print), print, minute) || seen_yesterday
    }

    /// The bytes that the set takes, which never change.
    pub fn bytes(&self) -> usize {
        std::mem::size_of_val(&*self.slots)
    }

    /// A new day, a new key. A clock set back over midnight keeps the key it has.
    fn turn_to(&mut self, minute: u64) {
        let day = minute / MINUTES_A_DAY;
        if day > self.day || day + 1 < self.day {
            let old = std::mem::replace(&mut self.key, (self.chance)());
            self.yesterdays_key = (day == self.day + 1).then_some(old);
            self.day = day;
        }
        if minute >= self.day * MINUTES_A_DAY + RELOAD_MINUTES {
            self.yesterdays_key = None;
        }
    }

    fn bucket(&mut self, print: u64) -> &mut [u64] {
        // The length is a power of two, and at least one bucket.
        let first = (print as usize & (self.slots.len() / BUCKET - 1)) * BUCKET;
        &mut self.slots[first..first + BUCKET]
    }
}

/// Puts a visitor in a bucket; whether they were in it lately.
fn note(bucket: &mut [u64], print: u64, minute: u64) -> bool {
    let seen = bucket.iter().any(|slot| is_recent(*slot, print, minute));
    let own = bucket.iter().position(|slot| print_of(*slot) == print);
    let place = own.or_else(|| (0..bucket.len()).max_by_key(|at| age(bucket[*at], minute)));
    if let Some(slot) = place.and_then(|at| bucket.get_mut(at)) {
        *slot = (print << MINUTE_BITS) | (minute % MINUTES);
    }
    seen
}

fn is_recent(slot: u64, print: u64, minute: u64) -> bool {
    print_of(slot) == print && age(slot, minute) < RELOAD_MINUTES
}

fn print_of(slot: u64) -> u64 {
    slot >> MINUTE_BITS
}

/// Minutes between a slot's visit and now, whichever is later: a clock set back by a little makes nobody a new reader. An empty
/// slot is older than all.
fn age(slot: u64, minute: u64) -> u64 {
    if slot == 0 {
        return u64::MAX;
    }
    let since = (minute + MINUTES - slot % MINUTES) % MINUTES;
    since.min(MINUTES - since)
}

/// 53 bits that are never nought.
fn fingerprint(key: &[u8; 32], address: IpAddr, agent: &str, article: i64) -> u64 {
    let mut hash = blake3::Hasher::new_keyed(key);
    hash.update(&network(address).octets());
    hash.update(&article.to_le_bytes());
    hash.update(agent.as_bytes());
    let mut first = [0; 8];
    hash.finalize_xof().fill(&mut first);
    (u64::from_le_bytes(first) >> MINUTE_BITS).max(1)
}

/// What stays the same of a visitor's address: an IPv4 address as it is, the first half of an IPv6 one. The second half changes
/// by itself within the day (RFC 8981), so with it a reload would be a new reader.
fn network(address: IpAddr) -> Ipv6Addr {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_ipv6_mapped(),
        IpAddr::V6(v6) => Ipv6Addr::from_bits((v6.to_bits() >> 64) << 64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 7));
    const NOON: i64 = 20_000 * 1440 * MINUTE + 720 * MINUTE;
    const MIDNIGHT: i64 = 20_001 * 1440 * MINUTE;

    fn visitors(slots: usize) -> Visitors {
        let mut n = 0;
        let keys = move || {
            n += 1;
            [n; 32]
        };
        Visitors::with_slots(slots, Box::new(keys))
    }

    #[test]
    fn a_reload_within_half_an_hour_is_no_new_reader() {
        let mut v = visitors(64);
        assert!(!v.seen_before(NOON, HOME, "Firefox", 1));
        assert!(v.seen_before(NOON + 29 * MINUTE, HOME, "Firefox", 1));
        assert!(!v.seen_before(NOON + 59 * MINUTE, HOME, "Firefox", 1));
    }

    #[test]
    fn another_article_another_browser_and_another_address_are_new() {
        let mut v = visitors(64);
        assert!(!v.seen_before(NOON, HOME, "Firefox", 1));
        assert!(!v.seen_before(NOON, HOME, "Firefox", 2));
        assert!(!v.seen_before(NOON, HOME, "Safari", 1));
        assert!(!v.seen_before(NOON, "192.0.2.8".parse().unwrap(), "Firefox", 1));
    }

    #[test]
    fn a_visitor_whose_ipv6_address_changes_in_its_second_half_is_known() {
        let mut v = visitors(64);
        let at = |text: &str| text.parse::<IpAddr>().unwrap();
        assert!(!v.seen_before(NOON, at("2001:db8:1:2:aaaa::1"), "Firefox", 1));
        assert!(v.seen_before(NOON, at("2001:db8:1:2:bbbb::9"), "Firefox", 1));
        assert!(!v.seen_before(NOON, at("2001:db8:1:3::1"), "Firefox", 1));
        assert!(!v.seen_before(NOON, HOME, "Firefox", 1));
        assert!(v.seen_before(NOON, at("::ffff:192.0.2.7"), "Firefox", 1));
    }

    #[test]
    fn midnight_makes_nobody_a_new_reader_and_the_old_key_goes_half_an_hour_later() {
        let mut v = visitors(64);
        assert!(!v.seen_before(MIDNIGHT - MINUTE, HOME, "Firefox", 1));
        let old = v.key;
        assert!(v.seen_before(MIDNIGHT + MINUTE, HOME, "Firefox", 1));
        assert_ne!(v.key, old);
        assert_eq!(v.yesterdays_key, Some(old));
        v.seen_before(MIDNIGHT + 30 * MINUTE, HOME, "Firefox", 2);
        assert_eq!(v.yesterdays_key, None);
    }

    #[test]
    fn a_clock_set_back_by_a_minute_makes_nobody_a_new_reader() {
        let mut v = visitors(64);
        assert!(!v.seen_before(MIDNIGHT, HOME, "Firefox", 1));
        assert!(v.seen_before(MIDNIGHT - MINUTE, HOME, "Firefox", 1));
    }

    #[test]
    fn a_full_bucket_lets_the_oldest_go() {
        let mut v = visitors(BUCKET);
        for article in 0..=BUCKET as i64 {
            assert!(!v.seen_before(NOON + article * MINUTE, HOME, "Firefox", article));
        }
        let later = NOON + 10 * MINUTE;
        assert!(v.seen_before(later, HOME, "Firefox", 1));
        assert!(!v.seen_before(later, HOME, "Firefox", 0));
    }

    #[test]
    fn a_paper_with_sixty_readers_a_second_forgets_hardly_any() {
        let mut v = visitors(SLOTS);
        let readers = 30 * 60 * 60;
        let visit = |v: &mut Visitors, n: i64, start: i64| {
            let agent = format!("agent {n}");
            v.seen_before(start + n * MINUTE / 3600, HOME, &agent, 1)
        };
        (0..readers).for_each(|n| assert!(!visit(&mut v, n, NOON)));
        let forgotten = (0..readers).filter(|n| !visit(&mut v, *n, NOON + 29 * MINUTE)).count();
        assert!(forgotten * 1000 < readers as usize, "{forgotten} of {readers} forgotten");
        assert_eq!(v.bytes(), 4 * 1024 * 1024);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Against a set that forgets nothing: with room for all, the answers are the same, over midnights too.
        #[test]
        fn with_room_for_all_nobody_is_counted_twice_within_half_an_hour(
            visits in proptest::collection::vec((0_i64..40, 0_u8..4, 0_i64..3), 1..60)
        ) {
            let mut v = visitors(1 << 12);
            let bytes = v.bytes();
            let mut last: HashMap<(u8, i64), i64> = HashMap::new();
            let mut now = MIDNIGHT - 300 * MINUTE;
            for (pause, who, article) in visits {
                now += pause * MINUTE;
                let expected = last.insert((who, article), now).is_some_and(|then| now - then < 30 * MINUTE);
                let seen = v.seen_before(now, HOME, &who.to_string(), article);
                prop_assert_eq!(seen, expected);
                prop_assert_eq!(v.bytes(), bytes);
            }
        }

        /// In a set that is too small, errors go one way: forgotten, never taken for another.
        #[test]
        fn in_a_set_too_small_nobody_is_taken_for_another(
            visits in proptest::collection::vec((0_i64..20, 0_u8..60), 1..200)
        ) {
            let mut v = visitors(BUCKET);
            let mut last: HashMap<u8, i64> = HashMap::new();
            let mut now = NOON;
            for (pause, who) in visits {
                now += pause * MINUTE;
                let before = last.insert(who, now);
                if v.seen_before(now, HOME, &who.to_string(), 1) {
                    prop_assert!(before.is_some_and(|then| now - then < 30 * MINUTE));
                }
            }
        }
    }
}
