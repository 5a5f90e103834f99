//! Articles as the index of words has them: all that an article can be found by, for many articles at once.
//!
//! This is read by a follower and not by pages, so nothing of it is recorded.

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_news::article::{Author, Byline};
use broadsheet_news::body::Body;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, PersonId, SectionId, TopicId};
use broadsheet_news::language::Language;

use crate::db::{Connection, Row, among, by_ids, ints};
use crate::failure::Failure;
use crate::settings::language;
use crate::store::Store;

/// What a published article can be found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searchable {
    /// The article.
    pub id: ArticleId,
    /// Its language.
    pub language: Language,
    /// When readers first had it.
    pub first_published: Instant,
    /// The headline of its page.
    pub headline: String,
    /// The headline of fronts and lists; empty where it is the same.
    pub front_headline: String,
    /// The deck; may be empty.
    pub deck: String,
    /// The text, without its form.
    pub text: String,
    /// Its section.
    pub section: Option<SectionId>,
    /// Its topics and aliases, as it is filed.
    pub topics: Vec<TopicId>,
    /// The people who wrote it.
    pub people: Vec<PersonId>,
    /// What its topics are called, with the topics meant and all their aliases; its authors and their organisations.
    pub names: Vec<String>,
}

impl Store {
    /// Those of the articles that readers have at this moment.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn searchable(&self, ids: &[ArticleId]) -> Result<Vec<Searchable>, Failure> {
        let snapshot = self.snapshot().await?;
        let published = published(snapshot.connection(), ids).await?;
        snapshot.finish();
        Ok(published)
    }
}

async fn published(connection: &Connection, ids: &[ArticleId]) -> Result<Vec<Searchable>, Failure> {
    let sql = "SELECT a.id, a.first_published, r.language, r.headline, r.front_headline, r.deck, r.body, r.bylines,
                      r.section, r.topics
               FROM articles a JOIN revisions r ON r.id = a.published_revision
               WHERE a.state = 'published' AND a.id IN ($list)";
    let ids = distinct(ids.iter().map(|id| id.0));
    let mut articles = among(connection, sql, &[], &ints(&ids), row).await?;
    let topics =
        TopicNames::read(connection, &distinct(articles.iter().flat_map(|a| &a.topics).map(|id| id.0))).await?;
    let people = person_names(connection, &distinct(articles.iter().flat_map(|a| &a.people).map(|id| id.0))).await?;
    for article in &mut articles {
        article.names.extend(article.topics.iter().flat_map(|id| topics.of(id.0)));
        article.names.extend(article.people.iter().filter_map(|id| people.get(&id.0).cloned()));
    }
    Ok(articles)
}

/// Each id once.
fn distinct(all: impl Iterator<Item = i64>) -> Vec<i64> {
    all.collect::<BTreeSet<i64>>().into_iter().collect()
}

async fn person_names(connection: &Connection, ids: &[i64]) -> Result<BTreeMap<i64, String>, Failure> {
    let select = "SELECT id, name FROM persons";
    let named = by_ids(connection, select, ids, |row| Ok((row.get("id")?, row.get("name")?))).await?;
    Ok(named.into_iter().collect())
}

/// What topics are called, with their families: a topic and its aliases.
struct TopicNames {
    /// The topic that each topic or alias means.
    meant: BTreeMap<i64, i64>,
    /// The names of each topic, its aliases' among them.
    names: BTreeMap<i64, BTreeSet<String>>,
}

impl TopicNames {
    async fn read(connection: &Connection, ids: &[i64]) -> Result<Self, Failure> {
        let select = "SELECT id, name, alias_of FROM topics";
        let mut found = by_ids(connection, select, ids, topic).await?;
        let meant: BTreeSet<i64> = found.iter().map(|(id, _, alias_of)| alias_of.unwrap_or(*id)).collect();
        let meant: Vec<i64> = meant.into_iter().collect();
        found.extend(by_ids(connection, select, &meant, topic).await?);
        let aliases = format!("{select} WHERE alias_of IN ($list)");
        found.extend(among(connection, &aliases, &[], &ints(&meant), topic).await?);
        let mut all = Self { meant: BTreeMap::new(), names: BTreeMap::new() };
        for (id, name, alias_of) in found {
            let meant = alias_of.unwrap_or(id);
            all.meant.insert(id, meant);
            all.names.entry(meant).or_default().insert(name);
        }
        Ok(all)
    }

    fn of(&self, id: i64) -> impl Iterator<Item = String> + '_ {
        let names = self.meant.get(&id).and_then(|meant| self.names.get(meant));
        names.into_iter().flatten().cloned()
    }
}

fn topic(row: &Row<'_>) -> Result<(i64, String, Option<i64>), Failure> {
    Ok((row.get("id")?, row.get("name")?, row.get("alias_of")?))
}

fn row(row: &Row<'_>) -> Result<Searchable, Failure> {
    let bylines: Vec<Byline> = row.json("bylines")?;
    let body: Body = row.json("body")?;
    let mut people = Vec::new();
    let mut names = Vec::new();
    for byline in bylines {
        match byline.author {
            Author::Person(id) => people.push(id),
            Author::Guest(name) => names.push(name),
        }
        names.push(byline.organisation);
    }
    Ok(Searchable {
        id: ArticleId(row.get("id")?),
        language: language(row, "language")?,
        first_published: Instant::from_microseconds(row.get::<Option<i64>>("first_published")?.unwrap_or_default()),
        headline: row.get("headline")?,
        front_headline: row.get::<Option<String>>("front_headline")?.unwrap_or_default(),
        deck: row.get("deck")?,
        text: body.plain_text(),
        section: row.get::<Option<i64>>("section")?.map(SectionId),
        topics: row.json("topics")?,
        people,
        names,
    })
}
