//! The guard before every route that is not for everybody: who asks, from where, and whether they may.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::newsroom::visitor;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, COOKIE, HOST, ORIGIN, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use broadsheet_desk::account::second::{self, Second};
use broadsheet_desk::account::{session, token};
use broadsheet_desk::{Actor, Deed, Desk, Refusal, Role, may};
use broadsheet_news::account::{Account, Session, Token};
use broadsheet_news::clock::Instant;
use broadsheet_store::Failure;

use crate::api::limits::Allowance;
use crate::api::problem::Problem;
use crate::newsroom::fields::{self, Fields};
use crate::newsroom::page::{self, Said};
use crate::newsroom::sign_in;
use crate::newsroom::visitor::language;
use crate::routes::{Route, Who};
use crate::{House, public};

/// The cookie that holds a session's secret. The prefix makes browsers refuse it from anywhere but this host over HTTPS.
pub(crate) const SESSION: &str = "__Host-session";

/// Robots are not to keep what stands behind a sign-in.
pub(crate) const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// A form that is sent again after its sender has signed in is kept up to this size.
const MOST_KEPT: usize = 4 << 20;

/// Whoever is at work in the newsroom, and where they come from.
#[derive(Clone)]
pub(crate) struct At {
    pub house: Arc<House>,
    pub account: Account,
    pub session: Session,
    pub actor: Actor,
    pub now: Instant,
}

impl At {
    /// Them at work.
    pub fn desk(&self) -> Desk<'_> {
        Desk { store: &self.house.newsroom.store, actor: &self.actor, now: self.now }
    }

    /// Whether they may do that somewhere.
    pub fn may(&self, deed: Deed) -> bool {
        may(&self.actor, deed, None).is_ok()
    }
}

impl FromRequestParts<Arc<House>> for At {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<House>) -> Result<Self, StatusCode> {
        // Every route that takes it is guarded: see the table.
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::UNAUTHORIZED)
    }
}

/// A program at work, and how much it may still ask.
#[derive(Clone)]
pub(crate) struct Program {
    pub house: Arc<House>,
    pub actor: Actor,
    pub now: Instant,
}

impl Program {
    /// It at work.
    pub fn desk(&self) -> Desk<'_> {
        Desk { store: &self.house.newsroom.store, actor: &self.actor, now: self.now }
    }
}

impl FromRequestParts<Arc<House>> for Program {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<House>) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::UNAUTHORIZED)
    }
}

/// Where a request comes from.
pub(crate) struct From {
    /// The network address.
    pub origin: String,
    /// Whether it came by HTTPS, or from this very machine.
    pub safe: bool,
}

impl From {
    pub fn of(house: &House, peer: SocketAddr, headers: &HeaderMap) -> Self {
        let (address, secure) = house.proxies.reader(peer.ip(), headers);
        let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        Self { origin: address.to_string(), safe: secure || peer.ip().to_canonical().is_loopback() && is_local(host) }
    }
}

/// Whether a host is this machine: browsers take it for safe without HTTPS.
fn is_local(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, port)| if port.ends_with(']') { host } else { name });
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

/// Lets a request through to its handler, if whoever asks may.
pub(crate) async fn guard(
    State((house, route)): State<(Arc<House>, Route)>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let from = From::of(&house, peer, request.headers());
    match route.who {
        Who::Token(deed) => program(house, deed, true, &from, request, next).await,
        Who::TokenOrAnyone(deed) => program(house, deed, false, &from, request, next).await,
        Who::Anyone | Who::May(_) | Who::Proven(_) => {
            kept_to_oneself(person(house, route.who, &from, request, next).await)
        }
    }
}

/// What stands behind a sign-in is nobody's to keep.
pub(crate) fn kept_to_oneself(mut response: Response) -> Response {
    let fields = response.headers_mut();
    if !fields.get(CACHE_CONTROL).is_some_and(|policy| policy.as_bytes().ends_with(b"immutable")) {
        fields.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    fields.insert(ROBOTS, HeaderValue::from_static("noindex, nofollow"));
    response
}

async fn person(house: Arc<House>, who: Who, from: &From, mut request: Request, next: Next) -> Response {
    let now = Instant::now();
    let language = visitor::language(request.headers());
    let for_anyone = || page::for_anyone(&house, language);
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if writes && !is_from_here(request.headers()) {
        let why =
            "This was sent from another site, or by something that does not say where it comes from. Nothing was done.";
        return for_anyone().refused(StatusCode::FORBIDDEN, &why.into());
    }
    let found = match signed_in(&house, request.headers(), from, now).await {
        Ok(found) => found,
        Err(failure) => return for_anyone().failed(&failure),
    };
    let deed = match who {
        Who::May(deed) | Who::Proven(deed) => deed,
        _ => {
            found.into_iter().for_each(|at| _ = request.extensions_mut().insert(at));
            return next.run(request).await;
        }
    };
    let Some(at) = found else { return to_sign_in(&house, from, request).await };
    if let Err(refusal) = may(&at.actor, deed, None) {
        return page::no(&at, &refusal);
    }
    let path = request.uri().path().to_owned();
    if matches!(who, Who::Proven(_)) && !session::is_proven(&at.session, now) {
        return to_prove(&at, request).await;
    }
    let about_oneself = path.starts_with("/newsroom/account") && !path.starts_with("/newsroom/accounts")
        || path.starts_with("/newsroom/prove")
        || path == "/newsroom/sign-out";
    if !about_oneself {
        match lacks_second_proof(&at).await {
            Ok(false) => {}
            Ok(true) => return Redirect::to("/newsroom/account?said=second-factor").into_response(),
            Err(refusal) => return page::no(&at, &refusal),
        }
    }
    request.extensions_mut().insert(at);
    next.run(request).await
}

/// Whether the paper wants a second proof of someone who has none.
async fn lacks_second_proof(at: &At) -> Result<bool, Refusal> {
    if at.actor.role < Role::Publisher {
        return Ok(false);
    }
    let reading = at.house.newsroom.store.reading().await?;
    let second = second::of(&reading, &at.account).await;
    reading.finish();
    Ok(second? == Second::Missing)
}

/// Whether a request that changes something was sent by a page of ours: by Fetch Metadata, and where a browser says
/// nothing of it, by its Origin. What says neither is no browser, and has the API.
fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    match text(FETCH_SITE) {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => match (text(ORIGIN), text(HOST)) {
            (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, of)| of.eq_ignore_ascii_case(host)),
            _ => false,
        },
    }
}

/// Who is signed in, by the cookie.
pub(crate) async fn signed_in(
    house: &Arc<House>,
    headers: &HeaderMap,
    from: &From,
    now: Instant,
) -> Result<Option<At>, Failure> {
    let Some(secret) = cookie(headers, SESSION) else { return Ok(None) };
    let store = &house.newsroom.store;
    let reading = store.reading().await?;
    let found = session::of(&reading, secret, now).await;
    reading.finish();
    let found = match found {
        Ok(found) => found,
        Err(Refusal::Failed(failure)) => return Err(failure),
        Err(_) => None,
    };
    let Some((session, account)) = found else { return Ok(None) };
    if let Err(Refusal::Failed(failure)) = session::note_use(store, &session, now).await {
        return Err(failure);
    }
    let actor = Actor::of(&account, &from.origin);
    Ok(Some(At { house: house.clone(), account, session, actor, now }))
}

/// What a cookie says.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, wanted: &str) -> Option<&'h str> {
    let fields = headers.get_all(COOKIE).iter().filter_map(|field| field.to_str().ok());
    let mut pairs = fields.flat_map(|field| field.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, said)| said)
}

/// Who is not signed in is asked to; what they sent stays in the page, and is sent again by a button.
async fn to_sign_in(house: &Arc<House>, from: &From, request: Request) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        let next = broadsheet_news::address::encoded(request.uri().path());
        let query = request.uri().query().map(|query| format!("%3F{}", broadsheet_news::address::encoded(query)));
        return Redirect::to(&format!("/newsroom/sign-in?next={next}{}", query.unwrap_or_default())).into_response();
    }
    let language = language(request.headers());
    sign_in::again(house, from, language, Kept::of(request).await).await
}

async fn to_prove(at: &At, request: Request) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        let next = broadsheet_news::address::encoded(request.uri().path());
        return Redirect::to(&format!("/newsroom/prove?next={next}")).into_response();
    }
    let kept = Kept::of(request).await;
    crate::newsroom::prove::again(at, kept)
}

/// A form that could not be taken, to be sent again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    /// Where it was sent.
    pub path: String,
    /// Its fields.
    pub fields: Vec<(String, String)>,
}

impl Kept {
    async fn of(request: Request) -> Self {
        let path = request.uri().path().to_owned();
        let is_form = request
            .headers()
            .get("content-type")
            .is_some_and(|of| of.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
        let body: Body = request.into_body();
        let bytes = if is_form { to_bytes(body, MOST_KEPT).await.unwrap_or_default() } else { Default::default() };
        Self { path, fields: fields::read(&bytes) }
    }

    /// The form that was sent before these fields, each of its own under `kept.` and its name.
    pub fn within(fields: &Fields) -> Self {
        let kept = |(name, text): &(String, String)| Some((name.strip_prefix("kept.")?.to_owned(), text.clone()));
        Self { path: fields.text("kept-path").to_owned(), fields: fields.0.iter().filter_map(kept).collect() }
    }

    /// It, for the template that sends it again.
    pub fn shown(&self) -> minijinja::Value {
        page::context! { path => self.path, fields => self.fields }
    }
}

/// A program shows a token.
async fn program(house: Arc<House>, deed: Deed, must: bool, from: &From, mut request: Request, next: Next) -> Response {
    let now = Instant::now();
    let Some(given) = request.headers().get(AUTHORIZATION).cloned() else {
        if must {
            return unauthorised(
                "This needs a token: send Authorization: Bearer TOKEN. Make one on your account's page.",
            );
        }
        return next.run(request).await;
    };
    let (token, mut actor) = match shown(&house, &given, from, now).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let allowance = house.newsroom.programs.take(token.id.0, now);
    if !allowance.granted {
        let why = "Too much was asked in a minute. Go on when the field Retry-After says.";
        return allowance.told(Problem::of(StatusCode::TOO_MANY_REQUESTS, why).into_response());
    }
    let admitted = async {
        may(&actor, deed, None)?;
        token::note_use(&house.newsroom.store, &token, now).await
    };
    let answered = match admitted.await {
        Err(refusal) => Problem::refused(&refusal).into_response(),
        Ok(()) => match crate::api::once::of(request).await {
            Ok((again, once)) => {
                request = again;
                actor.trace.iter_mut().for_each(|trace| trace.once.clone_from(&once));
                request.extensions_mut().insert(Program { house, actor, now });
                next.run(request).await
            }
            Err(problem) => problem.into_response(),
        },
    };
    kept_to_oneself(Allowance::told(&allowance, answered))
}

/// The token that a program shows, and who it is with it; or why it is not taken.
async fn shown(house: &House, given: &HeaderValue, from: &From, now: Instant) -> Result<(Token, Actor), Response> {
    if !from.safe {
        let why = "A token was sent in the clear, over HTTP. Take it back, make another, and use HTTPS.";
        return Err(Problem::of(StatusCode::FORBIDDEN, why).into_response());
    }
    let secret = given.to_str().ok().and_then(|given| given.strip_prefix("Bearer ")).unwrap_or_default().trim();
    let found = async {
        let reading = house.newsroom.store.reading().await?;
        let found = token::of(&reading, secret, &from.origin, now).await;
        reading.finish();
        found
    };
    let found = found.await.map_err(|refusal| Problem::refused(&refusal).into_response())?;
    found.ok_or_else(|| {
        unauthorised("This token is not known, has expired, or was taken back. Make another on your account's page.")
    })
}

fn unauthorised(why: &str) -> Response {
    let mut response = Problem::of(StatusCode::UNAUTHORIZED, why).into_response();
    response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"newsroom\""));
    kept_to_oneself(response)
}

/// An address that takes other methods.
pub(crate) async fn wrong_method(
    State(house): State<Arc<House>>,
    connection: ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api/") {
        return Problem::of(
            StatusCode::METHOD_NOT_ALLOWED,
            "This address does not take that method. The description of the API says which it takes.",
        )
        .into_response();
    }
    if path.starts_with("/newsroom") && !matches!(*request.method(), Method::GET | Method::HEAD) {
        let why = "This address does not take that method.".into();
        let page = page::for_anyone(&house, visitor::language(request.headers()));
        return kept_to_oneself(page.refused(StatusCode::METHOD_NOT_ALLOWED, &why));
    }
    public::page(State(house), connection, request).await
}

/// What a redirect says of the act before it.
pub(crate) fn said(path: &str, said: Said) -> Response {
    let mark = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{mark}said={}", said.word())).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_told_from_others_that_begin_like_it() {
        for host in ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]", "[::1]:8080"] {
            assert!(is_local(host), "{host}");
        }
        for host in ["", "localhost.example", "127.0.0.1.example:80", "news.example:8080", "[::2]:80", "10.0.0.1"] {
            assert!(!is_local(host), "{host}");
        }
    }

    #[test]
    fn a_form_of_another_site_is_told_by_fetch_metadata_or_by_its_origin() {
        let headers = |pairs: &[(&'static str, &str)]| -> HeaderMap {
            pairs.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
        };
        assert!(is_from_here(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(!is_from_here(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(!is_from_here(&headers(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://a.example"),
            ("host", "a.example")
        ])));
        assert!(is_from_here(&headers(&[("origin", "https://a.example:8"), ("host", "A.example:8")])));
        assert!(!is_from_here(&headers(&[("origin", "https://a.example.evil"), ("host", "a.example")])));
        assert!(!is_from_here(&headers(&[("origin", "null"), ("host", "a.example")])));
        assert!(!is_from_here(&headers(&[("host", "a.example")])));
    }
}
