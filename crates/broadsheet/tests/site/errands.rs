//! What commands ask of the server that holds the paper: it is done there, and readers see it at once.

use crate::world::{FERRY, asked, done, dump, founded, printed, served};

#[test]
fn a_page_is_explained_by_what_it_read_and_why_it_was_printed() {
    let paper = printed();
    let server = served(&paper, &[]);
    assert_eq!(asked(&server, FERRY).status, 200);
    let said = done(&paper, &["explain", &format!("http://elsewhere{FERRY}")]);
    for part in ["is right at change", "part ArticleText(", "read article.headline:", "was asked for", "compressed"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let json: serde_json::Value = serde_json::from_str(&done(&paper, &["explain", FERRY, "--json"])).expect("JSON");
    assert_eq!(json["prints"].as_array().map(Vec::len), Some(8), "the page and its seven parts: {json}");
    let refused = paper.told(&["explain", "nowhere"]).expect("the binary runs");
    assert_eq!(refused.status, Some(2));
    assert!(refused.err.contains("Begin it with a slash"), "{}", refused.err);
}

#[test]
fn a_page_is_explained_without_a_server_too() {
    let paper = printed();
    let said = done(&paper, &["explain", FERRY]);
    assert!(said.contains("part Masthead(") && said.contains("read setting:name"), "{said}");
}

#[test]
fn the_impact_of_a_publication_is_told_and_nothing_is_done() {
    let paper = printed();
    let server = served(&paper, &[]);
    let before = asked(&server, FERRY);
    let explained: serde_json::Value =
        serde_json::from_str(&done(&paper, &["explain", FERRY, "--json"])).expect("JSON");
    let text = explained["prints"].to_string();
    let id = text.split("part ArticleTop(ArticleId(").nth(1).and_then(|rest| rest.split(')').next()).expect("its id");
    let said = done(&paper, &["impact", id]);
    assert!(said.contains("facts would differ") && said.contains("would be marked"), "{said}");
    assert_eq!(asked(&server, FERRY).header("etag"), before.header("etag"));
    let refused = paper.told(&["impact", "1"]).expect("the binary runs");
    assert_eq!(refused.status, Some(2));
    assert!(refused.err.contains("There is no article 1"), "{}", refused.err);
}

#[test]
fn an_import_goes_to_the_server_that_holds_the_paper_and_readers_have_it_when_it_returns() {
    let paper = founded(&[]);
    let server = served(&paper, &[]);
    assert_eq!(asked(&server, "/").status, 200);
    assert_eq!(asked(&server, FERRY).status, 404);
    let said = done(&paper, &["import", &dump("ferry.txt").display().to_string(), "--from", "page-dump"]);
    assert!(said.contains("is now at"), "{said}");
    let page = asked(&server, FERRY);
    assert_eq!(page.status, 200);
    assert!(asked(&server, "/").text().contains(FERRY), "the front lists it");
    let again = done(&paper, &["import", &dump("ferry.txt").display().to_string(), "--from", "page-dump"]);
    assert!(again.contains("was here already"), "{again}");
}

#[test]
fn every_page_on_the_shelf_is_compared_with_what_would_be_printed_now() {
    let paper = printed();
    let alone = done(&paper, &["check", "--pages"]);
    assert!(alone.contains("no server is running"), "{alone}");
    let server = served(&paper, &[]);
    for path in ["/", FERRY, "/nowhere", "/feed.xml"] {
        asked(&server, path);
    }
    let said = done(&paper, &["check", "--pages"]);
    assert!(said.contains("4 on the shelf, each as it would be printed now"), "{said}");
    let json: serde_json::Value = serde_json::from_str(&done(&paper, &["check", "--pages", "--json"])).expect("JSON");
    assert_eq!(json["wrong"].as_array().map(Vec::len), Some(0), "{json}");
}

#[test]
fn metrics_are_served_at_an_address_of_their_own_and_nowhere_else() {
    let paper = printed();
    let server = served(&paper, &["--metrics", "127.0.0.1:0"]);
    asked(&server, FERRY);
    asked(&server, FERRY);
    let output = server.output();
    let address = output.split("Metrics are at ").nth(1).and_then(|rest| rest.split_whitespace().next());
    let said = broadsheet_testkit::get(address.expect("it is told"), &[]).expect("an answer").text();
    for line in
        ["broadsheet_pages_total{outcome=\"hit\"} 1", "broadsheet_ready 1", "broadsheet_shelf_bytes{kind=\"parts\"} "]
    {
        assert!(said.contains(line), "{line} in {said}");
    }
    assert_eq!(asked(&server, "/metrics").status, 404);
    assert_eq!((asked(&server, "/healthz").status, asked(&server, "/readyz").status), (200, 200));
}
