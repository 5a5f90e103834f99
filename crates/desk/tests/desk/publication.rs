//! Publishing, withdrawing, correcting.

use broadsheet_desk::publication::{Publication, publish, withdraw};
use broadsheet_desk::{Desk, Refusal, article, correction, embargo, founding, progress, schedule};
use broadsheet_news::article::{Content, State};
use broadsheet_news::facts::Column;
use broadsheet_store::{Failure, Store, Target};

use crate::world::{MORNING, World, english, founding_of, reporter};

#[tokio::test]
async fn a_draft_is_nobodys_and_a_published_article_has_its_address_for_ever() {
    let world = World::new().await;
    let draft = article::create(&world.desk(), &world.content("Ferry sails again")).await.unwrap();
    assert!(draft.change.difference.is_empty(), "readers see nothing of a draft");
    assert_eq!(world.headline(draft.made.article).await, None);
    let done = publish(&world.desk(), draft.made.article, Publication::default()).await.unwrap();
    assert_eq!(done.made.address.as_deref(), Some("/2021/08/19/ferry-sails-again"));
    assert_eq!(world.headline(draft.made.article).await.as_deref(), Some("Ferry sails again"));

    let renamed = Content { headline: "Ferry sails".into(), ..world.content("") };
    article::revise(&world.desk(), done.made.id, done.made.working_revision, &renamed).await.unwrap();
    assert_eq!(world.headline(done.made.id).await.as_deref(), Some("Ferry sails again"), "a revision is not out yet");
    let again = publish(&world.at(3600), done.made.id, Publication { substantive: true }).await.unwrap();
    assert_eq!(again.made.address, done.made.address);
    assert_eq!(again.made.first_published, Some(MORNING));
    assert_eq!(again.made.updated, Some(MORNING.plus_seconds(3600)));
}

#[tokio::test]
async fn two_articles_of_one_day_and_headline_have_two_addresses() {
    let world = World::new().await;
    let one = world.published("Fog").await;
    let other = world.published("Fog").await;
    assert_eq!(one.address.as_deref(), Some("/2021/08/19/fog"));
    assert_eq!(other.address.as_deref(), Some("/2021/08/19/fog-2"));
}

#[tokio::test]
async fn what_is_withdrawn_leaves_its_address_behind_and_nothing_else() {
    let world = World::new().await;
    let article = world.published("Fog").await;
    let done = withdraw(&world.desk(), article.id).await.unwrap();
    assert_eq!(done.made.state, State::Withdrawn);
    assert_eq!(world.headline(article.id).await, None);
    let left: Vec<&str> = done.change.difference.left.iter().map(|position| position.list.name()).collect();
    let (spans, lists): (Vec<&str>, Vec<&str>) = left.into_iter().partition(|list| list.starts_with("spans:"));
    assert_eq!(lists.len(), 4, "its section, its day, its month and the latest: {lists:?}");
    assert_eq!(spans.len(), 3, "nothing is left of its day, month and year: {spans:?}");
    let source = world.store.source(MORNING, None).await.unwrap();
    assert_eq!(source.target("/2021/08/19/fog").await.unwrap(), Some(Target::Article(article.id.0)));
    assert_eq!(source.total(&broadsheet_news::lists::List::latest(&english())).await.unwrap(), 0);
}

#[tokio::test]
async fn an_article_without_text_is_refused_with_each_reason() {
    let world = World::new().await;
    let empty = Content { section: Some(world.section), ..Content::headed(english(), " ") };
    let made = article::create(&world.desk(), &empty).await.unwrap().made;
    let refusal = publish(&world.desk(), made.article, Publication::default()).await.unwrap_err();
    let said = refusal.to_string();
    assert!(said.contains("no headline") && said.contains("no text"), "{said}");
}

#[tokio::test]
async fn a_reporter_does_not_publish_and_nothing_is_left_of_the_try() {
    let world = World::new().await;
    let made = article::create(&world.desk(), &world.content("Fog")).await.unwrap();
    let ben = reporter();
    let desk = Desk { actor: &ben, ..world.desk() };
    assert!(matches!(publish(&desk, made.made.article, Publication::default()).await, Err(Refusal::NotAllowed(_))));
    assert_eq!(*world.store.newest_change().borrow(), made.change.number);
}

#[tokio::test]
async fn a_correction_is_public_and_dated() {
    let world = World::new().await;
    let article = world.published("Fog").await;
    let done = correction::make(&world.at(60), article.id, "The fog lifted at ten, not at nine.", "").await.unwrap();
    assert!(done.change.difference.facts.iter().any(|(fact, _)| fact.column == Column::ARTICLE_CORRECTIONS));
    assert!(correction::make(&world.desk(), article.id, "  ", "").await.is_err());
}

#[tokio::test]
async fn an_embargo_turns_publishing_into_a_schedule() {
    let world = World::new().await;
    let made = article::create(&world.desk(), &world.content("Fog")).await.unwrap().made;
    embargo::set(&world.desk(), made.article, Some(MORNING.plus_seconds(60))).await.unwrap();
    let waits = publish(&world.desk(), made.article, Publication::default()).await.unwrap();
    assert_eq!(waits.made.state, State::Scheduled);
    assert_eq!(world.headline(made.article).await, None);
    publish(&world.at(61), made.article, Publication::default()).await.unwrap();
    assert!(world.headline(made.article).await.is_some());
}

#[tokio::test]
async fn a_paper_has_one_owner() {
    let world = World::new().await;
    match Store::own(&world.options, MORNING).await {
        Err(Failure::Owned(_)) => {}
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("two owners"),
    }
    assert!(Store::read(&world.options).await.is_ok(), "everybody may read");
    assert!(matches!(
        founding::found(&world.options, &founding_of("Another"), MORNING).await,
        Err(Refusal::Failed(Failure::Owned(_) | Failure::PaperExists(_)))
    ));
}

#[tokio::test]
async fn an_embargo_comes_too_late_for_what_readers_have_had() {
    let world = World::new().await;
    let article = world.published("Fog").await;
    let late = embargo::set(&world.desk(), article.id, Some(MORNING.plus_seconds(60))).await.unwrap_err();
    assert!(late.to_string().contains("too late"), "{late}");
}

#[tokio::test]
async fn an_article_is_handed_in_and_scheduled_and_readers_see_nothing_of_it() {
    let world = World::new().await;
    let id = article::create(&world.desk(), &world.content("Fog")).await.unwrap().made.article;
    let ben = reporter();
    let reporter = Desk { actor: &ben, ..world.desk() };
    assert_eq!(progress::move_to(&reporter, id, State::InReview).await.unwrap().made.state, State::InReview);
    assert!(progress::move_to(&reporter, id, State::Published).await.is_err(), "published by its own act only");
    assert!(matches!(schedule::publish_at(&reporter, id, None).await, Err(Refusal::NotAllowed(_))));
    assert!(schedule::publish_at(&world.desk(), id, Some(MORNING)).await.is_err(), "the instant has passed");
    let later = schedule::publish_at(&world.desk(), id, Some(MORNING.plus_seconds(60))).await.unwrap();
    assert!(later.change.difference.is_empty());
    assert!(schedule::withdraw_at(&world.desk(), id, Some(MORNING)).await.is_err(), "so has this one");
    let away = schedule::withdraw_at(&world.desk(), id, Some(MORNING.plus_seconds(120))).await.unwrap();
    assert!(away.change.difference.is_empty());
    schedule::publish_at(&world.desk(), id, None).await.unwrap();
    assert!(progress::move_to(&reporter, id, State::Draft).await.is_ok(), "ready again, and back to its writer");
}

#[tokio::test]
async fn a_clock_that_is_set_back_loses_nothing_and_everything_goes_on() {
    let world = World::new().await;
    let first = world.published("Before the clock was set back").await;
    let back = world.at(-3_600);
    let made = article::create(&back, &world.content("After it was")).await.expect("an article").made;
    assert!(made.article.0 > first.id.0 && made.id.0 > first.working_revision.0, "ids go on");
    let before = *world.store.newest_change().borrow();
    let published = publish(&back, made.article, Publication::default()).await.expect("published");
    assert!(published.change.number > before, "numbers go on");
    let changed = Content { deck: "Again.".into(), ..world.content("Before the clock was set back") };
    let base = first.working_revision;
    let revised = article::revise(&back, first.id, base, &changed).await.expect("a revision").made;
    assert!(revised.id.0 > base.0);
    for id in [first.id, made.article] {
        assert!(world.headline(id).await.is_some(), "readers have both");
    }
    // What is kept from readers stays so, by whatever clock.
    let kept = article::create(&back, &world.content("Kept")).await.expect("an article").made;
    embargo::set(&back, kept.article, Some(MORNING)).await.expect("an embargo");
    let refused = publish(&back, kept.article, Publication::default()).await.expect("a schedule").made;
    assert_eq!((refused.state, world.headline(kept.article).await), (State::Scheduled, None));
}
