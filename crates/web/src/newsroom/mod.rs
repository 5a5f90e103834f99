//! The newsroom: pages for who works at the paper. Each is whole without a script; scripts add passkeys, keys, and care
//! for what was typed.

pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod acts;
pub(crate) mod article;
pub(crate) mod audit;
pub(crate) mod bulk;
pub(crate) mod differences;
pub(crate) mod draft;
pub(crate) mod fields;
pub(crate) mod links;
pub(crate) mod list;
pub(crate) mod page;
pub(crate) mod presence;
pub(crate) mod prove;
pub(crate) mod revisions;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod times;
pub(crate) mod tries;
pub(crate) mod words;

use std::pin::Pin;
use std::sync::Arc;

use broadsheet_desk::account::passkey::Passkeys;
use broadsheet_news::clock::Instant;
use broadsheet_store::Store;

use crate::api::limits::Allowances;
use presence::Presence;
use tries::Tries;

/// A letter to someone with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Their e-mail address.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
}

/// What sends letters. It says why one could not be sent.
pub trait Post: Send + Sync {
    /// Sends a letter.
    fn send(&self, letter: Letter) -> Pin<Box<dyn Future<Output = Result<(), String>> + Send + '_>>;
}

/// No mail is set up.
pub struct NoPost;

impl Post for NoPost {
    fn send(&self, _: Letter) -> Pin<Box<dyn Future<Output = Result<(), String>> + Send + '_>> {
        Box::pin(async { Err("No mail is set up.".to_owned()) })
    }
}

/// What the newsroom keeps while it is served.
pub struct Newsroom {
    /// The paper.
    pub store: Store,
    /// Where the newsroom is reached, without a slash at its end: links in letters begin so.
    pub address: String,
    /// What asks devices for passkeys; none where the address has no name.
    pub passkeys: Option<Passkeys>,
    /// What sends letters.
    pub post: Arc<dyn Post>,
    /// Tells when the newest backup was made that has been verified.
    pub backed_up: Box<dyn Fn() -> Option<Instant> + Send + Sync>,
    pub(crate) tries: Tries,
    pub(crate) presence: Presence,
    pub(crate) programs: Allowances,
}

impl Newsroom {
    /// The newsroom of a paper, reached at that address.
    #[must_use]
    pub fn new(store: Store, address: &str, name: &str, post: Arc<dyn Post>) -> Self {
        let passkeys = Passkeys::of(address, name);
        let passkeys = passkeys.inspect_err(|why| tracing::warn!("{why}")).ok();
        let (tries, presence, programs) = (Tries::default(), Presence::default(), Allowances::default());
        let backed_up = Box::new(|| None);
        Self { store, address: address.to_owned(), passkeys, post, backed_up, tries, presence, programs }
    }
}
