//! Following the change log: after each change, the related lists and mentions that it alters are derived anew.

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_news::article::Member;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, OrganisationId};
use broadsheet_news::lists::List as Listing;
use broadsheet_store::changes::LoggedThings;
use broadsheet_store::following::Reading;
use broadsheet_store::thing::Thing;
use broadsheet_store::transaction::{Act, Transaction};
use broadsheet_store::{Failure, Store};

use crate::candidates::{Candidates, member};
use crate::kept_terms::KeptTerms;
use crate::mentions::mentioned;
use crate::related::{NEAREST, Neighbour, Rarity, listed, reconsider};

/// The name under which discovery keeps how far it has come, and of its acts in the change log.
pub(crate) const NAME: &str = "derive";
/// The name of the table of rarities.
const RARITY: &str = "rarity";
/// How many changes are looked at at once.
const CHANGES: i64 = 50;
/// How many articles are dealt with in one act.
const ARTICLES: usize = 256;
/// How many of a language's newest articles the table of rarities is made from.
const COUNTED: usize = 2_000;
const A_DAY: i64 = 24 * 60 * 60;

/// Follows the change log of one paper.
pub struct Follower {
    store: Store,
    rarity: Option<(Instant, Rarity)>,
    terms: KeptTerms,
}

/// What a batch of articles leads to: the derived facts that are to be stored, where they differ from what is.
#[derive(Debug, Default)]
struct Derived {
    related: BTreeMap<i64, Vec<i64>>,
    stored_mentions: BTreeMap<i64, Vec<OrganisationId>>,
}

impl Follower {
    /// A follower that goes on where the last one stopped.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store, rarity: None, terms: KeptTerms::default() }
    }

    /// Derives what follows from every change that was not followed yet, and says how many those were.
    ///
    /// # Errors
    /// Where the database cannot be reached; the changes are followed the next time.
    pub async fn catch_up(&mut self, now: Instant) -> Result<usize, Failure> {
        self.catch_up_until(now, &|| false).await
    }

    /// The same, and ends early between two turns once it is told to stop: after a large import there is much to derive.
    ///
    /// # Errors
    /// As [`Self::catch_up`].
    pub async fn catch_up_until(
        &mut self,
        now: Instant,
        stopped: &(dyn Fn() -> bool + Sync),
    ) -> Result<usize, Failure> {
        let mut followed = 0;
        loop {
            let after = self.store.followed(NAME).await?;
            let changes = self.store.touched_after(after, CHANGES).await?;
            if changes.is_empty() {
                return Ok(followed);
            }
            for (articles, number) in turns(&changes) {
                if stopped() {
                    return Ok(followed);
                }
                self.follow(&Vec::from_iter(articles), number, now).await?;
            }
            followed += changes.len();
        }
    }

    /// Deals with the articles that changes up to a number touched, in acts of a bounded size, since one change may be
    /// of a large import. Only the last notes the number: after a failure all are dealt with again, and come to the same.
    async fn follow(&mut self, articles: &[i64], number: i64, now: Instant) -> Result<(), Failure> {
        if articles.is_empty() {
            return self.store.save_followed(now, NAME, number).await;
        }
        self.renew_rarity(now).await?;
        let acts = articles.chunks(ARTICLES).count();
        for (some, act) in articles.chunks(ARTICLES).zip(1..) {
            let derived = self.derive(some).await?;
            self.write(derived, some, (act == acts).then_some(number), now).await?;
        }
        Ok(())
    }

    async fn derive(&mut self, articles: &[i64]) -> Result<Derived, Failure> {
        let reading = self.store.reading().await?;
        let none = Rarity::default();
        let rarity = self.rarity.as_ref().map_or(&none, |(_, table)| table);
        let mut candidates = Candidates::new(&reading, rarity, &mut self.terms);
        let derived = derive(&mut candidates, articles).await?;
        reading.finish();
        Ok(derived)
    }

    /// Stores what was derived; what is stored already is no change.
    async fn write(
        &self,
        derived: Derived,
        articles: &[i64],
        number: Option<i64>,
        now: Instant,
    ) -> Result<(), Failure> {
        let mut transaction = self.store.begin(Act { name: NAME, actor: "discovery".into(), now, trace: None }).await?;
        let mut mentions = mentions(&transaction, articles).await?;
        mentions.retain(|(id, named)| derived.stored_mentions.get(&id.0).map_or(&[][..], Vec::as_slice) != named);
        transaction.save_all_mentions(&mentions).await?;
        let members = |list: Vec<i64>| list.into_iter().map(member).collect::<Vec<Member>>();
        let related = derived.related.into_iter().map(|(article, list)| (ArticleId(article), members(list)));
        transaction.save_all_related(&related.collect::<Vec<_>>()).await?;
        if let Some(number) = number {
            transaction.save_followed(NAME, number).await?;
        }
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
            self.know(made, table);
            return Ok(());
        }
        let reading = self.store.reading().await?;
        let table = count_rarity(&reading).await?;
        reading.finish();
        // A young paper's table says little and is made again at every turn, which is cheap while it is small.
        if table.articles >= 100 {
            self.store.save_derived(now, RARITY, &table).await?;
            self.know(now, table);
        } else {
            self.know(Instant::ALWAYS, table);
        }
        Ok(())
    }

    /// Takes a table of rarities; terms that were chosen by another are forgotten.
    fn know(&mut self, made: Instant, table: Rarity) {
        self.rarity = Some((made, table));
        self.terms = KeptTerms::default();
    }
}

/// The articles that changes in a row touched, as long as they are not too many together, with the number of the last.
fn turns(changes: &[LoggedThings]) -> Vec<(BTreeSet<i64>, i64)> {
    let mut turns: Vec<(BTreeSet<i64>, i64)> = Vec::new();
    for change in changes {
        let more = articles(change);
        match turns.last_mut() {
            Some((articles, number)) if articles.len() + more.len() <= ARTICLES => {
                articles.extend(more);
                *number = change.number;
            }
            _ => turns.push((more, change.number)),
        }
    }
    turns
}

/// The articles that an act of somebody else touched.
fn articles(change: &LoggedThings) -> BTreeSet<i64> {
    let things = change.things.iter().filter(|_| change.act != NAME);
    things.filter_map(|thing| if let Thing::Article(id) = thing { Some(*id) } else { None }).collect()
}

/// The organisations that the texts of articles name which readers have.
async fn mentions(
    transaction: &Transaction,
    articles: &[i64],
) -> Result<Vec<(ArticleId, Vec<OrganisationId>)>, Failure> {
    let names = transaction.organisation_names().await?;
    let texts = transaction.published_texts(articles).await?;
    Ok(texts.into_iter().map(|(article, text)| (article, mentioned(&text, &names))).collect())
}

async fn count_rarity(reading: &Reading) -> Result<Rarity, Failure> {
    let (none, mut terms) = (Rarity::default(), KeptTerms::default());
    let mut candidates = Candidates::new(reading, &none, &mut terms);
    let mut all = Vec::new();
    for language in reading.languages().await? {
        let newest = reading.newest(&Listing::latest(&language), COUNTED).await?;
        let compared = candidates.compared(&newest).await?.into_iter();
        all.extend(compared.filter(|(article, _)| article.published).map(|(_, candidate)| candidate));
    }
    Ok(Rarity::of(&all))
}

/// The related lists of articles, and those of their nearest that they enter or leave, where they differ from what is stored.
async fn derive(candidates: &mut Candidates<'_>, articles: &[i64]) -> Result<Derived, Failure> {
    candidates.read(articles).await?;
    candidates.read_around(articles).await?;
    let alike: Vec<(i64, Vec<(i64, f64)>)> = articles.iter().map(|id| (*id, candidates.alike(*id))).collect();
    let nearest = alike.iter().flat_map(|(_, alike)| alike.iter().take(NEAREST).map(|(id, _)| *id));
    let listing: Vec<i64> = nearest.chain(articles.iter().copied()).collect();
    candidates.read_lists(&listing).await?;
    let mut derived = Derived::default();
    for (id, alike) in alike {
        match candidates.is_published(id) {
            Some(true) => came(candidates, id, alike, &mut derived),
            Some(false) => went(candidates, id, &alike, &mut derived).await?,
            None => {}
        }
        derived.stored_mentions.insert(id, candidates.mentions(id).to_vec());
    }
    derived.related.retain(|id, list| candidates.stored(*id) != list);
    Ok(derived)
}

/// An article's own list, and the lists of its nearest that it enters.
fn came(candidates: &Candidates<'_>, id: i64, alike: Vec<(i64, f64)>, derived: &mut Derived) {
    let neighbour = |&(other, likeness): &(i64, f64)| {
        let list = candidates.list(other, by_now(candidates, other, derived));
        Neighbour { id: other, likeness, list }
    };
    let neighbours: Vec<Neighbour> = alike.iter().take(NEAREST).map(neighbour).collect();
    let own = listed(id, candidates.pins(id), alike);
    derived.related.insert(id, own.ids().collect());
    derived.related.extend(reconsider(id, neighbours).into_iter().map(|(id, list)| (id, list.ids().collect())));
}

/// The lists of those nearest to an article that was taken from readers, where it stood in them.
async fn went(
    candidates: &mut Candidates<'_>,
    id: i64,
    alike: &[(i64, f64)],
    derived: &mut Derived,
) -> Result<(), Failure> {
    for (other, _) in alike.iter().take(NEAREST) {
        if by_now(candidates, *other, derived).contains(&id) {
            candidates.read_around(&[*other]).await?;
            let list = listed(*other, candidates.pins(*other), candidates.alike(*other));
            derived.related.insert(*other, list.ids().collect());
        }
    }
    Ok(())
}

/// The list as this batch has it by now, else as it is stored.
fn by_now<'a>(candidates: &'a Candidates<'_>, id: i64, derived: &'a Derived) -> &'a [i64] {
    derived.related.get(&id).map_or(candidates.stored(id), Vec::as_slice)
}
