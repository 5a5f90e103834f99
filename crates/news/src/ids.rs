//! Ids: sortable numbers of ours, minted from the time and a counter.
//!
//! An id holds the milliseconds since 2020 in its upper bits and a counter in
//! its lower twelve, so ids sort by age and, until 2089, fit the 53 bits that a
//! number in JSON keeps exactly.

use serde::{Deserialize, Serialize};

use crate::clock::Instant;

const EPOCH_MILLISECONDS: i64 = 1_577_836_800_000;
const COUNTER_BITS: u32 = 12;

/// The smallest id that may be minted at `now`, above every id in `last`.
///
/// A caller that keeps the answer as its next `last` never mints one id twice,
/// even when the clock is set back.
#[must_use]
pub fn next(last: i64, now: Instant) -> i64 {
    let milliseconds = (now.microseconds() / 1000 - EPOCH_MILLISECONDS).max(0);
    (milliseconds << COUNTER_BITS).max(last + 1)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// An article.
    ArticleId;
    /// One immutable revision of an article.
    RevisionId;
    /// A person: an author, a photographer.
    PersonId;
    /// A section.
    SectionId;
    /// A topic or an alias of one.
    TopicId;
    /// A photo.
    PhotoId;
    /// An organisation of the directory.
    OrganisationId;
    /// A layout of a front.
    LayoutId;
    /// A standing page.
    StandingId;
    /// A reference: an article known only by headline and time.
    ReferenceId;
    /// A correction.
    CorrectionId;
    /// An account.
    AccountId;
    /// A token of an account.
    TokenId;
    /// A list of articles that someone keeps by name.
    ViewId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_within_one_instant_and_when_the_clock_is_set_back() {
        let now = Instant::from_microseconds(1_700_000_000_000_000);
        let first = next(0, now);
        let second = next(first, now);
        let earlier = next(second, Instant::from_microseconds(1_600_000_000_000_000));
        assert!(first < second && second < earlier);
    }

    #[test]
    fn an_id_of_the_year_2080_is_exact_in_json() {
        let id = next(0, Instant::from_microseconds(3_471_292_800_000_000));
        assert!(id < 1 << 53);
    }
}
