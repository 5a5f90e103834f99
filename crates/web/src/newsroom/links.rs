//! Secret links: to the first account, to one that waits for its owner, to a new password.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use broadsheet_desk::account::{self, link};
use broadsheet_desk::{Refusal, Role};
use broadsheet_news::account::{Account, Purpose};
use broadsheet_news::ids::AccountId;

use crate::House;
use crate::guard::{Kept, said};
use crate::newsroom::Letter;
use crate::newsroom::fields::Fields;
use crate::newsroom::page::{self, Said, context};
use crate::newsroom::sign_in::signed_in;
use crate::newsroom::visitor::Visitor;

/// The form for who has forgotten their password.
pub(crate) async fn reset_form(visitor: Visitor) -> Response {
    let page = visitor.page();
    let title = page.words().say("reset");
    page.print("reset", &title, context! { sent => false })
}

/// Sends a link to a new password, if there is such an account. Whoever asks is told the same in either case.
pub(crate) async fn reset(visitor: Visitor, fields: Fields) -> Response {
    let email = fields.text("email").to_owned();
    let page = visitor.page();
    let title = page.words().say("reset");
    let key = format!("reset of {email}");
    if visitor.house.newsroom.tries.take(&key, &visitor.from.origin, visitor.now).is_ok() {
        let (house, place, now) = (visitor.house.clone(), visitor.place.clone(), visitor.now);
        // In a task of its own: how long it takes would tell whether there is such an account.
        tokio::spawn(async move {
            match link::asked_for(&house.newsroom.store, &email, &place, now).await {
                Ok(Some((account, secret))) => {
                    send(&house, &account, Purpose::Reset, &secret).await;
                }
                Ok(None) => {}
                Err(refusal) => tracing::warn!(%refusal, "a link to a new password was not made"),
            }
        });
    }
    page.print("reset", &title, context! { sent => true })
}

/// Sends a link to an account; where no mail is set up, whoever runs the server is told so.
pub(crate) async fn send(house: &House, account: &Account, purpose: Purpose, secret: &str) -> bool {
    let words = super::words::words(&account.language);
    let address = address(house, secret);
    let given = [("name", account.name.clone()), ("paper", house.name.clone()), ("address", address)];
    let which = if purpose == Purpose::Reset { "reset" } else { "welcome" };
    let letter = Letter {
        to: account.email.clone(),
        subject: words.say_of(&format!("letter-{which}-subject"), &given),
        text: words.say_of(&format!("letter-{which}-text"), &given),
    };
    let sent = house.newsroom.post.send(letter).await;
    sent.inspect_err(|why| {
        tracing::warn!(account.id = account.id.0, "a letter was not sent: {why} `broadsheet user reset` prints a link.")
    })
    .is_ok()
}

/// A secret link, whole.
pub(crate) fn address(house: &House, secret: &str) -> String {
    link_address(&house.newsroom.address, secret)
}

/// Where a secret link of the newsroom at that address leads.
#[must_use]
pub fn link_address(newsroom: &str, secret: &str) -> String {
    format!("{newsroom}/newsroom/link/{secret}")
}

/// What a link leads to: a form to choose a password, and for the first account a name and an address.
pub(crate) async fn form(visitor: Visitor, Path(secret): Path<String>) -> Response {
    shown(&visitor, &secret, &Fields::default(), None).await
}

/// Takes a link.
pub(crate) async fn take(visitor: Visitor, Path(secret): Path<String>, fields: Fields) -> Response {
    if !visitor.from.safe {
        return shown(&visitor, &secret, &fields, None).await;
    }
    let first = fields.get("name").map(|name| account::Kept {
        name: name.to_owned(),
        email: fields.text("email").to_owned(),
        role: Role::Administrator,
        sections: Vec::new(),
        person: None,
        language: visitor.language.to_owned(),
    });
    let (chosen, store) = (fields.text("password"), &visitor.house.newsroom.store);
    match link::take(store, &secret, first.as_ref(), chosen, &visitor.place, visitor.now).await {
        Ok(Some(session)) => signed_in(&visitor, &session, &Kept::default(), Some("/newsroom/account?said=welcome")),
        Ok(None) => said("/newsroom/sign-in", Said("password-chosen")),
        Err(Refusal::Failed(failure)) => visitor.page().failed(&failure),
        Err(refusal) => shown(&visitor, &secret, &fields, Some(&refusal)).await,
    }
}

async fn shown(visitor: &Visitor, secret: &str, fields: &Fields, refusal: Option<&Refusal>) -> Response {
    let (house, is_safe) = (&visitor.house, visitor.from.safe);
    let found = async {
        let reading = house.newsroom.store.reading().await?;
        let link = link::of(&reading, secret, visitor.now).await?;
        let account = match &link {
            Some(link) if matches!(link.purpose, Purpose::Welcome | Purpose::Reset) => {
                reading.account(AccountId(link.about)).await?
            }
            _ => None,
        };
        reading.finish();
        Ok::<_, Refusal>((link, account))
    };
    let (link, account) = match found.await {
        Ok(found) => found,
        Err(refusal) => return visitor.page().no(&refusal),
    };
    let page = page::for_anyone(house, account.as_ref().map_or(visitor.language, |account| &account.language));
    let Some(link) = link.filter(|link| link.purpose != Purpose::Preview) else {
        return page.refused(StatusCode::NOT_FOUND, &"This link is not good any more. Ask for a new one.".into());
    };
    let status = match refusal {
        Some(refusal) => page::status_of(refusal),
        None if !is_safe => StatusCode::FORBIDDEN,
        None => StatusCode::OK,
    };
    let first = link.purpose == Purpose::First;
    let title = page.words().say(if first { "found-account" } else { "choose-password" });
    let shown = context! {
        first,
        unsafe_origin => !is_safe,
        name => fields.text("name"),
        email => account.as_ref().map_or(fields.text("email"), |account| &account.email),
        why => refusal.map(|refusal| page.words().refused(refusal)),
    };
    page.status(status).print("link", &title, shown)
}
