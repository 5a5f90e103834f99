//! Passkeys (WebAuthn, level 3): kept on a device, and used to sign in without a password.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use broadsheet_news::account::{Account, Passkey};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::AccountId;
use broadsheet_news::sentence;
use broadsheet_store::Store;
use broadsheet_store::transaction::Transaction;
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey as Credential, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use super::session::{self, Place, act};
use super::{known, own, secret, thing};
use crate::{Deed, Desk, Done, Refusal, aside, named};

/// How long a device may take, in seconds.
const PATIENCE: i64 = 300;
/// So many may be asked at once.
const MOST: usize = 10_000;

/// Asks devices for passkeys of one paper, and remembers what it asked until they answer.
pub struct Passkeys {
    webauthn: Webauthn,
    waiting: Mutex<HashMap<String, (Instant, Asked)>>,
}

enum Asked {
    New(AccountId, PasskeyRegistration),
    Known(DiscoverableAuthentication),
}

/// What is sent to the device: what is asked, under a number that comes back with the answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// The number.
    pub ticket: String,
    /// The `publicKey` of `navigator.credentials.create` or `get`, its bytes in base64.
    pub options: Value,
}

impl Passkeys {
    /// For a paper whose newsroom is at that address. Passkeys are bound to its host.
    ///
    /// # Errors
    /// A sentence where the address has no host with a name.
    pub fn of(address: &str, paper: &str) -> Result<Self, String> {
        let unfit =
            || format!("Passkeys need an address with a name, and {address} has none: set the paper's address.");
        let url = Url::parse(address).map_err(|_| unfit())?;
        let host = url.domain().ok_or_else(unfit)?.to_owned();
        let builder = WebauthnBuilder::new(&host, &url).map_err(|_| unfit())?.rp_name(paper);
        let webauthn = builder.allow_any_port(host == "localhost").build().map_err(|_| unfit())?;
        Ok(Self { webauthn, waiting: Mutex::default() })
    }

    /// Asks for a new passkey for whoever acts.
    ///
    /// # Errors
    /// A [`Refusal`] where nobody is signed in.
    pub async fn offer(&self, desk: &Desk<'_>) -> Result<Question, Refusal> {
        let reading = desk.store.reading().await?;
        let account = own(desk, &reading).await?;
        let kept = reading.passkeys(account.id).await?;
        reading.finish();
        let known: Vec<_> = kept.iter().filter_map(credential).map(|key| key.cred_id().clone()).collect();
        let asked =
            self.webauthn.start_passkey_registration(user(account.id), &account.email, &account.name, Some(known));
        let (options, state) = asked.map_err(failed)?;
        let mut options = public_key(&options)?;
        // The device has to keep whose it is: one signs in by it without a name.
        if let Some(chosen) = options.get_mut("authenticatorSelection").and_then(Value::as_object_mut) {
            chosen.insert("residentKey".into(), json!("required"));
            chosen.insert("requireResidentKey".into(), json!(true));
        }
        self.wait(desk.now, Asked::New(account.id, state), options)
    }

    /// Keeps the passkey with which a device has answered.
    ///
    /// # Errors
    /// A [`Refusal`] where it was not asked, or answers something else.
    pub async fn keep(
        &self,
        desk: &Desk<'_>,
        ticket: &str,
        label: &str,
        answer: &Value,
    ) -> Result<Done<String>, Refusal> {
        named("The passkey's name", label)?;
        let Some(Asked::New(of, state)) = self.asked(ticket, desk.now) else { return Err(late()) };
        let answer: RegisterPublicKeyCredential = serde_json::from_value(answer.clone()).map_err(failed)?;
        let credential = self.webauthn.finish_passkey_registration(&answer, &state).map_err(failed)?;
        let mut transaction = desk.begin(Deed::KeepOwnAccount, None).await?;
        let account = own(desk, &transaction).await?;
        if account.id != of {
            return Err(late());
        }
        let id = URL_SAFE_NO_PAD.encode(credential.cred_id());
        if transaction.passkey(&id).await?.is_some() {
            return Err(Refusal::Unfit("This passkey is kept already.".into()));
        }
        transaction
            .save_passkey(&Passkey {
                id: id.clone(),
                account: account.id,
                label: label.trim().to_owned(),
                credential: serde_json::to_string(&credential).map_err(failed)?,
                made: desk.now,
                used: None,
            })
            .await?;
        transaction.is_about(thing(account.id));
        aside(transaction, id).await
    }

    /// Asks for whatever passkey of the paper a device has.
    ///
    /// # Errors
    /// A [`Refusal`] where the system gives no chance.
    pub fn ask(&self, now: Instant) -> Result<Question, Refusal> {
        let (options, state) = self.webauthn.start_discoverable_authentication().map_err(failed)?;
        self.wait(now, Asked::Known(state), public_key(&options)?)
    }

    /// Signs in the owner of the passkey with which a device has answered. Gives the secret of the session.
    ///
    /// # Errors
    /// A [`Refusal`] where the passkey is not known, or the account may not sign in.
    pub async fn sign_in(
        &self,
        store: &Store,
        ticket: &str,
        answer: &Value,
        place: &Place,
        now: Instant,
    ) -> Result<(Account, String), Refusal> {
        let (owner, key) = self.recognise(store, ticket, answer, now).await?;
        let mut transaction = store.begin(act("session.begin", &owner, place, now)).await?;
        let account = known(&transaction, owner.id).await?;
        if account.disabled {
            return Err(unknown());
        }
        keep_used(&mut transaction, &key).await?;
        let secret = session::open(&mut transaction, &account, place).await?;
        aside(transaction, ()).await?;
        Ok((account, secret))
    }

    /// Notes that whoever acts has proven by a passkey of theirs who they are.
    ///
    /// # Errors
    /// A [`Refusal`] where it is not theirs.
    pub async fn prove(
        &self,
        desk: &Desk<'_>,
        session: &broadsheet_news::account::Session,
        ticket: &str,
        answer: &Value,
    ) -> Result<Done<()>, Refusal> {
        let (owner, key) = self.recognise(desk.store, ticket, answer, desk.now).await?;
        if Some(owner.id) != desk.actor.account() {
            return Err(Refusal::NotAllowed("This passkey is another account's. Use one of yours.".into()));
        }
        session::prove(desk, session, Some(&key)).await
    }

    /// Whose passkey a device has answered with, and the passkey as it is after this use.
    async fn recognise(
        &self,
        store: &Store,
        ticket: &str,
        answer: &Value,
        now: Instant,
    ) -> Result<(Account, Passkey), Refusal> {
        let Some(Asked::Known(state)) = self.asked(ticket, now) else { return Err(late()) };
        let answer: PublicKeyCredential = serde_json::from_value(answer.clone()).map_err(failed)?;
        let (user, id) = self.webauthn.identify_discoverable_authentication(&answer).map_err(failed)?;
        let (user, id) = (user.as_u128(), URL_SAFE_NO_PAD.encode(id));
        let reading = store.reading().await?;
        let key = reading.passkey(&id).await?;
        let owner = match &key {
            Some(key) => reading.account(key.account).await?,
            None => None,
        };
        reading.finish();
        let (Some(mut key), Some(owner)) = (key, owner) else { return Err(unknown()) };
        let mut credential = credential(&key).ok_or_else(unknown)?;
        if self::user(owner.id).as_u128() != user || owner.disabled {
            return Err(unknown());
        }
        let used = self.webauthn.finish_discoverable_authentication_v2(&answer, state, &credential).map_err(failed)?;
        credential.update_credential(&used);
        key.credential = serde_json::to_string(&credential).map_err(failed)?;
        key.used = Some(now);
        Ok((owner, key))
    }

    fn wait(&self, now: Instant, asked: Asked, options: Value) -> Result<Question, Refusal> {
        let ticket = secret()?;
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, (since, _)| since.plus_seconds(PATIENCE) > now);
        if waiting.len() >= MOST {
            return Err(Refusal::Unfit("Too many devices are asked at once. Try again in some minutes.".into()));
        }
        waiting.insert(ticket.clone(), (now, asked));
        Ok(Question { ticket, options })
    }

    /// What was asked under a number, once.
    fn asked(&self, ticket: &str, now: Instant) -> Option<Asked> {
        let found = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(ticket);
        found.filter(|(since, _)| since.plus_seconds(PATIENCE) > now).map(|(_, asked)| asked)
    }
}

/// Takes a passkey from whoever acts.
///
/// # Errors
/// A [`Refusal`] where they have no such passkey.
pub async fn remove(desk: &Desk<'_>, id: &str) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepOwnAccount, None).await?;
    let account = own(desk, &transaction).await?;
    if !transaction.remove_passkey(account.id, id).await? {
        return Err(Refusal::Unknown("There is no such passkey: it may have been taken away already.".into()));
    }
    transaction.is_about(thing(account.id));
    aside(transaction, ()).await
}

fn credential(key: &Passkey) -> Option<Credential> {
    serde_json::from_str(&key.credential).ok()
}

/// The number by which a device knows an account: nobody can tell from it who that is.
fn user(id: AccountId) -> Uuid {
    Uuid::from_u128(u128::try_from(id.0).unwrap_or_default())
}

fn public_key(options: &impl serde::Serialize) -> Result<Value, Refusal> {
    let mut options = serde_json::to_value(options).map_err(failed)?;
    Ok(options.get_mut("publicKey").map(Value::take).unwrap_or_default())
}

fn late() -> Refusal {
    Refusal::Unfit("The device answered too late, or was not asked. Try again.".into())
}

/// Keeps a passkey as it is after a use: a device that counts its uses, and so shows a copy of itself, is found out at the
/// next. One that was taken away meanwhile is not used.
pub(super) async fn keep_used(transaction: &mut Transaction, key: &Passkey) -> Result<(), Refusal> {
    if transaction.passkey(&key.id).await?.is_none() {
        return Err(unknown());
    }
    Ok(transaction.save_passkey(key).await?)
}

fn unknown() -> Refusal {
    Refusal::NotAllowed("This passkey is not known here. Sign in with your password, and add it.".into())
}

fn failed(error: impl std::fmt::Display) -> Refusal {
    Refusal::NotAllowed(sentence!(
        "The passkey was not taken: {}. Try again, or sign in with your password.",
        error.to_string()
    ))
}
