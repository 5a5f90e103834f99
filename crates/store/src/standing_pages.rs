//! Standing pages.

use std::sync::Arc;

use broadsheet_news::address;
use broadsheet_news::body::Body;
use broadsheet_news::facts::{Column, Picture};
use broadsheet_news::ids::StandingId;
use broadsheet_news::language::Language;
use broadsheet_news::lists::{Key, List, Slice};
use broadsheet_news::standing::Standing;

use crate::changes::json;
use crate::db::{Connection, Row, by_ids, values};
use crate::failure::Failure;
use crate::positions::{self, Range};
use crate::rows::Rows;
use crate::settings::language;
use crate::source::{Hashed, Source, seen};
use crate::thing::{Thing, pictures_by_id};
use crate::transaction::Transaction;

const SELECT: &str = "SELECT id, language, headline, slug, body FROM standing_pages";

seen! {
    /// A standing page as a page sees it.
    SeenStanding of Standing, as StandingId {
        /// Its language.
        language: Language = STANDING_LANGUAGE;
        /// Its headline.
        headline: String = STANDING_HEADLINE;
        /// The last piece of its address.
        slug: String = STANDING_SLUG;
        /// Its text.
        body: Body = STANDING_BODY;
    }
}

pub(crate) async fn pictures(connection: &Connection, ids: &[i64]) -> Result<Vec<Picture>, Failure> {
    pictures_by_id(connection, SELECT, ids, row, picture).await
}

fn picture(page: &Standing) -> Picture {
    let mut picture = facts(page);
    picture.position(List::standing(&page.language), Key::of_number(page.id.0, page.id.0), page.id.0);
    picture
}

fn row(row: &Row<'_>) -> Result<Standing, Failure> {
    Ok(Standing {
        id: StandingId(row.get("id")?),
        language: language(row, "language")?,
        headline: row.get("headline")?,
        slug: row.get("slug")?,
        body: row.json("body")?,
    })
}

/// The standing pages of a language, oldest first, and the slice in which they stand.
pub(crate) type StandingPages = (Slice, Vec<Arc<Hashed<Standing>>>);

impl Source {
    /// One standing page.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn standing(&self, id: StandingId) -> Result<Option<SeenStanding<'_>>, Failure> {
        let found = by_ids(self.connection(), SELECT, &[id.0], row).await?.pop();
        if found.is_none() {
            self.saw_absent(Column::STANDING_HEADLINE, id.0);
        }
        Ok(found.map(|row| SeenStanding::new(self, Arc::new(row.into()))))
    }

    /// The standing pages of a language, oldest first.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn standing_pages(&self, of: &Language) -> Result<Vec<SeenStanding<'_>>, Failure> {
        let read = || async {
            let range = Range { list: &List::standing(of), descending: false, after: None, until: None, limit: 20 };
            let slice = positions::slice(self.connection(), &range).await?;
            let ids: Vec<i64> = slice.returned.iter().map(|(_, id)| *id).collect();
            let rows = by_ids(self.connection(), SELECT, &ids, row).await?;
            Ok((slice, rows.into_iter().map(|row| Arc::new(row.into())).collect()))
        };
        let standing = self.furniture().standing.one(of.tag(), read).await?;
        let (slice, rows) = &*standing;
        self.read(vec![slice.clone()]);
        Ok(rows.iter().map(|row| SeenStanding::new(self, row.clone())).collect())
    }
}

impl Rows {
    /// Standing pages by id, above one, at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn standing_above(&self, above: i64, limit: i64) -> Result<Vec<Standing>, Failure> {
        self.query(&format!("{SELECT} WHERE id > $1 ORDER BY id LIMIT $2"), values![above, limit], row).await
    }

    /// A standing page by id.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn standing(&self, id: StandingId) -> Result<Option<Standing>, Failure> {
        Ok(by_ids(self.connection(), SELECT, &[id.0], row).await?.pop())
    }
}

impl Transaction {
    /// Saves a standing page, new or not, and the address that leads to it.
    ///
    /// # Errors
    /// [`Failure::Taken`] where another page of the language has the slug.
    pub async fn save_standing(&mut self, page: &Standing) -> Result<(), Failure> {
        self.touch(Thing::Standing(page.id.0)).await?;
        let sql = "INSERT INTO standing_pages (id, language, headline, slug, body) VALUES ($1, $2, $3, $4, $5)
                   ON CONFLICT (id) DO UPDATE SET language = excluded.language, headline = excluded.headline,
                   slug = excluded.slug, body = excluded.body";
        let body = json(&page.body)?;
        self.execute(sql, values![page.id.0, page.language.tag(), &page.headline, &page.slug, &body]).await?;
        let prefix = self.prefix(&page.language).await?;
        self.lead(&address::named(&prefix, &page.slug), "standing", page.id.0).await
    }
}
