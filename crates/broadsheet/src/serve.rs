//! `broadsheet serve`: opens the paper, wires everything, and serves until it is told to stop.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use broadsheet_desk::account::link;
use broadsheet_discovery::search::Index;
use broadsheet_news::clock::Instant;
use broadsheet_pages::theme::Theme;
use broadsheet_press::{Counter, Photos, Press, Times};
use broadsheet_store::Store;
use broadsheet_store::backup::last_verified;
use broadsheet_web::{House, Newsroom, Outcomes, Proxies, link_address};
use clap::Args;
use tokio::net::TcpListener;

use crate::clockwork::Clockwork;
use crate::complaint::Complaint;
use crate::demo;
use crate::doctor::backup_age;
use crate::errand::Hatch;
use crate::errands::Errands;
use crate::kept::KeptAssets;
use crate::post::ByMail;
use crate::say::say;
use crate::settings::Given;
use crate::sign_on::ByProvider;
use crate::theme::ThemeFolder;
use crate::user::newsroom_at;

/// Where the demo lives when no folder is named.
const DEMO_FOLDER: &str = "./newspaper-demo";

/// Serve the newspaper to its readers.
#[derive(Args)]
pub(crate) struct Serve {
    /// Serve the demo newspaper: founded first where the folder has none, in ./newspaper-demo where no folder is named.
    #[arg(long)]
    demo: bool,
}

impl Serve {
    pub(crate) async fn run(self, mut given: Given) -> Result<(), Complaint> {
        if self.demo && given.data.is_none() {
            given.data = Some(DEMO_FOLDER.to_owned());
        }
        let settings = given.settings()?;
        let listener = bound(settings.listen, "--listen").await?;
        let store = match self.demo {
            true => demo::open(&settings.options).await?,
            false => Store::own(&settings.options, Instant::now()).await?,
        };
        let at =
            listener.local_addr().map_err(|error| Complaint(format!("The address to listen at is lost: {error}.")))?;
        let address = format!("http://{at}").replace("0.0.0.0", "localhost").replace("[::]", "localhost");
        store.serve_at(address.clone());
        let proxies =
            settings.trusted_proxies.unwrap_or_else(|| if self.demo { loopback() } else { Proxies::default() });
        let theme = worn_at_first(&settings.theme);
        let kept = KeptAssets::of(&settings.options.folder);
        let index = Index::in_folder(&settings.options.folder);
        let press = Press::new(store.clone(), theme.clone()).searching(index);
        let press = press.shelving(settings.shelf, Arc::new(Instant::now)).await?;
        press.remember(kept.recall());
        kept.keep(&theme, Instant::now());
        if settings.shared_cache.is_some() {
            press.tell_things();
        }
        let errands =
            Errands { store: store.clone(), press: press.clone(), theme: settings.theme.clone(), kept: Some(kept) };
        let metrics = match settings.metrics {
            Some(at) => Some(bound(at, "--metrics").await?),
            None => None,
        };
        let hatch = open(&settings.options.folder);
        let newsroom_at = newsroom_at(&store, Some(at.port())).await?;
        let served = serve(
            listener,
            metrics,
            store,
            press,
            proxies,
            settings.shared_cache,
            &address,
            &newsroom_at,
            &settings.options.folder,
        );
        tokio::select! {
            served = served => served,
            () = when_asked(&errands, hatch) => Ok(()),
        }
    }
}

async fn bound(at: SocketAddr, flag: &str) -> Result<TcpListener, Complaint> {
    TcpListener::bind(at).await.map_err(|error| {
        Complaint(format!("Nothing can listen at {at}: {error}. Stop what is there, or choose another with {flag}."))
    })
}

#[expect(clippy::too_many_arguments, reason = "it wires everything")]
async fn serve(
    listener: TcpListener,
    metrics: Option<TcpListener>,
    store: Store,
    press: Press,
    proxies: Proxies,
    shared_cache: Option<u32>,
    address: &str,
    newsroom_at: &str,
    folder: &Path,
) -> Result<(), Complaint> {
    let source = store.source(Instant::now(), None).await?;
    let name = source.name();
    source.finish();
    let counter = Arc::new(Counter::new(Box::new(chance)));
    let lateness = Arc::new(Times::default());
    let clockwork = Clockwork::start(store.clone(), folder, counter.clone(), press.index().cloned(), lateness.clone());
    let outcomes = Arc::new(Outcomes::default());
    let post = Arc::new(ByMail { store: store.clone() });
    let mut newsroom = Newsroom::new(store.clone(), newsroom_at, &name, post);
    let data = folder.to_owned();
    newsroom.sign_on = Arc::new(ByProvider { store: store.clone() });
    newsroom.backed_up = Box::new(move || last_verified(&data));
    let house = House {
        press: press.clone(),
        counter,
        photos: Photos::new(store.clone(), draw),
        proxies,
        name: name.clone(),
        shared_cache,
        outcomes: outcomes.clone(),
        newsroom,
    };
    say!("{name} is served at {address} (Ctrl-C stops it)");
    if let Some(secret) = link::to_first(&store, Instant::now()).await? {
        let link = link_address(newsroom_at, &secret);
        say!("Nobody can sign in yet. Found the first account within a day: {link}");
    }
    if let Some(metrics) = metrics {
        let data = folder.to_owned();
        let say = move || {
            let mut said = press.metrics();
            outcomes.write(&mut said);
            lateness.write(&mut said, "broadsheet_lateness", "How late what was scheduled was done.");
            if let Some(age) = backup_age(&data) {
                said.push_str("# HELP broadsheet_backup_age_seconds How old the newest verified backup is.\n");
                said.push_str(&format!(
                    "# TYPE broadsheet_backup_age_seconds gauge\nbroadsheet_backup_age_seconds {age}\n"
                ));
            }
            said
        };
        say!("Metrics are at http://{}/metrics", metrics.local_addr().unwrap_or(([0, 0, 0, 0], 0).into()));
        tokio::spawn(broadsheet_web::serve_metrics(metrics, say));
    }
    let served = broadsheet_web::serve(listener, house, told_to_stop()).await;
    clockwork.stop().await?;
    say!("{name} has stopped; its counters are written.");
    served.map_err(|error| Complaint(format!("Serving ended: {error}.")))
}

/// The theme's folder, or Harbour where the folder is broken: a paper that is started has readers waiting.
fn worn_at_first(folder: &ThemeFolder) -> Arc<Theme> {
    folder.theme().unwrap_or_else(|complaint| {
        tracing::error!("{complaint} The paper is shown in Harbour.");
        Theme::harbour()
    })
}

/// The socket for commands. Without it the paper is served all the same, and SIGHUP is left.
fn open(folder: &Path) -> Option<Hatch> {
    let hatch = Hatch::open(folder);
    hatch
        .inspect_err(|error| tracing::warn!(%error, "commands cannot reach this server: its socket cannot be made"))
        .ok()
}

/// Does errands, and reads the theme's folder again at SIGHUP, for ever.
async fn when_asked(errands: &Errands, hatch: Option<Hatch>) {
    let asked = async {
        match &hatch {
            Some(hatch) => hatch.serve(async |errand| errands.act(errand).await).await,
            None => std::future::pending().await,
        }
    };
    tokio::join!(asked, at_hangup(errands));
}

async fn at_hangup(errands: &Errands) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut hangup) = signal(SignalKind::hangup()) else { return };
    while hangup.recv().await.is_some() {
        match errands.reload() {
            Ok(said) => tracing::info!("{said}"),
            Err(complaint) => tracing::error!("{complaint} The theme before it stays."),
        }
    }
}

/// The demo's photographs, in the size in which its articles name them.
fn draw(scene: &str, seed: i64) -> Option<Vec<u8>> {
    let side = |pixels| u32::try_from(pixels).unwrap_or_default();
    broadsheet_demo::draw::draw(scene, seed, side(broadsheet_demo::SIZE.0), side(broadsheet_demo::SIZE.1))
}

/// Ends at SIGTERM, or at Ctrl-C.
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = terminated.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

fn loopback() -> Proxies {
    Proxies(["127.0.0.0/8", "::1"].iter().filter_map(|one| one.parse().ok()).collect())
}

/// A random key. Without chance from the system no visitor could be told from another: better none than a known key.
fn chance() -> [u8; 32] {
    let mut key = [0; 32];
    if let Err(error) = getrandom::fill(&mut key) {
        tracing::error!(%error, "the system gives no random numbers; keys are taken from the clock");
        key[..8].copy_from_slice(&Instant::now().microseconds().to_le_bytes());
    }
    key
}
