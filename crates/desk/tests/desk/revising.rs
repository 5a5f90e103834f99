//! Two people save at once: nothing of either is lost.

use broadsheet_desk::article::{create, revise};
use broadsheet_desk::{Conflict, Refusal};
use broadsheet_news::article::Content;
use broadsheet_news::body::{BlockKind, Body, Text};

use crate::world::World;

fn with_first(content: &Content, words: &str) -> Content {
    let mut changed = content.clone();
    changed.body.blocks[0].kind = BlockKind::Paragraph { text: Text::plain(words) };
    changed
}

fn with_second(content: &Content, words: &str) -> Content {
    let mut changed = content.clone();
    changed.body.blocks[1].kind = BlockKind::Paragraph { text: Text::plain(words) };
    changed
}

#[tokio::test]
async fn changes_in_two_places_are_both_kept() {
    let world = World::new().await;
    let first = create(&world.desk(), &world.content("Fog")).await.unwrap().made;
    let ann = Content { deck: "It lifts.".into(), ..with_first(&first.content, "Ann was here.") };
    revise(&world.desk(), first.article, first.id, &ann).await.unwrap();
    let ben = with_second(&first.content, "Ben was here.");
    let merged = revise(&world.desk(), first.article, first.id, &ben).await.unwrap().made.content;
    assert_eq!(merged.deck, "It lifts.");
    assert_eq!(merged.body.plain_text(), "Ann was here.\n\nBen was here.");
}

#[tokio::test]
async fn a_clash_comes_back_with_both_texts_and_saves_nothing() {
    let world = World::new().await;
    let first = create(&world.desk(), &world.content("Fog")).await.unwrap().made;
    let ann = Content { headline: "Fog lifts".into(), ..with_first(&first.content, "All calm.") };
    let newest = revise(&world.desk(), first.article, first.id, &ann).await.unwrap();
    let ben = Content { headline: "Fog stays".into(), ..with_first(&first.content, "Storm outside.") };
    let Err(Refusal::Conflict(conflict)) = revise(&world.desk(), first.article, first.id, &ben).await else {
        panic!("a conflict");
    };
    let Conflict { merged, clashes, .. } = *conflict;
    assert_eq!((merged.headline.as_str(), merged.body.plain_text().contains("Storm outside.")), ("Fog stays", true));
    let headline = clashes.iter().find(|clash| clash.place == "headline").unwrap();
    assert_eq!((headline.ours.as_str(), headline.theirs.as_str()), ("Fog stays", "Fog lifts"));
    assert!(clashes.iter().any(|clash| clash.ours == "Storm outside." && clash.theirs == "All calm."));
    assert_eq!(*world.store.newest_change().borrow(), newest.change.number);
}

#[tokio::test]
async fn what_an_article_names_must_exist() {
    let world = World::new().await;
    let lost = Content { body: Body::of([BlockKind::Photo { photo: 99, caption: None }]), ..world.content("Fog") };
    let refusal = create(&world.desk(), &lost).await.unwrap_err().to_string();
    assert!(refusal.contains("photo that does not exist"), "{refusal}");
}
