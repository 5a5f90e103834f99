//! How often someone may try to sign in: by account and by network address, so that a password cannot be guessed and
//! nobody is locked out for good. What is counted is the same whether there is such an account or not.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use broadsheet_news::clock::Instant;

/// So many tries for one account are answered at once; after that one in so many seconds.
const OF_ACCOUNT: (f64, f64) = (8.0, 30.0);
/// From one address more are, for many may sit behind it.
const OF_ADDRESS: (f64, f64) = (40.0, 6.0);
/// So many are remembered.
const MOST: usize = 20_000;

/// The tries of late.
#[derive(Default)]
pub(crate) struct Tries(Mutex<HashMap<String, Left>>);

/// How many tries are left, as of an instant.
#[derive(Clone, Copy)]
struct Left {
    tries: f64,
    at: Instant,
}

impl Tries {
    /// Takes a try for an account from an address; where there is none left, in how many seconds there will be one.
    pub fn take(&self, account: &str, address: &str, now: Instant) -> Result<(), u64> {
        self.take_all([format!("a:{}", account.trim().to_lowercase()), format!("n:{address}")], now)
    }

    /// Takes a try from an address, whoever it is for.
    pub fn take_from(&self, address: &str, now: Instant) -> Result<(), u64> {
        self.take_all([format!("n:{address}")], now)
    }

    fn take_all<const N: usize>(&self, keys: [String; N], now: Instant) -> Result<(), u64> {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() > MOST {
            tries.retain(|key, left| left.refilled(limit_of(key), now).tries < limit_of(key).0);
        }
        let left = keys.each_ref().map(|key| {
            let limit = limit_of(key);
            tries.get(key).map_or(Left { tries: limit.0, at: now }, |left| left.refilled(limit, now))
        });
        for (left, key) in left.iter().zip(&keys) {
            if left.tries < 1.0 {
                return Err(((1.0 - left.tries) * limit_of(key).1).ceil() as u64);
            }
        }
        for (left, key) in left.into_iter().zip(keys) {
            tries.insert(key, Left { tries: left.tries - 1.0, at: now });
        }
        Ok(())
    }

    /// Whoever has signed in has all tries of their account again.
    pub fn forgive(&self, account: &str) {
        let key = format!("a:{}", account.trim().to_lowercase());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&key);
    }
}

fn limit_of(key: &str) -> (f64, f64) {
    if key.starts_with("a:") { OF_ACCOUNT } else { OF_ADDRESS }
}

impl Left {
    fn refilled(self, (most, every): (f64, f64), now: Instant) -> Self {
        let seconds = (now.microseconds() - self.at.microseconds()).max(0) as f64 / 1e6;
        Self { tries: (self.tries + seconds / every).min(most), at: now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_cannot_be_guessed_and_its_owner_is_not_locked_out_for_good() {
        let (tries, now) = (Tries::default(), Instant::from_microseconds(1_700_000_000_000_000));
        let taken = (0..20).filter(|n| tries.take("ada@example.com", &format!("10.0.0.{n}"), now).is_ok()).count();
        assert_eq!(taken, 8);
        assert!(tries.take(" ADA@example.com", "10.0.1.1", now).is_err_and(|seconds| seconds <= 30));
        assert!(tries.take("ada@example.com", "10.0.1.1", now.plus_seconds(31)).is_ok());
        tries.forgive("ada@example.com");
        assert!(tries.take("ada@example.com", "10.0.1.1", now.plus_seconds(32)).is_ok());
    }

    #[test]
    fn one_address_cannot_try_one_account_after_another() {
        let (tries, now) = (Tries::default(), Instant::from_microseconds(1_700_000_000_000_000));
        let taken = (0..200).filter(|n| tries.take(&format!("{n}@example.com"), "10.0.0.1", now).is_ok()).count();
        assert_eq!(taken, 40);
        assert!(tries.take("ben@example.com", "10.0.0.2", now).is_ok());
    }
}
