//! What the press costs, in papers of several sizes: `cargo xtask bench press [--database SERVER] [SIZE…]`, on SQLite or
//! in databases of their own on a PostgreSQL server, which has to make commits durable.
//!
//! For each size a paper is made by chance, a thousand of its pages are put on the shelf, and articles are revised and
//! published; beside each publication a bare commit of as many bytes is made in the same run, so that what is compared
//! had the same disk, and a file of as many bytes is written and synced, below which no database can be.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::{Duration, Instant as Stopwatch};

use broadsheet_demo::fill::{self, Filling};
use broadsheet_desk::publication::{Publication, publish};
use broadsheet_desk::{Actor, Desk, article};
use broadsheet_discovery::standing;
use broadsheet_news::article::Member;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::language::Language;
use broadsheet_news::lists::List;
use broadsheet_pages::theme::Theme;
use broadsheet_press::{Coding, Press};
use broadsheet_store::bare::Bare;
use broadsheet_store::transaction::Act;
use broadsheet_store::{Options, ReaderBatch, Store};
use broadsheet_testkit::TestDatabase;

/// The program's own.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How many pages stand on the shelf.
const PAGES: usize = 1_000;
/// How many publications are timed in each run, and how many runs there are.
const PUBLICATIONS: usize = 40;
const RUNS: usize = 5;
/// How many cold articles are printed in each run.
const COLD: usize = 200;
/// The tasks of a press let go of the paper when they end.
const LET_GO: Duration = Duration::from_millis(500);
/// How many bytes the shelf may take.
const MEMORY: usize = 256 << 20;
/// How many pages stand on the shelf when there is a new list of the most popular, how much memory they may take, and how
/// many articles are read meanwhile.
const SHELVED: usize = 30_000;
const MUCH: usize = 2 << 30;
const PLACES: usize = 12;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // In a task, as a server's requests are: a thread of its own would have to be woken for each answer of a database.
    let outcome = tokio::spawn(async move {
        match arguments.split_first() {
            Some((what, rest)) if what == "crawl" => crawl(rest).await,
            _ => run(&arguments).await,
        }
    });
    match outcome.await.map_err(Into::into).flatten() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &[String]) -> Fallible<()> {
    let (server, arguments) = match arguments {
        [flag, server, sizes @ ..] if flag == "--database" => (Some(server), sizes),
        sizes => (None, sizes),
    };
    let sizes: Vec<usize> = arguments.iter().map(|size| size.parse()).collect::<Result<_, _>>()?;
    let sizes = if sizes.is_empty() { vec![1_000, 10_000, 100_000] } else { sizes };
    let folder = tempfile::tempdir()?;
    demo(folder.path()).await?;
    for size in sizes {
        let database = server.map(|server| TestDatabase::on(server));
        let address = database.as_ref().and_then(TestDatabase::address).map(str::to_owned);
        let options = Options { folder: folder.path().join(size.to_string()), database: address };
        drop(fill::found(&options, &Filling::of(size), |_| {}).await?);
        Bare::at_rest(&options).await?;
        println!("\n{size} articles");
        let mut starts = Vec::with_capacity(RUNS);
        for _ in 1..RUNS {
            let (store, press) = started(&options, &mut starts).await?;
            press.close();
            drop((press, store));
            tokio::time::sleep(LET_GO).await;
        }
        let (store, press) = started(&options, &mut starts).await?;
        println!("  start                        {:>9.1} ms", at(&mut starts, 0.5));
        let beside = server.map(|server| TestDatabase::on(server));
        let address = beside.as_ref().and_then(TestDatabase::address).map(str::to_owned);
        let place = Options { folder: folder.path().join(format!("{size}-bare")), database: address };
        std::fs::create_dir(&place.folder)?;
        costs(&store, &press, &Bare::found(&place).await?, folder.path()).await?;
        press.close();
        popular(&store).await?;
        drop((press, store));
        tokio::time::sleep(LET_GO).await;
        crawls(&options)?;
    }
    Ok(())
}

/// A paper that is owned and ready to print; notes how long that took.
async fn started(options: &Options, starts: &mut Vec<f64>) -> Fallible<(Store, Press)> {
    let began = Stopwatch::now();
    let store = Store::own(options, Instant::now()).await?;
    let press = shelving(&store, MEMORY).await?;
    starts.push(millis(began.elapsed()));
    Ok((store, press))
}

async fn shelving(store: &Store, memory: usize) -> Fallible<Press> {
    Ok(Press::new(store.clone(), Theme::harbour()).shelving(memory, Arc::new(Instant::now)).await?)
}

/// The addresses of articles, newest first.
async fn addresses(store: &Store, most: usize) -> Fallible<Vec<(ArticleId, String)>> {
    let source = store.source(Instant::now(), None).await?;
    let mut found = Vec::new();
    let mut after = None;
    while found.len() < most {
        let some = source.slice(&List::latest(&Language::default()), after.as_ref(), 500, true).await?;
        let Some((last, _)) = some.last() else { break };
        after = Some(last.clone());
        let ids: Vec<ArticleId> = some.iter().map(|(_, id)| ArticleId(*id)).collect();
        for article in source.articles(&ids).await? {
            found.extend(article.address().clone().map(|address| (article.id(), address)));
        }
    }
    source.finish();
    found.truncate(most);
    Ok(found)
}

async fn costs(store: &Store, press: &Press, bare: &Bare, folder: &Path) -> Fallible<()> {
    let found = addresses(store, PAGES + RUNS * COLD).await?;
    // Where there are so few articles, the cold ones have been printed before.
    let cold_ones = found.rchunks(RUNS * COLD).next().unwrap_or_default();
    let articles = &found[..PAGES.min(found.len())];
    for (_, address) in articles {
        press.print(address, "", Instant::now()).await?;
    }
    for path in ["/", "/feed.xml", "/sitemap.xml"] {
        press.print(path, "", Instant::now()).await?;
    }
    println!("  memory of {PAGES} pages         {:>9} bytes", metric(press, "broadsheet_shelf_bytes"));
    cold(store, cold_ones).await?;
    let mut file = File::create(folder.join("bare"))?;
    let (mut published, mut committed, mut synced) = (Vec::new(), Vec::new(), Vec::new());
    let (mut rows, mut prints, mut bytes) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new()]);
    for run in 0..RUNS {
        for n in 0..PUBLICATIONS {
            let (id, address) = &articles[(run * PUBLICATIONS + n) % articles.len()];
            revised(store, *id, n).await?;
            let before = (store.rows_by_acts().await, printed(press), written(bare).await?);
            published.push(publication(store, *id).await?);
            let by_it = written(bare).await? - before.2;
            rows.push((store.rows_by_acts().await - before.0) as f64);
            // What is popular is printed by itself; the rest is asked for here.
            for path in ["/", address.as_str(), "/feed.xml"] {
                press.print(path, "", Instant::now()).await?;
            }
            prints.push((printed(press) - before.1) as f64);
            let before = written(bare).await?;
            let began = Stopwatch::now();
            bare.commit(by_it).await?;
            committed.push(millis(began.elapsed()));
            bytes[0].push(by_it as f64);
            bytes[1].push((written(bare).await? - before) as f64);
            synced.push(sync(&mut file, by_it)?);
        }
    }
    let line = |name: &str, all: &[f64]| {
        println!("  {name:<29}{:>9.2} ms {:>9.2} ms", at(&mut all.to_vec(), 0.5), at(&mut all.to_vec(), 0.99));
    };
    let ratio = |beside: &[f64], part: f64| at(&mut published.to_vec(), part) / at(&mut beside.to_vec(), part);
    line("publish, p50 and p99", &published);
    line("a bare commit", &committed);
    println!("  ratio                        {:>9.2}    {:>9.2}", ratio(&committed, 0.5), ratio(&committed, 0.99));
    line("a file written and synced", &synced);
    println!("  ratio                        {:>9.2}    {:>9.2}", ratio(&synced, 0.5), ratio(&synced, 0.99));
    let [by_it, by_bare] = &mut bytes;
    println!("  bytes, of a publication      {:>9}, of a bare commit {}", at(by_it, 0.5), at(by_bare, 0.5));
    println!("  rows read by a publication   {:>9}", at(&mut rows, 0.5));
    println!("  prints after a publication   {:>9}", at(&mut prints, 0.5));
    Ok(())
}

/// What a new list of the most popular prints, of as many shelved pages as the paper has, up to thirty thousand.
async fn popular(store: &Store) -> Fallible<()> {
    let language = Language::default();
    let articles = addresses(store, SHELVED).await?;
    let press = shelving(store, MUCH).await?;
    let all = async || -> Fallible<()> {
        for (_, address) in &articles {
            press.print(address, "", Instant::now()).await?;
        }
        Ok(())
    };
    let listed = async || -> Fallible<BTreeSet<Member>> {
        let source = store.source(Instant::now(), None).await?;
        let listed = source.popular(&language, usize::MAX).await?;
        source.finish();
        Ok(listed.into_iter().collect())
    };
    // First some are read by many, then others by more. Their counts are printed before the list is made anew.
    let mut lists = Vec::new();
    let mut prints = 0;
    for (turn, some) in articles.chunks(PLACES).take(2).enumerate() {
        let readers = some.iter().map(|(id, _)| (*id, 1_000 * (turn as i64 + 1))).collect();
        let batch = ReaderBatch { readers, shares: Vec::new() };
        store.count(Instant::now(), &batch, |value, at, n| standing::warmed(value, at, n, Instant::now())).await?;
        all().await?;
        let before = printed(&press);
        standing::refresh(store, Instant::now()).await?;
        all().await?;
        prints = printed(&press) - before;
        lists.push(listed().await?);
    }
    let either: BTreeSet<Member> = lists.into_iter().flatten().collect();
    println!(
        "  prints after a new list of the most popular, {} pages shelved: {prints}, at most {}",
        articles.len(),
        1 + 2 * either.len()
    );
    press.close();
    Ok(())
}

/// Gives an article another headline.
async fn revised(store: &Store, id: ArticleId, n: usize) -> Fallible<()> {
    let actor = Actor::at_the_machine("bench");
    let desk = Desk { store, actor: &actor, now: Instant::now() };
    let reading = store.begin(Act { name: "read", actor: String::new(), now: desk.now, trace: None }).await?;
    let revision = reading.article(id).await?.ok_or("an article is lost")?.working_revision;
    let mut content = reading.revision(revision).await?.ok_or("a revision is lost")?.content;
    drop(reading);
    content.headline = format!("{} {n}", content.headline.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '));
    article::revise(&desk, id, revision, &content).await?;
    Ok(())
}

/// Publishes an article, and says how many milliseconds that took.
async fn publication(store: &Store, id: ArticleId) -> Fallible<f64> {
    let actor = Actor::at_the_machine("bench");
    let desk = Desk { store, actor: &actor, now: Instant::now() };
    let began = Stopwatch::now();
    publish(&desk, id, Publication { substantive: false }).await?;
    Ok(millis(began.elapsed()))
}

/// What it costs to print an article that does not stand on the shelf, beside pressing its bytes alone.
async fn cold(store: &Store, articles: &[(ArticleId, String)]) -> Fallible<()> {
    let press = Press::new(store.clone(), Theme::harbour());
    let (mut prints, mut worked, mut pressings) = (Vec::new(), Vec::new(), Vec::new());
    // After each print the bytes of the one before are pressed: what is pressed twice in a row is pressed faster.
    let mut last: Option<Box<dyn Fn() + Send>> = None;
    for (_, address) in articles.iter().take(RUNS * COLD) {
        let (began, before) = (Stopwatch::now(), worked_for());
        let page = press.fresh(address, "", Instant::now()).await?;
        worked.push(worked_for() - before);
        prints.push(millis(began.elapsed()));
        if let Some(press) = last.replace(Box::new(page.pressing())) {
            let before = worked_for();
            press();
            pressings.push(worked_for() - before);
        }
    }
    let (print, work, pressing) = (at(&mut prints, 0.5), at(&mut worked, 0.5), at(&mut pressings, 0.5));
    println!("  a cold article, until it is there {print:>4.2} ms");
    println!("  processor, and for pressing  {work:>9.2} ms {pressing:>9.2} ms: {:.2}", work / pressing);
    Ok(())
}

/// The pages of the demo: what joining costs, and whether each is small enough.
async fn demo(folder: &Path) -> Fallible<()> {
    let options = Options { folder: folder.join("demo"), database: None };
    let store = broadsheet_demo::found(&options, Instant::now()).await?;
    let press = shelving(&store, MEMORY).await?;
    let mut paths = vec!["/".to_owned(), "/zh-hant/".to_owned(), "/directory".to_owned()];
    let mut above = String::new();
    loop {
        let some = store.addresses_after(&above, 500).await?;
        let Some(last) = some.last() else { break };
        above.clone_from(last);
        paths.extend(some);
    }
    let (mut largest, mut worst_article, mut front) = ((0, String::new()), 0.0_f64, 0.0);
    for path in &paths {
        let page = press.print(path, "", Instant::now()).await?;
        let text = page.bytes_in(Coding::Identity);
        if text.is_empty() {
            continue;
        }
        let (joined, whole) = (page.bytes_in(Coding::Gzip).len(), one_piece(&text)?);
        if joined > largest.0 {
            largest = (joined, path.clone());
        }
        let ratio = joined as f64 / whole as f64;
        if page.article.is_some() {
            worst_article = worst_article.max(ratio);
        } else if path == "/" {
            front = ratio;
        }
    }
    println!("{} pages of the demo", paths.len());
    println!("  joined beside one piece, the worst article {worst_article:.3}, the front {front:.3}");
    println!("  the largest joined page: {} bytes ({})", largest.0, largest.1);
    Ok(())
}

fn one_piece(text: &[u8]) -> Fallible<usize> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(9));
    out.write_all(text)?;
    Ok(out.finish()?.len())
}

/// How many bytes have been written for commits so far: to the log of the whole server, or by this process.
async fn written(bare: &Bare) -> Fallible<usize> {
    if let Some(logged) = bare.logged().await? {
        return Ok(logged);
    }
    let status = std::fs::read_to_string("/proc/self/io")?;
    let line = status.lines().find_map(|line| line.strip_prefix("wchar:")).ok_or("no count of what is written")?;
    Ok(line.trim().parse()?)
}

/// Writes so many bytes to a file, makes them durable, and says how many milliseconds that took.
fn sync(file: &mut File, bytes: usize) -> Fallible<f64> {
    let bytes = vec![7_u8; bytes];
    let began = Stopwatch::now();
    file.write_all(&bytes)?;
    file.sync_data()?;
    Ok(millis(began.elapsed()))
}

/// Crawls in processes of their own, with a shelf of 64 MiB and with none, and compares their memory.
fn crawls(options: &Options) -> Fallible<()> {
    let one = |mib: usize| -> Fallible<u64> {
        let program = std::env::current_exe()?;
        let mut command = Command::new(program);
        command.arg("crawl").arg(&options.folder).arg(mib.to_string()).args(&options.database);
        let told = command.output()?;
        let told = String::from_utf8(told.stdout)?;
        Ok(told.trim().parse().map_err(|_| format!("a crawl told {told:?}"))?)
    };
    // How much the database's own caches take differs from run to run.
    let mut more = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let (none, some) = (one(0)?, one(64)?);
        more.push((some as f64 - none as f64) / 1024.0);
    }
    let all = more.iter().map(|mib| format!("{mib:.1}")).collect::<Vec<_>>().join(", ");
    println!(
        "  RssAnon after a crawl, with a shelf of 64 MiB beside one of 0: {:.1} MiB more ({all})",
        at(&mut more, 0.5)
    );
    Ok(())
}

async fn crawl(arguments: &[String]) -> Fallible<()> {
    let [folder, mib, database @ ..] = arguments else { return Err("a folder and an amount of memory".into()) };
    let options = Options { folder: folder.into(), database: database.first().cloned() };
    let store = Store::own(&options, Instant::now()).await?;
    let press = shelving(&store, mib.parse::<usize>()? << 20).await?;
    for (_, address) in addresses(&store, 100_000).await? {
        press.print(&address, "", Instant::now()).await?;
    }
    let status = std::fs::read_to_string("/proc/self/status")?;
    let anonymous = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).ok_or("no RssAnon")?;
    println!("{}", anonymous.trim().trim_end_matches(" kB"));
    Ok(())
}

/// For how many milliseconds this process has had a processor.
fn worked_for() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The value below which that part of all is.
fn at(all: &mut [f64], part: f64) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get((all.len() as f64 * part) as usize).or(all.last()).copied().unwrap_or_default()
}

/// The sum of a metric over its labels.
fn metric(press: &Press, name: &str) -> u64 {
    let said = press.metrics();
    said.lines()
        .filter(|line| line.starts_with(&format!("{name}{{")) || line.starts_with(&format!("{name} ")))
        .filter_map(|line| line.rsplit_once(' ')?.1.parse::<u64>().ok())
        .sum()
}

fn printed(press: &Press) -> u64 {
    metric(press, "broadsheet_prints_total")
}
