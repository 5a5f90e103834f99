//! A paper of many articles with an index of their words, for measuring.

use std::time::Instant as Watch;

use broadsheet_desk::{Actor, Desk, founding, import};
use broadsheet_discovery::search::{Index, Indexer};
use broadsheet_news::clock::{DateStyle, Instant};
use broadsheet_news::incoming::Incoming;
use broadsheet_news::language::Language;
use broadsheet_news::paper::Founding;
use broadsheet_store::{Options, Store};

pub type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// 2026-03-02.
pub const NOW: Instant = Instant::from_microseconds(1_772_445_912_000_000);
/// How many articles are imported in one act.
const BATCH: usize = 500;

/// A paper in a folder that goes when it does.
pub struct Paper {
    pub store: Store,
    pub index: Index,
    _folder: tempfile::TempDir,
}

impl Paper {
    /// Founds a paper of these articles, indexes it, and says how long that took.
    pub async fn of(articles: &[Incoming]) -> Fallible<Self> {
        let folder = tempfile::tempdir()?;
        let options = Options { folder: folder.path().join("paper"), database: None };
        let languages = ["en", "zh-Hant"].into_iter().filter_map(Language::tagged).collect();
        let founding = Founding {
            name: "Measured".into(),
            languages,
            zone: "UTC".into(),
            address: String::new(),
            date_style: DateStyle::Numeric,
        };
        let store = founding::found(&options, &founding, NOW).await?;
        let actor = Actor::at_the_machine("bench");
        let watch = Watch::now();
        for batch in articles.chunks(BATCH) {
            import::articles(&Desk { store: &store, actor: &actor, now: NOW }, batch).await?;
        }
        say("imported", articles.len(), watch);
        let index = Index::in_folder(&options.folder);
        let watch = Watch::now();
        Indexer::new(store.clone(), index.clone()).catch_up(NOW).await?;
        say("indexed", articles.len(), watch);
        Ok(Self { store, index, _folder: folder })
    }
}

fn say(what: &str, articles: usize, watch: Watch) {
    let seconds = watch.elapsed().as_secs_f64();
    eprintln!("{articles} articles {what} in {seconds:.1} s, {:.0} a second", articles as f64 / seconds);
}
