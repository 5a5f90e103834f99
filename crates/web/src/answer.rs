//! How an answer is put: the header fields that every answer has, and what a browser is told of what it has already.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LAST_MODIFIED, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use broadsheet_news::clock::{Instant, http_date, of_http_date};
use broadsheet_pages::theme::Theme;
use broadsheet_press::{Coding, Printed};

use crate::House;

/// What every answer has, whatever it is; what an answer says itself stays.
const GUARDS: [(HeaderName, HeaderValue); 6] = [
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; base-uri 'none'; frame-ancestors 'none'")),
    (REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS)),
];

/// A newspaper is read: it asks a browser for nothing.
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
                           magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// A year: from then on a browser that came by HTTPS comes by nothing else. Other hosts of the domain are not ours to bind.
const TRANSPORT: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds what every answer has; and for readers who came by HTTPS, by the word of a trusted proxy, that they come so again.
pub(crate) async fn guarded(
    State(house): State<Arc<House>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let (_, secure) = house.proxies.reader(peer.ip(), request.headers());
    let mut response = next.run(request).await;
    house.outcomes.add(response.status());
    let fields = response.headers_mut();
    for (name, value) in GUARDS {
        fields.entry(name).or_insert(value);
    }
    if secure {
        fields.insert(STRICT_TRANSPORT_SECURITY, TRANSPORT);
    }
    response
}

/// An answer that shows nothing. Browsers ask again each time: nothing of the paper is ever stale.
pub(crate) fn bare(status: StatusCode, media_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().extend([
        (CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ]);
    response
}

/// A page, in the style of the theme that it was printed in.
pub(crate) fn page(status: StatusCode, media_type: &'static str, theme: &Theme, body: impl Into<Body>) -> Response {
    let mut response = bare(status, media_type, body);
    if let Ok(policy) = HeaderValue::from_str(&policy(theme)) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// A print as an answer: whole, in the form that the browser takes, or that it has it already.
pub(crate) fn print(house: &House, status: StatusCode, printed: &Printed, asked: &HeaderMap) -> Response {
    let coding = if takes_gzip(asked) { Coding::Gzip } else { Coding::Identity };
    let mark = format!("\"{}\"", printed.mark_in(coding));
    let known = status == StatusCode::OK && has_it(asked, &mark, printed.since);
    let mut response = match known {
        true => page(StatusCode::NOT_MODIFIED, printed.media_type, &printed.theme, Body::empty()),
        false => page(status, printed.media_type, &printed.theme, printed.bytes_in(coding)),
    };
    let fields = response.headers_mut();
    fields.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if coding == Coding::Gzip && !known {
        fields.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    if status == StatusCode::OK {
        let since = printed.since.map(http_date);
        let told = [(ETAG, Some(mark)), (LAST_MODIFIED, since)];
        fields.extend(told.into_iter().filter_map(|(name, said)| Some((name, HeaderValue::from_str(&said?).ok()?))));
        if let Some(seconds) = house.shared_cache {
            share(fields, seconds, &printed.things);
        }
    }
    response
}

/// A longer list of what a page was made from is not told, for proxies allow some kilobytes for all fields together. The
/// page has the key `many` instead.
const TOLD: usize = 2_500;

/// What a cache that serves many is told: for how long it may give a page without asking (RFC 9111, 5.2.2.10; browsers go
/// on asking each time), and by which keys it can be told to let go of it. A page that says nothing of what it was made
/// from is not kept.
fn share(fields: &mut HeaderMap, seconds: u32, things: &[String]) {
    if things.is_empty() {
        return;
    }
    let length: usize = things.iter().map(|thing| thing.len() + 1).sum();
    let keys = if length > TOLD { &["many".to_owned()] } else { things };
    let policy = format!("public, max-age=0, s-maxage={seconds}, must-revalidate");
    let told = [(CACHE_CONTROL, policy), (SURROGATE_KEY, keys.join(" ")), (CACHE_TAG, keys.join(","))];
    for (name, said) in told {
        if let Ok(said) = HeaderValue::from_str(&said) {
            fields.insert(name, said);
        }
    }
}

/// The keys of a page, separated by spaces, as Fastly and Varnish take them.
const SURROGATE_KEY: HeaderName = HeaderName::from_static("surrogate-key");
/// The same separated by commas, as Cloudflare and Akamai take them.
const CACHE_TAG: HeaderName = HeaderName::from_static("cache-tag");

/// Bytes that never change at their address.
pub(crate) fn immutable(media_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    response.headers_mut().extend([
        (CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
        // A placeholder is SVG: opened by itself it may run and load nothing.
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox")),
    ]);
    response
}

/// What a page may load: our own style, pictures, fonts and manifest, and nothing from elsewhere.
fn policy(theme: &Theme) -> String {
    let styles: String = theme.style_hashes().map(|hash| format!(" '{hash}'")).collect();
    format!(
        "default-src 'none'; style-src{styles}; img-src 'self'; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// Whether the browser takes gzip (RFC 9110, 12.5.3): it names it, or everything, without refusing it by a weight of nought.
fn takes_gzip(asked: &HeaderMap) -> bool {
    let given = asked.get_all(ACCEPT_ENCODING).iter().filter_map(|field| field.to_str().ok());
    given.flat_map(|field| field.split(',')).any(|one| {
        let (name, weight) = one.split_once(';').map_or((one, ""), |(name, weight)| (name, weight.trim()));
        let refused = weight.strip_prefix("q=").is_some_and(|q| q.trim().parse::<f32>().is_ok_and(|q| q <= 0.0));
        matches!(name.trim(), "gzip" | "*") && !refused
    })
}

/// Whether the browser says that it has the print: by its mark (RFC 9110, 13.1.2: compared weakly), or, where it
/// names none, by its time (13.1.3).
fn has_it(asked: &HeaderMap, mark: &str, since: Option<Instant>) -> bool {
    if asked.contains_key(IF_NONE_MATCH) {
        let given = asked.get_all(IF_NONE_MATCH).iter().filter_map(|field| field.to_str().ok());
        return given.flat_map(|field| field.split(',')).any(|one| one.trim().trim_start_matches("W/") == mark);
    }
    let given = asked.get(IF_MODIFIED_SINCE).and_then(|field| of_http_date(field.to_str().ok()?));
    given.zip(since).is_some_and(|(given, since)| since <= given)
}
