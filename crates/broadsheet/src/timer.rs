//! The timer: what editors have scheduled is done when it is due, by the same acts as theirs.
//!
//! It is trusted for nothing but that: whatever pages read from the clock they read by themselves.

use std::sync::Arc;
use std::time::Duration;

use broadsheet_desk::{Actor, Desk, schedule};
use broadsheet_news::clock::Instant;
use broadsheet_press::Times;
use broadsheet_store::{Failure, Store};
use tokio::sync::watch;
use tokio::time::timeout;

/// How many acts are looked up at once.
const AT_ONCE: i64 = 100;

/// The schedule is looked at this often whatever happens: a clock may be set, a machine may sleep.
const LOOK: Duration = Duration::from_secs(1);

/// Does what is due, at once what became due while nobody was there, until it is told to stop.
pub(crate) async fn keep(store: Store, lateness: Arc<Times>, mut stopped: watch::Receiver<bool>) {
    let mut newest = store.newest_change();
    while !*stopped.borrow() {
        newest.mark_unchanged();
        let wait = match turn(&store, &lateness).await {
            Ok(wait) => wait,
            Err(failure) => {
                tracing::warn!(%failure, "what is scheduled cannot be read");
                LOOK
            }
        };
        // An act may have scheduled something sooner.
        tokio::select! {
            _ = stopped.changed() => return,
            _ = timeout(wait, newest.changed()) => {}
        }
    }
}

/// Does what is due now, and gives how long to wait for the next.
async fn turn(store: &Store, lateness: &Times) -> Result<Duration, Failure> {
    let actor = Actor::at_the_machine("clockwork");
    loop {
        let due = store.due(Instant::now(), AT_ONCE).await?;
        if due.is_empty() {
            break;
        }
        for one in due {
            let now = Instant::now();
            let desk = Desk { store, actor: &actor, now };
            match schedule::fire(&desk, &one).await {
                Ok(done) if done.made => lateness.add(between(one.at, now)),
                Ok(_) => {}
                Err(broadsheet_desk::Refusal::Failed(failure)) => return Err(failure),
                Err(refusal) => {
                    tracing::error!(id = one.id, act = one.act, %refusal, "what was scheduled cannot be done");
                }
            }
        }
    }
    let next = store.next_due().await?;
    Ok(next.map_or(LOOK, |at| between(Instant::now(), at).min(LOOK)))
}

fn between(from: Instant, to: Instant) -> Duration {
    Duration::from_micros(u64::try_from(to.microseconds().saturating_sub(from.microseconds())).unwrap_or(0))
}
