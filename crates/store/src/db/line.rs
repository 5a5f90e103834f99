//! The line to a PostgreSQL server, worked by whoever waits for an answer.
//!
//! tokio-postgres hands questions and answers to a connection that is to be worked
//! by a task of its own. For each answer two threads would be woken: that task's,
//! and the asker's. So the asker works the connection while it waits; the task does
//! where nobody waits, and sees there that the server has gone.
//!
//! Whoever works it does so under one waker, the bell, which wakes all who wait, or
//! else the task: none is forgotten because another was the last to work it. Who
//! asks for several things at once works it once for all of them, so that what is
//! asked goes out together.

use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use tokio_postgres::tls::NoTlsStream;
use tokio_postgres::{Connection, Socket};

type Open = Pin<Box<Connection<Socket, NoTlsStream>>>;

/// A connection and who waits for it.
pub(super) struct Line {
    connection: Mutex<Option<Open>>,
    bell: Arc<Bell>,
    ended: Arc<AtomicBool>,
}

impl Line {
    /// The line of that connection, and the task that works it where nobody waits.
    pub fn of(connection: Connection<Socket, NoTlsStream>) -> Arc<Self> {
        let connection = Mutex::new(Some(Box::pin(connection)));
        let line = Arc::new(Self { connection, bell: Arc::default(), ended: Arc::default() });
        let its = line.clone();
        tokio::spawn(std::future::poll_fn(move |context| {
            its.bell.hung().task = Some(context.waker().clone());
            its.work()
        }));
        line
    }

    /// What turns true when the connection ends.
    pub fn ended(&self) -> Arc<AtomicBool> {
        self.ended.clone()
    }

    /// What is asked over the line, once it is answered. What asks over the line may be part of something that does.
    pub async fn answer<A>(&self, asked: impl Future<Output = A>) -> A {
        let mut asked = pin!(asked);
        let mut waits = Waits { bell: &self.bell, place: None };
        std::future::poll_fn(|context| {
            let heed = self.bell.heed();
            if heed.is_part {
                return asked.as_mut().poll(context);
            }
            waits.hang(context.waker());
            self.work_where_rung();
            let answer = asked.as_mut().poll(context);
            if answer.is_pending() {
                self.work_where_rung();
            }
            answer
        })
        .await
    }

    /// What is asked over the line, as far as it is answered without waiting. It is sent all the same.
    pub fn ask<A>(&self, asked: impl Future<Output = A>) -> Poll<A> {
        let _heed = self.bell.heed();
        let answer = pin!(asked).poll(&mut Context::from_waker(Waker::noop()));
        self.work_where_rung();
        answer
    }

    fn work_where_rung(&self) {
        if self.bell.hung().rung {
            // Where the connection has ended, who asked is told so.
            let _ = self.work();
        }
    }

    /// Sends what is to be sent and hands out what has come; ready where the connection has ended.
    fn work(&self) -> Poll<()> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(open) = connection.as_mut() else { return Poll::Ready(()) };
        self.bell.hung().rung = false;
        let waker = Waker::from(self.bell.clone());
        let Poll::Ready(outcome) = open.as_mut().poll(&mut Context::from_waker(&waker)) else { return Poll::Pending };
        *connection = None;
        self.ended.store(true, Ordering::Release);
        if let Err(error) = outcome {
            tracing::warn!(%error, "the connection to PostgreSQL ended");
        }
        Poll::Ready(())
    }
}

/// What is rung when there is something to do on a line.
#[derive(Default)]
struct Bell(Mutex<Hung>);

/// Who hears it.
#[derive(Default)]
struct Hung {
    /// Whether it was rung and nobody has worked the line since.
    rung: bool,
    /// How many see by themselves now whether it was rung.
    heeded: usize,
    waiting: Vec<Option<Waker>>,
    task: Option<Waker>,
}

impl Hung {
    /// Who is to be woken where it was rung: all who wait, or else the task.
    fn listeners(&self) -> Vec<Waker> {
        if !self.rung || self.heeded > 0 {
            return Vec::new();
        }
        let waiting: Vec<Waker> = self.waiting.iter().flatten().cloned().collect();
        if waiting.is_empty() { self.task.iter().cloned().collect() } else { waiting }
    }
}

impl Bell {
    fn hung(&self) -> MutexGuard<'_, Hung> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn heed(&self) -> Heed<'_> {
        let mut hung = self.hung();
        hung.heeded += 1;
        Heed { bell: self, is_part: hung.heeded > 1 }
    }

    /// Alters who hears it, and then wakes whom that concerns.
    fn alter(&self, step: impl FnOnce(&mut Hung)) {
        let listeners = {
            let mut hung = self.hung();
            step(&mut hung);
            hung.listeners()
        };
        listeners.into_iter().for_each(Waker::wake);
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.alter(|hung| hung.rung = true);
    }
}

/// While it lives, somebody sees by themselves whether the bell was rung.
struct Heed<'l> {
    bell: &'l Bell,
    /// Whether somebody does so already, of whose asking this is a part.
    is_part: bool,
}

impl Drop for Heed<'_> {
    fn drop(&mut self) {
        self.bell.alter(|hung| hung.heeded -= 1);
    }
}

/// A place among those who wait.
struct Waits<'l> {
    bell: &'l Bell,
    place: Option<usize>,
}

impl Waits<'_> {
    fn hang(&mut self, waker: &Waker) {
        let waiting = &mut self.bell.hung().waiting;
        let place = self.place.or_else(|| waiting.iter().position(Option::is_none)).unwrap_or(waiting.len());
        self.place = Some(place);
        match waiting.get_mut(place) {
            Some(Some(same)) if same.will_wake(waker) => {}
            Some(other) => *other = Some(waker.clone()),
            None => waiting.push(Some(waker.clone())),
        }
    }
}

impl Drop for Waits<'_> {
    /// Who leaves may have been woken to work the line, and did not: somebody else has to.
    fn drop(&mut self) {
        let Some(place) = self.place else { return };
        let mut mine = None;
        self.bell.alter(|hung| mine = hung.waiting.get_mut(place).and_then(Option::take));
    }
}
