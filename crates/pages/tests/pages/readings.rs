//! What parts depend on: a part reads what it shows, and no more.

use std::collections::BTreeSet;

use broadsheet_news::facts::Column;
use broadsheet_pages::theme::Dress;
use broadsheet_pages::{Part, Request, part, row};
use broadsheet_store::source::ClockRead;

use crate::world::{NOW, World, english, reading};

/// The columns that a part reads.
async fn read(world: &World, key: &Part) -> BTreeSet<&'static str> {
    let source = world.store.source(NOW, None).await.expect("a source");
    part(reading(&source), key).await.expect("a part");
    let record = source.into_record();
    record.facts.keys().map(|fact| fact.column.name()).collect()
}

#[tokio::test]
async fn a_mended_typo_in_the_text_touches_no_list() {
    let world = World::full().await;
    for key in [
        Part::Related(world.main),
        Part::Popular(english(), None),
        Part::ArticleTop(world.main),
        Part::Masthead(english(), Dress::Article),
    ] {
        assert!(!read(&world, &key).await.contains(Column::ARTICLE_BODY.name()), "{key:?}");
    }
}

#[tokio::test]
async fn a_list_without_decks_reads_no_deck_and_no_caption() {
    let world = World::full().await;
    let columns = read(&world, &Part::Popular(english(), None)).await;
    for column in [Column::ARTICLE_DECK, Column::PHOTO_CAPTION, Column::PHOTO_ALT] {
        assert!(!columns.contains(column.name()), "{column}");
    }
}

#[tokio::test]
async fn only_the_masthead_and_lists_with_a_day_in_them_read_the_clock() {
    let world = World::full().await;
    let source = world.store.source(NOW, None).await.expect("a source");
    let request = Request::of(&source, &world.address(world.main).await, "");
    let page = row(reading(&source), &request).await.expect("a row");
    let mut clocked = Vec::new();
    for key in &page.parts {
        let own = source.beside();
        part(reading(&own), key).await.expect("a part");
        let record = own.into_record();
        if record.clock != ClockRead::default() {
            clocked.push(key.clone());
        }
    }
    assert_eq!(clocked, [Part::Masthead(english(), Dress::Article)]);
}

#[tokio::test]
async fn every_part_names_the_template_it_was_printed_with() {
    let world = World::full().await;
    for path in ["/".to_owned(), world.address(world.main).await, "/directory".into(), "/feed.xml".into()] {
        let source = world.store.source(NOW, None).await.expect("a source");
        let request = Request::of(&source, &path, "");
        let page = row(reading(&source), &request).await.expect("a row");
        for key in &page.parts {
            let own = source.beside();
            part(reading(&own), key).await.expect("a part");
            let record = own.into_record();
            assert!(record.facts.keys().any(|fact| fact.column == Column::TEMPLATE), "{key:?}");
        }
    }
}

#[tokio::test]
async fn the_key_of_a_part_is_read_as_it_is_written() {
    let world = World::full().await;
    let source = world.store.source(NOW, None).await.expect("a source");
    for path in ["/".to_owned(), world.address(world.main).await, "/port".into(), "/archive".into()] {
        for key in row(reading(&source), &Request::of(&source, &path, "")).await.expect("a row").parts {
            let text = serde_json::to_string(&key).expect("JSON");
            assert_eq!(serde_json::from_str::<Part>(&text).expect("a key"), key);
        }
    }
}
