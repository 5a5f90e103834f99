//! Photos, at addresses that never change their bytes.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;
use broadsheet_news::address::{decoded, picture};
use broadsheet_news::clock::Instant;

use crate::fault::Fault;
use crate::{House, answer, public};

/// Answers a photo's address with its bytes.
pub(crate) async fn photo(
    State(house): State<Arc<House>>,
    connection: ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let path = decoded(request.uri().path()).unwrap_or_default();
    let found = match picture(&path) {
        Some(picture) => house.photos.get(picture, Instant::now()).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(photo)) => answer::immutable(photo.media_type, photo.bytes),
        Ok(None) => public::page(State(house), connection, request).await,
        Err(failure) => Fault::Failed(failure).answer(&house, &path),
    }
}
