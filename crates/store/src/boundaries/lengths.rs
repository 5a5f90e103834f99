//! How many members each page of a list has: what a commit judges by, and no reader sees.

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_news::lists::List;

use crate::db::{Connection, Row, Value, among, insert, insert_reading, row, texts, values};
use crate::failure::Failure;

/// The number of the page that has no end yet.
pub(super) const OPEN: i64 = 0;

/// How many members pages have, by list and number.
pub(super) type Lengths = BTreeMap<(List, i64), i64>;

/// Adds to the lengths, and gives those that moved as they are now.
pub(super) async fn add(connection: &Connection, by: &Lengths) -> Result<Lengths, Failure> {
    let then = "ON CONFLICT (list, page) DO UPDATE SET n = page_lengths.n + excluded.n RETURNING list, page, n";
    let read = |row: &Row<'_>| Ok(((List::of_name(&row.get::<String>("list")?), row.get("page")?), row.get("n")?));
    Ok(insert_reading(connection, INTO, &rows(by), then, read).await?.into_iter().collect())
}

/// Sets the lengths.
pub(super) async fn set(connection: &Connection, to: &Lengths) -> Result<(), Failure> {
    insert(connection, INTO, &rows(to), "ON CONFLICT (list, page) DO UPDATE SET n = excluded.n").await?;
    Ok(())
}

const INTO: &str = "INSERT INTO page_lengths (list, page, n)";

fn rows(lengths: &Lengths) -> Vec<[Value<'_>; 3]> {
    lengths.iter().map(|((list, page), n)| row![list.name(), *page, *n]).collect()
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
    let sql = format!(
        "SELECT w.list, CAST(sum(w.n) AS BIGINT) AS whole, CAST(sum(CASE WHEN w.page > 0 AND w.n > {LONGEST} THEN w.n ELSE 0 END) AS BIGINT) AS long
         FROM page_lengths w
         WHERE w.list IN (SELECT list FROM page_lengths WHERE page > 0 AND n > {LONGEST} AND list IN ($list))
         GROUP BY w.list"
    );
    let names = texts(lists.iter().map(|list| list.name()));
    let read = |row: &Row<'_>| Ok((List::of_name(&row.get::<String>("list")?), (row.get("whole")?, row.get("long")?)));
    Ok(among(connection, &sql, &[], &names, read).await?.into_iter().collect())
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
