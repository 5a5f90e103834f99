//! A print: an address becomes a page, in one snapshot of the paper at one instant.

use std::io::Write;

use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;
use broadsheet_pages::{Answer, Part, Request, part, row};
use broadsheet_store::{Failure, Store};
use bytes::Bytes;

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
    /// The article that the page is of, if it is one that readers have.
    pub article: Option<ArticleId>,
}

impl Printed {
    /// The bytes as gzip, and the mark of that form; `None` where they cannot be compressed.
    #[must_use]
    pub fn gzipped(&self) -> Option<(Bytes, String)> {
        let mut out = flate2::write::GzEncoder::new(Vec::with_capacity(self.bytes.len() / 3), LEVEL);
        out.write_all(&self.bytes).ok()?;
        Some((out.finish().ok()?.into(), format!("{}-gzip", self.mark)))
    }
}

/// A page in a few hundred microseconds, within a few per cent of the smallest.
const LEVEL: flate2::Compression = flate2::Compression::new(6);

/// Prints pages of one paper.
#[derive(Clone)]
pub struct Press {
    store: Store,
}

impl Press {
    /// The press of a paper.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// Prints the page of an address. `path` is percent-decoded; `query` is as it came.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn print(&self, path: &str, query: &str, now: Instant) -> Result<Printed, Failure> {
        let source = self.store.source(now, None).await?;
        let row = row(&source, &Request::of(&source, path, query)).await?;
        let mut text = String::new();
        for key in &row.parts {
            text.push_str(&part(&source, key).await?);
        }
        source.finish().await;
        let article = row.parts.iter().find_map(|part| if let Part::ArticleTop(id) = part { Some(*id) } else { None });
        let mark = blake3::hash(text.as_bytes()).to_hex()[..32].to_owned();
        Ok(Printed { answer: row.answer, media_type: row.media_type, bytes: text.into(), mark, article })
    }

    /// An article's public address, whole, and its headline, for who shares it; `None` where readers have no such article.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn shared(&self, article: ArticleId, now: Instant) -> Result<Option<(String, String)>, Failure> {
        let source = self.store.source(now, None).await?;
        let found = source.articles(&[article]).await?.pop().map(|article| {
            let path = article.address().clone().unwrap_or_default();
            let address = format!("{}{}", source.address(), broadsheet_news::address::encoded(&path));
            (address, article.headline().clone())
        });
        source.finish().await;
        Ok(found)
    }
}
