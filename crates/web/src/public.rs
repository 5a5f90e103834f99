//! The public site: a reader asks for an address, the press prints its page.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, ETAG, IF_NONE_MATCH, LOCATION, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;
use broadsheet_news::address::decoded;
use broadsheet_news::clock::Instant;
use broadsheet_pages::Answer;
use broadsheet_press::Printed;

use crate::fault::Fault;
use crate::visit::Reader;
use crate::{House, answer};

/// Answers an address with its page.
pub(crate) async fn page(
    State(house): State<Arc<House>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let (method, uri, headers) = (request.method(), request.uri(), request.headers());
    match printed(&house, method, uri.path(), uri.query().unwrap_or_default()).await {
        Ok(printed) => {
            let response = answered(&printed, headers);
            if let Some(article) = printed.article {
                let reader = Reader::new(&house.proxies, peer, headers);
                let visit = reader.visit(method, response.status());
                house.counter.opened(&visit, reader.visitor(), article, Instant::now());
            }
            response
        }
        Err(fault) => fault.answer(&house, uri.path()),
    }
}

async fn printed(house: &House, method: &Method, path: &str, query: &str) -> Result<Printed, Fault> {
    if method != Method::GET && method != Method::HEAD {
        return Err(Fault::Method);
    }
    let path = decoded(path).ok_or(Fault::Unreadable(
        "This address is not written as addresses are (RFC 3986). Correct it, or begin at /.",
    ))?;
    house.press.print(&path, query, Instant::now()).await.map_err(Fault::Failed)
}

/// The print as an answer: whole, or that the browser has it already, or where it is now.
fn answered(printed: &Printed, headers: &HeaderMap) -> Response {
    let status = match &printed.answer {
        Answer::Found => StatusCode::OK,
        Answer::Gone => StatusCode::GONE,
        Answer::Missing => StatusCode::NOT_FOUND,
        Answer::Moved(to) => return moved(to),
    };
    let gzipped = takes_gzip(headers).then(|| printed.gzipped()).flatten();
    let is_gzip = gzipped.is_some();
    let (bytes, mark) = gzipped.unwrap_or_else(|| (printed.bytes.clone(), printed.mark.clone()));
    let mark = format!("\"{mark}\"");
    let known = status == StatusCode::OK && has_it(headers, &mark);
    let mut response = match known {
        true => answer::page(StatusCode::NOT_MODIFIED, printed.media_type, axum::body::Body::empty()),
        false => answer::page(status, printed.media_type, bytes),
    };
    let fields = response.headers_mut();
    fields.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if is_gzip && !known {
        fields.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    if let Ok(mark) = HeaderValue::from_str(&mark)
        && status == StatusCode::OK
    {
        fields.insert(ETAG, mark);
    }
    response
}

/// Whether the browser takes gzip (RFC 9110, 12.5.3): it names it, or everything, without refusing it by a weight of nought.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let given = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|field| field.to_str().ok());
    given.flat_map(|field| field.split(',')).any(|one| {
        let (name, weight) = one.split_once(';').map_or((one, ""), |(name, weight)| (name, weight.trim()));
        let refused = weight.strip_prefix("q=").is_some_and(|q| q.trim().parse::<f32>().is_ok_and(|q| q <= 0.0));
        matches!(name.trim(), "gzip" | "*") && !refused
    })
}

/// Whether the browser says that it has the print of that mark (RFC 9110, 13.1.2: compared weakly).
fn has_it(headers: &HeaderMap, mark: &str) -> bool {
    let given = headers.get_all(IF_NONE_MATCH).iter().filter_map(|field| field.to_str().ok());
    given.flat_map(|field| field.split(',')).any(|one| one.trim().trim_start_matches("W/") == mark)
}

fn moved(to: &str) -> Response {
    let mut response = answer::page(StatusCode::MOVED_PERMANENTLY, broadsheet_pages::HTML, axum::body::Body::empty());
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}
