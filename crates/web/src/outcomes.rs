//! How requests ended, counted for metrics.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::StatusCode;
use broadsheet_press::labelled;

/// The ways in which a request can end.
const WAYS: [&str; 7] = ["whole", "unchanged", "moved", "gone", "missing", "refused", "failed"];

/// How many requests ended in each way.
#[derive(Debug, Default)]
pub struct Outcomes([AtomicU64; WAYS.len()]);

impl Outcomes {
    /// Counts an answer.
    pub(crate) fn add(&self, status: StatusCode) {
        let way = match status {
            StatusCode::NOT_MODIFIED => 1,
            StatusCode::GONE => 3,
            StatusCode::NOT_FOUND => 4,
            status if status.is_success() => 0,
            status if status.is_redirection() => 2,
            status if status.is_server_error() => 6,
            _ => 5,
        };
        self.0[way].fetch_add(1, Ordering::Relaxed);
    }

    /// Writes them in the text form of Prometheus.
    pub fn write(&self, out: &mut String) {
        let counts = self.0.iter().map(|n| n.load(Ordering::Relaxed));
        let help = "Requests of readers by how they ended: whole, unchanged (304), moved, gone (410), missing (404), refused, failed (5xx).";
        labelled(out, "broadsheet_requests_total/outcome", "counter", help, WAYS.into_iter().zip(counts));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_is_counted_in_one_way() {
        let outcomes = Outcomes::default();
        for status in [200, 206, 301, 303, 304, 404, 405, 410, 500, 503] {
            outcomes.add(StatusCode::from_u16(status).expect("a status"));
        }
        let mut out = String::new();
        outcomes.write(&mut out);
        let n = |way: &str| {
            out.lines().find(|line| line.contains(&format!("\"{way}\""))).and_then(|l| l.rsplit(' ').next())
        };
        assert_eq!(WAYS.map(n), ["2", "1", "2", "1", "1", "1", "2"].map(Some));
    }
}
