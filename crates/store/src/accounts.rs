//! Accounts with what they prove themselves by: passwords, passkeys, sessions, tokens and secret links.

use broadsheet_news::account::{Account, Passkey, Purpose, Role, SecretLink, Secrets, Session, Token, View};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{AccountId, PersonId, SectionId, TokenId, ViewId};

use crate::changes::json;
use crate::db::{Row, values};
use crate::failure::Failure;
use crate::rows::Rows;
use crate::transaction::Transaction;

const ACCOUNT: &str = "SELECT id, name, email, role, sections, person, language, disabled, made FROM accounts";
const PASSKEY: &str = "SELECT id, account, label, credential, made, used FROM passkeys";
const SESSION: &str = "SELECT id, account, begun, used, proven, origin, agent FROM sessions";
const TOKEN: &str = "SELECT id, account, label, role, sections, expires, made, used FROM tokens";

fn instant(row: &Row<'_>, column: &'static str) -> Result<Instant, Failure> {
    Ok(Instant::from_microseconds(row.get(column)?))
}

fn instant_if(row: &Row<'_>, column: &'static str) -> Result<Option<Instant>, Failure> {
    Ok(row.get::<Option<i64>>(column)?.map(Instant::from_microseconds))
}

fn role(word: &str) -> Result<Role, Failure> {
    Role::of_word(word).ok_or_else(|| Failure::Broken(format!("'{word}' is no role")))
}

fn account(row: &Row<'_>) -> Result<Account, Failure> {
    Ok(Account {
        id: AccountId(row.get("id")?),
        name: row.get("name")?,
        email: row.get("email")?,
        role: role(&row.get::<String>("role")?)?,
        sections: row.json::<Vec<SectionId>>("sections")?,
        person: row.get::<Option<i64>>("person")?.map(PersonId),
        language: row.get("language")?,
        disabled: row.get("disabled")?,
        made: instant(row, "made")?,
    })
}

fn passkey(row: &Row<'_>) -> Result<Passkey, Failure> {
    Ok(Passkey {
        id: row.get("id")?,
        account: AccountId(row.get("account")?),
        label: row.get("label")?,
        credential: row.get("credential")?,
        made: instant(row, "made")?,
        used: instant_if(row, "used")?,
    })
}

fn session(row: &Row<'_>) -> Result<Session, Failure> {
    Ok(Session {
        id: row.get("id")?,
        account: AccountId(row.get("account")?),
        begun: instant(row, "begun")?,
        used: instant(row, "used")?,
        proven: instant(row, "proven")?,
        origin: row.get("origin")?,
        agent: row.get("agent")?,
    })
}

fn token(row: &Row<'_>) -> Result<Token, Failure> {
    let word: Option<String> = row.get("role")?;
    Ok(Token {
        id: TokenId(row.get("id")?),
        account: AccountId(row.get("account")?),
        label: row.get("label")?,
        role: word.as_deref().map(role).transpose()?,
        sections: row.json("sections")?,
        expires: instant_if(row, "expires")?,
        made: instant(row, "made")?,
        used: instant_if(row, "used")?,
    })
}

impl Rows {
    /// The account of that id.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, Failure> {
        self.query_opt(&format!("{ACCOUNT} WHERE id = $1"), values![id.0], account).await
    }

    /// The account that signs in by that address, written in small letters.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn account_of(&self, email: &str) -> Result<Option<Account>, Failure> {
        self.query_opt(&format!("{ACCOUNT} WHERE email = $1"), values![email], account).await
    }

    /// The accounts above an id, the oldest first, at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn accounts_above(&self, above: AccountId, limit: i64) -> Result<Vec<Account>, Failure> {
        self.query(&format!("{ACCOUNT} WHERE id > $1 ORDER BY id LIMIT $2"), values![above.0, limit], account).await
    }

    /// How many administrators may sign in.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn administrators(&self) -> Result<i64, Failure> {
        let sql = "SELECT count(*) AS n FROM accounts WHERE role = $1 AND disabled = $2";
        let found = self.query_opt(sql, values![Role::Administrator.word(), false], |row| row.get("n")).await?;
        Ok(found.unwrap_or(0))
    }

    /// By what an account proves itself.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn secrets(&self, id: AccountId) -> Result<Secrets, Failure> {
        let sql = "SELECT password, authenticator, last_step, recovery FROM accounts WHERE id = $1";
        let read = |row: &Row<'_>| {
            Ok(Secrets {
                password: row.get("password")?,
                authenticator: row.get("authenticator")?,
                last_step: row.get("last_step")?,
                recovery: row.json("recovery")?,
            })
        };
        Ok(self.query_opt(sql, values![id.0], read).await?.unwrap_or_default())
    }

    /// The passkeys of an account, the oldest first.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn passkeys(&self, of: AccountId) -> Result<Vec<Passkey>, Failure> {
        self.query(&format!("{PASSKEY} WHERE account = $1 ORDER BY made, id"), values![of.0], passkey).await
    }

    /// The passkey of that id.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn passkey(&self, id: &str) -> Result<Option<Passkey>, Failure> {
        self.query_opt(&format!("{PASSKEY} WHERE id = $1"), values![id], passkey).await
    }

    /// The session of that id.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn session(&self, id: &str) -> Result<Option<Session>, Failure> {
        self.query_opt(&format!("{SESSION} WHERE id = $1"), values![id], session).await
    }

    /// The sessions of an account, the newest first.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn sessions(&self, of: AccountId) -> Result<Vec<Session>, Failure> {
        self.query(&format!("{SESSION} WHERE account = $1 ORDER BY begun DESC, id"), values![of.0], session).await
    }

    /// The token whose secret has that hash.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn token_of(&self, hash: &str) -> Result<Option<Token>, Failure> {
        self.query_opt(&format!("{TOKEN} WHERE hash = $1"), values![hash], token).await
    }

    /// The tokens of an account, the newest first.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn tokens(&self, of: AccountId) -> Result<Vec<Token>, Failure> {
        self.query(&format!("{TOKEN} WHERE account = $1 ORDER BY id DESC"), values![of.0], token).await
    }

    /// The link whose secret has that hash, whether it may still be taken or not.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn secret_link(&self, hash: &str) -> Result<Option<SecretLink>, Failure> {
        let sql = "SELECT hash, purpose, about, expires FROM secret_links WHERE hash = $1";
        let read = |row: &Row<'_>| {
            let word: String = row.get("purpose")?;
            Ok(SecretLink {
                hash: row.get("hash")?,
                purpose: Purpose::of_word(&word).ok_or_else(|| Failure::Broken(format!("'{word}' is no purpose")))?,
                about: row.get("about")?,
                expires: instant(row, "expires")?,
            })
        };
        self.query_opt(sql, values![hash], read).await
    }

    /// The lists that an account keeps by name.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn views(&self, of: AccountId) -> Result<Vec<View>, Failure> {
        let sql = "SELECT id, account, name, query FROM views WHERE account = $1 ORDER BY id";
        let read = |row: &Row<'_>| {
            let (id, account) = (ViewId(row.get("id")?), AccountId(row.get("account")?));
            Ok(View { id, account, name: row.get("name")?, query: row.get("query")? })
        };
        self.query(sql, values![of.0], read).await
    }
}

impl Transaction {
    /// Saves an account; its secrets stay as they are.
    ///
    /// # Errors
    /// [`Failure::Taken`] where another account signs in by that address.
    pub async fn save_account(&mut self, account: &Account) -> Result<(), Failure> {
        let taken = self.account_of(&account.email).await?.is_some_and(|other| other.id != account.id);
        if taken {
            return Err(Failure::Taken(account.email.clone()));
        }
        let sql = "INSERT INTO accounts
                       (id, name, email, role, sections, person, language, disabled, made, last_step, recovery)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, '[]')
                   ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, role = excluded.role,
                       sections = excluded.sections, person = excluded.person, language = excluded.language,
                       disabled = excluded.disabled";
        let a = account;
        let (sections, person) = (json(&a.sections)?, a.person.map(|person| person.0));
        let made = a.made.microseconds();
        let row = values![a.id.0, &a.name, &a.email, a.role.word(), &sections, person, &a.language, a.disabled, made];
        self.execute(sql, row).await?;
        Ok(())
    }

    /// Saves by what an account proves itself.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_secrets(&mut self, id: AccountId, secrets: &Secrets) -> Result<(), Failure> {
        let sql = "UPDATE accounts SET password = $2, authenticator = $3, last_step = $4, recovery = $5 WHERE id = $1";
        let (password, authenticator) = (secrets.password.as_deref(), secrets.authenticator.as_deref());
        let recovery = json(&secrets.recovery)?;
        self.execute(sql, values![id.0, password, authenticator, secrets.last_step, &recovery]).await?;
        Ok(())
    }

    /// Saves a passkey, new or used.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_passkey(&mut self, key: &Passkey) -> Result<(), Failure> {
        let sql = "INSERT INTO passkeys (id, account, label, credential, made, used) VALUES ($1, $2, $3, $4, $5, $6)
                   ON CONFLICT (id) DO UPDATE SET credential = excluded.credential, used = excluded.used";
        let (made, used) = (key.made.microseconds(), key.used.map(Instant::microseconds));
        self.execute(sql, values![&key.id, key.account.0, &key.label, &key.credential, made, used]).await?;
        Ok(())
    }

    /// Takes a passkey away from its account; says whether it had it.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn remove_passkey(&mut self, of: AccountId, id: &str) -> Result<bool, Failure> {
        Ok(self.execute("DELETE FROM passkeys WHERE account = $1 AND id = $2", values![of.0, id]).await? > 0)
    }

    /// Saves a session: a new one, or when it was used and proven last.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_session(&mut self, session: &Session) -> Result<(), Failure> {
        let sql = "INSERT INTO sessions (id, account, begun, used, proven, origin, agent)
                   VALUES ($1, $2, $3, $4, $5, $6, $7)
                   ON CONFLICT (id) DO UPDATE SET used = excluded.used, proven = excluded.proven";
        let [begun, used, proven] = [session.begun, session.used, session.proven].map(Instant::microseconds);
        let s = session;
        self.execute(sql, values![&s.id, s.account.0, begun, used, proven, &s.origin, &s.agent]).await?;
        Ok(())
    }

    /// Ends a session of an account; says whether there was one.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn end_session(&mut self, of: AccountId, id: &str) -> Result<bool, Failure> {
        Ok(self.execute("DELETE FROM sessions WHERE account = $1 AND id = $2", values![of.0, id]).await? > 0)
    }

    /// Ends all sessions of an account but one.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn end_sessions(&mut self, of: AccountId, but: &str) -> Result<(), Failure> {
        self.execute("DELETE FROM sessions WHERE account = $1 AND id <> $2", values![of.0, but]).await?;
        Ok(())
    }

    /// Saves a new token, by the hash of its secret.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn add_token(&mut self, token: &Token, hash: &str) -> Result<(), Failure> {
        let sql = "INSERT INTO tokens (id, hash, account, label, role, sections, expires, made, used)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let t = token;
        let (role, sections) = (t.role.map(Role::word), json(&t.sections)?);
        let (expires, used) = (t.expires.map(Instant::microseconds), t.used.map(Instant::microseconds));
        let made = t.made.microseconds();
        self.execute(sql, values![t.id.0, hash, t.account.0, &t.label, role, &sections, expires, made, used]).await?;
        Ok(())
    }

    /// Notes when a token was used.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn use_token(&mut self, id: TokenId, at: Instant) -> Result<(), Failure> {
        self.execute("UPDATE tokens SET used = $2 WHERE id = $1", values![id.0, at.microseconds()]).await?;
        Ok(())
    }

    /// Takes a token from an account; says whether it had it.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn remove_token(&mut self, of: AccountId, id: TokenId) -> Result<bool, Failure> {
        Ok(self.execute("DELETE FROM tokens WHERE account = $1 AND id = $2", values![of.0, id.0]).await? > 0)
    }

    /// Takes all tokens from an account.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn remove_tokens(&mut self, of: AccountId) -> Result<(), Failure> {
        self.execute("DELETE FROM tokens WHERE account = $1", values![of.0]).await?;
        Ok(())
    }

    /// Keeps a secret link.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn add_secret_link(&mut self, link: &SecretLink) -> Result<(), Failure> {
        let sql = "INSERT INTO secret_links (hash, purpose, about, expires) VALUES ($1, $2, $3, $4)";
        let expires = link.expires.microseconds();
        self.execute(sql, values![&link.hash, link.purpose.word(), link.about, expires]).await?;
        Ok(())
    }

    /// Takes away the links of a purpose that are about something.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn remove_secret_links(&mut self, purpose: Purpose, about: i64) -> Result<(), Failure> {
        let sql = "DELETE FROM secret_links WHERE purpose = $1 AND about = $2";
        self.execute(sql, values![purpose.word(), about]).await?;
        Ok(())
    }

    /// Keeps a list by name.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn add_view(&mut self, view: &View) -> Result<(), Failure> {
        let sql = "INSERT INTO views (id, account, name, query) VALUES ($1, $2, $3, $4)";
        self.execute(sql, values![view.id.0, view.account.0, &view.name, &view.query]).await?;
        Ok(())
    }

    /// Lets go of a list; says whether the account had it.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn remove_view(&mut self, of: AccountId, id: ViewId) -> Result<bool, Failure> {
        Ok(self.execute("DELETE FROM views WHERE account = $1 AND id = $2", values![of.0, id.0]).await? > 0)
    }

    /// Forgets what cannot be used any more: sessions unused since then, links and tokens that have expired, and answers
    /// given before then.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn forget_expired(&mut self, unused_since: Instant, answered_before: Instant) -> Result<(), Failure> {
        let now = self.now().microseconds();
        self.execute("DELETE FROM sessions WHERE used < $1", values![unused_since.microseconds()]).await?;
        self.execute("DELETE FROM secret_links WHERE expires <= $1", values![now]).await?;
        self.execute("DELETE FROM tokens WHERE expires <= $1", values![now]).await?;
        self.execute("DELETE FROM answers WHERE at < $1", values![answered_before.microseconds()]).await?;
        Ok(())
    }
}
