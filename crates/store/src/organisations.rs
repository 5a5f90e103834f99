//! Organisations of the directory.

use broadsheet_news::address;
use broadsheet_news::directory::Organisation;
use broadsheet_news::facts::{Column, Picture};
use broadsheet_news::ids::{OrganisationId, PhotoId};
use broadsheet_news::language::Language;
use broadsheet_news::lists::{Key, List};
use broadsheet_news::slug::slug;

use crate::changes::json;
use crate::db::{Connection, Row, among, by_ids, texts, values};
use crate::failure::Failure;
use crate::rows::Rows;
use crate::settings::languages;
use crate::source::{Source, seen};
use crate::thing::{Thing, pictures_by_id};
use crate::transaction::Transaction;

const SELECT: &str =
    "SELECT id, name, slug, kinds, postal_address, phone, email, web, description, place, opening_hours, logo
                      FROM organisations";

seen! {
    /// An organisation as a page sees it.
    SeenOrganisation of Organisation, as OrganisationId {
        /// Its name.
        name: String = ORGANISATION_NAME;
        /// The last piece of its address.
        slug: String = ORGANISATION_SLUG;
        /// What it is.
        kinds: Vec<String> = ORGANISATION_KINDS;
        /// Where it receives post.
        postal_address: String = ORGANISATION_POSTAL_ADDRESS;
        /// Its telephone number.
        phone: String = ORGANISATION_PHONE;
        /// Its e-mail address.
        email: String = ORGANISATION_EMAIL;
        /// Its own site.
        web: String = ORGANISATION_WEB;
        /// What it does.
        description: String = ORGANISATION_DESCRIPTION;
        /// The place it is in.
        place: String = ORGANISATION_PLACE;
        /// When it is open.
        opening_hours: String = ORGANISATION_OPENING_HOURS;
        /// Its logo.
        logo: Option<PhotoId> = ORGANISATION_LOGO;
    }
}

pub(crate) async fn pictures(connection: &Connection, ids: &[i64]) -> Result<Vec<Picture>, Failure> {
    let languages = languages(connection).await?;
    pictures_by_id(connection, SELECT, ids, row, |organisation| picture(organisation, &languages)).await
}

/// An organisation stands in the directory of each language, in that language's order.
fn picture(organisation: &Organisation, languages: &[Language]) -> Picture {
    let mut picture = facts(organisation);
    let id = organisation.id.0;
    for language in languages {
        let key = Key::of_name(&organisation.name, language, id);
        for kind in &organisation.kinds {
            picture.position(List::kinds(language), Key::of_word(&slug(kind), &key), id);
        }
        picture.position(List::directory(language), key, id);
    }
    for word in organisation.words() {
        picture.position(List::directory_words(), Key::of_word(&word, &Key::number(id)), id);
    }
    picture
}

fn row(row: &Row<'_>) -> Result<Organisation, Failure> {
    Ok(Organisation {
        id: OrganisationId(row.get("id")?),
        name: row.get("name")?,
        slug: row.get("slug")?,
        kinds: row.json("kinds")?,
        postal_address: row.get("postal_address")?,
        phone: row.get("phone")?,
        email: row.get("email")?,
        web: row.get("web")?,
        description: row.get("description")?,
        place: row.get("place")?,
        opening_hours: row.get("opening_hours")?,
        logo: row.get::<Option<i64>>("logo")?.map(PhotoId),
    })
}

impl Source {
    /// The organisations with those ids, in that order.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn organisations(&self, ids: &[OrganisationId]) -> Result<Vec<SeenOrganisation<'_>>, Failure> {
        let bare: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let rows =
            self.shared_things(&self.kept().organisations, &self.furniture().organisations, SELECT, &bare, row).await?;
        Ok(rows.into_iter().map(|row| SeenOrganisation::new(self, row)).collect())
    }

    /// One organisation.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn organisation(&self, id: OrganisationId) -> Result<Option<SeenOrganisation<'_>>, Failure> {
        let found = self.organisations(&[id]).await?.pop();
        if found.is_none() {
            self.saw_absent(Column::ORGANISATION_NAME, id.0);
        }
        Ok(found)
    }
}

impl Rows {
    /// Organisations by id, above one, at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn organisations_above(&self, above: i64, limit: i64) -> Result<Vec<Organisation>, Failure> {
        self.query(&format!("{SELECT} WHERE id > $1 ORDER BY id LIMIT $2"), values![above, limit], row).await
    }

    /// An organisation by id.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn organisation(&self, id: OrganisationId) -> Result<Option<Organisation>, Failure> {
        Ok(by_ids(self.connection(), SELECT, &[id.0], row).await?.pop())
    }

    /// The first organisation of that name.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn organisation_named(&self, name: &str) -> Result<Option<Organisation>, Failure> {
        Ok(self.organisations_named(&[name]).await?.into_iter().next())
    }

    /// The organisations of those names, the first of each name first.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn organisations_named(&self, names: &[&str]) -> Result<Vec<Organisation>, Failure> {
        let sql = format!("{SELECT} WHERE name IN ($list) ORDER BY id");
        among(self.connection(), &sql, &[], &texts(names.iter().copied()), row).await
    }

    /// The names of all organisations, for finding them in a text.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn organisation_names(&self) -> Result<Vec<(OrganisationId, String)>, Failure> {
        let sql = "SELECT id, name FROM organisations ORDER BY id";
        self.query(sql, &[], |row| Ok((OrganisationId(row.get("id")?), row.get("name")?))).await
    }
}

impl Transaction {
    /// Takes the pictures of the whole directory: which lists it stands in depends on the paper's languages.
    pub(crate) async fn touch_directory(&mut self) -> Result<(), Failure> {
        let all = self.organisation_names().await?;
        self.touch_all(all.into_iter().map(|(id, _)| Thing::Organisation(id.0))).await
    }

    /// Saves an organisation, new or not, and the address that leads to it.
    ///
    /// # Errors
    /// [`Failure::Taken`] where another organisation has the slug.
    pub async fn save_organisation(&mut self, organisation: &Organisation) -> Result<(), Failure> {
        self.touch(Thing::Organisation(organisation.id.0)).await?;
        let sql =
            "INSERT INTO organisations (id, name, slug, kinds, postal_address, phone, email, web, description, place,
                   opening_hours, logo) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                   ON CONFLICT (id) DO UPDATE SET name = excluded.name, slug = excluded.slug, kinds = excluded.kinds,
                   postal_address = excluded.postal_address, phone = excluded.phone, email = excluded.email,
                   web = excluded.web, description = excluded.description, place = excluded.place,
                   opening_hours = excluded.opening_hours, logo = excluded.logo";
        let o = organisation;
        let (kinds, logo) = (json(&o.kinds)?, o.logo.map(|l| l.0));
        let all = values![
            o.id.0,
            &o.name,
            &o.slug,
            &kinds,
            &o.postal_address,
            &o.phone,
            &o.email,
            &o.web,
            &o.description,
            &o.place,
            &o.opening_hours,
            logo
        ];
        self.execute(sql, all).await?;
        self.lead(&address::organisation(&o.slug), "organisation", o.id.0).await
    }
}
