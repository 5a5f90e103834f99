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
    match house.press.asset(request.uri().path()) {
        Some(asset) => answer::immutable(asset.media_type, asset.bytes.into_owned()),
        None => public::page(State(house), connection, request).await,
    }
}
