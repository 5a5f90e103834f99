//! Counts: readers, shares and the popular list, outside the change log. Each is announced by a number that is another
//! where it is another: readers by how many they are, the head of a list by a hash of it.

use broadsheet_news::article::Member;
use broadsheet_news::clock::Instant;
use broadsheet_news::facts::Hash;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::language::Language;

use crate::changes::json;
use crate::db::{Connection, Row, row, values};
use crate::failure::Failure;
use crate::rows::Rows;
use crate::source::Source;
use crate::store::Store;
use crate::transaction::{Act, Transaction};

/// A batch of new readers and shares, as the tally hands it over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReaderBatch {
    /// New readers: the article, how many, and its heat afterwards.
    pub readers: Vec<(ArticleId, i64)>,
    /// New shares: the article, the service, how many.
    pub shares: Vec<(ArticleId, String, i64)>,
}

/// How warm an article is: readers in thousandths, as they were at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heat {
    /// The article.
    pub article: ArticleId,
    /// Readers in thousandths.
    pub value: i64,
    /// The instant at which that was so.
    pub at: Instant,
}

impl Source {
    /// How many readers an article has had; `None` where it was never counted.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn readers(&self, article: ArticleId) -> Result<i64, Failure> {
        let read = || async {
            let sql = "SELECT opening + counted AS n FROM readers WHERE article = $1";
            let n = self.connection().query_opt(sql, values![article.0], |row| row.get("n")).await?;
            Ok(n.unwrap_or(0))
        };
        let n = *self.kept().readers.one(&article.0, read).await?;
        // A count is its own version: it only rises.
        self.saw_count(readers_name(article.0), n);
        Ok(n)
    }

    /// The first so many of the most popular articles of a language, most read first, then the standing that an import
    /// brought. There are no more than a list of them may show.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn popular(&self, language: &Language, most: usize) -> Result<Vec<Member>, Failure> {
        let listed = self.kept().popular.one(language.tag(), || popular(self.connection(), language)).await?;
        let (members, opening) = &*listed;
        let mut first = shown(members, opening);
        let most = most.min(SHOWN);
        first.truncate(most);
        self.saw_count(first_name(language, most), told(&first));
        Ok(first)
    }

    /// Whether a member is among them: known of each member by itself, so that a new list alters what it is asked of alone.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn is_popular(&self, language: &Language, member: Member) -> Result<bool, Failure> {
        let listed = self.kept().popular.one(language.tag(), || popular(self.connection(), language)).await?;
        let (members, opening) = &*listed;
        let is = shown(members, opening).contains(&member);
        self.saw_count(place_name(language, member), i64::from(is));
        Ok(is)
    }
}

/// How many of the most popular a list of them may show: some more than it does, for those that are withdrawn or joined.
const SHOWN: usize = 15;

/// The standing that readers made, then the one that an import brought.
fn shown(members: &[Member], opening: &[Member]) -> Vec<Member> {
    let more = opening.iter().filter(|member| !members.contains(member));
    members.iter().chain(more).take(SHOWN).copied().collect()
}

/// The name of the count that says which are the first so many of the list.
fn first_name(language: &Language, most: usize) -> String {
    format!("popular:{language}/first/{most}")
}

/// Members as a number: others have another.
fn told(members: &[Member]) -> i64 {
    Hash::of(members).0.cast_signed()
}

/// The name of the count that says whether a member is in that list.
fn place_name(language: &Language, member: Member) -> String {
    format!("popular:{language}/{}/{}", member.kind(), member.id())
}

/// The name of the count of an article's readers.
fn readers_name(article: i64) -> String {
    format!("readers:{article}")
}

/// The most popular of a language, as readers made them and as an import did.
type Listed = (Vec<Member>, Vec<Member>);

async fn popular(connection: &Connection, language: &Language) -> Result<Listed, Failure> {
    let sql = "SELECT members, opening FROM popular WHERE language = $1";
    Ok(connection.query_opt(sql, values![language.tag()], listed).await?.unwrap_or_default())
}

pub(crate) fn listed(row: &Row<'_>) -> Result<Listed, Failure> {
    Ok((row.json_opt("members")?.unwrap_or_default(), row.json_opt("opening")?.unwrap_or_default()))
}

impl Store {
    /// Begins a transaction for counts: it takes its turn among the acts and leaves no change.
    pub(crate) async fn counting(&self, now: Instant) -> Result<Transaction, Failure> {
        self.begin(Act { name: "count", actor: String::new(), now, trace: None }).await
    }

    /// The heat of those articles; of those never read, none.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn heat_since(&self, since: Instant, limit: i64) -> Result<Vec<(Heat, Language)>, Failure> {
        let snapshot = self.snapshot().await?;
        let sql = "SELECT n.article, n.heat, n.heated, r.language FROM readers n
                   JOIN articles a ON a.id = n.article AND a.state = 'published'
                   JOIN revisions r ON r.id = a.published_revision
                   WHERE n.heated >= $1 ORDER BY n.heated DESC LIMIT $2";
        let found = snapshot
            .connection()
            .query(sql, values![since.microseconds(), limit], |row| {
                let heat = Heat {
                    article: ArticleId(row.get("article")?),
                    value: row.get("heat")?,
                    at: Instant::from_microseconds(row.get("heated")?),
                };
                Ok((heat, crate::settings::language(row, "language")?))
            })
            .await?;
        snapshot.finish();
        Ok(found)
    }

    /// Writes a batch of counts in one transaction. `warmed` gives an article's new heat from its old one and the new readers.
    ///
    /// # Errors
    /// Where the database cannot be reached; then nothing of the batch is written.
    pub async fn count(
        &self,
        now: Instant,
        batch: &ReaderBatch,
        warmed: impl Fn(i64, Instant, i64) -> i64 + Send + Sync,
    ) -> Result<(), Failure> {
        let mut transaction = self.counting(now).await?;
        for (article, n) in &batch.readers {
            let old = transaction.heat(*article).await?;
            let heat = old.map_or_else(|| warmed(0, now, *n), |old| warmed(old.value, old.at, *n));
            let sql = "INSERT INTO readers (article, opening, counted, heat, heated) VALUES ($1, 0, $2, $3, $4)
                       ON CONFLICT (article) DO UPDATE SET counted = readers.counted + excluded.counted,
                       heat = excluded.heat, heated = excluded.heated RETURNING opening + counted AS n";
            let row = values![article.0, *n, heat, now.microseconds()];
            let all = transaction.query(sql, row, |row| row.get("n")).await?;
            all.into_iter().for_each(|n| transaction.counted(readers_name(article.0), n));
        }
        for (article, service, n) in &batch.shares {
            let sql = "INSERT INTO shares (article, service, n) VALUES ($1, $2, $3)
                       ON CONFLICT (article, service) DO UPDATE SET n = shares.n + excluded.n";
            transaction.execute(sql, values![article.0, service, *n]).await?;
        }
        transaction.end().await
    }

    /// Stores the most popular articles of a language; says whether they differ from before.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_popular(&self, now: Instant, language: &Language, members: &[Member]) -> Result<bool, Failure> {
        let mut transaction = self.counting(now).await?;
        let (before, opening) = popular(transaction.connection(), language).await?;
        if before == members {
            return Ok(false);
        }
        transaction.write_popular(language, members, &opening).await?;
        transaction.end().await?;
        Ok(true)
    }
}

impl Rows {
    async fn heat(&self, article: ArticleId) -> Result<Option<Heat>, Failure> {
        let sql = "SELECT heat, heated FROM readers WHERE article = $1";
        let read = |row: &Row<'_>| {
            Ok(Heat { article, value: row.get("heat")?, at: Instant::from_microseconds(row.get("heated")?) })
        };
        Ok(self.query(sql, values![article.0], read).await?.pop())
    }

    /// An article's readers: the balance an import brought, and those counted since.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn readers(&self, article: ArticleId) -> Result<(i64, i64), Failure> {
        let sql = "SELECT opening, counted FROM readers WHERE article = $1";
        let found = self.query(sql, values![article.0], |row| Ok((row.get("opening")?, row.get("counted")?))).await?;
        Ok(found.into_iter().next().unwrap_or((0, 0)))
    }

    /// The standing of the most popular that an import brought.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn opening_popular(&self, language: &Language) -> Result<Vec<Member>, Failure> {
        Ok(popular(self.connection(), language).await?.1)
    }
}

impl Transaction {
    /// Sets the balance of readers that an import brings.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn open_readers(&mut self, article: ArticleId, opening: i64) -> Result<(), Failure> {
        self.open_all_readers(&[(article, opening)]).await
    }

    /// Sets it for several articles, none twice.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn open_all_readers(&mut self, balances: &[(ArticleId, i64)]) -> Result<(), Failure> {
        let rows: Vec<_> = balances.iter().map(|(article, opening)| row![article.0, *opening, 0, 0, 0]).collect();
        let into = "INSERT INTO readers (article, opening, counted, heat, heated)";
        self.insert(into, &rows, "ON CONFLICT (article) DO UPDATE SET opening = excluded.opening").await?;
        for (article, opening) in balances {
            let counted = self.readers(*article).await?.1;
            self.counted(readers_name(article.0), opening + counted);
        }
        Ok(())
    }

    /// Sets the standing of the most popular that an import brings, below any counted reader.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn open_popular(&mut self, language: &Language, opening: &[Member]) -> Result<(), Failure> {
        let (members, _) = popular(self.connection(), language).await?;
        self.write_popular(language, &members, opening).await
    }

    async fn write_popular(
        &mut self,
        language: &Language,
        members: &[Member],
        opening: &[Member],
    ) -> Result<(), Failure> {
        let (members_before, opening_before) = popular(self.connection(), language).await?;
        let (before, after) = (shown(&members_before, &opening_before), shown(members, opening));
        let sql = "INSERT INTO popular (language, members, opening) VALUES ($1, $2, $3)
                   ON CONFLICT (language) DO UPDATE SET members = excluded.members, opening = excluded.opening";
        self.execute(sql, values![language.tag(), &json(members)?, &json(opening)?]).await?;
        for most in 1..=SHOWN {
            let first = |list: &[Member]| told(&list[..most.min(list.len())]);
            if first(&before) != first(&after) {
                self.counted(first_name(language, most), first(&after));
            }
        }
        let come = after.iter().filter(|member| !before.contains(member)).map(|member| (*member, 1));
        let gone = before.iter().filter(|member| !after.contains(member)).map(|member| (*member, 0));
        for (member, is) in come.chain(gone).collect::<Vec<_>>() {
            self.counted(place_name(language, member), is);
        }
        Ok(())
    }
}
