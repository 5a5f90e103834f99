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
pub(crate) mod sign_on;
pub(crate) mod times;
pub(crate) mod tries;
pub(crate) mod visitor;
pub(crate) mod words;

use std::pin::Pin;
use std::sync::Arc;

use broadsheet_desk::account::passkey::Passkeys;
use broadsheet_news::clock::Instant;
use broadsheet_news::sentence::Sentence;
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

/// What someone outside answers, or why they do not.
pub type Reply<'a, T> = Pin<Box<dyn Future<Output = Result<T, Sentence>> + Send + 'a>>;

/// What sends letters. It says why one could not be sent.
pub trait Post: Send + Sync {
    /// Sends a letter.
    fn send(&self, letter: Letter) -> Reply<'_, ()>;
}

/// No mail is set up.
pub struct NoPost;

impl Post for NoPost {
    fn send(&self, _: Letter) -> Reply<'_, ()> {
        Box::pin(async { Err("No mail is set up.".into()) })
    }
}

/// What asks a provider to vouch for people (OpenID Connect Core 1.0, 3.1: the code flow, with the proof of RFC 7636).
pub trait SignOn: Send + Sync {
    /// Whether the settings name a provider.
    fn is_offered(&self) -> Reply<'_, bool>;
    /// Where a browser is sent, to come back to that address.
    fn leave(&self, back: String) -> Reply<'_, Departure>;
    /// The e-mail address that the provider vouches for, by the code with which a browser came back.
    fn arrive(&self, back: String, departure: Departure, code: String) -> Reply<'_, String>;
}

/// How a browser left for a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Where it is sent.
    pub to: String,
    /// What it has to come back with.
    pub state: String,
    /// What the provider has to repeat in its word.
    pub nonce: String,
    /// What proves that who comes back is who left.
    pub verifier: String,
}

/// No provider is named.
pub struct NoSignOn;

const NO_PROVIDER: &str = "No provider is named in the settings.";

impl SignOn for NoSignOn {
    fn is_offered(&self) -> Reply<'_, bool> {
        Box::pin(async { Ok(false) })
    }

    fn leave(&self, _: String) -> Reply<'_, Departure> {
        Box::pin(async { Err(NO_PROVIDER.into()) })
    }

    fn arrive(&self, _: String, _: Departure, _: String) -> Reply<'_, String> {
        Box::pin(async { Err(NO_PROVIDER.into()) })
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
    /// What asks a provider to vouch for people.
    pub sign_on: Arc<dyn SignOn>,
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
        let (backed_up, sign_on) = (Box::new(|| None), Arc::new(NoSignOn));
        Self { store, address: address.to_owned(), passkeys, post, sign_on, backed_up, tries, presence, programs }
    }
}
