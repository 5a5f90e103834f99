//! Secret links: to the first account, to one that waits for its owner, to a new password, to a preview.

use broadsheet_news::account::{Account, Purpose, Role, SecretLink, Secrets};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{AccountId, ArticleId};
use broadsheet_news::sentence;
use broadsheet_store::transaction::Act;
use broadsheet_store::{Reading, Rows, Store};

use super::second::{self, Second};
use super::session::{Place, act};
use super::{Kept, hash, known, password, put, secret, session, thing};
use crate::{Actor, Deed, Desk, Done, Refusal, article, aside, roles};

/// How long links are good for, in seconds.
const FIRST: i64 = 86_400;
const WELCOME: i64 = 7 * 86_400;
const RESET: i64 = 3_600;
/// And previews, if nobody says otherwise.
pub const PREVIEW: i64 = 7 * 86_400;

/// A link to the first account, if there is no administrator yet: whoever has it founds one. Earlier ones end.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn to_first(store: &Store, now: Instant) -> Result<Option<String>, Refusal> {
    let machine = Actor::at_the_machine("serve");
    let act = Act { name: "link.first", actor: machine.name, now, trace: machine.trace };
    let mut transaction = store.begin(act).await?;
    if transaction.administrators().await? > 0 {
        return Ok(None);
    }
    transaction.remove_secret_links(Purpose::First, 0).await?;
    let secret = secret()?;
    transaction.add_secret_link(&new(&secret, Purpose::First, 0, now.plus_seconds(FIRST))).await?;
    aside(transaction, ()).await?;
    Ok(Some(secret))
}

/// A link by which an account's owner takes it, or chooses a new password. Earlier ones end.
///
/// # Errors
/// A [`Refusal`] where the actor may not, or there is no such account.
pub async fn to_account(desk: &Desk<'_>, purpose: Purpose, id: AccountId) -> Result<Done<String>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepAccounts, None).await?;
    let account = known(&transaction, id).await?;
    if account.disabled {
        return Err(Refusal::Unfit(sentence!("The account of {} is disabled. Let it in again first.", account.name)));
    }
    transaction.remove_secret_links(purpose, id.0).await?;
    let secret = secret()?;
    let lasts = if purpose == Purpose::Welcome { WELCOME } else { RESET };
    transaction.add_secret_link(&new(&secret, purpose, id.0, desk.now.plus_seconds(lasts))).await?;
    transaction.is_about(thing(id));
    aside(transaction, secret).await
}

/// A link to a new password that somebody asks for who cannot sign in, with the account that it is to be sent to.
/// Nothing where there is no such account: nobody is told.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn asked_for(
    store: &Store,
    email: &str,
    place: &Place,
    now: Instant,
) -> Result<Option<(Account, String)>, Refusal> {
    let reading = store.reading().await?;
    let found = reading.account_of(&email.trim().to_lowercase()).await?.filter(|account| !account.disabled);
    reading.finish();
    let Some(account) = found else { return Ok(None) };
    let mut transaction = store.begin(act("link.reset", &account, place, now)).await?;
    transaction.remove_secret_links(Purpose::Reset, account.id.0).await?;
    let secret = secret()?;
    transaction.add_secret_link(&new(&secret, Purpose::Reset, account.id.0, now.plus_seconds(RESET))).await?;
    transaction.is_about(thing(account.id));
    aside(transaction, ()).await?;
    Ok(Some((account, secret)))
}

/// A link by which an article can be read before readers have it, by whoever has the link, until an instant.
///
/// # Errors
/// A [`Refusal`] where the actor may not, or there is no such article.
pub async fn to_preview(desk: &Desk<'_>, id: ArticleId, until: Option<Instant>) -> Result<Done<String>, Refusal> {
    let mut transaction = desk.begin(Deed::Preview, None).await?;
    let found = article::known(&transaction, id).await?;
    let content = article::content(&transaction, found.working_revision).await?;
    roles::may(desk.actor, Deed::Preview, content.section)?;
    let until = until.unwrap_or(desk.now.plus_seconds(PREVIEW));
    if until <= desk.now {
        return Err(Refusal::Unfit("The link would have ended already. Choose a later instant.".into()));
    }
    let secret = secret()?;
    transaction.add_secret_link(&new(&secret, Purpose::Preview, id.0, until)).await?;
    transaction.is_about(format!("article:{id}"));
    aside(transaction, secret).await
}

/// Ends all links to previews of an article.
///
/// # Errors
/// A [`Refusal`] where the actor may not.
pub async fn end_previews(desk: &Desk<'_>, id: ArticleId) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::Preview, None).await?;
    article::known(&transaction, id).await?;
    transaction.remove_secret_links(Purpose::Preview, id.0).await?;
    transaction.is_about(format!("article:{id}"));
    aside(transaction, ()).await
}

/// What a secret is a link to, if it may still be taken.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn of(reading: &Reading, secret: &str, now: Instant) -> Result<Option<SecretLink>, Refusal> {
    good(reading, secret, now).await
}

async fn good(rows: &Rows, secret: &str, now: Instant) -> Result<Option<SecretLink>, Refusal> {
    Ok(rows.secret_link(&hash(secret)).await?.filter(|link| link.expires > now))
}

/// Takes a link to an account: its owner chooses a password, and is signed in, if that is all that is asked of them: who
/// has a link has not shown a second proof. By a link to the first account, that is made as `first` says. Gives the
/// secret of the session, where there is one.
///
/// # Errors
/// A [`Refusal`] where the link is not good any more, or the password is unfit; then the link stays good.
pub async fn take(
    store: &Store,
    link: &str,
    first: Option<&Kept>,
    chosen: &str,
    place: &Place,
    now: Instant,
) -> Result<Option<String>, Refusal> {
    let hash = password::hashed(chosen).await?;
    let reading = store.reading().await?;
    let found = good(&reading, link, now).await?;
    let known_by = match &found {
        Some(found) if found.purpose != Purpose::First => reading.account(AccountId(found.about)).await?,
        _ => None,
    };
    reading.finish();
    let name = known_by.as_ref().map(|account| account.name.clone()).or(first.map(|kept| kept.name.clone()));
    let mut actor = Actor::at_the_machine(&name.unwrap_or_default());
    if let Some(trace) = actor.trace.as_mut() {
        trace.account = known_by.as_ref().map(|account| account.id);
        trace.origin.clone_from(&place.origin);
    }
    let act = Act { name: "link.take", actor: actor.name, now, trace: actor.trace };
    let mut transaction = store.begin(act).await?;
    let gone = || Refusal::Unknown("This link is not good any more. Ask for a new one.".into());
    let link = good(&transaction, link, now).await?.ok_or_else(gone)?;
    let account = match (link.purpose, first) {
        (Purpose::First, Some(kept)) if transaction.administrators().await? == 0 => {
            put(&mut transaction, None, &Kept { role: Role::Administrator, sections: Vec::new(), ..kept.clone() })
                .await?
        }
        (Purpose::Welcome | Purpose::Reset, _) => known(&transaction, AccountId(link.about)).await?,
        _ => return Err(gone()),
    };
    if account.disabled {
        return Err(gone());
    }
    let secrets = transaction.secrets(account.id).await?;
    transaction.save_secrets(account.id, &Secrets { password: Some(hash), ..secrets }).await?;
    transaction.remove_secret_links(link.purpose, link.about).await?;
    transaction.end_sessions(account.id, "").await?;
    let secret = match second::of(&transaction, &account).await? {
        Second::Nothing | Second::Missing => Some(session::open(&mut transaction, &account, place).await?),
        Second::Code | Second::Passkey => None,
    };
    transaction.is_about(thing(account.id));
    aside(transaction, ()).await?;
    Ok(secret)
}

fn new(secret: &str, purpose: Purpose, about: i64, expires: Instant) -> SecretLink {
    SecretLink { hash: hash(secret), purpose, about, expires }
}
