//! SQLite through rusqlite, called on the thread that asks.

use std::cell::{Cell, RefCell};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OpenFlags, StatementStatus, ToSql};

use super::{Held, Value};
use crate::failure::Failure;

/// How long a statement waits for another process's lock before it fails.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) struct Sqlite {
    connection: Mutex<rusqlite::Connection>,
    /// How many rows it has given.
    pub(super) rows: AtomicU64,
    /// How many steps its statements took.
    pub(super) steps: AtomicU64,
}

/// Turns SQLite's memory statistics off: with them on, a second reading thread brings nothing.
///
/// Must run before the first connection opens; later calls do nothing.
fn prepare_library() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: called once, before any connection exists, as sqlite3_config demands.
        #[allow(unsafe_code)]
        let outcome = unsafe { rusqlite::ffi::sqlite3_config(rusqlite::ffi::SQLITE_CONFIG_MEMSTATUS, 0) };
        if outcome != rusqlite::ffi::SQLITE_OK {
            tracing::debug!(outcome, "SQLite keeps its memory statistics");
        }
    });
}

impl Sqlite {
    /// Opens the file, which must exist unless `create`.
    pub(crate) fn open(path: &Path, create: bool) -> Result<Self, Failure> {
        prepare_library();
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
        let connection = rusqlite::Connection::open_with_flags(path, flags).map_err(failure)?;
        connection.busy_timeout(PATIENCE).map_err(failure)?;
        connection.set_prepared_statement_cache_capacity(256);
        // A plan that may depend on the values, as one with `LIMIT ?` may, would be made anew for each of them.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(failure)?;
        // Of what is mapped (as much as SQLite maps at all), connections keep no copies of their own.
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
                 PRAGMA cache_size = -16000; PRAGMA mmap_size = 2147418112; PRAGMA temp_store = MEMORY;",
            )
            .map_err(failure)?;
        Ok(Self { connection: Mutex::new(connection), rows: AtomicU64::new(0), steps: AtomicU64::new(0) })
    }

    pub(super) fn query<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        read: &mut dyn FnMut(&super::Row<'_>) -> Result<T, Failure>,
    ) -> Result<Vec<T>, Failure> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(&numbered(sql)).map_err(failure)?;
        bind(&mut statement, values)?;
        let mut rows = statement.raw_query();
        let (mut out, asked) = (Vec::new(), RefCell::default());
        while let Some(row) = rows.next().map_err(failure)? {
            out.push(read(&super::Row::Sqlite(Row { row, asked: &asked, next: Cell::new(0), behind: Cell::new(0) }))?);
        }
        drop(rows);
        self.rows.fetch_add(out.len() as u64, Ordering::Relaxed);
        self.count_steps(&statement);
        Ok(out)
    }

    pub(super) fn execute(&self, sql: &str, values: &[Value<'_>]) -> Result<u64, Failure> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(&numbered(sql)).map_err(failure)?;
        bind(&mut statement, values)?;
        let changed = statement.raw_execute().map(|n| n as u64).map_err(failure);
        self.count_steps(&statement);
        changed
    }

    /// What a statement did since it was prepared or counted last: rows that it looked at and gave to nobody show here.
    fn count_steps(&self, statement: &rusqlite::Statement<'_>) {
        let steps = statement.reset_status(StatementStatus::VmStep);
        self.steps.fetch_add(u64::try_from(steps).unwrap_or(0), Ordering::Relaxed);
    }

    /// Gives up the transaction that is open, if one is; `false` where that fails.
    pub(crate) fn give_up(&self) -> bool {
        self.connection().is_autocommit() || self.batch("ROLLBACK").is_ok()
    }

    pub(crate) fn batch(&self, sql: &str) -> Result<(), Failure> {
        self.connection().execute_batch(sql).map_err(failure)
    }

    fn connection(&self) -> MutexGuard<'_, rusqlite::Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A row, of which the same columns are asked for in the same order as of the rows before.
pub(crate) struct Row<'r> {
    row: &'r rusqlite::Row<'r>,
    /// What was asked for first, second, …, with its column.
    asked: &'r RefCell<Vec<(&'static str, usize)>>,
    /// How many columns of this row were asked for.
    next: Cell<usize>,
    /// The column behind the one that was asked for last.
    behind: Cell<usize>,
}

impl Row<'_> {
    pub(super) fn get<T: Held>(&self, column: &'static str) -> Result<T, Failure> {
        let next = self.next.replace(self.next.get() + 1);
        let known = self.asked.borrow().get(next).filter(|(name, _)| *name == column).map(|(_, at)| *at);
        let at = match known {
            Some(at) => at,
            None => self.column(column)?,
        };
        self.behind.set(at + 1);
        let mut asked = self.asked.borrow_mut();
        if asked.len() == next {
            asked.push((column, at));
        }
        self.row.get(at).map_err(failure)
    }

    /// The same of a name that only the database knows.
    pub(super) fn named<T: Held>(&self, column: &str) -> Result<T, Failure> {
        self.row.get(self.column(column)?).map_err(failure)
    }

    /// The column of a name, which is likely the one behind the last.
    fn column(&self, name: &str) -> Result<usize, Failure> {
        let statement = self.row.as_ref();
        let count = statement.column_count();
        let is_it = |at: &usize| statement.column_name(*at).is_ok_and(|other| other == name);
        let likely = self.behind.get().min(count);
        let at = (likely..count).chain(0..likely).find(is_it);
        at.ok_or_else(|| Failure::Refused(format!("there is no column {name}")))
    }
}

/// `$2` as SQLite wants it: it takes `$2` for a name and numbers names by first appearance, but `?2` for the second.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

fn bind(statement: &mut rusqlite::Statement<'_>, values: &[Value<'_>]) -> Result<(), Failure> {
    for index in 1..=statement.parameter_count() {
        let value = values.get(index - 1);
        let value = value.ok_or_else(|| Failure::Refused(format!("parameter {index} has no value")))?;
        statement.raw_bind_parameter(index, value).map_err(failure)?;
    }
    Ok(())
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Bool(b) => ValueRef::Integer(i64::from(*b)),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

pub(super) fn failure(error: rusqlite::Error) -> Failure {
    use rusqlite::ErrorCode::{
        CannotOpen, ConstraintViolation, DatabaseCorrupt, DiskFull, NotADatabase, ReadOnly, SystemIoFailure,
    };
    let why = error.to_string();
    match error.sqlite_error_code() {
        Some(ConstraintViolation) if why.contains("UNIQUE") => Failure::Twice(unique_columns(&why)),
        Some(CannotOpen | DatabaseCorrupt | SystemIoFailure | DiskFull | ReadOnly | NotADatabase) => Failure::Gone(why),
        _ => Failure::Refused(why),
    }
}

/// `UNIQUE constraint failed: addresses.path` -> `addresses.path`.
fn unique_columns(why: &str) -> String {
    why.rsplit(": ").next().unwrap_or(why).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use broadsheet_testkit::TestDatabase;

    fn opened() -> (TestDatabase, Sqlite) {
        let database = TestDatabase::on_sqlite();
        let sqlite = Sqlite::open(&database.folder().join("paper.db"), true).expect("a database");
        sqlite
            .batch("CREATE TABLE numbers (n INTEGER, name TEXT); INSERT INTO numbers VALUES (1, 'one')")
            .expect("rows");
        (database, sqlite)
    }

    #[test]
    fn a_statement_is_planned_once_whatever_its_values() {
        let (_database, sqlite) = opened();
        let sql = "SELECT n FROM numbers WHERE n >= $1 ORDER BY n LIMIT $2";
        for limit in 1..5 {
            sqlite.query(sql, &[Value::Int(0), Value::Int(limit)], &mut |row| row.get::<i64>("n")).expect("a row");
        }
        let connection = sqlite.connection();
        let statement = connection.prepare_cached(&numbered(sql)).expect("the statement");
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }

    #[test]
    fn columns_are_found_by_name_in_any_order_and_one_that_is_not_there_is_named() {
        let (_database, sqlite) = opened();
        let read = &mut |row: &super::super::Row<'_>| {
            let name: String = row.get("name")?;
            let n: i64 = row.get("n")?;
            assert!(row.get::<i64>("nothing").expect_err("no such column").to_string().contains("nothing"));
            Ok((n, name, row.get::<String>("name")?))
        };
        let rows = sqlite.query("SELECT n, name FROM numbers", &[], read).expect("rows");
        assert_eq!(rows, [(1, "one".to_owned(), "one".to_owned())]);
    }
}
