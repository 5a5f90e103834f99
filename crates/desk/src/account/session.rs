//! Sessions: someone signs in, proves again who they are, and signs out.

use broadsheet_news::account::{Account, Passkey, Session};
use broadsheet_news::clock::Instant;
use broadsheet_news::sentence;
use broadsheet_store::transaction::{Act, Transaction};
use broadsheet_store::{Reading, Store};

use super::second::{self, Second};
use super::{authenticator, hash, known, own, passkey, secret, thing};
use crate::{Actor, Deed, Desk, Done, Refusal, aside};

/// After so many seconds without use a session ends: two weeks.
pub const UNUSED: i64 = 14 * 86_400;
/// After so many seconds one proves again who one is before accounts and settings are changed.
pub const PROVEN: i64 = 15 * 60;
/// When a session was used last is noted this often, in seconds.
const NOTED: i64 = 300;

/// Where someone signs in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The network address.
    pub origin: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// Begins a session for an account that has proven who it is by a password; `code` is its authenticator's, if it has one.
/// Gives the secret that the browser keeps.
///
/// # Errors
/// [`Refusal::NotAllowed`] where a code is wanted and that is none, or a passkey is wanted.
pub async fn begin(
    store: &Store,
    account: &Account,
    place: &Place,
    code: &str,
    now: Instant,
) -> Result<String, Refusal> {
    let mut transaction = store.begin(act("session.begin", account, place, now)).await?;
    let account = enabled(&transaction, account).await?;
    match second::of(&transaction, &account).await? {
        Second::Nothing | Second::Missing => {}
        Second::Code if authenticator::takes(&mut transaction, account.id, code).await? => {}
        Second::Code => {
            return Err(Refusal::NotAllowed(
                "The code was not taken: each is good for a minute and for one time. Wait for the next one.".into(),
            ));
        }
        Second::Passkey => {
            return Err(Refusal::NotAllowed(
                "The paper asks for more than a password of you. Sign in with your passkey.".into(),
            ));
        }
    }
    let secret = open(&mut transaction, &account, place).await?;
    aside(transaction, ()).await?;
    Ok(secret)
}

/// Begins a session for the account of an e-mail address that a provider has vouched for. Gives the secret that the
/// browser keeps.
///
/// # Errors
/// [`Refusal::NotAllowed`] where no account has that address, or it is disabled.
pub async fn begin_vouched(store: &Store, email: &str, place: &Place, now: Instant) -> Result<String, Refusal> {
    let reading = store.reading().await?;
    let account = reading.account_of(&email.trim().to_lowercase()).await?;
    reading.finish();
    let account = account.ok_or_else(|| {
        Refusal::NotAllowed(sentence!(
            "Nobody here has the e-mail address {}. Ask an administrator for an account.",
            email
        ))
    })?;
    let mut transaction = store.begin(act("session.begin_vouched", &account, place, now)).await?;
    let account = enabled(&transaction, &account).await?;
    let secret = open(&mut transaction, &account, place).await?;
    aside(transaction, ()).await?;
    Ok(secret)
}

/// The account as it is now: it may have been disabled since it was read.
async fn enabled(transaction: &Transaction, account: &Account) -> Result<Account, Refusal> {
    let account = known(transaction, account.id).await?;
    match account.disabled {
        true => Err(Refusal::NotAllowed("This account is disabled. Ask an administrator to let it in again.".into())),
        false => Ok(account),
    }
}

/// Writes a session inside an act.
pub(crate) async fn open(transaction: &mut Transaction, account: &Account, place: &Place) -> Result<String, Refusal> {
    let (secret, now) = (secret()?, transaction.now());
    let session = Session {
        id: hash(&secret),
        account: account.id,
        begun: now,
        used: now,
        proven: now,
        origin: place.origin.clone(),
        agent: place.agent.chars().take(200).collect(),
    };
    transaction.save_session(&session).await?;
    transaction.is_about(thing(account.id));
    Ok(secret)
}

/// Whose session a secret is of; nothing where it is none, or has ended, or the account is disabled.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn of(reading: &Reading, secret: &str, now: Instant) -> Result<Option<(Session, Account)>, Refusal> {
    let Some(session) = reading.session(&hash(secret)).await? else { return Ok(None) };
    if session.used.plus_seconds(UNUSED) < now {
        return Ok(None);
    }
    let account = reading.account(session.account).await?;
    Ok(account.filter(|account| !account.disabled).map(|account| (session, account)))
}

/// Notes that a session is used, if that was not noted a while ago.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn note_use(store: &Store, session: &Session, now: Instant) -> Result<(), Refusal> {
    if session.used.plus_seconds(NOTED) > now {
        return Ok(());
    }
    let act = Act { name: "session.use", actor: String::new(), now, trace: None };
    let mut transaction = store.begin(act).await?;
    if transaction.session(&session.id).await?.is_some() {
        transaction.save_session(&Session { used: now, ..session.clone() }).await?;
    }
    aside(transaction, ()).await?;
    Ok(())
}

/// Whether who has a session proved a short while ago who they are.
#[must_use]
pub fn is_proven(session: &Session, now: Instant) -> bool {
    session.proven.plus_seconds(PROVEN) > now
}

/// Notes that whoever acts has proven again who they are: by a passkey as it is after that, or otherwise.
///
/// # Errors
/// A [`Refusal`] where the passkey was taken away meanwhile.
pub async fn prove(desk: &Desk<'_>, session: &Session, by: Option<&Passkey>) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepOwnAccount, None).await?;
    let account = own(desk, &transaction).await?;
    if let Some(key) = by {
        passkey::keep_used(&mut transaction, key).await?;
    }
    if transaction.session(&session.id).await?.is_some() {
        transaction.save_session(&Session { used: desk.now, proven: desk.now, ..session.clone() }).await?;
    }
    transaction.is_about(thing(account.id));
    aside(transaction, ()).await
}

/// Ends a session of whoever acts, by its id.
///
/// # Errors
/// A [`Refusal`] where they have no such session.
pub async fn end(desk: &Desk<'_>, id: &str) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepOwnAccount, None).await?;
    let account = own(desk, &transaction).await?;
    if !transaction.end_session(account.id, id).await? {
        return Err(Refusal::Unknown("There is no such session: it may have ended already.".into()));
    }
    transaction.is_about(thing(account.id));
    aside(transaction, ()).await
}

/// Ends all sessions of whoever acts but that one.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn end_others(desk: &Desk<'_>, but: &str) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepOwnAccount, None).await?;
    let account = own(desk, &transaction).await?;
    transaction.end_sessions(account.id, but).await?;
    transaction.is_about(thing(account.id));
    aside(transaction, ()).await
}

/// An act of an account that is about to be let in.
pub(crate) fn act(name: &'static str, account: &Account, place: &Place, now: Instant) -> Act {
    Act { name, actor: account.name.clone(), now, trace: Actor::of(account, &place.origin).trace }
}
