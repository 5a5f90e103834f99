//! A large archive by chance is the same for the same number, on either database.

use broadsheet_demo::fill::{Filling, found};
use broadsheet_discovery::Follower;
use broadsheet_store::{Options, Store};
use broadsheet_testkit::TestDatabase;

const ARTICLES: usize = 120;

fn options(database: &TestDatabase) -> Options {
    Options { folder: database.folder().join("paper"), database: database.address().map(str::to_owned) }
}

async fn filled(database: &TestDatabase) -> Store {
    let mut come = 0;
    let store = found(&options(database), &Filling::of(ARTICLES), |more| come += more).await.expect("an archive");
    assert_eq!(come, ARTICLES);
    Follower::new(store.clone()).catch_up(Filling::end()).await.expect("followed");
    store
}

/// Every row but the table of rarities, whose entries are written in no order.
async fn rows(store: &Store) -> Vec<String> {
    let mut rows = store.rows().await.expect("rows");
    rows.retain(|row| !row.starts_with("derived "));
    rows.sort();
    rows
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_small_archive_is_the_same_row_by_row_in_both_databases() {
    let (one, other) = (TestDatabase::on_sqlite(), TestDatabase::fresh());
    let (one, other) = (filled(&one).await, filled(&other).await);
    let (one, other) = (rows(&one).await, rows(&other).await);
    assert!(one.len() > 10 * ARTICLES, "{} rows", one.len());
    assert_eq!(one.len(), other.len());
    let differ = one.iter().zip(&other).find(|(one, other)| one != other);
    assert_eq!(differ, None);
}

#[tokio::test]
async fn a_folder_with_a_newspaper_is_left_as_it_is() {
    let database = TestDatabase::fresh();
    drop(filled(&database).await);
    let refused = found(&options(&database), &Filling::of(10), |_| ()).await;
    let why = refused.err().expect("a refusal").to_string();
    assert!(why.contains("There is a newspaper in") && why.contains("Choose another"), "{why}");
}
