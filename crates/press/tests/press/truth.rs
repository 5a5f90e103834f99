//! The heart's first proof: whatever a newsroom does, a page that reads differently afterwards had read something that the change names.

use broadsheet_news::address;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::PhotoId;
use broadsheet_news::lists::List;
use broadsheet_store::{Options, Store};
use broadsheet_testkit::TestDatabase;

use crate::acts::{Newsroom, Things};
use crate::chance::Chance;
use crate::pages::{Hits, Shelf};

/// 2026-03-02 in the demo's zone.
pub(crate) const NOW: Instant = Instant::from_microseconds(1_772_445_912_000_000);
/// Acts in the short form; `cargo xtask soak press` does more.
const ACTS: u32 = 24;

pub(crate) async fn demo(database: &TestDatabase) -> Store {
    let options = Options { folder: database.folder().to_owned(), database: database.address().map(str::to_owned) };
    broadsheet_demo::found(&options, NOW).await.expect("the demo")
}

/// Every address of the demo, with what it leads to noted.
async fn addresses(store: &Store, things: &mut Things) -> Vec<String> {
    let mut paths: Vec<String> = [
        "/",
        "/zh-hant/",
        "/directory",
        "/briefing",
        "/corrections",
        "/archive",
        "/2026",
        "/2026/02",
        "/zh-hant/archive",
        "/2026/03/02",
        "/briefing.json",
        "/briefing.xml",
        "/feed.xml",
        "/nowhere",
        "/elsewhere-1",
    ]
    .map(str::to_owned)
    .into();
    let prefix = broadsheet_demo::prefix;
    let sections = broadsheet_demo::sections().into_iter().map(|cast| cast.section);
    paths.extend(sections.map(|s| address::named(&prefix(&s.language), &s.slug)));
    let topics = broadsheet_demo::topics().into_iter().map(|cast| cast.topic);
    paths.extend(topics.map(|t| address::topic(&prefix(&t.language), &t.slug)));
    paths.extend(broadsheet_demo::persons().into_iter().map(|p| format!("/person/{}", p.person.slug)));
    paths.extend(broadsheet_demo::organisations().into_iter().map(|o| format!("/directory/{}", o.slug)));
    paths.extend(broadsheet_demo::standing_pages().into_iter().map(|p| address::named(&prefix(&p.language), &p.slug)));
    let source = store.source(NOW, None).await.unwrap();
    let latest = source.slice(&List::latest(&Default::default()), None, 100, true).await.unwrap();
    for (_, id) in latest {
        let article = source.article(broadsheet_news::ids::ArticleId(id)).await.unwrap().unwrap();
        paths.extend(article.address().clone());
        things.photos.extend(*article.lead_photo());
    }
    for path in &paths {
        if let Some(target) = source.target(path).await.unwrap() {
            things.add(&target);
        }
    }
    source.finish().await;
    things.photos.push(PhotoId(things.photos[0].0));
    paths
}

#[tokio::test]
async fn a_page_that_no_change_hits_prints_as_it_was() {
    let database = TestDatabase::fresh();
    let store = demo(&database).await;
    let mut things = Things::default();
    let paths = addresses(&store, &mut things).await;
    assert!(paths.len() > 60, "{} pages", paths.len());
    let seed = std::env::var("BROADSHEET_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let mut chance = Chance(seed);
    let mut shelf = Shelf::default();
    shelf.print(&store, NOW, &paths, "the founding").await;
    let mut all = Hits::default();
    for step in 0..broadsheet_testkit::cases(ACTS) {
        let before = *store.newest_change().borrow();
        let now = NOW.plus_seconds(i64::from(step % 3600));
        let mut newsroom = Newsroom { store: &store, things: &mut things, chance: &mut chance, now };
        let act = format!("act {step} of seed {seed} ({})", newsroom.act().await);
        let changes = store.changes_after(before, 1000).await.unwrap();
        shelf.mark(&changes);
        let hits = shelf.print(&store, NOW, &paths, &act).await;
        all.hit += hits.hit;
        all.differed += hits.differed;
    }
    println!("{} rows and parts were hit, {} of them printed differently", all.hit, all.differed);
    assert!(all.differed > 20, "the acts changed next to nothing");
}
