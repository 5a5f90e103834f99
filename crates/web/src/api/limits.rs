//! How much a program may ask, and the fields that say how much is left (draft-ietf-httpapi-ratelimit-headers).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use broadsheet_news::clock::Instant;

/// So many requests in a minute.
const QUOTA: f64 = 1_200.0;
const WINDOW: f64 = 60.0;

/// What is left to each token.
#[derive(Default)]
pub(crate) struct Allowances(Mutex<HashMap<i64, (f64, Instant)>>);

/// What a request was allowed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowance {
    /// Whether it was.
    pub granted: bool,
    /// How many more are, at once.
    left: u64,
    /// In how many seconds there will be another, or all.
    again: u64,
}

impl Allowances {
    /// Takes one request of a token.
    pub fn take(&self, token: i64, now: Instant) -> Allowance {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |left: f64, at: Instant| {
            let seconds = (now.microseconds() - at.microseconds()).max(0) as f64 / 1e6;
            (left + seconds * QUOTA / WINDOW).min(QUOTA)
        };
        if all.len() > 10_000 {
            all.retain(|_, (left, at)| full(*left, *at) < QUOTA);
        }
        let left = all.get(&token).map_or(QUOTA, |(left, at)| full(*left, *at));
        let granted = left >= 1.0;
        let left = if granted { left - 1.0 } else { left };
        all.insert(token, (left, now));
        let wanting = if granted { QUOTA - left } else { 1.0 - left };
        Allowance { granted, left: left as u64, again: (wanting * WINDOW / QUOTA).ceil() as u64 }
    }
}

impl Allowance {
    /// Says in an answer how much is left.
    pub fn told(&self, mut response: Response) -> Response {
        let policy = format!("\"minute\";q={QUOTA};w={WINDOW}");
        let left = format!("\"minute\";r={};t={}", self.left, self.again);
        let fields = response.headers_mut();
        for (name, said) in [("ratelimit-policy", policy), ("ratelimit", left)] {
            if let Ok(said) = HeaderValue::from_str(&said) {
                fields.insert(HeaderName::from_static(name), said);
            }
        }
        if !self.granted {
            fields.insert(RETRY_AFTER, HeaderValue::from(self.again.max(1)));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_asks_too_much_waits_and_others_do_not() {
        let (all, now) = (Allowances::default(), Instant::from_microseconds(0));
        let granted = (0..2_000).filter(|_| all.take(1, now).granted).count();
        assert_eq!(granted, 1_200);
        assert!(!all.take(1, now).granted && all.take(2, now).granted);
        assert!(all.take(1, now.plus_seconds(1)).granted);
    }
}
