//! Positions in lists and their totals, kept as each change says.

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_news::facts::{Column, Difference, Fact, Hash};
use broadsheet_news::lists::{Key, List, Position, Slice};

use crate::db::{Connection, Row, Value, among, insert, row};
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

/// Lets the spans of dated lists enter and leave the lists of spans, where a difference that was applied gave such a list
/// its first member or took its last; adds those positions to it.
pub(crate) async fn keep_spans(connection: &Connection, difference: &mut Difference) -> Result<(), Failure> {
    let mut moved = moved(difference);
    moved.retain(|list, _| list.span().is_some());
    let lists: Vec<List> = moved.keys().cloned().collect();
    let mut spans = Difference::default();
    for ((list, by), n) in moved.iter().zip(totals(connection, &lists).await?) {
        let Some(position) = span_of(list) else { continue };
        match (n > 0, n - by > 0) {
            (true, false) => spans.entered.push(position),
            (false, true) => spans.left.push(position),
            _ => {}
        }
    }
    apply(connection, &spans).await?;
    difference.entered.append(&mut spans.entered);
    difference.left.append(&mut spans.left);
    Ok(())
}

/// Where the span of a dated list stands.
fn span_of(list: &List) -> Option<Position> {
    let (list, number) = list.span()?;
    Some(Position { list, key: Key::of_number(number, number), member: number })
}

/// Enters the spans of a paper that has none yet: one of an older program.
pub(crate) async fn found_spans(connection: &Connection) -> Result<(), Failure> {
    let sql =
        "SELECT list FROM totals WHERE n > 0 AND (list LIKE 'day:%' OR list LIKE 'month:%' OR list LIKE 'year:%')";
    let lists = connection.query(sql, &[], |row| Ok(List::of_name(&row.get::<String>("list")?))).await?;
    let entered = lists.iter().filter_map(span_of).collect();
    apply(connection, &Difference { entered, ..Difference::default() }).await
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

/// By how much the totals of lists move: of those that are entered and left, and of those that count their members too.
fn moved(difference: &Difference) -> BTreeMap<List, i64> {
    let mut moved: BTreeMap<List, i64> = BTreeMap::new();
    difference.left.iter().for_each(|p| *moved.entry(p.list.clone()).or_default() -= 1);
    difference.entered.iter().for_each(|p| *moved.entry(p.list.clone()).or_default() += 1);
    moved.retain(|_, by| *by != 0);
    let own: Vec<(List, i64)> = moved.iter().map(|(list, by)| (list.clone(), *by)).collect();
    for (list, by) in own {
        for counting in list.counted_in() {
            *moved.entry(counting).or_default() += by;
        }
    }
    moved.retain(|_, by| *by != 0);
    moved
}

/// The facts about the members of lists that a difference alters, after it was applied: how many there are, of lists that
/// others are made of, who, and of lists that are read whole, in which order.
pub(crate) async fn lists_moved(
    connection: &Connection,
    difference: &Difference,
) -> Result<Vec<(Fact, Hash)>, Failure> {
    let mut facts = totals_moved(connection, difference).await?;
    for slice in whole(connection, &others_stand_in(difference)).await? {
        facts.push((Fact::of_name(Column::MEMBERS, slice.list.name()), members_hash(&slice)));
    }
    for after in whole(connection, &read_whole(difference)).await? {
        let before = before(&after, difference);
        if order_hash(&before) != order_hash(&after) {
            facts.push((Fact::of_name(Column::ORDER, after.list.name()), order_hash(&after)));
        }
    }
    Ok(facts)
}

/// The lists that are read whole in which something moves.
fn read_whole(difference: &Difference) -> Vec<List> {
    let moved = difference.entered.iter().chain(&difference.left);
    let lists: BTreeSet<&List> = moved.map(|position| &position.list).filter(|list| list.is_read_whole()).collect();
    lists.into_iter().cloned().collect()
}

/// A whole list as it was before a difference.
fn before(after: &Slice, difference: &Difference) -> Slice {
    let of = |positions: &[Position]| -> BTreeSet<(Key, i64)> {
        let here = positions.iter().filter(|position| position.list == after.list);
        here.map(|position| (position.key.clone(), position.member)).collect()
    };
    let (entered, mut all) = (of(&difference.entered), of(&difference.left));
    all.extend(after.returned.iter().filter(|position| !entered.contains(position)).cloned());
    Slice { returned: all.into_iter().collect(), ..after.clone() }
}

/// The hash under which it is recorded and logged in which order the members of a whole list stand.
pub(crate) fn order_hash(slice: &Slice) -> Hash {
    Hash::of(&slice.returned.iter().map(|(_, member)| *member).collect::<Vec<i64>>())
}

/// The lists that others are made of in which not the same members stand as before.
fn others_stand_in(difference: &Difference) -> Vec<List> {
    let members = |positions: &[Position]| -> BTreeSet<(List, i64)> {
        let telling = positions.iter().filter(|position| position.list.over().is_some());
        telling.map(|position| (position.list.clone(), position.member)).collect()
    };
    let (entered, left) = (members(&difference.entered), members(&difference.left));
    let lists: BTreeSet<List> = entered.symmetric_difference(&left).map(|(list, _)| list.clone()).collect();
    lists.into_iter().collect()
}

/// The hash under which it is recorded and logged who stands in a whole list.
pub(crate) fn members_hash(slice: &Slice) -> Hash {
    Hash::of(&slice.returned.iter().map(|(_, member)| *member).collect::<BTreeSet<i64>>())
}

async fn totals_moved(connection: &Connection, difference: &Difference) -> Result<Vec<(Fact, Hash)>, Failure> {
    let moved = moved(difference);
    let lists: Vec<List> = moved.keys().cloned().collect();
    let totals = totals(connection, &lists).await?;
    let mut facts = Vec::with_capacity(totals.len());
    for ((list, by), n) in moved.iter().zip(totals) {
        facts.push((Fact::of_name(Column::TOTAL, list.name()), total_hash(n)));
        if (n > 0) != (n - by > 0) {
            facts.push((Fact::of_name(Column::ANY, list.name()), any_hash(n)));
        }
    }
    Ok(facts)
}

/// The hash under which it is recorded and logged whether a list has any members.
pub(crate) fn any_hash(n: i64) -> Hash {
    Hash::of(&(n > 0))
}

/// How many members lists have, in their order.
pub(crate) async fn totals(connection: &Connection, lists: &[List]) -> Result<Vec<i64>, Failure> {
    let sql = "SELECT list, n FROM totals WHERE list IN ($list)";
    let read = |row: &Row<'_>| Ok((row.get::<String>("list")?, row.get("n")?));
    let found: BTreeMap<String, i64> = among(connection, sql, &[], &names(lists), read).await?.into_iter().collect();
    Ok(lists.iter().map(|list| found.get(list.name()).copied().unwrap_or(0)).collect())
}

fn names(lists: &[List]) -> Vec<Value<'_>> {
    lists.iter().map(|list| Value::Text(list.name())).collect()
}

/// The hash under which a total is recorded and logged.
pub(crate) fn total_hash(n: i64) -> Hash {
    Hash::of(&n)
}

/// A range of a list to be read.
pub(crate) struct Range<'r> {
    /// The list.
    pub list: &'r List,
    /// Whether it is read from the largest key down.
    pub descending: bool,
    /// The key after which reading begins; from the list's end where none.
    pub after: Option<&'r Key>,
    /// The last key that may come; to the list's other end where none.
    pub until: Option<&'r Key>,
    /// How many are asked for.
    pub limit: usize,
}

impl<'r> Range<'r> {
    /// The statement that reads it, with its values.
    pub(crate) fn statement(&self) -> (String, Vec<Value<'r>>) {
        let (beyond, within, order) = if self.descending { ("<", ">=", "DESC") } else { (">", "<=", "ASC") };
        let mut sql = "SELECT key, member FROM positions WHERE list = $1".to_owned();
        let limit = i64::try_from(self.limit.min(MOST)).unwrap_or(i64::MAX);
        let mut given = vec![Value::Text(self.list.name()), Value::Int(limit)];
        for (compared, bound) in [(beyond, self.after), (within, self.until)] {
            if let Some(bound) = bound {
                given.push(Value::Bytes(bound.0.as_slice()));
                sql.push_str(&format!(" AND key {compared} ${}", given.len()));
            }
        }
        (sql + &format!(" ORDER BY key {order} LIMIT $2"), given)
    }

    /// What was read, where those stand in it.
    pub(crate) fn slice(&self, returned: Vec<(Key, i64)>) -> Slice {
        Slice {
            list: self.list.clone(),
            descending: self.descending,
            after: self.after.cloned(),
            until: self.until.cloned(),
            limit: self.limit.min(MOST),
            returned,
        }
    }
}

/// Reads a range of a list.
pub(crate) async fn slice(connection: &Connection, range: &Range<'_>) -> Result<Slice, Failure> {
    let (sql, given) = range.statement();
    let returned = connection.query(&sql, &given, |row| Ok((Key(row.get("key")?), row.get("member")?))).await?;
    Ok(range.slice(returned))
}

/// Reads whole lists, each from its smallest key up.
pub(crate) async fn whole(connection: &Connection, lists: &[List]) -> Result<Vec<Slice>, Failure> {
    let mut found: BTreeMap<String, Vec<(Key, i64)>> = BTreeMap::new();
    let sql = "SELECT list, key, member FROM positions WHERE list IN ($list) ORDER BY list, key";
    let read = |row: &Row<'_>| Ok((row.get::<String>("list")?, (Key(row.get("key")?), row.get("member")?)));
    for (list, position) in among(connection, sql, &[], &names(lists), read).await? {
        found.entry(list).or_default().push(position);
    }
    let slice = |list: &List| Slice {
        list: list.clone(),
        descending: false,
        after: None,
        until: None,
        limit: usize::MAX,
        returned: found.remove(list.name()).unwrap_or_default(),
    };
    Ok(lists.iter().map(slice).collect())
}

/// Every position in a list that is ordered by name.
pub(crate) async fn by_name(connection: &Connection) -> Result<Vec<Position>, Failure> {
    let sql = "SELECT list, key, member FROM positions
               WHERE list LIKE 'directory%' OR list LIKE 'kinds:%' OR list LIKE 'aliases:%'";
    let read = |row: &Row<'_>| {
        let list = List::of_name(&row.get::<String>("list")?);
        Ok(Position { list, key: Key(row.get("key")?), member: row.get("member")? })
    };
    connection.query(sql, &[], read).await
}

/// The longest range that may be asked for at once.
const MOST: usize = 10_000;
