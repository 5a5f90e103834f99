//! Many rows and many values a statement, within what both databases take.

use super::{Connection, Row, Value, numbers};
use crate::failure::Failure;

/// How many rows or values stand in one statement, so that a few texts serve for all.
const AT_ONCE: usize = 256;
/// How many parameters a statement may have: SQLite takes fewer than PostgreSQL.
const PARAMETERS: usize = 32_766;

/// Inserts rows, many a statement: `into` is the statement up to `VALUES`, `then` what follows the rows. Says how many
/// rows it touched.
pub(crate) async fn insert<const WIDTH: usize>(
    connection: &Connection,
    into: &str,
    rows: &[[Value<'_>; WIDTH]],
    then: &str,
) -> Result<u64, Failure> {
    let statements = statements(into, rows, then);
    connection.execute_all(&statements).await
}

/// The statements that insert rows, with their values.
fn statements<'r, 'v, const WIDTH: usize>(
    into: &str,
    rows: &'r [[Value<'v>; WIDTH]],
    then: &str,
) -> Vec<(String, &'r [Value<'v>])> {
    let statement = |some: &'r [[Value<'v>; WIDTH]]| {
        (format!("{into} VALUES {} {then}", places(some.len(), WIDTH)), some.as_flattened())
    };
    pieces(rows, PARAMETERS / WIDTH).map(statement).collect()
}

/// Inserts rows, many a statement, where `then` ends in `RETURNING`; gives what is returned.
pub(crate) async fn insert_reading<const WIDTH: usize, T: Send>(
    connection: &Connection,
    into: &str,
    rows: &[[Value<'_>; WIDTH]],
    then: &str,
    mut read: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
) -> Result<Vec<T>, Failure> {
    let mut returned = Vec::new();
    for (sql, values) in statements(into, rows, then) {
        returned.extend(connection.query(&sql, values, &mut read).await?);
    }
    Ok(returned)
}

/// The rows of a statement in which `$list` stands for the numbers of a list of values, behind those of `given`.
/// A value that stands twice in the list may give its rows twice.
pub(crate) async fn among<T: Send>(
    connection: &Connection,
    sql: &str,
    given: &[Value<'_>],
    list: &[Value<'_>],
    mut read: impl FnMut(&Row<'_>) -> Result<T, Failure> + Send,
) -> Result<Vec<T>, Failure> {
    let mut found = Vec::new();
    for (sql, values) in listed(sql, given, list) {
        found.extend(connection.query(&sql, &values, &mut read).await?);
    }
    Ok(found)
}

/// Runs a statement in which `$list` stands for the numbers of a list of values, behind those of `given`.
pub(crate) async fn execute_among(
    connection: &Connection,
    sql: &str,
    given: &[Value<'_>],
    list: &[Value<'_>],
) -> Result<(), Failure> {
    for (sql, values) in listed(sql, given, list) {
        connection.execute(&sql, &values).await?;
    }
    Ok(())
}

/// The statements for a list of values. Each is filled up with its last one, so that a few texts serve for lists of any length.
fn listed<'v>(sql: &str, given: &[Value<'v>], list: &[Value<'v>]) -> impl Iterator<Item = (String, Vec<Value<'v>>)> {
    list.chunks(AT_ONCE).map(move |some| {
        let length = some.len().next_power_of_two();
        let filled = some.iter().chain(some.last().into_iter().cycle()).take(length);
        let values = given.iter().chain(filled).copied().collect();
        (sql.replace("$list", &numbers(given.len() + 1, length)), values)
    })
}

/// The rows in pieces whose lengths are powers of two.
fn pieces<T>(mut rows: &[T], most: usize) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let length = 1 << rows.len().min(most).min(AT_ONCE).checked_ilog2()?;
        let (some, rest) = rows.split_at(length);
        rows = rest;
        Some(some)
    })
}

/// `($1, $2), ($3, $4)`: the places of so many rows.
pub(crate) fn places(rows: usize, width: usize) -> String {
    let rows = (0..rows).map(|row| format!("({})", numbers(row * width + 1, width)));
    rows.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_go_in_pieces_of_few_lengths_and_all_of_them_go() {
        let rows: Vec<usize> = (0..1_000).collect();
        for (length, most) in [(0, 256), (1, 256), (7, 256), (1_000, 256), (1_000, 3)] {
            let all: Vec<&[usize]> = pieces(&rows[..length], most).collect();
            assert!(all.iter().all(|some| some.len().is_power_of_two() && some.len() <= most));
            assert_eq!(all.concat(), rows[..length]);
        }
    }

    #[test]
    fn places_are_numbered_through_all_rows() {
        assert_eq!(places(2, 3), "($1, $2, $3), ($4, $5, $6)");
    }
}
