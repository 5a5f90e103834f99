//! Layouts of fronts.

use broadsheet_news::facts::{Column, Fact, Hash, Picture};
use broadsheet_news::ids::LayoutId;
use broadsheet_news::layout::{Layout, Place};

use crate::changes::json;
use crate::db::{Connection, values};
use crate::failure::Failure;
use crate::rows::Rows;
use crate::source::Source;
use crate::thing::Thing;
use crate::transaction::Transaction;

pub(crate) async fn pictures(connection: &Connection, pages: &[&str]) -> Result<Vec<Picture>, Failure> {
    let mut pictures = Vec::with_capacity(pages.len());
    for page in pages {
        let mut picture = Picture::default();
        if let Some(layout) = of_page(connection, page).await? {
            picture.facts.insert(Fact::of_name(Column::LAYOUT_PLACES, page), Hash::of(&layout.places));
        }
        pictures.push(picture);
    }
    Ok(pictures)
}

async fn of_page(connection: &Connection, page: &str) -> Result<Option<Layout>, Failure> {
    let sql = "SELECT id, page, places FROM layouts WHERE page = $1";
    connection
        .query_opt(sql, values![page], |row| {
            Ok(Layout { id: LayoutId(row.get("id")?), page: row.get("page")?, places: row.json("places")? })
        })
        .await
}

impl Source {
    /// The places of a front's layout, or `None` where it has none of its own.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn layout(&self, page: &str) -> Result<Option<Vec<Place>>, Failure> {
        let places = of_page(self.connection(), page).await?.map(|layout| layout.places);
        self.saw_named(Column::LAYOUT_PLACES, page, places.as_ref().map_or(Hash::ABSENT, Hash::of));
        Ok(places)
    }
}

impl Rows {
    /// The fronts that have a layout of their own.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn laid_out(&self, limit: i64) -> Result<Vec<String>, Failure> {
        self.query("SELECT page FROM layouts ORDER BY page LIMIT $1", values![limit], |row| row.get("page")).await
    }

    /// The layout of a page.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn layout(&self, page: &str) -> Result<Option<Layout>, Failure> {
        of_page(self.connection(), page).await
    }
}

impl Transaction {
    /// Saves the layout of a page, new or not.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_layout(&mut self, layout: &Layout) -> Result<(), Failure> {
        self.touch(Thing::Layout(layout.page.clone())).await?;
        let sql = "INSERT INTO layouts (id, page, places) VALUES ($1, $2, $3)
                   ON CONFLICT (page) DO UPDATE SET places = excluded.places";
        let places = json(&layout.places)?;
        self.execute(sql, values![layout.id.0, &layout.page, &places]).await?;
        Ok(())
    }
}
