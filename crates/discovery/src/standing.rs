//! The standing of the most popular, computed from the readers that were counted.

use std::collections::BTreeMap;

use broadsheet_news::article::Member;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;
use broadsheet_store::{Failure, Store};

use crate::popular::{self, Heat};

/// How many places the standing has.
pub const PLACES: usize = 20;
/// How many articles with readers are compared.
const COMPARED: i64 = 2_000;
/// Readers older than this count a thousandth of a thousandth: nobody's place hangs on them.
const FORGOTTEN: i64 = 60 * 24 * 60 * 60;

/// The heat, in thousandths of a reader, of an article that `n` more people opened now.
#[must_use]
pub fn warmed(value: i64, at: Instant, n: i64, now: Instant) -> i64 {
    let before = Heat { value: value as f64 / 1000.0, at: at.microseconds() };
    let after = before.add(u64::try_from(n).unwrap_or(0), now.microseconds());
    (after.at(now.microseconds()) * 1000.0).round() as i64
}

/// Computes each language's standing anew and stores it; says which languages' changed.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn refresh(store: &Store, now: Instant) -> Result<usize, Failure> {
    let mut by_language: BTreeMap<_, Vec<(i64, Heat)>> = BTreeMap::new();
    for (heat, language) in store.heat_since(now.plus_seconds(-FORGOTTEN), COMPARED).await? {
        let warm = Heat { value: heat.value as f64 / 1000.0, at: heat.at.microseconds() };
        by_language.entry(language).or_default().push((heat.article.0, warm));
    }
    let mut changed = 0;
    for (language, heats) in by_language {
        let ranked = popular::rank(&heats, &[], PLACES);
        let members: Vec<Member> = ranked.into_iter().map(|id| Member::Article(ArticleId(id))).collect();
        changed += usize::from(store.save_popular(now, &language, &members).await?);
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_is_a_thousand_thousandths_and_half_of_it_two_hours_later() {
        let noon = Instant::from_microseconds(1_800_000_000_000_000);
        assert_eq!(warmed(0, Instant::from_microseconds(0), 1, noon), 1000);
        assert_eq!(warmed(1000, noon, 1, noon.plus_seconds(7200)), 1500);
    }
}
