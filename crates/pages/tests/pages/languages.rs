//! Editions: pairs that point back, and no English in another language's furniture.

use broadsheet_news::ids::StandingId;
use broadsheet_news::paper::Setting;
use broadsheet_news::standing::Standing;
use broadsheet_pages::Answer;
use serde_json::json;

use crate::seen;
use crate::world::{World, chinese};

/// The addresses that a page names as the same in other languages.
fn alternates(page: &str) -> Vec<(String, String)> {
    let tags = page.split("<link rel=\"alternate\" hreflang=\"").skip(1);
    tags.filter_map(|tag| {
        let (language, rest) = tag.split_once("\" href=\"http://127.0.0.1:8391")?;
        Some((language.to_owned(), rest.split('"').next()?.replace("&amp;", "&")))
    })
    .collect()
}

#[tokio::test]
async fn every_kind_of_page_that_has_a_counterpart_names_it_and_is_named_back() {
    let world = World::full().await;
    let mut t = world.act().await;
    let id = StandingId(t.new_id());
    let page =
        Standing { id, language: chinese(), headline: "關於".into(), slug: "about".into(), body: Default::default() };
    t.save_standing(&page).await.expect("a page");
    t.commit().await.expect("a commit");
    for path in ["/", "/directory", "/briefing", "/corrections", "/archive", "/about"] {
        let there = alternates(&world.print(path).await.text());
        let languages: Vec<&str> = there.iter().map(|(language, _)| language.as_str()).collect();
        assert_eq!(languages, ["en", "zh-Hant"], "{path}");
        assert_eq!(there[0].1, path);
        let other = world.print(&there[1].1).await;
        assert_eq!(other.answer, Answer::Found, "{}", there[1].1);
        assert_eq!(alternates(&other.text()), there, "{path} is not named back");
    }
    assert_eq!(alternates(&world.print("/privacy").await.text()), [], "it stands in one language");
}

#[tokio::test]
async fn titles_are_set_for_each_language_and_one_does_not_touch_the_others_pages() {
    let world = World::full().await;
    let before = world.print("/").await.text();
    let mut t = world.act().await;
    t.save_setting_in(Setting::DirectoryTitle, &chinese(), &json!("港口名錄")).await.expect("a setting");
    t.save_setting_in(Setting::Description, &chinese(), &json!("港口與城市的新聞。")).await.expect("a setting");
    t.commit().await.expect("a commit");
    assert_eq!(world.print("/").await.text(), before);
    let page = world.print("/zh-hant/").await.text();
    assert!(page.contains("港口名錄") && page.contains("港口與城市的新聞。") && !page.contains("Directory of the"));
}

#[tokio::test]
async fn chinese_pages_say_nothing_in_english_but_names() {
    let world = World::speaking(&["en", "zh-Hant"]).await;
    let mut t = world.act().await;
    t.save_setting(Setting::Name, &json!("港聞")).await.expect("a setting");
    t.save_setting(Setting::DirectoryTitle, &json!("")).await.expect("a setting");
    t.commit().await.expect("a commit");
    for path in ["", "directory", "directory?words=x", "corrections", "archive", "nothing"] {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let page = seen(&world.print_at(&format!("/zh-hant/{path}"), query, crate::world::NOW).await.text());
        let words: Vec<&str> = page.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1).collect();
        let known = ["English", "RSS", "Alexa"];
        let strange: Vec<&&str> = words.iter().filter(|word| !known.contains(*word)).collect();
        assert!(strange.is_empty(), "/zh-hant/{path}: {strange:?}");
    }
}
