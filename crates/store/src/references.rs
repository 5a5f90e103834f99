//! References: articles known only by headline and time.

use std::collections::HashMap;

use broadsheet_news::clock::Instant;
use broadsheet_news::facts::{Difference, Picture};
use broadsheet_news::ids::{ArticleId, ReferenceId};
use broadsheet_news::language::Language;
use broadsheet_news::lists::{Key, List, Position, Slice};
use broadsheet_news::reference::{Reference, normalised};

use crate::db::{Connection, Row, Value, among, by_ids, ints, row, texts, values};
use crate::failure::Failure;
use crate::positions::{self, Range};
use crate::rows::Rows;
use crate::settings::language;
use crate::source::{Source, seen};
use crate::thing::{Thing, pictures_by_id};
use crate::transaction::Transaction;

const SELECT: &str = "SELECT id, language, headline, published, article FROM article_references";

seen! {
    /// A reference as a page sees it.
    SeenReference of Reference, as ReferenceId {
        /// The language of its headline.
        language: Language = REFERENCE_LANGUAGE;
        /// Its headline.
        headline: String = REFERENCE_HEADLINE;
        /// When it was published, where known.
        published: Option<Instant> = REFERENCE_PUBLISHED;
        /// The article it turned out to be.
        article: Option<ArticleId> = REFERENCE_ARTICLE;
    }
}

pub(crate) async fn pictures(connection: &Connection, ids: &[i64]) -> Result<Vec<Picture>, Failure> {
    let picture = |reference: &Reference| {
        let mut picture = facts(reference);
        if let Some(article) = reference.article {
            picture.position(List::meant(article), meant_key(reference.id), reference.id.0);
        }
        picture
    };
    pictures_by_id(connection, SELECT, ids, row, picture).await
}

/// References that turned out to be one article stand in the order of their ids.
fn meant_key(id: ReferenceId) -> Key {
    Key::number(id.0)
}

/// Notes which references turned out to be which article, in a paper of an older program that did not.
pub(crate) async fn found_meant(connection: &Connection) -> Result<(), Failure> {
    let sql = "SELECT id, article FROM article_references WHERE article IS NOT NULL";
    let position = |row: &Row<'_>| {
        let (id, article) = (ReferenceId(row.get("id")?), ArticleId(row.get("article")?));
        Ok(Position { list: List::meant(article), key: meant_key(id), member: id.0 })
    };
    let entered = connection.query(sql, &[], position).await?;
    positions::apply(connection, &Difference { entered, ..Difference::default() }).await
}

fn row(row: &Row<'_>) -> Result<Reference, Failure> {
    Ok(Reference {
        id: ReferenceId(row.get("id")?),
        language: language(row, "language")?,
        headline: row.get("headline")?,
        published: row.get::<Option<i64>>("published")?.map(Instant::from_microseconds),
        article: row.get::<Option<i64>>("article")?.map(ArticleId),
    })
}

fn columns<'r>(r: &'r Reference, compared: &'r str) -> [Value<'r>; 6] {
    let (published, article) = (r.published.map(Instant::microseconds), r.article.map(|a| a.0));
    row![r.id.0, r.language.tag(), &r.headline, compared, published, article]
}

/// The articles that those of the references turned out to be which are joined.
pub(crate) async fn joined(connection: &Connection, ids: &[i64]) -> Result<HashMap<i64, i64>, Failure> {
    let sql = "SELECT id, article FROM article_references WHERE id IN ($list) AND article IS NOT NULL";
    let read = |row: &Row<'_>| Ok((row.get("id")?, row.get("article")?));
    Ok(among(connection, sql, &[], &ints(ids), read).await?.into_iter().collect())
}

/// The references that turned out to be an article: more than these are never one's.
fn meaning(list: &List) -> Range<'_> {
    Range { list, descending: false, after: None, until: None, limit: 1_000 }
}

/// What is read of an article that no reference turned out to be.
pub(crate) fn nothing_meant(article: ArticleId) -> Slice {
    meaning(&List::meant(article)).slice(Vec::new())
}

impl Source {
    /// The references that turned out to be an article.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn references_to(&self, article: ArticleId) -> Result<Vec<ReferenceId>, Failure> {
        let list = List::meant(article);
        let read = || async { positions::slice(self.connection(), &meaning(&list)).await };
        let slice = self.kept().meant.one(&article.0, read).await?;
        self.read(vec![Slice::clone(&slice)]);
        Ok(slice.returned.iter().map(|(_, id)| ReferenceId(*id)).collect())
    }

    /// The references with those ids, in that order.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn references(&self, ids: &[ReferenceId]) -> Result<Vec<SeenReference<'_>>, Failure> {
        let bare: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let rows = self.things(&self.kept().references, SELECT, &bare, row).await?;
        Ok(rows.into_iter().map(|row| SeenReference::new(self, row)).collect())
    }
}

impl Rows {
    /// References by id, above one, at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn references_above(&self, above: i64, limit: i64) -> Result<Vec<Reference>, Failure> {
        self.query(&format!("{SELECT} WHERE id > $1 ORDER BY id LIMIT $2"), values![above, limit], row).await
    }

    /// A reference by id.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn reference(&self, id: ReferenceId) -> Result<Option<Reference>, Failure> {
        Ok(by_ids(self.connection(), SELECT, &[id.0], row).await?.pop())
    }

    /// The references whose normalised headline is this one's.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn references_headed(&self, of: &Language, headline: &str) -> Result<Vec<Reference>, Failure> {
        self.references_headed_any(of, &[&normalised(headline)]).await
    }

    /// The references whose normalised headline is one of these: of each headline the first fifty.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn references_headed_any(&self, of: &Language, compared: &[&str]) -> Result<Vec<Reference>, Failure> {
        let sql = "SELECT id, language, headline, published, article FROM (
                       SELECT id, language, headline, published, article,
                              row_number() OVER (PARTITION BY compared ORDER BY id) AS place
                       FROM article_references WHERE language = $1 AND compared IN ($list)
                   ) AS headed WHERE place <= 50 ORDER BY id";
        among(self.connection(), sql, values![of.tag()], &texts(compared.iter().copied()), row).await
    }

    /// The articles ever published whose published headline, normalised, is one of these: of each headline the first fifty.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn articles_headed_any(&self, of: &Language, compared: &[&str]) -> Result<Vec<Headed>, Failure> {
        let sql = "SELECT id, first_published, compared FROM (
                       SELECT a.id, a.first_published, r.compared_headline AS compared,
                              row_number() OVER (PARTITION BY r.compared_headline ORDER BY a.id) AS place
                       FROM revisions r JOIN articles a ON a.published_revision = r.id
                       WHERE r.language = $1 AND r.compared_headline IN ($list) AND a.first_published IS NOT NULL
                   ) AS headed WHERE place <= 50 ORDER BY id";
        let read = |row: &Row<'_>| {
            Ok(Headed {
                article: ArticleId(row.get("id")?),
                first_published: Instant::from_microseconds(row.get("first_published")?),
                compared: row.get("compared")?,
            })
        };
        among(self.connection(), sql, values![of.tag()], &texts(compared.iter().copied()), read).await
    }
}

impl Transaction {
    /// Saves a reference, new or not.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_reference(&mut self, reference: &Reference) -> Result<(), Failure> {
        self.save_references(std::slice::from_ref(reference)).await
    }

    /// Saves references, each new or not and none twice.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_references(&mut self, references: &[Reference]) -> Result<(), Failure> {
        self.touch_all(references.iter().map(|reference| Thing::Reference(reference.id.0))).await?;
        let compared: Vec<String> = references.iter().map(|reference| normalised(&reference.headline)).collect();
        let rows: Vec<_> =
            references.iter().zip(&compared).map(|(reference, compared)| columns(reference, compared)).collect();
        let into = "INSERT INTO article_references (id, language, headline, compared, published, article)";
        let then = "ON CONFLICT (id) DO UPDATE SET language = excluded.language, headline = excluded.headline,
                    compared = excluded.compared, published = excluded.published, article = excluded.article";
        self.insert(into, &rows, then).await?;
        Ok(())
    }
}

/// An article as its headline makes it known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headed {
    /// The article.
    pub article: ArticleId,
    /// When readers first had it.
    pub first_published: Instant,
    /// Its headline, normalised.
    pub compared: String,
}
