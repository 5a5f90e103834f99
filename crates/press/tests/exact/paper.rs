//! The papers that acts are done to, and all their addresses.

use std::collections::BTreeSet;

use broadsheet_demo as demo;
use broadsheet_desk::{Actor, Desk, founding, import, organisation, section, setting, standing, topic};
use broadsheet_discovery::Follower;
use broadsheet_news::address::Document;
use broadsheet_news::clock::Instant;
use broadsheet_news::facts::{Column, Fact, Of};
use broadsheet_pages::Fields;
use broadsheet_store::{Options, Store};
use broadsheet_testkit::TestDatabase;

use super::chance::Chance;

/// 2026-03-02 in the demo's zone.
pub(crate) const NOW: Instant = Instant::from_microseconds(1_772_445_912_000_000);

/// How many articles the small paper begins with.
const ARTICLES: usize = 30;

/// Where a database is.
pub(crate) fn options(database: &TestDatabase) -> Options {
    Options { folder: database.folder().to_owned(), database: database.address().map(str::to_owned) }
}

/// Founds the small paper: thirty of the demo's articles, in two languages, with everything that they name.
pub(crate) async fn small(database: &TestDatabase) -> Store {
    let store = founding::found(&options(database), &demo::founding(), NOW).await.expect("a paper");
    let actor = Actor::at_the_machine("founder");
    let desk = Desk { store: &store, actor: &actor, now: NOW };
    for (key, language, text) in demo::settings() {
        setting::save_in(&desk, key, &language, &serde_json::json!(text)).await.expect("a setting");
    }
    for cast in demo::sections().into_iter().filter(|cast| cast.parent.is_none()) {
        section::save(&desk, cast.section).await.expect("a section");
    }
    for cast in demo::topics().into_iter().filter(|cast| cast.alias_of.is_none()).take(6) {
        topic::save(&desk, cast.topic).await.expect("a topic");
    }
    for one in demo::organisations().into_iter().take(5) {
        organisation::save(&desk, one).await.expect("an organisation");
    }
    for page in demo::standing_pages().into_iter().take(3) {
        standing::save(&desk, page).await.expect("a standing page");
    }
    let all = demo::articles(NOW);
    let (english, chinese): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.language.tag() == "en");
    let some: Vec<_> = english.into_iter().take(ARTICLES - 8).chain(chinese.into_iter().take(8)).collect();
    import::articles(&desk, &some).await.expect("articles");
    Follower::new(store.clone()).catch_up(NOW).await.expect("derived facts");
    store
}

/// How many articles the large paper begins with.
const MANY: usize = 10_000;

/// Founds the large paper, by chance.
pub(crate) async fn large(database: &TestDatabase) -> Store {
    demo::fill::found(&options(database), &demo::fill::Filling::of(MANY), |_| {}).await.expect("a large paper")
}

/// What stands before the rest of an address that never led anywhere.
const NEVER: &str = "/never-";

/// What programs read of the thing whose fact that is.
fn document(fact: &Fact) -> Option<Document> {
    let Of::Id(id) = fact.of else { return None };
    match fact.to_string().split_once('.')?.0 {
        "article" => Some(Document::Article(id)),
        "section" => Some(Document::Section(id)),
        "topic" => Some(Document::Topic(id)),
        "person" => Some(Document::Person(id)),
        "organisation" => Some(Document::Organisation(id)),
        _ => None,
    }
}

/// Every address that is compared: those that the paper has whatever happens, and those that ever led somewhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct Addresses {
    fixed: Vec<(String, String)>,
    named: BTreeSet<String>,
    seen: i64,
}

impl Addresses {
    pub(crate) fn new() -> Self {
        let plain = [
            "/",
            "/zh-hant",
            "/zh-hant/",
            "/directory",
            "/zh-hant/directory",
            "/briefing",
            "/zh-hant/briefing",
            "/corrections",
            "/zh-hant/corrections",
            "/corrections/feed.xml",
            "/archive",
            "/zh-hant/archive",
            "/2026",
            "/2025",
            "/2026/03",
            "/2026/02",
            "/2026/03/02",
            "/2026/03/01",
            "/zh-hant/2026",
            "/zh-hant/2026/02",
            "/briefing.json",
            "/briefing.xml",
            "/feed.xml",
            "/feed.atom",
            "/feed.json",
            "/zh-hant/feed.xml",
            "/zh-hant/briefing.json",
            "/sitemap.xml",
            "/sitemap-news.xml",
            "/sitemap-pages.xml",
            "/sitemap-2026-02.xml",
            "/robots.txt",
            "/manifest.webmanifest",
            "/opensearch.xml",
            "/ads.txt",
            "/icon.svg",
            "/favicon.ico",
            "/.well-known/security.txt",
            "/api/v1/articles",
            "/api/v1/sections",
            "/api/v1/articles/1",
            "/nowhere",
            "/elsewhere",
        ];
        let asked = [
            ("/directory", "letter=a"),
            ("/directory", "kind=museum"),
            ("/directory", "words=harbour"),
            ("/zh-hant/directory", "letter=1"),
            ("/corrections", "page=1"),
            ("/", "utm_source=x&page=4"),
            ("/never-asked", "page=2"),
            ("/2026/03/02", "page=1"),
            ("/news", "page=1"),
            ("/news", "page=0"),
            ("/news", "before=00ff"),
            ("/news/feed.xml", ""),
            ("/news/feed.atom", ""),
            ("/news/feed.json", ""),
            ("/news/briefing.json", ""),
            ("/news/", ""),
        ];
        let never = (0..20).map(|n| (format!("{NEVER}{n}"), String::new()));
        let plain = plain.into_iter().map(|path| (path.to_owned(), String::new()));
        let asked = asked.into_iter().map(|(path, query)| (path.to_owned(), query.to_owned()));
        Self { fixed: plain.chain(asked).chain(never).collect(), ..Self::default() }
    }

    /// Takes in the addresses that changes since the last time have led somewhere, or away.
    pub(crate) async fn follow(&mut self, store: &Store) {
        loop {
            let changes = store.changes_after(self.seen, 100).await.expect("changes");
            let Some(last) = changes.last() else { return };
            self.seen = last.number;
            for change in &changes {
                for (fact, _) in &change.difference.facts {
                    match (fact.column, &fact.of) {
                        (Column::ADDRESS, Of::Name(path)) => _ = self.named.insert(path.clone()),
                        _ => self.named.extend(document(fact).map(Document::address)),
                    }
                }
            }
        }
    }

    /// So many of them: all, or the fixed ones and as many others by chance as there is room for.
    pub(crate) fn some(&self, most: usize, chance: &mut Chance) -> Vec<(String, Fields)> {
        let mut named: Vec<_> = self.named.iter().map(|path| (path.clone(), Fields::default())).collect();
        let room = most.saturating_sub(self.fixed.len());
        while named.len() > room {
            named.swap_remove(chance.below(named.len()));
        }
        let fixed = self.fixed.iter().map(|(path, query)| (path.clone(), Fields::of(query)));
        fixed.chain(named).collect()
    }

    /// So many of all, by chance.
    pub(crate) fn any(&self, n: usize, chance: &mut Chance) -> Vec<(String, Fields)> {
        let all = self.some(usize::MAX, chance);
        (0..n).filter_map(|_| chance.one_of(&all)).collect()
    }
}
