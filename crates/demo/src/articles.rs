//! The articles that readers have, one file each: English ones from the newest concerns back, then Chinese ones.

use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::incoming::{Incoming, Listed};

use crate::article::Filed;
use crate::cast::ZONE;
use crate::form::{Flaw, proven};

/// An article's slug and its file.
type File = (&'static str, &'static str);

/// Every article under its slug, which never changes.
#[rustfmt::skip]
const FILES: [File; 63] = [
    ("dredging-contract-signed", include_str!("../articles/dredging-contract-signed.md")),
    ("lower-lock-jams", include_str!("../articles/lower-lock-jams.md")),
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
    ("skerrin-bread", include_str!("../articles/skerrin-bread.md")),
    ("assembly-ferry-contract", include_str!("../articles/assembly-ferry-contract.md")),
    ("night-shift-choir", include_str!("../articles/night-shift-choir.md")),
    ("seabed-map-finished", include_str!("../articles/seabed-map-finished.md")),
    ("sculler-profile", include_str!("../articles/sculler-profile.md")),
    ("column-on-queues", include_str!("../articles/column-on-queues.md")),
    ("kelp-farm", include_str!("../articles/kelp-farm.md")),
    ("inquest-crane-fall", include_str!("../articles/inquest-crane-fall.md")),
    ("long-walk-relit", include_str!("../articles/long-walk-relit.md")),
    ("bus-drivers-deal", include_str!("../articles/bus-drivers-deal.md")),
    ("lowen-prize-first-novel", include_str!("../articles/lowen-prize-first-novel.md")),
    ("storm-one-night", include_str!("../articles/storm-one-night.md")),
    ("tide-gauge-anniversary", include_str!("../articles/tide-gauge-anniversary.md")),
    ("marathon-two-bridges", include_str!("../articles/marathon-two-bridges.md")),
    ("guest-night-on-ward-six", include_str!("../articles/guest-night-on-ward-six.md")),
    ("navigation-school-stays", include_str!("../articles/navigation-school-stays.md")),
    ("electric-ferry-launched", include_str!("../articles/electric-ferry-launched.md")),
    ("petrels-return", include_str!("../articles/petrels-return.md")),
    ("archive-in-the-wall", include_str!("../articles/archive-in-the-wall.md")),
    ("council-election-results", include_str!("../articles/council-election-results.md")),
    ("athletic-eleventh-title", include_str!("../articles/athletic-eleventh-title.md")),
    ("netherquay-homes", include_str!("../articles/netherquay-homes.md")),
    ("foghorn-silenced", include_str!("../articles/foghorn-silenced.md")),
    ("evacuation-exercise", include_str!("../articles/evacuation-exercise.md")),
    ("readers-buy-the-lantern", include_str!("../articles/readers-buy-the-lantern.md")),
    ("withdrawn-drifting-yacht", include_str!("../articles/withdrawn-drifting-yacht.md")),
    ("zh-dredging-contract", include_str!("../articles/zh-dredging-contract.md")),
    ("zh-three-days-of-rain", include_str!("../articles/zh-three-days-of-rain.md")),
    ("zh-ferry-marigold", include_str!("../articles/zh-ferry-marigold.md")),
    ("zh-last-keeper", include_str!("../articles/zh-last-keeper.md")),
    ("zh-eelgrass", include_str!("../articles/zh-eelgrass.md")),
    ("zh-breakwater-cup", include_str!("../articles/zh-breakwater-cup.md")),
    ("zh-night-market", include_str!("../articles/zh-night-market.md")),
    ("zh-tea-street", include_str!("../articles/zh-tea-street.md")),
    ("zh-seabed-map", include_str!("../articles/zh-seabed-map.md")),
    ("zh-two-alphabets", include_str!("../articles/zh-two-alphabets.md")),
    ("zh-storm-night", include_str!("../articles/zh-storm-night.md")),
    ("zh-school-saturday", include_str!("../articles/zh-school-saturday.md")),
];

/// The most-read articles of each language at the founding, in order: the tally's opening standing.
const POPULAR: [[&str; 10]; 2] = [
    [
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
    ],
    [
        "zh-ferry-marigold",
        "zh-dredging-contract",
        "zh-storm-night",
        "zh-last-keeper",
        "zh-tea-street",
        "zh-three-days-of-rain",
        "zh-night-market",
        "zh-two-alphabets",
        "zh-breakwater-cup",
        "zh-eelgrass",
    ],
];

/// Every published article of the demo, each published as long before `now` as its file says.
///
/// The same `now` gives the same articles. Their sources (`demo:` and the slug) and slugs are the same whenever it is. A related
/// box names articles by their place in [`Incoming::boxed`], from 1: the first of the related ones, as many as boxes need.
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
    for popular in POPULAR {
        let first = FILES.iter().position(|(slug, _)| popular.contains(slug));
        let listed: Option<Vec<Listed>> = popular.iter().map(|slug| find(slug)).collect();
        let listed = listed.ok_or_else(|| Flaw("It names an article that does not exist.".to_owned()));
        if let Some(first) = first.and_then(|at| articles.get_mut(at)) {
            first.popular = proven(listed, "the popular list");
        }
    }
    both_ways(&mut articles);
    articles
}

/// A file says what it translates; the article that it translates says so too.
fn both_ways(articles: &mut [Incoming]) {
    let told = |a: &Incoming| a.translations.iter().map(|of| (of.clone(), a.source.clone())).collect::<Vec<_>>();
    for (of, source) in articles.iter().flat_map(told).collect::<Vec<_>>() {
        if let Some(original) = articles.iter_mut().find(|article| article.source == of) {
            original.translations.push(source);
        }
    }
}

fn listed(filed: &[Filed], slug: &str) -> Option<Listed> {
    let at = FILES.iter().position(|(named, _)| *named == slug)?;
    filed.get(at).map(Filed::listed)
}
