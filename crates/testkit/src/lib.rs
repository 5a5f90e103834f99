//! For tests and work on the code only: a database of one's own, a temporary
//! PostgreSQL cluster, a server of ours with a client to ask it, and a browser.
//!
//! Each ends with the value that stands for it, and also when the process that
//! started it is killed: what they start waits on a pipe from that process.
//!
//! To run a test on either database, ask for [`TestDatabase::fresh`] and give
//! its folder and address to the store. To look at a page, name the test
//! `browser_…` and ask for [`Browser::start`]. Whether a page shows what a
//! page dump holds is asked of [`page_dump`].

mod browser;
mod cases;
mod cluster;
mod database;
mod http;
mod newspaper;
pub mod page_dump;
mod programs;
mod scratch;
mod server;

pub use browser::{Browser, Look};
pub use cases::cases;
pub use cluster::Cluster;
pub use database::{TEST_DATABASE, TestDatabase};
pub use http::{Answer, get, request, send};
pub use newspaper::{Newspaper, Said};
pub use programs::{chromium, postgres_programs};
pub use server::{Server, Stopped};
