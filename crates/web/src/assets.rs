//! The theme's files, at addresses that name their bytes.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::response::Response;

use crate::{House, answer, public};

/// Answers with one of the theme's files.
pub(crate) async fn asset(
    State(house): State<Arc<House>>,
    connection: ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let theme = house.press.theme();
    match theme.assets().iter().find(|asset| asset.path == request.uri().path()) {
        Some(asset) => answer::immutable(asset.media_type, asset.bytes.to_vec()),
        None => public::page(State(house), connection, request).await,
    }
}
