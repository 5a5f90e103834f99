//! An article as a plain form has it, and what a revision of it says.

use std::collections::HashMap;

use broadsheet_desk::{Deed, Desk, Refusal, topic};
use broadsheet_news::article::{Author, Byline, Content, Dateline};
use broadsheet_news::body::Body;
use broadsheet_news::ids::{PersonId, PhotoId, SectionId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use broadsheet_news::topic::Topic;
use broadsheet_prose::Problem;
use broadsheet_prose::markdown;
use broadsheet_store::{Reading, Rows};
use serde::Serialize;

use crate::newsroom::fields::Fields;

/// The fields of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Draft {
    pub language: String,
    pub headline: String,
    pub front_headline: String,
    pub seo_title: String,
    pub deck: String,
    /// The text in Markdown.
    pub body: String,
    /// A line for each: `Name; Organisation; Role`.
    pub bylines: String,
    pub place: String,
    pub organisation: String,
    pub section: Option<i64>,
    /// Their names, apart by commas or lines.
    pub topics: String,
    pub lead_photo: Option<i64>,
}

impl Draft {
    /// What was typed.
    pub fn typed(fields: &Fields) -> Self {
        let text = |name: &str| fields.text(name).replace("\r\n", "\n");
        let line = |name: &str| fields.text(name).trim().to_owned();
        Self {
            language: line("language"),
            headline: line("headline"),
            front_headline: line("front_headline"),
            seo_title: line("seo_title"),
            deck: line("deck"),
            body: text("body"),
            bylines: text("bylines"),
            place: line("place"),
            organisation: line("organisation"),
            section: fields.number("section").filter(|id| *id > 0),
            topics: text("topics"),
            lead_photo: fields.number("lead_photo").filter(|id| *id > 0),
        }
    }

    /// What a revision says, to be typed on.
    pub async fn of(rows: &Rows, content: &Content) -> Result<Self, Refusal> {
        let mut bylines = Vec::new();
        for byline in &content.bylines {
            let name = match &byline.author {
                Author::Guest(name) => name.clone(),
                Author::Person(id) => rows.person(*id).await?.map(|person| person.name).unwrap_or_default(),
            };
            let line = [name.as_str(), &byline.organisation, &byline.role].join("; ");
            bylines.push(line.trim_end_matches(['-', ';', ' ']).to_owned());
        }
        let mut topics = Vec::new();
        for id in &content.topics {
            topics.extend(rows.topic(*id).await?.map(|topic| topic.name));
        }
        Ok(Self {
            language: content.language.tag().to_owned(),
            headline: content.headline.clone(),
            front_headline: content.front_headline.clone().unwrap_or_default(),
            seo_title: content.seo_title.clone().unwrap_or_default(),
            deck: content.deck.clone(),
            body: markdown::write(&content.body),
            bylines: bylines.join("\n"),
            place: content.dateline.place.clone(),
            organisation: content.dateline.organisation.clone(),
            section: content.section.map(|id| id.0),
            topics: topics.join("\n"),
            lead_photo: content.lead_photo.map(|id| id.0),
        })
    }

    /// What a revision made of it says, and what of the text could not be kept. `base` is what it was typed on: its blocks
    /// keep their ids, and its bylines their organisations of the directory.
    pub async fn content(&self, desk: &Desk<'_>, base: Option<&Content>) -> Result<(Content, Vec<Sentence>), Refusal> {
        let unknown =
            || Refusal::Unfit(sentence!("'{}' is no language. Choose one of the paper's.", short(&self.language)));
        let language = Language::tagged(&self.language).ok_or_else(unknown)?;
        let read = markdown::read(&self.body);
        let problems: Vec<Sentence> = read.problems.iter().map(Problem::told).collect();
        let body = match base {
            Some(base) => read.body.with_ids_of(&base.body),
            None => read.body,
        };
        let reading = desk.store.reading().await?;
        let bylines = self.read_bylines(&reading, base).await?;
        let topics = self.named_topics(desk, &reading, &language, base).await;
        reading.finish();
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let content = Content {
            front_headline: some(&self.front_headline),
            seo_title: some(&self.seo_title),
            deck: self.deck.clone(),
            body: same_or(body, base),
            bylines,
            dateline: Dateline { place: self.place.clone(), organisation: self.organisation.clone() },
            section: self.section.map(SectionId),
            topics: topics?,
            lead_photo: self.lead_photo.map(PhotoId),
            ..Content::headed(language, &self.headline)
        };
        Ok((content, problems))
    }

    /// A line that says what one of the base said is that; another names a person, or a guest.
    async fn read_bylines(&self, rows: &Rows, base: Option<&Content>) -> Result<Vec<Byline>, Refusal> {
        let mut before = HashMap::new();
        for byline in base.into_iter().flat_map(|base| &base.bylines) {
            let name = match &byline.author {
                Author::Guest(name) => name.clone(),
                Author::Person(id) => rows.person(*id).await?.map(|person| person.name).unwrap_or_default(),
            };
            before.insert((name, byline.organisation.clone(), byline.role.clone()), byline.clone());
        }
        let mut bylines = Vec::new();
        for line in self.bylines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut pieces = line.split(';').map(|piece| piece.trim().to_owned());
            let mut next = || pieces.next().unwrap_or_default();
            let key = (next(), next(), next());
            if let Some(byline) = before.get(&key) {
                bylines.push(byline.clone());
                continue;
            }
            let (name, organisation, role) = key;
            let author = match rows.person_named(&name).await? {
                Some(person) => Author::Person(PersonId(person.id.0)),
                None => Author::Guest(name),
            };
            let organisation_id = match organisation.is_empty() {
                true => None,
                false => rows.organisation_named(&organisation).await?.map(|found| found.id),
            };
            bylines.push(Byline { author, organisation, organisation_id, role });
        }
        Ok(bylines)
    }

    /// The topics of those names. A name that none has makes one, for who may keep topics.
    async fn named_topics(
        &self,
        desk: &Desk<'_>,
        reading: &Reading,
        language: &Language,
        base: Option<&Content>,
    ) -> Result<Vec<TopicId>, Refusal> {
        let mut before = HashMap::new();
        for id in base.into_iter().flat_map(|base| &base.topics) {
            if let Some(topic) = reading.topic(*id).await? {
                before.insert(topic.name, topic.id);
            }
        }
        let mut topics = Vec::new();
        for name in self.topics.split(['\n', ',', '，', '、']).map(str::trim).filter(|name| !name.is_empty()) {
            let found = match before.get(name) {
                Some(id) => Some(*id),
                None => reading.topic_named(language, name).await?.map(|topic| topic.id),
            };
            let id = match found {
                Some(id) => id,
                None if broadsheet_desk::may(desk.actor, Deed::SaveTopic, None).is_ok() => {
                    let new = Topic {
                        id: TopicId(0),
                        language: language.clone(),
                        name: name.to_owned(),
                        slug: String::new(),
                        alias_of: None,
                        description: String::new(),
                    };
                    topic::save(desk, new).await?.made
                }
                None => {
                    return Err(Refusal::Unfit(sentence!(
                        "There is no topic called '{}'. Choose another, or ask an editor to make it.",
                        short(name)
                    )));
                }
            };
            if !topics.contains(&id) {
                topics.push(id);
            }
        }
        Ok(topics)
    }
}

/// Markdown cannot say everything: a text that was not touched stays as it was.
fn same_or(body: Body, base: Option<&Content>) -> Body {
    match base {
        Some(base) if markdown::write(&base.body) == markdown::write(&body) => base.body.clone(),
        _ => body,
    }
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}
