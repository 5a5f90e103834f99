//! For tests and work on the code only: a database of one's own, a temporary
//! PostgreSQL cluster, and a browser.
//!
//! Each ends with the value that stands for it, and also when the process that
//! started it is killed: what they start waits on a pipe from that process.
//!
//! To run a test on either database, ask for [`TestDatabase::fresh`] and give
//! its folder and address to the store. To look at a page, name the test
//! `browser_…` and ask for [`Browser::start`].

mod browser;
mod cases;
mod cluster;
mod database;
mod programs;
mod scratch;

pub use browser::{Browser, Look};
pub use cases::cases;
pub use cluster::Cluster;
pub use database::{TEST_DATABASE, TestDatabase};
pub use programs::{chromium, postgres_programs};
