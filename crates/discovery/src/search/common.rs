//! Counting what the found articles have in common: their topics, their authors.

use std::collections::HashMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

/// The most articles of a part of the index that are counted: more would tell the same.
const MOST: usize = 10_000;

/// Counts the values of a field over the found articles.
pub(super) struct Common(&'static str);

impl Common {
    pub(super) fn of(field: &'static str) -> Self {
        Self(field)
    }
}

impl Collector for Common {
    type Fruit = HashMap<i64, usize>;
    type Child = Counting;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<Counting> {
        // A part in which no article has a value has no such column.
        Ok(Counting { values: segment.fast_fields().column_opt(self.0)?, counts: HashMap::new(), left: MOST })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        let mut all = HashMap::new();
        for (value, count) in segments.into_iter().flatten() {
            *all.entry(value).or_default() += count;
        }
        Ok(all)
    }
}

/// The counting in one part of the index.
pub(super) struct Counting {
    values: Option<Column<i64>>,
    counts: HashMap<i64, usize>,
    left: usize,
}

impl SegmentCollector for Counting {
    type Fruit = HashMap<i64, usize>;

    fn collect(&mut self, article: DocId, _: Score) {
        let Some(values) = self.values.as_ref().filter(|_| self.left > 0) else { return };
        self.left -= 1;
        for value in values.values_for_doc(article) {
            *self.counts.entry(value).or_default() += 1;
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.counts
    }
}
