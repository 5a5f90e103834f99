//! Snapshots: reading connections, lent to one reader after another.

use std::sync::{Arc, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Inner, Store};
use crate::db::Connection;
use crate::failure::Failure;
use crate::rows::Rows;

/// A reading transaction: everything read through it is of one moment. Until it has begun, every statement is.
pub(crate) struct Snapshot {
    rows: Option<Rows>,
    begun: bool,
    store: Store,
    _permit: OwnedSemaphorePermit,
}

impl Snapshot {
    pub(crate) fn rows(&self) -> &Rows {
        self.rows.as_ref().unwrap_or_else(|| unreachable!("a snapshot keeps its connection until it is dropped"))
    }

    pub(crate) fn connection(&self) -> &Connection {
        self.rows().connection()
    }

    async fn begun(mut self) -> Result<Self, Failure> {
        self.begun = true;
        self.connection().begin_snapshot().await?;
        Ok(self)
    }

    /// Ends the transaction and lends the connection to the next reader.
    pub(crate) fn finish(mut self) {
        if let Some(connection) = self.rows.take().map(Rows::into_connection)
            && (!self.begun || connection.end_snapshot())
        {
            self.store.take_back(connection);
        }
    }
}

impl Drop for Snapshot {
    /// A snapshot that is dropped, for a reader who left or a failure, is ended where that needs no waiting.
    fn drop(&mut self) {
        let Some(Connection::Sqlite(sqlite)) = self.rows.take().map(Rows::into_connection) else { return };
        if sqlite.give_up() {
            self.store.take_back(Connection::Sqlite(sqlite));
        }
    }
}

impl Store {
    /// A connection in a snapshot of its own.
    pub(crate) async fn snapshot(&self) -> Result<Snapshot, Failure> {
        self.snapshot_to_begin().await?.begun().await
    }

    /// The same for who begins it and asks for something at once.
    pub(crate) async fn snapshot_to_begin(&self) -> Result<Snapshot, Failure> {
        let mut snapshot = self.lent(self.0.snapshots.clone()).await?;
        snapshot.begun = true;
        Ok(snapshot)
    }

    /// The same for who is told of commits: it waits for no reader. Readers who have all other snapshots may be waiting for
    /// what is read in this one.
    pub(crate) async fn one_more_snapshot(&self) -> Result<Snapshot, Failure> {
        self.lent(self.0.one_more.clone()).await?.begun().await
    }

    /// The same for one statement, which needs no transaction to be of one moment.
    pub(crate) async fn one_more_glance(&self) -> Result<Snapshot, Failure> {
        let glance = self.lent(self.0.one_more.clone()).await?;
        glance.connection().close_snapshot();
        Ok(glance)
    }

    /// A connection, on which a transaction may have been left open.
    async fn lent(&self, others: Arc<Semaphore>) -> Result<Snapshot, Failure> {
        self.0.place.is_there()?;
        let permit = others.acquire_owned().await;
        let permit = permit.map_err(|_| Failure::Gone("the store is closed".into()))?;
        let idle = self.idle().connections.pop().filter(|c| !c.is_lost());
        let connection = match idle {
            Some(connection) => connection,
            None => self.0.place.connect(false).await?,
        };
        Ok(Snapshot { rows: Some(Rows::of(connection)), begun: false, store: self.clone(), _permit: permit })
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a connection back from who has read.
    fn take_back(&self, connection: Connection) {
        let mut idle = self.idle();
        if connection.is_open() && !std::mem::replace(&mut idle.is_swept, true) {
            tokio::spawn(sweep(Arc::downgrade(&self.0)));
        }
        idle.connections.push(connection);
    }
}

/// Connections for who reads next.
#[derive(Default)]
pub(super) struct Idle {
    connections: Vec<Connection>,
    /// Whether somebody closes what is left open on them.
    is_swept: bool,
}

/// How long at most a transaction in which was read is left open, for the next to end it: who waits for a lock on what was
/// read waits so long.
const LEFT_OPEN: Duration = Duration::from_millis(50);

/// Closes what is left open on connections on which nobody has begun anything for a while.
async fn sweep(store: Weak<Inner>) {
    loop {
        tokio::time::sleep(LEFT_OPEN).await;
        let Some(store) = store.upgrade() else { return };
        let mut idle = store.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.is_swept = idle.connections.iter().any(Connection::is_open);
        if !idle.is_swept {
            return;
        }
        idle.connections.iter().for_each(Connection::close_snapshot);
    }
}
