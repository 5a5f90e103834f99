//! The newsroom's list of articles: each stands under the terms by which it can be found, at the instant of the last act
//! on it. Kept inside the commit of the act, and read by keys alone, so that a page of it costs the same in any paper.

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_news::article::{Author, Byline, State};
use broadsheet_news::clock::Instant;
use broadsheet_news::directory;
use broadsheet_news::ids::{AccountId, ArticleId, PersonId, RevisionId, SectionId, TopicId};
use broadsheet_news::language::Language;

use crate::changes::json;
use crate::db::{Connection, Row, Value, among, ask_together, execute_among, insert, ints, row, texts, values};
use crate::failure::Failure;
use crate::rows::Rows;
use crate::settings::language;
use crate::transaction::Transaction;

/// By what an article can be found in the newsroom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// It is an article.
    All,
    /// Its state.
    State(State),
    /// Its language.
    Language(Language),
    /// Its section, or one above it.
    Section(SectionId),
    /// Someone who wrote it.
    Person(PersonId),
    /// A topic of it, or what an alias means.
    Topic(TopicId),
    /// Someone who saved a revision of it.
    Account(AccountId),
    /// A word of its headline.
    Word(String),
}

impl Term {
    fn written(&self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::State(state) => format!("state:{}", state.word()),
            Self::Language(language) => format!("language:{language}"),
            Self::Section(id) => format!("section:{id}"),
            Self::Person(id) => format!("person:{id}"),
            Self::Topic(id) => format!("topic:{id}"),
            Self::Account(id) => format!("account:{id}"),
            Self::Word(word) => format!("word:{word}"),
        }
    }

    /// The words of a text, as terms.
    #[must_use]
    pub fn words(text: &str) -> Vec<Self> {
        directory::words(text).into_iter().take(WORDS).map(Self::Word).collect()
    }
}

/// A headline is found by so many of its words.
const WORDS: usize = 24;

/// Which articles a page of the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// All of these.
    pub terms: Vec<Term>,
    /// Those worked on before that one, which the page before ended with.
    pub before: Option<(Instant, ArticleId)>,
    /// Those worked on at that instant or later.
    pub since: Option<Instant>,
    /// Those worked on before that instant.
    pub until: Option<Instant>,
    /// At most so many.
    pub limit: i64,
}

/// An article as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskArticle {
    /// Its id.
    pub id: ArticleId,
    /// When it was worked on last.
    pub worked: Instant,
    /// Where it stands.
    pub state: State,
    /// Its newest revision.
    pub revision: RevisionId,
    /// Whether readers have another revision than the newest.
    pub differs: bool,
    /// Its language.
    pub language: Language,
    /// Its headline.
    pub headline: String,
    /// Its section.
    pub section: Option<SectionId>,
    /// Who wrote it.
    pub bylines: Vec<Byline>,
    /// When it is to go out.
    pub goes_out: Option<Instant>,
    /// Before when nobody may have it.
    pub embargo: Option<Instant>,
}

/// How many rows are looked at to learn which of several terms is the rarest.
const PROBED: i64 = 500;

impl Rows {
    /// A page of the list, the newest work first.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn desk_list(&self, wanted: &Wanted) -> Result<Vec<DeskArticle>, Failure> {
        let mut terms: Vec<String> = wanted.terms.iter().map(Term::written).collect();
        if terms.is_empty() {
            terms.push(Term::All.written());
        }
        self.rarest_first(&mut terms).await?;
        let (before, article) = wanted.before.map_or((i64::MAX, i64::MAX), |(at, id)| (at.microseconds(), id.0));
        let until = wanted.until.map_or(i64::MAX, Instant::microseconds);
        let since = wanted.since.map_or(i64::MIN, Instant::microseconds);
        let mut given: Vec<Value<'_>> =
            vec![before.into(), article.into(), until.into(), since.into(), wanted.limit.into()];
        let mut sql = "SELECT d.worked AS worked, d.article AS article FROM desk_terms d WHERE d.term = $6
                       AND (d.worked, d.article) < ($1, $2) AND d.worked < $3 AND d.worked >= $4"
            .to_owned();
        for (at, term) in terms.iter().enumerate() {
            given.push(term.into());
            if at > 0 {
                sql.push_str(&format!(
                    " AND EXISTS (SELECT 1 FROM desk_terms e
                                  WHERE e.term = ${} AND e.worked = d.worked AND e.article = d.article)",
                    given.len()
                ));
            }
        }
        sql.push_str(" ORDER BY d.worked DESC, d.article DESC LIMIT $5");
        let read = |row: &Row<'_>| Ok((row.get::<i64>("article")?, row.get::<i64>("worked")?));
        let found = self.query(&sql, &given, read).await?;
        self.shown(&found).await
    }

    /// Puts the term first under which the fewest articles stand, as far as a look at some rows tells.
    async fn rarest_first(&self, terms: &mut [String]) -> Result<(), Failure> {
        if terms.len() < 2 {
            return Ok(());
        }
        let mut counted = Vec::with_capacity(terms.len());
        for term in terms.iter() {
            let sql = "SELECT count(*) AS n FROM (SELECT 1 AS one FROM desk_terms WHERE term = $1 LIMIT $2) AS probed";
            let n: Option<i64> = self.query_opt(sql, values![term, PROBED], |row| row.get("n")).await?;
            counted.push(n.unwrap_or(0));
        }
        if let Some(rarest) = (0..terms.len()).min_by_key(|at| counted.get(*at).copied()) {
            terms.swap(0, rarest);
        }
        Ok(())
    }

    async fn shown(&self, found: &[(i64, i64)]) -> Result<Vec<DeskArticle>, Failure> {
        let ids: Vec<i64> = found.iter().map(|(id, _)| *id).collect();
        let sql =
            "SELECT a.id AS id, a.state AS state, a.published_revision AS published, a.working_revision AS newest,
                          r.language AS language, r.headline AS headline, r.section AS section, r.bylines AS bylines,
                          s.at AS goes_out, e.until AS embargo
                   FROM articles a JOIN revisions r ON r.id = a.working_revision
                   LEFT JOIN schedules s ON s.article = a.id AND s.act = 'publish'
                   LEFT JOIN embargoes e ON e.article = a.id
                   WHERE a.id IN ($list)";
        let read = |row: &Row<'_>| {
            let (state, newest): (String, i64) = (row.get("state")?, row.get("newest")?);
            let published: Option<i64> = row.get("published")?;
            Ok(DeskArticle {
                id: ArticleId(row.get("id")?),
                worked: Instant::ALWAYS,
                state: State::of_word(&state).ok_or_else(|| Failure::Broken(format!("'{state}' is no state")))?,
                revision: RevisionId(newest),
                differs: published.is_some_and(|published| published != newest),
                language: language(row, "language")?,
                headline: row.get("headline")?,
                section: row.get::<Option<i64>>("section")?.map(SectionId),
                bylines: row.json("bylines")?,
                goes_out: row.get::<Option<i64>>("goes_out")?.map(Instant::from_microseconds),
                embargo: row.get::<Option<i64>>("embargo")?.map(Instant::from_microseconds),
            })
        };
        let rows = among(self.connection(), sql, &[], &ints(&ids), read).await?;
        let mut rows: BTreeMap<i64, DeskArticle> = rows.into_iter().map(|article| (article.id.0, article)).collect();
        let shown = found.iter().filter_map(|(id, worked)| {
            Some(DeskArticle { worked: Instant::from_microseconds(*worked), ..rows.remove(id)? })
        });
        Ok(shown.collect())
    }
}

impl Transaction {
    /// Puts the articles that this act has worked on where they belong in the newsroom's list.
    pub(crate) async fn list_worked(&self, worked: BTreeSet<i64>) -> Result<(), Failure> {
        let (new, old): (Vec<i64>, Vec<i64>) = worked.into_iter().partition(|id| self.is_new(*id));
        let all: Vec<i64> = new.into_iter().chain(old.iter().copied()).collect();
        let (told, ()) =
            ask_together!(self.connection(), told(self.connection(), &all), leave(self.connection(), &old))?;
        enter(self.connection(), &told, &At::Now(self.now())).await
    }

    /// Lists the articles that stand under a term again, because what the term means has changed: a section stands
    /// elsewhere in the tree, a topic is an alias now. They stay at the instants at which they stood.
    pub(crate) async fn list_again(&mut self, term: &Term) -> Result<(), Failure> {
        let (sql, term) = ("SELECT article, worked FROM desk_terms WHERE term = $1", term.written());
        let read = |row: &Row<'_>| Ok((row.get::<i64>("article")?, row.get::<i64>("worked")?));
        let found: BTreeMap<i64, i64> = self.query(sql, values![&term], read).await?.into_iter().collect();
        let ids: Vec<i64> = found.keys().copied().collect();
        let (told, ()) =
            ask_together!(self.connection(), told(self.connection(), &ids), leave(self.connection(), &ids))?;
        enter(self.connection(), &told, &At::AsBefore(found)).await
    }
}

/// At which instants articles are listed.
enum At {
    Now(Instant),
    AsBefore(BTreeMap<i64, i64>),
    AsSaved,
}

impl At {
    fn of(&self, told: &Told) -> i64 {
        match self {
            Self::Now(now) => now.microseconds(),
            Self::AsBefore(before) => before.get(&told.article).copied().unwrap_or(told.saved),
            Self::AsSaved => told.saved,
        }
    }
}

/// Lists all articles of a paper that had no such list yet.
pub(crate) async fn found(connection: &Connection) -> Result<(), Failure> {
    const AT_ONCE: i64 = 1_000;
    let mut above = 0;
    loop {
        let sql = "SELECT id FROM articles WHERE id > $1 ORDER BY id LIMIT $2";
        let ids: Vec<i64> = connection.query(sql, values![above, AT_ONCE], |row| row.get("id")).await?;
        let Some(last) = ids.last() else { return Ok(()) };
        above = *last;
        enter(connection, &told(connection, &ids).await?, &At::AsSaved).await?;
    }
}

/// Takes articles out of the list.
async fn leave(connection: &Connection, ids: &[i64]) -> Result<(), Failure> {
    let sql = "SELECT article, worked, terms FROM desk_articles WHERE article IN ($list)";
    let read =
        |row: &Row<'_>| Ok((row.get::<i64>("article")?, row.get::<i64>("worked")?, row.json::<Vec<String>>("terms")?));
    for (article, worked, terms) in among(connection, sql, &[], &ints(ids), read).await? {
        let sql = "DELETE FROM desk_terms WHERE article = $1 AND worked = $2 AND term IN ($list)";
        execute_among(connection, sql, values![article, worked], &texts(terms.iter().map(String::as_str))).await?;
    }
    Ok(())
}

/// What of an article tells under which terms it stands.
struct Told {
    article: i64,
    saved: i64,
    terms: BTreeSet<String>,
    section: Option<SectionId>,
    topics: Vec<TopicId>,
}

/// Puts articles into the list as they are now.
async fn enter(connection: &Connection, told: &[Told], at: &At) -> Result<(), Failure> {
    let terms = told.iter().map(|told| json(&told.terms)).collect::<Result<Vec<_>, _>>()?;
    let rows: Vec<_> = told.iter().zip(&terms).map(|(told, terms)| row![told.article, at.of(told), terms]).collect();
    let then = "ON CONFLICT (article) DO UPDATE SET worked = excluded.worked, terms = excluded.terms";
    let articles = insert(connection, "INSERT INTO desk_articles (article, worked, terms)", &rows, then);
    let mut rows: Vec<(&String, i64, i64)> =
        told.iter().flat_map(|told| told.terms.iter().map(|term| (term, at.of(told), told.article))).collect();
    // In the order of the index, where neighbours are written together.
    rows.sort_unstable();
    let rows: Vec<_> = rows.iter().map(|(term, worked, article)| row![*term, *worked, *article]).collect();
    let into = "INSERT INTO desk_terms (term, worked, article)";
    ask_together!(connection, articles, insert(connection, into, &rows, "ON CONFLICT DO NOTHING"))?;
    Ok(())
}

/// Reads what tells under which terms articles stand.
async fn told(connection: &Connection, ids: &[i64]) -> Result<Vec<Told>, Failure> {
    let (mut told, accounts) = ask_together!(connection, by_revision(connection, ids), saved_by(connection, ids))?;
    for (article, account) in accounts {
        if let Ok(at) = told.binary_search_by_key(&article, |told| told.article) {
            told[at].terms.insert(Term::Account(account).written());
        }
    }
    sections_and_topics(connection, &mut told).await?;
    Ok(told)
}

/// What their newest revisions tell, by id.
async fn by_revision(connection: &Connection, ids: &[i64]) -> Result<Vec<Told>, Failure> {
    let sql = "SELECT a.id AS id, a.state AS state, r.saved AS saved, r.language AS language, r.headline AS headline,
                      r.section AS section, r.topics AS topics, r.bylines AS bylines
               FROM articles a JOIN revisions r ON r.id = a.working_revision WHERE a.id IN ($list)";
    let read = |row: &Row<'_>| {
        let (state, headline): (String, String) = (row.get("state")?, row.get("headline")?);
        let bylines: Vec<Byline> = row.json("bylines")?;
        let mut terms = vec![Term::All, Term::Language(language(row, "language")?)];
        terms.extend(State::of_word(&state).map(Term::State));
        terms.extend(bylines.iter().filter_map(|byline| match byline.author {
            Author::Person(id) => Some(Term::Person(id)),
            Author::Guest(_) => None,
        }));
        terms.extend(Term::words(&headline));
        Ok(Told {
            article: row.get("id")?,
            saved: row.get("saved")?,
            terms: terms.iter().map(Term::written).collect(),
            section: row.get::<Option<i64>>("section")?.map(SectionId),
            topics: row.json("topics")?,
        })
    };
    let mut told = among(connection, sql, &[], &ints(ids), read).await?;
    told.sort_unstable_by_key(|told| told.article);
    told.dedup_by_key(|told| told.article);
    Ok(told)
}

/// Who saved a revision of them.
async fn saved_by(connection: &Connection, ids: &[i64]) -> Result<Vec<(i64, AccountId)>, Failure> {
    let sql = "SELECT DISTINCT article, account FROM revisions WHERE article IN ($list) AND account IS NOT NULL";
    let read = |row: &Row<'_>| Ok((row.get::<i64>("article")?, AccountId(row.get("account")?)));
    among(connection, sql, &[], &ints(ids), read).await
}

/// An article stands under its sections up to the top, and under what its topics mean.
async fn sections_and_topics(connection: &Connection, told: &mut [Told]) -> Result<(), Failure> {
    let sections: BTreeSet<i64> = told.iter().filter_map(|told| told.section).map(|section| section.0).collect();
    let topics: BTreeSet<i64> = told.iter().flat_map(|told| &told.topics).map(|topic| topic.0).collect();
    let (above, meant) = ask_together!(
        connection,
        pairs(connection, SECTIONS_ABOVE, sections.into_iter().collect()),
        pairs(connection, TOPICS_MEANT, topics.into_iter().collect()),
    )?;
    for told in told {
        let above_section = |id: &SectionId| above.get(&id.0).into_iter().flatten().map(|id| SectionId(*id));
        let meant_by = |id: &TopicId| meant.get(&id.0).into_iter().flatten().map(|id| TopicId(*id));
        let sections = told.section.iter().flat_map(|id| std::iter::once(*id).chain(above_section(id)));
        let topics = told.topics.iter().flat_map(|id| std::iter::once(*id).chain(meant_by(id)));
        let terms: Vec<Term> = sections.map(Term::Section).chain(topics.map(Term::Topic)).collect();
        told.terms.extend(terms.iter().map(Term::written));
    }
    Ok(())
}

/// Each section with every one above it.
const SECTIONS_ABOVE: &str = "WITH RECURSIVE up (id, above) AS (
        SELECT id, parent FROM sections WHERE id IN ($list) AND parent IS NOT NULL
        UNION SELECT up.id, s.parent FROM up JOIN sections s ON s.id = up.above WHERE s.parent IS NOT NULL
    ) SELECT id, above FROM up";
/// Each alias with the topic that it means.
const TOPICS_MEANT: &str = "SELECT id, alias_of AS above FROM topics WHERE id IN ($list) AND alias_of IS NOT NULL";

/// What stands above each of some ids.
async fn pairs(connection: &Connection, sql: &str, ids: Vec<i64>) -> Result<BTreeMap<i64, Vec<i64>>, Failure> {
    let read = |row: &Row<'_>| Ok((row.get::<i64>("id")?, row.get::<i64>("above")?));
    let mut above: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (id, one) in among(connection, sql, &[], &ints(&ids), read).await? {
        above.entry(id).or_default().push(one);
    }
    Ok(above)
}
