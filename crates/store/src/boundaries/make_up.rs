//! What a list in pages is made of: a section with those below it, a topic with its aliases.

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_news::facts::Hash;
use broadsheet_news::lists::List;

use crate::db::{Connection, by_ids};
use crate::failure::Failure;
use crate::positions;

/// The lists that each of those is made of, itself the first; and the lists that tell it, with who stands in them.
pub(crate) async fn made_of(
    connection: &Connection,
    lists: &BTreeSet<List>,
) -> Result<(BTreeMap<List, Vec<List>>, Vec<(List, Hash)>), Failure> {
    let mut below: BTreeMap<List, Vec<List>> = BTreeMap::new();
    let mut read = Vec::new();
    let mut next = lists.clone();
    while !next.is_empty() {
        let asked: Vec<List> = next.iter().filter_map(List::below).collect();
        next.clear();
        for slice in positions::whole(connection, &asked).await? {
            let Some(over) = slice.list.over() else { continue };
            read.push((slice.list.clone(), positions::members_hash(&slice)));
            // In the order of their ids: who reads this depends on who the members are, and not on their order.
            let ids: BTreeSet<i64> = slice.returned.iter().map(|(_, id)| *id).collect();
            let members: Vec<List> = ids.into_iter().map(|id| over.like(id)).collect();
            next.extend(members.iter().filter(|list| !below.contains_key(list)).cloned());
            below.insert(over, members);
        }
    }
    Ok((lists.iter().map(|list| (list.clone(), with_all_below(list, &below))).collect(), read))
}

fn with_all_below(list: &List, below: &BTreeMap<List, Vec<List>>) -> Vec<List> {
    let mut all = vec![list.clone()];
    let mut next = 0;
    while let Some(members) = all.get(next).map(|list| below.get(list).cloned().unwrap_or_default()) {
        for member in members {
            if !all.contains(&member) {
                all.push(member);
            }
        }
        next += 1;
    }
    all
}

/// What each of those lists is a part of, itself the first: the sections above, the topic that an alias means.
pub(crate) async fn part_of(
    connection: &Connection,
    lists: &BTreeSet<List>,
) -> Result<BTreeMap<List, Vec<List>>, Failure> {
    let mut above: BTreeMap<List, Option<List>> = BTreeMap::new();
    let mut next = lists.clone();
    while !next.is_empty() {
        let found = above_each(connection, &next).await?;
        next = found.values().flatten().filter(|list| !above.contains_key(list)).cloned().collect();
        next.retain(|list| !found.contains_key(list));
        above.extend(found);
    }
    Ok(lists.iter().map(|list| (list.clone(), upwards(list, &above))).collect())
}

fn upwards(list: &List, above: &BTreeMap<List, Option<List>>) -> Vec<List> {
    let mut all = vec![list.clone()];
    while let Some(over) = all.last().and_then(|last| above.get(last).cloned().flatten()).filter(|l| !all.contains(l)) {
        all.push(over);
    }
    all
}

/// What is right above each list, and that nothing is.
async fn above_each(connection: &Connection, lists: &BTreeSet<List>) -> Result<BTreeMap<List, Option<List>>, Failure> {
    let mut above: BTreeMap<List, Option<List>> = lists.iter().map(|list| (list.clone(), None)).collect();
    for (noun, select) in
        [("section", "SELECT id, parent AS above FROM sections"), ("topic", "SELECT id, alias_of AS above FROM topics")]
    {
        let of_noun: Vec<&List> = lists.iter().filter(|list| list.noun() == noun).collect();
        let ids: Vec<i64> = of_noun.iter().filter_map(|list| list.id()).collect();
        let pair = |row: &crate::db::Row<'_>| Ok((row.get::<i64>("id")?, row.get::<Option<i64>>("above")?));
        let Some(one) = of_noun.first() else { continue };
        for (id, over) in by_ids(connection, select, &ids, pair).await? {
            above.insert(one.like(id), over.map(|id| one.like(id)));
        }
    }
    Ok(above)
}
