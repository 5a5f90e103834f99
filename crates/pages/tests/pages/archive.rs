//! Archive pages: articles by year, month and day.

use broadsheet_news::article::{Content, State};
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::ids::ArticleId;
use broadsheet_pages::Answer;

use crate::world::{NOW, World, english, publish};
use crate::{in_order, seen};

/// A paper with articles on two days of May 2019 and one of March 2018.
async fn old_paper() -> (World, Vec<ArticleId>) {
    let world = World::empty().await;
    let zone = Zone::named("Asia/Taipei").unwrap();
    let mut act = world.act().await;
    let mut all = Vec::new();
    for (headline, civil) in [
        ("Ice on the strait", "2018-03-02T08:00"),
        ("Bells before dawn", "2019-05-04T00:10"),
        ("Tram strike ends", "2019-05-04T19:00"),
        ("Tram strike begins", "2019-05-01T09:00"),
    ] {
        let at = zone.moment(civil.parse().unwrap()).unwrap();
        let id = publish(&mut act, headline, &Content::headed(english(), headline), at, None).await;
        let mut article = act.article(id).await.unwrap().unwrap();
        article.address = Some(format!("{}/{}", zone.address_of_day(at), article.slug));
        act.save_article(&article).await.unwrap();
        all.push(id);
    }
    act.commit().await.unwrap();
    (world, all)
}

async fn shown(world: &World, path: &str) -> String {
    let page = world.print(path).await;
    assert_eq!(page.answer, Answer::Found, "{path}");
    seen(&page.text())
}

#[tokio::test]
async fn the_archive_leads_from_years_to_months_to_days() {
    let (world, _) = old_paper().await;
    in_order(&shown(&world, "/archive").await, &["Archive", "4 articles", "2019", "3 articles", "2018", "1 article"]);
    in_order(&shown(&world, "/2019").await, &["2019", "2018", "May 2019", "3 articles", "Tram strike ends"]);
    let month = world.print("/2019/05").await.text();
    assert!(month.contains("<a href=\"/2019/05/04\">4</a> <small>(2)</small>"), "{month}");
    assert!(month.contains("<td>5</td>") && !month.contains("/2019/05/05"));
    let headlines = ["4 May 2019", "2 articles", "Tram strike ends", "Bells before dawn", "1 May 2019", "1 article"];
    in_order(&seen(&month), &headlines);
    let day = world.print("/2019/05/04").await.text();
    in_order(
        &seen(&day),
        &["Archive", "2019", "May 2019", "Saturday, 4 May 2019", "Tram strike ends", "Bells before dawn"],
    );
    assert!(day.contains("href=\"/2019/05/01\"") && day.contains("<link rel=\"canonical\""));
    assert!(day.contains("CollectionPage"));
}

#[tokio::test]
async fn a_day_without_articles_is_missing_until_one_comes_and_when_all_are_gone() {
    let (world, articles) = old_paper().await;
    for path in ["/2019/05/02", "/2019/06", "/2020", "/2019/02/30", "/2019/5", "/zh-hant/2019", "/2019/05/04/nothing"] {
        assert_eq!(world.print(path).await.answer, Answer::Missing, "{path}");
    }
    let before = record(&world, "/2018/03/02").await;
    world.change(articles[0], |article| article.state = State::Withdrawn).await;
    for path in ["/2018/03/02", "/2018/03", "/2018"] {
        assert_eq!(world.print(path).await.answer, Answer::Missing, "{path}");
    }
    let number = *world.store.newest_change().borrow();
    let change = world.store.changes_after(number - 1, 1).await.unwrap().remove(0);
    assert!(before.is_hit_by(&change.difference), "its row had read how many there are");
    assert!(!record(&world, "/2019/05/02").await.is_hit_by(&change.difference));
}

/// What the row of a page reads.
async fn record(world: &World, path: &str) -> broadsheet_store::source::Record {
    let source = world.store.source(NOW, None).await.unwrap();
    let request = broadsheet_pages::Request::of(&source, path, "");
    broadsheet_pages::row(crate::world::reading(&source), &request).await.unwrap();
    source.into_record()
}

#[tokio::test]
async fn a_day_with_many_articles_is_paged_and_counted_once_in_its_month() {
    let world = World::empty().await;
    let mut act = world.act().await;
    let begins = Instant::from_microseconds(1_764_000_000_000_000);
    for n in 0..50 {
        let headline = format!("Flood, report {n:02}");
        publish(&mut act, &headline, &Content::headed(english(), &headline), begins.plus_seconds(n * 60), None).await;
    }
    act.commit().await.unwrap();
    let newest = shown(&world, "/2025/11/25").await;
    in_order(&newest, &["25 November 2025", "50 articles", "Flood, report 49", "Flood, report 20", "Older articles"]);
    let older = seen(&world.print_at("/2025/11/25", "page=1", NOW).await.text());
    in_order(&older, &["Flood, report 19", "Flood, report 00", "Newer articles"]);
    assert!(!older.contains("50 articles") && !older.contains("report 20"));
    in_order(&shown(&world, "/2025").await, &["50 articles", "November 2025", "50 articles"]);
}
