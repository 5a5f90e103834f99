//! Accounts: an administrator keeps them, and each person proves by them who they are.
//!
//! Of every secret that leaves the house (a session's, a token's, a link's) the hash alone is kept.

pub mod authenticator;
pub mod link;
pub mod passkey;
pub mod password;
pub mod second;
pub mod session;
pub mod token;
pub mod view;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use broadsheet_news::account::{Account, Purpose, Role};
use broadsheet_news::ids::{AccountId, PersonId, SectionId};
use broadsheet_news::sentence;
use broadsheet_store::transaction::Transaction;
use broadsheet_store::{Rows, Trace};

use crate::{Actor, Deed, Desk, Done, Refusal, aside, named};

/// What is said of an account by whoever keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The name that the change log and the audit keep.
    pub name: String,
    /// The e-mail address by which its owner signs in.
    pub email: String,
    /// What they are trusted with.
    pub role: Role,
    /// The sections they work in; all, where none is named.
    pub sections: Vec<SectionId>,
    /// The person that they are to readers.
    pub person: Option<PersonId>,
    /// The language of their newsroom: a tag.
    pub language: String,
}

impl Actor {
    /// The owner of an account, at work.
    #[must_use]
    pub fn of(account: &Account, origin: &str) -> Self {
        Self {
            name: account.name.clone(),
            person: account.person,
            role: account.role,
            sections: account.sections.clone(),
            trace: Some(Trace { account: Some(account.id), origin: origin.to_owned(), ..Trace::default() }),
        }
    }

    /// The account that acts.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        self.trace.as_ref().and_then(|trace| trace.account)
    }
}

/// Makes an account, which waits for its owner to take it by a link.
///
/// # Errors
/// A [`Refusal`] where the actor may not, or what is said of it is unfit.
pub async fn make(desk: &Desk<'_>, kept: &Kept) -> Result<Done<Account>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepAccounts, None).await?;
    let account = put(&mut transaction, None, kept).await?;
    aside(transaction, account).await
}

/// Says something else of an account.
///
/// # Errors
/// A [`Refusal`] where there is none, or it is the last administrator's.
pub async fn save(desk: &Desk<'_>, id: AccountId, kept: &Kept) -> Result<Done<Account>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepAccounts, None).await?;
    let before = known(&transaction, id).await?;
    if before.role == Role::Administrator && kept.role != Role::Administrator && !before.disabled {
        others_keep_the_paper(&transaction).await?;
    }
    let account = put(&mut transaction, Some(before), kept).await?;
    aside(transaction, account).await
}

/// Lets nobody sign in by an account any more, or lets them again. All that was open by it is closed.
///
/// # Errors
/// A [`Refusal`] where there is none, or it is the last administrator's.
pub async fn disable(desk: &Desk<'_>, id: AccountId, disabled: bool) -> Result<Done<Account>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepAccounts, None).await?;
    let mut account = known(&transaction, id).await?;
    if disabled && !account.disabled && account.role == Role::Administrator {
        others_keep_the_paper(&transaction).await?;
    }
    account.disabled = disabled;
    transaction.save_account(&account).await?;
    if disabled {
        transaction.end_sessions(id, "").await?;
        transaction.remove_tokens(id).await?;
        transaction.remove_secret_links(Purpose::Reset, id.0).await?;
        transaction.remove_secret_links(Purpose::Welcome, id.0).await?;
    }
    transaction.is_about(thing(id));
    aside(transaction, account).await
}

/// Changes what someone may say of their own account: their name and the language of their newsroom.
///
/// # Errors
/// A [`Refusal`] where the name is unfit.
pub async fn save_own(desk: &Desk<'_>, name: &str, language: &str) -> Result<Done<Account>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepOwnAccount, None).await?;
    named("The name", name)?;
    let mut account = own(desk, &transaction).await?;
    account.name = name.trim().to_owned();
    account.language = language.to_owned();
    transaction.save_account(&account).await?;
    transaction.is_about(thing(account.id));
    aside(transaction, account).await
}

/// The account of that id.
pub(crate) async fn known(rows: &Rows, id: AccountId) -> Result<Account, Refusal> {
    let found = rows.account(id).await?;
    found.ok_or_else(|| Refusal::Unknown(sentence!("There is no account {}. It may have been named wrongly.", id)))
}

/// The account of whoever acts.
pub(crate) async fn own(desk: &Desk<'_>, rows: &Rows) -> Result<Account, Refusal> {
    match desk.actor.account() {
        Some(id) => known(rows, id).await,
        None => Err(Refusal::NotAllowed("Nobody is signed in. Sign in first.".into())),
    }
}

/// An account as the audit log names it.
pub(crate) fn thing(id: AccountId) -> String {
    format!("account:{id}")
}

/// Writes an account as `kept` says; a new one where there was none before.
pub(crate) async fn put(
    transaction: &mut Transaction,
    before: Option<Account>,
    kept: &Kept,
) -> Result<Account, Refusal> {
    named("The name", &kept.name)?;
    let email = email(&kept.email)?;
    let before_id = before.as_ref().map(|before| before.id);
    if transaction.account_of(&email).await?.is_some_and(|other| Some(other.id) != before_id) {
        return Err(Refusal::Unfit(sentence!("There is an account of {} already. Take another address.", email)));
    }
    for section in &kept.sections {
        if transaction.section(*section).await?.is_none() {
            return Err(Refusal::Unknown(sentence!("There is no section {}. Choose another.", section)));
        }
    }
    if let Some(person) = kept.person
        && transaction.person(person).await?.is_none()
    {
        return Err(Refusal::Unknown(sentence!("There is no person {}. Choose another, or none.", person)));
    }
    let now = transaction.now();
    let account = Account {
        id: before_id.unwrap_or_else(|| AccountId(transaction.new_id())),
        name: kept.name.trim().to_owned(),
        email,
        role: kept.role,
        sections: kept.sections.clone(),
        person: kept.person,
        language: kept.language.clone(),
        disabled: before.as_ref().is_some_and(|before| before.disabled),
        made: before.map_or(now, |before| before.made),
    };
    transaction.save_account(&account).await?;
    transaction.is_about(thing(account.id));
    Ok(account)
}

/// Refuses what would leave the paper without an administrator.
async fn others_keep_the_paper(rows: &Rows) -> Result<(), Refusal> {
    match rows.administrators().await? {
        0 | 1 => {
            Err(Refusal::Unfit("This is the last administrator. Make another account an administrator's first.".into()))
        }
        _ => Ok(()),
    }
}

/// An e-mail address in the one form in which it is kept.
fn email(text: &str) -> Result<String, Refusal> {
    let email = text.trim().to_lowercase();
    let fit =
        email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    if !fit || email.len() > 254 || email.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(Refusal::Unfit(sentence!("'{}' is no e-mail address. Write name@example.com.", shortened(text))));
    }
    Ok(email)
}

/// A text as a sentence may repeat it.
pub(crate) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().filter(|c| !c.is_control()).take(80).collect();
    if text.chars().count() > 80 {
        short.push('…');
    }
    short
}

/// A new secret of 256 bits, as it stands in addresses and fields.
///
/// # Errors
/// A [`Refusal`] where the system gives no chance.
pub(crate) fn secret() -> Result<String, Refusal> {
    Ok(URL_SAFE_NO_PAD.encode(chance::<32>()?))
}

/// Bytes by chance.
pub(crate) fn chance<const N: usize>() -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|_| Refusal::Unfit("The system gives no random numbers. Nothing was done; try again.".into()))?;
    Ok(bytes)
}

/// What is kept of a secret.
pub(crate) fn hash(secret: &str) -> String {
    blake3::hash(secret.as_bytes()).to_hex().to_string()
}
