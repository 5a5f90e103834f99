//! Signing in on a provider's word: out to it, and back. The password, the passkey and the codes stay with the provider.

use axum::extract::RawQuery;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use broadsheet_desk::Refusal;
use broadsheet_desk::account::session;
use broadsheet_news::address::encoded;
use broadsheet_news::sentence;

use crate::House;
use crate::guard::{Kept, cookie, kept_to_oneself};
use crate::newsroom::Departure;
use crate::newsroom::fields::Fields;
use crate::newsroom::sign_in::{Form, inside, shown, signed_in, too_often};
use crate::newsroom::visitor::Visitor;

const OUT: &str = "/newsroom/sign-in/provider";
const BACK: &str = "/newsroom/sign-in/provider/back";

/// The cookie that a browser keeps while it is with the provider: only who left comes back.
const LEFT: &str = "__Host-sign-on";
/// For so many seconds.
const WITHIN: u32 = 600;

/// Where one leaves for the provider, to go on at `next` afterwards.
pub(crate) fn address(next: Option<&str>) -> String {
    match next {
        Some(next) => format!("{OUT}?next={}", encoded(next)),
        None => OUT.to_owned(),
    }
}

/// Sends a browser to the provider.
pub(crate) async fn leave(visitor: Visitor, RawQuery(query): RawQuery) -> Response {
    let (house, page) = (&visitor.house, visitor.page());
    let fields = Fields::of_query(query.as_deref());
    let form = Form { next: fields.get("next"), ..Form::default() };
    if !visitor.from.safe {
        return shown(page.status(StatusCode::FORBIDDEN), false, form).await;
    }
    if let Err(seconds) = house.newsroom.tries.take_from(&visitor.from.origin, visitor.now) {
        return too_often(page, form, seconds).await;
    }
    match house.newsroom.sign_on.leave(back(house)).await {
        Ok(Departure { to, state, nonce, verifier }) => {
            let kept = format!("{state}.{nonce}.{verifier}.{}", encoded(inside(form.next)));
            with_kept(Redirect::to(&to).into_response(), &kept, WITHIN)
        }
        Err(why) => {
            let why = Some(page.words().said(&why));
            shown(page.status(StatusCode::BAD_GATEWAY), true, Form { why, ..form }).await
        }
    }
}

/// Takes a browser that comes back from the provider.
pub(crate) async fn arrive(visitor: Visitor, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let page = visitor.page();
    let fields = Fields::of_query(query.as_deref());
    let left = cookie(&headers, LEFT).and_then(read);
    let left = left.filter(|(departure, _)| visitor.from.safe && departure.state == fields.text("state"));
    let Some((departure, next)) = left else {
        let why = Some(page.words().say("provider-lost"));
        let page = page.status(StatusCode::BAD_REQUEST);
        return shown(page, visitor.from.safe, Form { why, ..Form::default() }).await;
    };
    let response = match vouched(&visitor, departure, &fields).await {
        Ok(secret) => signed_in(&visitor, &secret, &Kept::default(), Some(&next)),
        Err(Refusal::Failed(failure)) => page.failed(&failure),
        Err(refusal) => {
            let form = Form { next: Some(&next), why: Some(page.words().refused(&refusal)), ..Form::default() };
            shown(page.status(StatusCode::UNAUTHORIZED), true, form).await
        }
    };
    with_kept(response, "", 0)
}

/// The secret of a new session, if the provider vouches for someone who has an account.
async fn vouched(visitor: &Visitor, departure: Departure, fields: &Fields) -> Result<String, Refusal> {
    let newsroom = &visitor.house.newsroom;
    if let Some(why) = fields.get("error_description").or(fields.get("error")) {
        return Err(Refusal::NotAllowed(sentence!("Your organisation's sign-in refused: {}.", why)));
    }
    let code = fields.text("code").to_owned();
    let email = newsroom.sign_on.arrive(back(&visitor.house), departure, code).await.map_err(Refusal::NotAllowed)?;
    session::begin_vouched(&newsroom.store, &email, &visitor.place, visitor.now).await
}

/// Where the provider sends people back to: it has to be told beforehand.
fn back(house: &House) -> String {
    format!("{}{BACK}", house.newsroom.address)
}

/// How a browser left, and where it wanted to go.
fn read(kept: &str) -> Option<(Departure, String)> {
    let mut pieces = kept.splitn(4, '.').map(str::to_owned);
    let (state, nonce, verifier) = (pieces.next()?, pieces.next()?, pieces.next()?);
    let next = broadsheet_news::address::decoded(&pieces.next()?)?;
    (!state.is_empty()).then_some((Departure { to: String::new(), state, nonce, verifier }, next))
}

fn with_kept(response: Response, kept: &str, seconds: u32) -> Response {
    let mut response = kept_to_oneself(response);
    let cookie = format!("{LEFT}={kept}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
