//! A batch makes what its articles make when they come in one by one.

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_desk::import::articles;
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::incoming::{Incoming, IncomingByline, IncomingCorrection, IncomingPhoto, Listed};
use broadsheet_store::Store;
use broadsheet_testkit::cases;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::world::{MORNING, World, chinese, english};

const DAY: i64 = 86_400;

/// The numbers that chance gives for an article; what they mean stands in [`incoming`].
type Dice = Vec<usize>;

/// Few names, so that articles share them. Lists name only what does not come in, and translations what came before:
/// what articles of one batch say to one another is a story of its own, in `import.rs`.
fn incoming(number: usize, dice: &Dice) -> Incoming {
    let mut at = 0;
    let mut throw = |sides: usize| {
        at += 1;
        dice[at - 1] % sides
    };
    let source = format!("test:{}", if throw(8) == 0 { 0 } else { number });
    let headline = format!("Ferry sails {}", throw(4));
    let language = if throw(4) == 0 { chinese() } else { english() };
    let (lead, text) = (format!("lead of {number}"), format!("photo of {number}"));
    let mut body = vec![BlockKind::paragraph(&format!("The harbour was calm for {number} days."))];
    body.extend((throw(2) == 0).then_some(BlockKind::Photo { photo: 1, caption: None }));
    let mut incoming = Incoming::headed(&source, language, &headline, Body::of(body));
    let published = MORNING.plus_seconds(-DAY * throw(3) as i64);
    incoming.first_published = Some(published);
    incoming.section = ["News", "Harbour"].iter().take(throw(3)).map(|name| (*name).to_owned()).collect();
    incoming.topics = (0..throw(4)).map(|_| format!("Topic {}", throw(4))).collect();
    incoming.bylines = (0..throw(3)).map(|_| byline(throw(3), throw(3), throw(4) == 0)).collect();
    incoming.lead_photo = (throw(2) == 0).then(|| IncomingPhoto::captioned(&lead, "Ada"));
    incoming.photos = vec![IncomingPhoto::captioned(&text, "Ben")];
    incoming.readers = (throw(2) == 0).then(|| throw(900) as i64);
    incoming.withdrawn = throw(6) == 0;
    let correction = || IncomingCorrection { made: published, text: format!("Of {number}."), before: String::new() };
    incoming.corrections = (throw(3) == 0).then(correction).into_iter().collect();
    incoming.related = (0..throw(3)).map(|_| listed(throw(3), throw(2))).collect();
    incoming.popular = (0..throw(3)).map(|_| listed(throw(3), throw(2))).collect();
    incoming.translations = (throw(4) == 0).then(|| format!("test:{}", throw(number.max(1)))).into_iter().collect();
    incoming.directory_title = (throw(4) == 0).then(|| format!("Directory {}", throw(3)));
    incoming
}

fn byline(name: usize, organisation: usize, guest: bool) -> IncomingByline {
    let organisation = if organisation == 0 { String::new() } else { format!("Institute {organisation}") };
    IncomingByline { name: format!("Ada {name}"), organisation, role: String::new(), guest }
}

fn listed(headline: usize, day: usize) -> Listed {
    Listed {
        headline: format!("Elsewhere {headline}"),
        published: (day == 0).then(|| MORNING.plus_seconds(-DAY * headline as i64)),
    }
}

/// Tables that count acts, of which a batch is one.
const OF_ACTS: [&str; 3] = ["audit ", "ledger ", "changes "];

/// Every row but those that count acts, with names in the place of ids.
async fn rows(store: &Store, names: &Names) -> BTreeSet<String> {
    let rows = store.rows().await.unwrap();
    let rows = rows.iter().filter(|row| !OF_ACTS.iter().any(|table| row.starts_with(table)));
    rows.map(|row| names.told(row)).collect()
}

/// What only one of two has, each with whose it is.
fn apart(batch: &BTreeSet<String>, single: &BTreeSet<String>) -> Vec<String> {
    let only = |whose: &str, one: &BTreeSet<String>, other: &BTreeSet<String>| -> Vec<String> {
        one.difference(other).map(|line| format!("{whose}: {line}")).collect()
    };
    [only("in a batch", batch, single), only("one by one", single, batch)].concat()
}

/// All that the change log says differs now: the names of facts, what was touched, and positions that are held.
async fn changed(store: &Store, above: i64, names: &Names) -> BTreeSet<String> {
    let (mut all, mut held) = (BTreeSet::new(), BTreeSet::new());
    for change in store.changes_after(above, 1_000).await.unwrap() {
        all.extend(change.difference.facts.iter().map(|(fact, _)| names.told(&fact.to_string())));
        all.extend(change.things.iter().map(|thing| names.told(&thing.to_string())));
        held.retain(|position| !change.difference.left.contains(position));
        held.extend(change.difference.entered);
    }
    all.extend(held.iter().map(|p| names.told(&format!("{} \\x{} {}", p.list.name(), hex(&p.key.0), p.member))));
    all
}

/// What each id stands for.
struct Names(BTreeMap<i64, String>);

impl Names {
    async fn of(store: &Store) -> Self {
        let mut names = BTreeMap::new();
        let rows = store.rows().await.unwrap();
        for row in &rows {
            let table = row.split(' ').next().unwrap_or_default();
            let own: &[&str] = match table {
                "articles" => &["source"],
                "revisions" => &["body"],
                "photos" => &["caption", "credit"],
                "corrections" => &["text"],
                "article_references" => &["language", "compared", "published"],
                "organisations" | "persons" => &["slug"],
                "sections" | "topics" => &["language", "slug"],
                _ => continue,
            };
            let said: Vec<&str> = own.iter().map(|column| value(row, column)).collect();
            let said = said.join(" ");
            // A body's own photo is known by an id; its words tell the revision well enough.
            let said = said.split("days").next().unwrap_or_default();
            names.insert(value(row, "id").parse().unwrap(), format!("<{table} {said}>"));
        }
        let distinct: BTreeSet<&String> = names.values().collect();
        assert_eq!(distinct.len(), names.len(), "each name stands for one id");
        Self(names)
    }

    /// A text with names in the place of ids, also of those inside keys.
    fn told(&self, text: &str) -> String {
        let mut told = String::new();
        for word in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
            let (word, rest) = word.split_at(word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).len());
            match word.parse().ok().and_then(|id: i64| self.0.get(&id)) {
                Some(name) => told.push_str(name),
                None => told.push_str(word),
            }
            told.push_str(rest);
        }
        for (id, name) in &self.0 {
            told = told.replace(&hex(&(id.cast_unsigned() ^ (1 << 63)).to_be_bytes()), name);
        }
        told
    }
}

/// The value of a column in a row as the store tells it, up to the next column.
fn value<'r>(row: &'r str, column: &str) -> &'r str {
    let (_, from) = row.split_once(&format!(" {column}=")).unwrap_or_default();
    let next = from.find('=').map_or(from.len(), |at| from[..at].rfind(' ').unwrap_or(at));
    &from[..next]
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn same(all: &[Incoming]) -> Result<(), TestCaseError> {
    let (batch, single) = (World::new().await, World::new().await);
    let (above, also) = (*batch.store.newest_change().borrow(), *single.store.newest_change().borrow());
    prop_assert_eq!(above, also);
    let at_once = articles(&batch.desk(), all).await.unwrap().made;
    let mut one_by_one = Vec::new();
    for incoming in all {
        one_by_one.extend(articles(&single.desk(), std::slice::from_ref(incoming)).await.unwrap().made);
    }
    let (names, other) = (Names::of(&batch.store).await, Names::of(&single.store).await);
    let none: [&str; 0] = [];
    prop_assert_eq!(apart(&rows(&batch.store, &names).await, &rows(&single.store, &other).await), none);
    let (batch, single) = (changed(&batch.store, above, &names).await, changed(&single.store, above, &other).await);
    prop_assert_eq!(apart(&batch, &single), none);
    for (one, other) in at_once.iter().zip(&one_by_one) {
        prop_assert_eq!((&one.address, one.is_new, &one.problems), (&other.address, other.is_new, &other.problems));
    }
    Ok(())
}

#[test]
fn a_batch_makes_the_rows_positions_totals_and_changes_that_one_by_one_makes() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let dice = proptest::collection::vec(proptest::collection::vec(0_usize..1_000, 60), 1..12);
    let mut runner =
        TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases(12)) });
    let outcome = runner.run(&dice, |dice| {
        let all: Vec<Incoming> = dice.iter().enumerate().map(|(number, dice)| incoming(number, dice)).collect();
        runtime.block_on(same(&all))
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
