//! The heart's proof: after every act, every address answers with what would be printed now, and what was marked is what
//! the act hit.
//!
//! `cargo xtask soak exactness` runs it for long; a short form stands among the tests.

mod chance;
mod paper;
mod steps;
mod things;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use broadsheet_demo as demo;
use broadsheet_desk::{Actor, founding};
use broadsheet_discovery::{Follower, standing};
use broadsheet_news::article::State;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;
use broadsheet_pages::Fields;
use broadsheet_pages::theme::{Files, Theme};
use broadsheet_store::{Options, ReaderBatch, Store};
use broadsheet_testkit::TestDatabase;

use self::chance::Chance;
use self::paper::{Addresses, NOW, large, options, small};
use self::steps::{KINDS, Newsroom, SETTINGS, Step, desk};
use self::things::Things;
use crate::afresh::Afresh;
use crate::faults::Fault;
use crate::print::Press;
use crate::shelf::{Altered, Kind};

/// What happens to a paper without its newsroom.
const WORLD: [&str; 9] = [
    "readers",
    "popular list",
    "related rebuilt",
    "midnight",
    "daylight saving",
    "template",
    "eviction",
    "restart",
    "time goes on",
];

/// When clocks turn on the Azores and in New York, from 2026 to 2028, in seconds.
const TURNS: [i64; 12] = [
    1_774_746_000,
    1_792_890_000,
    1_806_195_600,
    1_824_944_400,
    1_837_645_200,
    1_856_394_000,
    1_772_953_200,
    1_793_512_800,
    1_805_007_600,
    1_825_567_200,
    1_836_457_200,
    1_857_016_800,
];

/// Acts that are done to drafts, which are published soon.
const OF_DRAFTS: [&str; 3] = ["publish", "embargo", "schedule"];

/// After so many acts the paper is founded anew.
const ANEW: u32 = 250;
/// Every so many acts each page is printed by a source of its own, and all bytes are compared.
const ALONE: u32 = 50;
/// As many addresses are compared.
const MOST: usize = 200;
/// More memory than the small paper needs.
const MEMORY: usize = 256 << 20;

/// As many others are compared in a large paper as these.
const BESIDE: usize = 50;

/// How large the paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paper {
    /// Thirty articles, made anew now and then.
    Small,
    /// Ten thousand.
    Large,
}

/// What a run is to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    paper: Paper,
    pub(crate) seed: u64,
    pub(crate) acts: u32,
    pub(crate) fault: Option<Fault>,
}

/// What a run has seen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    acts: BTreeMap<String, u64>,
    compared: u64,
    marks: u64,
    rehearsed: u64,
    /// Prints by cause: all, and those that came out equal.
    printed: BTreeMap<Kind, (u64, u64)>,
    /// Those that came out equal, by what had changed.
    needless: BTreeMap<String, u64>,
    overtaken: u64,
}

/// A paper under proof.
struct Proof {
    database: TestDatabase,
    store: Store,
    press: Press,
    clock: Arc<AtomicI64>,
    things: Things,
    addresses: Addresses,
    chance: Chance,
    actor: Actor,
    now: Instant,
    theme: u64,
    marks: HashMap<(String, Fields), String>,
    plan: Plan,
    seen: Seen,
}

impl Proof {
    async fn begin(plan: Plan, chance: Chance, seen: Seen) -> Self {
        let database = TestDatabase::fresh();
        let store = match plan.paper {
            Paper::Small => small(&database).await,
            Paper::Large => large(&database).await,
        };
        let clock = Arc::new(AtomicI64::new(NOW.microseconds()));
        let press = shelving(&store, Theme::harbour(), &clock, plan).await;
        let actor = Actor::at_the_machine("chance");
        let mut proof = Self {
            database,
            store,
            press,
            clock,
            things: Things::default(),
            addresses: Addresses::new(),
            chance,
            actor,
            now: NOW,
            theme: 0,
            marks: HashMap::new(),
            plan,
            seen,
        };
        proof.follow().await;
        proof
    }

    async fn follow(&mut self) {
        self.things.follow(&self.store).await;
        self.addresses.follow(&self.store).await;
    }

    fn set(&mut self, now: Instant) {
        self.now = now;
        self.clock.store(now.microseconds(), Ordering::Relaxed);
    }

    /// One act by chance, accepted, and its name.
    async fn act(&mut self) -> Result<String, String> {
        loop {
            // Some acts are refused more often than others: of two kinds the one goes on that was done less often.
            let (one, other) = (self.any_kind(), self.any_kind());
            let done = |kind: &str| self.seen.acts.get(kind).copied().unwrap_or_default();
            let mut kind = if done(one) <= done(other) { one } else { other };
            if OF_DRAFTS.contains(&kind) && !self.things.has(&self.store, State::Draft).await {
                kind = "create";
            }
            let done = if WORLD.contains(&kind) { self.world(kind).await? } else { self.desk(kind).await? };
            if done {
                return Ok(kind.to_owned());
            }
        }
    }

    fn any_kind(&mut self) -> &'static str {
        let all = KINDS.iter().chain(&SETTINGS).chain(&WORLD);
        let which = self.chance.below(all.clone().count());
        all.copied().nth(which).unwrap_or_default()
    }

    /// An act of the newsroom. `false` where it was refused or there was nothing to do it to.
    async fn desk(&mut self, kind: &str) -> Result<bool, String> {
        let mut newsroom =
            Newsroom { store: &self.store, things: &self.things, chance: &mut self.chance, now: self.now };
        let Some(steps) = newsroom.steps(kind).await else { return Ok(false) };
        for step in &steps {
            if !self.step(step).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Rehearses a step, does it, and compares what the rehearsal said with what was marked.
    async fn step(&mut self, step: &Step) -> Result<bool, String> {
        let trial = self.store.rehearsing();
        let rehearsed = step.take(&desk(&trial, &self.actor, self.now)).await;
        let said: Option<BTreeSet<String>> = rehearsed.as_ref().ok().map(|change| {
            let altered = Altered::by(change.number + 1, &change.difference);
            self.press.would_mark(&altered).iter().map(|(key, _)| format!("{key:?}")).collect()
        });
        // What is popular is printed again meanwhile: what comes onto the shelf after the rehearsal is none of its business.
        let stood = self.press.unmarked();
        self.press.take_marks();
        let done = step.take(&desk(&self.store, &self.actor, self.now)).await;
        // Counts that an import brings are announced beside its change.
        let marked = self.press.take_marks().into_iter().filter(|(_, cause)| cause.kind() == Kind::Change);
        let marked = marked.filter(|(key, _)| stood.contains(key));
        let marked: BTreeSet<String> = marked.map(|(key, _)| format!("{key:?}")).collect();
        match (said, &done) {
            (Some(said), Ok(_)) if self.plan.fault.is_none() => {
                self.seen.rehearsed += 1;
                if !said.is_superset(&marked) || (said != marked && !brings_counts(step)) {
                    return Err(format!("{step:?}: the rehearsal said {said:?}, and marked were {marked:?}"));
                }
            }
            (said, done) if said.is_some() != done.is_ok() => {
                return Err(format!("{step:?}: the rehearsal said {rehearsed:?}, and the act {done:?}"));
            }
            _ => {}
        }
        self.seen.marks += marked.len() as u64;
        self.follow().await;
        Ok(done.is_ok())
    }

    /// Something that happens without the newsroom.
    async fn world(&mut self, kind: &str) -> Result<bool, String> {
        let n = self.chance.next() % 1_000;
        match kind {
            "readers" => {
                let readers = (0..3).filter_map(|_| Some((self.any_article()?, 1 + (n % 7) as i64))).collect();
                let batch = ReaderBatch { readers, shares: Vec::new() };
                let heat = |value: i64, _: Instant, n: i64| value + n * 1_000;
                self.store.count(self.now, &batch, heat).await.map_err(|failure| failure.to_string())?;
            }
            "popular list" => {
                standing::refresh(&self.store, self.now).await.map_err(|failure| failure.to_string())?;
            }
            "related rebuilt" => {
                let mut follower = Follower::new(self.store.clone());
                follower.catch_up(self.now).await.map_err(|failure| failure.to_string())?;
                self.follow().await;
            }
            "midnight" => {
                let day = 24 * 3600 * 1_000_000;
                let next = (self.now.microseconds() / day + 1) * day;
                // A minute around midnight, of Greenwich or of a zone an hour from it.
                let hour = [-3600, 0, 3600, 4 * 3600][(n % 4) as usize];
                self.set(Instant::from_microseconds(next.max(self.now.microseconds() + 1)).plus_seconds(hour.max(0)));
            }
            "daylight saving" => {
                // Half an hour before the next turn, at it, or after it: none is leapt over.
                let beside = (n % 3) as i64 * 1_800 - 1_800;
                let near = TURNS.iter().map(|turn| Instant::from_microseconds((turn + beside) * 1_000_000));
                let Some(near) = near.filter(|near| *near > self.now).min() else { return Ok(false) };
                self.set(near);
            }
            "template" => {
                self.theme += 1;
                self.press.wear(Arc::new(self.look()));
            }
            "eviction" => self.press.evict_some(1 + (n % 40) as usize, n),
            "restart" => self.restart().await?,
            _ => self.set(self.now.plus_seconds((n % 90) as i64)),
        }
        Ok(true)
    }

    fn any_article(&mut self) -> Option<ArticleId> {
        let articles = self.things.articles();
        self.chance.one_of(articles)
    }

    /// A theme that differs from Harbour in a file, or none.
    fn look(&self) -> Theme {
        let n = self.theme;
        let file = match n % 4 {
            0 => None,
            1 => Some(("templates/readers.html", format!("{}<!-- {n} -->\n", READERS))),
            2 => Some(("styles/article.css", format!("{}.n{n} {{ order: {n} }}\n", ARTICLE_CSS))),
            _ => Some(("templates/popular.html", format!("{}<!-- {n} -->\n", POPULAR))),
        };
        let files = file.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
        Theme::replacing(&Files(files)).expect("a sound theme")
    }

    /// Stops and starts again: the same pages have the same marks.
    async fn restart(&mut self) -> Result<(), String> {
        let some = self.addresses.some(40, &mut self.chance);
        let mut before = Vec::new();
        for (path, fields) in &some {
            before.push(self.press.print_fields(path, fields, self.now).await.map_err(|e| e.to_string())?.mark);
        }
        let theme = self.press.theme();
        self.counts();
        self.press.close();
        // Whoever still holds the paper would keep it: the store is put aside, and with it the press.
        let options = options(&self.database);
        let elsewhere = TestDatabase::on_sqlite();
        let stand_in = founding::found(&paper::options(&elsewhere), &demo::founding(), NOW).await.expect("a paper");
        self.press = Press::new(stand_in.clone(), theme.clone());
        drop(std::mem::replace(&mut self.store, stand_in));
        self.store = reopened(&options, self.now).await;
        self.press = shelving(&self.store, theme, &self.clock, self.plan).await;
        for ((path, fields), before) in some.iter().zip(before) {
            let after = self.press.print_fields(path, fields, self.now).await.map_err(|e| e.to_string())?.mark;
            if after != before {
                return Err(format!("{path} with {fields:?} has another mark after a restart"));
            }
        }
        Ok(())
    }

    /// Does what is due.
    async fn fire(&mut self) -> Result<(), String> {
        for due in self.store.due(self.now, 100).await.map_err(|failure| failure.to_string())? {
            let name = format!("{} fired", due.act);
            self.step(&Step::Fire(due)).await?;
            *self.seen.acts.entry(name).or_default() += 1;
        }
        Ok(())
    }

    /// Compares addresses with what would be printed now: in a small paper all of them, in a large one those that were
    /// touched and some by chance.
    async fn compare(&mut self, alone: bool, after: &str) -> Result<(), String> {
        let some = match self.plan.paper {
            Paper::Small => self.addresses.some(MOST, &mut self.chance),
            Paper::Large => {
                let mut some = self.press.wrong_pages(self.now, MOST);
                some.extend(self.addresses.any(BESIDE, &mut self.chance));
                some
            }
        };
        self.compare_these(some, alone, after).await
    }

    async fn compare_these(&mut self, some: Vec<(String, Fields)>, alone: bool, after: &str) -> Result<(), String> {
        let failed = |failure: broadsheet_store::Failure| failure.to_string();
        let mut afresh = Afresh::begin(&self.press, self.now).await.map_err(failed)?;
        for (path, fields) in some {
            let given = self.press.print_fields(&path, &fields, self.now).await.map_err(failed)?;
            let known = self.marks.insert((path.clone(), fields.clone()), given.mark.clone());
            let whole = alone || known.is_none_or(|known| known != given.mark);
            if alone {
                afresh.finish();
                afresh = Afresh::begin(&self.press, self.now).await.map_err(failed)?;
            }
            if let Some(mismatch) = afresh.differs(&given, &path, &fields, whole).await.map_err(failed)? {
                return Err(format!("after {after}: {mismatch} (asked {fields:?} at {:?})", self.now));
            }
            self.seen.compared += 1;
        }
        afresh.finish();
        Ok(())
    }

    /// Adds up what the press has counted, before it goes.
    fn counts(&mut self) {
        let counted = self.press.counted();
        for (kind, (all, equal)) in counted.printed {
            let sum = self.seen.printed.entry(kind).or_default();
            *sum = (sum.0 + all, sum.1 + equal);
        }
        for (what, n) in counted.needless {
            *self.seen.needless.entry(what).or_default() += n;
        }
        self.seen.overtaken += counted.overtaken;
    }
}

/// Whether counts are announced before the change is marked, so that what both hit is marked for the counts' sake.
fn brings_counts(step: &Step) -> bool {
    matches!(step, Step::Import(_))
}

const READERS: &str = include_str!("../../../pages/templates/readers.html");
const POPULAR: &str = include_str!("../../../pages/templates/popular.html");
const ARTICLE_CSS: &str = include_str!("../../../pages/styles/article.css");

async fn shelving(store: &Store, theme: Arc<Theme>, clock: &Arc<AtomicI64>, plan: Plan) -> Press {
    let clock = clock.clone();
    let clock = Arc::new(move || Instant::from_microseconds(clock.load(Ordering::Relaxed)));
    let press = Press::new(store.clone(), theme).shelving(MEMORY, clock).await.expect("a shelf");
    press.plant(plan.fault);
    press
}

/// The paper, opened again once the store that held it has let go.
async fn reopened(options: &Options, now: Instant) -> Store {
    for _ in 0..200 {
        match Store::own(options, now).await {
            Ok(store) => return store,
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
        }
    }
    panic!("the paper is not let go")
}

/// Runs a plan to its end, or to the first page that is not right.
pub(crate) async fn run(plan: Plan) -> (u32, Result<Seen, String>) {
    let mut proof = Proof::begin(plan, Chance(plan.seed), Seen::default()).await;
    for act in 0..plan.acts {
        if plan.paper == Paper::Small && act > 0 && act % ANEW == 0 {
            proof.counts();
            let (chance, seen) = (proof.chance.clone(), proof.seen.clone());
            proof = Proof::begin(plan, chance, seen).await;
        }
        let now = proof.now.plus_seconds(proof.chance.below(20) as i64);
        proof.set(now);
        let outcome = one(&mut proof, act).await;
        if let Err(what) = outcome {
            return (act, Err(format!("act {act} of seed {}: {what}", plan.seed)));
        }
        if act % 500 == 499 {
            println!("{} acts", act + 1);
        }
    }
    if plan.paper == Paper::Large {
        let all = proof.addresses.some(usize::MAX, &mut proof.chance);
        if let Err(what) = proof.compare_these(all, false, "everything").await {
            return (plan.acts, Err(what));
        }
    }
    proof.counts();
    (plan.acts, Ok(proof.seen))
}

async fn one(proof: &mut Proof, act: u32) -> Result<(), String> {
    proof.fire().await?;
    let name = proof.act().await?;
    *proof.seen.acts.entry(name.clone()).or_default() += 1;
    proof.compare(act % ALONE == ALONE - 1, &name).await
}

fn asked<T: std::str::FromStr>(variable: &str) -> Option<T> {
    std::env::var(variable).ok().and_then(|asked| asked.parse().ok())
}

#[tokio::test]
async fn after_every_act_every_address_answers_with_what_would_be_printed_now() {
    let chance =
        u64::from(std::process::id()) ^ u64::from(std::time::UNIX_EPOCH.elapsed().map_or(1, |d| d.subsec_nanos()));
    let plan = Plan {
        seed: asked("BROADSHEET_SEED").unwrap_or(chance),
        acts: asked("BROADSHEET_ACTS").unwrap_or(ACTS),
        paper: if asked::<String>("BROADSHEET_PAPER").is_some_and(|paper| paper == "large") {
            Paper::Large
        } else {
            Paper::Small
        },
        fault: None,
    };
    println!("{plan:?}");
    let (_, seen) = run(plan).await;
    let seen = seen.unwrap_or_else(|what| panic!("{what}"));
    println!("{seen:#?}");
    let (all, equal) = seen
        .printed
        .iter()
        .filter(|(kind, _)| **kind != Kind::Asked)
        .fold((0, 0), |sum, (_, of)| (sum.0 + of.0, sum.1 + of.1));
    println!(
        "{all} prints of what was marked, {equal} of them came out equal: {:.4} for each that changed",
        all as f64 / (all - equal).max(1) as f64
    );
}

/// Acts in the short form.
const ACTS: u32 = 500;

#[tokio::test]
async fn every_planted_fault_is_found() {
    let acts = asked("BROADSHEET_FAULT_ACTS");
    // Those that are found soon; a soak plants all of them.
    let soon = [Fault::ReadPastSource, Fault::OpenEndClosed, Fault::ClockHoldsForEver, Fault::CountsNotAnnounced];
    let (faults, acts) = acts.map_or((&soon[..], 200), |acts| (&Fault::SHELF[..], acts));
    for &fault in faults {
        let seed = asked("BROADSHEET_SEED").unwrap_or(7);
        let plan = Plan { seed, acts, paper: Paper::Small, fault: Some(fault) };
        let (act, seen) = run(plan).await;
        let what = seen.map(|_| ()).expect_err(&format!("{fault:?} was not found in {acts} acts"));
        println!("{fault:?} was found at act {act}: {}", what.chars().take(160).collect::<String>());
    }
}
