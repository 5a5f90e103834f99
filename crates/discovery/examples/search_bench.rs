//! How long searches take at 10,000 articles, as a ratio to reading the articles they show.
//!
//! `search_bench [ARTICLES]`. Each kind of search is asked with many words; the medians are compared in one run, on SQLite.

mod paper;

use std::time::Instant as Watch;

use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::incoming::{Incoming, IncomingByline};
use broadsheet_news::language::Language;
use broadsheet_news::search::{Order, Query};
use paper::{Fallible, NOW, Paper};

/// What a search may cost, as a multiple of reading what it shows.
const BOUND: f64 = 20.0;
/// How many searches of each kind are asked.
const ASKED: usize = 60;
/// How many different words, and signs, articles are written in.
const WORDS: usize = 30_000;
const SIGNS: usize = 2_500;

/// A query of some kind, by chance.
type Asked = fn(&mut Chance) -> Query;

#[tokio::main]
async fn main() -> Fallible<()> {
    let many = std::env::args().nth(1).map_or(Ok(10_000), |n| n.parse())?;
    let mut chance = Chance(7);
    let articles: Vec<Incoming> = (0..many).map(|n| article(n, &mut chance)).collect();
    let paper = Paper::of(&articles).await?;
    let kinds: [(&str, Asked); 6] = [
        ("one word", |chance| words(word(chance.rank(WORDS)))),
        ("two words", |chance| words(format!("{} {}", word(chance.rank(3_000)), word(chance.rank(3_000))))),
        ("a near-miss", |chance| words(misspelt(&word(chance.below(2_000))))),
        ("Chinese", |chance| words(format!("{}{}", sign(chance.rank(300)), sign(chance.rank(300))))),
        ("filtered", |chance| Query {
            section: format!("section-{}", chance.below(10)),
            topic: if chance.below(2) == 0 { "topic-1".into() } else { String::new() },
            from: "2020-01-01".parse().ok(),
            ..words(word(chance.rank(1_000)))
        }),
        ("newest first", |chance| Query { order: Order::Newest, ..words(word(chance.rank(WORDS))) }),
    ];
    let mut worst: f64 = 0.0;
    println!("{:<14}{:>12}{:>14}{:>9}{:>9}", "kind", "search, ms", "reading, ms", "ratio", "shown");
    for (kind, query) in kinds {
        let measured = measured(&paper, &mut chance, query).await?;
        let ratio = measured.searching / measured.reading;
        worst = worst.max(ratio);
        println!("{kind:<14}{:>12.2}{:>14.2}{ratio:>9.1}{:>9}", measured.searching, measured.reading, measured.shown);
    }
    println!("the bound is {BOUND}");
    if worst > BOUND { Err("a search costs too much".into()) } else { Ok(()) }
}

struct Measured {
    searching: f64,
    reading: f64,
    shown: usize,
}

/// The median of searching, and that of reading twenty articles with their texts, as those that are shown are read.
async fn measured(paper: &Paper, chance: &mut Chance, query: fn(&mut Chance) -> Query) -> Fallible<Measured> {
    let (mut searching, mut reading, mut shown) = (Vec::new(), Vec::new(), Vec::new());
    let language = Language::default();
    for _ in 0..ASKED {
        let query = query(chance);
        let watch = Watch::now();
        let source = paper.store.source(NOW, None).await?;
        let found = paper.index.find(&source, &language, &query).await?.ok_or("there is no index")?;
        source.finish();
        searching.push(watch.elapsed().as_secs_f64() * 1_000.0);
        shown.push(found.hits.len());
        if found.hits.len() == broadsheet_news::search::SHOWN {
            let ids: Vec<_> = found.hits.iter().map(|hit| hit.article).collect();
            let watch = Watch::now();
            let source = paper.store.source(NOW, None).await?;
            for article in source.articles(&ids).await? {
                std::hint::black_box((article.headline(), article.body().await?));
            }
            source.finish();
            reading.push(watch.elapsed().as_secs_f64() * 1_000.0);
        }
    }
    shown.sort_unstable();
    Ok(Measured { searching: median(searching), reading: median(reading), shown: shown[ASKED / 2] })
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}

fn words(words: String) -> Query {
    Query { words, ..Query::default() }
}

/// A word with two neighbouring letters changed places.
fn misspelt(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.swap(2, 3);
    letters.into_iter().collect()
}

/// An article by its number: four in five in English.
fn article(n: usize, chance: &mut Chance) -> Incoming {
    let chinese = n % 5 == 4;
    let language = if chinese { Language::tagged("zh-Hant") } else { None }.unwrap_or_default();
    let line = |chance: &mut Chance, many: usize| match chinese {
        true => (0..many * 2).map(|_| sign(chance.rank(SIGNS))).collect::<String>(),
        false => (0..many).map(|_| word(chance.rank(WORDS))).collect::<Vec<_>>().join(" "),
    };
    let headline = format!("{} {n}", line(chance, 7));
    let body = Body::of((0..8).map(|_| BlockKind::paragraph(&line(chance, 45))).collect::<Vec<_>>());
    let mut incoming = Incoming::headed(&format!("bench:{n}"), language, &headline, body);
    incoming.deck = line(chance, 12);
    incoming.section = vec![format!("Section {}", chance.below(10))];
    incoming.topics = (0..3).map(|_| format!("Topic {}", chance.rank(1_000))).collect();
    incoming.bylines = vec![IncomingByline {
        name: format!("Author {}", chance.below(60)),
        organisation: String::new(),
        role: String::new(),
        guest: false,
    }];
    let age = i64::try_from(n).unwrap_or(0) * 31_000;
    incoming.first_published = Some(NOW.plus_seconds(-age));
    incoming
}

/// The word of a rank: syllables, as many as its rank asks for.
fn word(rank: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ba", "ker", "lin", "do", "mar", "ve", "tan", "sil", "ro", "pe", "gus", "ny", "fal", "hor", "mi", "sta", "wen",
        "cu", "dra", "el",
    ];
    let mut word = String::new();
    let mut rest = rank + SYLLABLES.len() * SYLLABLES.len();
    while rest > 0 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    word
}

fn sign(rank: usize) -> char {
    u32::try_from(rank).ok().and_then(|rank| char::from_u32(0x4e00 + rank * 3)).unwrap_or('一')
}

/// SplitMix64, so that every run measures the same paper.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// A rank by Zipf's law: the second is half as frequent as the first.
    fn rank(&mut self, n: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((n as f64 + 1.0).powf(share) - 1.0) as usize
    }
}
