//! Passwords: chosen, and compared.

use std::collections::HashSet;
use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use broadsheet_news::account::{Account, Purpose, Secrets};
use broadsheet_news::ids::AccountId;
use broadsheet_news::sentence;
use broadsheet_store::Rows;
use tokio::sync::Semaphore;

use super::{own, thing};
use crate::{Deed, Desk, Done, Refusal, aside};

/// How long a password has to be, in characters (NIST SP 800-63B, 3.1.1.2, asks for 15 where nothing else is asked for,
/// and for no rules of composition).
pub const SHORTEST: usize = 12;
/// And how long it may be.
const LONGEST: usize = 256;

/// The passwords that are tried first by whoever guesses; see the licence beside the file.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// A hash takes 19 MiB: so many are made at once.
static HASHING: Semaphore = Semaphore::const_new(4);

/// Chooses a new password for whoever acts. Their other sessions end, and links to a new password with them.
///
/// # Errors
/// A [`Refusal`] where it is too short or too common.
pub async fn choose(desk: &Desk<'_>, session: &str, password: &str) -> Result<Done<()>, Refusal> {
    let hash = hashed(password).await?;
    let mut transaction = desk.begin(Deed::KeepOwnAccount, None).await?;
    let account = own(desk, &transaction).await?;
    let secrets = transaction.secrets(account.id).await?;
    transaction.save_secrets(account.id, &Secrets { password: Some(hash), ..secrets }).await?;
    transaction.end_sessions(account.id, session).await?;
    transaction.remove_secret_links(Purpose::Reset, account.id.0).await?;
    transaction.is_about(thing(account.id));
    aside(transaction, ()).await
}

/// The account that signs in by that address, if the password is its own and it may sign in. It takes the same time where
/// there is no such account, so that nobody learns whether there is.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn check(rows: &Rows, email: &str, password: &str) -> Result<Option<Account>, Refusal> {
    let account = rows.account_of(&email.trim().to_lowercase()).await?;
    let kept = match &account {
        Some(account) => rows.secrets(account.id).await?.password,
        None => None,
    };
    let right = is_right(kept, password).await?;
    Ok(account.filter(|account| right && !account.disabled))
}

/// Whether an account's password is that.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn is_of(rows: &Rows, id: AccountId, password: &str) -> Result<bool, Refusal> {
    is_right(rows.secrets(id).await?.password, password).await
}

async fn is_right(kept: Option<String>, password: &str) -> Result<bool, Refusal> {
    // Whatever is compared with a hash of nothing is wrong, and takes as long.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$YWJjZGVmZ2hpamtsbW5vcA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let password: String = password.chars().take(LONGEST + 1).collect();
    let (hash, known) = kept.map_or((NOBODY.to_owned(), false), |hash| (hash, true));
    let right = heavily(move || {
        let hash = PasswordHash::new(&hash).map_err(|error| error.to_string())?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    });
    Ok(right.await? && known)
}

/// A password as it is kept, if it is fit.
pub(crate) async fn hashed(password: &str) -> Result<String, Refusal> {
    fit(password)?;
    let password = password.to_owned();
    let hash = move || -> Result<String, String> {
        let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|error| error.to_string())?;
        Ok(PasswordHash::to_string(&hash))
    };
    heavily(hash).await
}

/// Whether a password may be chosen.
///
/// # Errors
/// [`Refusal::Unfit`] with what to do instead.
pub fn fit(password: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    if length < SHORTEST {
        let why =
            sentence!("The password has {} characters: take {} or more, for example four words.", length, SHORTEST);
        Err(Refusal::Unfit(why))
    } else if length > LONGEST {
        Err(Refusal::Unfit(sentence!("The password has more than {} characters: take fewer.", LONGEST)))
    } else if is_common(password) {
        Err(Refusal::Unfit(
            "The password is among those that are guessed first: take another, for example four words that have nothing to do with each other."
                .into(),
        ))
    } else {
        Ok(())
    }
}

/// Whether it is on the list, or one of the list with digits and signs around it, or one said several times.
fn is_common(password: &str) -> bool {
    let small = password.to_lowercase();
    let word = small.trim_matches(|c: char| !c.is_alphabetic());
    [small.as_str(), word].into_iter().any(|text| text.is_empty() || COMMON.contains(text) || is_repeated(text))
}

fn is_repeated(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (1..=letters.len() / 2).any(|length| {
        let (piece, rest) = letters.split_at(length);
        let said: String = piece.iter().collect();
        let short = length <= 4 || COMMON.contains(said.as_str());
        short && rest.chunks(length).all(|other| piece.starts_with(other))
    })
}

/// Does what takes much memory and time beside the threads that serve.
async fn heavily<T: Send + 'static>(work: impl FnOnce() -> Result<T, String> + Send + 'static) -> Result<T, Refusal> {
    let failed = |why: String| Refusal::Unfit(sentence!("The password could not be read: {}. Try again.", why));
    let turn = HASHING.acquire().await.map_err(|error| failed(error.to_string()))?;
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    done.await.map_err(|error| failed(error.to_string()))?.map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_refused_whatever_stands_around_it() {
        for common in [
            "password1234",
            "PASSWORD!!!!",
            "passwordpassword",
            "aaaaaaaaaaaaaa",
            "123123123123",
            "Qwertyuiop12",
            "123456789012",
            "1q2w3e4r5t6y",
        ] {
            assert!(fit(common).is_err_and(|why| why.to_string().contains("guessed first")), "{common}");
        }
        for good in ["correct horse battery", "貓在港邊看渡輪來了又走了", "eleven ferries at dawn", "Tr0ub4dor&3-zinc"]
        {
            assert!(fit(good).is_ok(), "{good}");
        }
        assert!(fit("eleven char").is_err_and(|why| why.to_string().contains("11 characters")));
        assert!(fit(&"ab c".repeat(100)).is_err());
    }

    #[tokio::test]
    async fn a_password_is_known_again_and_nothing_else_is() {
        let hash = hashed("eleven ferries at dawn").await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(is_right(Some(hash.clone()), "eleven ferries at dawn").await.unwrap());
        assert!(!is_right(Some(hash), "eleven ferries at dusk").await.unwrap());
        assert!(!is_right(None, "eleven ferries at dawn").await.unwrap());
    }
}
