//! The bytes of pages as they are, kept for pages that are often asked for so.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;

/// From this asker on the bytes are kept: nearly everybody takes pages compressed, as they stand on the shelf.
const OFTEN: u32 = 3;

/// Room for such bytes.
#[derive(Debug, Default)]
pub(crate) struct Room {
    bytes: usize,
    taken: AtomicUsize,
}

impl Room {
    /// Room for so many.
    pub fn of(bytes: usize) -> Arc<Self> {
        Arc::new(Self { bytes, taken: AtomicUsize::new(0) })
    }

    /// How many are taken.
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }

    fn take(&self, n: usize) -> bool {
        let more = |taken: usize| taken.checked_add(n).filter(|taken| *taken <= self.bytes);
        self.taken.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more).is_ok()
    }

    fn give_back(&self, n: usize) {
        self.taken.fetch_sub(n, Ordering::Relaxed);
    }
}

/// The bytes of one page as they are, if they are kept.
#[derive(Debug)]
pub(crate) struct Whole {
    room: Arc<Room>,
    asked: AtomicU32,
    bytes: OnceLock<Bytes>,
}

impl Whole {
    /// None so far.
    pub fn within(room: &Arc<Room>) -> Self {
        Self { room: room.clone(), asked: AtomicU32::new(0), bytes: OnceLock::new() }
    }

    /// The bytes; `inflated` gives them where they are not kept.
    pub fn bytes(&self, inflated: impl FnOnce() -> Bytes) -> Bytes {
        if let Some(bytes) = self.bytes.get() {
            return bytes.clone();
        }
        let bytes = inflated();
        let often = self.asked.fetch_add(1, Ordering::Relaxed) + 1 >= OFTEN;
        if often && self.room.take(bytes.len()) && self.bytes.set(bytes.clone()).is_err() {
            self.room.give_back(bytes.len());
        }
        bytes
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        self.room.give_back(self.bytes.get().map_or(0, Bytes::len));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_often_asked_for_are_made_no_more_and_their_room_comes_back() {
        let room = Room::of(5);
        let (one, other) = (Whole::within(&room), Whole::within(&room));
        let made = AtomicUsize::new(0);
        let ask = |whole: &Whole| {
            whole.bytes(|| {
                made.fetch_add(1, Ordering::Relaxed);
                Bytes::from_static(b"four")
            })
        };
        for _ in 0..9 {
            assert_eq!(ask(&one), "four");
        }
        assert_eq!((made.swap(0, Ordering::Relaxed), room.taken()), (3, 4));
        for _ in 0..9 {
            ask(&other);
        }
        assert_eq!((made.load(Ordering::Relaxed), room.taken()), (9, 4), "there is no room for both");
        drop(one);
        ask(&other);
        assert_eq!(room.taken(), 4, "of the other now");
        drop(other);
        assert_eq!(room.taken(), 0);
    }
}
