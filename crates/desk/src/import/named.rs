//! Names that come in, and the things of those names: found, or made.

use broadsheet_news::address;
use broadsheet_news::article::Author;
use broadsheet_news::directory::Organisation;
use broadsheet_news::ids::{OrganisationId, PersonId, PhotoId, SectionId, TopicId};
use broadsheet_news::incoming::{IncomingByline, IncomingPhoto};
use broadsheet_news::language::Language;
use broadsheet_news::person::Person;
use broadsheet_news::section::Section;
use broadsheet_news::slug::slug_or;
use broadsheet_news::topic::Topic;

use super::Import;
use crate::{Refusal, section};

impl Import {
    /// The section at the end of a path of names from the top of the tree.
    pub(super) async fn section(&mut self, language: &Language, path: &[String]) -> Result<Option<SectionId>, Refusal> {
        let mut above = None;
        for name in path.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
            let key = (language.clone(), name.to_owned());
            let known = self.known.sections.get(&key).copied();
            let id = match known {
                Some(id) => id,
                None => match self.transaction.section_named(language, name).await? {
                    Some(found) => found.id,
                    None => self.new_section(language, name, above).await?,
                },
            };
            self.known.sections.insert(key, id);
            above = Some(id);
        }
        Ok(above)
    }

    async fn new_section(
        &mut self,
        language: &Language,
        name: &str,
        parent: Option<SectionId>,
    ) -> Result<SectionId, Refusal> {
        let id = SectionId(self.transaction.new_id());
        let prefix = address::prefix(language, &self.known.languages);
        let slug = self.free_slug(name, |slug| address::named(&prefix, slug)).await?;
        let position = self.transaction.last_section_position(language).await?;
        let section = Section {
            id,
            language: language.clone(),
            name: name.to_owned(),
            slug,
            parent,
            position,
            description: String::new(),
        };
        self.transaction.save_section(&section).await?;
        Ok(id)
    }

    /// The topic or alias of that name.
    pub(super) async fn topic(&mut self, language: &Language, name: &str) -> Result<TopicId, Refusal> {
        let key = (language.clone(), name.to_owned());
        if let Some(known) = self.known.topics.get(&key) {
            return Ok(*known);
        }
        let id = TopicId(self.transaction.new_id());
        let prefix = address::prefix(language, &self.known.languages);
        let slug = self.free_slug(name, |slug| address::topic(&prefix, slug)).await?;
        let topic = Topic {
            id,
            language: language.clone(),
            name: name.to_owned(),
            slug,
            alias_of: None,
            description: String::new(),
        };
        self.made.topics.push(topic);
        self.known.topics.insert(key, id);
        Ok(id)
    }

    /// The person of that name, or the guest.
    pub(super) async fn author(
        &mut self,
        byline: &IncomingByline,
        organisation: Option<OrganisationId>,
    ) -> Result<Author, Refusal> {
        if byline.guest {
            return Ok(Author::Guest(byline.name.clone()));
        }
        if let Some(known) = self.known.persons.get(&byline.name) {
            return Ok(Author::Person(*known));
        }
        let id = PersonId(self.transaction.new_id());
        let person = Person {
            id,
            name: byline.name.clone(),
            slug: self.free_slug(&byline.name, address::person).await?,
            role: byline.role.clone(),
            organisation,
            biography: String::new(),
            email: String::new(),
            portrait: None,
        };
        self.made.persons.push(person);
        self.known.persons.insert(byline.name.clone(), id);
        Ok(Author::Person(id))
    }

    /// The organisation of that name; none where the name is empty.
    pub(super) async fn organisation(&mut self, name: &str) -> Result<Option<OrganisationId>, Refusal> {
        if name.trim().is_empty() {
            return Ok(None);
        }
        if let Some(known) = self.known.organisations.get(name) {
            return Ok(Some(*known));
        }
        let id = OrganisationId(self.transaction.new_id());
        let slug = self.free_slug(name, address::organisation).await?;
        let organisation = Organisation { id, name: name.to_owned(), slug, ..Organisation::default() };
        self.transaction.save_organisation(&organisation).await?;
        self.known.organisations.insert(name.to_owned(), id);
        Ok(Some(id))
    }

    /// A photo of its own for each that comes in: its words belong to its article.
    pub(super) fn photo(&mut self, incoming: &IncomingPhoto) -> PhotoId {
        let id = PhotoId(self.transaction.new_id());
        self.made.photos.push(incoming.clone().photo(id));
        id
    }

    /// A slug whose address leads nowhere yet: the name's, or with a number behind it. The address is taken.
    async fn free_slug(&mut self, name: &str, address: impl Fn(&str) -> String) -> Result<String, Refusal> {
        let plain = slug_or(name, "unnamed");
        let mut slug = plain.clone();
        let mut number = 1;
        while section::free(&slug).is_err() || !self.known.addresses.take(&self.transaction, &address(&slug)).await? {
            number += 1;
            slug = format!("{plain}-{number}");
        }
        Ok(slug)
    }
}
