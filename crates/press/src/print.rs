//! A print: an address becomes a page, in one snapshot of the paper at one instant.

use std::io::Write;
use std::sync::{Arc, PoisonError, RwLock};

use broadsheet_discovery::search::Index;
use broadsheet_news::address::{Address, absolute, encoded};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::language::Language;
use broadsheet_news::search::Query;
use broadsheet_pages::theme::{Asset, Theme};
use broadsheet_pages::{Answer, Page, Part, Reading, Request, Row, Searched, part, row, searched};
use broadsheet_store::source::Source;
use broadsheet_store::{Failure, Store};
use bytes::Bytes;

use crate::since::Since;

/// A page as it goes out, with its mark.
#[derive(Clone, Debug)]
pub struct Printed {
    /// What the address leads to.
    pub answer: Answer,
    /// The type of the bytes.
    pub media_type: &'static str,
    /// The parts joined; empty where the page has moved.
    pub bytes: Bytes,
    /// A hash of the bytes, in hexadecimal: two prints with one mark are the same page.
    pub mark: String,
    /// Since when the address has answered with these bytes, as far as this process knows, to the second.
    pub since: Option<Instant>,
    /// The article that the page is of, if it is one that readers have.
    pub article: Option<ArticleId>,
    /// What it was printed in.
    pub theme: Arc<Theme>,
}

impl Printed {
    /// The mark of the bytes in that coding: each has one of its own, known without compressing.
    #[must_use]
    pub fn mark_in(&self, coding: Coding) -> String {
        match coding {
            Coding::Identity => self.mark.clone(),
            Coding::Gzip => format!("{}-gzip", self.mark),
        }
    }

    /// The bytes in that coding.
    #[must_use]
    pub fn bytes_in(&self, coding: Coding) -> Bytes {
        match coding {
            Coding::Identity => self.bytes.clone(),
            Coding::Gzip => gzipped(&self.bytes),
        }
    }
}

/// How bytes are written on the way (RFC 9110, 8.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// As they are.
    Identity,
    /// Compressed.
    Gzip,
}

fn gzipped(bytes: &[u8]) -> Bytes {
    let mut out = flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 3), LEVEL);
    // What is written to memory is written.
    let _ = out.write_all(bytes);
    out.finish().unwrap_or_default().into()
}

/// A page in a few hundred microseconds, within a few per cent of the smallest.
const LEVEL: flate2::Compression = flate2::Compression::new(6);

/// The theme that pages are printed in, and the one before, whose files the pages that are open in browsers still ask for.
#[derive(Debug)]
struct Worn {
    now: Arc<Theme>,
    before: Option<Arc<Theme>>,
}

/// Prints pages of one paper.
#[derive(Clone)]
pub struct Press {
    store: Store,
    worn: Arc<RwLock<Worn>>,
    since: Arc<Since>,
    index: Option<Index>,
}

impl Press {
    /// The press of a paper, which prints in that theme.
    #[must_use]
    pub fn new(store: Store, theme: Arc<Theme>) -> Self {
        let worn = Worn { now: theme, before: None };
        Self { store, worn: Arc::new(RwLock::new(worn)), since: Arc::default(), index: None }
    }

    /// The same press, which searches in that index.
    #[must_use]
    pub fn searching(self, index: Index) -> Self {
        Self { index: Some(index), ..self }
    }

    /// The index that is searched.
    #[must_use]
    pub fn index(&self) -> Option<&Index> {
        self.index.as_ref()
    }

    /// The theme that pages are printed in now.
    #[must_use]
    pub fn theme(&self) -> Arc<Theme> {
        self.worn.read().unwrap_or_else(PoisonError::into_inner).now.clone()
    }

    /// From now on pages are printed in that theme.
    pub fn wear(&self, theme: Arc<Theme>) {
        let mut worn = self.worn.write().unwrap_or_else(PoisonError::into_inner);
        worn.before = Some(std::mem::replace(&mut worn.now, theme));
    }

    /// The theme's file at that path.
    #[must_use]
    pub fn asset(&self, path: &str) -> Option<Asset> {
        let worn = self.worn.read().unwrap_or_else(PoisonError::into_inner);
        let themes = std::iter::once(&worn.now).chain(&worn.before);
        themes.flat_map(|theme| theme.assets()).find(|asset| asset.path == path).cloned()
    }

    /// Prints the page of an address. `path` is percent-decoded; `query` is as it came.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn print(&self, path: &str, query: &str, now: Instant) -> Result<Printed, Failure> {
        let source = self.store.source(now, None).await?;
        let request = Request::of(&source, path, query);
        let theme = self.theme();
        let reading = Reading { source: &source, theme: &theme };
        let row = match (&request.address, &request.search) {
            (Address::Search(language), Some(query)) => self.search(&source, language, query).await?,
            _ => row(reading, &request).await?,
        };
        let mut text = String::new();
        for key in &row.parts {
            text.push_str(&part(reading, key).await?);
        }
        source.finish().await;
        let article = row.parts.iter().find_map(|part| if let Part::ArticleTop(id) = part { Some(*id) } else { None });
        let hash = blake3::hash(text.as_bytes());
        let since = match row.answer {
            // A search is asked once: its time is not worth remembering.
            Answer::Found if request.search.is_none() => self.since.at(address_of(&request), eight(&hash), now),
            _ => None,
        };
        let mark = hash.to_hex()[..32].to_owned();
        Ok(Printed { answer: row.answer, media_type: row.media_type, bytes: text.into(), mark, since, article, theme })
    }

    /// The page of a search, with what the index finds. Without an index it says that nothing can be searched now.
    async fn search(&self, source: &Source, language: &Language, query: &Query) -> Result<Row, Failure> {
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
        source.finish().await;
        Ok(found)
    }
}

/// An address with all that pages read of its query.
fn address_of(request: &Request) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(request.path.as_bytes());
    if let Some(before) = &request.before {
        hasher.update(&[0]).update(&before.0);
    }
    if let Page::Numbered(page) = request.page {
        hasher.update(&[1]).update(&page.to_be_bytes());
    }
    eight(&hasher.finalize())
}

fn eight(hash: &blake3::Hash) -> u64 {
    hash.as_bytes().iter().take(8).fold(0, |n, byte| n << 8 | u64::from(*byte))
}
