//! The demo newspaper, as the stories have it.

use broadsheet_news::clock::Instant;
use broadsheet_store::{Options, Store};
use broadsheet_testkit::TestDatabase;

/// 2026-03-02 in the demo's zone.
pub(crate) const NOW: Instant = Instant::from_microseconds(1_772_445_912_000_000);
pub(crate) async fn demo(database: &TestDatabase) -> Store {
    let options = Options { folder: database.folder().to_owned(), database: database.address().map(str::to_owned) };
    broadsheet_demo::found(&options, NOW).await.expect("the demo")
}
