//! A fresh, empty database for one test, on SQLite or on PostgreSQL.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;

use crate::programs::postgres_programs;
use crate::scratch::scratch_folder;

/// The variable that names the PostgreSQL server to test on; without it, tests run on SQLite.
pub const TEST_DATABASE: &str = "BROADSHEET_TEST_DATABASE";

/// An empty data folder and, on PostgreSQL, an empty database. Both are gone when it is dropped.
///
/// ```no_run
/// let database = broadsheet_testkit::TestDatabase::fresh();
/// let _options = (database.folder().to_owned(), database.address().map(str::to_owned));
/// ```
#[derive(Debug)]
pub struct TestDatabase {
    folder: TempDir,
    postgres: Option<Postgres>,
}

#[derive(Debug)]
struct Postgres {
    programs: PathBuf,
    server: String,
    name: String,
    address: String,
}

impl TestDatabase {
    /// One on the server that [`TEST_DATABASE`] names, or on SQLite.
    ///
    /// # Panics
    /// Where the server cannot be reached: a test without its database proves nothing.
    #[must_use]
    pub fn fresh() -> Self {
        match std::env::var(TEST_DATABASE) {
            Ok(server) if !server.is_empty() => Self::on(&server),
            _ => Self::on_sqlite(),
        }
    }

    /// One on SQLite, whatever [`TEST_DATABASE`] says.
    ///
    /// # Panics
    /// Where no scratch folder can be made.
    #[must_use]
    pub fn on_sqlite() -> Self {
        Self { folder: folder(), postgres: None }
    }

    /// One on this PostgreSQL server, given as `postgres://…`.
    ///
    /// # Panics
    /// Where the server cannot be reached, or PostgreSQL's programs are not installed.
    #[must_use]
    pub fn on(server: &str) -> Self {
        Self { folder: folder(), postgres: Some(Postgres::create(server)) }
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The address of the database; none on SQLite, which lives in the folder.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.postgres.as_ref().map(|postgres| postgres.address.as_str())
    }
}

fn folder() -> TempDir {
    scratch_folder("test", &std::env::temp_dir()).expect("a scratch folder can be made")
}

impl Postgres {
    fn create(server: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let programs = postgres_programs().expect("PostgreSQL's programs are installed (package postgresql)");
        let address = with_database(server, &name);
        let postgres = Self { programs, server: server.to_owned(), name, address };
        // A test that was killed may have left one of the same name.
        postgres.run("dropdb", &["--if-exists", "--force"]);
        postgres.run("createdb", &[]);
        postgres
    }

    fn run(&self, program: &str, options: &[&str]) {
        let output = Command::new(self.programs.join(program))
            .args(options)
            .arg(format!("--maintenance-db={}", self.server))
            .arg(&self.name)
            .output();
        match output {
            Ok(output) if output.status.success() => {}
            Ok(output) => panic!("{program} {}: {}", self.name, String::from_utf8_lossy(&output.stderr).trim()),
            Err(error) => panic!("{program} cannot be started: {error}"),
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // The server may be gone with the test's leave; a panic while panicking would hide the test's own.
        let _ = Command::new(self.programs.join("dropdb"))
            .args(["--if-exists", "--force"])
            .arg(format!("--maintenance-db={}", self.server))
            .arg(&self.name)
            .output();
    }
}

/// The address of another database on the same server.
fn with_database(server: &str, name: &str) -> String {
    let (address, query) = server.split_once('?').map_or((server, None), |(address, query)| (address, Some(query)));
    let host_from = address.find("://").map_or(0, |at| at + 3);
    let host_to = address[host_from..].find('/').map_or(address.len(), |at| host_from + at);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}/{name}{query}", &address[..host_to])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_database_changes_in_an_address() {
        let changed = |server| with_database(server, "mine");
        assert_eq!(changed("postgres://ann@%2Ftmp%2Fpg/postgres"), "postgres://ann@%2Ftmp%2Fpg/mine");
        assert_eq!(changed("postgres://ann:pw@127.0.0.1:5433"), "postgres://ann:pw@127.0.0.1:5433/mine");
        assert_eq!(changed("postgresql://h/a?sslmode=disable"), "postgresql://h/mine?sslmode=disable");
    }

    #[test]
    fn each_database_on_sqlite_has_an_empty_folder_of_its_own_that_goes_with_it() {
        let (one, other) = (TestDatabase::on_sqlite(), TestDatabase::on_sqlite());
        assert_ne!(one.folder(), other.folder());
        assert_eq!(one.folder().read_dir().expect("it is there").count(), 0);
        assert_eq!(one.address(), None);
        let folder = one.folder().to_owned();
        drop(one);
        assert!(!folder.exists());
    }
}
