//! How many members a list counts twice: a topic's articles that name an alias of it as well.
//!
//! Only topics are made of lists that overlap; an article has one section.

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_news::facts::{Column, Difference, Fact, Hash};
use broadsheet_news::lists::{Key, List};

use super::{Moves, Touched, make_up};
use crate::db::{Connection, Row, Value, among, numbers, texts, values};
use crate::failure::Failure;
use crate::positions::total_hash;

/// Whether a list may be made of lists that overlap.
pub(super) fn may_be_in(list: &List) -> bool {
    list.noun() == "topic"
}

/// Keeps the numbers of those lists that a difference touched, but for `anew`, and adds those that moved to its facts.
pub(super) async fn keep(
    connection: &Connection,
    touched: &Touched,
    anew: &BTreeSet<List>,
    difference: &mut Difference,
) -> Result<(), Failure> {
    let lists = touched.lists.keys().filter(|list| may_be_in(list) && !anew.contains(list)).cloned().collect();
    for (list, lists) in make_up::made_of(connection, &lists).await?.0 {
        let Some(moves) = touched.lists.get(&list).filter(|_| lists.len() > 1) else { continue };
        let by = moved(connection, &lists, moves).await?;
        if by != 0 {
            let sql = "INSERT INTO totals (list, n) VALUES ($1, $2)
                       ON CONFLICT (list) DO UPDATE SET n = totals.n + excluded.n RETURNING n";
            difference.facts.push(write(connection, sql, &list, by).await?);
        }
    }
    Ok(())
}

/// Sets the number of a list that was cut anew: the fact that it is.
pub(super) async fn set(connection: &Connection, list: &List, n: usize) -> Result<(Fact, Hash), Failure> {
    let sql = "INSERT INTO totals (list, n) VALUES ($1, $2)
               ON CONFLICT (list) DO UPDATE SET n = excluded.n RETURNING n";
    write(connection, sql, list, i64::try_from(n).unwrap_or(i64::MAX)).await
}

async fn write(connection: &Connection, sql: &str, list: &List, n: i64) -> Result<(Fact, Hash), Failure> {
    let twice = List::twice(list);
    let n = connection.query_one(sql, values![twice.name(), n], |row| row.get("n")).await?;
    Ok((Fact::of_name(Column::TOTAL, twice.name()), total_hash(n)))
}

/// By how much the number moves: each key that was touched, as often as it stands in the lists now and stood there before.
async fn moved(connection: &Connection, lists: &[List], moves: &Moves) -> Result<i64, Failure> {
    let mut by: BTreeMap<&Key, i64> = BTreeMap::new();
    moves.entered.iter().for_each(|key| *by.entry(key).or_default() += 1);
    moves.left.iter().for_each(|key| *by.entry(key).or_default() -= 1);
    let keys: Vec<&Key> = by.keys().copied().collect();
    let now = times(connection, lists, &keys).await?;
    let beyond_first = |times: i64| (times - 1).max(0);
    let moved = by.iter().map(|(key, by)| {
        let now = now.get(*key).copied().unwrap_or(0);
        beyond_first(now) - beyond_first(now - by)
    });
    Ok(moved.sum())
}

/// How often each of those keys stands in the lists.
async fn times(connection: &Connection, lists: &[List], keys: &[&Key]) -> Result<BTreeMap<Key, i64>, Failure> {
    let sql = format!(
        "SELECT key, count(*) AS n FROM positions WHERE list IN ({}) AND key IN ($list) GROUP BY key",
        numbers(1, lists.len())
    );
    let names = texts(lists.iter().map(List::name));
    let keys: Vec<Value<'_>> = keys.iter().map(|key| Value::Bytes(&key.0)).collect();
    let read = |row: &Row<'_>| Ok((Key(row.get("key")?), row.get("n")?));
    Ok(among(connection, &sql, &names, &keys, read).await?.into_iter().collect())
}
