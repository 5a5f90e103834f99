//! The articles, newest concerns first, one file each.

use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::incoming::{Incoming, Listed};

use crate::article::Filed;
use crate::cast::ZONE;
use crate::form::{Flaw, proven};

/// An article's slug and its file.
type File = (&'static str, &'static str);

/// Every article under its slug, which never changes.
#[rustfmt::skip]
const FILES: [File; 24] = [
    ("dredging-contract-signed", include_str!("../articles/dredging-contract-signed.md")),
    ("three-days-of-rain", include_str!("../articles/three-days-of-rain.md")),
    ("guest-core-before-we-dig", include_str!("../articles/guest-core-before-we-dig.md")),
    ("ferry-marigold-towed", include_str!("../articles/ferry-marigold-towed.md")),
    ("tram-explained", include_str!("../articles/tram-explained.md")),
    ("council-night", include_str!("../articles/council-night.md")),
    ("athletic-beat-hask", include_str!("../articles/athletic-beat-hask.md")),
    ("berth-permits-verdict", include_str!("../articles/berth-permits-verdict.md")),
    ("city-budget-parks-and-buses", include_str!("../articles/city-budget-parks-and-buses.md")),
    ("last-keeper-of-hask-point", include_str!("../articles/last-keeper-of-hask-point.md")),
    ("bring-back-the-foghorn", include_str!("../articles/bring-back-the-foghorn.md")),
    ("eelgrass-returns", include_str!("../articles/eelgrass-returns.md")),
    ("new-harbourmaster-interview", include_str!("../articles/new-harbourmaster-interview.md")),
    ("breakwater-cup-results", include_str!("../articles/breakwater-cup-results.md")),
    ("cairnan-gas-falls", include_str!("../articles/cairnan-gas-falls.md")),
    ("salt-clerk-review", include_str!("../articles/salt-clerk-review.md")),
    ("ottoline-fenn-obituary", include_str!("../articles/ottoline-fenn-obituary.md")),
    ("fish-auction-goes-online", include_str!("../articles/fish-auction-goes-online.md")),
    ("ropewalk-rents", include_str!("../articles/ropewalk-rents.md")),
    ("night-market-returns", include_str!("../articles/night-market-returns.md")),
    ("library-lends-tools", include_str!("../articles/library-lends-tools.md")),
    ("burns-unit-opens", include_str!("../articles/burns-unit-opens.md")),
    ("books-for-a-long-crossing", include_str!("../articles/books-for-a-long-crossing.md")),
    ("swifts-counted", include_str!("../articles/swifts-counted.md")),
];

/// The most-read articles at the founding, in order: the tally's opening standing.
const POPULAR: [&str; 10] = [
    "ferry-marigold-towed",
    "dredging-contract-signed",
    "last-keeper-of-hask-point",
    "berth-permits-verdict",
    "three-days-of-rain",
    "bring-back-the-foghorn",
    "council-night",
    "athletic-beat-hask",
    "ropewalk-rents",
    "eelgrass-returns",
];

/// Every article of the demo, each published as long before `now` as its file says.
///
/// The same `now` gives the same articles. Their sources (`demo:` and the slug) and slugs are the same whenever it is. A related
/// box names articles by their place in [`Incoming::boxed`], from 1, which is the list of related ones.
///
/// # Panics
/// Where a file of this crate is written wrongly, which its tests would have told.
#[must_use]
pub fn articles(now: Instant) -> Vec<Incoming> {
    let filed = FILES.map(|(slug, file)| proven(Filed::read(slug, file, now), slug));
    let find = |slug: &str| listed(&filed, slug);
    let zone = Zone::named(ZONE).unwrap_or_else(Zone::utc);
    let made = filed.iter().zip(FILES);
    let mut articles: Vec<Incoming> =
        made.map(|(filed, (slug, _))| proven(filed.incoming(now, &zone, find), slug)).collect();
    let popular: Option<Vec<Listed>> = POPULAR.iter().map(|slug| find(slug)).collect();
    let popular = popular.ok_or_else(|| Flaw("It names an article that does not exist.".to_owned()));
    if let Some(first) = articles.first_mut() {
        first.popular = proven(popular, "the popular list");
    }
    articles
}

fn listed(filed: &[Filed], slug: &str) -> Option<Listed> {
    let at = FILES.iter().position(|(named, _)| *named == slug)?;
    filed.get(at).map(Filed::listed)
}
