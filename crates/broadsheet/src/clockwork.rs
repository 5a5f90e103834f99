//! The clockwork: what happens by itself while the paper is served.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use broadsheet_desk::account::session;
use broadsheet_discovery::search::{Index, Indexer};
use broadsheet_discovery::{Follower, standing};
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_press::{Counter, Times};
use broadsheet_store::transaction::Act;
use broadsheet_store::{Failure, Store};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::{backup, timer};

/// Counts are written this often: with the time that writing takes, a crash loses less than five seconds of them.
const WRITE: Duration = Duration::from_secs(2);
/// The most popular are computed this often.
const STANDING: Duration = Duration::from_secs(60);
/// What has expired is forgotten this often.
const FORGET: Duration = Duration::from_secs(3_600);
/// For so many seconds it is remembered what was answered to a request that may come twice.
const ANSWERED: i64 = 86_400;
/// The change log is looked at this often even when no act of this process calls.
const LOOK: Duration = Duration::from_secs(5);

/// The tasks under way.
pub(crate) struct Clockwork {
    store: Store,
    counter: Arc<Counter>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Clockwork {
    /// Starts the tasks.
    pub(crate) fn start(
        store: Store,
        folder: &Path,
        counter: Arc<Counter>,
        index: Option<Index>,
        lateness: Arc<Times>,
    ) -> Self {
        let (stop, stopped) = watch::channel(false);
        let mut tasks = vec![
            tokio::spawn(write_counts(store.clone(), counter.clone(), stopped.clone())),
            tokio::spawn(keep_standing(store.clone(), stopped.clone())),
            tokio::spawn(follow(store.clone(), stopped.clone())),
            tokio::spawn(timer::keep(store.clone(), lateness, stopped.clone())),
            tokio::spawn(forget(store.clone(), stopped.clone())),
            tokio::spawn(back_up(store.clone(), folder.to_owned(), stopped.clone())),
        ];
        let indexer = index.map(|index| Indexer::new(store.clone(), index));
        tasks.extend(indexer.map(|indexer| tokio::spawn(keep_index(indexer, store.newest_change(), stopped))));
        Self { store, counter, stop, tasks }
    }

    /// Stops the tasks and writes what was counted last.
    ///
    /// # Errors
    /// Where the last counts cannot be written.
    pub(crate) async fn stop(self) -> Result<(), Failure> {
        self.stop.send_replace(true);
        for task in self.tasks {
            let _ = timeout(Duration::from_secs(10), task).await;
        }
        self.counter.write(&self.store, Instant::now()).await
    }
}

async fn write_counts(store: Store, counter: Arc<Counter>, mut stopped: watch::Receiver<bool>) {
    let mut turns = turns(WRITE);
    while next(&mut turns, &mut stopped).await {
        report("readers are not written", counter.write(&store, Instant::now()).await);
    }
}

async fn keep_standing(store: Store, mut stopped: watch::Receiver<bool>) {
    let mut turns = turns(STANDING);
    while next(&mut turns, &mut stopped).await {
        report("the most popular are not computed", standing::refresh(&store, Instant::now()).await);
    }
}

/// Makes a backup each night, where the settings want one.
async fn back_up(store: Store, folder: PathBuf, mut stopped: watch::Receiver<bool>) {
    loop {
        let zone = zone(&store).await;
        let wait = backup::next_night(&zone, Instant::now()).microseconds() - Instant::now().microseconds();
        // In pieces, so that a machine that was asleep is not late by as long as it slept.
        let wait = Duration::from_micros(u64::try_from(wait).unwrap_or_default());
        let piece = wait.min(Duration::from_secs(600));
        tokio::select! {
            _ = stopped.changed() => return,
            () = tokio::time::sleep(piece) => {}
        }
        if piece == wait {
            report("the nightly backup is not made", backup::nightly(&store, &folder, Instant::now()).await);
        }
    }
}

async fn zone(store: &Store) -> Zone {
    match store.reading().await {
        Ok(reading) => reading.zone().await.unwrap_or_default(),
        Err(_) => Zone::default(),
    }
}

/// Forgets sessions, links and tokens that cannot be used any more, and answers that nobody asks for again.
async fn forget(store: Store, mut stopped: watch::Receiver<bool>) {
    let mut turns = turns(FORGET);
    while next(&mut turns, &mut stopped).await {
        report("what has expired is not forgotten", forget_expired(&store, Instant::now()).await);
    }
}

async fn forget_expired(store: &Store, now: Instant) -> Result<(), Failure> {
    let act = Act { name: "account.forget", actor: String::new(), now, trace: None };
    let mut transaction = store.begin(act).await?;
    transaction.forget_expired(now.plus_seconds(-session::UNUSED), now.plus_seconds(-ANSWERED)).await?;
    transaction.aside().await?;
    Ok(())
}

async fn follow(store: Store, mut stopped: watch::Receiver<bool>) {
    let mut newest = store.newest_change();
    let mut follower = Follower::new(store);
    while !*stopped.borrow() {
        report(
            "related articles are not derived",
            follower.catch_up_until(Instant::now(), &|| *stopped.borrow()).await,
        );
        tokio::select! {
            _ = stopped.changed() => return,
            _ = timeout(LOOK, newest.changed()) => {}
        }
    }
}

/// Keeps the index of words as new as the change log, in pieces, so that it can be stopped between two.
async fn keep_index(mut indexer: Indexer, mut newest: watch::Receiver<i64>, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        newest.mark_unchanged();
        let step = indexer.step(Instant::now()).await;
        let more = *step.as_ref().unwrap_or(&false);
        report("the search index does not follow", step);
        if more {
            continue;
        }
        tokio::select! {
            _ = stopped.changed() => return,
            _ = timeout(LOOK, newest.changed()) => {}
        }
    }
}

fn turns(every: Duration) -> tokio::time::Interval {
    let mut turns = interval(every);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    turns
}

/// Waits for the next turn; `false` where there is none, because the clockwork stops.
async fn next(turns: &mut tokio::time::Interval, stopped: &mut watch::Receiver<bool>) -> bool {
    tokio::select! {
        _ = turns.tick() => !*stopped.borrow(),
        _ = stopped.changed() => false,
    }
}

fn report<T>(what: &str, outcome: Result<T, Failure>) {
    if let Err(failure) = outcome {
        tracing::warn!(%failure, "{what}");
    }
}
