//! Positions in lists and their totals, kept as each change says.

use std::collections::{BTreeMap, HashMap};

use broadsheet_news::facts::{Column, Difference, Fact, Hash};
use broadsheet_news::lists::{Key, List, Position, Slice};

use crate::db::{Connection, among, insert, row, texts, values};
use crate::failure::Failure;

/// How many positions are left by one statement.
const LEFT_AT_ONCE: usize = 64;

/// Moves positions and totals as the difference says.
pub(crate) async fn apply(connection: &Connection, difference: &Difference) -> Result<(), Failure> {
    leave(connection, &difference.left).await?;
    let mut entered: Vec<&Position> = difference.entered.iter().collect();
    // In the order of the index, where neighbours are written together.
    entered.sort_unstable();
    let rows: Vec<_> = entered.iter().map(|p| row![p.list.name(), p.key.0.as_slice(), p.member]).collect();
    insert(connection, "INSERT INTO positions (list, key, member)", &rows, "").await?;
    let moved = moved(difference);
    let rows: Vec<_> = moved.iter().map(|(list, by)| row![list.name(), *by]).collect();
    let then = "ON CONFLICT (list) DO UPDATE SET n = totals.n + excluded.n";
    insert(connection, "INSERT INTO totals (list, n)", &rows, then).await?;
    Ok(())
}

async fn leave(connection: &Connection, left: &[Position]) -> Result<(), Failure> {
    for some in left.chunks(LEFT_AT_ONCE) {
        let each = (0..some.len()).map(|at| format!("(list = ${} AND key = ${})", 2 * at + 1, 2 * at + 2));
        let sql = format!("DELETE FROM positions WHERE {}", each.collect::<Vec<_>>().join(" OR "));
        let values: Vec<_> = some.iter().map(|p| row![p.list.name(), p.key.0.as_slice()]).collect();
        connection.execute(&sql, values.as_flattened()).await?;
    }
    Ok(())
}

/// By how much the number of members moves, of each list that is entered or left.
fn moved(difference: &Difference) -> BTreeMap<&List, i64> {
    let mut moved = BTreeMap::new();
    difference.left.iter().for_each(|p| *moved.entry(&p.list).or_default() -= 1);
    difference.entered.iter().for_each(|p| *moved.entry(&p.list).or_default() += 1);
    moved
}

/// The facts that moved totals are: one for each list whose number of members differs, with the hash of the new number.
pub(crate) async fn totals_moved(
    connection: &Connection,
    difference: &Difference,
) -> Result<Vec<(Fact, Hash)>, Failure> {
    let lists: Vec<&str> =
        moved(difference).into_iter().filter(|(_, by)| *by != 0).map(|(list, _)| list.name()).collect();
    let totals = totals(connection, &lists).await?;
    let fact = |list: &&str| {
        let n = totals.get(*list).copied().unwrap_or(0);
        (Fact::of_name(Column::TOTAL, list), total_hash(n))
    };
    Ok(lists.iter().map(fact).collect())
}

/// How many members a list has.
pub(crate) async fn total(connection: &Connection, list: &List) -> Result<i64, Failure> {
    Ok(totals(connection, &[list.name()]).await?.remove(list.name()).unwrap_or(0))
}

async fn totals(connection: &Connection, lists: &[&str]) -> Result<HashMap<String, i64>, Failure> {
    let sql = "SELECT list, n FROM totals WHERE list IN ($list)";
    let lists = texts(lists.iter().copied());
    let found = among(connection, sql, &[], &lists, |row| Ok((row.get("list")?, row.get("n")?))).await?;
    Ok(found.into_iter().collect())
}

/// The hash under which a total is recorded and logged.
pub(crate) fn total_hash(n: i64) -> Hash {
    Hash::of(&n)
}

/// Reads a range of a list.
pub(crate) async fn slice(
    connection: &Connection,
    list: &List,
    after: Option<&Key>,
    limit: usize,
    descending: bool,
) -> Result<Slice, Failure> {
    let bounded = limit.min(MOST);
    let sql = match (descending, after.is_some()) {
        (true, false) => "SELECT key, member FROM positions WHERE list = $1 ORDER BY key DESC LIMIT $2",
        (true, true) => "SELECT key, member FROM positions WHERE list = $1 AND key < $3 ORDER BY key DESC LIMIT $2",
        (false, false) => "SELECT key, member FROM positions WHERE list = $1 ORDER BY key LIMIT $2",
        (false, true) => "SELECT key, member FROM positions WHERE list = $1 AND key > $3 ORDER BY key LIMIT $2",
    };
    let n = i64::try_from(bounded).unwrap_or(i64::MAX);
    let bound = after.map(|key| key.0.as_slice());
    let all = values![list.name(), n, bound];
    let given = if after.is_some() { &all[..] } else { &all[..2] };
    let returned = connection.query(sql, given, |row| Ok((Key(row.get("key")?), row.get("member")?))).await?;
    Ok(Slice { list: list.clone(), descending, after: after.cloned(), limit: bounded, returned })
}

/// The longest range that may be asked for at once.
const MOST: usize = 10_000;
