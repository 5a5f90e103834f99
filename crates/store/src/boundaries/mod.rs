//! Boundaries: where the pages of a list end, stored, so that publishing moves none of them.
//!
//! Pages are numbered from the oldest. Page n holds the keys from the end of
//! page n - 1 to below its own end; what stands above the last end is the
//! newest page, which has no number. It is let grow to twice [`SIZE`], and then
//! its oldest are closed as the next page. An article that comes late makes the
//! page longer in which it belongs. Only a list one of whose pages has become
//! far too long, or whose make-up differs, is cut anew as a whole.

mod lengths;
mod make_up;
mod read;
#[cfg(test)]
mod tests;
mod twice;

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_news::facts::Difference;
use broadsheet_news::lists::{Key, List, Position};

use crate::articles::BodyHashes;
use crate::db::{Connection, Row, among, texts, values};
use crate::failure::Failure;
use crate::{articles, positions};
use lengths::{Lengths, OPEN};

pub use read::Bounds;

/// With how many members a page is closed; the newest has up to twice as many.
const SIZE: usize = 20;

/// Moves boundaries as the difference wants it, after its positions were applied, and adds those that moved to it.
/// `anew` are lists that the act wants cut anew.
pub(crate) async fn keep(
    connection: &Connection,
    difference: &mut Difference,
    mut anew: BTreeSet<List>,
) -> Result<(), Failure> {
    let touched = Touched::by(connection, difference).await?;
    anew.extend(made_up_anew(connection, difference).await?);
    let grown = touched.grow(connection).await?;
    for (list, (whole, long)) in lengths::long(connection, &touched.lists()).await? {
        // While many old articles come in, a list is cut anew only where that halves the work to come.
        if touched.late(&list) < SIZE || long * 4 >= whole {
            anew.insert(list);
        }
    }
    twice::keep(connection, &touched, &anew, difference).await?;
    let full = grown.into_iter().filter(|((_, page), n)| *page == OPEN && *n >= 2 * SIZE as i64);
    let full: BTreeSet<List> = full.map(|((list, _), _)| list).filter(|list| !anew.contains(list)).collect();
    let mut moved = close(connection, &full, &touched).await?;
    let cut = cut_anew(connection, &anew).await?;
    moved.entered.extend(cut.entered);
    moved.left.extend(cut.left);
    positions::apply(connection, &moved).await?;
    difference.facts.extend(cut.facts);
    difference.entered.extend(moved.entered);
    difference.left.extend(moved.left);
    Ok(())
}

/// The lists that have a page that is too long.
pub(crate) async fn too_long(connection: &Connection) -> Result<BTreeSet<List>, Failure> {
    lengths::all_long(connection).await
}

/// The lists that a difference touches, with the keys that entered and left.
struct Touched {
    lists: BTreeMap<List, Moves>,
}

#[derive(Default)]
struct Moves {
    entered: Vec<Key>,
    left: Vec<Key>,
    ends: Ends,
}

/// The ends of a list's pages, as far as they are needed.
#[derive(Default)]
struct Ends {
    /// How many there are.
    count: i64,
    /// The newest.
    newest: Option<Key>,
    /// All of them, from the oldest; read where a key lies below the newest.
    all: Vec<Key>,
}

impl Ends {
    fn are_above(&self, key: &Key) -> bool {
        self.newest.as_ref().is_some_and(|newest| key < newest)
    }

    /// The number of the page in which a key lies.
    fn page_of(&self, key: &Key) -> i64 {
        if !self.are_above(key) {
            return OPEN;
        }
        let before = self.all.partition_point(|end| end <= key);
        i64::try_from(before).map_or(OPEN, |before| before + 1)
    }
}

impl Touched {
    async fn by(connection: &Connection, difference: &Difference) -> Result<Self, Failure> {
        let all = difference.entered.iter().chain(&difference.left);
        let lists: BTreeSet<List> = all.map(|position| &position.list).filter(|l| l.is_paged()).cloned().collect();
        let part_of = make_up::part_of(connection, &lists).await?;
        let mut touched: BTreeMap<List, Moves> = BTreeMap::new();
        let whole = |position: &Position| part_of.get(&position.list).cloned().unwrap_or_default();
        for position in &difference.entered {
            for list in whole(position) {
                touched.entry(list).or_default().entered.push(position.key.clone());
            }
        }
        for position in &difference.left {
            for list in whole(position) {
                touched.entry(list).or_default().left.push(position.key.clone());
            }
        }
        let mut touched = Self { lists: touched };
        touched.read_ends(connection).await?;
        Ok(touched)
    }

    fn lists(&self) -> BTreeSet<&List> {
        self.lists.keys().collect()
    }

    /// How many members came into closed pages of a list.
    fn late(&self, list: &List) -> usize {
        let Some(moves) = self.lists.get(list) else { return 0 };
        moves.entered.iter().filter(|key| moves.ends.are_above(key)).count()
    }

    /// Reads the newest end of every list, and all ends of those that are touched below it.
    async fn read_ends(&mut self, connection: &Connection) -> Result<(), Failure> {
        let pages: Vec<List> = self.lists.keys().map(List::pages).collect();
        let mut newest = newest_of_each(connection, &pages).await?;
        let mut late = Vec::new();
        for (list, moves) in &mut self.lists {
            let Some((count, key)) = newest.remove(&List::pages(list)) else { continue };
            moves.ends = Ends { count, newest: Some(key.behind_number()), all: Vec::new() };
            if moves.entered.iter().chain(&moves.left).any(|key| moves.ends.are_above(key)) {
                late.push(List::pages(list));
            }
        }
        let mut ends: BTreeMap<List, Vec<Key>> = BTreeMap::new();
        for slice in positions::whole(connection, &late).await? {
            ends.insert(slice.list, slice.returned.iter().map(|(key, _)| key.behind_number()).collect());
        }
        for (list, moves) in &mut self.lists {
            moves.ends.all = ends.remove(&List::pages(list)).unwrap_or_default();
        }
        Ok(())
    }

    /// Adds what entered and left to the lengths of its pages, and gives those as they are now.
    async fn grow(&self, connection: &Connection) -> Result<Lengths, Failure> {
        let mut by = Lengths::new();
        for (list, moves) in &self.lists {
            for (keys, one) in [(&moves.entered, 1), (&moves.left, -1)] {
                for key in keys {
                    *by.entry((list.clone(), moves.ends.page_of(key))).or_default() += one;
                }
            }
        }
        by.retain(|_, n| *n != 0);
        lengths::add(connection, &by).await
    }
}

/// The last position of each of those lists, with how many there are.
async fn newest_of_each(connection: &Connection, lists: &[List]) -> Result<BTreeMap<List, (i64, Key)>, Failure> {
    let sql =
        "SELECT t.list, t.n, (SELECT p.key FROM positions p WHERE p.list = t.list ORDER BY p.key DESC LIMIT 1) AS key
               FROM totals t WHERE t.n > 0 AND t.list IN ($list)";
    let names = texts(lists.iter().map(List::name));
    let read = |row: &Row<'_>| Ok((List::of_name(&row.get::<String>("list")?), (row.get("n")?, Key(row.get("key")?))));
    Ok(among(connection, sql, &[], &names, read).await?.into_iter().collect())
}

/// The lists whose make-up differs: something came to stand below them, or no longer does.
async fn made_up_anew(connection: &Connection, difference: &Difference) -> Result<BTreeSet<List>, Failure> {
    let members = |positions: &[Position]| -> BTreeSet<(List, i64)> {
        positions.iter().filter_map(|position| Some((position.list.over()?, position.member))).collect()
    };
    let (entered, left) = (members(&difference.entered), members(&difference.left));
    let lists = entered.symmetric_difference(&left).map(|(list, _)| list.clone()).collect();
    Ok(make_up::part_of(connection, &lists).await?.into_values().flatten().collect())
}

/// A page that ends: where, under which number, and how many members it has.
struct End {
    position: Position,
    length: i64,
}

/// Cuts the keys, from the oldest, into pages numbered on from `number`; and says how many are left for the newest page.
/// A key that stands there twice, in two of the lists, is one member.
fn cut(list: &List, keys: Vec<Key>, mut number: i64) -> (Vec<End>, i64) {
    let mut distinct: Vec<(Key, i64)> = Vec::with_capacity(keys.len());
    for key in keys {
        match distinct.last_mut() {
            Some((last, n)) if *last == key => *n += 1,
            _ => distinct.push((key, 1)),
        }
    }
    let length = |some: &[(Key, i64)]| some.iter().map(|(_, n)| n).sum();
    let (mut rest, mut ends) = (&distinct[..], Vec::new());
    while rest.len() >= 2 * SIZE {
        let (page, after) = rest.split_at(SIZE);
        let Some((end, _)) = after.first() else { break };
        number += 1;
        let position = Position { list: List::pages(list), key: Key::of_page(number, end), member: number };
        ends.push(End { position, length: length(page) });
        rest = after;
    }
    (ends, length(rest))
}

/// The keys of those lists from one on, in order, as often as they stand there.
async fn keys(connection: &Connection, lists: &[List], from: Option<&Key>) -> Result<Vec<Key>, Failure> {
    let sql = "SELECT key FROM positions WHERE key >= $1 AND list IN ($list) ORDER BY key";
    let from = values![from.map_or(&[][..], |key| key.0.as_slice())];
    let names = texts(lists.iter().map(List::name));
    let mut keys = among(connection, sql, from, &names, |row| Ok(Key(row.get("key")?))).await?;
    keys.sort_unstable();
    Ok(keys)
}

/// Closes pages of lists whose newest page is full.
async fn close(connection: &Connection, full: &BTreeSet<List>, touched: &Touched) -> Result<Difference, Failure> {
    let (made_of, _) = make_up::made_of(connection, full).await?;
    let (mut closed, mut lengths) = (Difference::default(), Lengths::new());
    for (list, lists) in made_of {
        let Some(Moves { ends: Ends { count, newest, .. }, .. }) = touched.lists.get(&list) else { continue };
        let (ends, open) = cut(&list, keys(connection, &lists, newest.as_ref()).await?, *count);
        lengths.extend(lengths_of(&list, &ends, open));
        closed.entered.extend(ends.into_iter().map(|end| end.position));
    }
    lengths::set(connection, &lengths).await?;
    Ok(closed)
}

/// Cuts whole lists anew.
async fn cut_anew(connection: &Connection, lists: &BTreeSet<List>) -> Result<Difference, Failure> {
    let (made_of, _) = make_up::made_of(connection, lists).await?;
    let mut cut_anew = Difference::default();
    for (list, lists) in made_of {
        let pages = List::pages(&list);
        let before = positions::whole(connection, std::slice::from_ref(&pages)).await?;
        let before = before.into_iter().flat_map(|slice| slice.returned);
        let before = before.map(|(key, member)| Position { list: pages.clone(), key, member });
        let before: BTreeSet<Position> = before.collect();
        let keys = keys(connection, &lists, None).await?;
        if twice::may_be_in(&list) {
            let twice = keys.windows(2).filter(|two| matches!(two, [one, next] if one == next)).count();
            cut_anew.facts.push(twice::set(connection, &list, twice).await?);
        }
        let (ends, open) = cut(&list, keys, 0);
        lengths::forget(connection, &list).await?;
        lengths::set(connection, &lengths_of(&list, &ends, open)).await?;
        let after: BTreeSet<Position> = ends.into_iter().map(|end| end.position).collect();
        cut_anew.entered.extend(after.difference(&before).cloned());
        cut_anew.left.extend(before.difference(&after).cloned());
    }
    Ok(cut_anew)
}

fn lengths_of(list: &List, ends: &[End], open: i64) -> Lengths {
    let closed = ends.iter().map(|end| ((list.clone(), end.position.member), end.length));
    closed.chain([((list.clone(), OPEN), open)]).collect()
}

/// Cuts all lists of a paper that has articles and no boundary yet: one of an older version.
pub(crate) async fn found(connection: &Connection) -> Result<(), Failure> {
    if !lengths::are_missing(connection).await? {
        return Ok(());
    }
    for sql in [
        "DELETE FROM positions WHERE list LIKE 'pages:%' OR list LIKE 'day:%' OR list LIKE 'month:%'
         OR list LIKE 'organisation:%'",
        "DELETE FROM totals WHERE list LIKE 'pages:%' OR list LIKE 'day:%' OR list LIKE 'month:%'
         OR list LIKE 'year:%' OR list LIKE 'organisation:%'",
    ] {
        connection.execute(sql, &[]).await?;
    }
    let mut new = Difference::default();
    let published = articles::published(connection).await?;
    for picture in articles::pictures(connection, &published, &mut BodyHashes::new()).await? {
        let positions = picture.positions;
        new.entered.extend(positions.into_iter().filter(|p| ["day", "month", "organisation"].contains(&p.list.noun())));
    }
    positions::apply(connection, &new).await?;
    let sql = "SELECT DISTINCT list FROM positions";
    let lists = connection.query(sql, &[], |row| Ok(List::of_name(&row.get::<String>("list")?))).await?;
    let lists = lists.into_iter().filter(List::is_paged).collect();
    let lists = make_up::part_of(connection, &lists).await?.into_values().flatten().collect();
    positions::apply(connection, &cut_anew(connection, &lists).await?).await
}
