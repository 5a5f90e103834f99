//! The race over HTTP: readers ask while writers act, and every answer is the paper at one moment.
//!
//! Sixty-four readers keep asking a server for its addresses while eight writers act in its process and an archive comes
//! in. Every act is noted, and every answer with the newest change that was acknowledged when it was asked for. Then the
//! acts are done again, one by one, on a copy of the paper as it was, and each answer has to be the print at one change not
//! older than that, and for each reader at none older than the one before.
//!
//! `cargo xtask soak readers` runs it for a minute; a short form stands among the tests.

#[path = "../../../press/tests/exact/chance.rs"]
mod chance;
mod newsroom;
#[allow(dead_code, reason = "the proof of exactness uses the rest")]
#[path = "../../../press/tests/exact/paper.rs"]
mod paper;
mod readers;
mod replay;
#[allow(dead_code, reason = "the proof of exactness uses the rest")]
#[path = "../../../press/tests/exact/steps.rs"]
mod steps;
#[allow(dead_code, reason = "the proof of exactness uses the rest")]
#[path = "../../../press/tests/exact/things.rs"]
mod things;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use broadsheet_news::clock::Instant;
use broadsheet_pages::theme::Theme;
use broadsheet_press::{Counter, Photos, Press};
use broadsheet_store::Store;
use broadsheet_testkit::TestDatabase;
use broadsheet_web::{House, Newsroom, NoPost, Proxies};
use tokio::net::TcpListener;

use crate::chance::Chance;
use crate::paper::Addresses;

/// How many readers ask at once.
const READERS: usize = 64;
/// How many writers act at once.
const WRITERS: usize = 8;
/// More acts than this are not done.
const ACTS: usize = 5_000;
/// So many addresses are asked for.
const ASKED: usize = 400;
/// Memory for the shelf that is raced for: too little for all pages, so that some are evicted meanwhile.
const MEMORY: usize = 2 << 20;
/// How long the short form goes on.
const SECONDS: u64 = 2;

/// What readers and writers share.
struct Shared {
    store: Store,
    /// The newest change that was acknowledged.
    acknowledged: AtomicI64,
    acts: AtomicUsize,
    answers: AtomicUsize,
    over: AtomicBool,
    addresses: RwLock<Vec<String>>,
}

impl Shared {
    fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }

    fn addresses(&self) -> Vec<String> {
        self.addresses.read().expect("addresses").clone()
    }
}

/// The press of a paper, whose clock goes on.
async fn press(store: &Store, memory: usize) -> Press {
    let press = Press::new(store.clone(), Theme::harbour());
    press.shelving(memory, Arc::new(Instant::now)).await.expect("a shelf")
}

/// Serves the paper until the process ends.
async fn serve(store: &Store, address: &str, listener: TcpListener) {
    store.serve_at(address.to_owned());
    let press = press(store, MEMORY).await;
    let counter = Arc::new(Counter::new(Box::new(|| [7; 32])));
    let photos = Photos::new(store.clone(), |_, _| None);
    let house = House {
        press,
        counter,
        photos,
        proxies: Proxies::default(),
        name: "Race".into(),
        shared_cache: None,
        outcomes: Arc::default(),
        newsroom: Newsroom::new(store.clone(), "http://localhost:8080", "Race", Arc::new(NoPost)),
    };
    tokio::spawn(broadsheet_web::serve(listener, house, std::future::pending()));
}

/// Takes in the addresses that come, while the race is on.
async fn follow_addresses(shared: Arc<Shared>) {
    let (mut known, mut chance) = (Addresses::new(), Chance(5));
    while !shared.is_over() {
        known.follow(&shared.store).await;
        let all = known.some(usize::MAX, &mut chance).into_iter();
        let mut asked = shared.addresses();
        for (path, _) in all {
            let address = broadsheet_news::address::encoded(&path);
            if asked.len() < ASKED && !asked.contains(&address) {
                asked.push(address);
            }
        }
        *shared.addresses.write().expect("addresses") = asked;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

fn seconds() -> u64 {
    std::env::var("BROADSHEET_SECONDS").ok().and_then(|asked| asked.parse().ok()).unwrap_or(SECONDS)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_over_http_is_the_paper_at_one_moment_and_no_reader_goes_back() {
    let (original, copy) = (TestDatabase::fresh(), TestDatabase::fresh());
    let (store, copied) = (paper::small(&original).await, paper::small(&copy).await);
    let begun = store.newest_logged().await.expect("a number");
    assert_eq!(copied.newest_logged().await.expect("a number"), begun, "two papers founded alike are alike");

    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let at: SocketAddr = listener.local_addr().expect("an address");
    let address = format!("http://{at}");
    serve(&store, &address, listener).await;
    let shared = Arc::new(Shared {
        store: store.clone(),
        acknowledged: begun.into(),
        acts: AtomicUsize::new(0),
        answers: AtomicUsize::new(0),
        over: AtomicBool::new(false),
        addresses: RwLock::default(),
    });
    let following = tokio::spawn(follow_addresses(shared.clone()));
    while shared.addresses().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let from = Instant::now();
    let readers: Vec<_> = (0..READERS).map(|who| tokio::spawn(readers::read(shared.clone(), at, who))).collect();
    let mut writers: Vec<_> =
        (0..WRITERS).map(|who| tokio::spawn(newsroom::write(shared.clone(), who, begun))).collect();
    writers.push(tokio::spawn(newsroom::import(shared.clone(), WRITERS)));
    tokio::time::sleep(Duration::from_secs(seconds())).await;
    // On a busy machine it goes on until it proves something.
    while shared.acts.load(Ordering::SeqCst) < 2 * WRITERS || shared.answers.load(Ordering::SeqCst) < 20 * READERS {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    shared.over.store(true, Ordering::SeqCst);

    let mut answers = Vec::new();
    for reader in readers {
        answers.push(reader.await.expect("a reader"));
    }
    let mut acts = Vec::new();
    for writer in writers {
        acts.extend(writer.await.expect("a writer"));
    }
    following.await.expect("the addresses");
    let (n_answers, n_acts) = (answers.iter().map(Vec::len).sum::<usize>(), acts.len());
    let asked = shared.addresses();
    println!("{n_acts} acts and {n_answers} answers for {} addresses in {} s", asked.len(), seconds());

    copied.serve_at(address);
    let timeline = replay::replay(&store, &copied, begun, acts, &asked, from).await;
    let judged = replay::judge(&timeline, &answers).unwrap_or_else(|what| panic!("{what}"));
    println!("{judged:?}");
    assert!(judged.changed > 0, "no reader saw anything change");
}
