//! The API under many hands: what was acknowledged is what readers get, and a server that is killed loses and doubles nothing.
//!
//! `cargo xtask soak api` runs both at length; short forms stand among the tests.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use broadsheet_news::clock;
use broadsheet_store::{Options, Store};
use broadsheet_testkit::{Newspaper, Server, get};
use serde_json::{Value, json};

use crate::desk::Program;
use crate::world::founded;

const WRITERS: usize = 8;
const READERS: usize = 64;

fn asked(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|asked| asked.parse().ok()).unwrap_or(otherwise)
}

/// An article of a writer: where it is, and the newest version that was acknowledged.
struct Written {
    address: String,
    acknowledged: AtomicU64,
}

/// The number behind `version ` in a text.
fn version_in(text: &str) -> Option<u64> {
    let after = text.split("version ").nth(1)?;
    after.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[test]
fn what_writers_were_told_is_done_is_what_every_reader_gets_and_none_goes_back() {
    let paper = founded(&[]);
    let server = paper.served(&["--shelf", "8"]).expect("a server");
    let at = server.address().to_owned();
    let programs: Vec<Program> = (0..WRITERS).map(|n| writer(&paper, &server, n)).collect();
    let mut articles = Vec::new();
    for (n, program) in programs.iter().enumerate() {
        let writing = json!({"headline": format!("Writer {n} version 0"), "markdown": "Said."});
        let article = program.does(201, "POST", "/api/v1/articles", &writing);
        let path = format!("/api/v1/articles/{}", article["id"]);
        let published = program.does(201, "POST", &format!("{path}/publication"), &json!({}));
        let address = published["address"].as_str().expect("an address").to_owned();
        articles.push((path, Arc::new(Written { address, acknowledged: AtomicU64::new(0) })));
    }
    let over = Arc::new(AtomicBool::new(false));
    let wrong: Arc<Mutex<Vec<String>>> = Arc::default();
    let (acts, answers) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let mut threads = Vec::new();
    for (program, (path, written)) in programs.into_iter().zip(articles.clone()) {
        let (over, acts) = (over.clone(), acts.clone());
        threads.push(std::thread::spawn(move || {
            let mut version = 0;
            while !over.load(Ordering::SeqCst) {
                version += 1;
                let article = program.does(200, "GET", &path, &Value::Null);
                let headline = format!("Writer version {version}");
                program.does(200, "PATCH", &path, &json!({"base": article["revision"], "headline": headline}));
                program.does(201, "POST", &format!("{path}/publication"), &json!({}));
                written.acknowledged.store(version, Ordering::SeqCst);
                acts.fetch_add(2, Ordering::SeqCst);
                // The limit of a token is twenty requests a second.
                std::thread::sleep(Duration::from_millis(160));
            }
        }));
    }
    for reader in 0..READERS {
        let (over, wrong, answers, at) = (over.clone(), wrong.clone(), answers.clone(), at.clone());
        let (path, written) = articles[reader % articles.len()].clone();
        // Half of them read the page, half the document.
        let url = if reader % 2 == 0 { format!("{at}{}", written.address) } else { format!("{at}{path}") };
        threads.push(std::thread::spawn(move || {
            let mut seen = 0;
            while !over.load(Ordering::SeqCst) {
                let acknowledged = written.acknowledged.load(Ordering::SeqCst);
                let Ok(answer) = get(&url, &[]) else { continue };
                let version = version_in(&answer.text());
                if answer.status != 200 || version.is_none_or(|version| version < acknowledged || version < seen) {
                    wrong
                        .lock()
                        .expect("notes")
                        .push(format!("{url}: {} {version:?} after {acknowledged} and {seen}", answer.status));
                    return;
                }
                seen = version.unwrap_or(seen);
                answers.fetch_add(1, Ordering::SeqCst);
            }
        }));
    }
    std::thread::sleep(Duration::from_secs(asked("BROADSHEET_SECONDS", 2)));
    over.store(true, Ordering::SeqCst);
    threads.into_iter().for_each(|thread| thread.join().expect("it ends"));
    println!("{} acts, {} answers", acts.load(Ordering::SeqCst), answers.load(Ordering::SeqCst));
    let wrong = wrong.lock().expect("notes");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(acts.load(Ordering::SeqCst) >= 16 && answers.load(Ordering::SeqCst) >= 100);
}

/// A program with an account of its own.
fn writer(paper: &Newspaper, server: &Server, n: usize) -> Program {
    let (name, email) = (format!("Writer {n}"), format!("writer{n}@news.example"));
    let told = |words: &[&str]| {
        let said = paper.told(words).expect("the binary runs");
        assert_eq!(said.status, Some(0), "{}", said.err);
        said.out.trim().to_owned()
    };
    told(&["user", "add", &name, "--email", &email, "--role", "publisher"]);
    let token = told(&["user", "token", &email, "--label", "race"]);
    Program { at: server.address().to_owned(), token }
}

#[test]
fn every_acknowledged_act_is_there_once_though_the_server_is_killed_again_and_again() {
    let (acts, kills) = (asked("BROADSHEET_ACTS", 40), asked("BROADSHEET_KILLS", 4));
    let paper = founded(&[]);
    let mut server = paper.served(&[]).expect("a server");
    let first = writer(&paper, &server, 0);
    let program = Arc::new(Mutex::new(first));
    let acknowledged: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let next = Arc::new(AtomicU64::new(0));
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let (program, acknowledged, next) = (program.clone(), acknowledged.clone(), next.clone());
            std::thread::spawn(move || {
                loop {
                    let n = next.fetch_add(1, Ordering::SeqCst);
                    if n >= acts {
                        return;
                    }
                    let headline = format!("Act {n}");
                    let body = json!({"headline": headline, "markdown": "Said."}).to_string();
                    let key = format!("act-{n}");
                    loop {
                        let program = program.lock().expect("a program").clone();
                        let headers = [
                            ("Authorization", format!("Bearer {}", program.token)),
                            ("Content-Type", "application/json".to_owned()),
                            ("Idempotency-Key", key.clone()),
                        ];
                        let headers: Vec<(&str, &str)> =
                            headers.iter().map(|(name, text)| (*name, text.as_str())).collect();
                        let url = format!("{}/api/v1/articles", program.at);
                        let answer = broadsheet_testkit::send("POST", &url, &headers, body.as_bytes());
                        match answer.map(|answer| answer.status) {
                            Ok(201) => break,
                            Ok(429) | Ok(503) | Err(_) => std::thread::sleep(Duration::from_millis(30)),
                            Ok(other) => panic!("{headline}: {other}"),
                        }
                    }
                    acknowledged.lock().expect("notes").insert(headline);
                }
            })
        })
        .collect();
    let begun = Instant::now();
    let mut killed = 0;
    while threads.iter().any(|thread| !thread.is_finished()) {
        assert!(begun.elapsed() < Duration::from_secs(1_800), "it does not end");
        // At uneven moments; as often as was asked for while there is work.
        std::thread::sleep(Duration::from_millis(40 + begun.elapsed().as_nanos() as u64 % 160));
        if killed < kills {
            server.kill().expect("it ends");
            server = paper.served(&[]).expect("a server");
            server.address().clone_into(&mut program.lock().expect("a program").at);
            killed += 1;
        }
    }
    threads.into_iter().for_each(|thread| thread.join().expect("it ends"));
    server.stop().expect("it ends");
    let acknowledged = acknowledged.lock().expect("notes").clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (headlines, numbers) = runtime.block_on(all(&paper));
    println!("{} acts acknowledged, {killed} kills, {} changes", acknowledged.len(), numbers.len());
    assert_eq!(headlines.len(), acknowledged.len(), "none is there twice");
    assert_eq!(headlines.into_iter().collect::<BTreeSet<_>>(), acknowledged);
    let expected: Vec<i64> = (1..=numbers.len() as i64).collect();
    assert_eq!(numbers, expected, "the change log has no gap");
}

/// The headlines of all articles, and the numbers of all changes.
async fn all(paper: &Newspaper) -> (Vec<String>, Vec<i64>) {
    let options = Options { folder: paper.folder().to_owned(), database: paper.database().map(str::to_owned) };
    let store = Store::read(&options).await.expect("a paper");
    let reading = store.reading().await.expect("a reading");
    let wanted = broadsheet_store::Wanted { limit: 100_000, until: Some(clock::Instant::NEVER), ..Default::default() };
    let articles = reading.desk_list(&wanted).await.expect("a list");
    reading.finish();
    let mut numbers = Vec::new();
    loop {
        let some = store.changes_after(numbers.last().copied().unwrap_or(0), 500).await.expect("changes");
        if some.is_empty() {
            break;
        }
        numbers.extend(some.iter().map(|change| change.number));
    }
    (articles.into_iter().map(|article| article.headline).collect(), numbers)
}
