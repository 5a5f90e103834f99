//! Topics and their aliases.

use broadsheet_news::address;
use broadsheet_news::facts::{Column, Picture};
use broadsheet_news::ids::TopicId;
use broadsheet_news::language::Language;
use broadsheet_news::lists::{Key, List};
use broadsheet_news::topic::Topic;

use crate::db::{Connection, Row, Value, among, by_ids, row, texts, values};
use crate::desk_list::Term;
use crate::failure::Failure;
use crate::rows::Rows;
use crate::settings::language;
use crate::source::{Source, seen};
use crate::thing::{Thing, pictures_by_id};
use crate::transaction::Transaction;

const SELECT: &str = "SELECT id, language, name, slug, alias_of, description FROM topics";

seen! {
    /// A topic as a page sees it.
    SeenTopic of Topic, as TopicId {
        /// Its language.
        language: Language = TOPIC_LANGUAGE;
        /// Its name.
        name: String = TOPIC_NAME;
        /// The last piece of its address.
        slug: String = TOPIC_SLUG;
        /// The topic it is an alias of.
        alias_of: Option<TopicId> = TOPIC_ALIAS_OF;
        /// A sentence for its page.
        description: String = TOPIC_DESCRIPTION;
    }
}

pub(crate) async fn pictures(connection: &Connection, ids: &[i64]) -> Result<Vec<Picture>, Failure> {
    pictures_by_id(connection, SELECT, ids, row, picture).await
}

fn picture(topic: &Topic) -> Picture {
    let mut picture = facts(topic);
    if let Some(meant) = topic.alias_of {
        let key = Key::of_name(&topic.name, &topic.language, topic.id.0);
        picture.position(List::aliases(meant), key, topic.id.0);
    }
    picture
}

fn row(row: &Row<'_>) -> Result<Topic, Failure> {
    Ok(Topic {
        id: TopicId(row.get("id")?),
        language: language(row, "language")?,
        name: row.get("name")?,
        slug: row.get("slug")?,
        alias_of: row.get::<Option<i64>>("alias_of")?.map(TopicId),
        description: row.get("description")?,
    })
}

fn columns(t: &Topic) -> [Value<'_>; 6] {
    row![t.id.0, t.language.tag(), &t.name, &t.slug, t.alias_of.map(|meant| meant.0), &t.description]
}

impl Source {
    /// The topics with those ids, in that order.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn topics(&self, ids: &[TopicId]) -> Result<Vec<SeenTopic<'_>>, Failure> {
        let bare: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let rows = self.shared_things(&self.kept().topics, &self.furniture().topics, SELECT, &bare, row).await?;
        Ok(rows.into_iter().map(|row| SeenTopic::new(self, row)).collect())
    }

    /// One topic.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn topic(&self, id: TopicId) -> Result<Option<SeenTopic<'_>>, Failure> {
        let found = self.topics(&[id]).await?.pop();
        if found.is_none() {
            self.saw_absent(Column::TOPIC_NAME, id.0);
        }
        Ok(found)
    }

    /// The aliases of a topic, by name.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn aliases(&self, id: TopicId) -> Result<Vec<TopicId>, Failure> {
        let members = self.slice(&List::aliases(id), None, 200, false).await?;
        Ok(members.into_iter().map(|(_, id)| TopicId(id)).collect())
    }
}

impl Rows {
    /// Topics and aliases by id, above one, at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn topics_above(&self, above: i64, limit: i64) -> Result<Vec<Topic>, Failure> {
        self.query(&format!("{SELECT} WHERE id > $1 ORDER BY id LIMIT $2"), values![above, limit], row).await
    }

    /// A topic by id.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn topic(&self, id: TopicId) -> Result<Option<Topic>, Failure> {
        Ok(by_ids(self.connection(), SELECT, &[id.0], row).await?.pop())
    }

    /// The topic or alias of that name in a language.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn topic_named(&self, of: &Language, name: &str) -> Result<Option<Topic>, Failure> {
        Ok(self.topics_named(of, &[name]).await?.into_iter().next())
    }

    /// The topics and aliases of those names in a language, the first of each name first.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn topics_named(&self, of: &Language, names: &[&str]) -> Result<Vec<Topic>, Failure> {
        let sql = format!("{SELECT} WHERE language = $1 AND name IN ($list) ORDER BY id");
        among(self.connection(), &sql, values![of.tag()], &texts(names.iter().copied()), row).await
    }

    /// The aliases of a topic.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn aliases_of(&self, id: TopicId) -> Result<Vec<Topic>, Failure> {
        self.query(&format!("{SELECT} WHERE alias_of = $1 ORDER BY id"), values![id.0], row).await
    }

    /// Whether a topic has aliases.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn topic_has_aliases(&self, id: TopicId) -> Result<bool, Failure> {
        let sql = "SELECT count(*) AS n FROM topics WHERE alias_of = $1";
        Ok(self.connection().query_one(sql, values![id.0], |row| row.get::<i64>("n")).await? > 0)
    }
}

impl Transaction {
    /// Saves a topic, new or not, and the address that leads to it.
    ///
    /// # Errors
    /// [`Failure::Taken`] where another topic of the language has the slug.
    pub async fn save_topic(&mut self, topic: &Topic) -> Result<(), Failure> {
        self.save_topics(std::slice::from_ref(topic)).await
    }

    /// Saves topics, each new or not and none twice, and the addresses that lead to them.
    ///
    /// # Errors
    /// [`Failure::Taken`] where another topic of the language has one of the slugs.
    pub async fn save_topics(&mut self, topics: &[Topic]) -> Result<(), Failure> {
        self.touch_all(topics.iter().map(|topic| Thing::Topic(topic.id.0))).await?;
        let mut meant_otherwise = Vec::new();
        for topic in topics.iter().filter(|topic| !self.is_new(topic.id.0)) {
            let before = self.topic(topic.id).await?;
            meant_otherwise.extend(before.filter(|before| before.alias_of != topic.alias_of).map(|before| before.id));
        }
        let rows: Vec<_> = topics.iter().map(columns).collect();
        let into = "INSERT INTO topics (id, language, name, slug, alias_of, description)";
        let then = "ON CONFLICT (id) DO UPDATE SET language = excluded.language, name = excluded.name,
                    slug = excluded.slug, alias_of = excluded.alias_of, description = excluded.description";
        self.insert(into, &rows, then).await?;
        for topic in meant_otherwise {
            self.list_again(&Term::Topic(topic)).await?;
        }
        let languages = self.languages().await?;
        let address = |t: &Topic| (address::topic(&address::prefix(&t.language, &languages), &t.slug), t.id.0);
        self.lead_all("topic", &topics.iter().map(address).collect::<Vec<_>>()).await
    }
}
