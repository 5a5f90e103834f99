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
            above = Some(match self.transaction.section_named(language, name).await? {
                Some(found) => found.id,
                None => self.new_section(language, name, above).await?,
            });
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
        let prefix = address::prefix(language, &self.languages);
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
        if let Some(found) = self.transaction.topic_named(language, name).await? {
            return Ok(found.id);
        }
        let id = TopicId(self.transaction.new_id());
        let prefix = address::prefix(language, &self.languages);
        let slug = self.free_slug(name, |slug| address::topic(&prefix, slug)).await?;
        let topic = Topic {
            id,
            language: language.clone(),
            name: name.to_owned(),
            slug,
            alias_of: None,
            description: String::new(),
        };
        self.transaction.save_topic(&topic).await?;
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
        if let Some(found) = self.transaction.person_named(&byline.name).await? {
            return Ok(Author::Person(found.id));
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
        self.transaction.save_person(&person).await?;
        Ok(Author::Person(id))
    }

    /// The organisation of that name; none where the name is empty.
    pub(super) async fn organisation(&mut self, name: &str) -> Result<Option<OrganisationId>, Refusal> {
        if name.trim().is_empty() {
            return Ok(None);
        }
        if let Some(found) = self.transaction.organisation_named(name).await? {
            return Ok(Some(found.id));
        }
        let id = OrganisationId(self.transaction.new_id());
        let slug = self.free_slug(name, address::organisation).await?;
        let organisation = Organisation { id, name: name.to_owned(), slug, ..Organisation::default() };
        self.transaction.save_organisation(&organisation).await?;
        Ok(Some(id))
    }

    /// A photo of its own for each that comes in: its words belong to its article.
    pub(super) async fn photo(&mut self, incoming: &IncomingPhoto) -> Result<PhotoId, Refusal> {
        let id = PhotoId(self.transaction.new_id());
        self.transaction.save_photo(&incoming.clone().photo(id)).await?;
        Ok(id)
    }

    /// A slug whose address leads nowhere yet: the name's, or with a number behind it.
    async fn free_slug(&self, name: &str, address: impl Fn(&str) -> String) -> Result<String, Refusal> {
        let plain = slug_or(name, "unnamed");
        let mut slug = plain.clone();
        let mut number = 1;
        while section::free(&slug).is_err() || self.transaction.target(&address(&slug)).await?.is_some() {
            number += 1;
            slug = format!("{plain}-{number}");
        }
        Ok(slug)
    }
}
