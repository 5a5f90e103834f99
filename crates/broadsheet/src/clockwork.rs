//! The clockwork: what happens by itself while the paper is served.

use std::sync::Arc;
use std::time::Duration;

use broadsheet_discovery::search::{Index, Indexer};
use broadsheet_discovery::{Follower, standing};
use broadsheet_news::clock::Instant;
use broadsheet_press::{Counter, Times};
use broadsheet_store::{Failure, Store};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::timer;

/// Counts are written this often: with the time that writing takes, a crash loses less than five seconds of them.
const WRITE: Duration = Duration::from_secs(2);
/// The most popular are computed this often.
const STANDING: Duration = Duration::from_secs(60);
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
    pub(crate) fn start(store: Store, counter: Arc<Counter>, index: Option<Index>, lateness: Arc<Times>) -> Self {
        let (stop, stopped) = watch::channel(false);
        let mut tasks = vec![
            tokio::spawn(write_counts(store.clone(), counter.clone(), stopped.clone())),
            tokio::spawn(keep_standing(store.clone(), stopped.clone())),
            tokio::spawn(follow(store.clone(), stopped.clone())),
            tokio::spawn(timer::keep(store.clone(), lateness, stopped.clone())),
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
