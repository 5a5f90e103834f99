//! Sections.

use broadsheet_news::address;
use broadsheet_news::facts::{Column, Picture};
use broadsheet_news::ids::SectionId;
use broadsheet_news::language::Language;
use broadsheet_news::lists::{Key, List};
use broadsheet_news::section::Section;

use crate::db::{Connection, Row, by_ids, values};
use crate::desk_list::Term;
use crate::failure::Failure;
use crate::rows::Rows;
use crate::settings::language;
use crate::source::{Source, seen};
use crate::thing::{Thing, pictures_by_id};
use crate::transaction::Transaction;

const SELECT: &str = "SELECT id, language, name, slug, parent, position, description FROM sections";

seen! {
    /// A section as a page sees it.
    SeenSection of Section, as SectionId {
        /// Its language.
        language: Language = SECTION_LANGUAGE;
        /// Its name.
        name: String = SECTION_NAME;
        /// Its piece of the address.
        slug: String = SECTION_SLUG;
        /// The section it is part of.
        parent: Option<SectionId> = SECTION_PARENT;
        /// A sentence for its page.
        description: String = SECTION_DESCRIPTION;
    }
}

pub(crate) async fn pictures(connection: &Connection, ids: &[i64]) -> Result<Vec<Picture>, Failure> {
    pictures_by_id(connection, SELECT, ids, row, picture).await
}

fn picture(section: &Section) -> Picture {
    let mut picture = facts(section);
    let siblings = List::sections(section.parent, &section.language);
    picture.position(siblings, Key::of_number(section.position, section.id.0), section.id.0);
    picture
}

fn row(row: &Row<'_>) -> Result<Section, Failure> {
    Ok(Section {
        id: SectionId(row.get("id")?),
        language: language(row, "language")?,
        name: row.get("name")?,
        slug: row.get("slug")?,
        parent: row.get::<Option<i64>>("parent")?.map(SectionId),
        position: row.get("position")?,
        description: row.get("description")?,
    })
}

impl Source {
    /// The sections with those ids, in that order.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn sections(&self, ids: &[SectionId]) -> Result<Vec<SeenSection<'_>>, Failure> {
        let bare: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let rows = self.shared_things(&self.kept().sections, &self.furniture().sections, SELECT, &bare, row).await?;
        Ok(rows.into_iter().map(|row| SeenSection::new(self, row)).collect())
    }

    /// One section.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn section(&self, id: SectionId) -> Result<Option<SeenSection<'_>>, Failure> {
        let found = self.sections(&[id]).await?.pop();
        if found.is_none() {
            self.saw_absent(Column::SECTION_NAME, id.0);
        }
        Ok(found)
    }

    /// The sections right below one, or at the top of a language's tree, in order.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn sections_below(&self, parent: Option<SectionId>, of: &Language) -> Result<Vec<SectionId>, Failure> {
        let members = self.all(&List::sections(parent, of)).await?;
        Ok(members.into_iter().map(SectionId).collect())
    }
}

impl Rows {
    /// Sections by id, above one, at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn sections_above(&self, above: i64, limit: i64) -> Result<Vec<Section>, Failure> {
        self.query(&format!("{SELECT} WHERE id > $1 ORDER BY id LIMIT $2"), values![above, limit], row).await
    }

    /// A section by id.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn section(&self, id: SectionId) -> Result<Option<Section>, Failure> {
        Ok(by_ids(self.connection(), SELECT, &[id.0], row).await?.pop())
    }

    /// The section of that name in a language.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn section_named(&self, of: &Language, name: &str) -> Result<Option<Section>, Failure> {
        let sql = format!("{SELECT} WHERE language = $1 AND name = $2 ORDER BY id LIMIT 1");
        Ok(self.query(&sql, values![of.tag(), name], row).await?.pop())
    }

    /// The place behind the last section of a language.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn last_section_position(&self, of: &Language) -> Result<i64, Failure> {
        let sql = "SELECT count(*) AS n FROM sections WHERE language = $1";
        self.connection().query_one(sql, values![of.tag()], |row| row.get("n")).await
    }
}

impl Transaction {
    /// Saves a section, new or not, and the address that leads to it.
    ///
    /// # Errors
    /// [`Failure::Taken`] where another section of the language has the slug.
    pub async fn save_section(&mut self, section: &Section) -> Result<(), Failure> {
        self.touch(Thing::Section(section.id.0)).await?;
        let before = if self.is_new(section.id.0) { None } else { self.section(section.id).await? };
        let sql = "INSERT INTO sections (id, language, name, slug, parent, position, description)
                   VALUES ($1, $2, $3, $4, $5, $6, $7)
                   ON CONFLICT (id) DO UPDATE SET language = excluded.language, name = excluded.name,
                   slug = excluded.slug, parent = excluded.parent, position = excluded.position,
                   description = excluded.description";
        let Section { id, language, name, slug, parent, position, description } = section;
        let parent = parent.map(|p| p.0);
        self.execute(sql, values![id.0, language.tag(), name, slug, parent, *position, description]).await?;
        if before.is_some_and(|before| before.parent != section.parent) {
            self.list_again(&Term::Section(*id)).await?;
        }
        let prefix = self.prefix(language).await?;
        self.lead(&address::named(&prefix, slug), "section", id.0).await
    }
}
