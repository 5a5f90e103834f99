//! Accounts: who works at the paper, what they are trusted with, and by what they prove who they are.

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::ids::{AccountId, PersonId, SectionId, TokenId, ViewId};

/// What someone is trusted with; each role may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Writes.
    Reporter,
    /// Edits what others write, and keeps people, topics and photos.
    Editor,
    /// Lets readers have it.
    Publisher,
    /// Keeps the paper itself.
    Administrator,
}

impl Role {
    /// All of them, the least trusted first.
    pub const ALL: [Self; 4] = [Self::Reporter, Self::Editor, Self::Publisher, Self::Administrator];

    /// The role's word in the database, the command line and sentences.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Editor => "editor",
            Self::Publisher => "publisher",
            Self::Administrator => "administrator",
        }
    }

    /// The role of that word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// Someone who may sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The name that the change log and the audit keep.
    pub name: String,
    /// The e-mail address by which they sign in, in small letters.
    pub email: String,
    /// What they are trusted with.
    pub role: Role,
    /// The sections they work in; all, where none is named.
    pub sections: Vec<SectionId>,
    /// The person that they are to readers.
    pub person: Option<PersonId>,
    /// The language of their newsroom: a tag.
    pub language: String,
    /// Whether they may not sign in any more.
    pub disabled: bool,
    /// When it was made.
    pub made: Instant,
}

/// By what an account proves who it is, beside passkeys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secrets {
    /// The password, hashed, in the form of the PHC.
    pub password: Option<String>,
    /// The secret that an authenticator makes codes from, in base 32.
    pub authenticator: Option<String>,
    /// The step of time whose code was taken last: no code is taken twice.
    pub last_step: i64,
    /// The hashes of recovery codes that were not used yet.
    pub recovery: Vec<String>,
}

/// A key that a device keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its own id, in base64.
    pub id: String,
    /// Whose it is.
    pub account: AccountId,
    /// What its owner calls it.
    pub label: String,
    /// What is known of it, as JSON of the library that reads it.
    pub credential: String,
    /// When it was made.
    pub made: Instant,
    /// When it was used last.
    pub used: Option<Instant>,
}

/// A browser in which someone is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of the secret that the browser keeps.
    pub id: String,
    /// Whose it is.
    pub account: AccountId,
    /// When they signed in.
    pub begun: Instant,
    /// When it was used last, to some minutes.
    pub used: Instant,
    /// When they proved last who they are.
    pub proven: Instant,
    /// The network address from which they signed in.
    pub origin: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// What a program shows in the place of someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its id.
    pub id: TokenId,
    /// Whose it is.
    pub account: AccountId,
    /// What it is for.
    pub label: String,
    /// The most it is trusted with, where that is less than its owner.
    pub role: Option<Role>,
    /// The sections it works in; all of its owner's, where none is named.
    pub sections: Vec<SectionId>,
    /// From when on it is not taken any more.
    pub expires: Option<Instant>,
    /// When it was made.
    pub made: Instant,
    /// When it was used last, to some minutes.
    pub used: Option<Instant>,
}

/// A list of articles that someone keeps by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// Whose it is.
    pub account: AccountId,
    /// What it is called.
    pub name: String,
    /// What it narrows the list to, as the query of an address.
    pub query: String,
}

/// What a secret link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To found the first account, which is an administrator's.
    First,
    /// To take an account that was made for one.
    Welcome,
    /// To choose a new password.
    Reset,
    /// To read an article before readers have it.
    Preview,
}

impl Purpose {
    /// Its word in the database.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Welcome => "welcome",
            Self::Reset => "reset",
            Self::Preview => "preview",
        }
    }

    /// The purpose of that word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::First, Self::Welcome, Self::Reset, Self::Preview].into_iter().find(|purpose| purpose.word() == word)
    }
}

/// A secret link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretLink {
    /// The hash of its secret.
    pub hash: String,
    /// What it is for.
    pub purpose: Purpose,
    /// The account or article that it is about.
    pub about: i64,
    /// From when on it is not taken any more.
    pub expires: Instant,
}

/// One line of the audit log: who did what, when, and from where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audited {
    /// Its number; later ones are larger.
    pub id: i64,
    /// When.
    pub at: Instant,
    /// Which account, where one did it.
    pub account: Option<AccountId>,
    /// The name of who did it, as it was then.
    pub actor: String,
    /// Through which token, where one was shown.
    pub token: Option<TokenId>,
    /// From which network address; empty at the machine itself.
    pub origin: String,
    /// What was done, such as `article.publish`.
    pub act: String,
    /// To what, such as `article:42`; may be empty.
    pub thing: String,
    /// The change of the change log that it made, where readers see something of it.
    pub change: Option<i64>,
}
