//! What the page of an address asks for first: where the address leads, and what readers see of the article there. It is
//! one row: on PostgreSQL that is one round trip instead of three.

use broadsheet_news::ids::ArticleId;
use broadsheet_news::person::Person;
use broadsheet_news::topic::Topic;

use super::kept::{Kept, Known};
use crate::articles::{self, columns};
use crate::db::{Connection, Row};
use crate::dialect::named;
use crate::failure::Failure;
use crate::{addresses, counts, photos, references};

/// The statement, with the columns of whom and what a revision names.
macro_rules! statement {
    ($($named:tt)*) => { concat!(
        "SELECT g.number, d.noun, d.thing, d.target, ",
        columns!(),
        ", ",
        $($named)*,
        ", r.body, h.file, h.width, h.height, h.alt, h.caption, h.credit, h.rights, h.focal_x, h.focal_y, h.average,
                h.expires, h.gone, p.members, p.opening, l.members AS related, n.opening + n.counted AS readers,
                EXISTS (SELECT 1 FROM corrections WHERE article = a.id) AS is_corrected,
                EXISTS (SELECT 1 FROM translations WHERE article = a.id) AS is_translated,
                EXISTS (SELECT 1 FROM positions WHERE list = 'meant:' || a.id) AS is_meant
         FROM (SELECT number FROM ledger LIMIT 1) g
         LEFT JOIN addresses d ON d.path = $1
         LEFT JOIN articles a ON d.noun = 'article' AND a.id = d.thing AND a.state IN ('published', 'withdrawn')
         LEFT JOIN revisions r ON r.id = a.published_revision
         LEFT JOIN photos h ON h.id = r.lead_photo
         LEFT JOIN popular p ON p.language = r.language
         LEFT JOIN related l ON l.article = a.id
         LEFT JOIN readers n ON n.article = a.id"
    ) };
}

/// Begins a transaction in which is read. Gives the number of the change log, and what is known of that address before its
/// page is printed.
pub(crate) async fn begin_ahead(connection: &Connection, path: &str) -> Result<(i64, Kept), Failure> {
    let sql = match connection {
        Connection::Sqlite(_) => statement!(named!(sqlite)),
        Connection::Postgres(_) => statement!(named!(postgres)),
    };
    let read = |row: &Row<'_>| {
        let targets = Known::of(path.to_owned(), addresses::read(row)?);
        Ok((row.get("number")?, Kept { targets, ..around(row)? }))
    };
    connection.begin_with(sql, path, read).await
}

/// The article of a row, with what stands around it; nothing where the row has none.
fn around(row: &Row<'_>) -> Result<Kept, Failure> {
    if row.get::<Option<i64>>("id")?.is_none() {
        return Ok(Kept::default());
    }
    let article = articles::row(row)?;
    let (id, revision, language) = (article.id.0, article.revision.0, article.language.tag().to_owned());
    let topics: Option<Vec<Option<Topic>>> = row.json_opt("named_topics")?;
    let persons: Option<Vec<Option<Person>>> = row.json_opt("named_persons")?;
    let body = row.hashed("body")?;
    let photos = match article.lead_photo {
        Some(photo) if row.get::<Option<String>>("file")?.is_some() => {
            Known::of(photo.0, photos::row_of(photo, row)?.into())
        }
        _ => Known::default(),
    };
    let popular = counts::listed(row)?;
    Ok(Kept {
        articles: Known::of(id, article.into()),
        bodies: Known::of(revision, body),
        topics: topics.into_iter().flatten().flatten().map(|topic| (topic.id.0, topic.into())).collect(),
        persons: persons.into_iter().flatten().flatten().map(|person| (person.id.0, person.into())).collect(),
        photos,
        related: Known::of(id, row.json_opt("related")?.unwrap_or_default()),
        readers: Known::of(id, row.get::<Option<i64>>("readers")?.unwrap_or(0)),
        popular: Known::of(language, popular),
        // What there are several of is asked for where there are any.
        corrections: nothing_unless(row.get("is_corrected")?, id, Vec::new()),
        translations: nothing_unless(row.get("is_translated")?, id, Vec::new()),
        meant: nothing_unless(row.get("is_meant")?, id, references::nothing_meant(ArticleId(id))),
        ..Kept::default()
    })
}

/// That there is nothing is known where there is not any.
fn nothing_unless<T: Send + Sync>(any: bool, id: i64, nothing: T) -> Known<i64, T> {
    if any { Known::default() } else { Known::of(id, nothing) }
}
