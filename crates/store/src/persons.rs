//! People.

use broadsheet_news::address;
use broadsheet_news::facts::{Column, Picture};
use broadsheet_news::ids::{OrganisationId, PersonId, PhotoId};
use broadsheet_news::person::Person;

use crate::db::{Connection, Row, Value, among, by_ids, row, texts, values};
use crate::failure::Failure;
use crate::rows::Rows;
use crate::source::{Source, seen};
use crate::thing::{Thing, pictures_by_id};
use crate::transaction::Transaction;

const SELECT: &str = "SELECT id, name, slug, role, organisation, biography, email, portrait FROM persons";

seen! {
    /// A person as a page sees them.
    SeenPerson of Person, as PersonId {
        /// The name.
        name: String = PERSON_NAME;
        /// The last piece of the address.
        slug: String = PERSON_SLUG;
        /// The usual role.
        role: String = PERSON_ROLE;
        /// The usual organisation.
        organisation: Option<OrganisationId> = PERSON_ORGANISATION;
        /// A few sentences.
        biography: String = PERSON_BIOGRAPHY;
        /// A public e-mail address.
        email: String = PERSON_EMAIL;
        /// The portrait.
        portrait: Option<PhotoId> = PERSON_PORTRAIT;
    }
}

pub(crate) async fn pictures(connection: &Connection, ids: &[i64]) -> Result<Vec<Picture>, Failure> {
    pictures_by_id(connection, SELECT, ids, row, facts).await
}

fn row(row: &Row<'_>) -> Result<Person, Failure> {
    Ok(Person {
        id: PersonId(row.get("id")?),
        name: row.get("name")?,
        slug: row.get("slug")?,
        role: row.get("role")?,
        organisation: row.get::<Option<i64>>("organisation")?.map(OrganisationId),
        biography: row.get("biography")?,
        email: row.get("email")?,
        portrait: row.get::<Option<i64>>("portrait")?.map(PhotoId),
    })
}

fn columns(p: &Person) -> [Value<'_>; 8] {
    let (organisation, portrait) = (p.organisation.map(|o| o.0), p.portrait.map(|p| p.0));
    row![p.id.0, &p.name, &p.slug, &p.role, organisation, &p.biography, &p.email, portrait]
}

impl Source {
    /// The people with those ids, in that order.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn persons(&self, ids: &[PersonId]) -> Result<Vec<SeenPerson<'_>>, Failure> {
        let bare: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let rows = self.shared_things(&self.kept().persons, &self.furniture().persons, SELECT, &bare, row).await?;
        Ok(rows.into_iter().map(|row| SeenPerson::new(self, row)).collect())
    }

    /// One person.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn person(&self, id: PersonId) -> Result<Option<SeenPerson<'_>>, Failure> {
        let found = self.persons(&[id]).await?.pop();
        if found.is_none() {
            self.saw_absent(Column::PERSON_NAME, id.0);
        }
        Ok(found)
    }
}

impl Rows {
    /// People by id, above one, at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn persons_above(&self, above: i64, limit: i64) -> Result<Vec<Person>, Failure> {
        self.query(&format!("{SELECT} WHERE id > $1 ORDER BY id LIMIT $2"), values![above, limit], row).await
    }

    /// A person by id.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn person(&self, id: PersonId) -> Result<Option<Person>, Failure> {
        Ok(by_ids(self.connection(), SELECT, &[id.0], row).await?.pop())
    }

    /// The first person of that name.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn person_named(&self, name: &str) -> Result<Option<Person>, Failure> {
        Ok(self.persons_named(&[name]).await?.into_iter().next())
    }

    /// The people of those names, the first of each name first.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn persons_named(&self, names: &[&str]) -> Result<Vec<Person>, Failure> {
        let sql = format!("{SELECT} WHERE name IN ($list) ORDER BY id");
        among(self.connection(), &sql, &[], &texts(names.iter().copied()), row).await
    }
}

impl Transaction {
    /// Saves a person, new or not, and the address that leads to them.
    ///
    /// # Errors
    /// [`Failure::Taken`] where another person has the slug.
    pub async fn save_person(&mut self, person: &Person) -> Result<(), Failure> {
        self.save_persons(std::slice::from_ref(person)).await
    }

    /// Saves people, each new or not and none twice, and the addresses that lead to them.
    ///
    /// # Errors
    /// [`Failure::Taken`] where another person has one of the slugs.
    pub async fn save_persons(&mut self, persons: &[Person]) -> Result<(), Failure> {
        self.touch_all(persons.iter().map(|person| Thing::Person(person.id.0))).await?;
        let rows: Vec<_> = persons.iter().map(columns).collect();
        let into = "INSERT INTO persons (id, name, slug, role, organisation, biography, email, portrait)";
        let then = "ON CONFLICT (id) DO UPDATE SET name = excluded.name, slug = excluded.slug, role = excluded.role,
                    organisation = excluded.organisation, biography = excluded.biography, email = excluded.email,
                    portrait = excluded.portrait";
        self.insert(into, &rows, then).await?;
        let addresses: Vec<_> = persons.iter().map(|p| (address::person(&p.slug), p.id.0)).collect();
        self.lead_all("person", &addresses).await
    }
}
