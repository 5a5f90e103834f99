//! The directory: by letter, by kind, by words, in each language's order.

use broadsheet_news::directory::Organisation;
use broadsheet_news::ids::OrganisationId;
use broadsheet_news::paper::Setting;
use broadsheet_pages::Answer;
use serde_json::{Value, json};

use crate::world::{NOW, World, chinese};
use crate::{in_order, seen};

/// A paper with organisations: each a name and what it does.
async fn listing(organisations: &[(&str, &str, &str)]) -> World {
    let world = World::speaking(&["en", "zh-Hant"]).await;
    let mut t = world.act().await;
    for (name, kind, description) in organisations {
        let organisation = Organisation {
            id: OrganisationId(t.new_id()),
            name: (*name).to_owned(),
            slug: broadsheet_news::slug::slug(name),
            kinds: vec![(*kind).to_owned()],
            description: (*description).to_owned(),
            ..Organisation::default()
        };
        t.save_organisation(&organisation).await.expect("an organisation");
    }
    t.save_setting_in(Setting::DirectoryTitle, &chinese(), &json!("港口名錄")).await.expect("a setting");
    t.commit().await.expect("a commit");
    world
}

async fn small() -> World {
    listing(&[
        ("Éclair Bakery", "Shop", "Bread and cakes for the fleet."),
        ("Ask Shipyard", "Company", "Builds ferries."),
        ("港務局", "Public authority", "管理港口與渡輪。"),
        ("醫院", "Hospital", ""),
        ("Eel Museum", "Museum", "Eels, and the ferry that carried them."),
    ])
    .await
}

async fn text(world: &World, path: &str, query: &str) -> String {
    let page = world.print_at(path, query, NOW).await;
    assert_eq!(page.answer, Answer::Found, "{path}?{query}");
    page.text()
}

#[tokio::test]
async fn each_edition_has_its_own_order_and_index() {
    let world = small().await;
    let page = text(&world, "/directory", "").await;
    in_order(&seen(&page), &["A", "Ask Shipyard", "E", "Éclair Bakery", "Eel Museum", "…", "港務局", "醫院"]);
    assert!(page.contains("<a href=\"/directory#e\">E</a>") && page.contains("id=\"e\""));
    let page = text(&world, "/zh-hant/directory", "").await;
    in_order(&seen(&page), &["港口名錄", "12 劃 港務局", "18 劃 醫院", "A Ask Shipyard", "E Éclair Bakery"]);
    assert!(page.contains("<a href=\"/zh-hant/directory#12\">12 劃</a>"));
    // A name in another script says whose it is.
    assert!(page.contains("<li lang=\"en\"><a href=\"/directory/ask-shipyard\">"));
}

#[tokio::test]
async fn a_letter_and_a_kind_have_pages_and_what_has_nothing_has_none() {
    let world = small().await;
    let page = seen(&text(&world, "/directory", "letter=e").await);
    assert!(page.contains("Éclair Bakery") && page.contains("Eel Museum") && !page.contains("Ask Shipyard"));
    let page = text(&world, "/directory", "kind=museum").await;
    in_order(&seen(&page), &["Directory of the Harbour: Museum", "Eel Museum"]);
    assert!(!seen(&page).contains("Ask Shipyard"));
    assert!(page.contains("<link rel=\"canonical\" href=\"http://127.0.0.1:8391/directory?kind=museum\">"));
    for query in ["letter=q", "letter=nothing", "kind=bank"] {
        assert_eq!(world.print_at("/directory", query, NOW).await.answer, Answer::Missing, "{query}");
    }
}

#[tokio::test]
async fn organisations_are_found_by_all_their_words_and_how_words_begin() {
    let world = small().await;
    let found = async |query: &str| {
        let page = text(&world, "/directory", query).await;
        assert!(page.contains("<meta name=\"robots\" content=\"noindex\">") && !page.contains("rel=\"canonical\""));
        seen(&page)
    };
    in_order(&found("words=FERR").await, &["2 organisations with “FERR”", "Ask Shipyard", "Eel Museum"]);
    let page = found("words=ferry+eel").await;
    assert!(page.contains("1 organisation with “ferry eel”") && !page.contains("Ask Shipyard"));
    in_order(&found("words=eclair").await, &["Éclair Bakery"]);
    in_order(&found("words=%E6%B8%A1%E8%BC%AA").await, &["港務局"]);
    in_order(&found("words=zeppelin+%3Cb%3E").await, &["No organisation in the directory has these words"]);
    let page = text(&world, "/zh-hant/directory", "words=ferry").await;
    in_order(&seen(&page), &["1 個機構含有「ferry」"]);
}

#[tokio::test]
async fn a_long_directory_is_read_in_pages_and_by_letter() {
    let names: Vec<String> =
        (0..450).map(|n| format!("{} Hall {n:03}", if n < 230 { "Ash" } else { "Birch" })).collect();
    let all: Vec<(&str, &str, &str)> = names.iter().map(|name| (name.as_str(), "Hall", "")).collect();
    let world = listing(&all).await;
    let mut query = String::new();
    let mut read = Vec::new();
    loop {
        let page = text(&world, "/directory", &query).await;
        assert!(page.contains("<a href=\"/directory?letter=b\">B</a>"));
        read.extend(names.iter().filter(|name| page.contains(&format!(">{name}</a>"))).cloned());
        match page.split("<a rel=\"next\" href=\"/directory?").nth(1).and_then(|rest| rest.split('"').next()) {
            Some(next) => query = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(read, names);
    let page = text(&world, "/directory", "letter=b").await;
    assert!(page.contains("Birch Hall 230") && !page.contains("Ash Hall") && page.contains("letter=b&amp;before="));
    let page = seen(&text(&world, "/directory", "words=hall").await);
    assert!(page.contains("The first 200 organisations with “hall”"));
}

#[tokio::test]
async fn an_empty_directory_says_what_will_be_there() {
    let world = World::empty().await;
    in_order(&seen(&text(&world, "/directory", "").await), &["No organisation is listed yet"]);
    in_order(&seen(&text(&world, "/directory", "words=x").await), &["No organisation in the directory"]);
}

#[tokio::test]
async fn an_organisation_shows_where_it_is_what_it_wrote_and_where_it_is_named() {
    let world = World::full().await;
    let page = world.print("/directory/the-harbour-post").await.text();
    in_order(
        &seen(&page),
        &[
            "Directory of the Harbour",
            "The Harbour Post",
            "Newspaper",
            "4 Quay Street",
            "OpenStreetMap",
            "Articles from its writers",
            "Night ferry returns",
            "In the news",
            "Night ferry returns",
        ],
    );
    assert!(page.contains("https://www.openstreetmap.org/search?query=4%20Quay%20Street%2C%20Harbour%20Town"));
    assert!(page.contains("<a href=\"/directory?kind=newspaper\">Newspaper</a>"));
    let data = page.split("application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next());
    let graph: Value = serde_json::from_str(data.expect("data")).expect("JSON");
    let organisation = &graph["@graph"][0]["mainEntity"];
    assert_eq!(organisation["@type"], "NewsMediaOrganization");
    assert_eq!(organisation["telephone"], "+886 2 5550 0100");
    assert_eq!(organisation["address"]["streetAddress"], "4 Quay Street, Harbour Town");
    assert_eq!(organisation["sameAs"], "https://example.com/");
}
