//! What followers of the change log read: many things at once, at one moment, and nothing of it recorded.

use std::collections::HashMap;

use broadsheet_news::article::{Byline, Member, State};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, OrganisationId, RevisionId, SectionId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_news::lists::List;

use crate::articles::{self, PINS, RELATED};
use crate::db::{among, ints};
use crate::failure::Failure;
use crate::positions::Range;
use crate::rows::Rows;
use crate::store::{Snapshot, Store};
use crate::{positions, references, settings};

/// A reading at one moment: the paper's rows, and what followers ask of many at once. Pages have the recorded source instead.
pub struct Reading {
    snapshot: Snapshot,
}

impl std::ops::Deref for Reading {
    type Target = Rows;

    fn deref(&self) -> &Rows {
        self.snapshot.rows()
    }
}

/// An article that readers have or had, as it is compared with others.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The article.
    pub id: ArticleId,
    /// Whether readers have it now; else they had it.
    pub published: bool,
    /// The revision they have: it never says anything else.
    pub revision: RevisionId,
    /// Its language.
    pub language: Language,
    /// Its headline.
    pub headline: String,
    /// Its deck.
    pub deck: String,
    /// When readers first had it.
    pub first_published: Option<Instant>,
    /// Its section.
    pub section: Option<SectionId>,
    /// Its topics and aliases.
    pub topics: Vec<TopicId>,
    /// Who wrote it.
    pub bylines: Vec<Byline>,
    /// The organisations its text names, as far as that was derived.
    pub mentions: Vec<OrganisationId>,
}

impl Store {
    /// Begins a reading.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn reading(&self) -> Result<Reading, Failure> {
        Ok(Reading { snapshot: self.snapshot().await? })
    }
}

impl Reading {
    /// Ends the reading.
    pub fn finish(self) {
        self.snapshot.finish();
    }

    /// Those of the articles that readers have or had, in the order of the ids.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn compared(&self, ids: &[i64]) -> Result<Vec<Compared>, Failure> {
        let connection = self.snapshot.connection();
        let mut mentions = articles::mentions_of(connection, ids).await?;
        let compared = articles::load(connection, ids, None).await?.into_iter().map(|article| Compared {
            mentions: mentions.remove(&article.id.0).unwrap_or_default(),
            id: article.id,
            published: article.state == State::Published,
            revision: article.revision,
            language: article.language,
            headline: article.headline,
            deck: article.deck,
            first_published: article.first_published,
            section: article.section,
            topics: article.topics,
            bylines: article.bylines,
        });
        Ok(compared.collect())
    }

    /// The paper's languages.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn languages(&self) -> Result<Vec<Language>, Failure> {
        settings::languages(self.snapshot.connection()).await
    }

    /// The plain texts of revisions.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn texts(&self, revisions: &[RevisionId]) -> Result<HashMap<RevisionId, String>, Failure> {
        let ids: Vec<i64> = revisions.iter().map(|id| id.0).collect();
        let bodies = articles::bodies(self.snapshot.connection(), &ids).await?;
        Ok(bodies.into_iter().map(|(revision, (body, _))| (revision, body.plain_text())).collect())
    }

    /// The newest members of a list.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn newest(&self, list: &List, limit: usize) -> Result<Vec<i64>, Failure> {
        let range = Range { list, descending: true, after: None, until: None, limit };
        let slice = positions::slice(self.snapshot.connection(), &range).await?;
        Ok(slice.returned.into_iter().map(|(_, member)| member).collect())
    }

    /// The topics that those of the topics mean which are aliases.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn meant(&self, topics: &[i64]) -> Result<HashMap<TopicId, TopicId>, Failure> {
        let sql = "SELECT id AS alias, alias_of AS meant FROM topics WHERE id IN ($list) AND alias_of IS NOT NULL";
        Ok(self.aliases(sql, topics).await?.into_iter().collect())
    }

    /// The aliases of topics, each with the topic it means.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn aliases_of(&self, topics: &[i64]) -> Result<Vec<(TopicId, TopicId)>, Failure> {
        let sql = "SELECT id AS alias, alias_of AS meant FROM topics WHERE alias_of IN ($list)";
        self.aliases(sql, topics).await
    }

    async fn aliases(&self, sql: &str, topics: &[i64]) -> Result<Vec<(TopicId, TopicId)>, Failure> {
        among(self.snapshot.connection(), sql, &[], &ints(topics), |row| {
            Ok((TopicId(row.get("alias")?), TopicId(row.get("meant")?)))
        })
        .await
    }

    /// The related articles that editors chose, by article.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn pins(&self, ids: &[i64]) -> Result<HashMap<i64, Vec<Member>>, Failure> {
        articles::members_of(self.snapshot.connection(), PINS, ids).await
    }

    /// The stored lists of related articles, by article.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn related(&self, ids: &[i64]) -> Result<HashMap<i64, Vec<Member>>, Failure> {
        articles::members_of(self.snapshot.connection(), RELATED, ids).await
    }

    /// The articles that those of the references turned out to be which are joined.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn joined(&self, ids: &[i64]) -> Result<HashMap<i64, i64>, Failure> {
        references::joined(self.snapshot.connection(), ids).await
    }
}
