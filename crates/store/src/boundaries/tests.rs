//! Promises about pages of lists, kept on either database.

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_news::address::Span;
use broadsheet_news::article::{Content, State};
use broadsheet_news::clock::Instant;
use broadsheet_news::facts::Difference;
use broadsheet_news::ids::{ArticleId, SectionId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_news::lists::{Key, List};
use broadsheet_news::section::Section;
use broadsheet_news::topic::Topic;
use broadsheet_testkit::{TestDatabase, cases};

use super::lengths::LONGEST;
use super::{SIZE, keys};
use crate::source::{Record, Source};
use crate::transaction::{Act, Change, Transaction};
use crate::{Options, Store};

/// 2021-08-19 03:36 in UTC.
const MORNING: Instant = Instant::from_microseconds(1_629_344_160_000_000);

/// A paper with three sections and two topics, and what should stand where.
struct World {
    store: Store,
    options: Options,
    articles: BTreeMap<i64, Filed>,
    parents: [Option<usize>; 3],
    alias: bool,
    sections: Vec<Section>,
    topics: Vec<Topic>,
    _database: TestDatabase,
}

/// An article as it is filed.
#[derive(Clone)]
struct Filed {
    at: Instant,
    section: usize,
    topics: Vec<usize>,
    public: bool,
}

impl World {
    async fn new() -> Self {
        let database = TestDatabase::fresh();
        let options = Options { folder: database.folder().to_owned(), database: database.address().map(str::to_owned) };
        let store = Store::found(&options, MORNING).await.unwrap();
        let mut world = Self {
            store,
            options,
            articles: BTreeMap::new(),
            parents: [None; 3],
            alias: false,
            sections: Vec::new(),
            topics: Vec::new(),
            _database: database,
        };
        let mut act = world.act().await;
        for name in ["harbour", "ferries", "town"] {
            world.sections.push(section(SectionId(act.new_id()), name));
        }
        for name in ["ferry", "boat"] {
            world.topics.push(topic(TopicId(act.new_id()), name));
        }
        for section in &world.sections {
            act.save_section(section).await.unwrap();
        }
        for topic in &world.topics {
            act.save_topic(topic).await.unwrap();
        }
        act.commit().await.unwrap();
        world
    }

    async fn act(&self) -> Transaction {
        self.store.begin(Act { name: "test", actor: "Ada".into(), now: MORNING, trace: None }).await.unwrap()
    }

    async fn source(&self) -> Source {
        self.store.source(MORNING, None).await.unwrap()
    }

    /// Publishes articles, each as it is filed, in one act.
    async fn publish(&mut self, all: &[Filed]) -> Change {
        let mut act = self.act().await;
        for filed in all {
            let id = ArticleId(act.new_id());
            let first = act.insert_article(id, "fog", &self.content(filed), None, None).await.unwrap();
            let mut article = act.article(id).await.unwrap().unwrap();
            article.state = State::Published;
            article.published_revision = Some(first.id);
            article.first_published = Some(filed.at);
            article.address = Some(format!("/2021/08/19/fog-{id}"));
            act.save_article(&article).await.unwrap();
            self.articles.insert(id.0, filed.clone());
        }
        act.commit().await.unwrap()
    }

    fn content(&self, filed: &Filed) -> Content {
        Content {
            section: Some(self.sections[filed.section].id),
            topics: filed.topics.iter().map(|topic| self.topics[*topic].id).collect(),
            ..Content::headed(Language::default(), "Fog")
        }
    }

    /// Files an article otherwise, or withdraws it, or lets readers have it again.
    async fn file(&mut self, id: i64, filed: Filed) -> Change {
        let mut act = self.act().await;
        let mut article = act.article(ArticleId(id)).await.unwrap().unwrap();
        let revision =
            act.save_revision(article.id, article.working_revision, &self.content(&filed), None).await.unwrap();
        article = act.article(ArticleId(id)).await.unwrap().unwrap();
        article.published_revision = Some(revision.id);
        article.state = if filed.public { State::Published } else { State::Withdrawn };
        act.save_article(&article).await.unwrap();
        self.articles.insert(id, filed);
        act.commit().await.unwrap()
    }

    async fn make_alias(&mut self, alias: bool) -> Change {
        self.alias = alias;
        self.topics[1].alias_of = alias.then_some(self.topics[0].id);
        let mut act = self.act().await;
        act.save_topic(&self.topics[1]).await.unwrap();
        act.commit().await.unwrap()
    }

    async fn move_section(&mut self, which: usize, to: Option<usize>) -> Change {
        self.parents[which] = to;
        self.sections[which].parent = to.map(|to| self.sections[to].id);
        let mut act = self.act().await;
        act.save_section(&self.sections[which]).await.unwrap();
        act.commit().await.unwrap()
    }

    fn lists(&self) -> Vec<List> {
        let sections = self.sections.iter().map(|section| List::section(section.id));
        sections.chain(self.topics.iter().map(|topic| List::topic(topic.id))).collect()
    }

    /// What readers should find in each list, newest first.
    fn expected(&self) -> Vec<Vec<(Key, i64)>> {
        let within = |filed: &Filed, section: usize| {
            let mut at = Some(filed.section);
            while let Some(here) = at.filter(|here| *here != section) {
                at = self.parents[here];
            }
            at.is_some()
        };
        let about = |filed: &Filed, topic: usize| {
            filed.topics.contains(&topic) || (topic == 0 && self.alias && filed.topics.contains(&1))
        };
        let members = |fits: &dyn Fn(&Filed) -> bool| {
            let fitting = self.articles.iter().filter(|(_, filed)| filed.public && fits(filed));
            let mut all: Vec<(Key, i64)> = fitting.map(|(id, filed)| (Key::of_time(filed.at, *id), *id)).collect();
            all.sort_unstable_by(|a, b| b.cmp(a));
            all
        };
        let sections = (0..3).map(|section| members(&|filed| within(filed, section)));
        sections.chain((0..2).map(|topic| members(&|filed| about(filed, topic)))).collect()
    }
}

fn section(id: SectionId, name: &str) -> Section {
    Section {
        id,
        language: Language::default(),
        name: name.into(),
        slug: name.into(),
        parent: None,
        position: 1,
        description: String::new(),
    }
}

fn topic(id: TopicId, name: &str) -> Topic {
    Topic {
        id,
        language: Language::default(),
        name: name.into(),
        slug: name.into(),
        alias_of: None,
        description: String::new(),
    }
}

/// A list as its pages show it.
#[derive(Clone, Default)]
struct Shown {
    ends: Vec<Key>,
    /// The newest page, then the others from the newest.
    pages: Vec<Vec<(Key, i64)>>,
    total: i64,
    records: Vec<Record>,
}

impl Shown {
    async fn of(world: &World, list: &List) -> Self {
        let source = world.source().await;
        let mut shown = Self::default();
        let mut next = Some(None);
        while let Some(page) = next {
            let own = source.beside();
            let bounds = own.bounds(list, page).await.unwrap().expect("a page");
            let lists = own.made_of(list).await.unwrap();
            shown.pages.push(own.within(&lists, &bounds).await.unwrap());
            shown.records.push(own.into_record());
            assert_eq!(bounds.newer.is_some(), shown.pages.len() > 2, "all but the last two have a newer one");
            next = bounds.older.map(Some);
        }
        let made_of = source.made_of(list).await.unwrap();
        shown.total = source.total_of(&made_of).await.unwrap();
        let ends = source.slice(&List::pages(list), None, 9_999, false).await.unwrap();
        assert_eq!(source.bounds(list, Some(ends.len() as i64 + 1)).await.unwrap(), None);
        assert_eq!(ends.len() + 1, shown.pages.len());
        shown.ends = ends.into_iter().map(|(key, _)| key.behind_number()).collect();
        source.finish();
        shown
    }

    /// Which pages a change hits.
    fn hit_by(&self, difference: &Difference) -> Vec<usize> {
        let hit = self.records.iter().enumerate().filter(|(_, record)| record.is_hit_by(difference));
        hit.map(|(page, _)| page).collect()
    }

    /// Whether a page had come to hold too much, had no boundary moved since.
    fn would_be_long(&self, members: &[(Key, i64)]) -> bool {
        let mut from = None;
        self.ends.iter().any(|end| {
            let within = members.iter().filter(|(key, _)| from.is_none_or(|from| key >= from) && key < end).count();
            from = Some(end);
            within as i64 > LONGEST / 2
        })
    }
}

/// The same numbers on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }

    fn filed(&mut self, at: Instant) -> Filed {
        let topics = [vec![0], vec![1], vec![0, 1], vec![]];
        Filed { at, section: self.below(3), topics: topics[self.below(4)].clone(), public: true }
    }
}

/// Acts in the short form; `cargo xtask soak lists` does more.
const ACTS: u32 = 60;

#[tokio::test]
async fn pages_hold_each_member_once_and_no_boundary_moves_but_where_a_list_is_cut_anew() {
    let mut world = World::new().await;
    let mut chance = Chance(std::env::var("BROADSHEET_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7));
    let lists = world.lists();
    let mut before: Vec<Shown> = Vec::new();
    for list in &lists {
        before.push(Shown::of(&world, list).await);
    }
    let (mut now, mut closed) = (MORNING, 0);
    for step in 0..cases(ACTS) {
        let kind = chance.below(8);
        let ids: Vec<i64> = world.articles.keys().copied().collect();
        let any = |chance: &mut Chance| ids[chance.below(ids.len())];
        let change = match kind {
            0..=2 => {
                let all: Vec<Filed> = (0..=chance.below(30))
                    .map(|_| {
                        now = now.plus_seconds(60);
                        chance.filed(now)
                    })
                    .collect();
                world.publish(&all).await
            }
            3 => {
                let span = (now.microseconds() - MORNING.microseconds()) / 1_000_000 + 1;
                let all: Vec<Filed> = (0..=chance.below(12))
                    .map(|_| {
                        let back = i64::try_from(chance.below(usize::try_from(span).unwrap())).unwrap();
                        chance.filed(now.plus_seconds(-back))
                    })
                    .collect();
                world.publish(&all).await
            }
            4 => {
                let far = -1_000_000 * i64::from(step);
                let all: Vec<Filed> =
                    (0..=chance.below(90)).map(|n| chance.filed(MORNING.plus_seconds(far - n as i64))).collect();
                world.publish(&all).await
            }
            5 if !ids.is_empty() => {
                let id = any(&mut chance);
                let filed = world.articles[&id].clone();
                world.file(id, Filed { public: !filed.public, ..filed }).await
            }
            6 if !ids.is_empty() => {
                let id = any(&mut chance);
                let Filed { at, public, .. } = world.articles[&id];
                let filed = chance.filed(at);
                world.file(id, Filed { public, ..filed }).await
            }
            _ if chance.below(2) == 0 => {
                let alias = !world.alias;
                world.make_alias(alias).await
            }
            _ => {
                let to = [None, Some(0), Some(2)][chance.below(3)];
                world.move_section(1, to).await
            }
        };
        let logged = world.store.changes_after(change.number - 1, 1).await.unwrap().remove(0).difference;
        for ((list, old), expected) in lists.iter().zip(&mut before).zip(world.expected()) {
            let told = format!("act {step} of kind {kind}, {list}");
            let new = Shown::of(&world, list).await;
            assert_eq!(new.pages.concat(), expected, "{told}");
            assert_eq!(new.total, expected.len() as i64, "{told}");
            assert!(new.pages[0].len() < 2 * SIZE, "{told}: the newest page has {}", new.pages[0].len());
            let cut_anew = !new.ends.starts_with(&old.ends);
            let may_be = kind == 7 || ids.is_empty() || old.would_be_long(&expected);
            assert!(!cut_anew || may_be, "{told}: a boundary moved");
            let hit = old.hit_by(&logged);
            for (page, held) in old.pages.iter().enumerate() {
                let number = (old.ends.len() + 1).checked_sub(page).filter(|_| page > 0);
                let now = match number {
                    None => Some(&new.pages[0]),
                    Some(number) => (new.ends.len() + 1).checked_sub(number).and_then(|page| new.pages.get(page)),
                };
                assert!(now == Some(held) || hit.contains(&page), "{told}: page {number:?} is stale");
            }
            if kind <= 2 && !cut_anew {
                let most = if new.ends.len() > old.ends.len() { vec![0, 1] } else { vec![0] };
                assert!(hit.iter().all(|page| most.contains(page)), "{told}: publishing hit {hit:?}");
                closed += new.ends.len() - old.ends.len();
            }
            *old = new;
        }
        assert!(super::too_long(world.act().await.connection()).await.unwrap().is_empty() || kind == 4, "act {step}");
    }
    assert!(closed > 10, "only {closed} pages were closed");
}

fn filed(at: i64) -> Filed {
    Filed { at: MORNING.plus_seconds(at), section: 0, topics: vec![0], public: true }
}

#[tokio::test]
async fn publishing_hits_the_newest_page_and_at_a_closing_the_one_closed_last() {
    let mut world = World::new().await;
    let list = List::section(world.sections[0].id);
    world.publish(&(0..79).map(filed).collect::<Vec<_>>()).await;
    let shown = Shown::of(&world, &list).await;
    assert_eq!(shown.pages.iter().map(Vec::len).collect::<Vec<_>>(), [39, 20, 20]);
    let change = world.publish(&[filed(100)]).await;
    assert_eq!(shown.hit_by(&change.difference), [0, 1], "one more, and a page is closed");
    let shown = Shown::of(&world, &list).await;
    assert_eq!(shown.pages.iter().map(Vec::len).collect::<Vec<_>>(), [20, 20, 20, 20]);
    let change = world.publish(&[filed(101)]).await;
    assert_eq!(shown.hit_by(&change.difference), [0]);
    let change = world.publish(&[filed(5)]).await;
    assert_eq!(shown.hit_by(&change.difference), [3], "a late one makes its page longer");
}

#[tokio::test]
async fn a_page_that_lost_all_its_members_still_answers() {
    let mut world = World::new().await;
    let list = List::section(world.sections[0].id);
    world.publish(&(0..60).map(filed).collect::<Vec<_>>()).await;
    let oldest: Vec<(i64, Filed)> = world.articles.iter().take(20).map(|(id, filed)| (*id, filed.clone())).collect();
    for (id, filed) in oldest {
        world.file(id, Filed { public: false, ..filed }).await;
    }
    let shown = Shown::of(&world, &list).await;
    assert_eq!(shown.pages.iter().map(Vec::len).collect::<Vec<_>>(), [20, 20, 0]);
}

#[tokio::test]
async fn an_archive_that_comes_newest_first_is_cut_anew_seldom_and_at_its_end() {
    let mut world = World::new().await;
    let list = List::section(world.sections[0].id);
    let mut cuts = 0;
    for batch in 0..40 {
        let before = Shown::of(&world, &list).await.ends;
        world.publish(&(0..50).map(|n| filed(-batch * 50 - n)).collect::<Vec<_>>()).await;
        cuts += usize::from(!Shown::of(&world, &list).await.ends.starts_with(&before));
    }
    assert!(cuts < 25, "{cuts} cuts for 40 batches");
    let mut act = world.act().await;
    if act.cut_long_lists().await.unwrap() {
        act.commit().await.unwrap();
    }
    let longest = Shown::of(&world, &list).await.pages.iter().map(Vec::len).max();
    assert!(longest < Some(usize::try_from(LONGEST).unwrap()), "{longest:?}");
}

#[tokio::test]
async fn a_paper_of_an_older_version_gets_its_boundaries_when_it_is_opened() {
    let mut world = World::new().await;
    world.publish(&(0..90).map(filed).collect::<Vec<_>>()).await;
    let (sql, lists) = ("DELETE FROM positions WHERE list LIKE 'pages:%' OR list LIKE 'day:%'", world.lists());
    let before = Shown::of(&world, &lists[0]).await.pages;
    let act = world.act().await;
    act.execute(sql, &[]).await.unwrap();
    act.execute("DELETE FROM totals WHERE list LIKE '%:%/%' OR list LIKE 'pages:%'", &[]).await.unwrap();
    act.execute("DELETE FROM page_lengths", &[]).await.unwrap();
    act.end().await.unwrap();
    assert_eq!(world.articles.len(), 90);
    let world = reopened(world).await;
    assert_eq!(Shown::of(&world, &lists[0]).await.pages, before);
    let source = world.source().await;
    for span in [Span::Day(2021, 8, 19), Span::Year(2021)] {
        assert_eq!(source.total(&List::dated(&Language::default(), span)).await.unwrap(), 90);
    }
    source.finish();
}

/// The same paper, closed and opened again.
async fn reopened(world: World) -> World {
    let World { store, options, parents, alias, sections, topics, articles, _database } = world;
    drop(store);
    let store = Store::own(&options, MORNING).await.unwrap();
    World { store, options, articles, parents, alias, sections, topics, _database }
}

#[tokio::test]
async fn a_paper_of_the_schema_before_gets_its_months_and_what_the_archive_is_divided_into() {
    let mut world = World::new().await;
    world.publish(&(0..3).map(filed).collect::<Vec<_>>()).await;
    let act = world.act().await;
    for sql in [
        "DELETE FROM positions WHERE list LIKE 'month:%' OR list LIKE 'spans:%'",
        "DELETE FROM totals WHERE list LIKE 'spans:%'",
        "CREATE TABLE count_versions (name TEXT PRIMARY KEY, n BIGINT NOT NULL)",
        "DELETE FROM migrations WHERE version = 7",
    ] {
        act.execute(sql, &[]).await.unwrap();
    }
    act.end().await.unwrap();
    let world = reopened(world).await;
    let (source, language) = (world.source().await, Language::default());
    let month = source.slice(&List::dated(&language, Span::Month(2021, 8)), None, 10, true).await.unwrap();
    assert_eq!(month.len(), 3);
    for (within, number) in [(Span::Whole, 2021), (Span::Year(2021), 8), (Span::Month(2021, 8), 19)] {
        let spans = source.slice(&List::spans(&language, within), None, 10, false).await.unwrap();
        assert_eq!(spans.iter().map(|(_, number)| *number).collect::<Vec<_>>(), [number]);
    }
    source.finish();
}

#[tokio::test]
async fn the_index_of_long_pages_knows_how_long_that_is() {
    let migration = include_str!("../../migrations/0002_boundaries.sql");
    assert!(migration.contains(&format!("WHERE page > 0 AND n > {LONGEST};")));
    let world = World::new().await;
    let act = world.act().await;
    assert_eq!(keys(act.connection(), &world.lists(), None).await.unwrap(), []);
    let _: BTreeSet<List> = super::too_long(act.connection()).await.unwrap();
}

#[tokio::test]
async fn reading_a_range_of_a_list_scans_nothing() {
    let world = World::new().await;
    let act = world.act().await;
    if world.options.database.is_some() {
        return;
    }
    let (list, key) = (List::latest(&Language::default()), Key::number(7));
    for (descending, after, until) in [(true, None, None), (false, Some(&key), None), (true, Some(&key), Some(&key))] {
        let range = crate::positions::Range { list: &list, descending, after, until, limit: 20 };
        let (sql, values) = range.statement();
        let plan = format!("EXPLAIN QUERY PLAN {sql}");
        let steps = act.query(&plan, &values, |row| row.get::<String>("detail")).await.unwrap();
        assert!(steps.iter().all(|step| step.starts_with("SEARCH")), "{steps:?}");
    }
}

#[tokio::test]
async fn the_rows_of_a_page_are_counted_and_are_those_it_shows() {
    let mut world = World::new().await;
    world.publish(&(0..90).map(filed).collect::<Vec<_>>()).await;
    let list = List::topic(world.topics[0].id);
    let source = world.source().await;
    let bounds = source.bounds(&list, Some(2)).await.unwrap().unwrap();
    assert_eq!(source.rows_read(), 3, "where the page before, the page and the one after end");
    assert_eq!(source.within(&[list], &bounds).await.unwrap().len(), 20);
    assert_eq!(source.rows_read(), 23);
    source.finish();
}
