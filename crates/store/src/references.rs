//! References: articles known only by headline and time.

use broadsheet_news::clock::Instant;
use broadsheet_news::facts::Picture;
use broadsheet_news::ids::{ArticleId, ReferenceId};
use broadsheet_news::language::Language;
use broadsheet_news::reference::{Reference, normalised};

use crate::db::{Connection, Row, by_ids, values};
use crate::failure::Failure;
use crate::settings::language;
use crate::source::{Source, seen};
use crate::thing::Thing;
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

pub(crate) async fn picture(connection: &Connection, id: i64) -> Result<Picture, Failure> {
    Ok(by_ids(connection, SELECT, &[id], row).await?.first().map(facts).unwrap_or_default())
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

impl Source {
    /// The references with those ids, in that order.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn references(&self, ids: &[ReferenceId]) -> Result<Vec<SeenReference<'_>>, Failure> {
        let bare: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let rows = by_ids(self.connection(), SELECT, &bare, row).await?;
        Ok(rows.into_iter().map(|row| SeenReference::new(self, row)).collect())
    }
}

impl Transaction {
    /// Saves a reference, new or not.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_reference(&mut self, reference: &Reference) -> Result<(), Failure> {
        self.touch(Thing::Reference(reference.id.0)).await?;
        let sql = "INSERT INTO article_references (id, language, headline, compared, published, article)
                   VALUES ($1, $2, $3, $4, $5, $6)
                   ON CONFLICT (id) DO UPDATE SET language = excluded.language, headline = excluded.headline,
                   compared = excluded.compared, published = excluded.published, article = excluded.article";
        let Reference { id, language, headline, published, article } = reference;
        let (compared, published) = (normalised(headline), published.map(Instant::microseconds));
        let all = values![id.0, language.tag(), headline, &compared, published, article.map(|a| a.0)];
        self.execute(sql, all).await?;
        Ok(())
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
        let sql = format!("{SELECT} WHERE compared = $1 AND language = $2 ORDER BY id LIMIT 50");
        self.query(&sql, values![&normalised(headline), of.tag()], row).await
    }

    /// The articles ever published whose published headline, normalised, is this one's.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn articles_headed(&self, of: &Language, headline: &str) -> Result<Vec<(ArticleId, Instant)>, Failure> {
        let sql = "SELECT a.id, a.first_published FROM revisions r JOIN articles a ON a.published_revision = r.id
                   WHERE r.compared_headline = $1 AND r.language = $2 AND a.first_published IS NOT NULL
                   ORDER BY a.id LIMIT 50";
        self.query(sql, values![&normalised(headline), of.tag()], |row| {
            Ok((ArticleId(row.get("id")?), Instant::from_microseconds(row.get("first_published")?)))
        })
        .await
    }
}
