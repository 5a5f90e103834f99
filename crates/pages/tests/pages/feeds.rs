//! Feeds, corrections, sitemaps and the other files of the paper.

use broadsheet_news::article::{Author, Byline, Content};
use broadsheet_news::clock::Instant;
use broadsheet_news::correction::Correction;
use broadsheet_news::ids::{ArticleId, CorrectionId};
use broadsheet_news::paper::Setting;
use broadsheet_pages::{Answer, Request, print};
use quick_xml::events::Event;
use serde_json::{Value, json};

use crate::world::{NOW, World, chinese, publish, reading};
use crate::{in_order, seen};

const BASE: &str = "http://127.0.0.1:8391";
const FEEDS: [(&str, &str); 3] = [
    ("feed.xml", "application/rss+xml; charset=utf-8"),
    ("feed.atom", "application/atom+xml; charset=utf-8"),
    ("feed.json", "application/feed+json; charset=utf-8"),
];

/// The names of the elements of a text, which has to be well-formed XML.
fn elements(text: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut names = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|why| panic!("{why}: {text}")) {
            Event::Start(tag) | Event::Empty(tag) => {
                tag.attributes().for_each(|attribute| drop(attribute.expect("an attribute")));
                names.push(String::from_utf8_lossy(tag.name().as_ref()).into_owned());
            }
            Event::Eof => return names,
            _ => {}
        }
    }
}

fn count(text: &str, name: &str) -> usize {
    elements(text).iter().filter(|element| *element == name).count()
}

async fn set(world: &World, setting: Setting, value: Value) {
    let mut act = world.act().await;
    act.save_setting(setting, &value).await.expect("a setting");
    act.commit().await.expect("a commit");
}

async fn correct(world: &World, article: ArticleId, made: Instant, text: &str) {
    let mut act = world.act().await;
    let id = CorrectionId(act.new_id());
    let correction = Correction { id, article, made, text: text.to_owned(), before: String::new() };
    act.add_correction(&correction).await.expect("a correction");
    act.commit().await.expect("a commit");
}

/// The structured data of a page.
async fn data(world: &World, path: &str) -> Vec<Value> {
    let page = world.print(path).await.text();
    let (_, after) = page.split_once("application/ld+json\">").expect("structured data");
    let graph: Value = serde_json::from_str(after.split("</script>").next().unwrap_or_default()).expect("JSON");
    graph["@graph"].as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn fronts_sections_topics_people_and_corrections_have_feeds_in_three_forms() {
    let world = World::full().await;
    correct(&world, world.main, NOW, "There are two ships & not <three>.").await;
    for page in ["/", "/zh-hant/", "/port", "/topic/night-ferry", "/person/mara-lindqvist", "/corrections"] {
        let said = world.print(page).await.text();
        for (name, media_type) in FEEDS {
            let path = format!("{}/{name}", page.trim_end_matches('/'));
            let feed = world.print(&path).await;
            assert_eq!((feed.answer.clone(), feed.media_type), (Answer::Found, media_type), "{path}");
            assert!(said.contains(&format!(" href=\"{path}\">")), "{page} names {path}");
            let text = feed.text();
            assert!(text.contains(&format!("\"{BASE}{path}\"")), "{path} names itself: {text}");
            let entries = match name {
                "feed.json" => {
                    serde_json::from_str::<Value>(&text).expect("JSON")["items"].as_array().map_or(0, Vec::len)
                }
                "feed.atom" => count(&text, "entry"),
                _ => count(&text, "item"),
            };
            assert!(entries > 0, "{path} is empty");
        }
    }
}

#[tokio::test]
async fn an_empty_feed_is_a_feed() {
    let world = World::empty().await;
    for (name, _) in FEEDS {
        let text = world.print(&format!("/sport/{name}")).await.text();
        assert!(text.contains("Sport | The Harbour Post"), "{text}");
        if name != "feed.json" {
            elements(&text);
        }
    }
}

#[tokio::test]
async fn an_article_of_another_language_says_so_in_its_authors_feed() {
    let world = World::full().await;
    let mut act = world.act().await;
    let headline = "燈塔日記出版";
    let content = Content {
        bylines: vec![Byline {
            author: Author::Person(world.people[0]),
            organisation: String::new(),
            organisation_id: None,
            role: String::new(),
        }],
        ..Content::headed(chinese(), headline)
    };
    publish(&mut act, headline, &content, NOW, None).await;
    act.commit().await.expect("a commit");
    let atom = world.print("/person/mara-lindqvist/feed.atom").await.text();
    in_order(&atom, &["<entry xml:lang=\"zh-Hant\">", headline, "<entry>", "Night ferry returns"]);
    let json: Value =
        serde_json::from_str(&world.print("/person/mara-lindqvist/feed.json").await.text()).expect("JSON");
    assert_eq!((&json["items"][0]["language"], &json["items"][1]["language"]), (&json!("zh-Hant"), &json!("en")));
}

#[tokio::test]
async fn a_feed_holds_the_text_or_a_summary_as_the_setting_says() {
    let world = World::full().await;
    let whole = world.print("/port/feed.json").await.text();
    let first = |text: &str| serde_json::from_str::<Value>(text).expect("JSON")["items"][0].clone();
    let said = first(&whole)["content_html"].as_str().expect("a text").to_owned();
    assert!(said.contains("<h2>What it costs</h2>") && said.contains("<td>22:30</td>"), "{said}");
    assert!(said.contains(&format!("src=\"{BASE}/photos/")), "addresses are whole: {said}");
    assert!(!said.contains("=\"/") && !said.contains("data-block") && !said.contains(" class="), "{said}");
    assert!(world.print("/port/feed.xml").await.text().contains("<content:encoded>"));

    set(&world, Setting::FeedText, json!("summary")).await;
    let short = first(&world.print("/port/feed.json").await.text());
    assert!(short.get("content_html").is_none() && short["summary"].as_str().is_some_and(|said| !said.is_empty()));
    for name in ["feed.xml", "feed.atom"] {
        let text = world.print(&format!("/port/{name}")).await.text();
        assert!(!text.contains("What it costs") && text.contains("The decision comes after a long summer"), "{text}");
    }
}

#[tokio::test]
async fn the_feed_of_another_address_is_where_the_page_has_gone() {
    let world = World::full().await;
    let answer = async |path: &str| world.print(path).await.answer;
    assert_eq!(answer("/topic/crossings/feed.xml").await, Answer::Moved("/topic/night-ferry/feed.xml".into()));
    for path in
        ["/nowhere/feed.xml", "/about/feed.xml", "/corrections/briefing.json", "/topic/night-ferry/briefing.json"]
    {
        assert_eq!(answer(path).await, Answer::Missing, "{path}");
    }
    let article = format!("{}/feed.xml", world.address(world.main).await);
    assert_eq!(answer(&article).await, Answer::Missing);
}

#[tokio::test]
async fn an_old_feed_leads_on_where_an_editor_says_so() {
    let world = World::full().await;
    let mut act = world.act().await;
    act.save_redirect("/rss/port/feed.xml", "/port/feed.xml").await.expect("a redirect");
    act.commit().await.expect("a commit");
    assert_eq!(world.print("/rss/port/feed.xml").await.answer, Answer::Moved("/port/feed.xml".into()));
}

#[tokio::test]
async fn a_section_has_a_flash_briefing_of_its_own() {
    let world = World::full().await;
    let entries: Vec<Value> = serde_json::from_str(&world.print("/port/briefing.json").await.text()).expect("JSON");
    assert!((1..=5).contains(&entries.len()) && entries[0]["titleText"] == "Night ferry returns after eleven years");
    assert!(world.print("/briefing").await.text().contains("<a href=\"/port/briefing.json\">Port</a>"));
    let rss = world.print("/port/briefing.xml").await.text();
    assert_eq!(count(&rss, "item"), entries.len());
    in_order(&rss, &["Port | The Harbour Post", &format!("<link>{BASE}/port</link>"), "/port/briefing.xml"]);
}

#[tokio::test]
async fn a_correction_stands_on_the_page_of_corrections_and_in_their_feed() {
    let world = World::full().await;
    let none = seen(&world.print("/corrections").await.text());
    assert!(none.contains("Nothing has been corrected yet"), "{none}");
    correct(&world, world.main, NOW.plus_seconds(-60), "Each ship takes 90 cars, not 900.").await;
    correct(&world, world.articles[3], NOW, "The pilots ask for a third boat, not a second.").await;
    let order = ["The pilots ask for a third boat", "Night ferry returns", "Each ship takes 90 cars, not 900."];
    in_order(&seen(&world.print("/corrections").await.text()), &order);
    assert!(world.print("/corrections/feed.xml").await.text().contains("Correction: Harbour pilots ask"));
    assert!(!world.print("/zh-hant/corrections").await.text().contains("90 cars"));

    let page = data(&world, "/corrections").await;
    let comment = &page[0]["hasPart"][1];
    assert_eq!(comment["@type"], "CorrectionComment");
    assert_eq!(comment["datePublished"], "2025-11-25T09:14:00+08:00");
    assert_eq!(comment["about"]["headline"], "Night ferry returns after eleven years");
    let article = data(&world, &world.address(world.main).await).await;
    assert_eq!(article[0]["correction"][0]["text"], "Each ship takes 90 cars, not 900.");
}

#[tokio::test]
async fn many_corrections_go_on_on_older_pages_and_none_is_lost() {
    let world = World::full().await;
    for n in 0..65 {
        correct(&world, world.articles[n % 3], NOW.plus_seconds(-60), &format!("Correction no. {n:02}.")).await;
    }
    let (mut found, mut query, mut pages) = (String::new(), String::new(), 0);
    loop {
        let page = world.print_at("/corrections", &query, NOW).await.text();
        let list = page.split("<ul class=\"listing\">").nth(1).expect("a list").to_owned();
        found.push_str(&list);
        pages += 1;
        let Some(next) = list.split("rel=\"next\" href=\"/corrections?").nth(1) else { break };
        query = next.split('"').next().expect("an address").to_owned();
    }
    assert_eq!(pages, 3);
    for n in 0..65 {
        assert_eq!(found.matches(&format!("Correction no. {n:02}.")).count(), 1, "{n}");
    }
}

#[tokio::test]
async fn the_index_of_sitemaps_leads_to_every_article_and_its_photo() {
    let world = World::full().await;
    let index = world.print("/sitemap.xml").await;
    assert_eq!(index.media_type, "application/xml; charset=utf-8");
    let text = index.text();
    assert_eq!(count(&text, "sitemap"), 3);
    in_order(&text, &["/sitemap-pages.xml<", "/sitemap-news.xml<", "/sitemap-2025-11.xml<"]);
    let month = world.print("/sitemap-2025-11.xml").await.text();
    assert_eq!(count(&month, "url"), 27, "in both languages");
    assert_eq!((count(&month, "lastmod"), count(&month, "image:image")), (27, 21));
    for id in &world.articles {
        assert!(month.contains(&format!("<loc>{BASE}{}</loc>", world.address(*id).await)));
    }
    let pages = world.print("/sitemap-pages.xml").await.text();
    assert_eq!(count(&pages, "url"), count(&pages, "lastmod"));
    in_order(&pages, &[&format!("<loc>{BASE}/</loc>"), "/politics<", "/elections<", "/port<", "/zh-hant/<"]);
    for path in ["/sitemap-2025-10.xml", "/sitemap-2025-13.xml"] {
        assert_eq!(world.print(path).await.answer, Answer::Missing, "{path}");
    }
}

#[tokio::test]
async fn an_article_is_news_for_forty_eight_hours_to_the_instant() {
    let world = World::full().await;
    let news = world.print("/sitemap-news.xml").await.text();
    in_order(&news, &["<news:language>zh-tw</news:language>", "夜間渡輪", "<news:language>en</news:language>"]);
    in_order(&news, &["<news:publication_date>2025-11-25T07:45:00+08:00<", "Night ferry returns"]);

    // The newest article is the Chinese one, of fifty minutes ago.
    let over = NOW.plus_seconds(-3_000 + 48 * 3_600);
    let last = over.plus_seconds(-1);
    assert_eq!(count(&world.print_at("/sitemap-news.xml", "", last).await.text(), "url"), 1);
    assert_eq!(count(&world.print_at("/sitemap-news.xml", "", over).await.text(), "url"), 0);
    assert!(world.print_at("/sitemap.xml", "", last).await.text().contains("/sitemap-news.xml"));
    assert!(!world.print_at("/sitemap.xml", "", over).await.text().contains("/sitemap-news.xml"));

    let source = world.store.source(last, None).await.expect("a source");
    print(reading(&source), &Request::of(&source, "/sitemap.xml", "")).await.expect("a page");
    assert_eq!(source.into_record().clock.until, over, "the record holds until the answer is another");
}

#[tokio::test]
async fn robots_may_read_everything_but_what_leads_elsewhere() {
    let world = World::full().await;
    let page = world.print("/robots.txt").await;
    assert_eq!(page.media_type, "text/plain; charset=utf-8");
    in_order(&page.text(), &["User-agent: *\n", "Disallow: /share/\n", &format!("Sitemap: {BASE}/sitemap.xml\n")]);
}

#[tokio::test]
async fn who_may_sell_and_whom_to_warn_is_told_when_it_is_set() {
    let world = World::full().await;
    for path in ["/ads.txt", "/.well-known/security.txt"] {
        assert_eq!(world.print(path).await.answer, Answer::Missing, "{path}");
    }
    set(&world, Setting::AdsTxt, json!("ads.example, 7, DIRECT")).await;
    set(&world, Setting::SecurityContact, json!("mailto:security@post.example")).await;
    assert_eq!(world.print("/ads.txt").await.text(), "ads.example, 7, DIRECT\n");
    let security = world.print("/.well-known/security.txt").await.text();
    in_order(
        &security,
        &[
            "Contact: mailto:security@post.example\n",
            "Expires: 2026-05-24T00:00:00+08:00\n",
            "Preferred-Languages: en, zh-Hant\n",
            &format!("Canonical: {BASE}/.well-known/security.txt\n"),
        ],
    );
}

#[tokio::test]
async fn an_edition_can_be_kept_among_programs_under_the_papers_initial() {
    let world = World::full().await;
    let manifest: Value =
        serde_json::from_str(&world.print("/zh-hant/manifest.webmanifest").await.text()).expect("JSON");
    assert_eq!((&manifest["start_url"], &manifest["lang"]), (&json!("/zh-hant/"), &json!("zh-Hant")));
    let icons: Vec<&str> =
        manifest["icons"].as_array().expect("icons").iter().filter_map(|icon| icon["src"].as_str()).collect();
    assert_eq!(icons, ["/photos/emblem/192-H.1.png", "/photos/emblem/512-H.1.png", "/icon.svg"]);
    let icon = world.print("/icon.svg").await;
    assert_eq!(icon.media_type, "image/svg+xml");
    assert!(elements(&icon.text()) == ["svg", "rect", "text"] && icon.text().contains(">H</text>"));
    let front = world.print("/zh-hant/").await.text();
    assert!(front.contains("<link rel=\"manifest\" href=\"/zh-hant/manifest.webmanifest\">"));
}

#[tokio::test]
async fn each_kind_of_page_says_what_it_is() {
    let world = World::full().await;
    for path in ["/port", "/topic/night-ferry", "/directory", "/corrections"] {
        let page = data(&world, path).await;
        assert_eq!(page[0]["@type"], "CollectionPage", "{path}");
        assert_eq!(page[0]["url"], format!("{BASE}{path}"));
    }
    let front = data(&world, "/").await;
    let paper = &front[0];
    assert_eq!((&paper["@type"], &front[1]["@type"]), (&json!("NewsMediaOrganization"), &json!("WebSite")));
    assert_eq!(paper["correctionsPolicy"], format!("{BASE}/corrections"));
    assert_eq!(paper["publishingPrinciples"], format!("{BASE}/about"));
    assert_eq!(paper["actionableFeedbackPolicy"], format!("{BASE}/contact"));
    let person = &data(&world, "/person/mara-lindqvist").await[0]["mainEntity"];
    assert_eq!((&person["@type"], &person["jobTitle"]), (&json!("Person"), &json!("Staff Writer")));
    assert_eq!(person["worksFor"]["url"], format!("{BASE}/directory/the-harbour-post"));
    assert!(person["image"].as_str().is_some_and(|url| url.starts_with(BASE)));
}
