//! Positions in lists and their totals, kept as each change says.

use std::collections::BTreeMap;

use broadsheet_news::facts::{Column, Difference, Fact, Hash};
use broadsheet_news::lists::{Key, List, Position, Slice};

use crate::db::{Connection, values};
use crate::failure::Failure;

/// Moves positions and totals as the difference says.
pub(crate) async fn apply(connection: &Connection, difference: &Difference) -> Result<(), Failure> {
    let mut moved: BTreeMap<&List, i64> = BTreeMap::new();
    for Position { list, key, .. } in &difference.left {
        let sql = "DELETE FROM positions WHERE list = $1 AND key = $2";
        connection.execute(sql, values![list.name(), key.0.as_slice()]).await?;
        *moved.entry(list).or_default() -= 1;
    }
    for Position { list, key, member } in &difference.entered {
        let sql = "INSERT INTO positions (list, key, member) VALUES ($1, $2, $3)";
        connection.execute(sql, values![list.name(), key.0.as_slice(), *member]).await?;
        *moved.entry(list).or_default() += 1;
    }
    for (list, by) in moved {
        let sql =
            "INSERT INTO totals (list, n) VALUES ($1, $2) ON CONFLICT (list) DO UPDATE SET n = totals.n + excluded.n";
        connection.execute(sql, values![list.name(), by]).await?;
    }
    Ok(())
}

/// The facts that moved totals are: one for each list whose number of members differs.
pub(crate) fn totals_moved(difference: &Difference) -> Vec<Fact> {
    let mut moved: BTreeMap<&List, i64> = BTreeMap::new();
    difference.left.iter().for_each(|p| *moved.entry(&p.list).or_default() -= 1);
    difference.entered.iter().for_each(|p| *moved.entry(&p.list).or_default() += 1);
    moved.into_iter().filter(|(_, by)| *by != 0).map(|(list, _)| Fact::of_name(Column::TOTAL, list.name())).collect()
}

/// How many members a list has.
pub(crate) async fn total(connection: &Connection, list: &List) -> Result<i64, Failure> {
    let sql = "SELECT n FROM totals WHERE list = $1";
    Ok(connection.query_opt(sql, values![list.name()], |row| row.get("n")).await?.unwrap_or(0))
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
