//! Judging pieces by many small reasons: each reason is measured between 0 and 1 and has a weight for or against.
//!
//! The reasons are written for pages in general. Their weights were fitted on one half of a collection of real dumps and
//! rounded; the other half, which no rule was written from, told whether they hold.

/// One reason: what it measures, and how much it counts.
pub(super) type Reason<T> = (&'static str, f64, fn(&T) -> f64);

/// The sum of what speaks for and against.
pub(super) fn sum<T>(reasons: &[Reason<T>], case: &T) -> f64 {
    reasons.iter().map(|(_, weight, measure)| weight * measure(case)).sum()
}

/// Between 0 and 1: how likely, where the sum is a logarithm of odds.
pub(super) fn likelihood(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

/// Yes as 1, no as 0.
pub(super) fn yes(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// A count as a share of a limit, at most 1.
#[allow(clippy::cast_precision_loss, reason = "a count of words or pieces")]
pub(super) fn share(count: usize, limit: usize) -> f64 {
    count.min(limit) as f64 / limit.max(1) as f64
}
