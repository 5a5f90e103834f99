//! Keeping the index: made from every published article, then following the change log.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, PersonId, TopicId};
use broadsheet_news::lists::{Key, List};
use broadsheet_store::changes::LoggedThings;
use broadsheet_store::source::Source;
use broadsheet_store::thing::Thing;
use broadsheet_store::{Failure, Searchable, Store};
use tantivy::IndexWriter;

use super::index::{Index, Open, Opened, made_anew, opened, trouble};
use super::progress::{FORM, Place, Progress};

/// How many changes are followed at once.
const CHANGES: i64 = 20;
/// How many things they may touch, where it is more than one change.
const THINGS: usize = 2_000;
/// How many articles are read at once.
const ARTICLES: usize = 400;
/// While there is more to do, what was done is made findable this often, in microseconds.
const COMMIT: i64 = 3_000_000;

/// Keeps the index of one paper.
pub struct Indexer {
    store: Store,
    index: Index,
    at_work: Option<AtWork>,
}

/// An index that is being written.
struct AtWork {
    open: Open,
    writer: Arc<Mutex<IndexWriter>>,
    progress: Progress,
    /// Whether something waits for its commit, and since when.
    waits: Option<Instant>,
}

impl Indexer {
    /// An indexer of a paper's articles into that index.
    #[must_use]
    pub fn new(store: Store, index: Index) -> Self {
        Self { store, index, at_work: None }
    }

    /// Follows everything that was not followed yet; afterwards it can be found.
    ///
    /// # Errors
    /// Where the database cannot be reached or the folder cannot be written; the work goes on from there the next time.
    pub async fn catch_up(&mut self, now: Instant) -> Result<(), Failure> {
        while self.step(now).await? {}
        Ok(())
    }

    /// Does a bounded piece of what is to be done, and says whether more is left.
    ///
    /// # Errors
    /// As [`catch_up`](Self::catch_up).
    pub async fn step(&mut self, now: Instant) -> Result<bool, Failure> {
        if self.index.take_broken() {
            tracing::warn!("the search index cannot be read and is made anew");
            self.close();
            self.begin(made_anew).await?;
        }
        if self.at_work.is_none() {
            self.begin(opened).await?;
        }
        let Some(mut work) = self.at_work.take() else { return Ok(false) };
        let more = match work.step(&self.store, now).await {
            Ok(more) => more,
            Err(failure) => {
                // A database that went away comes back; a folder that could not be written is opened anew.
                self.at_work = Some(work).filter(|_| failure.is_passing());
                return Err(failure);
            }
        };
        let open = Open { unfinished: work.progress.making.is_some(), ..work.open.clone() };
        self.index.offer(Some(open));
        self.at_work = Some(work);
        Ok(more)
    }

    fn close(&mut self) {
        self.index.offer(None);
        self.at_work = None;
    }

    /// Opens the index; one that knows another paper's changes is made anew.
    async fn begin(&mut self, open: fn(&std::path::Path) -> Result<Opened, Failure>) -> Result<(), Failure> {
        let folder = self.index.folder().to_owned();
        let mut work = AtWork::new(off_thread(move || open(&folder)).await?);
        if !self.is_ours(&work.progress).await? {
            tracing::info!("the search index follows another change log and is made anew");
            let folder = self.index.folder().to_owned();
            // The writer holds the folder until it is gone.
            drop(work);
            work = AtWork::new(off_thread(move || made_anew(&folder)).await?);
        }
        if work.progress.form != FORM {
            work.progress = self.beginning().await?;
        }
        self.at_work = Some(work);
        Ok(())
    }

    /// Whether the change log has the last change that the index knows.
    async fn is_ours(&self, progress: &Progress) -> Result<bool, Failure> {
        if progress.number == 0 {
            return Ok(true);
        }
        let last = self.store.touched_after(progress.number - 1, 1).await?;
        let same =
            |change: &LoggedThings| (change.number, change.made.microseconds()) == (progress.number, progress.made);
        Ok(last.first().is_some_and(same))
    }

    /// The progress of an index that is to be made: every article there is, and then what changed meanwhile.
    async fn beginning(&self) -> Result<Progress, Failure> {
        let number = *self.store.newest_change().borrow();
        let last = self.store.touched_after((number - 1).max(0), 1).await?;
        let made = last.first().filter(|change| change.number == number).map_or(0, |change| change.made.microseconds());
        let source = self.store.source(Instant::ALWAYS, None).await?;
        let making = Place { language: source.first_language(), below: None, articles: 0 };
        source.finish();
        Ok(Progress { form: FORM, number, made, making: Some(making) })
    }
}

impl AtWork {
    fn new(opened: Opened) -> Self {
        let Opened { open, writer, progress } = opened;
        Self { open, writer: Arc::new(Mutex::new(writer)), progress, waits: None }
    }

    async fn step(&mut self, store: &Store, now: Instant) -> Result<bool, Failure> {
        let more = match self.progress.making.clone() {
            Some(place) => self.make(store, place, now).await?,
            None => self.follow(store, now).await?,
        };
        let due = |since: Instant| !more || now.microseconds().abs_diff(since.microseconds()) >= COMMIT.unsigned_abs();
        if self.waits.is_some_and(due) {
            self.commit().await?;
        }
        Ok(more)
    }

    /// Takes the next articles of the making into the index.
    async fn make(&mut self, store: &Store, place: Place, now: Instant) -> Result<bool, Failure> {
        let source = store.source(now, None).await?;
        let latest = List::latest(&place.language);
        let next = source.slice(&latest, place.below.as_ref(), ARTICLES, true).await?;
        let languages = source.languages().to_vec();
        source.finish();
        let ids: Vec<ArticleId> = next.iter().map(|(_, id)| ArticleId(*id)).collect();
        let articles = store.searchable(&ids).await?;
        let count = place.articles + articles.len();
        self.write(Vec::new(), articles, now).await?;
        self.progress.making = match next.last() {
            Some((key, _)) => Some(Place { below: Some(key.clone()), articles: count, ..place }),
            None => {
                let after = languages.iter().skip_while(|language| **language != place.language).nth(1);
                after.map(|language| Place { language: language.clone(), below: None, articles: count })
            }
        };
        if self.progress.making.is_none() {
            tracing::info!(articles = count, "the search index is made");
        }
        Ok(true)
    }

    /// Takes what the next changes touched into the index, and out of it.
    async fn follow(&mut self, store: &Store, now: Instant) -> Result<bool, Failure> {
        let changes = few(store.touched_after(self.progress.number, CHANGES).await?);
        let Some(last) = changes.last() else { return Ok(false) };
        let source = store.source(now, None).await?;
        let touched = articles_touched(&source, &changes).await?;
        source.finish();
        let touched: Vec<ArticleId> = touched.into_iter().collect();
        for some in touched.chunks(ARTICLES) {
            let articles = store.searchable(some).await?;
            self.write(some.to_vec(), articles, now).await?;
        }
        (self.progress.number, self.progress.made) = (last.number, last.made.microseconds());
        self.waits.get_or_insert(now);
        Ok(true)
    }

    /// Takes articles out of the index, and others in.
    async fn write(&mut self, gone: Vec<ArticleId>, articles: Vec<Searchable>, now: Instant) -> Result<(), Failure> {
        let (writer, fields) = (self.writer.clone(), self.open.fields);
        self.waits.get_or_insert(now);
        off_thread(move || {
            let writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
            for article in gone {
                writer.delete_term(fields.of(article));
            }
            for article in &articles {
                writer.add_document(fields.document(article)).map_err(trouble)?;
            }
            Ok(())
        })
        .await
    }

    /// Makes what was written durable, and lets it be found.
    async fn commit(&mut self) -> Result<(), Failure> {
        let (writer, payload) = (self.writer.clone(), self.progress.written());
        off_thread(move || {
            let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
            let mut commit = writer.prepare_commit().map_err(trouble)?;
            commit.set_payload(&payload);
            commit.commit().map_err(trouble)
        })
        .await?;
        self.open.reload()?;
        self.waits = None;
        if let Some(Place { articles, .. }) = self.progress.making {
            tracing::info!(articles, "the search index is being made");
        }
        Ok(())
    }
}

/// The first of the changes, as many as are followed at once: one of an import touches thousands of things.
fn few(mut changes: Vec<LoggedThings>) -> Vec<LoggedThings> {
    let mut things = 0;
    let all = changes.iter().take_while(|change| {
        things += change.things.len();
        things <= THINGS
    });
    let whole = all.count().max(1);
    changes.truncate(whole);
    changes
}

/// The articles whose words changes may alter: those that they touched, and those of topics and people that they touched.
async fn articles_touched(source: &Source, changes: &[LoggedThings]) -> Result<BTreeSet<ArticleId>, Failure> {
    let (mut articles, mut lists) = (BTreeSet::new(), BTreeSet::new());
    // What discovery derives alters no words.
    for change in changes.iter().filter(|change| change.act != crate::follow::NAME) {
        for thing in &change.things {
            match thing {
                Thing::Article(id) => drop(articles.insert(ArticleId(*id))),
                Thing::Person(id) => drop(lists.insert(List::person(PersonId(*id)))),
                Thing::Topic(id) => lists.extend(family(source, TopicId(*id)).await?),
                _ => {}
            }
        }
        // A topic that was an alias leaves the names of the one that it meant.
        for position in &change.left {
            let left = position.list.name().strip_prefix("aliases:").and_then(|id| id.parse().ok());
            if let Some(meant) = left {
                lists.extend(family(source, TopicId(meant)).await?);
            }
        }
    }
    for list in &lists {
        articles.extend(members(source, list).await?);
    }
    Ok(articles)
}

/// The lists of a topic, of the one that it means, and of all aliases of that.
async fn family(source: &Source, id: TopicId) -> Result<Vec<List>, Failure> {
    let topic = source.topic(id).await?;
    let meant = topic.and_then(|topic| *topic.alias_of()).unwrap_or(id);
    let aliases = source.aliases(meant).await?;
    Ok([id, meant].into_iter().chain(aliases).map(List::topic).collect())
}

async fn members(source: &Source, list: &List) -> Result<Vec<ArticleId>, Failure> {
    let mut all = Vec::new();
    let mut below: Option<Key> = None;
    loop {
        let some = source.slice(list, below.as_ref(), ARTICLES, true).await?;
        let Some((key, _)) = some.last() else { return Ok(all) };
        below = Some(key.clone());
        all.extend(some.iter().map(|(_, id)| ArticleId(*id)));
    }
}

/// Does work that waits for the disk, or takes long, where no reader waits for it.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(trouble)?
}
