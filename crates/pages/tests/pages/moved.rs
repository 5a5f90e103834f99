//! Addresses that lead elsewhere, or nowhere.

use broadsheet_news::section::Section;
use broadsheet_pages::Answer;

use crate::seen;
use crate::world::World;

async fn answer(world: &World, path: &str) -> Answer {
    world.print(path).await.answer
}

#[tokio::test]
async fn an_alias_leads_to_its_topic() {
    let world = World::full().await;
    assert_eq!(answer(&world, "/topic/crossings").await, Answer::Moved("/topic/night-ferry".into()));
}

#[tokio::test]
async fn a_renamed_section_leads_on_from_its_old_address() {
    let world = World::full().await;
    let mut act = world.act().await;
    let port = act.section(world.sections[1]).await.unwrap().unwrap();
    act.save_section(&Section { slug: "docks".into(), ..port }).await.unwrap();
    act.commit().await.unwrap();
    assert_eq!(answer(&world, "/port").await, Answer::Moved("/docks".into()));
    assert_eq!(answer(&world, "/docks").await, Answer::Found);
}

#[tokio::test]
async fn a_chain_of_redirects_is_one_hop() {
    let world = World::full().await;
    let mut act = world.act().await;
    for (from, to) in
        [("/a", "/b"), ("/b", "/topic/crossings"), ("/out", "https://example.com/x"), ("/x", "/y"), ("/y", "/x")]
    {
        act.save_redirect(from, to).await.unwrap();
    }
    act.commit().await.unwrap();
    assert_eq!(answer(&world, "/a").await, Answer::Moved("/topic/night-ferry".into()));
    assert_eq!(answer(&world, "/out").await, Answer::Moved("https://example.com/x".into()));
    assert_eq!(answer(&world, "/x").await, Answer::Missing, "a ring leads nowhere");
}

#[tokio::test]
async fn a_slash_at_the_end_is_no_part_of_a_name() {
    let world = World::full().await;
    assert_eq!(answer(&world, "/port/").await, Answer::Moved("/port".into()));
    assert_eq!(answer(&world, "/nowhere/").await, Answer::Missing);
}

#[tokio::test]
async fn an_address_that_leads_nowhere_helps_and_is_not_to_be_found_again() {
    let world = World::full().await;
    let page = world.print("/nowhere").await;
    assert_eq!(page.answer, Answer::Missing);
    assert!(page.text().contains("content=\"noindex\"") && !page.text().contains("rel=\"canonical\""));
    crate::in_order(
        &seen(&page.text()),
        &["Politics", "There is no page at this address", "Latest", "Night ferry returns"],
    );
}

#[tokio::test]
async fn a_page_out_of_order_is_whole_by_itself() {
    let page = broadsheet_pages::out_of_order(&broadsheet_pages::theme::Theme::harbour(), "The <Harbour> Post");
    assert!(page.contains("The &lt;Harbour&gt; Post") && page.trim_end().ends_with("</html>"));
    assert!(!page.contains(" src=") && !page.contains("<link"));
}
