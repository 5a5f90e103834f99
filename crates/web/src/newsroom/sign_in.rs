//! Signing in, with a password or a passkey, and out.

use axum::Json;
use axum::extract::RawQuery;
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use broadsheet_desk::Refusal;
use broadsheet_desk::account::{passkey, password, session};
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use serde_json::{Value, json};

use crate::House;
use crate::guard::{At, From, Kept, SESSION, kept_to_oneself};
use crate::newsroom::fields::Fields;
use crate::newsroom::page::{self, Page, context};
use crate::newsroom::sign_on;
use crate::newsroom::visitor::Visitor;

/// Where one goes after signing in.
const FRONT: &str = "/newsroom";

/// The form to sign in.
pub(crate) async fn form(visitor: Visitor, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::of_query(query.as_deref());
    let page = visitor.page().saying_of(fields.get("said"));
    shown(page, visitor.from.safe, Form { next: fields.get("next"), ..Form::default() }).await
}

/// The form to sign in, for who has sent something and is not signed in any more: it stays in the page.
pub(crate) async fn again(house: &House, from: &From, language: &'static str, kept: Kept) -> Response {
    let page = page::for_anyone(house, language).status(StatusCode::UNAUTHORIZED);
    let said = page.words().say("said-session-ended");
    shown(page.saying(Some(said)), from.safe, Form { kept, ..Form::default() }).await
}

/// Signs in with a password, and a code where the account has an authenticator.
pub(crate) async fn with_password(visitor: Visitor, fields: Fields) -> Response {
    let (house, page) = (&visitor.house, visitor.page());
    let (email, next, kept) = (fields.text("email"), fields.get("next"), Kept::within(&fields));
    let form = Form { kept: kept.clone(), next, email, why: None };
    if !visitor.from.safe {
        return shown(page.status(StatusCode::FORBIDDEN), false, form).await;
    }
    if let Err(seconds) = house.newsroom.tries.take(email, &visitor.from.origin, visitor.now) {
        return too_often(page, form, seconds).await;
    }
    match let_in(&visitor, &fields).await {
        Ok(Some(secret)) => {
            house.newsroom.tries.forgive(email);
            signed_in(&visitor, &secret, &kept, next)
        }
        Ok(None) => {
            let why = Some(page.words().say("wrong-password"));
            shown(page.status(StatusCode::UNAUTHORIZED), true, Form { why, ..form }).await
        }
        Err(Refusal::Failed(failure)) => page.failed(&failure),
        Err(refusal) => {
            let why = Some(page.words().refused(&refusal));
            shown(page.status(StatusCode::UNAUTHORIZED), true, Form { why, ..form }).await
        }
    }
}

/// The form, with in how many seconds one may try again.
pub(crate) async fn too_often(page: Page<'_>, form: Form<'_>, seconds: u64) -> Response {
    let why = Some(too_many(&page, seconds));
    let mut response = shown(page.status(StatusCode::TOO_MANY_REQUESTS), true, Form { why, ..form }).await;
    response.headers_mut().insert(RETRY_AFTER, seconds.into());
    response
}

fn too_many(page: &Page<'_>, seconds: u64) -> String {
    page.words().say_of("too-many-tries", &[("seconds", seconds.to_string())])
}

/// The secret of a new session, if the password is right, and the code where one is wanted.
async fn let_in(visitor: &Visitor, fields: &Fields) -> Result<Option<String>, Refusal> {
    let store = &visitor.house.newsroom.store;
    let reading = store.reading().await?;
    let found = password::check(&reading, fields.text("email"), fields.text("password")).await?;
    reading.finish();
    let Some(account) = found else { return Ok(None) };
    session::begin(store, &account, &visitor.place, fields.text("code"), visitor.now).await.map(Some)
}

/// Asks for a passkey.
pub(crate) async fn ask_passkey(visitor: Visitor) -> Response {
    let newsroom = &visitor.house.newsroom;
    let passkeys = match (&newsroom.passkeys, visitor.from.safe) {
        (_, false) => return no(StatusCode::FORBIDDEN, &visitor.page().words().said(&unsafe_words(&visitor.house))),
        (Some(passkeys), true) => passkeys,
        (None, true) => return no_passkeys(&visitor.page()),
    };
    // What is asked of a device is remembered: nobody is to fill the memory for all others.
    match newsroom.tries.take_from(&visitor.from.origin, visitor.now) {
        Ok(()) => asked(&visitor.page(), passkeys.ask(visitor.now)),
        Err(seconds) => no(StatusCode::TOO_MANY_REQUESTS, &too_many(&visitor.page(), seconds)),
    }
}

/// Signs in with a passkey.
pub(crate) async fn with_passkey(visitor: Visitor, Json(answer): Json<Value>) -> Response {
    let passkeys = match (&visitor.house.newsroom.passkeys, visitor.from.safe) {
        (_, false) => return no(StatusCode::FORBIDDEN, &visitor.page().words().said(&unsafe_words(&visitor.house))),
        (Some(passkeys), true) => passkeys,
        (None, true) => return no_passkeys(&visitor.page()),
    };
    let ticket = answer["ticket"].as_str().unwrap_or_default();
    let store = &visitor.house.newsroom.store;
    match passkeys.sign_in(store, ticket, &answer["answer"], &visitor.place, visitor.now).await {
        Ok((_, secret)) => with_cookie(&secret, Json(json!({ "next": FRONT })).into_response()),
        Err(refusal) => refused(&visitor.page(), &refusal),
    }
}

/// Says that there can be no passkeys at this address.
pub(crate) fn no_passkeys(page: &Page<'_>) -> Response {
    let why = "Passkeys need an address with a name: set the paper's address.".into();
    no(StatusCode::NOT_FOUND, &page.words().said(&why))
}

/// What is asked of a device, for the script.
pub(crate) fn asked(page: &Page<'_>, question: Result<passkey::Question, Refusal>) -> Response {
    match question {
        Ok(question) => {
            kept_to_oneself(Json(json!({ "ticket": question.ticket, "options": question.options })).into_response())
        }
        Err(refusal) => refused(page, &refusal),
    }
}

/// A refusal of the desk, for the script.
pub(crate) fn refused(page: &Page<'_>, refusal: &Refusal) -> Response {
    no(page::status_of(refusal), &page.words().refused(refusal))
}

/// A "no" for the script.
pub(crate) fn no(status: StatusCode, why: &str) -> Response {
    kept_to_oneself((status, Json(json!({ "why": why }))).into_response())
}

/// Signs out.
pub(crate) async fn out(at: At) -> Response {
    match session::end(&at.desk(), &at.session.id).await {
        Ok(_) | Err(Refusal::Unknown(_)) => {
            let mut response = Redirect::to("/newsroom/sign-in?said=signed-out").into_response();
            let gone = format!("{SESSION}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
            if let Ok(gone) = HeaderValue::from_str(&gone) {
                response.headers_mut().insert(SET_COOKIE, gone);
            }
            response
        }
        Err(refusal) => page::no(&at, &refusal),
    }
}

/// What follows signing in: where one wanted to go, or what one had sent, to be sent again by a button.
pub(crate) fn signed_in(visitor: &Visitor, secret: &str, kept: &Kept, next: Option<&str>) -> Response {
    let response = match kept.path.starts_with("/newsroom/") && !kept.fields.is_empty() {
        true => {
            let page = visitor.page();
            let title = page.words().say("signed-in");
            page.print("signed_in", &title, kept.shown())
        }
        false => Redirect::to(inside(next)).into_response(),
    };
    with_cookie(secret, response)
}

/// A place in the newsroom: nobody is sent elsewhere by a link to this form.
pub(crate) fn inside(next: Option<&str>) -> &str {
    next.filter(|next| {
        (*next == FRONT || next.starts_with("/newsroom/")) && !next.contains(['\\', '\n', '\r']) && !next.contains("//")
    })
    .unwrap_or(FRONT)
}

fn with_cookie(secret: &str, response: Response) -> Response {
    let mut response = kept_to_oneself(response);
    let cookie = format!("{SESSION}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={}", session::UNUSED);
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

fn unsafe_words(house: &House) -> Sentence {
    let address = &house.newsroom.address;
    match address.starts_with("https://") {
        true => sentence!("Nobody signs in over HTTP: what is typed could be read on the way. Open {}/newsroom instead.", address),
        false => "Nobody signs in over HTTP from another machine: what is typed could be read on the way. Open http://localhost:8080/newsroom on the machine itself, or put the paper behind HTTPS (docs/own-domain.md) and name the proxy in trusted_proxies.".into(),
    }
}

/// What the form to sign in holds already.
#[derive(Default)]
pub(crate) struct Form<'f> {
    /// What was sent before, to be sent again.
    pub kept: Kept,
    /// Where one wanted to go.
    pub next: Option<&'f str>,
    pub email: &'f str,
    /// Why one was not let in.
    pub why: Option<String>,
}

/// The form, in a page; only words where what is typed could be read on the way.
pub(crate) async fn shown(page: Page<'_>, is_safe: bool, form: Form<'_>) -> Response {
    let Form { kept, next, email, why } = form;
    let house = page.house();
    let title = page.words().say("sign-in");
    let unsafe_why = (!is_safe).then(|| page.words().said(&unsafe_words(house)));
    let passkeys = house.newsroom.passkeys.is_some();
    let is_vouched = house.newsroom.sign_on.is_offered().await.unwrap_or_else(|why| {
        tracing::error!(%why, "nobody knows whether a provider is named");
        false
    });
    let provider = is_vouched.then(|| sign_on::address(next));
    page.print("sign_in", &title, context! { kept => kept.shown(), next, email, why, unsafe_why, passkeys, provider })
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn nobody_is_sent_elsewhere_by_a_link_to_the_form() {
        assert_eq!(inside(Some("/newsroom/articles?state=draft")), "/newsroom/articles?state=draft");
        for elsewhere in
            ["https://evil.example", "//evil.example", "/newsroom//evil.example", "/", "/newsroomx", "/newsroom/\\evil"]
        {
            assert_eq!(inside(Some(elsewhere)), "/newsroom", "{elsewhere}");
        }
    }
}
