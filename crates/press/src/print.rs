//! The press: an address becomes a page, from the shelf or printed now.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant as Stopwatch};

use broadsheet_discovery::search::Index;
use broadsheet_news::address::{Address, absolute, encoded};
use broadsheet_news::clock::Instant;
use broadsheet_news::facts::{Column, Fact, Hash};
use broadsheet_news::ids::ArticleId;
use broadsheet_news::language::Language;
use broadsheet_news::search::Query;
use broadsheet_pages::theme::{Asset, Theme};
use broadsheet_pages::{Fields, Part, Reading, Request, Searched, part, row, searched};
use broadsheet_store::source::{Record, Source};
use broadsheet_store::{Failure, Store};
use futures_util::TryStreamExt;
use futures_util::stream::FuturesOrdered;

use crate::marker::Marker;
use crate::metrics::Meters;
use crate::piece::Piece;
use crate::printed::Printed;
use crate::shelf::{Altered, Cause, Counted, Head, Key, Made, Page, Print, Row, Shelf, What, second};
use crate::shelved::{Again, Clock, Shelved, Turn, UnderWay};

/// The theme that pages are printed in, and the files of those before, which pages that are open in browsers still ask for.
#[derive(Debug)]
struct Worn {
    now: Arc<Theme>,
    before: Vec<Asset>,
}

/// Prints pages of one paper.
#[derive(Clone)]
pub struct Press {
    store: Store,
    worn: Arc<RwLock<Worn>>,
    index: Option<Index>,
    shelved: Option<Arc<Shelved>>,
    meters: Arc<Meters>,
}

/// A print that is overtaken so often is made while no act may begin.
const PATIENCE: usize = 3;

impl Press {
    /// The press of a paper, which prints in that theme. It keeps nothing.
    #[must_use]
    pub fn new(store: Store, theme: Arc<Theme>) -> Self {
        let worn = Worn { now: theme, before: Vec::new() };
        Self { store, worn: Arc::new(RwLock::new(worn)), index: None, shelved: None, meters: Arc::default() }
    }

    /// The same press, which searches in that index.
    #[must_use]
    pub fn searching(self, index: Index) -> Self {
        Self { index: Some(index), ..self }
    }

    /// The same press, which keeps what it prints, in so many bytes of memory. A task follows the paper from now on, and
    /// another prints again what is asked for often.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn shelving(self, bytes: usize, clock: Clock) -> Result<Self, Failure> {
        let (shelved, again) = Shelved::new(bytes, clock);
        let shelved = Arc::new(shelved);
        let marker = Marker::of(self.store.clone(), shelved.clone(), self.meters.clone());
        marker.begin().await?;
        shelved.run(marker.mark());
        let press = Self { shelved: Some(shelved.clone()), ..self };
        shelved.run(print_again(press.clone(), again));
        Ok(press)
    }

    /// From now on pages from the shelf say what they were made from, for caches that can be told to let go of it.
    pub fn tell_things(&self) {
        self.shelved.iter().for_each(|shelved| shelved.keeper.step(Shelf::tell_things));
    }

    /// Files of themes before this one, which pages that are open in browsers still ask for.
    pub fn remember(&self, assets: Vec<Asset>) {
        self.worn.write().unwrap_or_else(PoisonError::into_inner).before.extend(assets);
    }

    /// Lets go of the paper: what is asked for from now on is printed each time.
    pub fn close(&self) {
        self.shelved.iter().for_each(|shelved| shelved.close());
    }

    /// The index that is searched.
    #[must_use]
    pub fn index(&self) -> Option<&Index> {
        self.index.as_ref()
    }

    /// Whether pages are served from the shelf: the paper is held, and its change log is followed.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.store.is_held() && self.shelved().is_some_and(|shelved| !shelved.is_blind())
    }

    pub(crate) fn shelved(&self) -> Option<&Arc<Shelved>> {
        self.shelved.as_ref()
    }

    pub(crate) fn meters(&self) -> &Meters {
        &self.meters
    }

    /// What has happened on the shelf so far.
    pub(crate) fn counted(&self) -> Counted {
        let shelved = self.shelved.as_ref();
        shelved.map(|shelved| shelved.keeper.ask(|shelf| shelf.counted.clone())).unwrap_or_default()
    }

    /// What a change would mark, and why.
    pub(crate) fn would_mark(&self, change: &Altered) -> Vec<(Arc<Key>, Cause)> {
        let shelved = self.shelved.as_ref();
        shelved.map(|shelved| shelved.keeper.ask(|shelf| shelf.would_mark(change))).unwrap_or_default()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// The theme that pages are printed in now.
    #[must_use]
    pub fn theme(&self) -> Arc<Theme> {
        self.worn.read().unwrap_or_else(PoisonError::into_inner).now.clone()
    }

    /// From now on pages are printed in that theme. What stands on the shelf and looks otherwise in it is marked.
    pub fn wear(&self, theme: Arc<Theme>) {
        let Some(shelved) = &self.shelved else { return self.put_on(theme) };
        let now = (shelved.clock)();
        let (number, hit) = shelved.keeper.step(|shelf| {
            shelf.alters(now);
            let before = self.theme();
            let value = |(name, hash): (String, Hash)| (What::Fact(Fact::of_name(Column::TEMPLATE, &name)), hash.0);
            let values = theme.differs_from(&before).into_iter().map(value).collect();
            self.put_on(theme);
            (shelf.marked(), shelf.announce(values))
        });
        shelved.marked(number, hit);
    }

    fn put_on(&self, theme: Arc<Theme>) {
        let mut worn = self.worn.write().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut worn.now, theme);
        let gone = before.assets().iter().filter(|asset| !worn.before.contains(asset)).cloned().collect::<Vec<_>>();
        worn.before.extend(gone);
    }

    /// The theme's file at that path.
    #[must_use]
    pub fn asset(&self, path: &str) -> Option<Asset> {
        let worn = self.worn.read().unwrap_or_else(PoisonError::into_inner);
        worn.now.assets().iter().chain(&worn.before).find(|asset| asset.path == path).cloned()
    }

    /// The page of an address. `path` is percent-decoded; `query` is as it came.
    ///
    /// # Errors
    /// Where the database cannot be reached, or another process has taken the paper.
    pub async fn print(&self, path: &str, query: &str, now: Instant) -> Result<Printed, Failure> {
        if !self.store.is_held() {
            return Err(Failure::Gone("the connection that holds the paper is lost".into()));
        }
        let shelved = self.shelved.as_ref().filter(|shelved| !shelved.is_blind() && !is_search(path));
        let Some(shelved) = shelved else {
            self.meters.unshelved.fetch_add(1, Ordering::Relaxed);
            return self.fresh(path, query, now).await;
        };
        self.shelved_page(shelved, path, Fields::of(query), now).await
    }

    async fn shelved_page(
        &self,
        shelved: &Arc<Shelved>,
        path: &str,
        fields: Fields,
        now: Instant,
    ) -> Result<Printed, Failure> {
        if let Some(page) = shelved.find(path, &fields, now) {
            self.meters.hits.fetch_add(1, Ordering::Relaxed);
            return Ok(Printed::of(page, self.theme(), now));
        }
        self.meters.misses.fetch_add(1, Ordering::Relaxed);
        // A task of its own goes on where its asker leaves: others may wait for what it prints.
        let task = tokio::spawn(self.clone().on_shelf(shelved.clone(), path.to_owned(), fields, now));
        task.await.unwrap_or_else(|error| Err(Failure::Broken(error.to_string())))
    }

    /// Prints what is wanting of a page, until all of it stands on the shelf and is right.
    async fn on_shelf(
        self,
        shelved: Arc<Shelved>,
        path: String,
        mut fields: Fields,
        now: Instant,
    ) -> Result<Printed, Failure> {
        let mut under_way = UnderWay::begin(&shelved);
        let (mut overtaken, mut hold) = (0, None);
        while !shelved.is_blind() {
            let turned = shelved.turned();
            let mine = match under_way.turn(&path, &fields, now) {
                Turn::Page(page) => return Ok(Printed::of(page, self.theme(), now)),
                Turn::Print(mine) => mine,
                Turn::Wait => {
                    hold = None;
                    turned.await;
                    continue;
                }
            };
            drop(turned);
            if overtaken >= PATIENCE && hold.is_none() {
                hold = Some(self.store.hold_acts().await?);
                shelved.wait_for(self.store.newest_logged().await?).await;
            }
            let done = self.print_all(&mut under_way, mine, now).await?;
            under_way.release();
            fields = done.fields.unwrap_or(fields);
            if !done.kept {
                overtaken += 1;
                under_way = UnderWay::begin(&shelved);
            }
        }
        drop(hold);
        drop(under_way);
        self.fresh_of(&path, fields, now).await
    }

    /// Prints what was taken on, in one snapshot, and with a row the parts that it wants.
    async fn print_all(
        &self,
        under_way: &mut UnderWay,
        mut keys: Vec<Arc<Key>>,
        now: Instant,
    ) -> Result<Done, Failure> {
        let theme = self.theme();
        let page = keys.iter().find_map(|key| if let Key::Page(path, _) = &**key { Some(path) } else { None });
        let source = match page {
            Some(path) => self.store.source_of(path, now).await?,
            None => self.store.source(now, None).await?,
        };
        let mut done = Done { fields: None, kept: true };
        while !keys.is_empty() {
            let written = std::mem::take(&mut keys).into_iter().map(|key| written(&source, &theme, key));
            let written: FuturesOrdered<_> = written.collect();
            for Written { asked, key, what, record, took } in all_at_once(&source, written).await? {
                if let Key::Page(_, read) = &*key {
                    if asked != key {
                        under_way.forget(&asked);
                    }
                    done.fields = Some(read.clone());
                }
                let parts = if let Sheet::Row(row) = &what { row.parts.clone() } else { Box::default() };
                let begun = Stopwatch::now();
                let print = match what {
                    Sheet::Row(row) => Print::Row(row),
                    Sheet::Part(text) => Print::Part(Piece::of(&text)),
                };
                let took = took + begun.elapsed();
                self.meters.printing.add(took);
                let took = u32::try_from(took.as_micros()).unwrap_or(u32::MAX);
                done.kept &= under_way.store(&key, Made { print, record, took }, now).await;
                keys.extend(under_way.claim(&parts, now));
            }
        }
        source.finish();
        Ok(done)
    }

    /// Prints a page that is not kept.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn fresh(&self, path: &str, query: &str, now: Instant) -> Result<Printed, Failure> {
        let source = self.store.source_of(path, now).await?;
        let request = Request::of(&source, path, query);
        self.all_of(source, request, now).await
    }

    async fn fresh_of(&self, path: &str, fields: Fields, now: Instant) -> Result<Printed, Failure> {
        let source = self.store.source_of(path, now).await?;
        let request = Request::with(&source, path, fields);
        self.all_of(source, request, now).await
    }

    /// Prints a page from a source that is not the paper as it is: a preview. Nothing of it is kept.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn print_from(&self, source: Source, path: &str, now: Instant) -> Result<Printed, Failure> {
        let request = Request::of(&source, path, "");
        self.all_of(source, request, now).await
    }

    /// How many pages and parts a change marked, as long as that is remembered.
    #[must_use]
    pub fn marked_by(&self, change: i64) -> Option<usize> {
        self.shelved.as_ref()?.marked_by(change)
    }

    async fn all_of(&self, source: Source, request: Request, now: Instant) -> Result<Printed, Failure> {
        let theme = self.theme();
        let reading = Reading { source: &source, theme: &theme };
        let found = match (&request.address, &request.search) {
            (Address::Search(language), Some(query)) => self.search(&source, language, query).await?,
            _ => source.together(row(reading, &request)).await?,
        };
        let texts = found.parts.iter().map(|of| part(reading, of)).collect();
        let texts = all_at_once(&source, texts).await?;
        source.finish();
        let pieces: Vec<Piece> = texts.iter().map(|text| Piece::of(text)).collect();
        let row = Arc::new(shelf_row(found, &request));
        let pressed: Vec<&Piece> = pieces.iter().collect();
        let head = Head::of(&row, &pressed, Box::default(), second(now), &Arc::default());
        Ok(Printed::of(Page { row, head: Arc::new(head), pieces, things: Vec::new() }, theme, now))
    }

    /// The page of a search, with what the index finds. Without an index it says that nothing can be searched now.
    async fn search(
        &self,
        source: &Source,
        language: &Language,
        query: &Query,
    ) -> Result<broadsheet_pages::Row, Failure> {
        let found = match &self.index {
            Some(index) => index.find(source, language, query).await?,
            None => None,
        };
        Ok(searched(language, Searched { query: query.clone(), found }))
    }

    /// An article's public address, whole, and its headline, for who shares it; `None` where readers have no such article.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn shared(&self, article: ArticleId, now: Instant) -> Result<Option<(String, String)>, Failure> {
        let source = self.store.source(now, None).await?;
        let found = source.articles(&[article]).await?.pop().map(|article| {
            let path = article.address().clone().unwrap_or_default();
            let address = absolute(&source.address(), &encoded(&path));
            (address, article.headline().clone())
        });
        source.finish();
        Ok(found)
    }
}

/// What was asked for, as it is before it is pressed: of a page, under the key of the fields that it reads.
struct Written {
    asked: Arc<Key>,
    key: Arc<Key>,
    what: Sheet,
    record: Record,
    took: Duration,
}

enum Sheet {
    Row(Arc<Row>),
    Part(String),
}

/// Writes one part, or the row of one page, and notes what it read.
async fn written(source: &Source, theme: &Theme, asked: Arc<Key>) -> Result<Written, Failure> {
    let begun = Stopwatch::now();
    let source = source.beside();
    let reading = Reading { source: &source, theme };
    let (key, what) = match &*asked {
        Key::Part(of) => (asked.clone(), Sheet::Part(part(reading, of).await?)),
        Key::Page(path, fields) => {
            let request = Request::with(&source, path, fields.clone());
            let row = shelf_row(row(reading, &request).await?, &request);
            let key = Key::Page(path.clone(), fields.only(request.read()));
            (Arc::new(key), Sheet::Row(Arc::new(row)))
        }
    };
    Ok(Written { asked, key, what, record: source.into_record(), took: begun.elapsed() })
}

/// What all of them write, in their order. PostgreSQL is asked for what they read together; and what they write is pressed
/// after that without anything between, which a compressor does faster.
async fn all_at_once<T: Send>(
    source: &Source,
    all: FuturesOrdered<impl Future<Output = Result<T, Failure>> + Send>,
) -> Result<Vec<T>, Failure> {
    source.together(all.try_collect()).await
}

/// What came of printing what was taken on.
struct Done {
    /// Of the fields of the query, those that the page reads, where its row was printed.
    fields: Option<Fields>,
    /// Whether all of it was kept.
    kept: bool,
}

/// A search is asked once: its page is not kept, and nobody waits for another's.
fn is_search(path: &str) -> bool {
    let steps = path.split('/').skip(1).count();
    path.ends_with("/search") && steps <= 2
}

fn shelf_row(row: broadsheet_pages::Row, request: &Request) -> Row {
    let article = row.parts.iter().find_map(|part| if let Part::ArticleTop(id) = part { Some(*id) } else { None });
    Row {
        answer: row.answer,
        media_type: row.media_type,
        parts: row.parts.into_iter().map(|part| Arc::new(Key::Part(part))).collect(),
        article,
        reads: request.read(),
    }
}

/// How many prints of one change are made again before they are asked for, and how many of them are taken on at once:
/// who asks for one of those waits for all of them.
const MOST_AGAIN: usize = 512;
const AT_ONCE: usize = 8;

/// Prints again what is asked for often and was marked, the most asked for first.
async fn print_again(press: Press, mut again: tokio::sync::mpsc::UnboundedReceiver<Again>) {
    let Some(shelved) = press.shelved.clone() else { return };
    while let Some(keys) = again.recv().await {
        let keys: Vec<Arc<Key>> = keys.into_iter().take(MOST_AGAIN).map(|(_, key)| key).collect();
        for some in keys.chunks(AT_ONCE) {
            let now = (shelved.clock)();
            let mut under_way = UnderWay::begin(&shelved);
            let mine = under_way.claim(some, now);
            if let Err(failure) = press.print_all(&mut under_way, mine, now).await {
                tracing::warn!(%failure, "what is popular is not printed again before it is asked for");
            }
        }
    }
}

/// What only proofs do.
#[cfg(test)]
impl Press {
    /// Plants a fault.
    pub(crate) fn plant(&self, fault: Option<crate::faults::Fault>) {
        self.step(|shelf| shelf.fault = fault);
    }

    /// What was marked since this was asked last.
    pub(crate) fn take_marks(&self) -> Vec<(Arc<Key>, Cause)> {
        self.step(|shelf| std::mem::take(&mut shelf.noted))
    }

    /// The page of a path and fields of a query.
    pub(crate) async fn print_fields(&self, path: &str, fields: &Fields, now: Instant) -> Result<Printed, Failure> {
        match &self.shelved {
            Some(shelved) => self.shelved_page(shelved, path, fields.clone(), now).await,
            None => self.fresh_of(path, fields.clone(), now).await,
        }
    }

    /// The pages of which something is not right, at most so many.
    pub(crate) fn wrong_pages(&self, now: Instant, most: usize) -> Vec<(String, Fields)> {
        self.step(|shelf| shelf.wrong_pages(now, most))
    }

    /// The keys of all that no change has marked.
    pub(crate) fn unmarked(&self) -> std::collections::HashSet<Arc<Key>> {
        self.step(|shelf| shelf.unmarked())
    }

    /// Puts prints off the shelf by chance.
    pub(crate) fn evict_some(&self, n: usize, chance: u64) {
        self.step(|shelf| shelf.evict_some(n, chance));
    }

    fn step<T: Default>(&self, step: impl FnOnce(&mut crate::shelf::Shelf) -> T) -> T {
        self.shelved.as_ref().map(|shelved| shelved.keeper.step(step)).unwrap_or_default()
    }
}
