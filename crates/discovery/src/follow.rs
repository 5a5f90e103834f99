//! Following the change log: after each change, the related lists and mentions that it alters are derived anew.

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_news::article::Member;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, OrganisationId};
use broadsheet_news::lists::List as Listing;
use broadsheet_store::changes::Logged;
use broadsheet_store::source::Source;
use broadsheet_store::thing::Thing;
use broadsheet_store::transaction::Act;
use broadsheet_store::{Failure, Store};

use crate::candidates::{Candidates, Known, member, pins, stored};
use crate::mentions::mentioned;
use crate::related::{Candidate, NEAREST, Rarity, WEIGHTS, alike, reconsider, related};

/// The name under which discovery keeps how far it has come, and of its acts in the change log.
pub(crate) const NAME: &str = "derive";
/// The name of the table of rarities.
const RARITY: &str = "rarity";
/// How many changes are dealt with at once.
const AT_ONCE: i64 = 50;
/// How many of a language's newest articles the table of rarities is made from.
const COUNTED: usize = 2_000;
const A_DAY: i64 = 24 * 60 * 60;

/// Follows the change log of one paper.
pub struct Follower {
    store: Store,
    rarity: Option<(Instant, Rarity)>,
}

/// What a batch of changes leads to: the derived facts that are to be stored.
#[derive(Debug, Default)]
struct Derived {
    related: BTreeMap<i64, Vec<i64>>,
    mentions: BTreeMap<i64, Vec<OrganisationId>>,
}

impl Follower {
    /// A follower that goes on where the last one stopped.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store, rarity: None }
    }

    /// Derives what follows from every change that was not followed yet, and says how many those were.
    ///
    /// # Errors
    /// Where the database cannot be reached; the changes are followed the next time.
    pub async fn catch_up(&mut self, now: Instant) -> Result<usize, Failure> {
        let mut followed = 0;
        loop {
            let after = self.store.followed(NAME).await?;
            let changes = self.store.changes_after(after, AT_ONCE).await?;
            let Some(last) = changes.last() else { return Ok(followed) };
            self.follow(&touched(&changes), last.number, now).await?;
            followed += changes.len();
        }
    }

    async fn follow(&mut self, articles: &BTreeSet<i64>, number: i64, now: Instant) -> Result<(), Failure> {
        if articles.is_empty() {
            return self.store.save_followed(now, NAME, number).await;
        }
        self.renew_rarity(now).await?;
        let rarity = self.rarity.as_ref().map(|(_, table)| table.clone()).unwrap_or_default();
        let source = self.store.source(now, None).await?;
        let mut derived = Derived::default();
        let mut candidates = Candidates::new(&source, &rarity);
        for article in articles {
            derive(&source, &mut candidates, &rarity, *article, &mut derived).await?;
        }
        source.finish().await;
        self.write(derived, articles, number, now).await
    }

    /// Stores what was derived; what is stored already is no change.
    async fn write(
        &self,
        derived: Derived,
        articles: &BTreeSet<i64>,
        number: i64,
        now: Instant,
    ) -> Result<(), Failure> {
        let mut transaction = self.store.begin(Act { name: NAME, actor: "discovery".into(), now }).await?;
        let names = transaction.organisation_names().await?;
        let mut mentions = derived.mentions;
        for article in articles {
            if let Some(text) = transaction.published_text(ArticleId(*article)).await? {
                mentions.insert(*article, mentioned(&text, &names));
            }
        }
        for (article, organisations) in mentions {
            transaction.save_mentions(ArticleId(article), &organisations).await?;
        }
        for (article, list) in derived.related {
            let members: Vec<Member> = list.into_iter().map(member).collect();
            transaction.save_related(ArticleId(article), &members).await?;
        }
        transaction.save_followed(NAME, number).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Makes the table of rarities anew where it is missing or older than a day.
    async fn renew_rarity(&mut self, now: Instant) -> Result<(), Failure> {
        let fresh = |made: Instant| made > now.plus_seconds(-A_DAY);
        if self.rarity.as_ref().is_some_and(|(made, _)| fresh(*made)) {
            return Ok(());
        }
        if let Some((made, table)) = self.store.derived::<Rarity>(RARITY).await?
            && fresh(made)
        {
            self.rarity = Some((made, table));
            return Ok(());
        }
        let source = self.store.source(now, None).await?;
        let table = count_rarity(&source).await?;
        source.finish().await;
        // A young paper's table says little and is made again at every turn, which is cheap while it is small.
        if table.articles >= 100 {
            self.store.save_derived(now, RARITY, &table).await?;
            self.rarity = Some((now, table));
        } else {
            self.rarity = Some((Instant::ALWAYS, table));
        }
        Ok(())
    }
}

/// The articles that acts of others touched.
fn touched(changes: &[Logged]) -> BTreeSet<i64> {
    let others = changes.iter().filter(|change| change.act != NAME);
    others
        .flat_map(|change| &change.things)
        .filter_map(|thing| if let Thing::Article(id) = thing { Some(*id) } else { None })
        .collect()
}

async fn count_rarity(source: &Source) -> Result<Rarity, Failure> {
    let none = Rarity::default();
    let mut candidates = Candidates::new(source, &none);
    let mut all = Vec::new();
    for language in source.languages() {
        let newest = source.slice(&Listing::latest(&language), None, COUNTED, true).await?;
        let ids: Vec<i64> = newest.into_iter().map(|(_, id)| id).collect();
        all.extend(candidates.all(&ids).await?);
    }
    Ok(Rarity::of(&all))
}

/// One article's own list, and the lists of its nearest that it enters or leaves.
async fn derive(
    source: &Source,
    candidates: &mut Candidates<'_>,
    rarity: &Rarity,
    id: i64,
    derived: &mut Derived,
) -> Result<(), Failure> {
    let Some(Known { candidate: article, published, .. }) = candidates.one(id).await? else { return Ok(()) };
    let around = candidates.around(&article).await?;
    if published {
        let pins = pins(source, id).await?;
        derived.related.insert(id, related(&article, &pins, &around, rarity).ids().collect());
    }
    let nearest: Vec<i64> =
        alike(&article, &around, rarity, &WEIGHTS).iter().take(NEAREST).map(|(id, _)| *id).collect();
    let mut neighbours = Vec::with_capacity(nearest.len());
    for other in candidates.all(&nearest).await? {
        let stored = by_now(source, other.id, derived).await?;
        if published {
            neighbours.push(candidates.neighbour(other, &stored).await?);
        } else if stored.contains(&id) {
            let list = anew(source, candidates, &other, rarity).await?;
            derived.related.insert(other.id, list);
        }
    }
    let changed = reconsider(&article, &neighbours, rarity);
    derived.related.extend(changed.into_iter().map(|(id, list)| (id, list.ids().collect())));
    Ok(())
}

async fn anew(
    source: &Source,
    candidates: &mut Candidates<'_>,
    article: &Candidate,
    rarity: &Rarity,
) -> Result<Vec<i64>, Failure> {
    let around = candidates.around(article).await?;
    let pins = pins(source, article.id).await?;
    Ok(related(article, &pins, &around, rarity).ids().collect())
}

/// The list as this batch has it by now, else as it is stored.
async fn by_now(source: &Source, id: i64, derived: &Derived) -> Result<Vec<i64>, Failure> {
    match derived.related.get(&id) {
        Some(list) => Ok(list.clone()),
        None => stored(source, id).await,
    }
}
