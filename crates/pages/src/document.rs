//! What programs read of the paper, as JSON: printed, kept and marked like any page.

use broadsheet_news::address::{self, Document};
use broadsheet_news::article::{Author, State};
use broadsheet_news::ids::{ArticleId, OrganisationId, PersonId, SectionId, TopicId};
use broadsheet_news::lists::List;
use broadsheet_source::{Failure, SeenArticle, SeenSection, Source};
use serde_json::{Value, json};

use crate::edition::Reading;
use crate::row::Answer;

/// The type of a document.
pub(crate) const JSON: &str = "application/json; charset=utf-8";

/// How many of the newest articles are listed.
const SHOWN: usize = 50;
/// How many sections are, of each language.
const SECTIONS: usize = 200;

/// What a document's address leads to.
pub(crate) async fn answer(source: &Source, document: Document) -> Result<Answer, Failure> {
    let is_there = match document {
        Document::Articles | Document::Sections => true,
        Document::Article(id) => {
            let state = source.article(ArticleId(id)).await?.map(|article| *article.state());
            if state == Some(State::Withdrawn) {
                return Ok(Answer::Gone);
            }
            state.is_some()
        }
        Document::Section(id) => source.section(SectionId(id)).await?.is_some(),
        Document::Topic(id) => source.topic(TopicId(id)).await?.is_some(),
        Document::Person(id) => source.person(PersonId(id)).await?.is_some(),
        Document::Organisation(id) => source.organisation(OrganisationId(id)).await?.is_some(),
    };
    Ok(if is_there { Answer::Found } else { Answer::Missing })
}

/// Prints a document.
pub(crate) async fn print(reading: Reading<'_>, document: Document) -> Result<String, Failure> {
    let source = reading.source;
    let value = match document {
        Document::Articles => articles(source).await?,
        Document::Article(id) => match source.article(ArticleId(id)).await? {
            Some(article) if *article.state() != State::Withdrawn => whole(source, &article).await?,
            _ => Value::Null,
        },
        Document::Sections => sections(source).await?,
        Document::Section(id) => source.section(SectionId(id)).await?.map_or(Value::Null, |one| section(source, &one)),
        Document::Topic(id) => match source.topic(TopicId(id)).await? {
            Some(topic) => {
                let prefix = address::prefix(topic.language(), source.languages());
                json!({
                    "id": id, "language": topic.language().tag(), "name": topic.name(), "alias_of": topic.alias_of(),
                    "description": topic.description(), "address": address::topic(&prefix, topic.slug()),
                })
            }
            None => Value::Null,
        },
        Document::Person(id) => match source.person(PersonId(id)).await? {
            Some(person) => json!({
                "id": id, "name": person.name(), "role": person.role(), "organisation": person.organisation(),
                "biography": person.biography(), "address": address::person(person.slug()),
            }),
            None => Value::Null,
        },
        Document::Organisation(id) => match source.organisation(OrganisationId(id)).await? {
            Some(one) => json!({
                "id": id, "name": one.name(), "kinds": one.kinds(), "postal_address": one.postal_address(),
                "phone": one.phone(), "email": one.email(), "web": one.web(), "description": one.description(),
                "place": one.place(), "opening_hours": one.opening_hours(), "address": address::organisation(one.slug()),
            }),
            None => Value::Null,
        },
    };
    Ok(value.to_string())
}

async fn articles(source: &Source) -> Result<Value, Failure> {
    let language = source.first_language();
    let found = source.slice(&List::latest(&language), None, SHOWN, true).await?;
    let ids: Vec<ArticleId> = found.into_iter().map(|(_, id)| ArticleId(id)).collect();
    let items: Vec<Value> = source.articles(&ids).await?.iter().map(|article| told(source, article)).collect();
    Ok(json!({ "items": items, "next": null }))
}

/// What a list tells of an article.
fn told(source: &Source, article: &SeenArticle<'_>) -> Value {
    let zone = source.zone();
    let time = |at: &Option<broadsheet_news::clock::Instant>| at.map(|at| zone.iso(at));
    let path = article.address().clone().unwrap_or_default();
    json!({
        "id": article.id(), "address": path, "url": address::absolute(&source.address(), &address::encoded(&path)),
        "language": article.language().tag(), "headline": article.headline(), "deck": article.deck(),
        "first_published": time(article.first_published()), "updated": time(article.updated()),
        "section": article.section(),
    })
}

async fn whole(source: &Source, article: &SeenArticle<'_>) -> Result<Value, Failure> {
    let zone = source.zone();
    let bylines: Vec<Value> = article
        .bylines()
        .iter()
        .map(|byline| {
            let (person, guest) = match &byline.author {
                Author::Person(id) => (Some(id), None),
                Author::Guest(name) => (None, Some(name)),
            };
            json!({ "person": person, "guest": guest, "organisation": byline.organisation, "role": byline.role })
        })
        .collect();
    let corrections: Vec<Value> = article
        .corrections()
        .await?
        .iter()
        .map(|correction| json!({ "made": zone.iso(correction.made), "text": correction.text }))
        .collect();
    let mut value = told(source, article);
    if let Some(all) = value.as_object_mut() {
        all.insert("bylines".into(), json!(bylines));
        all.insert("dateline".into(), json!(article.dateline()));
        all.insert("topics".into(), json!(article.topics()));
        all.insert("lead_photo".into(), json!(article.lead_photo()));
        all.insert("body".into(), json!(*article.body().await?));
        all.insert("corrections".into(), json!(corrections));
    }
    Ok(value)
}

async fn sections(source: &Source) -> Result<Value, Failure> {
    let mut items = Vec::new();
    for language in source.languages() {
        let mut next = vec![None];
        while let Some(parent) = next.pop() {
            let ids = source.sections_below(parent, language).await?;
            for one in source.sections(&ids).await? {
                if items.len() < SECTIONS {
                    next.push(Some(one.id()));
                    items.push(section(source, &one));
                }
            }
        }
    }
    Ok(json!({ "items": items, "next": null }))
}

fn section(source: &Source, one: &SeenSection<'_>) -> Value {
    let prefix = address::prefix(one.language(), source.languages());
    json!({
        "id": one.id(), "language": one.language().tag(), "name": one.name(), "parent": one.parent(),
        "description": one.description(), "address": address::named(&prefix, one.slug()),
    })
}
