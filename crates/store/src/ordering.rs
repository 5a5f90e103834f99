//! The order of names: keys that were made under an older version of it are made anew when their owner opens the paper.

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_news::clock::Instant;
use broadsheet_news::language::ORDER;
use broadsheet_news::lists::Position;

use crate::failure::Failure;
use crate::positions;
use crate::store::Store;
use crate::thing::Thing;
use crate::transaction::{Act, Transaction};

/// The row that says in which version of the order the keys were made; without it they are made anew.
const NAME: &str = "order";

impl Store {
    /// Makes the keys of names anew, in one act, where they are not of this program's version of the order.
    pub(crate) async fn renew_order(&self, now: Instant) -> Result<(), Failure> {
        if self.derived::<String>(NAME).await?.is_some_and(|(_, made)| made == ORDER) {
            return Ok(());
        }
        let act = Act { name: "order.renew", actor: "store".into(), now, trace: None };
        let mut transaction = self.begin(act).await?;
        transaction.touch_ordered().await?;
        transaction.save_derived(NAME, &ORDER).await?;
        match transaction.difference().await?.is_empty() {
            true => transaction.end().await,
            false => transaction.commit().await.map(drop),
        }
    }
}

impl Transaction {
    /// Takes the pictures of all that is ordered by name, with the positions that are stored and not those they are
    /// given now: what differs is what the commit moves.
    async fn touch_ordered(&mut self) -> Result<(), Failure> {
        let mut stored: BTreeMap<Thing, BTreeSet<Position>> = BTreeMap::new();
        for position in positions::by_name(self.connection()).await? {
            let thing = match position.list.noun() {
                "aliases" => Thing::Topic(position.member),
                _ => Thing::Organisation(position.member),
            };
            stored.entry(thing).or_default().insert(position);
        }
        for (id, _) in self.organisation_names().await? {
            stored.entry(Thing::Organisation(id.0)).or_default();
        }
        self.touch_all(stored.keys().cloned()).await?;
        for (thing, positions) in stored {
            self.stood(&thing, positions);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
