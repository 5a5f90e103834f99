//! The second proof of who someone is, beside the password: a code, or a passkey instead of both.

use broadsheet_news::account::{Account, Role};
use broadsheet_news::ids::AccountId;
use broadsheet_news::paper::Setting;
use broadsheet_store::Rows;

use super::{authenticator, known, thing};
use crate::{Deed, Desk, Done, Refusal, aside};

/// What a password alone does not do for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Second {
    /// Nothing: it lets in.
    Nothing,
    /// A code of the authenticator is asked for beside it.
    Code,
    /// The paper wants a second proof, and the account has passkeys: one of them is used.
    Passkey,
    /// The paper wants a second proof, and the account has none: it is let in, to add one and do nothing else.
    Missing,
}

/// What an account is asked for beside its password.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn of(rows: &Rows, account: &Account) -> Result<Second, Refusal> {
    if rows.secrets(account.id).await?.authenticator.is_some() {
        return Ok(Second::Code);
    }
    let is_wanted = account.role >= Role::Publisher && rows.setting(Setting::SecondFactor).await? == Some(true);
    Ok(match is_wanted {
        false => Second::Nothing,
        true if rows.passkeys(account.id).await?.is_empty() => Second::Missing,
        true => Second::Passkey,
    })
}

/// Takes away all second proofs of an account whose owner has lost them. Its sessions end.
///
/// # Errors
/// A [`Refusal`] where the actor may not, or there is no such account.
pub async fn forget(desk: &Desk<'_>, id: AccountId) -> Result<Done<Account>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepAccounts, None).await?;
    let account = known(&transaction, id).await?;
    let secrets = authenticator::without(transaction.secrets(id).await?);
    transaction.save_secrets(id, &secrets).await?;
    for passkey in transaction.passkeys(id).await? {
        transaction.remove_passkey(id, &passkey.id).await?;
    }
    transaction.end_sessions(id, "").await?;
    transaction.is_about(thing(id));
    aside(transaction, account).await
}
