//! Codes of an authenticator (RFC 6238), and recovery codes for when it is lost.

use broadsheet_news::account::{Account, Secrets};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::AccountId;
use broadsheet_store::transaction::Transaction;
use totp_rs::{Builder, Secret, Totp};

use super::{chance, hash, own, thing};
use crate::{Deed, Desk, Done, Refusal, aside};

/// How many recovery codes are given.
const RECOVERY: usize = 10;

/// A new secret for an authenticator, in base 32. It is kept once a code of it has been shown.
///
/// # Errors
/// A [`Refusal`] where the system gives no chance.
pub fn offered() -> Result<String, Refusal> {
    Ok(Secret::from(chance::<20>()?).to_base32())
}

/// The address that an authenticator reads a secret from.
#[must_use]
pub fn address(paper: &str, account: &Account, secret: &str) -> String {
    let written = |text: &str| broadsheet_news::address::encoded(&text.replace([':', '/'], " "));
    let issuer = written(paper);
    format!("otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}", written(&account.email))
}

/// Keeps a secret, once a code of it was shown; gives new recovery codes, which are shown this once.
///
/// # Errors
/// A [`Refusal`] where the code is not one of the secret now.
pub async fn keep(desk: &Desk<'_>, secret: &str, code: &str) -> Result<Done<Vec<String>>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepOwnAccount, None).await?;
    let account = own(desk, &transaction).await?;
    let Some(step) = step_of(secret, code, desk.now) else {
        return Err(Refusal::Unfit(
            "That is not the authenticator's code of now. See that the clocks of both devices are right, and try the next."
                .into(),
        ));
    };
    let codes = (0..RECOVERY).map(|_| recovery()).collect::<Result<Vec<_>, _>>()?;
    let secrets = Secrets {
        authenticator: Some(secret.to_owned()),
        last_step: step,
        recovery: codes.iter().map(|code| hash(&plain(code))).collect(),
        ..transaction.secrets(account.id).await?
    };
    transaction.save_secrets(account.id, &secrets).await?;
    transaction.is_about(thing(account.id));
    aside(transaction, codes).await
}

/// Lets go of the authenticator of whoever acts, and of their recovery codes.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn remove(desk: &Desk<'_>) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepOwnAccount, None).await?;
    let account = own(desk, &transaction).await?;
    let without = without(transaction.secrets(account.id).await?);
    transaction.save_secrets(account.id, &without).await?;
    transaction.is_about(thing(account.id));
    aside(transaction, ()).await
}

/// What is kept of an account, without its authenticator.
pub(crate) fn without(secrets: Secrets) -> Secrets {
    Secrets { authenticator: None, last_step: 0, recovery: Vec::new(), ..secrets }
}

/// Whether a code is the authenticator's of now, or a recovery code. Each is taken once.
pub(crate) async fn takes(transaction: &mut Transaction, id: AccountId, code: &str) -> Result<bool, Refusal> {
    let mut secrets = transaction.secrets(id).await?;
    let step = secrets.authenticator.as_deref().and_then(|secret| step_of(secret, code, transaction.now()));
    if let Some(step) = step.filter(|step| *step > secrets.last_step) {
        secrets.last_step = step;
        transaction.save_secrets(id, &secrets).await?;
        return Ok(true);
    }
    let given = hash(&plain(code));
    let before = secrets.recovery.len();
    secrets.recovery.retain(|kept| *kept != given);
    if secrets.recovery.len() == before {
        return Ok(false);
    }
    transaction.save_secrets(id, &secrets).await?;
    Ok(true)
}

/// The step of time of which that is a code; one before and one after now are taken.
fn step_of(secret: &str, code: &str, now: Instant) -> Option<i64> {
    let seconds = u64::try_from(now.microseconds() / 1_000_000).ok()?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let step = codes(secret)?.check(&digits, seconds)?;
    i64::try_from(step).ok()
}

fn codes(secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new().with_secret(secret).build().ok()
}

/// The code that an authenticator shows at an instant; for tests, which have none in their hand.
#[must_use]
pub fn code_at(secret: &str, now: Instant) -> Option<String> {
    let seconds = u64::try_from(now.microseconds() / 1_000_000).ok()?;
    codes(secret).map(|totp| totp.generate(seconds).to_string())
}

/// Ten letters and digits that are not taken for each other, in two halves.
fn recovery() -> Result<String, Refusal> {
    const SIGNS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567890";
    let code: String = chance::<10>()?.iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)])).collect();
    Ok(format!("{}-{}", &code[..5], &code[5..]))
}

/// A code without what people put into it.
fn plain(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
