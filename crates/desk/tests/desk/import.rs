//! Articles come in with their lists, and lists find the articles they name.

use broadsheet_desk::import::{Imported, articles};
use broadsheet_discovery::Follower;
use broadsheet_news::article::Member;
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::incoming::{Incoming, IncomingByline, Listed};
use broadsheet_news::paper::Setting;

use crate::world::{MORNING, World, chinese, english};

const DAY: i64 = 86_400;

fn incoming(headline: &str, published: Instant) -> Incoming {
    let body = Body::of([BlockKind::paragraph("The harbour was calm.")]);
    Incoming {
        first_published: Some(published),
        ..Incoming::headed(&format!("test:{headline}:{published:?}"), english(), headline, body)
    }
}

fn listed(headline: &str, published: Option<Instant>) -> Listed {
    Listed { headline: headline.into(), published }
}

async fn bring(world: &World, batch: &[Incoming]) -> Vec<Imported> {
    articles(&world.desk(), batch).await.expect("an import").made
}

/// The related list as readers get it: each headline, and whether it leads to an article.
async fn related(world: &World, id: ArticleId) -> Vec<(String, bool)> {
    Follower::new(world.store.clone()).catch_up(MORNING).await.unwrap();
    let source = world.store.source(MORNING, None).await.unwrap();
    let mut shown = Vec::new();
    for member in source.related(id).await.unwrap() {
        match member {
            Member::Article(id) => shown.push((source.article(id).await.unwrap().unwrap().headline().clone(), true)),
            Member::Reference(id) => {
                let reference = source.references(&[id]).await.unwrap().pop().unwrap();
                shown.push((reference.headline().clone(), reference.article().is_some()));
            }
        }
    }
    shown
}

#[tokio::test]
async fn importing_twice_changes_nothing() {
    let world = World::new().await;
    let one = incoming("Ferry sails", MORNING);
    let first = bring(&world, std::slice::from_ref(&one)).await.remove(0);
    let change = *world.store.newest_change().borrow();
    let again = articles(&world.desk(), &[one]).await.unwrap();
    assert!(first.is_new && !again.made[0].is_new);
    assert_eq!(again.made[0].article, first.article);
    assert!(again.change.difference.is_empty());
    assert_eq!(again.change.number, change, "no number is used");
}

#[tokio::test]
async fn a_listed_article_is_a_reference_until_it_comes() {
    let world = World::new().await;
    let mut ferry = incoming("Ferry sails", MORNING);
    ferry.related = vec![listed("Mayor: ‘We’ll rebuild’", Some(MORNING.plus_seconds(-DAY))), listed("Fog", None)];
    let ferry = bring(&world, &[ferry]).await.remove(0);
    assert_eq!(related(&world, ferry.article).await, [("Mayor: ‘We’ll rebuild’".into(), false), ("Fog".into(), false)]);

    let mayor = bring(&world, &[incoming("Mayor: 'We'll rebuild'", MORNING.plus_seconds(-DAY - 3600))]).await.remove(0);
    assert_eq!(mayor.problems, [] as [&str; 0]);
    let shown = related(&world, ferry.article).await;
    assert_eq!(shown, [("Mayor: ‘We’ll rebuild’".into(), true), ("Fog".into(), false)], "joined, and not listed twice");
}

#[tokio::test]
async fn another_day_is_another_article() {
    let world = World::new().await;
    let mut ferry = incoming("Ferry sails", MORNING);
    ferry.related = vec![listed("Fog", Some(MORNING.plus_seconds(-DAY)))];
    let ferry = bring(&world, &[ferry]).await.remove(0);
    bring(&world, &[incoming("Fog", MORNING.plus_seconds(-2 * DAY))]).await;
    assert_eq!(related(&world, ferry.article).await[0], ("Fog".into(), false));
}

#[tokio::test]
async fn of_two_candidates_neither_is_taken_and_the_import_says_so() {
    let world = World::new().await;
    let twins = [incoming("Fog", MORNING), incoming("Fog", MORNING.plus_seconds(60))];
    bring(&world, &twins).await;
    let mut ferry = incoming("Ferry sails", MORNING);
    ferry.related = vec![listed("Fog", Some(MORNING))];
    let ferry = bring(&world, &[ferry]).await.remove(0);
    assert_eq!(ferry.problems.len(), 1);
    assert!(ferry.problems[0].contains("More than one") && ferry.problems[0].contains("'Fog'"), "{:?}", ferry.problems);
    assert!(related(&world, ferry.article).await.contains(&("Fog".into(), false)));
}

#[tokio::test]
async fn one_listed_without_a_time_joins_what_is_headed_so_also_within_the_same_dump() {
    let world = World::new().await;
    let mut ferry = incoming("Ferry sails", MORNING);
    ferry.related = vec![listed("Fog", Some(MORNING.plus_seconds(-DAY)))];
    ferry.popular = vec![listed("Popcorn", None), listed("Fog", None), listed("Ferry sails", None)];
    let ferry = bring(&world, &[ferry]).await.remove(0);
    related(&world, ferry.article).await;
    let source = world.store.source(MORNING, None).await.unwrap();
    let popular = source.popular(&english(), 15).await.unwrap();
    assert_eq!(popular.len(), 3);
    assert_eq!(popular[1], source.related(ferry.article).await.unwrap()[0], "one reference for both lists");
    assert_eq!(popular[2], Member::Article(ferry.article));
}

#[tokio::test]
async fn the_count_is_an_opening_balance_and_titles_are_set_once() {
    let world = World::new().await;
    let mut ferry = incoming("Ferry sails", MORNING);
    (ferry.readers, ferry.directory_title) = (Some(566), Some("Directory of the Harbour".into()));
    let mut fog = incoming("Fog", MORNING);
    fog.directory_title = Some("Another".into());
    let ferry = bring(&world, &[ferry, fog]).await.remove(0);
    let batch = broadsheet_store::ReaderBatch { readers: vec![(ferry.article, 2)], shares: vec![] };
    world.store.count(MORNING, &batch, |heat, _, n| heat + n).await.unwrap();
    let source = world.store.source(MORNING, None).await.unwrap();
    assert_eq!(source.readers(ferry.article).await.unwrap(), 568);
    assert_eq!(source.setting::<String>(Setting::DirectoryTitle).as_deref(), Some("Directory of the Harbour"));
}

#[tokio::test]
async fn counted_readers_stand_above_the_opening_standing() {
    let world = World::new().await;
    let mut ferry = incoming("Ferry sails", MORNING);
    ferry.popular = vec![listed("Popcorn", None)];
    let ferry = bring(&world, &[ferry]).await.remove(0);
    let batch = broadsheet_store::ReaderBatch { readers: vec![(ferry.article, 1)], shares: vec![] };
    world.store.count(MORNING, &batch, |_, _, n| n * 1000).await.unwrap();
    assert_eq!(broadsheet_discovery::standing::refresh(&world.store, MORNING).await.unwrap(), 1);
    assert_eq!(
        broadsheet_discovery::standing::refresh(&world.store, MORNING).await.unwrap(),
        0,
        "no change, no version"
    );
    let source = world.store.source(MORNING, None).await.unwrap();
    assert_eq!(source.popular(&english(), 15).await.unwrap()[0], Member::Article(ferry.article));
}

#[tokio::test]
async fn the_opening_standing_keeps_its_first_hundred_places_however_much_is_imported() {
    let world = World::new().await;
    let dump = |n: i64| Incoming {
        popular: (0..60).map(|place| listed(&format!("Popular {n} {place}"), None)).collect(),
        ..incoming(&format!("Article {n}"), MORNING)
    };
    bring(&world, &[dump(1), dump(2), dump(3)]).await;
    let act = broadsheet_store::transaction::Act { name: "read", actor: String::new(), now: MORNING, trace: None };
    let popular = world.store.begin(act).await.unwrap().opening_popular(&english()).await.unwrap();
    assert_eq!(popular.len(), 100);
    let source = world.store.source(MORNING, None).await.unwrap();
    assert_eq!(source.popular(&english(), 15).await.unwrap(), popular[..15], "as many as are shown are read");
    let Member::Reference(first) = popular[0] else { panic!("a reference") };
    assert_eq!(source.references(&[first]).await.unwrap()[0].headline(), "Popular 1 0");
}

#[tokio::test]
async fn names_become_things_and_a_guest_stays_a_name() {
    let world = World::new().await;
    let byline = |name: &str, guest| IncomingByline {
        name: name.into(),
        organisation: "Tide Institute".into(),
        role: "Staff Writer".into(),
        guest,
    };
    let mut ferry = incoming("Ferry sails", MORNING);
    ferry.bylines = vec![byline("Ada Quill", false), byline("A Guest", true)];
    ferry.section = vec!["News".into(), "Harbour".into()];
    ferry.topics = vec!["C++".into(), "C".into(), "C".into()];
    bring(&world, &[ferry]).await;
    let source = world.store.source(MORNING, None).await.unwrap();
    for path in ["/person/ada-quill", "/directory/tide-institute", "/news", "/harbour", "/topic/c", "/topic/c-2"] {
        assert!(source.target(path).await.unwrap().is_some(), "{path}");
    }
    assert!(source.target("/person/a-guest").await.unwrap().is_none());
}

#[tokio::test]
async fn a_language_the_paper_lacks_is_said_and_kept_in_the_first() {
    let world = World::new().await;
    let mut ferry = incoming("Ferry sails", MORNING);
    ferry.language = broadsheet_news::language::Language::tagged("de").unwrap();
    let told = bring(&world, &[ferry]).await.remove(0).problems;
    assert!(told[0].contains("no edition in de"), "{told:?}");
    let mut chinese_one = incoming("港務局", MORNING);
    chinese_one.language = chinese();
    assert!(bring(&world, &[chinese_one]).await[0].problems.is_empty());
}

#[tokio::test]
async fn a_batch_with_an_article_without_headline_leaves_nothing() {
    let world = World::new().await;
    let change = *world.store.newest_change().borrow();
    let refusal = articles(&world.desk(), &[incoming("Ferry sails", MORNING), incoming(" ", MORNING)]).await;
    assert!(refusal.unwrap_err().to_string().contains("no headline"));
    assert_eq!(*world.store.newest_change().borrow(), change);
    let source = world.store.source(MORNING, None).await.unwrap();
    assert!(source.target("/2021/08/19/ferry-sails").await.unwrap().is_none());
}

#[tokio::test]
async fn a_follower_that_is_told_to_stop_leaves_the_rest_for_the_next_one() {
    let world = World::new().await;
    bring(&world, &[incoming("Ferry returns", MORNING)]).await;
    Follower::new(world.store.clone()).catch_up(MORNING).await.unwrap();
    bring(&world, &[incoming("Harbour freezes", MORNING)]).await;
    let mut follower = Follower::new(world.store.clone());
    assert_eq!(follower.catch_up_until(MORNING, &|| true).await.unwrap(), 0);
    let mut next = Follower::new(world.store.clone());
    assert!(next.catch_up_until(MORNING, &|| false).await.unwrap() > 0);
    assert_eq!(follower.catch_up(MORNING).await.unwrap(), 0, "nothing is dealt with twice");
}
