//! Lists: sections, topics, people, organisations, the directory; and standing pages.

use broadsheet_news::article::{Content, Member, State};
use broadsheet_news::ids::{ArticleId, LayoutId};
use broadsheet_news::layout::{Layout, Place, Rhythm};
use broadsheet_pages::Answer;

use crate::world::{NOW, World, english, publish};
use crate::{in_order, seen};

#[tokio::test]
async fn a_section_shows_its_subsections_and_their_articles() {
    let world = World::full().await;
    let page = world.print("/politics").await.text();
    assert!(page.contains("<a href=\"/elections\">Elections</a>"));
    in_order(&seen(&page), &["Home", "Politics", "Elections", "Schools may open later", "Rowers win"]);
}

#[tokio::test]
async fn a_section_without_articles_says_so() {
    let world = World::empty().await;
    assert!(seen(&world.print("/sport").await.text()).contains("Nothing has been published here yet"));
}

#[tokio::test]
async fn a_long_list_goes_on_on_an_older_page_and_loses_none() {
    let world = World::full().await;
    let mut act = world.act().await;
    for n in 0..70 {
        let headline = format!("Regatta, heat {n:02}");
        let content = Content { section: Some(world.sections[5]), ..Content::headed(english(), &headline) };
        publish(&mut act, &headline, &content, NOW.plus_seconds(-1_000_000 - n), None).await;
    }
    act.commit().await.unwrap();

    let (mut found, mut query, mut pages) = (String::new(), String::new(), 0);
    loop {
        let page = world.print_at("/sport", &query, NOW).await.text();
        let list = page.split("<ul class=\"listing").nth(1).expect("a list").to_owned();
        found.push_str(&list);
        pages += 1;
        let Some(next) = list.split("rel=\"next\" href=\"/sport?").nth(1) else { break };
        query = next.split('"').next().expect("an address").to_owned();
        assert_eq!(page.contains("Newer articles"), pages > 1);
        assert_eq!(page.contains("<p class=\"total\">"), pages == 1, "the newest page alone says how many there are");
    }
    assert_eq!(pages, 3);
    for n in 0..70 {
        assert_eq!(found.matches(&format!(">Regatta, heat {n:02}<")).count(), 1, "heat {n}");
    }
}

#[tokio::test]
async fn a_page_that_a_list_has_not_is_missing_and_a_former_link_leads_to_the_newest() {
    let world = World::full().await;
    for query in ["page=1", "page=9", "page=0", "page=x", "page="] {
        assert_eq!(world.print_at("/sport", query, NOW).await.answer, Answer::Missing, "{query}");
    }
    for path in ["/sport", "/corrections", "/topic/night-ferry"] {
        assert_eq!(world.print_at(path, "before=00ff", NOW).await.answer, Answer::Moved(path.into()));
    }
}

#[tokio::test]
async fn a_sections_layout_stands_above_its_list_and_no_article_twice() {
    let world = World::full().await;
    let newest = publish_in_town(&world, 7).await;
    let place = |rhythm, pins: &[usize]| Place {
        rhythm,
        section: None,
        pins: pins.iter().map(|pin| Member::Article(newest[*pin])).collect(),
    };
    let places = vec![place(Rhythm::Lead, &[3, 5]), place(Rhythm::Seconds, &[])];
    let mut act = world.act().await;
    let layout = Layout { id: LayoutId(act.new_id()), page: "/town".into(), places };
    act.save_layout(&layout).await.unwrap();
    act.commit().await.unwrap();

    let page = world.print("/town").await.text();
    in_order(&seen(&page), &["Town", "Fair, day 3", "Fair, day 6", "Fair, day 5", "Fair, day 4", "Fair, day 2"]);
    for day in 0..7 {
        assert_eq!(page.matches(&format!(">Fair, day {day}<")).count(), 1, "day {day}");
    }
    assert!(!page.contains("listing led"), "what leads stands in its place");

    world.change(newest[3], |article| article.state = State::Withdrawn).await;
    let page = seen(&world.print("/town").await.text());
    in_order(&page, &["Town", "Fair, day 5", "Fair, day 6", "Fair, day 4", "Fair, day 2"]);
    assert!(!page.contains("Fair, day 3"), "a withdrawn pin leaves its place to the next");
}

/// Publishes a fair of so many days, the last of them at noon of the day before.
async fn publish_in_town(world: &World, days: i64) -> Vec<ArticleId> {
    let mut act = world.act().await;
    let mut all = Vec::new();
    for day in 0..days {
        let headline = format!("Fair, day {day}");
        let content = Content { section: Some(world.sections[2]), ..Content::headed(english(), &headline) };
        all.push(publish(&mut act, &headline, &content, NOW.plus_seconds(86_400 * (day - days)), None).await);
    }
    act.commit().await.unwrap();
    all
}

#[tokio::test]
async fn a_topics_page_holds_what_was_filed_under_its_aliases() {
    let world = World::full().await;
    let page = world.print("/topic/night-ferry").await.text();
    in_order(&seen(&page), &["Night ferry", "Also known as: Crossings", "Night ferry returns"]);
}

#[tokio::test]
async fn a_person_has_a_page_with_role_words_and_articles() {
    let world = World::full().await;
    let page = seen(&world.print("/person/mara-lindqvist").await.text());
    in_order(
        &page,
        &["Mara Lindqvist", "Staff Writer", "The Harbour Post", "Writes about the port", "Night ferry returns"],
    );
}

#[tokio::test]
async fn the_directory_lists_by_name_and_an_organisation_says_where_it_is() {
    let world = World::full().await;
    in_order(&seen(&world.print("/directory").await.text()), &["Harbour Pilots’ Guild", "The Harbour Post"]);
    let page = world.print("/directory/the-harbour-post").await.text();
    in_order(&seen(&page), &["Newspaper", "4 Quay Street", "+886 2 5550 0100", "In the news", "Night ferry returns"]);
    assert!(page.contains("href=\"tel:+886255500100\""));
}

#[tokio::test]
async fn a_standing_page_stands() {
    let world = World::full().await;
    let page = world.print("/about").await;
    assert_eq!(page.answer, Answer::Found);
    in_order(&seen(&page.text()), &["Home", "About", "We print what we can prove"]);
}

#[tokio::test]
async fn every_link_of_the_paper_leads_to_a_page() {
    let world = World::full().await;
    let mut waiting = vec!["/".to_owned(), world.address(world.main).await];
    let mut known: std::collections::BTreeSet<String> = waiting.iter().cloned().collect();
    while let Some(link) = waiting.pop() {
        let (path, query) = link.split_once('?').unwrap_or((&link, ""));
        let page = world.print_at(path, query, NOW).await;
        let good = matches!(page.answer, Answer::Found | Answer::Moved(_));
        assert!(good, "{link} leads to {:?}", page.answer);
        for next in
            page.text().split("<a ").skip(1).filter_map(|a| a.split("href=\"/").nth(1)?.split(['"', '#']).next())
        {
            let next = format!("/{next}");
            if !next.starts_with("/share/") && known.insert(next.clone()) {
                waiting.push(next);
            }
        }
    }
    assert!(known.len() > 45, "{}", known.len());
}
