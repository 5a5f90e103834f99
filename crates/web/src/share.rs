//! Share links: a counted redirect to a listed service, and to nowhere else.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use broadsheet_news::address::shared;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;

use crate::fault::Fault;
use crate::visit::Reader;
use crate::{House, answer, public};

/// Leads a reader to the service with the article's address; robots are led too, and not counted.
pub(crate) async fn share(
    State(house): State<Arc<House>>,
    connection: ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let Some((article, service)) = shared(request.uri().path()) else {
        return public::page(State(house), connection, request).await;
    };
    let id = ArticleId(article);
    let (address, headline) = match house.press.shared(id, Instant::now()).await {
        Ok(Some(shared)) => shared,
        Ok(None) => return public::page(State(house), connection, request).await,
        Err(failure) => return Fault::Failed(failure).answer(&house, request.uri().path()),
    };
    let mut response = answer::bare(StatusCode::FOUND, broadsheet_pages::HTML, axum::body::Body::empty());
    if let Ok(target) = HeaderValue::from_str(&service.target(&address, &headline)) {
        response.headers_mut().insert(LOCATION, target);
    }
    let reader = Reader::new(&house.proxies, connection.0, request.headers());
    house.counter.shared(&reader.visit(request.method(), response.status()), id, service);
    response
}
