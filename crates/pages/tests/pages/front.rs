//! Fronts.

use broadsheet_news::article::Member;
use broadsheet_news::ids::LayoutId;
use broadsheet_news::layout::{Layout, Place, Rhythm};

use crate::world::World;
use crate::{in_order, seen};

#[tokio::test]
async fn no_article_stands_twice_in_the_places_of_a_front() {
    let world = World::full().await;
    let front = world.print("/").await;
    for id in &world.articles {
        let address = world.address(*id).await;
        let places = front.parts.iter().filter(|part| part.starts_with("<div class=\"place"));
        let times: usize = places.map(|part| part.matches(&format!("href=\"{address}\"")).count()).sum();
        assert!(times <= 1, "{address} stands {times} times");
    }
}

#[tokio::test]
async fn the_newest_leads_until_an_editor_pins_another() {
    let world = World::full().await;
    let lead = |text: String| {
        seen(text.split("place lead\"").nth(1).and_then(|r| r.split("</ul>").next()).unwrap_or_default())
    };
    assert!(lead(world.print("/").await.text()).contains("Night ferry returns"));

    let mut act = world.act().await;
    let id = LayoutId(act.new_id());
    let pins = vec![Member::Article(world.articles[7])];
    let places = vec![
        Place { rhythm: Rhythm::Lead, section: None, pins },
        Place { rhythm: Rhythm::Latest, section: None, pins: Vec::new() },
    ];
    act.save_layout(&Layout { id, page: "/".into(), places }).await.unwrap();
    act.commit().await.unwrap();
    let front = world.print("/").await.text();
    assert!(lead(front.clone()).contains("Rowers win the strait race"));
    in_order(&seen(&front), &["Rowers win", "Latest", "Night ferry returns", "Council votes"]);
}

#[tokio::test]
async fn an_empty_front_says_what_will_be_there() {
    let world = World::empty().await;
    let front = seen(&world.print("/").await.text());
    in_order(&front, &["Politics", "The first articles will appear here"]);
}

#[tokio::test]
async fn each_language_has_its_own_front_and_they_name_each_other() {
    let world = World::full().await;
    let (english, chinese) = (world.print("/").await.text(), world.print("/zh-hant/").await.text());
    assert!(
        english.contains("<html lang=\"en\" dir=\"ltr\" ") && chinese.contains("<html lang=\"zh-Hant\" dir=\"ltr\" ")
    );
    for front in [&english, &chinese] {
        assert!(front.contains("hreflang=\"zh-Hant\" href=\"http://127.0.0.1:8391/zh-hant/\""));
        assert!(front.contains("hreflang=\"en\" href=\"http://127.0.0.1:8391/\""));
    }
    assert!(!chinese.contains("Night ferry"));
}

#[tokio::test]
async fn the_front_fits_into_the_first_packets() {
    let world = World::full().await;
    let longest = world.print(&world.address(world.main).await).await.text().len();
    // Compressed, a page is about a quarter of this; 14 kB is what comes with the first answer.
    assert!(longest < 48_000, "{longest}");
}
