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

/// How often somebody looks for what there is to do before other tasks have their turn: what has used up its share of the
/// thread wants to go on, and cannot before that.
const TURNS: usize = 8;

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
        let mut waits: Option<Waits> = None;
        std::future::poll_fn(|context| {
            let heed = self.bell.heed();
            if heed.is_part {
                // Who hears of the answer is another now.
                waits.iter().for_each(|waits| waits.waker.wake_by_ref());
                return asked.as_mut().poll(context);
            }
            let waits = waits.get_or_insert_with(|| Waits::at(&self.bell));
            waits.hang(context.waker());
            for _ in 0..TURNS {
                self.work_where_rung();
                if !waits.is_wanted() {
                    break;
                }
                if let Poll::Ready(answer) = asked.as_mut().poll(&mut Context::from_waker(&waits.waker)) {
                    return Poll::Ready(answer);
                }
            }
            // Where there is something still, they are woken for it.
            Poll::Pending
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
    /// How many see by themselves now what there is to do.
    heeded: usize,
    waiting: Vec<Option<Place>>,
    task: Option<Waker>,
}

/// Of one who waits.
struct Place {
    waker: Waker,
    /// Whether there is something for them: an answer, or it has just been asked.
    wanted: bool,
}

impl Hung {
    /// Who is to be woken: all who wait where it was rung, or else the task; and those for whom there is something.
    fn listeners(&self) -> Vec<Waker> {
        if self.heeded > 0 {
            return Vec::new();
        }
        let waiting = || self.waiting.iter().flatten();
        let task = self.task.iter().filter(|_| self.rung && waiting().next().is_none());
        let wanted = waiting().filter(|place| self.rung || place.wanted).map(|place| &place.waker);
        wanted.chain(task).cloned().collect()
    }

    fn place(&mut self, at: usize) -> Option<&mut Place> {
        self.waiting.get_mut(at)?.as_mut()
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
    fn alter<R>(&self, step: impl FnOnce(&mut Hung) -> R) -> R {
        let (result, listeners) = {
            let mut hung = self.hung();
            let result = step(&mut hung);
            (result, hung.listeners())
        };
        listeners.into_iter().for_each(Waker::wake);
        result
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

/// While it lives, somebody sees by themselves what there is to do.
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

/// One who waits, and the waker that says there is something for them.
struct Waits {
    own: Arc<Own>,
    waker: Waker,
}

struct Own {
    bell: Arc<Bell>,
    place: usize,
}

impl Waits {
    fn at(bell: &Arc<Bell>) -> Self {
        let mut hung = bell.hung();
        let place = hung.waiting.iter().position(Option::is_none).unwrap_or(hung.waiting.len());
        let asking = Place { waker: Waker::noop().clone(), wanted: true };
        match hung.waiting.get_mut(place) {
            Some(free) => *free = Some(asking),
            None => hung.waiting.push(Some(asking)),
        }
        drop(hung);
        let own = Arc::new(Own { bell: bell.clone(), place });
        Self { waker: own.clone().into(), own }
    }

    /// Says whom to wake. Who is woken looks for themselves.
    fn hang(&self, waker: &Waker) {
        if let Some(place) = self.own.bell.hung().place(self.own.place) {
            place.waker.clone_from(waker);
        }
    }

    /// Whether there is something for them, which they see to now.
    fn is_wanted(&self) -> bool {
        let mut hung = self.own.bell.hung();
        hung.place(self.own.place).is_some_and(|place| std::mem::take(&mut place.wanted))
    }
}

impl Wake for Own {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.bell.alter(|hung| hung.place(self.place).into_iter().for_each(|place| place.wanted = true));
    }
}

impl Drop for Waits {
    /// Who leaves may have been woken to work the line, and did not: somebody else has to.
    fn drop(&mut self) {
        let gone = self.own.bell.alter(|hung| hung.waiting.get_mut(self.own.place).and_then(Option::take));
        drop(gone);
    }
}
