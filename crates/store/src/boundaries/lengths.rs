//! How many members each page of a list has: what a commit judges by, and no reader sees.

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_news::lists::List;

use crate::db::{Connection, Row, Value, numbers, values};
use crate::failure::Failure;

/// The number of the page that has no end yet.
pub(super) const OPEN: i64 = 0;

/// How many members pages have, by list and number.
pub(super) type Lengths = BTreeMap<(List, i64), i64>;

/// Adds to the lengths, and gives those that moved as they are now.
pub(super) async fn add(connection: &Connection, by: &Lengths) -> Result<Lengths, Failure> {
    let mut now = Lengths::new();
    for (sql, values) in statements(by, "page_lengths.n + excluded.n RETURNING list, page, n") {
        let read = |row: &Row<'_>| Ok(((List::of_name(&row.get::<String>("list")?), row.get("page")?), row.get("n")?));
        now.extend(connection.query(&sql, &values, read).await?);
    }
    Ok(now)
}

/// Sets the lengths.
pub(super) async fn set(connection: &Connection, to: &Lengths) -> Result<(), Failure> {
    for (sql, values) in statements(to, "excluded.n") {
        connection.execute(&sql, &values).await?;
    }
    Ok(())
}

/// Statements that write lengths, many rows in each; `becomes` says what becomes of a row that is there.
fn statements<'l>(lengths: &'l Lengths, becomes: &str) -> Vec<(String, Vec<Value<'l>>)> {
    let all: Vec<_> = lengths.iter().collect();
    let statement = |some: &[(&'l (List, i64), &'l i64)]| {
        let rows: Vec<String> = (0..some.len()).map(|row| format!("({})", numbers(row * 3 + 1, 3))).collect();
        let sql = format!(
            "INSERT INTO page_lengths (list, page, n) VALUES {} ON CONFLICT (list, page) DO UPDATE SET n = {becomes}",
            rows.join(", ")
        );
        let value = |((list, page), n): &(&'l (List, i64), &'l i64)| {
            [Value::Text(list.name()), Value::Int(*page), Value::Int(**n)]
        };
        (sql, some.iter().flat_map(value).collect())
    };
    all.chunks(AT_ONCE).map(statement).collect()
}

/// Forgets the pages of a list.
pub(super) async fn forget(connection: &Connection, list: &List) -> Result<(), Failure> {
    connection.execute("DELETE FROM page_lengths WHERE list = $1", values![list.name()]).await?;
    Ok(())
}

/// Which of those lists have a page that is too long, with how many members they have and how many of those on such pages.
pub(super) async fn long(
    connection: &Connection,
    lists: &BTreeSet<&List>,
) -> Result<BTreeMap<List, (i64, i64)>, Failure> {
    let all: Vec<&&List> = lists.iter().collect();
    let mut long = BTreeMap::new();
    for some in all.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT w.list, CAST(sum(w.n) AS BIGINT) AS whole, CAST(sum(CASE WHEN w.page > 0 AND w.n > {LONGEST} THEN w.n ELSE 0 END) AS BIGINT) AS long
             FROM page_lengths w
             WHERE w.list IN (SELECT list FROM page_lengths WHERE page > 0 AND n > {LONGEST} AND list IN ({}))
             GROUP BY w.list",
            numbers(1, some.len())
        );
        let names: Vec<Value<'_>> = some.iter().map(|list| Value::Text(list.name())).collect();
        let read =
            |row: &Row<'_>| Ok((List::of_name(&row.get::<String>("list")?), (row.get("whole")?, row.get("long")?)));
        long.extend(connection.query(&sql, &names, read).await?);
    }
    Ok(long)
}

/// All lists that have a page that is too long.
pub(super) async fn all_long(connection: &Connection) -> Result<BTreeSet<List>, Failure> {
    let sql = format!("SELECT DISTINCT list FROM page_lengths WHERE page > 0 AND n > {LONGEST}");
    let read = |row: &Row<'_>| Ok(List::of_name(&row.get::<String>("list")?));
    Ok(connection.query(&sql, &[], read).await?.into_iter().collect())
}

/// Whether no list has been cut yet.
pub(super) async fn are_missing(connection: &Connection) -> Result<bool, Failure> {
    let sql = "SELECT page FROM page_lengths LIMIT 1";
    Ok(connection.query_opt(sql, &[], |row| row.get::<i64>("page")).await?.is_none())
}

/// A page with more members than this is too long. The index `page_lengths_long` knows the number too.
pub(super) const LONGEST: i64 = 4 * super::SIZE as i64;

/// How many rows or lists stand in one statement.
const AT_ONCE: usize = 200;
