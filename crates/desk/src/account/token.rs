//! Tokens: what programs show in the place of someone.

use broadsheet_news::account::{Account, Role, Token};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{SectionId, TokenId};
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use broadsheet_store::transaction::Act;
use broadsheet_store::{Reading, Store, Trace};

use super::{hash, own, secret, thing};
use crate::{Actor, Deed, Desk, Done, Refusal, aside, named};

/// How a token begins, so that whoever finds one knows what it is.
pub const BEGINS: &str = "broadsheet_";
/// When a token was used last is noted this often, in seconds.
const NOTED: i64 = 300;

/// What a token is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewToken {
    /// What it is for.
    pub label: String,
    /// The most it is trusted with, where that is less than its owner.
    pub role: Option<Role>,
    /// The sections it works in; all of its owner's, where none is named.
    pub sections: Vec<SectionId>,
    /// From when on it is not taken any more.
    pub expires: Option<Instant>,
}

/// Makes a token of whoever acts; gives its secret, which is shown this once.
///
/// # Errors
/// A [`Refusal`] where it would be trusted with more than its owner, or ends in the past.
pub async fn make(desk: &Desk<'_>, new: &NewToken) -> Result<Done<String>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepOwnAccount, None).await?;
    let account = own(desk, &transaction).await?;
    named("The token's name", &new.label)?;
    if new.role.is_some_and(|role| role > account.role) {
        return Err(Refusal::NotAllowed(sentence!(
            "A token of {} cannot be trusted with more than its owner: the role of {} at most.",
            account.name,
            Sentence::from(account.role.word())
        )));
    }
    let inside = |section: &SectionId| account.sections.is_empty() || account.sections.contains(section);
    if let Some(section) = new.sections.iter().find(|section| !inside(section)) {
        return Err(Refusal::NotAllowed(sentence!("{} does not work in section {}.", account.name, section)));
    }
    if new.expires.is_some_and(|expires| expires <= desk.now) {
        return Err(Refusal::Unfit("The token would have expired already. Choose a later instant, or none.".into()));
    }
    let secret = format!("{BEGINS}{}", secret()?);
    let token = Token {
        id: TokenId(transaction.new_id()),
        account: account.id,
        label: new.label.trim().to_owned(),
        role: new.role,
        sections: new.sections.clone(),
        expires: new.expires,
        made: desk.now,
        used: None,
    };
    transaction.add_token(&token, &hash(&secret)).await?;
    transaction.is_about(thing(account.id));
    aside(transaction, secret).await
}

/// Takes a token back.
///
/// # Errors
/// A [`Refusal`] where whoever acts has no such token.
pub async fn remove(desk: &Desk<'_>, id: TokenId) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::KeepOwnAccount, None).await?;
    let account = own(desk, &transaction).await?;
    if !transaction.remove_token(account.id, id).await? {
        return Err(Refusal::Unknown("There is no such token: it may have been taken back already.".into()));
    }
    transaction.is_about(thing(account.id));
    aside(transaction, ()).await
}

/// Who acts by a token; nothing where it is none, has expired, or its owner may not sign in.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn of(
    reading: &Reading,
    secret: &str,
    origin: &str,
    now: Instant,
) -> Result<Option<(Token, Actor)>, Refusal> {
    if !secret.starts_with(BEGINS) {
        return Ok(None);
    }
    let Some(token) = reading.token_of(&hash(secret)).await? else { return Ok(None) };
    if token.expires.is_some_and(|expires| expires <= now) {
        return Ok(None);
    }
    let owner = reading.account(token.account).await?.filter(|account| !account.disabled);
    Ok(owner.map(|owner| {
        let actor = actor(&token, &owner, origin);
        (token, actor)
    }))
}

/// The owner of a token, with no more rights than both have.
fn actor(token: &Token, owner: &Account, origin: &str) -> Actor {
    let inside = |section: &SectionId| owner.sections.is_empty() || owner.sections.contains(section);
    let mut sections = owner.sections.clone();
    if !token.sections.is_empty() {
        sections = token.sections.iter().copied().filter(inside).collect();
        if sections.is_empty() {
            // Its owner has left all of its sections: it works nowhere.
            sections.push(SectionId(0));
        }
    }
    let trace = Trace { account: Some(owner.id), token: Some(token.id), origin: origin.to_owned(), ..Trace::default() };
    let role = token.role.map_or(owner.role, |role| role.min(owner.role));
    Actor { name: owner.name.clone(), person: owner.person, role, sections, trace: Some(trace) }
}

/// Notes that a token is used, if that was not noted a while ago.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn note_use(store: &Store, token: &Token, now: Instant) -> Result<(), Refusal> {
    if token.used.is_some_and(|used| used.plus_seconds(NOTED) > now) {
        return Ok(());
    }
    let act = Act { name: "token.use", actor: String::new(), now, trace: None };
    let mut transaction = store.begin(act).await?;
    transaction.use_token(token.id, now).await?;
    aside(transaction, ()).await?;
    Ok(())
}
