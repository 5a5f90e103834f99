//! Articles and revisions as acts write them.

use std::collections::BTreeMap;

use broadsheet_news::article::{Article, Content, Dateline, Member, Revision, State};
use broadsheet_news::clock::Instant;
use broadsheet_news::facts::{Column, Fact, Hash};
use broadsheet_news::ids::{ArticleId, OrganisationId, PersonId, PhotoId, RevisionId, SectionId};
use broadsheet_news::reference::normalised;

use crate::changes::json;
use crate::db::{Row, Value, among, ints, row, texts, values};
use crate::failure::Failure;
use crate::rows::Rows;
use crate::settings::language;
use crate::thing::Thing;
use crate::transaction::Transaction;

const ARTICLE: &str =
    "SELECT id, state, slug, address, published_revision, working_revision, first_published, updated, source
                       FROM articles";
const REVISION: &str =
    "SELECT id, article, base, saved, saved_by, language, headline, front_headline, seo_title, deck, body,
                        bylines, dateline_place, dateline_organisation, section, topics, lead_photo FROM revisions";

fn article(row: &Row<'_>) -> Result<Article, Failure> {
    let state: String = row.get("state")?;
    Ok(Article {
        id: ArticleId(row.get("id")?),
        state: State::of_word(&state).ok_or_else(|| Failure::Broken(format!("'{state}' is no state")))?,
        slug: row.get("slug")?,
        address: row.get("address")?,
        published_revision: row.get::<Option<i64>>("published_revision")?.map(RevisionId),
        working_revision: RevisionId(row.get("working_revision")?),
        first_published: row.get::<Option<i64>>("first_published")?.map(Instant::from_microseconds),
        updated: row.get::<Option<i64>>("updated")?.map(Instant::from_microseconds),
    })
}

fn revision(row: &Row<'_>) -> Result<Revision, Failure> {
    Ok(Revision {
        id: RevisionId(row.get("id")?),
        article: ArticleId(row.get("article")?),
        base: row.get::<Option<i64>>("base")?.map(RevisionId),
        saved: Instant::from_microseconds(row.get("saved")?),
        saved_by: row.get::<Option<i64>>("saved_by")?.map(PersonId),
        content: Content {
            language: language(row, "language")?,
            headline: row.get("headline")?,
            front_headline: row.get("front_headline")?,
            seo_title: row.get("seo_title")?,
            deck: row.get("deck")?,
            body: row.json("body")?,
            bylines: row.json("bylines")?,
            dateline: Dateline { place: row.get("dateline_place")?, organisation: row.get("dateline_organisation")? },
            section: row.get::<Option<i64>>("section")?.map(SectionId),
            topics: row.json("topics")?,
            lead_photo: row.get::<Option<i64>>("lead_photo")?.map(PhotoId),
        },
    })
}

/// An article that is to be made: its own row, its first revision, and where an import found it. One source makes one article.
#[derive(Clone, Debug)]
pub struct NewArticle {
    /// Its own row.
    pub article: Article,
    /// Its first revision.
    pub first: Revision,
    /// Where an import found it; `None` where it was written here.
    pub source: Option<String>,
}

impl NewArticle {
    fn row(&self) -> [Value<'_>; 9] {
        let a = &self.article;
        row![
            a.id.0,
            a.state.word(),
            &a.slug,
            a.address.as_deref(),
            a.published_revision.map(|r| r.0),
            a.working_revision.0,
            a.first_published.map(Instant::microseconds),
            a.updated.map(Instant::microseconds),
            self.source.as_deref(),
        ]
    }
}

/// A revision as the list of an article's revisions shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its id.
    pub id: RevisionId,
    /// The revision that it was based on.
    pub base: Option<RevisionId>,
    /// When it was saved.
    pub saved: Instant,
    /// Who saved it, where that is known.
    pub by: Option<String>,
    /// Its headline.
    pub headline: String,
}

/// A revision with what its columns hold as JSON.
struct Written<'r> {
    revision: &'r Revision,
    body: String,
    bylines: String,
    topics: String,
    compared: String,
}

impl<'r> Written<'r> {
    fn of(revision: &'r Revision) -> Result<Self, Failure> {
        let c = &revision.content;
        let (body, bylines, topics) = (json(&c.body)?, json(&c.bylines)?, json(&c.topics)?);
        Ok(Self { revision, body, bylines, topics, compared: normalised(&c.headline) })
    }

    fn row(&self, account: Option<i64>) -> [Value<'_>; 19] {
        let (r, c) = (self.revision, &self.revision.content);
        row![
            r.id.0,
            r.article.0,
            r.base.map(|r| r.0),
            r.saved.microseconds(),
            r.saved_by.map(|p| p.0),
            c.language.tag(),
            &c.headline,
            c.front_headline.as_deref(),
            c.seo_title.as_deref(),
            &c.deck,
            &self.body,
            &self.bylines,
            &c.dateline.place,
            &c.dateline.organisation,
            c.section.map(|s| s.0),
            &self.topics,
            c.lead_photo.map(|p| p.0),
            &self.compared,
            account,
        ]
    }
}

impl Rows {
    /// An article's own row.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn article(&self, id: ArticleId) -> Result<Option<Article>, Failure> {
        let sql = format!("{ARTICLE} WHERE id = $1");
        Ok(self.query(&sql, values![id.0], article).await?.pop())
    }

    /// The articles that an import made from those sources, or that have them as their own addresses: each with its
    /// source. Of several that answer to one, the first comes first.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn articles_from(&self, sources: &[&str]) -> Result<Vec<(Article, Option<String>)>, Failure> {
        let mut found = BTreeMap::new();
        for column in ["source", "address"] {
            let sql = format!("{ARTICLE} WHERE {column} IN ($list)");
            let read = |row: &Row<'_>| Ok((article(row)?, row.get("source")?));
            let rows = among(self.connection(), &sql, &[], &texts(sources.iter().copied()), read).await?;
            found.extend(rows.into_iter().map(|row| (row.0.id, row)));
        }
        Ok(found.into_values().collect())
    }

    /// Where an import found an article; `None` where it was written here.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn source_of(&self, id: ArticleId) -> Result<Option<String>, Failure> {
        let sql = "SELECT source FROM articles WHERE id = $1";
        Ok(self.query(sql, values![id.0], |row| row.get("source")).await?.pop().flatten())
    }

    /// The same article in other languages.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn translations(&self, id: ArticleId) -> Result<Vec<ArticleId>, Failure> {
        crate::articles::translations(self.connection(), id.0).await
    }

    /// Articles by id, above one, for going through all of them.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn articles_above(&self, above: i64, limit: i64) -> Result<Vec<Article>, Failure> {
        let sql = format!("{ARTICLE} WHERE id > $1 ORDER BY id LIMIT $2");
        self.query(&sql, values![above, limit], article).await
    }

    /// One revision.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn revision(&self, id: RevisionId) -> Result<Option<Revision>, Failure> {
        let sql = format!("{REVISION} WHERE id = $1");
        Ok(self.query(&sql, values![id.0], revision).await?.pop())
    }

    /// The revisions of an article below one, the newest first, at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn revisions_below(&self, of: ArticleId, below: RevisionId, limit: i64) -> Result<Vec<Saved>, Failure> {
        let sql = "SELECT r.id AS id, r.base AS base, r.saved AS saved, r.headline AS headline, a.name AS name,
                          p.name AS person
                   FROM revisions r LEFT JOIN accounts a ON a.id = r.account LEFT JOIN persons p ON p.id = r.saved_by
                   WHERE r.article = $1 AND r.id < $2 ORDER BY r.id DESC LIMIT $3";
        let read = |row: &Row<'_>| {
            Ok(Saved {
                id: RevisionId(row.get("id")?),
                base: row.get::<Option<i64>>("base")?.map(RevisionId),
                saved: Instant::from_microseconds(row.get("saved")?),
                by: row.get::<Option<String>>("name")?.or(row.get("person")?),
                headline: row.get("headline")?,
            })
        };
        self.query(sql, values![of.0, below.0, limit], read).await
    }

    /// All words of those of the articles that readers have: headline, deck and text.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn published_texts(&self, ids: &[i64]) -> Result<Vec<(ArticleId, String)>, Failure> {
        let sql = "SELECT a.id, r.headline, r.deck, r.body
                   FROM articles a JOIN revisions r ON r.id = a.published_revision
                   WHERE a.id IN ($list) AND a.state = 'published'";
        let words = |row: &Row<'_>| {
            let body: broadsheet_news::body::Body = row.json("body")?;
            let words = [row.get::<String>("headline")?, row.get("deck")?, body.plain_text()].join("\n");
            Ok((ArticleId(row.get("id")?), words))
        };
        let found = among(self.connection(), sql, &[], &ints(ids), words).await?;
        Ok(found.into_iter().collect::<BTreeMap<_, _>>().into_iter().collect())
    }

    /// The related articles that an editor chose.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn pins(&self, article: ArticleId) -> Result<Vec<Member>, Failure> {
        let sql = "SELECT members FROM pins WHERE article = $1";
        Ok(self.query(sql, values![article.0], |row| row.json("members")).await?.pop().unwrap_or_default())
    }

    /// The related articles that the paper chose.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn related(&self, article: ArticleId) -> Result<Vec<Member>, Failure> {
        let sql = "SELECT members FROM related WHERE article = $1";
        Ok(self.query(sql, values![article.0], |row| row.json("members")).await?.pop().unwrap_or_default())
    }
}

impl Transaction {
    /// Makes an article with its first revision, as a draft. `id` is a new one.
    ///
    /// `source` names where an import found it; one source makes one article.
    ///
    /// # Errors
    /// [`Failure::Taken`] where an article of that source exists.
    pub async fn insert_article(
        &mut self,
        id: ArticleId,
        slug: &str,
        content: &Content,
        by: Option<PersonId>,
        source: Option<&str>,
    ) -> Result<Revision, Failure> {
        let (revision, saved, content) = (RevisionId(self.new_id()), self.now(), content.clone());
        let first = Revision { id: revision, article: id, base: None, saved, saved_by: by, content };
        let article = Article::draft(id, slug, revision);
        let new = NewArticle { article, first, source: source.map(str::to_owned) };
        self.insert_articles(std::slice::from_ref(&new)).await?;
        Ok(new.first)
    }

    /// Makes articles, each as it is, with its first revision. The addresses of published ones begin to lead to them.
    ///
    /// # Errors
    /// [`Failure::Taken`] where there is an article of one of the sources, or an address leads to another thing.
    pub async fn insert_articles(&mut self, new: &[NewArticle]) -> Result<(), Failure> {
        self.touch_all(new.iter().map(|new| Thing::Article(new.article.id.0))).await?;
        new.iter().for_each(|new| self.works_on(new.article.id.0));
        let rows: Vec<_> = new.iter().map(NewArticle::row).collect();
        let into = "INSERT INTO articles (id, state, slug, address, published_revision, working_revision,
                    first_published, updated, source)";
        self.insert(into, &rows, "").await?;
        self.insert_revisions(new.iter().map(|new| &new.first)).await?;
        let address = |new: &NewArticle| Some((new.article.address.clone()?, new.article.id.0));
        self.lead_all("article", &new.iter().filter_map(address).collect::<Vec<_>>()).await
    }

    /// Saves a further revision and makes it the working one.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_revision(
        &mut self,
        article: ArticleId,
        base: RevisionId,
        content: &Content,
        by: Option<PersonId>,
    ) -> Result<Revision, Failure> {
        self.touch(Thing::Article(article.0)).await?;
        self.works_on(article.0);
        let id = RevisionId(self.new_id());
        let saved = self.now();
        let revision = Revision { id, article, base: Some(base), saved, saved_by: by, content: content.clone() };
        self.insert_revisions([&revision]).await?;
        let sql = "UPDATE articles SET working_revision = $2 WHERE id = $1";
        self.execute(sql, values![article.0, id.0]).await?;
        Ok(revision)
    }

    async fn insert_revisions<'r>(&mut self, revisions: impl IntoIterator<Item = &'r Revision>) -> Result<(), Failure> {
        let all = revisions.into_iter().map(Written::of).collect::<Result<Vec<_>, _>>()?;
        let account = self.act().trace.as_ref().and_then(|trace| trace.account).map(|account| account.0);
        let rows: Vec<_> = all.iter().map(|written| written.row(account)).collect();
        let into = "INSERT INTO revisions (id, article, base, saved, saved_by, language, headline, front_headline,
                    seo_title, deck, body, bylines, dateline_place, dateline_organisation, section, topics, lead_photo,
                    compared_headline, account)";
        self.insert(into, &rows, "").await?;
        for written in &all {
            self.has_body(written.revision.id, Hash::of(&written.revision.content.body));
        }
        Ok(())
    }

    /// Saves an article's own row: its state, revisions and times. A published
    /// article's address begins to lead to it.
    ///
    /// # Errors
    /// [`Failure::Taken`] where the address leads to another article.
    pub async fn save_article(&mut self, article: &Article) -> Result<(), Failure> {
        let thing = Thing::Article(article.id.0);
        self.touch(thing.clone()).await?;
        self.works_on(article.id.0);
        let sql =
            "UPDATE articles SET state = $2, slug = $3, address = $4, published_revision = $5, working_revision = $6,
                   first_published = $7, updated = $8 WHERE id = $1";
        let all = values![
            article.id.0,
            article.state.word(),
            &article.slug,
            article.address.as_deref(),
            article.published_revision.map(|r| r.0),
            article.working_revision.0,
            article.first_published.map(Instant::microseconds),
            article.updated.map(Instant::microseconds),
        ];
        self.execute(sql, all).await?;
        let fact = Fact::of_id(Column::ARTICLE_ADDRESS, article.id.0);
        match &article.address {
            // Readers found it there before.
            Some(_) if self.had(&thing, &fact, Hash::of(&article.address)) => Ok(()),
            Some(address) => self.lead(address, "article", article.id.0).await,
            None => Ok(()),
        }
    }

    /// Names the articles that an editor wants among the related ones, in order.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_pins(&mut self, article: ArticleId, members: &[Member]) -> Result<(), Failure> {
        self.save_all_pins(&[(article, members.to_vec())]).await
    }

    /// Names them for several articles, none twice.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_all_pins(&mut self, pins: &[(ArticleId, Vec<Member>)]) -> Result<(), Failure> {
        self.save_of_articles("pins", "members", pins).await
    }

    /// Stores the related articles that the paper chose (a derived fact).
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_related(&mut self, article: ArticleId, members: &[Member]) -> Result<(), Failure> {
        self.save_all_related(&[(article, members.to_vec())]).await
    }

    /// Stores them for several articles, none twice.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_all_related(&mut self, related: &[(ArticleId, Vec<Member>)]) -> Result<(), Failure> {
        self.save_of_articles("related", "members", related).await
    }

    /// Stores the organisations that an article's text names (a derived fact).
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_mentions(&mut self, article: ArticleId, organisations: &[OrganisationId]) -> Result<(), Failure> {
        self.save_all_mentions(&[(article, organisations.to_vec())]).await
    }

    /// Stores them for several articles, none twice.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_all_mentions(&mut self, mentions: &[(ArticleId, Vec<OrganisationId>)]) -> Result<(), Failure> {
        self.save_of_articles("mentions", "organisations", mentions).await
    }

    /// Saves what a table keeps of each article in one column.
    async fn save_of_articles<T: serde::Serialize>(
        &mut self,
        table: &str,
        column: &str,
        all: &[(ArticleId, Vec<T>)],
    ) -> Result<(), Failure> {
        self.touch_all(all.iter().map(|(article, _)| Thing::Article(article.0))).await?;
        let values = all.iter().map(|(_, values)| json(values)).collect::<Result<Vec<_>, _>>()?;
        let rows: Vec<_> = all.iter().zip(&values).map(|((article, _), values)| row![article.0, values]).collect();
        let into = format!("INSERT INTO {table} (article, {column})");
        let then = format!("ON CONFLICT (article) DO UPDATE SET {column} = excluded.{column}");
        self.insert(&into, &rows, &then).await?;
        Ok(())
    }

    /// Says that two articles are the same in two languages.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn link_translation(&mut self, one: ArticleId, other: ArticleId) -> Result<(), Failure> {
        self.link_translations(&[(one, other)]).await
    }

    /// Says of each two articles that they are the same in two languages.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn link_translations(&mut self, pairs: &[(ArticleId, ArticleId)]) -> Result<(), Failure> {
        let both = pairs.iter().flat_map(|(one, other)| [(one.0, other.0), (other.0, one.0)]);
        let rows: Vec<_> = both.clone().map(|(article, other)| row![article, other]).collect();
        self.touch_all(both.map(|(article, _)| Thing::Article(article))).await?;
        self.insert("INSERT INTO translations (article, other)", &rows, "ON CONFLICT DO NOTHING").await?;
        Ok(())
    }
}
