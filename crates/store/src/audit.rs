//! The audit log, and answers to requests that may come twice: both written in the transaction of the act.

use broadsheet_news::account::Audited;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{AccountId, TokenId};

use crate::db::{Row, values};
use crate::failure::Failure;
use crate::rows::Rows;
use crate::transaction::Transaction;

/// Who acts, as the audit log keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The account, where one acts.
    pub account: Option<AccountId>,
    /// The token that was shown.
    pub token: Option<TokenId>,
    /// The network address it came from; empty at the machine itself.
    pub origin: String,
    /// The request, where it may come twice.
    pub once: Option<Once>,
}

/// A request that may come twice and is to be done once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// The key that whoever asks has given it.
    pub key: String,
    /// The hash of what was asked.
    pub asked: String,
}

/// What was answered to a request before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The hash of what was asked.
    pub asked: String,
    /// What the act made, as JSON.
    pub made: String,
    /// The number of its change.
    pub change: i64,
}

/// Which lines of the audit log are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Those below that number; from the newest on where none is named.
    pub below: Option<i64>,
    /// Those of that account.
    pub account: Option<AccountId>,
    /// Those about that, such as `article:42`.
    pub thing: Option<String>,
}

impl Rows {
    /// Lines of the audit log, the newest first, at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn audit(&self, wanted: &Audit, limit: i64) -> Result<Vec<Audited>, Failure> {
        let mut sql =
            "SELECT id, at, account, actor, token, origin, act, thing, change FROM audit WHERE id < $1".to_owned();
        let mut given = vec![wanted.below.unwrap_or(i64::MAX).into(), limit.into()];
        if let Some(account) = wanted.account {
            given.push(account.0.into());
            sql.push_str(&format!(" AND account = ${}", given.len()));
        }
        if let Some(thing) = &wanted.thing {
            given.push(thing.into());
            sql.push_str(&format!(" AND thing = ${}", given.len()));
        }
        sql.push_str(" ORDER BY id DESC LIMIT $2");
        self.query(&sql, &given, audited).await
    }

    /// What was answered to a request of an account by that key.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn answered(&self, account: AccountId, key: &str) -> Result<Option<Answered>, Failure> {
        let sql = "SELECT asked, made, change FROM answers WHERE account = $1 AND key = $2";
        let read = |row: &Row<'_>| {
            Ok(Answered { asked: row.get("asked")?, made: row.get("made")?, change: row.get("change")? })
        };
        self.query_opt(sql, values![account.0, key], read).await
    }
}

impl Transaction {
    /// Appends a line of that id about this act, and keeps what is answered. `change` is its number in the change log,
    /// where it has one; `number` the newest number there is.
    pub(crate) async fn leave_trace(&self, id: i64, change: Option<i64>, number: i64) -> Result<(), Failure> {
        let Some(trace) = &self.act().trace else { return Ok(()) };
        let at = self.now().microseconds();
        let thing = self.about();
        let (account, token) = (trace.account.map(|id| id.0), trace.token.map(|id| id.0));
        let sql = "INSERT INTO audit (id, at, account, actor, token, origin, act, thing, change)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let (name, actor) = (self.act().name, &self.act().actor);
        self.execute(sql, values![id, at, account, actor, token, &trace.origin, name, &thing, change]).await?;
        let (Some(once), Some(account), Some(made)) = (&trace.once, account, self.answer()) else { return Ok(()) };
        let sql = "INSERT INTO answers (account, key, asked, made, change, at) VALUES ($1, $2, $3, $4, $5, $6)";
        self.execute(sql, values![account, &once.key, &once.asked, made, number, at]).await?;
        Ok(())
    }
}

fn audited(row: &Row<'_>) -> Result<Audited, Failure> {
    Ok(Audited {
        id: row.get("id")?,
        at: Instant::from_microseconds(row.get("at")?),
        account: row.get::<Option<i64>>("account")?.map(AccountId),
        actor: row.get("actor")?,
        token: row.get::<Option<i64>>("token")?.map(TokenId),
        origin: row.get("origin")?,
        act: row.get("act")?,
        thing: row.get("thing")?,
        change: row.get("change")?,
    })
}
