//! What only one of the two databases says, or says in its own way.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::db::{Connection, Row};
use crate::failure::Failure;

/// The lock under which acts run on PostgreSQL; "broadsheet" folded into a number.
const ACTS: i64 = 0x6272_6f61_6473_6865;
/// The lock of the process that owns a paper there.
const OWNER: i64 = ACTS + 1;
/// How long the server may take to see that a process has ended.
const LETTING_GO: Duration = Duration::from_secs(2);

/// Begins the transaction of an act, which then is the only one.
///
/// On PostgreSQL the advisory lock comes before the act's first read, in READ
/// COMMITTED: in REPEATABLE READ the statement that waits has its snapshot already.
pub(crate) async fn begin_act(connection: &Connection) -> Result<(), Failure> {
    match connection {
        Connection::Sqlite(_) => connection.batch("BEGIN IMMEDIATE").await,
        Connection::Postgres(_) => connection.batch(&format!("BEGIN; SELECT pg_advisory_xact_lock({ACTS})")).await,
    }
}

/// The columns of the topics and the people that a revision `r` names, each a list as JSON. On PostgreSQL they spare a round
/// trip; on SQLite, where nothing would be gained, they are empty.
macro_rules! named {
    (sqlite) => {
        "NULL AS named_topics, NULL AS named_persons"
    };
    (postgres) => {
        "(SELECT json_agg((SELECT row_to_json(t) FROM topics t WHERE t.id = e.one::bigint))
          FROM json_array_elements_text(r.topics::json) AS e (one))::text AS named_topics,
         (SELECT json_agg((SELECT row_to_json(p) FROM persons p WHERE p.id = (e.one -> 'author' ->> 'person')::bigint))
          FROM json_array_elements(r.bylines::json) AS e (one))::text AS named_persons"
    };
}
pub(crate) use named;

/// Takes the owner's lock for as long as the connection lives; `false` where another process has it. What a process held
/// that was killed, the server lets go of when it sees the connection's end: that is waited for.
pub(crate) async fn own(connection: &Connection) -> Result<bool, Failure> {
    match connection {
        Connection::Sqlite(_) => Ok(true),
        Connection::Postgres(_) => {
            let sql = format!("SELECT pg_try_advisory_lock({OWNER}) AS mine");
            let began = Instant::now();
            loop {
                let mine = connection.query_one(&sql, &[], |row| row.get("mine")).await?;
                if mine || began.elapsed() > LETTING_GO {
                    return Ok(mine);
                }
                tokio::time::sleep(LETTING_GO / 40).await;
            }
        }
    }
}

/// A migration as the database wants it: SQLite keeps a table "by key" as the index it is, not beside its index.
pub(crate) fn schema(connection: &Connection, sql: &str) -> String {
    match connection {
        Connection::Sqlite(_) => sql.replace("); -- by key", ") WITHOUT ROWID;"),
        Connection::Postgres(_) => sql.to_owned(),
    }
}

/// Makes a connection fit for writing much at once: an act's pages stay in memory until its commit, and several acts'
/// pages go into the file together. It takes up to 64 MB of memory and about as much of the journal.
pub(crate) async fn prepare_writer(connection: &Connection) -> Result<(), Failure> {
    match connection {
        Connection::Sqlite(_) => {
            connection.batch("PRAGMA cache_size = -64000; PRAGMA wal_autocheckpoint = 16000").await
        }
        Connection::Postgres(_) => Ok(()),
    }
}

/// Whether the database has a table of that name.
pub(crate) async fn has_table(connection: &Connection, name: &str) -> Result<bool, Failure> {
    let sql = match connection {
        Connection::Sqlite(_) => "SELECT count(*) AS n FROM sqlite_schema WHERE type = 'table' AND name = $1",
        Connection::Postgres(_) => {
            "SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = $1"
        }
    };
    Ok(connection.query_one(sql, &[name.into()], |row| row.get::<i64>("n")).await? > 0)
}

/// Every column of every table, `table.column`, in order.
pub(crate) async fn columns(connection: &Connection) -> Result<Vec<String>, Failure> {
    let sql = match connection {
        Connection::Sqlite(_) => {
            "SELECT m.name || '.' || c.name AS name FROM sqlite_schema m, pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY 1"
        }
        Connection::Postgres(_) => {
            "SELECT CAST(table_name || '.' || column_name AS TEXT) AS name FROM information_schema.columns
             WHERE table_schema = current_schema() ORDER BY 1"
        }
    };
    connection.query(sql, &[], |row| row.get("name")).await
}

/// Every table with its columns and their types as a migration names them, in order.
pub(crate) async fn tables(connection: &Connection) -> Result<Vec<(String, Vec<(String, String)>)>, Failure> {
    let sql = match connection {
        Connection::Sqlite(_) => {
            "SELECT m.name AS name, c.name AS column_name, c.type AS type FROM sqlite_schema m, pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.name"
        }
        Connection::Postgres(_) => {
            "SELECT CAST(table_name AS TEXT) AS name, CAST(column_name AS TEXT) AS column_name,
                    CAST(upper(data_type) AS TEXT) AS type
             FROM information_schema.columns WHERE table_schema = current_schema()
             ORDER BY CAST(table_name AS TEXT) COLLATE \"C\", CAST(column_name AS TEXT) COLLATE \"C\""
        }
    };
    let read = |row: &Row<'_>| {
        Ok((row.get::<String>("name")?, (row.get::<String>("column_name")?, row.get::<String>("type")?)))
    };
    let mut tables: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (table, column) in connection.query(sql, &[], read).await? {
        tables.entry(table).or_default().push(column);
    }
    Ok(tables.into_iter().collect())
}

/// The columns of a table's key, in its order.
pub(crate) async fn primary_key(connection: &Connection, table: &str) -> Result<Vec<String>, Failure> {
    let sql = match connection {
        Connection::Sqlite(_) => "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk",
        Connection::Postgres(_) => {
            "SELECT CAST(k.column_name AS TEXT) AS name FROM information_schema.table_constraints t
             JOIN information_schema.key_column_usage k
               ON k.constraint_name = t.constraint_name AND k.table_schema = t.table_schema AND k.table_name = t.table_name
             WHERE t.table_schema = current_schema() AND t.table_name = $1 AND t.constraint_type = 'PRIMARY KEY'
             ORDER BY k.ordinal_position"
        }
    };
    connection.query(sql, &[table.into()], |row| row.get("name")).await
}

/// Inside a transaction: what rows refer to is looked for at its end, so that they may be written in any order.
pub(crate) async fn check_references_late(connection: &Connection) -> Result<(), Failure> {
    match connection {
        Connection::Sqlite(_) => connection.batch("PRAGMA defer_foreign_keys = ON").await,
        Connection::Postgres(_) => {
            alter_references(connection, "DEFERRABLE INITIALLY DEFERRED").await?;
            connection.batch("SET CONSTRAINTS ALL DEFERRED").await
        }
    }
}

/// After it: as migrations have it.
pub(crate) async fn check_references_at_once(connection: &Connection) -> Result<(), Failure> {
    match connection {
        Connection::Sqlite(_) => Ok(()),
        Connection::Postgres(_) => alter_references(connection, "NOT DEFERRABLE").await,
    }
}

async fn alter_references(connection: &Connection, how: &str) -> Result<(), Failure> {
    let sql = "SELECT CAST(table_name AS TEXT) AS name, CAST(constraint_name AS TEXT) AS constraint_name
               FROM information_schema.table_constraints
               WHERE table_schema = current_schema() AND constraint_type = 'FOREIGN KEY'";
    let read = |row: &Row<'_>| Ok((row.get::<String>("name")?, row.get::<String>("constraint_name")?));
    for (table, constraint) in connection.query(sql, &[], read).await? {
        connection.batch(&format!("ALTER TABLE {table} ALTER CONSTRAINT {constraint} {how}")).await?;
    }
    Ok(())
}

/// Every row of every table but those of migrations, as `table column=value …`, the columns by name.
pub(crate) async fn rows(connection: &Connection) -> Result<Vec<String>, Failure> {
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for column in columns(connection).await? {
        if let Some((table, name)) = column.split_once('.').filter(|(table, _)| *table != "migrations") {
            tables.entry(table.to_owned()).or_default().push(name.to_owned());
        }
    }
    let mut rows = Vec::new();
    for (table, columns) in &tables {
        let texts: Vec<String> = columns.iter().map(|column| text_of(connection, column)).collect();
        let sql = format!("SELECT '{table} ' || {} AS line FROM {table}", texts.join(" || ' ' || "));
        rows.extend(connection.query(&sql, &[], |row| row.get::<String>("line")).await?);
    }
    Ok(rows)
}

/// A column's name and value as text, bytes as `\x…` on both.
fn text_of(connection: &Connection, column: &str) -> String {
    let value = match connection {
        Connection::Sqlite(_) => {
            format!("CASE typeof({column}) WHEN 'blob' THEN '\\x' || lower(hex({column})) ELSE {column} END")
        }
        Connection::Postgres(_) => column.to_owned(),
    };
    format!("'{column}=' || coalesce(CAST({value} AS TEXT), '-')")
}

/// How many bytes the database takes; on SQLite with what its journal holds still to be moved.
pub(crate) async fn size(connection: &Connection) -> Result<i64, Failure> {
    let sql = match connection {
        Connection::Sqlite(_) => "SELECT page_count * page_size AS n FROM pragma_page_count(), pragma_page_size()",
        Connection::Postgres(_) => "SELECT pg_database_size(current_database()) AS n",
    };
    connection.query_one(sql, &[], |row| row.get("n")).await
}
