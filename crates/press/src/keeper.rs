//! The keeper: the lock around the shelf. Each of its methods is one step of the shelf's, whole for everybody else.
//!
//! An answer is taken under the lock at once, so it is of one change number; marks
//! of one change are written and the number raised under it, so they become visible
//! together.

use super::shelf::Shelf;
use super::sync::{PoisonError, RwLock};

/// A shelf that many may ask and one at a time may change.
#[derive(Debug)]
pub(crate) struct Keeper(RwLock<Shelf>);

impl Keeper {
    /// Keeps a shelf.
    pub fn of(shelf: Shelf) -> Self {
        Self(RwLock::new(shelf))
    }

    /// Asks the shelf.
    pub fn ask<T>(&self, question: impl FnOnce(&Shelf) -> T) -> T {
        question(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the shelf, by one of its steps.
    pub fn step<T>(&self, step: impl FnOnce(&mut Shelf) -> T) -> T {
        step(&mut self.0.write().unwrap_or_else(PoisonError::into_inner))
    }
}
