//! Every page of a paper, printed part by part with what each part read.

use std::collections::HashMap;

use broadsheet_news::clock::Instant;
use broadsheet_pages::theme::Theme;
use broadsheet_pages::{Part, Reading, Request, Row, part, row};
use broadsheet_store::Store;
use broadsheet_store::changes::Logged;
use broadsheet_store::source::Record;

/// What was printed, and what it was printed from.
struct Kept<T> {
    print: T,
    record: Record,
    hit: bool,
}

/// The rows and parts as they were last printed, as a press would keep them.
#[derive(Default)]
pub(crate) struct Shelf {
    rows: HashMap<String, Kept<Row>>,
    parts: HashMap<Part, Kept<String>>,
}

/// How many rows and parts a change hit, and how many of them came out differently.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hits {
    pub(crate) hit: usize,
    pub(crate) differed: usize,
}

impl Shelf {
    /// Marks whatever read something that a change alters.
    pub(crate) fn mark(&mut self, changes: &[Logged]) {
        for change in changes {
            let hit = |record: &Record| record.is_hit_by(&change.difference);
            self.rows.values_mut().for_each(|kept| kept.hit |= hit(&kept.record));
            self.parts.values_mut().for_each(|kept| kept.hit |= hit(&kept.record));
        }
    }

    /// Prints every page anew. What is not marked must come out as it was.
    pub(crate) async fn print(&mut self, store: &Store, now: Instant, paths: &[String], after: &str) -> Hits {
        let source = store.source(now, None).await.unwrap();
        let theme = Theme::harbour();
        let reading = Reading { source: &source, theme: &theme };
        let mut hits = Hits::default();
        let mut seen = std::collections::HashSet::new();
        for path in paths {
            let fresh = row(reading, &Request::of(&source, path, "")).await.unwrap();
            let parts = fresh.parts.clone();
            let record = source.take_record();
            keep(&mut self.rows, path.clone(), fresh, record, &mut hits, after);
            for key in parts {
                if seen.insert(key.clone()) {
                    let fresh = part(reading, &key).await.unwrap();
                    let record = source.take_record();
                    keep(&mut self.parts, key, fresh, record, &mut hits, after);
                }
            }
        }
        source.finish().await;
        hits
    }
}

fn keep<K: std::hash::Hash + Eq + std::fmt::Debug, T: PartialEq + std::fmt::Debug>(
    shelf: &mut HashMap<K, Kept<T>>,
    key: K,
    fresh: T,
    record: Record,
    hits: &mut Hits,
    after: &str,
) {
    let Some(kept) = shelf.get_mut(&key) else {
        shelf.insert(key, Kept { print: fresh, record, hit: false });
        return;
    };
    let differs = kept.print != fresh;
    // Counts stand outside the change log: they announce themselves by a version that rises.
    let counted = kept.record.counts != record.counts;
    assert!(
        kept.hit || counted || !differs,
        "after {after}, {key:?} is stale:\n{:?}\nshould be\n{fresh:?}",
        kept.print
    );
    if kept.hit || counted {
        hits.hit += 1;
        hits.differed += usize::from(differs);
        *kept = Kept { print: fresh, record, hit: false };
    }
}
