//! The public site: a reader asks for an address, the press prints its page.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::LOCATION;
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
            let response = answered(&house, &printed, headers);
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
    // What is not written as addresses are (RFC 3986) leads nowhere as it stands.
    let path = decoded(path).unwrap_or_else(|| path.to_owned());
    house.press.print(&path, query, Instant::now()).await.map_err(Fault::Failed)
}

/// The print as an answer, or where the page is now.
fn answered(house: &House, printed: &Printed, headers: &HeaderMap) -> Response {
    match &printed.answer {
        Answer::Found => answer::print(house, StatusCode::OK, printed, headers),
        Answer::Gone => answer::print(house, StatusCode::GONE, printed, headers),
        Answer::Missing => answer::print(house, StatusCode::NOT_FOUND, printed, headers),
        Answer::Moved(to) => moved(to),
    }
}

fn moved(to: &str) -> Response {
    let mut response = answer::bare(StatusCode::MOVED_PERMANENTLY, broadsheet_pages::HTML, axum::body::Body::empty());
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}
