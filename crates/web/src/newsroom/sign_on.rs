//! Signing in on a provider's word: out to it, and back. The password, the passkey and the codes stay with the provider.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, RawQuery, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use broadsheet_desk::Refusal;
use broadsheet_desk::account::session;
use broadsheet_news::address::encoded;
use broadsheet_news::clock::Instant;

use crate::House;
use crate::guard::{From, Kept, cookie, kept_to_oneself};
use crate::newsroom::Departure;
use crate::newsroom::fields::Fields;
use crate::newsroom::page;
use crate::newsroom::sign_in::{inside, language, place, shown, signed_in, too_often};

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
pub(crate) async fn leave(
    State(house): State<Arc<House>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let from = From::of(&house, peer, &headers);
    let fields = Fields::of_query(query.as_deref());
    let next = fields.get("next");
    let page = page::for_anyone(&house, language(&headers));
    let none = Kept::default();
    if !from.safe {
        return shown(page.status(StatusCode::FORBIDDEN), &house, &from, &none, next, "", None).await;
    }
    if let Err(seconds) = house.newsroom.tries.take_from(&from.origin, Instant::now()) {
        return too_often(page, &house, &from, &none, next, "", seconds).await;
    }
    match house.newsroom.sign_on.leave(back(&house)).await {
        Ok(departure) => {
            let Departure { to, state, nonce, verifier } = departure;
            let kept = format!("{state}.{nonce}.{verifier}.{}", encoded(inside(next)));
            with_kept(Redirect::to(&to).into_response(), &kept, WITHIN)
        }
        Err(why) => shown(page.status(StatusCode::BAD_GATEWAY), &house, &from, &none, next, "", Some(why)).await,
    }
}

/// Takes a browser that comes back from the provider.
pub(crate) async fn arrive(
    State(house): State<Arc<House>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let (from, now) = (From::of(&house, peer, &headers), Instant::now());
    let fields = Fields::of_query(query.as_deref());
    let page = || page::for_anyone(&house, language(&headers));
    let none = Kept::default();
    let left =
        cookie(&headers, LEFT).and_then(read).filter(|(left, _)| from.safe && left.state == fields.text("state"));
    let Some((departure, next)) = left else {
        let why = page().words().say("provider-lost");
        return shown(page().status(StatusCode::BAD_REQUEST), &house, &from, &none, None, "", Some(why)).await;
    };
    let outcome = async {
        if let Some(why) = fields.get("error_description").or(fields.get("error")) {
            return Err(Refusal::NotAllowed(page().words().say_of("provider-refused", &[("why", why.to_owned())])));
        }
        let code = fields.text("code").to_owned();
        let email = house.newsroom.sign_on.arrive(back(&house), departure, code).await.map_err(Refusal::NotAllowed)?;
        session::begin_vouched(&house.newsroom.store, &email, &place(&from, &headers), now).await
    };
    let response = match outcome.await {
        Ok(secret) => signed_in(&house, &secret, &none, Some(&next)),
        Err(Refusal::Failed(failure)) => page::failed(&house, &failure),
        Err(refusal) => {
            let page = page().status(StatusCode::UNAUTHORIZED);
            shown(page, &house, &from, &none, Some(&next), "", Some(refusal.to_string())).await
        }
    };
    with_kept(response, "", 0)
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
