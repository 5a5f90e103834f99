//! What is done when its instant comes, and what is taken away for good.

use broadsheet_desk::publication::{Publication, kill, publish};
use broadsheet_desk::{Refusal, article, embargo, photo, redirect, schedule, topic, translation};
use broadsheet_news::article::Content;
use broadsheet_news::photo::Photo;
use broadsheet_news::topic::Topic;
use broadsheet_store::{Due, Target};

use crate::world::{MORNING, World, a_photo, chinese, english};

/// Fires all that is due so many seconds after the morning; gives how much of it was done.
async fn fired(world: &World, seconds: i64) -> usize {
    let desk = world.at(seconds);
    let mut done = 0;
    for due in world.store.due(desk.now, 100).await.unwrap() {
        done += usize::from(schedule::fire(&desk, &due).await.unwrap().made);
    }
    done
}

#[tokio::test]
async fn what_is_scheduled_is_done_once_when_it_is_due() {
    let world = World::new().await;
    let made = article::create(&world.desk(), &world.content("Fog")).await.unwrap().made;
    embargo::set(&world.desk(), made.article, Some(MORNING.plus_seconds(60))).await.unwrap();
    publish(&world.desk(), made.article, Publication::default()).await.unwrap();
    assert_eq!(world.store.next_due().await.unwrap(), Some(MORNING.plus_seconds(60)));
    assert_eq!((fired(&world, 59).await, world.headline(made.article).await), (0, None));
    let due = world.store.due(MORNING.plus_seconds(60), 10).await.unwrap();
    assert_eq!(fired(&world, 60).await, 1);
    assert!(world.headline(made.article).await.is_some());
    // A timer that was late and one that was not may both have seen it.
    assert!(!schedule::fire(&world.at(61), &due[0]).await.unwrap().made, "not twice");
    assert_eq!(world.store.next_due().await.unwrap(), None);

    schedule::withdraw_at(&world.at(62), made.article, Some(MORNING.plus_seconds(90))).await.unwrap();
    assert_eq!((fired(&world, 90).await, world.headline(made.article).await), (1, None));
    assert_eq!(fired(&world, 900).await, 0);
}

#[tokio::test]
async fn what_was_put_off_is_not_done_and_what_cannot_be_done_is_struck_off() {
    let world = World::new().await;
    let made = article::create(&world.desk(), &world.content("Fog")).await.unwrap().made;
    schedule::publish_at(&world.desk(), made.article, Some(MORNING.plus_seconds(60))).await.unwrap();
    let due = world.store.due(MORNING.plus_seconds(60), 10).await.unwrap();
    schedule::publish_at(&world.desk(), made.article, Some(MORNING.plus_seconds(600))).await.unwrap();
    assert!(!schedule::fire(&world.at(60), &due[0]).await.unwrap().made, "it was put off meanwhile");
    let empty = Content { body: Default::default(), ..world.content("Fog") };
    article::revise(&world.at(61), made.article, made.id, &empty).await.unwrap();
    let due = Due { at: MORNING.plus_seconds(600), ..due[0].clone() };
    assert!(matches!(schedule::fire(&world.at(600), &due).await, Err(Refusal::NotReady(_))));
    assert_eq!(world.store.next_due().await.unwrap(), None, "it does not come again every second");
}

#[tokio::test]
async fn a_photo_whose_rights_end_is_gone_by_itself() {
    let world = World::new().await;
    let id = world.new_photo().await;
    photo::save(&world.desk(), Photo { id, expires: Some(MORNING.plus_seconds(30)), ..a_photo() }).await.unwrap();
    let seen = async |seconds: i64| {
        let source = world.store.source(MORNING.plus_seconds(seconds), None).await.unwrap();
        source.photo(id).await.unwrap().is_some()
    };
    let served = async |seconds: i64| {
        world.store.has_photo_of(&a_photo().file, None, MORNING.plus_seconds(seconds)).await.unwrap()
    };
    assert!(seen(29).await && served(29).await);
    assert!(!served(30).await, "its bytes are not given from that instant on, whatever the timer does");
    assert_eq!(fired(&world, 30).await, 1);
    assert!(!seen(30).await);
    assert_eq!(fired(&world, 60).await, 0);
}

#[tokio::test]
async fn a_killed_article_takes_its_photos_with_it() {
    let world = World::new().await;
    let photo = world.new_photo().await;
    let content = Content { lead_photo: Some(photo), ..world.content("Fog") };
    let id = article::create(&world.desk(), &content).await.unwrap().made.article;
    publish(&world.desk(), id, Publication::default()).await.unwrap();
    kill(&world.at(1), id).await.unwrap();
    assert_eq!(world.headline(id).await, None);
    assert!(!world.store.has_photo_of(&a_photo().file, None, MORNING.plus_seconds(1)).await.unwrap());
    assert!(matches!(kill(&world.at(2), id).await, Err(Refusal::Unfit(_))), "there is nothing left to kill");
}

#[tokio::test]
async fn a_merged_topic_and_its_aliases_lead_to_the_other() {
    let world = World::new().await;
    let named = |name: &str, alias_of| Topic {
        id: broadsheet_news::ids::TopicId(0),
        language: english(),
        name: name.into(),
        slug: String::new(),
        alias_of,
        description: String::new(),
    };
    let eelgrass = topic::save(&world.desk(), named("Eelgrass", None)).await.unwrap().made;
    let seagrass = topic::save(&world.desk(), named("Seagrass", None)).await.unwrap().made;
    let alias = topic::save(&world.desk(), named("Zostera", Some(eelgrass))).await.unwrap().made;
    topic::merge(&world.desk(), eelgrass, seagrass).await.unwrap();
    let source = world.store.source(MORNING, None).await.unwrap();
    for id in [eelgrass, alias] {
        assert_eq!(*source.topic(id).await.unwrap().unwrap().alias_of(), Some(seagrass));
    }
    drop(source);
    for (one, other) in [(seagrass, seagrass), (seagrass, alias)] {
        assert!(matches!(topic::merge(&world.desk(), one, other).await, Err(Refusal::Unfit(_))));
    }
}

#[tokio::test]
async fn a_redirect_is_taken_away_and_a_page_is_not() {
    let world = World::new().await;
    redirect::save(&world.desk(), "/old", "/politics").await.unwrap();
    redirect::remove(&world.desk(), "/old").await.unwrap();
    let source = world.store.source(MORNING, None).await.unwrap();
    assert_eq!(source.target("/old").await.unwrap(), None);
    assert!(matches!(source.target("/politics").await.unwrap(), Some(Target::Section(_))));
    drop(source);
    assert!(matches!(redirect::remove(&world.desk(), "/politics").await, Err(Refusal::Unfit(_))));
    assert!(matches!(redirect::remove(&world.desk(), "/old").await, Err(Refusal::Unknown(_))));
}

#[tokio::test]
async fn a_translation_is_of_another_language() {
    let world = World::new().await;
    let one = world.published("Fog").await.id;
    let chinese = Content { language: chinese(), section: None, ..world.content("霧") };
    let other = article::create(&world.desk(), &chinese).await.unwrap().made.article;
    translation::link(&world.desk(), one, other).await.unwrap();
    let third = world.published("Rain").await.id;
    assert!(matches!(translation::link(&world.desk(), one, third).await, Err(Refusal::Unfit(_))));
}

#[tokio::test]
async fn a_rehearsal_says_what_the_act_will_change_and_leaves_nothing() {
    let world = World::new().await;
    let made = article::create(&world.desk(), &world.content("Fog")).await.unwrap().made;
    let before = world.store.rows().await.unwrap();
    let trial = world.store.rehearsing();
    let desk = broadsheet_desk::Desk { store: &trial, ..world.desk() };
    let said = publish(&desk, made.article, Publication::default()).await.unwrap().change;
    assert_eq!(world.store.rows().await.unwrap(), before, "nothing is left of it");
    let done = publish(&world.desk(), made.article, Publication::default()).await.unwrap().change;
    assert_eq!(said.number + 1, done.number, "a number is given to what is kept alone");
    let logged = world.store.changes_after(said.number, 1).await.unwrap().remove(0).difference;
    assert_eq!((said.difference.entered, said.difference.left), (logged.entered, logged.left));
    let sorted = |mut facts: Vec<_>| {
        facts.sort();
        facts
    };
    assert_eq!(sorted(said.difference.facts), sorted(logged.facts));
}
