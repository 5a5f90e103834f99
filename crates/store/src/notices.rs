//! Notices: what a commit tells whoever keeps something made from the paper, before the call that made it returns.
//!
//! There is one such keeper: the press. A commit tells it what it did and waits
//! until it says that it has taken it in. Where nobody listens, nobody waits.

use std::sync::{Mutex, PoisonError};

use broadsheet_news::clock::Zone;
use tokio::sync::{mpsc, watch};

use crate::changes::{self, Logged};
use crate::failure::Failure;
use crate::settings;
use crate::store::{self, Store};

/// What a commit did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The change log goes on, as far as that number.
    Change(i64),
    /// Counts have new values.
    Counts(Vec<(String, i64)>),
    /// Whether a commit came about is not known: the change log tells.
    Unsure,
}

/// Where notices come out. When it is dropped, nobody waits any more.
pub struct Notices {
    store: Store,
    told: mpsc::UnboundedReceiver<(u64, Notice)>,
    done: watch::Sender<u64>,
}

impl Notices {
    /// The next notice, with the number to say when it is taken in; none where the paper is closed.
    pub async fn next(&mut self) -> Option<(u64, Notice)> {
        self.told.recv().await
    }

    /// The changes after that number, oldest first, at most so many: read without waiting for any reader.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn changes_after(&self, number: i64, limit: i64) -> Result<Vec<Logged>, Failure> {
        changes::changes_after(self.store.one_more_glance().await?, number, limit).await
    }

    /// The number of the newest change in the change log, and the zone that the paper is in then, read without waiting for
    /// any reader.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn stand(&self) -> Result<(i64, Zone), Failure> {
        let snapshot = self.store.one_more_snapshot().await?;
        let zone = settings::zone(snapshot.connection()).await?;
        Ok((store::newest_logged(snapshot).await?, zone))
    }

    /// Says that everything up to that notice is taken in.
    pub fn done(&self, number: u64) {
        self.done.send_replace(number);
    }
}

/// The other end: where commits tell.
#[derive(Default)]
pub(crate) struct Teller(Mutex<Option<Listener>>);

struct Listener {
    tell: mpsc::UnboundedSender<(u64, Notice)>,
    done: watch::Receiver<u64>,
    last: u64,
}

/// A notice that was told and is perhaps not taken in yet.
pub(crate) struct Told(Option<(u64, watch::Receiver<u64>)>);

impl Told {
    /// Waits until it is taken in, or nobody listens any more.
    pub(crate) async fn taken_in(self) {
        if let Some((number, mut done)) = self.0 {
            let _ = done.wait_for(|done| *done >= number).await;
        }
    }
}

impl Teller {
    /// Tells what a commit did, in the order of commits: who calls holds the writer.
    pub(crate) fn tell(&self, notice: Notice) -> Told {
        let mut listener = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(listening) = listener.as_mut() else { return Told(None) };
        listening.last += 1;
        if listening.tell.send((listening.last, notice)).is_err() {
            *listener = None;
            return Told(None);
        }
        Told(Some((listening.last, listening.done.clone())))
    }
}

impl Store {
    /// Listens to what commits do from now on, instead of whoever listened before.
    #[must_use]
    pub fn notices(&self) -> Notices {
        let ((tell, told), (done, seen)) = (mpsc::unbounded_channel(), watch::channel(0));
        let listener = Listener { tell, done: seen, last: 0 };
        *self.teller().0.lock().unwrap_or_else(PoisonError::into_inner) = Some(listener);
        Notices { store: self.clone(), told, done }
    }
}
