//! The shelf as many tasks use it: who waits for what.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use broadsheet_news::clock::{Instant, Zone};
use broadsheet_pages::Fields;
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::AbortHandle;

use crate::keeper::Keeper;
use crate::shelf::{Found, Hit, Key, Made, Page, PrintNumber, Shelf, Stored};

/// Tells the time: the press prints by itself what is asked for often.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// Prints that are made again at once, with how often each is asked for.
pub(crate) type Again = Vec<(u32, Arc<Key>)>;

/// Of so many changes it is remembered how much they marked.
const REMEMBERED: usize = 1_000;

/// A shelf with all who wait at it.
pub(crate) struct Shelved {
    pub keeper: Keeper,
    pub clock: Clock,
    /// Turns whenever somebody has given up the printing of something.
    turned: Notify,
    /// The number that the shelf is marked at.
    marked: watch::Sender<i64>,
    /// Whether nobody marks: then nothing may be taken from the shelf or kept on it.
    blind: AtomicBool,
    again: mpsc::UnboundedSender<Again>,
    /// How many prints each of the newest changes marked.
    marks: Mutex<VecDeque<(i64, usize)>>,
    tasks: Mutex<Vec<AbortHandle>>,
}

impl Shelved {
    /// A shelf that nobody marks yet, and where to hear what is to be printed again.
    pub fn new(bytes: usize, clock: Clock) -> (Self, mpsc::UnboundedReceiver<Again>) {
        let (again, asked_again) = mpsc::unbounded_channel();
        let shelved = Self {
            keeper: Keeper::of(Shelf::new(bytes, 0)),
            clock,
            turned: Notify::new(),
            marked: watch::channel(0).0,
            blind: AtomicBool::new(true),
            again,
            marks: Mutex::default(),
            tasks: Mutex::default(),
        };
        (shelved, asked_again)
    }

    /// Whether nothing may be taken from the shelf or kept on it.
    pub fn is_blind(&self) -> bool {
        self.blind.load(Ordering::Acquire)
    }

    /// Runs a task until the shelf is closed.
    pub fn run(&self, task: impl Future<Output = ()> + Send + 'static) {
        let task = tokio::spawn(task).abort_handle();
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).push(task);
    }

    /// Ends the tasks: nothing is taken from the shelf or kept on it any more.
    pub fn close(&self) {
        self.go_blind();
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).drain(..).for_each(|task| task.abort());
    }

    /// The page, if all of it stands on the shelf.
    pub fn find(&self, path: &str, fields: &Fields, now: Instant) -> Option<Page> {
        let found = self.keeper.ask(|shelf| {
            let fields = shelf.read_of(path, fields.clone(), now);
            shelf.find(path, &fields, now)
        });
        match found {
            Found::Page(page) if !self.is_blind() => Some(page),
            _ => None,
        }
    }

    /// Waits until the shelf is marked at a number, or nobody marks it any more.
    pub async fn wait_for(&self, number: i64) {
        let mut marked = self.marked.subscribe();
        let _ = marked.wait_for(|marked| *marked >= number).await;
    }

    /// What ends when somebody gives up something after this was asked.
    pub fn turned(&self) -> impl Future<Output = ()> + use<'_> {
        self.turned.notified()
    }

    /// Something was marked: what is popular of it is printed again, and who waits goes on.
    pub fn marked(&self, number: i64, hit: Hit) {
        {
            let mut marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
            marks.push_back((number, hit.marks));
            let old = marks.len().saturating_sub(REMEMBERED);
            marks.drain(..old);
        }
        self.marked.send_replace(number);
        if !hit.popular.is_empty() {
            // Where nobody prints again, all of it is printed when it is asked for.
            let _ = self.again.send(hit.popular);
        }
    }

    /// How many prints a change marked, if that is remembered.
    pub fn marked_by(&self, change: i64) -> Option<usize> {
        let marks = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        marks.iter().find(|(number, _)| *number == change).map(|(_, marks)| *marks)
    }

    /// Nobody can say what is still right: the shelf is emptied before anything else is answered.
    pub fn go_blind(&self) {
        self.blind.store(true, Ordering::Release);
        self.keeper.step(|shelf| shelf.throw_away(i64::MAX));
        // Who waits for a mark does not wait for ever.
        self.marked.send_replace(i64::MAX);
        self.turned.notify_waiters();
    }

    /// From that number on, at which the paper is in that zone, all changes are marked.
    pub fn see(&self, number: i64, zone: Zone) {
        let now = (self.clock)();
        self.keeper.step(|shelf| {
            shelf.throw_away(number);
            shelf.turn_to(zone);
            shelf.alters(now);
        });
        self.marked.send_replace(number);
        self.blind.store(false, Ordering::Release);
    }
}

/// A print under way: it ends, and gives up what it has taken on, however it is left.
pub(crate) struct UnderWay {
    shelved: Arc<Shelved>,
    number: PrintNumber,
    claimed: Vec<Arc<Key>>,
}

/// What there is to do for a page.
pub(crate) enum Turn {
    /// Nothing: here it is.
    Page(Page),
    /// These are to be printed by who asks.
    Print(Vec<Arc<Key>>),
    /// Others print what is wanting.
    Wait,
}

impl UnderWay {
    /// Begins a print. Its sources are opened after this.
    pub fn begin(shelved: &Arc<Shelved>) -> Self {
        let number = shelved.keeper.step(Shelf::begin);
        Self { shelved: shelved.clone(), number, claimed: Vec::new() }
    }

    /// The page, or what is to be done for it, and taken on.
    pub fn turn(&mut self, path: &str, fields: &Fields, now: Instant) -> Turn {
        let claimed = self.shelved.keeper.step(|shelf| match shelf.find(path, fields, now) {
            Found::Page(page) => Err(page),
            Found::Wanting(keys) => Ok(shelf.claim(&keys)),
        });
        match claimed {
            Err(page) => Turn::Page(page),
            Ok(mine) if mine.is_empty() => Turn::Wait,
            Ok(mine) => {
                self.claimed.extend(mine.iter().cloned());
                Turn::Print(mine)
            }
        }
    }

    /// Takes on what is wanting of these and nobody prints.
    pub fn claim(&mut self, keys: &[Arc<Key>], now: Instant) -> Vec<Arc<Key>> {
        let mine = self.shelved.keeper.step(|shelf| {
            let wanting = shelf.wanting(keys, now);
            shelf.claim(&wanting)
        });
        self.claimed.extend(mine.iter().cloned());
        mine
    }

    /// Keeps a print. Gives whether it was kept.
    pub async fn store(&self, key: &Arc<Key>, mut made: Made, now: Instant) -> bool {
        loop {
            made = match self.shelved.keeper.step(|shelf| shelf.store(self.number, key, made, now)) {
                Stored::Kept => return true,
                Stored::Overtaken(cause) => {
                    tracing::debug!(?key, %cause, "a print was overtaken");
                    return false;
                }
                Stored::Early(early) => {
                    self.shelved.wait_for(early.record.number).await;
                    *early
                }
            };
        }
    }

    /// Takes a page off that stood under fields which its row does not read.
    pub fn forget(&self, key: &Key) {
        self.shelved.keeper.step(|shelf| shelf.forget(key));
    }

    /// Gives up what was taken on.
    pub fn release(&mut self) {
        let claimed = std::mem::take(&mut self.claimed);
        self.shelved.keeper.step(|shelf| shelf.release(&claimed));
        self.shelved.turned.notify_waiters();
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.release();
        self.shelved.keeper.step(|shelf| shelf.end(self.number));
    }
}
