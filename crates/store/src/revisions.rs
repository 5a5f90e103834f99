//! Articles and revisions as acts write them.

use broadsheet_news::article::{Article, Content, Dateline, Member, Revision, State};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, OrganisationId, PersonId, PhotoId, RevisionId, SectionId};
use broadsheet_news::reference::normalised;

use crate::changes::json;
use crate::db::{Row, values};
use crate::failure::Failure;
use crate::settings::language;
use crate::thing::Thing;
use crate::transaction::Transaction;

const ARTICLE: &str =
    "SELECT id, state, slug, address, published_revision, working_revision, first_published, updated FROM articles";
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

impl Transaction {
    /// An article's own row.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn article(&self, id: ArticleId) -> Result<Option<Article>, Failure> {
        let sql = format!("{ARTICLE} WHERE id = $1");
        Ok(self.query(&sql, values![id.0], article).await?.pop())
    }

    /// The article that an import made from that source, or that has it as its own address.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn article_from(&self, source: &str) -> Result<Option<Article>, Failure> {
        let sql = format!("{ARTICLE} WHERE source = $1 OR address = $1 ORDER BY id LIMIT 1");
        Ok(self.query(&sql, values![source], article).await?.pop())
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

    /// All words of an article that readers have: headline, deck and text.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn published_text(&self, id: ArticleId) -> Result<Option<String>, Failure> {
        let sql = "SELECT r.headline, r.deck, r.body FROM articles a JOIN revisions r ON r.id = a.published_revision
                   WHERE a.id = $1 AND a.state = 'published'";
        let words = |row: &Row<'_>| {
            let body: broadsheet_news::body::Body = row.json("body")?;
            Ok([row.get::<String>("headline")?, row.get("deck")?, body.plain_text()].join("\n"))
        };
        Ok(self.query(sql, values![id.0], words).await?.pop())
    }

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
        self.touch_new(Thing::Article(id.0));
        let first = RevisionId(self.new_id());
        let sql = "INSERT INTO articles (id, state, slug, working_revision, source) VALUES ($1, $2, $3, $4, $5)";
        self.execute(sql, values![id.0, State::Draft.word(), slug, first.0, source]).await?;
        self.insert_revision(Revision {
            id: first,
            article: id,
            base: None,
            saved: self.now(),
            saved_by: by,
            content: content.clone(),
        })
        .await
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
        let id = RevisionId(self.new_id());
        let saved = self.now();
        let revision = Revision { id, article, base: Some(base), saved, saved_by: by, content: content.clone() };
        let revision = self.insert_revision(revision).await?;
        let sql = "UPDATE articles SET working_revision = $2 WHERE id = $1";
        self.execute(sql, values![article.0, id.0]).await?;
        Ok(revision)
    }

    async fn insert_revision(&mut self, revision: Revision) -> Result<Revision, Failure> {
        let sql = "INSERT INTO revisions (id, article, base, saved, saved_by, language, headline, front_headline, seo_title,
                   deck, body, bylines, dateline_place, dateline_organisation, section, topics, lead_photo,
                   compared_headline) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
        let c = &revision.content;
        let (body, bylines, topics) = (json(&c.body)?, json(&c.bylines)?, json(&c.topics)?);
        let compared = normalised(&c.headline);
        let all = values![
            revision.id.0,
            revision.article.0,
            revision.base.map(|r| r.0),
            revision.saved.microseconds(),
            revision.saved_by.map(|p| p.0),
            c.language.tag(),
            &c.headline,
            c.front_headline.as_deref(),
            c.seo_title.as_deref(),
            &c.deck,
            &body,
            &bylines,
            &c.dateline.place,
            &c.dateline.organisation,
            c.section.map(|s| s.0),
            &topics,
            c.lead_photo.map(|p| p.0),
            &compared,
        ];
        self.execute(sql, all).await?;
        Ok(revision)
    }

    /// Saves an article's own row: its state, revisions and times. A published
    /// article's address begins to lead to it.
    ///
    /// # Errors
    /// [`Failure::Taken`] where the address leads to another article.
    pub async fn save_article(&mut self, article: &Article) -> Result<(), Failure> {
        self.touch(Thing::Article(article.id.0)).await?;
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
        match &article.address {
            Some(address) => self.lead(address, "article", article.id.0).await,
            None => Ok(()),
        }
    }

    /// Names the articles that an editor wants among the related ones, in order.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_pins(&mut self, article: ArticleId, members: &[Member]) -> Result<(), Failure> {
        let sql = "INSERT INTO pins (article, members) VALUES ($1, $2)
                   ON CONFLICT (article) DO UPDATE SET members = excluded.members";
        self.save_members(sql, article, members).await
    }

    /// Stores the related articles that the paper chose (a derived fact).
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_related(&mut self, article: ArticleId, members: &[Member]) -> Result<(), Failure> {
        let sql = "INSERT INTO related (article, members) VALUES ($1, $2)
                   ON CONFLICT (article) DO UPDATE SET members = excluded.members";
        self.save_members(sql, article, members).await
    }

    async fn save_members(&mut self, sql: &str, article: ArticleId, members: &[Member]) -> Result<(), Failure> {
        self.touch(Thing::Article(article.0)).await?;
        self.execute(sql, values![article.0, &json(members)?]).await?;
        Ok(())
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

    /// Stores the organisations that an article's text names (a derived fact).
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_mentions(&mut self, article: ArticleId, organisations: &[OrganisationId]) -> Result<(), Failure> {
        self.touch(Thing::Article(article.0)).await?;
        let sql = "INSERT INTO mentions (article, organisations) VALUES ($1, $2)
                   ON CONFLICT (article) DO UPDATE SET organisations = excluded.organisations";
        self.execute(sql, values![article.0, &json(organisations)?]).await?;
        Ok(())
    }

    /// Says that two articles are the same in two languages.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn link_translation(&mut self, one: ArticleId, other: ArticleId) -> Result<(), Failure> {
        let sql = "INSERT INTO translations (article, other) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        for (article, other) in [(one, other), (other, one)] {
            self.touch(Thing::Article(article.0)).await?;
            self.execute(sql, values![article.0, other.0]).await?;
        }
        Ok(())
    }

    /// Sets, or lifts, the instant before which nothing of an article is public.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_embargo(&mut self, article: ArticleId, until: Option<Instant>) -> Result<(), Failure> {
        self.touch(Thing::Article(article.0)).await?;
        self.execute("DELETE FROM embargoes WHERE article = $1", values![article.0]).await?;
        if let Some(until) = until {
            let sql = "INSERT INTO embargoes (article, until) VALUES ($1, $2)";
            self.execute(sql, values![article.0, until.microseconds()]).await?;
        }
        Ok(())
    }

    /// The instant before which nothing of an article is public.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn embargo(&self, article: ArticleId) -> Result<Option<Instant>, Failure> {
        let sql = "SELECT until FROM embargoes WHERE article = $1";
        let found = self.query(sql, values![article.0], |row| row.get("until")).await?;
        Ok(found.into_iter().next().map(Instant::from_microseconds))
    }

    /// Sets, or lifts, when an act is to be done to an article. `act` is `publish` or `withdraw`.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_schedule(&mut self, article: ArticleId, act: &str, at: Option<Instant>) -> Result<(), Failure> {
        self.touch(Thing::Article(article.0)).await?;
        self.execute("DELETE FROM schedules WHERE article = $1 AND act = $2", values![article.0, act]).await?;
        if let Some(at) = at {
            let sql = "INSERT INTO schedules (article, act, at) VALUES ($1, $2, $3)";
            self.execute(sql, values![article.0, act, at.microseconds()]).await?;
        }
        Ok(())
    }
}
