//! Signing in, with a password or a passkey, and out.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::newsroom::page::context;
use axum::Json;
use axum::extract::{ConnectInfo, RawQuery, State};
use axum::http::header::{RETRY_AFTER, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use broadsheet_desk::Refusal;
use broadsheet_desk::account::session::{self, Place};
use broadsheet_desk::account::{passkey, password};
use broadsheet_news::clock::Instant;
use serde_json::{Value, json};

use crate::House;
use crate::guard::{At, From, Kept, SESSION, kept_to_oneself};
use crate::newsroom::fields::Fields;
use crate::newsroom::page::{self, Page};
use crate::newsroom::sign_on;

/// Where one goes after signing in.
const FRONT: &str = "/newsroom";

/// The form to sign in.
pub(crate) async fn form(
    State(house): State<Arc<House>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let fields = Fields::of_query(query.as_deref());
    let from = From::of(&house, peer, &headers);
    let page = page::for_anyone(&house, language(&headers)).saying_of(fields.get("said"));
    shown(page, &house, &from, &Kept::default(), fields.get("next"), "", None).await
}

/// The form to sign in, for who has sent something and is not signed in any more: it stays in the page.
pub(crate) async fn again(house: &Arc<House>, from: &From, kept: Kept) -> Response {
    let page = page::for_anyone(house, "en").status(StatusCode::UNAUTHORIZED);
    let said = page.words().say("said-session-ended");
    shown(page.saying(Some(said)), house, from, &kept, None, "", None).await
}

/// Signs in with a password, and a code where the account has an authenticator.
pub(crate) async fn with_password(
    State(house): State<Arc<House>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let (from, now) = (From::of(&house, peer, &headers), Instant::now());
    let (email, next) = (fields.text("email").to_owned(), fields.get("next"));
    let kept = kept_of(&fields);
    let page = || page::for_anyone(&house, language(&headers));
    if !from.safe {
        return shown(page().status(StatusCode::FORBIDDEN), &house, &from, &kept, next, &email, None).await;
    }
    if let Err(seconds) = house.newsroom.tries.take(&email, &from.origin, now) {
        return too_often(page(), &house, &from, &kept, next, &email, seconds).await;
    }
    match let_in(&house, &fields, &place(&from, &headers), now).await {
        Ok(Some(secret)) => {
            house.newsroom.tries.forgive(&email);
            signed_in(&house, &secret, &kept, next)
        }
        Ok(None) => {
            let why = page().words().say("wrong-password");
            shown(page().status(StatusCode::UNAUTHORIZED), &house, &from, &kept, next, &email, Some(why)).await
        }
        Err(Refusal::Failed(failure)) => page::failed(&house, &failure),
        Err(refusal) => {
            let page = page().status(StatusCode::UNAUTHORIZED);
            shown(page, &house, &from, &kept, next, &email, Some(refusal.to_string())).await
        }
    }
}

/// The form, with in how many seconds one may try again.
pub(crate) async fn too_often(
    page: Page<'_>,
    house: &House,
    from: &From,
    kept: &Kept,
    next: Option<&str>,
    email: &str,
    seconds: u64,
) -> Response {
    let why = page.words().say_of("too-many-tries", &[("seconds", seconds.to_string())]);
    let page = page.status(StatusCode::TOO_MANY_REQUESTS);
    let mut response = shown(page, house, from, kept, next, email, Some(why)).await;
    response.headers_mut().insert(RETRY_AFTER, seconds.into());
    response
}

/// The secret of a new session, if the password is right, and the code where one is wanted.
async fn let_in(house: &House, fields: &Fields, place: &Place, now: Instant) -> Result<Option<String>, Refusal> {
    let store = &house.newsroom.store;
    let reading = store.reading().await?;
    let found = password::check(&reading, fields.text("email"), fields.text("password")).await?;
    let Some(account) = found else { return Ok(None) };
    let wanted = reading.secrets(account.id).await?.authenticator.is_some();
    reading.finish().await;
    let code = wanted.then(|| fields.text("code"));
    session::begin(store, &account, place, code, now).await.map(Some)
}

/// Asks for a passkey.
pub(crate) async fn ask_passkey(
    State(house): State<Arc<House>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let from = From::of(&house, peer, &headers);
    if !from.safe {
        return no(StatusCode::FORBIDDEN, &unsafe_words(&house));
    }
    match &house.newsroom.passkeys {
        Some(passkeys) => asked(passkeys.ask(Instant::now())),
        None => no(StatusCode::NOT_FOUND, "Passkeys need an address with a name: set the paper's address."),
    }
}

/// Signs in with a passkey.
pub(crate) async fn with_passkey(
    State(house): State<Arc<House>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Json(answer): Json<Value>,
) -> Response {
    let (from, now) = (From::of(&house, peer, &headers), Instant::now());
    let (Some(passkeys), true) = (&house.newsroom.passkeys, from.safe) else {
        return no(StatusCode::FORBIDDEN, &unsafe_words(&house));
    };
    let ticket = answer["ticket"].as_str().unwrap_or_default();
    let place = place(&from, &headers);
    match passkeys.sign_in(&house.newsroom.store, ticket, &answer["answer"], &place, now).await {
        Ok((_, secret)) => with_cookie(&secret, Json(json!({ "next": FRONT })).into_response()),
        Err(refusal) => no(page::status_of(&refusal), &refusal.to_string()),
    }
}

/// What is asked of a device, for the script.
pub(crate) fn asked(question: Result<passkey::Question, Refusal>) -> Response {
    match question {
        Ok(question) => {
            kept_to_oneself(Json(json!({ "ticket": question.ticket, "options": question.options })).into_response())
        }
        Err(refusal) => no(page::status_of(&refusal), &refusal.to_string()),
    }
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
pub(crate) fn signed_in(house: &Arc<House>, secret: &str, kept: &Kept, next: Option<&str>) -> Response {
    let response = match kept.path.starts_with("/newsroom/") && !kept.fields.is_empty() {
        true => {
            let page = page::for_anyone(house, "en");
            let title = page.words().say("signed-in");
            page.print("signed_in", &title, context! { path => kept.path, fields => kept.fields })
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

/// Where someone signs in.
pub(crate) fn place(from: &From, headers: &HeaderMap) -> Place {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    Place { origin: from.origin.clone(), agent: agent.to_owned() }
}

/// The language that a browser asks for first, as far as the newsroom has words in it.
pub(crate) fn language(headers: &HeaderMap) -> &'static str {
    let asked = headers.get("accept-language").and_then(|asked| asked.to_str().ok()).unwrap_or_default();
    if asked.trim_start().to_lowercase().starts_with("zh") { "zh-Hant" } else { "en" }
}

/// The fields of a form that was sent before this one, each under `kept.` and its name.
fn kept_of(fields: &Fields) -> Kept {
    let kept = fields.0.iter().filter_map(|(name, text)| Some((name.strip_prefix("kept.")?.to_owned(), text.clone())));
    Kept { path: fields.text("kept-path").to_owned(), fields: kept.collect() }
}

fn unsafe_words(house: &House) -> String {
    let address = &house.newsroom.address;
    match address.starts_with("https://") {
        true => format!("Nobody signs in over HTTP: what is typed could be read on the way. Open {address}/newsroom instead."),
        false => "Nobody signs in over HTTP from another machine: what is typed could be read on the way. Open http://localhost:8080/newsroom on the machine itself, or put the paper behind HTTPS (docs/own-domain.md) and name the proxy in trusted_proxies.".to_owned(),
    }
}

pub(crate) async fn shown(
    page: Page<'_>,
    house: &House,
    from: &From,
    kept: &Kept,
    next: Option<&str>,
    email: &str,
    why: Option<String>,
) -> Response {
    let title = page.words().say("sign-in");
    let unsafe_why = (!from.safe).then(|| unsafe_words(house));
    let passkeys = house.newsroom.passkeys.is_some();
    let is_vouched = house.newsroom.sign_on.is_offered().await.unwrap_or_else(|why| {
        tracing::error!(%why, "nobody knows whether a provider is named");
        false
    });
    let provider = is_vouched.then(|| sign_on::address(next));
    page.print(
        "sign_in",
        &title,
        context! { kept => context! { path => kept.path, fields => kept.fields }, next, email, why, unsafe_why, passkeys, provider },
    )
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
