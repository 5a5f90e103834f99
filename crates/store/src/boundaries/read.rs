//! Pages of lists as readers' pages read them: between two boundaries.

use std::collections::BTreeSet;

use broadsheet_news::facts::Column;
use broadsheet_news::lists::{Key, List};

use super::make_up;
use crate::failure::Failure;
use crate::source::Source;

/// Where one page of a list begins and ends, and what lies beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The oldest key of the page, or one below it; none on the first page ever closed.
    from: Option<Key>,
    /// The key below which the page ends; none on the newest.
    end: Option<Key>,
    /// The number of the page with older members.
    pub older: Option<i64>,
    /// The number of the page with newer ones, where it is not the newest.
    pub newer: Option<i64>,
}

impl Source {
    /// The bounds of a list's newest page, or of the page of that number; `None` where there is none of that number.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn bounds(&self, list: &List, page: Option<i64>) -> Result<Option<Bounds>, Failure> {
        let pages = List::pages(list);
        let Some(page) = page else {
            let newest = self.slice(&pages, None, 1, true).await?.pop();
            let older = newest.as_ref().map(|(_, number)| *number);
            let from = newest.map(|(key, _)| key.behind_number());
            return Ok(Some(Bounds { from, end: None, older, newer: None }));
        };
        if page < 1 {
            return Ok(None);
        }
        // The page before, which ends where this one begins; this one; the one after.
        let around = if page == 1 { 2 } else { 3 };
        let ends = self.slice(&pages, Some(&Key::number(page - 1)), around, false).await?;
        let of = |number: i64| ends.iter().find(|(_, found)| *found == number).map(|(key, _)| key.behind_number());
        let older = Some(page - 1).filter(|older| *older > 0);
        let newer = page.checked_add(1).filter(|newer| of(*newer).is_some());
        Ok(of(page).map(|end| Bounds { from: of(page - 1), end: Some(end), older, newer }))
    }

    /// The members of those lists between the bounds as if they were of one list, newest first, each once.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn within(&self, lists: &[List], bounds: &Bounds) -> Result<Vec<(Key, i64)>, Failure> {
        self.between(lists, bounds.from.as_ref(), bounds.end.as_ref()).await
    }

    /// How many members the list has that is made of those: each is counted once.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn total_of(&self, made_of: &[List]) -> Result<i64, Failure> {
        let total: i64 = self.totals(made_of).await?.into_iter().sum();
        match made_of {
            [list, _, ..] => Ok(total - self.total(&List::twice(list)).await?),
            _ => Ok(total),
        }
    }

    /// The lists that one shown in pages is made of: itself, and what stands below it.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn made_of(&self, list: &List) -> Result<Vec<List>, Failure> {
        let (mut made_of, read) = make_up::made_of(self.connection(), &BTreeSet::from([list.clone()])).await?;
        for (list, hash) in read {
            self.saw_named(Column::MEMBERS, list.name(), hash);
        }
        Ok(made_of.remove(list).unwrap_or_default())
    }
}
