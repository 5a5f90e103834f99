//! Articles as readers may have them: the published revision joined to the article's own row.

use std::collections::HashMap;
use std::sync::Arc;

use broadsheet_news::address::Span;
use broadsheet_news::article::{Author, Byline, Dateline, Member, State};
use broadsheet_news::body::Body;
use broadsheet_news::clock::Instant;
use broadsheet_news::correction::Correction;
use broadsheet_news::facts::{Column, Fact, Hash, Picture};
use broadsheet_news::ids::{ArticleId, OrganisationId, PhotoId, RevisionId, SectionId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_news::lists::{Key, List};

use crate::corrections;
use crate::db::{Connection, Row, among, ask_together, ints, values};
use crate::failure::Failure;
use crate::settings::language;
use crate::source::{Source, seen};

/// An article as readers may have it, without its text.
#[derive(Clone, Debug)]
pub struct PublicArticle {
    pub(crate) id: ArticleId,
    pub(crate) state: State,
    pub(crate) address: Option<String>,
    pub(crate) first_published: Option<Instant>,
    pub(crate) updated: Option<Instant>,
    pub(crate) revision: RevisionId,
    pub(crate) language: Language,
    pub(crate) headline: String,
    pub(crate) front_headline: Option<String>,
    pub(crate) seo_title: Option<String>,
    pub(crate) deck: String,
    pub(crate) bylines: Vec<Byline>,
    pub(crate) authors: Vec<Author>,
    pub(crate) dateline: Dateline,
    pub(crate) section: Option<SectionId>,
    pub(crate) topics: Vec<TopicId>,
    pub(crate) lead_photo: Option<PhotoId>,
}

seen! {
    /// An article as a page sees it.
    SeenArticle of PublicArticle, as ArticleId {
        /// Published or withdrawn; anything, in a preview.
        state: State = ARTICLE_STATE;
        /// Its address.
        address: Option<String> = ARTICLE_ADDRESS;
        /// When readers first had it.
        first_published: Option<Instant> = ARTICLE_FIRST_PUBLISHED;
        /// Its last substantive change.
        updated: Option<Instant> = ARTICLE_UPDATED;
        /// Its language.
        language: Language = ARTICLE_LANGUAGE;
        /// The headline of its page.
        headline: String = ARTICLE_HEADLINE;
        /// The headline of fronts and lists, where it differs.
        front_headline: Option<String> = ARTICLE_FRONT_HEADLINE;
        /// The title for search engines, where it differs.
        seo_title: Option<String> = ARTICLE_SEO_TITLE;
        /// The deck.
        deck: String = ARTICLE_DECK;
        /// Who wrote it, for whom and as what.
        bylines: Vec<Byline> = ARTICLE_BYLINES;
        /// Who wrote it: nothing more of the bylines.
        authors: Vec<Author> = ARTICLE_AUTHORS;
        /// Where it was written.
        dateline: Dateline = ARTICLE_DATELINE;
        /// Its section.
        section: Option<SectionId> = ARTICLE_SECTION;
        /// Its topics, in order.
        topics: Vec<TopicId> = ARTICLE_TOPICS;
        /// The photo above the text.
        lead_photo: Option<PhotoId> = ARTICLE_LEAD_PHOTO;
    }
}

/// The hashes of bodies by revision, which never says anything else: none is read twice to see that it is the same.
pub(crate) type BodyHashes = HashMap<RevisionId, Hash>;

/// How many hashes of bodies are kept.
const HASHES: usize = 100_000;

/// All that readers can see of some articles, in the order of the ids.
pub(crate) async fn pictures(
    connection: &Connection,
    ids: &[i64],
    bodies: &mut BodyHashes,
) -> Result<Vec<Picture>, Failure> {
    let mut pictures = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let around = Around::read(connection, some, bodies).await?;
        pictures.extend(some.iter().map(|id| around.picture(*id, bodies)));
    }
    Ok(pictures)
}

/// How many articles are read together with their texts.
const AT_ONCE: usize = 256;

/// Some articles with all that readers see around them, by the article's id.
struct Around {
    articles: HashMap<i64, PublicArticle>,
    corrections: HashMap<i64, Vec<Correction>>,
    translations: HashMap<i64, Vec<ArticleId>>,
    pins: HashMap<i64, Vec<Member>>,
    related: HashMap<i64, Vec<Member>>,
    mentions: HashMap<i64, Vec<OrganisationId>>,
}

impl Around {
    async fn read(connection: &Connection, ids: &[i64], known: &mut BodyHashes) -> Result<Self, Failure> {
        if known.len() > HASHES {
            known.clear();
        }
        // Nobody waits for the answer of another: PostgreSQL is asked for all of it at once.
        let (articles, corrections, translations, pins, related, mentions) = ask_together!(
            connection,
            load(connection, ids, None),
            corrections::of_articles(connection, ids),
            translations_of(connection, ids),
            members_of(connection, PINS, ids),
            members_of(connection, RELATED, ids),
            mentions_of(connection, ids),
        )?;
        let revisions = articles.iter().map(|article| article.revision);
        let unknown: Vec<i64> = revisions.filter(|id| !known.contains_key(id)).map(|id| id.0).collect();
        let bodies = bodies(connection, &unknown).await?.into_iter();
        known.extend(bodies.map(|(revision, (_, hash))| (revision, hash)));
        Ok(Self {
            articles: articles.into_iter().map(|article| (article.id.0, article)).collect(),
            corrections,
            translations,
            pins,
            related,
            mentions,
        })
    }

    /// Nothing of a draft, state and address once withdrawn, and everything while it is published.
    fn picture(&self, id: i64, bodies: &BodyHashes) -> Picture {
        let Some(article) = self.articles.get(&id) else { return Picture::default() };
        let mut picture = facts(article);
        if article.state == State::Withdrawn {
            picture.facts.retain(|fact, _| [Column::ARTICLE_STATE, Column::ARTICLE_ADDRESS].contains(&fact.column));
            return picture;
        }
        if let Some(body) = bodies.get(&article.revision) {
            picture.facts.insert(Fact::of_id(Column::ARTICLE_BODY, id), *body);
        }
        let corrections = of(&self.corrections, id);
        picture.fact(Column::ARTICLE_CORRECTIONS, id, corrections);
        picture.fact(Column::ARTICLE_TRANSLATIONS, id, of(&self.translations, id));
        picture.fact(Column::ARTICLE_PINS, id, of(&self.pins, id));
        picture.fact(Column::ARTICLE_RELATED, id, of(&self.related, id));
        let mentions = of(&self.mentions, id);
        picture.fact(Column::ARTICLE_MENTIONS, id, mentions);
        for correction in corrections {
            let key = Key::of_time(correction.made, correction.id.0);
            picture.position(List::corrections(&article.language), key, id);
        }
        for list in lists(article, mentions) {
            let first = article.first_published.unwrap_or(Instant::ALWAYS);
            picture.position(list, Key::of_time(first, id), id);
        }
        picture
    }
}

fn of<T>(all: &HashMap<i64, Vec<T>>, id: i64) -> &[T] {
    all.get(&id).map_or(&[], Vec::as_slice)
}

/// The lists that a published article stands in, by first publication.
fn lists(article: &PublicArticle, mentions: &[OrganisationId]) -> Vec<List> {
    let mut lists = vec![List::latest(&article.language)];
    lists.extend(article.section.map(List::section));
    lists.extend(article.topics.iter().copied().map(List::topic));
    lists.extend(article.bylines.iter().filter_map(|byline| match byline.author {
        Author::Person(id) => Some(List::person(id)),
        Author::Guest(_) => None,
    }));
    lists.extend(article.bylines.iter().filter_map(|byline| byline.organisation_id).map(List::bylines));
    lists.extend(mentions.iter().copied().map(List::mentions));
    let organisations = article.bylines.iter().filter_map(|byline| byline.organisation_id);
    lists.extend(organisations.chain(mentions.iter().copied()).map(List::organisation));
    let day = article.address.as_deref().and_then(Span::of_article);
    let dated = std::iter::successors(day, |span| span.above()).take_while(|span| !matches!(span, Span::Year(_)));
    lists.extend(dated.map(|span| List::dated(&article.language, span)));
    lists
}

pub(crate) const PINS: &str = "SELECT article, members FROM pins WHERE article IN ($list)";
pub(crate) const RELATED: &str = "SELECT article, members FROM related WHERE article IN ($list)";

/// The columns of an article as readers may have it, of articles `a` and revisions `r`.
macro_rules! columns {
    () => {
        "a.id, a.state, a.address, a.first_published, a.updated, r.id AS revision, r.language, r.headline,
         r.front_headline, r.seo_title, r.deck, r.bylines, r.dateline_place, r.dateline_organisation,
         r.section, r.topics, r.lead_photo"
    };
}
pub(crate) use columns;

/// The articles that readers may have, in the order of the ids.
pub(crate) async fn load(
    connection: &Connection,
    ids: &[i64],
    preview: Option<ArticleId>,
) -> Result<Vec<PublicArticle>, Failure> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM articles a
         JOIN revisions r ON r.id = CASE WHEN a.id = $1 THEN a.working_revision ELSE a.published_revision END
         WHERE a.id IN ($list) AND (a.state IN ('published', 'withdrawn') OR a.id = $1)"
    );
    let preview = values![preview.map_or(0, |id| id.0)];
    let found = among(connection, sql, preview, &ints(ids), row).await?;
    let mut found: HashMap<i64, PublicArticle> = found.into_iter().map(|article| (article.id.0, article)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

pub(crate) fn row(row: &Row<'_>) -> Result<PublicArticle, Failure> {
    let state: String = row.get("state")?;
    let bylines: Vec<Byline> = row.json("bylines")?;
    Ok(PublicArticle {
        id: ArticleId(row.get("id")?),
        state: State::of_word(&state).ok_or_else(|| Failure::Broken(format!("'{state}' is no state")))?,
        address: row.get("address")?,
        first_published: row.get::<Option<i64>>("first_published")?.map(Instant::from_microseconds),
        updated: row.get::<Option<i64>>("updated")?.map(Instant::from_microseconds),
        revision: RevisionId(row.get("revision")?),
        language: language(row, "language")?,
        headline: row.get("headline")?,
        front_headline: row.get("front_headline")?,
        seo_title: row.get("seo_title")?,
        deck: row.get("deck")?,
        authors: bylines.iter().map(|byline| byline.author.clone()).collect(),
        bylines,
        dateline: Dateline { place: row.get("dateline_place")?, organisation: row.get("dateline_organisation")? },
        section: row.get::<Option<i64>>("section")?.map(SectionId),
        topics: row.json("topics")?,
        lead_photo: row.get::<Option<i64>>("lead_photo")?.map(PhotoId),
    })
}

/// The articles that readers have.
pub(crate) async fn published(connection: &Connection) -> Result<Vec<i64>, Failure> {
    let sql = "SELECT id FROM articles WHERE state = 'published' ORDER BY id";
    connection.query(sql, &[], |row| row.get("id")).await
}

async fn body(connection: &Connection, revision: RevisionId) -> Result<(Body, Hash), Failure> {
    let body = bodies(connection, &[revision.0]).await?.remove(&revision);
    body.ok_or_else(|| Failure::Broken(format!("revision {revision} is missing")))
}

pub(crate) async fn bodies(
    connection: &Connection,
    revisions: &[i64],
) -> Result<HashMap<RevisionId, (Body, Hash)>, Failure> {
    let sql = "SELECT id, body FROM revisions WHERE id IN ($list)";
    let read = |row: &Row<'_>| Ok((RevisionId(row.get("id")?), row.hashed("body")?));
    Ok(among(connection, sql, &[], &ints(revisions), read).await?.into_iter().collect())
}

pub(crate) async fn translations(connection: &Connection, id: i64) -> Result<Vec<ArticleId>, Failure> {
    Ok(translations_of(connection, &[id]).await?.remove(&id).unwrap_or_default())
}

async fn translations_of(connection: &Connection, ids: &[i64]) -> Result<HashMap<i64, Vec<ArticleId>>, Failure> {
    let sql = "SELECT article, other FROM translations WHERE article IN ($list) ORDER BY article, other";
    let read = |row: &Row<'_>| Ok((row.get("article")?, ArticleId(row.get("other")?)));
    let mut translations: HashMap<i64, Vec<ArticleId>> = HashMap::new();
    for (article, other) in among(connection, sql, &[], &ints(ids), read).await? {
        translations.entry(article).or_default().push(other);
    }
    Ok(translations)
}

async fn members(connection: &Connection, sql: &str, id: i64) -> Result<Vec<Member>, Failure> {
    Ok(members_of(connection, sql, &[id]).await?.remove(&id).unwrap_or_default())
}

pub(crate) async fn members_of(
    connection: &Connection,
    sql: &str,
    ids: &[i64],
) -> Result<HashMap<i64, Vec<Member>>, Failure> {
    let read = |row: &Row<'_>| Ok((row.get("article")?, row.json("members")?));
    Ok(among(connection, sql, &[], &ints(ids), read).await?.into_iter().collect())
}

async fn mentions(connection: &Connection, id: i64) -> Result<Vec<OrganisationId>, Failure> {
    Ok(mentions_of(connection, &[id]).await?.remove(&id).unwrap_or_default())
}

pub(crate) async fn mentions_of(
    connection: &Connection,
    ids: &[i64],
) -> Result<HashMap<i64, Vec<OrganisationId>>, Failure> {
    let sql = "SELECT article, organisations FROM mentions WHERE article IN ($list)";
    let read = |row: &Row<'_>| Ok((row.get("article")?, row.json("organisations")?));
    Ok(among(connection, sql, &[], &ints(ids), read).await?.into_iter().collect())
}

impl Source {
    /// The published articles with those ids, in that order; what is withdrawn or not yet out is left out, and that is recorded.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn articles(&self, ids: &[ArticleId]) -> Result<Vec<SeenArticle<'_>>, Failure> {
        let mut found = Vec::with_capacity(ids.len());
        for article in self.articles_known(ids).await? {
            if self.preview() == Some(article.id()) || *article.state() == State::Published {
                found.push(article);
            }
        }
        Ok(found)
    }

    /// One article, published or withdrawn; `None` where readers never had it.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn article(&self, id: ArticleId) -> Result<Option<SeenArticle<'_>>, Failure> {
        Ok(self.articles_known(&[id]).await?.pop())
    }

    async fn articles_known(&self, ids: &[ArticleId]) -> Result<Vec<SeenArticle<'_>>, Failure> {
        let bare: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let read = |unread: Vec<i64>| async move {
            let articles = load(self.connection(), &unread, self.preview()).await?;
            Ok(articles.into_iter().map(|article| (article.id.0, Arc::new(article.into()))).collect())
        };
        let rows = self.kept().articles.all(&bare, read).await?;
        for id in &bare {
            if !rows.iter().any(|row| row.id.0 == *id) {
                self.saw_absent(Column::ARTICLE_STATE, *id);
            }
        }
        Ok(rows.into_iter().map(|row| SeenArticle::new(self, row)).collect())
    }

    /// The related articles that an editor chose.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn pins(&self, id: ArticleId) -> Result<Vec<Member>, Failure> {
        let pins = members(self.connection(), PINS, id.0).await?;
        self.saw(Column::ARTICLE_PINS, id.0, &pins);
        Ok(pins)
    }

    /// The stored list of related articles.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn related(&self, id: ArticleId) -> Result<Vec<Member>, Failure> {
        let related = self.kept().related.one(&id.0, || members(self.connection(), RELATED, id.0)).await?;
        self.saw(Column::ARTICLE_RELATED, id.0, &*related);
        Ok(related.to_vec())
    }
}

/// An article's text as a page sees it.
pub struct SeenBody(Arc<(Body, Hash)>);

impl std::ops::Deref for SeenBody {
    type Target = Body;

    fn deref(&self) -> &Body {
        &self.0.0
    }
}

impl SeenArticle<'_> {
    /// Its text.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn body(&self) -> Result<SeenBody, Failure> {
        let read = || body(self.source.connection(), self.row.revision);
        let body = self.source.kept().bodies.one(&self.row.revision.0, read).await?;
        self.source.saw_hashed(Column::ARTICLE_BODY, self.row.id.0, body.1);
        Ok(SeenBody(body))
    }

    /// Its corrections, oldest first.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn corrections(&self) -> Result<Vec<Correction>, Failure> {
        let id = self.row.id.0;
        let read = || corrections::of_article(self.source.connection(), id);
        let corrections = self.source.kept().corrections.one(&id, read).await?;
        self.source.saw(Column::ARTICLE_CORRECTIONS, id, &*corrections);
        Ok(corrections.to_vec())
    }

    /// The same article in other languages, published ones only.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn translations(&self) -> Result<Vec<SeenArticle<'_>>, Failure> {
        let id = self.row.id.0;
        let read = || translations(self.source.connection(), id);
        let ids = self.source.kept().translations.one(&id, read).await?;
        self.source.saw(Column::ARTICLE_TRANSLATIONS, id, &*ids);
        self.source.articles(&ids).await
    }

    /// The organisations its text names.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn mentions(&self) -> Result<Vec<OrganisationId>, Failure> {
        let mentions = mentions(self.source.connection(), self.row.id.0).await?;
        self.source.saw(Column::ARTICLE_MENTIONS, self.row.id.0, &mentions);
        Ok(mentions)
    }
}
