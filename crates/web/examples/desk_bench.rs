//! What the newsroom costs in a small paper and in a large one: rows given and steps taken by the database to list, find,
//! open and save articles. A row that is looked at and not given takes steps: to find the rarer of two terms up to a
//! thousand rows of each are, which a paper of a thousand articles hardly has.
//!
//! `cargo xtask bench desk [SMALL LARGE]`: the data folders of two papers, as `cargo xtask fill` makes them; without
//! them, papers of 1,000 and 100,000 articles are made in a temporary folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use broadsheet_demo::fill;
use broadsheet_desk::{Actor, Desk, article};
use broadsheet_news::article::{Content, State};
use broadsheet_news::clock;
use broadsheet_news::ids::ArticleId;
use broadsheet_store::{DeskArticle, Options, Reading, Store, Term, Wanted};

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// By how much more it may cost in the large paper.
const MOST: f64 = 1.3;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            println!("Something costs more than {MOST} times as many rows.");
            ExitCode::FAILURE
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Fallible<bool> {
    let given = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let temporary = tempfile::tempdir()?;
    let [small, large] = fill::two_sizes(given, temporary.path(), [1_000, 100_000], |articles, took| {
        println!("{articles} articles in {:.1} s", took.as_secs_f64());
    })
    .await?;
    let (small, large) = (costs(&small).await?, costs(&large).await?);
    println!("{:<22}{:>24}{:>24}{:>7}{:>7}", "rows, steps (ms)", "small", "large", "rows", "steps");
    let mut fits = true;
    for ((name, small), (_, large)) in small.iter().zip(&large) {
        let ratio = |small: u64, large: u64| large as f64 / (small as f64).max(1.0);
        let (rows, steps) = (ratio(small.rows, large.rows), ratio(small.steps, large.steps));
        fits &= rows <= MOST;
        println!("{name:<22}{:>24}{:>24}{rows:>7.2}{steps:>7.2}", small.said(), large.said());
    }
    Ok(fits)
}

/// What something costs.
struct Cost {
    rows: u64,
    steps: u64,
    milliseconds: f64,
}

impl Cost {
    /// What it costs since that many rows were given and steps taken.
    fn since((rows, steps): (u64, u64), (rows_now, steps_now): (u64, u64), began: Instant) -> Self {
        let milliseconds = began.elapsed().as_secs_f64() * 1e3;
        Self { rows: rows_now - rows, steps: steps_now - steps, milliseconds }
    }

    fn said(&self) -> String {
        format!("{}, {} ({:.1})", self.rows, self.steps, self.milliseconds)
    }
}

/// What a reading has cost so far.
fn work(reading: &Reading) -> (u64, u64) {
    (reading.rows_given(), reading.steps())
}

/// A page of the list, with what it costs.
async fn listed(store: &Store, terms: &[Term]) -> Fallible<(Vec<DeskArticle>, Cost)> {
    let wanted = Wanted { terms: terms.to_vec(), limit: 51, ..Wanted::default() };
    let reading = store.reading().await?;
    let (before, began) = (work(&reading), Instant::now());
    let articles = reading.desk_list(&wanted).await?;
    let cost = Cost::since(before, work(&reading), began);
    reading.finish();
    Ok((articles, cost))
}

async fn costs(folder: &Path) -> Fallible<Vec<(&'static str, Cost)>> {
    let options = Options { folder: folder.to_owned(), database: None };
    let store = Store::own(&options, clock::Instant::now()).await?;
    let (newest, all) = listed(&store, &[]).await?;
    let first = newest.first().ok_or("the paper has no article")?;
    let words = commonest(&newest);
    let section = first.section.map(Term::Section).into_iter();
    let state = Term::State(State::Published);
    let mut costs = vec![("a page of the list", all)];
    costs.push(("two words", listed(&store, &words).await?.1));
    costs.push(("section and state", listed(&store, &section.chain([state]).collect::<Vec<_>>()).await?.1));
    costs.push(("opening", opened(&store, first.id).await?));
    costs.push(("saving", saved(&store, first.id).await?));
    Ok(costs)
}

/// The two words that stand in most of these headlines: with them a page is full in the small paper too.
fn commonest(articles: &[DeskArticle]) -> Vec<Term> {
    let mut found: BTreeMap<String, (usize, Term)> = BTreeMap::new();
    for word in articles.iter().flat_map(|article| Term::words(&article.headline)) {
        found.entry(format!("{word:?}")).or_insert((0, word)).0 += 1;
    }
    let mut found: Vec<(usize, Term)> = found.into_values().collect();
    found.sort_by_key(|(times, _)| std::cmp::Reverse(*times));
    found.into_iter().take(2).map(|(_, word)| word).collect()
}

async fn opened(store: &Store, id: ArticleId) -> Fallible<Cost> {
    let reading = store.reading().await?;
    let (before, began) = (work(&reading), Instant::now());
    let found = reading.article(id).await?.ok_or("it is there")?;
    reading.revision(found.working_revision).await?;
    reading.schedule(id, "publish").await?;
    reading.embargo(id).await?;
    reading.corrections(id).await?;
    let cost = Cost::since(before, work(&reading), began);
    reading.finish();
    Ok(cost)
}

async fn saved(store: &Store, id: ArticleId) -> Fallible<Cost> {
    let actor = Actor::at_the_machine("bench");
    let desk = Desk { store, actor: &actor, now: clock::Instant::now() };
    let open = article::open(&desk, id).await?;
    let content = Content { deck: format!("{} Again.", open.newest.content.deck), ..open.newest.content };
    let before = (store.rows_by_acts().await, store.steps_by_acts().await);
    let began = Instant::now();
    article::revise(&desk, id, open.newest.id, &content).await?;
    Ok(Cost::since(before, (store.rows_by_acts().await, store.steps_by_acts().await), began))
}
