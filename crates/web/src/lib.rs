//! HTTP and nothing else: which request asks the press for what, and how the answer is put.
//!
//! To add a route: its row in [`routes`], and a short handler in the file of its noun.

mod answer;
mod api;
mod assets;
mod fault;
mod guard;
mod health;
mod newsroom;
mod outcomes;
mod photos;
mod preview;
mod proxies;
mod public;
pub mod routes;
mod share;
mod visit;

pub use health::serve_metrics;
pub use newsroom::links::link_address;
pub use newsroom::{Departure, Letter, Newsroom, NoPost, Post, Reply, SignOn};
pub use outcomes::Outcomes;
pub use proxies::{Proxies, Subnet};

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use broadsheet_press::{Counter, Photos, Press};

/// What handlers need: the press, the counter, the photos, and whom to believe.
pub struct House {
    /// Prints pages.
    pub press: Press,
    /// Counts readers.
    pub counter: Arc<Counter>,
    /// Gives photos.
    pub photos: Photos,
    /// The proxies whose word about the reader is believed.
    pub proxies: Proxies,
    /// The paper's name, for the page that is shown when nothing can be read.
    pub name: String,
    /// For how many seconds a shared cache may give a page without asking; none where it has to ask each time.
    pub shared_cache: Option<u32>,
    /// How requests ended.
    pub outcomes: Arc<Outcomes>,
    /// The newsroom.
    pub newsroom: Newsroom,
}

/// How long an answer under way may take once the server was told to stop: a connection that a
/// browser opened ahead and never used would keep it for ever.
const PATIENCE: Duration = Duration::from_secs(5);

/// Serves the routes until `until` ends, then finishes what is under way.
///
/// # Errors
/// Where the listener fails.
pub async fn serve(
    listener: tokio::net::TcpListener,
    house: House,
    until: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = routes::routes(house).into_make_service_with_connect_info::<SocketAddr>();
    let (told, mut stop) = tokio::sync::watch::channel(false);
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        until.await;
        told.send_replace(true);
    });
    let patience = async {
        let _ = stop.wait_for(|told| *told).await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        served = serving.into_future() => served,
        () = patience => Ok(()),
    }
}
