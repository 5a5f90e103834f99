//! The voice briefing and the feed.

use serde_json::Value;

use crate::world::World;
use crate::{in_order, seen};

#[tokio::test]
async fn the_briefing_has_up_to_five_entries_newest_first_in_utc() {
    let world = World::full().await;
    let page = world.print("/briefing.json").await;
    assert_eq!(page.media_type, "application/json; charset=utf-8");
    let entries: Vec<Value> = serde_json::from_str(&page.text()).expect("JSON");
    assert_eq!(entries.len(), 5);
    assert_eq!(entries[0]["updateDate"], "2025-11-25T00:40:00.0Z");
    let dates: Vec<&str> = entries.iter().filter_map(|entry| entry["updateDate"].as_str()).collect();
    assert!(dates.is_sorted_by(|a, b| a >= b), "{dates:?}");
    for entry in &entries {
        let text = entry["mainText"].as_str().expect("a text");
        assert!(!text.is_empty() && text.chars().count() < 4_500 && !text.contains('<'));
        assert!(entry["redirectionUrl"].as_str().is_some_and(|url| url.starts_with("http://127.0.0.1:8391/2025/")));
    }
}

#[tokio::test]
async fn the_briefings_page_says_how_to_add_it_and_links_its_files() {
    let world = World::full().await;
    let page = world.print("/briefing").await.text();
    in_order(&page, &["How to add it", "/briefing.json\"", "/briefing.xml\"", "/feed.xml\"", "In the briefing now"]);
}

#[tokio::test]
async fn the_feed_gives_the_newest_with_whole_addresses_and_the_papers_offset() {
    let world = World::full().await;
    let page = world.print("/feed.xml").await;
    assert_eq!(page.media_type, "application/rss+xml; charset=utf-8");
    let feed = page.text();
    assert_eq!(feed.matches("<item>").count(), 26);
    in_order(
        &feed,
        &[
            "<title>The Harbour Post</title>",
            "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"http://127.0.0.1:8391/feed.xml\"/>",
            "<title>Night ferry returns after eleven years</title>",
            "<pubDate>Tue, 25 Nov 2025 07:45:00 +0800</pubDate>",
            "<dc:creator>Mara Lindqvist</dc:creator>",
            "<category>Port</category>",
        ],
    );
}

#[tokio::test]
async fn every_page_names_the_feed() {
    let world = World::full().await;
    for path in ["/", "/port", "/directory", "/nowhere"] {
        assert!(world.print(path).await.text().contains("type=\"application/rss+xml\""), "{path}");
    }
    assert!(seen(&world.print("/briefing.xml").await.text()).contains("urn:uuid:"));
}
