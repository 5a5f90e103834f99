//! Chance in whole numbers, so that every machine makes the same archive.

/// A row of numbers that looks random and is the same for the same seed.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn of(seed: usize) -> Self {
        Self(mixed(seed as u64 ^ 0x6f73_7472_6579))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// The next whole number below `count`.
    pub(super) fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    /// Whether something happens that happens once in so many times.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of some, each as often.
    pub(super) fn one<'a, T: ?Sized>(&mut self, of: &'a [&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Zipf's law: of so many, the second comes about half as often as the first, the third a third as often.
pub(super) struct Zipf(Vec<u64>);

impl Zipf {
    /// `flat` evens out the first few: the larger, the less they stand out.
    pub(super) fn of(count: usize, flat: usize) -> Self {
        let mut sum = 0;
        let sums = (0..count).map(|place| {
            sum += 1_000_000_000 / (place + flat + 1) as u64 + 1;
            sum
        });
        Self(sums.collect())
    }

    pub(super) fn pick(&self, chance: &mut Chance) -> usize {
        let Some(all) = self.0.last() else { return 0 };
        let at = chance.next() % all;
        self.0.partition_point(|sum| *sum <= at)
    }
}

/// Words, the first of them said most.
pub(super) struct Words {
    words: Vec<String>,
    often: Zipf,
}

impl Words {
    pub(super) fn of(words: Vec<String>) -> Self {
        let often = Zipf::of(words.len(), 2);
        Self { words, often }
    }

    /// The words of a list, written apart.
    pub(super) fn listed(list: &str) -> Self {
        Self::of(list.split_whitespace().map(str::to_owned).collect())
    }

    pub(super) fn say(&self, chance: &mut Chance) -> &str {
        &self.words[self.often.pick(chance)]
    }

    /// The word of a number; the numbers go round.
    pub(super) fn at(&self, number: usize) -> &str {
        &self.words[number % self.words.len()]
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }
}
