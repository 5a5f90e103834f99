//! What readers get, told act by act.

use std::sync::Arc;
use std::time::Duration;

use broadsheet_desk::publication::withdraw;
use broadsheet_desk::{Actor, Desk, setting, topic};
use broadsheet_news::ids::ArticleId;
use broadsheet_news::lists::List;
use broadsheet_news::paper::Setting;
use broadsheet_pages::Answer;
use broadsheet_press::{Press, Printed};
use broadsheet_store::Store;
use broadsheet_testkit::TestDatabase;
use tokio::time::timeout;

use crate::truth::{NOW, demo};

async fn printed(store: &Store, path: &str) -> Printed {
    Press::new(store.clone(), broadsheet_pages::theme::Theme::harbour()).print(path, "", NOW).await.expect("a page")
}

fn text(printed: &Printed) -> String {
    printed.text()
}

async fn newest(store: &Store) -> (ArticleId, String, String) {
    let source = store.source(NOW, None).await.unwrap();
    let id = ArticleId(source.slice(&List::latest(&Default::default()), None, 1, true).await.unwrap()[0].1);
    let article = source.article(id).await.unwrap().unwrap();
    (id, article.address().clone().unwrap(), article.headline().clone())
}

#[tokio::test]
async fn a_withdrawn_article_leaves_every_page_and_its_address_says_so() {
    let database = TestDatabase::fresh();
    let store = demo(&database).await;
    let (id, address, _) = newest(&store).await;
    let front = printed(&store, "/").await;
    assert!(text(&front).contains(&address));
    let actor = Actor::at_the_machine("Ada");
    withdraw(&Desk { store: &store, actor: &actor, now: NOW }, id).await.unwrap();
    for page in ["/", "/news", "/harbour", "/feed.xml", "/briefing.json"] {
        assert!(!text(&printed(&store, page).await).contains(&address), "{page} still lists it");
    }
    let gone = printed(&store, &address).await;
    assert_eq!(gone.answer, Answer::Gone);
    assert_eq!(gone.article, None, "nobody is counted as its reader");
}

#[tokio::test]
async fn an_act_is_acknowledged_though_readers_have_every_snapshot_of_the_paper() {
    let database = TestDatabase::fresh();
    let store = demo(&database).await;
    let (id, address, _) = newest(&store).await;
    let press = Press::new(store.clone(), broadsheet_pages::theme::Theme::harbour());
    let press = press.shelving(16 << 20, Arc::new(|| NOW)).await.unwrap();
    assert!(text(&press.print("/", "", NOW).await.unwrap()).contains(&address));
    let mut taken = Vec::new();
    while let Ok(source) = timeout(Duration::from_millis(300), store.source(NOW, None)).await {
        taken.push(source.unwrap());
        assert!(taken.len() < 1_000, "snapshots have a limit");
    }
    let actor = Actor::at_the_machine("Ada");
    let desk = Desk { store: &store, actor: &actor, now: NOW };
    timeout(Duration::from_secs(30), withdraw(&desk, id)).await.expect("who marks waits for no reader").unwrap();
    drop(taken);
    assert!(!text(&press.print("/", "", NOW).await.unwrap()).contains(&address));
}

#[tokio::test]
async fn an_alias_leads_to_its_topic_in_one_hop_and_its_articles_stand_there() {
    let database = TestDatabase::fresh();
    let store = demo(&database).await;
    let cast = broadsheet_demo::topics();
    let alias = cast.iter().find(|topic| topic.alias_of.is_some()).expect("an alias");
    let meant = cast.iter().find(|topic| Some(&topic.topic.name) == alias.alias_of.as_ref()).expect("its topic");
    let moved = printed(&store, &format!("/topic/{}", alias.topic.slug)).await;
    assert_eq!(moved.answer, Answer::Moved(format!("/topic/{}", meant.topic.slug)));

    let act = broadsheet_store::transaction::Act { name: "read", actor: String::new(), now: NOW, trace: None };
    let stored = store.begin(act).await.unwrap().topic_named(&Default::default(), &alias.topic.name).await.unwrap();
    let actor = Actor::at_the_machine("Ada");
    let own = broadsheet_news::topic::Topic { alias_of: None, ..stored.unwrap() };
    topic::save(&Desk { store: &store, actor: &actor, now: NOW }, own).await.unwrap();
    assert_eq!(printed(&store, &format!("/topic/{}", alias.topic.slug)).await.answer, Answer::Found);
}

#[tokio::test]
async fn an_address_that_leads_nowhere_says_so_and_helps() {
    let database = TestDatabase::fresh();
    let store = demo(&database).await;
    for path in ["/nowhere", "/topic/nothing", "/person/nobody", "/2020/01/01/never", "/directory/none", "//", "/a/b/c"]
    {
        let missing = printed(&store, path).await;
        assert_eq!(missing.answer, Answer::Missing, "{path}");
        assert!(text(&missing).contains("The Ostrey Lantern"), "{path}");
    }
    let old = printed(&store, "/arts").await;
    assert_eq!(old.answer, Answer::Moved("/culture".into()));
    assert_eq!(printed(&store, "/culture/").await.answer, Answer::Moved("/culture".into()));
}

#[tokio::test]
async fn the_same_page_has_the_same_mark_and_a_changed_one_another() {
    let database = TestDatabase::fresh();
    let store = demo(&database).await;
    let (id, address, headline) = newest(&store).await;
    let (one, two) = (printed(&store, &address).await, printed(&store, &address).await);
    assert_eq!((one.article, &one.mark), (Some(id), &two.mark));
    assert!(text(&one).contains(&headline));
    let batch = broadsheet_store::ReaderBatch { readers: vec![(id, 1)], shares: vec![] };
    store.count(NOW, &batch, |heat, _, n| heat + n).await.unwrap();
    assert_ne!(printed(&store, &address).await.mark, one.mark, "one more reader is shown");
}

#[tokio::test]
async fn the_most_popular_never_list_the_article_one_stands_on() {
    let database = TestDatabase::fresh();
    let store = demo(&database).await;
    let source = store.source(NOW, None).await.unwrap();
    let popular = source.popular(&Default::default(), 10).await.unwrap();
    let broadsheet_news::article::Member::Article(first) = popular[0] else { panic!("an article") };
    let address = source.article(first).await.unwrap().unwrap().address().clone().unwrap();
    source.finish();
    let page = printed(&store, &address).await;
    let page = text(&page);
    let list = page.split("Most popular").nth(1).expect("the list");
    assert!(!list.contains(&address), "{list}");
}

/// The sum of a metric over its labels.
fn metric(press: &Press, name: &str) -> u64 {
    let said = press.metrics();
    let values = said.lines().filter_map(|line| line.strip_prefix(name)?.rsplit_once(' ')?.1.parse::<u64>().ok());
    values.sum()
}

#[tokio::test]
async fn what_is_set_back_before_anybody_asks_is_not_printed_again() {
    let database = TestDatabase::fresh();
    let store = demo(&database).await;
    let (_, address, _) = newest(&store).await;
    let press = Press::new(store.clone(), broadsheet_pages::theme::Theme::harbour());
    let press = press.shelving(16 << 20, Arc::new(|| NOW)).await.unwrap();
    let before = text(&press.print(&address, "", NOW).await.unwrap());
    let prints = metric(&press, "broadsheet_prints_total");
    let actor = Actor::at_the_machine("Ada");
    let desk = Desk { store: &store, actor: &actor, now: NOW };
    let set = async |setting, value: &str| {
        setting::save(&desk, setting, &serde_json::json!(value)).await.expect("a good value");
    };
    let source = store.source(NOW, None).await.unwrap();
    let (zone, name) = (source.zone().name().to_owned(), source.name());
    source.finish();
    set(Setting::Zone, "America/New_York").await;
    set(Setting::Zone, &zone).await;
    assert!(metric(&press, "broadsheet_marks_taken_back_total") > 0);
    assert_eq!(text(&press.print(&address, "", NOW).await.unwrap()), before);
    assert_eq!(metric(&press, "broadsheet_prints_total"), prints, "all of it was right as it stood");
    // One of two things is set back: the other one is still another.
    set(Setting::Name, "The Evening Tide").await;
    set(Setting::Zone, "America/New_York").await;
    set(Setting::Zone, &zone).await;
    assert!(text(&press.print(&address, "", NOW).await.unwrap()).contains("The Evening Tide"));
    set(Setting::Name, &name).await;
    assert_eq!(text(&press.print(&address, "", NOW).await.unwrap()), before);
}
