//! The article's page.

use broadsheet_news::article::{Member, State};
use broadsheet_news::paper::Setting;
use serde_json::{Value, json};

use crate::world::{NOW, World, english};
use crate::{in_order, seen};

#[tokio::test]
async fn an_article_shows_every_block_in_the_order_of_a_dump() {
    let world = World::full().await;
    let page = world.print(&world.address(world.main).await).await;
    in_order(
        &seen(&page.text()),
        &[
            "2025-11-25",
            "Alexa",
            "Directory of the Harbour",
            "Home",
            "Port",
            "Night ferry returns after eleven years",
            "The decision comes after a long summer",
            "566 readers",
            "By Mara Lindqvist , The Harbour Post , Staff Writer",
            "2025/11/25 07:45",
            "Passengers on the old pier (Anna Ruiz/Harbour Post)",
            "HARBOUR TOWN (Harbour Post) — The night ferry",
            "The board expects some 30,000 passengers",
            "Night ferry",
            "Harbour board",
            "Crossings",
            "Related articles",
            "Harbour pilots ask for a third boat",
            "2025/11/25 00:15",
            "Islands ask for a winter timetable",
            "Updated : 2025-11-25 08:40 GMT+08:00",
            "Most popular",
            "Council votes to keep",
        ],
    );
}

#[tokio::test]
async fn the_most_popular_list_leaves_out_the_article_one_stands_on() {
    let world = World::full().await;
    let page = world.print(&world.address(world.main).await).await.text();
    let popular = page.split("id=\"popular\"").nth(1).expect("the list").to_owned();
    assert!(!popular.contains("Night ferry returns"));
    let front = world.print("/").await.text();
    assert!(front.split("id=\"popular\"").nth(1).expect("the list").contains("Night ferry returns"));
}

#[tokio::test]
async fn the_popular_list_is_one_part_on_all_pages_but_those_of_its_own_articles() {
    let world = World::full().await;
    let mut kinds = std::collections::BTreeSet::new();
    for id in &world.articles {
        let page = world.print(&world.address(*id).await).await;
        kinds.insert(page.parts.iter().find(|part| part.contains("id=\"popular\"")).cloned());
    }
    assert_eq!(kinds.len(), 1 + 10, "one for everybody, and one for each of the ten in the list");
}

#[tokio::test]
async fn an_article_never_changed_gives_its_published_time_as_updated() {
    let world = World::full().await;
    let page = world.print(&world.address(world.articles[1]).await).await;
    in_order(&seen(&page.text()), &["2025/11/25 05:15", "Updated : 2025-11-25 05:15 GMT+08:00"]);
}

#[tokio::test]
async fn a_reference_stands_in_the_list_without_a_link_until_it_turns_out_to_be_an_article() {
    let world = World::full().await;
    let address = world.address(world.main).await;
    let related = |text: &str| text.split("id=\"related\"").nth(1).expect("the list").to_owned();
    let before = related(&world.print(&address).await.text());
    assert!(before.contains("<h3>Islands ask for a winter timetable</h3>"));

    let mut act = world.act().await;
    let reference = act.references_headed(&english(), "Islands ask for a winter timetable").await.unwrap().remove(0);
    let joined = broadsheet_news::reference::Reference { article: Some(world.articles[9]), ..reference };
    act.save_reference(&joined).await.unwrap();
    act.commit().await.unwrap();
    let after = related(&world.print(&address).await.text());
    assert!(!after.contains("Islands ask"));
    assert!(after.contains(&format!("<a href=\"{}\">The bakery that lit", world.address(world.articles[9]).await)));
}

#[tokio::test]
async fn a_withdrawn_article_leaves_every_box_at_once_and_its_own_page_is_gone() {
    let world = World::full().await;
    let gone = world.articles[3];
    let address = world.address(gone).await;
    world.change(gone, |article| article.state = State::Withdrawn).await;
    let headline = "Harbour pilots ask for a third boat";
    for path in [world.address(world.main).await, "/".into(), "/culture".into(), "/topic/night-ferry".into()] {
        assert!(!world.print(&path).await.text().contains(headline), "{path}");
    }
    let page = world.print(&address).await;
    assert_eq!(page.answer, broadsheet_pages::Answer::Gone);
    assert!(!page.text().contains(headline));
    in_order(&seen(&page.text()), &["Politics", "This article has been withdrawn", "Latest", "Night ferry returns"]);
}

#[tokio::test]
async fn structured_data_gives_the_papers_offset_and_what_the_page_says() {
    let world = World::full().await;
    let page = world.print(&world.address(world.main).await).await.text();
    let data =
        page.split("application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("data");
    let graph: Value = serde_json::from_str(data).expect("JSON");
    let article = &graph["@graph"][0];
    assert_eq!(article["@type"], "NewsArticle");
    assert_eq!(article["datePublished"], "2025-11-25T07:45:00+08:00");
    assert_eq!(article["dateModified"], "2025-11-25T08:40:00+08:00");
    assert_eq!(article["author"][0]["affiliation"]["name"], "The Harbour Post");
    assert_eq!(article["author"][0]["jobTitle"], "Staff Writer");
    // A placeholder is no picture of anything: the article's placard is told in its place, and no caption with it.
    let image = &article["image"][0];
    assert!(image["url"].as_str().is_some_and(|url| url.contains("/photos/placard/")), "{image}");
    assert_eq!(image["caption"], Value::Null);
    assert_eq!(article["keywords"].as_array().map(Vec::len), Some(9));
    assert_eq!(graph["@graph"][1]["itemListElement"][1]["name"], "Port");
}

#[tokio::test]
async fn whole_addresses_come_from_the_setting_and_follow_it() {
    let world = World::full().await;
    let mut act = world.act().await;
    act.save_setting(Setting::Address, &json!("https://post.example")).await.unwrap();
    act.commit().await.unwrap();
    let page = world.print(&world.address(world.main).await).await.text();
    assert!(page.contains("<link rel=\"canonical\" href=\"https://post.example/2025/11/25/night-ferry"));
    assert!(!page.contains("127.0.0.1"));
}

#[tokio::test]
async fn an_article_names_its_translation_and_the_translation_names_it() {
    let world = World::full().await;
    let (english, chinese) = (world.address(world.main).await, world.address(world.translated).await);
    for address in [&english, &chinese] {
        let page = world.print(address).await.text();
        for (tag, other) in [("en", &english), ("zh-Hant", &chinese)] {
            let link = format!("hreflang=\"{tag}\" href=\"http://127.0.0.1:8391{other}\"");
            assert!(page.contains(&link), "{address} does not name {other}");
        }
    }
    let page = world.print(&chinese).await.text();
    in_order(&seen(&page), &["首頁", "港口", "夜間渡輪", "0 位讀者", "更新"]);
    assert!(page.contains("<html lang=\"zh-Hant\""));
}

#[tokio::test]
async fn at_midnight_in_the_papers_zone_the_mastheads_date_turns() {
    let world = World::full().await;
    let evening = world.print_at("/about", "", NOW.plus_seconds(14 * 3600 + 44 * 60)).await.text();
    let midnight = world.print_at("/about", "", NOW.plus_seconds(14 * 3600 + 45 * 60)).await.text();
    assert!(evening.contains(">2025-11-25<") && midnight.contains(">2025-11-26<"));
}

#[tokio::test]
async fn a_page_asks_nothing_of_another_origin_and_runs_no_script() {
    let world = World::full().await;
    for path in ["/".to_owned(), world.address(world.main).await, "/directory/the-harbour-post".into()] {
        let page = world.print(&path).await.text();
        for asks in page.split(" src=\"").skip(1).chain(page.split("<link rel=\"preload\" href=\"").skip(1)) {
            assert!(asks.starts_with("/photos/") || asks.starts_with("/assets/"), "{path}: {asks:.60}");
        }
        let scripts = page.matches("<script").count();
        assert_eq!(scripts, page.matches("<script type=\"application/ld+json\">").count());
        assert!(!page.contains(" style=\"") && !page.contains(" onclick"));
    }
}

#[tokio::test]
async fn pins_and_popular_members_of_no_article_are_left_out() {
    let world = World::full().await;
    let mut act = world.act().await;
    let nobody = Member::Article(broadsheet_news::ids::ArticleId(1));
    act.save_related(world.main, &[nobody]).await.unwrap();
    act.commit().await.unwrap();
    let page = world.print(&world.address(world.main).await).await.text();
    assert!(!page.contains("id=\"related\"") && page.contains("Updated :"));
}

#[tokio::test]
async fn an_alias_keeps_its_name_on_the_article_and_leads_straight_to_its_topic() {
    let world = World::full().await;
    let page = world.print(&world.address(world.main).await).await.text();
    assert!(page.contains("<a rel=\"tag\" href=\"/topic/night-ferry\">Crossings</a>"));
    assert!(!page.contains("/topic/crossings"));
}

#[tokio::test]
async fn a_withdrawn_related_article_leaves_its_place_to_the_next() {
    let world = World::full().await;
    let mut act = world.act().await;
    let related: Vec<Member> = world.articles[2..10].iter().copied().map(Member::Article).collect();
    act.save_related(world.main, &related).await.unwrap();
    act.commit().await.unwrap();
    world.change(world.articles[4], |article| article.state = State::Withdrawn).await;
    let page = world.print(&world.address(world.main).await).await.text();
    let list = page.split("id=\"related\"").nth(1).and_then(|rest| rest.split("</ul>").next()).expect("the list");
    assert_eq!(list.matches("<li>").count(), 6);
    assert!(list.contains(&world.address(world.articles[8]).await));
}
