//! The demo newspaper with an index of its words.

use std::path::PathBuf;

use broadsheet_discovery::search::{Index, Indexer};
use broadsheet_news::clock::Instant;
use broadsheet_news::search::{Found, Query};
use broadsheet_store::source::Source;
use broadsheet_store::{Options, Store};
use broadsheet_testkit::TestDatabase;

/// 2026-03-02 in the demo's zone.
pub(crate) const NOW: Instant = Instant::from_microseconds(1_772_445_912_000_000);

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) index: Index,
    pub(crate) database: TestDatabase,
}

impl World {
    /// The demo, not indexed yet.
    pub(crate) async fn new() -> Self {
        let database = TestDatabase::fresh();
        let options = Options { folder: database.folder().to_owned(), database: database.address().map(str::to_owned) };
        let store = broadsheet_demo::found(&options, NOW).await.expect("the demo");
        let index = Index::in_folder(database.folder());
        Self { store, index, database }
    }

    /// The demo and its index.
    pub(crate) async fn indexed() -> Self {
        let world = Self::new().await;
        world.indexer().catch_up(NOW).await.expect("an index");
        world
    }

    pub(crate) fn indexer(&self) -> Indexer {
        Indexer::new(self.store.clone(), self.index.clone())
    }

    /// The folder of the index.
    pub(crate) fn folder(&self) -> PathBuf {
        self.database.folder().join("search")
    }

    pub(crate) async fn source(&self) -> Source {
        self.store.source(NOW, None).await.expect("a source")
    }

    pub(crate) async fn found(&self, query: &str) -> Option<Found> {
        let source = self.source().await;
        let found = self.index.find(&source, &Default::default(), &Query::read(query)).await.expect("an answer");
        source.finish();
        found
    }

    pub(crate) async fn total(&self, query: &str) -> Option<usize> {
        self.found(query).await.map(|found| found.total)
    }
}
