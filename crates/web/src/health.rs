//! For whoever looks after the server: whether it is ready, and what it has measured.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::House;

/// The form in which Prometheus reads metrics.
const METRICS: &str = "text/plain; version=0.0.4; charset=utf-8";

/// That the process lives.
pub(crate) async fn alive() -> &'static str {
    "alive\n"
}

/// Whether readers get pages from the shelf.
pub(crate) async fn ready(State(house): State<Arc<House>>) -> impl IntoResponse {
    match house.press.is_ready() {
        true => (StatusCode::OK, "ready\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}

/// Serves metrics at an address of their own, which readers need not reach.
///
/// # Errors
/// Where the listener fails.
pub async fn serve_metrics(
    listener: TcpListener,
    say: impl Fn() -> String + Clone + Send + Sync + 'static,
) -> std::io::Result<()> {
    let metrics = get(move || async move { ([(CONTENT_TYPE, METRICS)], say()) });
    axum::serve(listener, Router::new().route("/metrics", metrics)).await
}
