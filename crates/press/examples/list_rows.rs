//! What a page of a list costs, in a small paper and in a large one: rows read for each article listed, and time.
//!
//! `cargo xtask bench lists [SMALL LARGE]`: the data folders of two papers, as `cargo xtask fill` makes them; without
//! them, papers of 10,000 and 100,000 articles are made in a temporary folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use broadsheet_demo::fill::{self, Filling};
use broadsheet_news::address::{self, Span};
use broadsheet_news::article::Author;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::language::Language;
use broadsheet_news::lists::List;
use broadsheet_pages::theme::Theme;
use broadsheet_pages::{Reading, Request, print};
use broadsheet_store::source::Source;
use broadsheet_store::{Options, Store};

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// By how much more a page may cost in the large paper.
const MOST: f64 = 1.3;
/// How often a page is printed for its time.
const PRINTS: usize = 21;
/// How many of the newest articles are looked at for the largest topic, person and day.
const LOOKED_AT: usize = 400;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            println!("A page costs more than {MOST} times as many rows for each article listed.");
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
    let [small, large] = fill::two_sizes(given, temporary.path(), [10_000, 100_000], |articles, took| {
        println!("{articles} articles in {:.1} s", took.as_secs_f64());
    })
    .await?;
    let (small, large) = (costs(&small).await?, costs(&large).await?);
    println!("{:<17}{:>32}{:>32}{:>7}", "rows / articles", "small", "large", "ratio");
    let mut fits = true;
    for ((name, small), (_, large)) in small.iter().zip(&large) {
        let ratio = large.for_each() / small.for_each();
        fits &= ratio <= MOST;
        println!("{name:<17}{:>32}{:>32}{ratio:>7.2}", small.said(), large.said());
    }
    Ok(fits)
}

/// What a page costs.
struct Cost {
    rows: u64,
    listed: usize,
    median: Duration,
}

impl Cost {
    fn for_each(&self) -> f64 {
        self.rows as f64 / self.listed.max(1) as f64
    }

    fn said(&self) -> String {
        let milliseconds = self.median.as_secs_f64() * 1_000.0;
        format!("{} / {} = {:.2}, {milliseconds:.2} ms", self.rows, self.listed, self.for_each())
    }
}

async fn costs(folder: &Path) -> Fallible<Vec<(&'static str, Cost)>> {
    let store = Store::own(&Options { folder: folder.to_owned(), database: None }, Filling::end()).await?;
    let theme = Theme::harbour();
    let mut costs = Vec::new();
    for (name, path, query) in pages(&store).await? {
        costs.push((name, cost(&store, &theme, &path, &query).await?));
    }
    Ok(costs)
}

async fn cost(store: &Store, theme: &Theme, path: &str, query: &str) -> Fallible<Cost> {
    let (mut times, mut rows, mut listed) = (Vec::with_capacity(PRINTS), 0, 0);
    for _ in 0..PRINTS {
        let source = store.source(Filling::end(), None).await?;
        let began = Instant::now();
        let request = Request::of(&source, path, query);
        let page = print(Reading { source: &source, theme }, &request).await?.text();
        times.push(began.elapsed());
        rows = source.rows_read();
        listed = page.matches("<div class=\"card").count();
        source.finish();
    }
    times.sort_unstable();
    let median = times.get(PRINTS / 2).copied().unwrap_or_default();
    if listed == 0 {
        return Err(format!("{path}?{query} lists nothing.").into());
    }
    Ok(Cost { rows, listed, median })
}

/// The pages to be measured: a name, the path, the query.
async fn pages(store: &Store) -> Fallible<Vec<(&'static str, String, String)>> {
    let source = store.source(Filling::end(), None).await?;
    let language = Language::default();
    let newest = source.slice(&List::latest(&language), None, LOOKED_AT, true).await?;
    let ids: Vec<ArticleId> = newest.into_iter().map(|(_, id)| ArticleId(id)).collect();
    let articles = source.articles(&ids).await?;
    let topics: BTreeSet<_> = articles.iter().flat_map(|article| article.topics()).copied().collect();
    let authors = articles.iter().flat_map(|article| article.bylines()).map(|byline| &byline.author);
    let persons: BTreeSet<_> =
        authors.filter_map(|author| if let Author::Person(id) = author { Some(*id) } else { None }).collect();
    let days = articles.iter().filter_map(|article| Span::of_article(article.address().as_deref()?));
    let days: BTreeSet<_> = days.collect();

    let section = largest(&source, source.sections_below(None, &language).await?, |id| List::section(*id)).await?;
    let section = source.section(section).await?.ok_or("There is no section.")?.slug().clone();
    let topic = largest(&source, topics, |id| List::topic(*id)).await?;
    let older = source.bounds(&List::topic(topic), None).await?.and_then(|bounds| bounds.older);
    let middle = older.ok_or("The largest topic has one page.")? / 2;
    let topic = address::topic("", source.topic(topic).await?.ok_or("There is no topic.")?.slug());
    let person = largest(&source, persons, |id| List::person(*id)).await?;
    let person = source.person(person).await?.ok_or("There is no person.")?.slug().clone();
    let day = largest(&source, days, |day| List::dated(&language, *day)).await?;
    drop(articles);
    source.finish();
    Ok(vec![
        ("front", address::front(""), String::new()),
        ("section", address::named("", &section), String::new()),
        ("topic", topic.clone(), String::new()),
        ("its middle page", topic, format!("page={}", middle.max(1))),
        ("person", address::person(&person), String::new()),
        ("archive day", address::archive("", day), String::new()),
    ])
}

/// The one whose list is the longest.
async fn largest<T>(source: &Source, all: impl IntoIterator<Item = T>, list: impl Fn(&T) -> List) -> Fallible<T> {
    let mut found = None;
    for one in all {
        let total = source.total_of(&source.made_of(&list(&one)).await?).await?;
        if found.as_ref().is_none_or(|(_, most)| total > *most) {
            found = Some((one, total));
        }
    }
    found.map(|(one, _)| one).ok_or_else(|| "There is nothing to measure.".into())
}
