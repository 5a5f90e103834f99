//! The clockwork: what is scheduled is done once, whatever becomes of the process, and no reader has a word of it before.
//!
//! `cargo xtask soak clockwork` schedules a thousand and ends the process at random all the while; then it also has to be
//! done in time.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use broadsheet_desk::publication::{self, Publication};
use broadsheet_desk::{Actor, Desk, article, embargo, schedule};
use broadsheet_news::article::Content;
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::language::Language;
use broadsheet_news::lists::List;
use broadsheet_store::{Options, Store};
use broadsheet_testkit::{Newspaper, TestDatabase, get};

use crate::world::{founded_on, served};

/// How many are scheduled in the short form.
const FEW: i64 = 24;
/// Over how long they fall due, for each.
const APART: i64 = 150_000;
/// How late a server may be with what falls due while it runs, in microseconds.
const LATE: i64 = 1_000_000;
/// How long it may take to catch up when it is started.
const CATCH_UP: i64 = 2_000_000;
/// How many ask meanwhile.
const READERS: usize = 2;

/// What is scheduled: its article falls due then.
type Due = BTreeMap<i64, Instant>;

/// When servers were there: from the moment they said so until they were ended.
type Spans = Vec<(Instant, Instant)>;

#[test]
fn what_is_scheduled_is_done_once_though_the_process_is_killed_and_nobody_has_a_word_before() {
    let asked = std::env::var("BROADSHEET_SCHEDULES").ok().and_then(|asked| asked.parse().ok());
    let paper = founded_on(TestDatabase::fresh(), &["--zone", "UTC"]);
    let due = scheduled(&paper, asked.unwrap_or(FEW));
    let last = due.values().max().copied().expect("something is scheduled");
    let (over, address) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(None::<String>)));
    let looked = Arc::new(AtomicUsize::new(0));
    let readers: Vec<_> = (0..READERS)
        .map(|who| {
            let (over, address, looked, due) = (over.clone(), address.clone(), looked.clone(), due.clone());
            std::thread::spawn(move || {
                while !over.load(Ordering::SeqCst) {
                    let at = address.lock().expect("an address").clone();
                    match at {
                        Some(at) => look(&at, who + looked.fetch_add(1, Ordering::SeqCst), &due),
                        None => std::thread::sleep(Duration::from_millis(5)),
                    }
                }
            })
        })
        .collect();
    let mut spans = Spans::new();
    loop {
        let server = served(&paper, &[]);
        let ready = Instant::now();
        *address.lock().expect("an address") = Some(server.address().to_owned());
        let is_last = ready > last;
        // From half a second to three and a half, whatever the clock has in its last digits.
        let millis = if is_last { 3_000 } else { 500 + ready.microseconds().unsigned_abs() % 3_001 };
        std::thread::sleep(Duration::from_millis(millis));
        *address.lock().expect("an address") = None;
        spans.push((ready, Instant::now()));
        if is_last {
            server.stop().expect("it stops");
            break;
        }
        server.kill().expect("it ends");
    }
    over.store(true, Ordering::SeqCst);
    readers.into_iter().for_each(|reader| reader.join().expect("no reader had a word before its time"));
    let done = done(&paper);
    assert!(due.iter().all(|(id, at)| done.get(id).is_some_and(|then| then.len() == 1 && then[0] >= *at)), "{done:?}");
    let looked = looked.load(Ordering::SeqCst);
    assert!(looked > 20, "readers looked {looked} times");
    let late = due.iter().map(|(id, at)| done[id][0].microseconds() - deadline(*at, &spans).microseconds());
    let worst = late.max().unwrap_or(0);
    println!(
        "{} done once each, the process ended {} times, {looked} looks, {worst} µs after the deadline at worst",
        due.len(),
        spans.len() - 1
    );
    assert!(asked.is_none() || worst <= 0, "something was done {worst} µs too late");
}

/// By when something has to be done that falls due then.
fn deadline(due: Instant, spans: &Spans) -> Instant {
    let plus = |at: Instant, more: i64| Instant::from_microseconds(at.microseconds() + more);
    let by = |(ready, _): &(Instant, Instant)| if *ready <= due { plus(due, LATE) } else { plus(*ready, CATCH_UP) };
    let in_time = spans.iter().filter(|(_, ended)| *ended > due).find(|span| by(span) <= span.1);
    in_time.map_or(Instant::NEVER, by)
}

/// Writes so many articles: one half is scheduled, the other published under an embargo.
fn scheduled(paper: &Newspaper, n: i64) -> Due {
    on(paper, async |store| {
        let actor = Actor::at_the_machine("editor");
        let desk = |now| Desk { store, actor: &actor, now };
        let mut written = Vec::new();
        for n in 0..n {
            let mut content = Content::headed(Language::default(), &format!("Vow{n:04}x is sealed"));
            content.body = Body::of([BlockKind::paragraph(&format!("Herons gather. Vow{n:04}x."))]);
            written.push(article::create(&desk(Instant::now()), &content).await.expect("an article").made.article);
        }
        let first = Instant::now().microseconds() + 2_000_000 + n * 20_000;
        let mut due = Due::new();
        for (n, id) in written.into_iter().enumerate() {
            let at = Instant::from_microseconds(first + n as i64 * APART);
            let now = Instant::now();
            if n % 2 == 0 {
                schedule::publish_at(&desk(now), id, Some(at)).await.expect("a schedule");
            } else {
                embargo::set(&desk(now), id, Some(at)).await.expect("an embargo");
                publication::publish(&desk(now), id, Publication { substantive: false }).await.expect("published");
            }
            due.insert(id.0, at);
        }
        assert!(Instant::now().microseconds() < first, "writing took too long");
        due
    })
}

/// When each article came to readers.
fn done(paper: &Newspaper) -> BTreeMap<i64, Vec<Instant>> {
    on(paper, async |store| {
        let (latest, mut done, mut last) = (List::latest(&Language::default()), BTreeMap::<_, Vec<_>>::new(), 0);
        loop {
            let some = store.changes_after(last, 100).await.expect("the change log");
            let Some(newest) = some.last() else { return done };
            last = newest.number;
            for change in &some {
                let entered = change.difference.entered.iter().filter(|position| position.list == latest);
                entered.for_each(|position| done.entry(position.member).or_default().push(change.made));
            }
        }
    })
}

fn on<T>(paper: &Newspaper, act: impl AsyncFnOnce(&Store) -> T) -> T {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let options = Options { folder: paper.folder().to_owned(), database: paper.database().map(str::to_owned) };
    runtime.block_on(async {
        let store = Store::own(&options, Instant::now()).await.expect("the paper");
        act(&store).await
    })
}

/// Everything that a reader may ask for and that would name an article.
fn look(server: &str, n: usize, due: &Due) {
    let date: String = Zone::utc().iso(Instant::now()).chars().take(10).collect();
    let ids: Vec<i64> = due.keys().copied().collect();
    let id = ids[n % ids.len()];
    let outputs = [
        "/".to_owned(),
        "/search?q=herons".to_owned(),
        "/feed.xml".to_owned(),
        "/feed.json".to_owned(),
        "/feed.atom".to_owned(),
        "/briefing.json".to_owned(),
        "/briefing.xml".to_owned(),
        "/sitemap-news.xml".to_owned(),
        format!("/sitemap-{}.xml", &date[..7]),
        format!("/{}", date.replace('-', "/")),
        format!("/share/{id}"),
        format!("/{}/vow{:04}x-is-sealed", date.replace('-', "/"), n % ids.len()),
        "/nowhere".to_owned(),
    ];
    let path = &outputs[n % outputs.len()];
    // The server may be gone in the middle of its answer.
    let Ok(answer) = get(&format!("{server}{path}"), &[]) else { return };
    let now = Instant::now();
    let text = format!("{:?}{}", answer.headers, answer.text()).to_lowercase();
    for (at, _) in text.match_indices("vow") {
        let Some(n) = text.get(at + 3..at + 7).and_then(|digits| digits.parse::<usize>().ok()) else { continue };
        let due = due[&ids[n]];
        assert!(due <= now, "{path} names {n}, {} µs before its time", due.microseconds() - now.microseconds());
    }
    assert!([200, 301, 404].contains(&answer.status), "{path}: {}", answer.status);
}
