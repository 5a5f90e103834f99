//! Readers search the served newspaper, whatever becomes of its index.

use std::time::{Duration, Instant};

use broadsheet_testkit::Server;

use crate::world::{FERRY, asked, asked_with, printed, served};

/// How long an index may take to know two articles.
const PATIENCE: Duration = Duration::from_secs(20);

/// Asks until the ferry is found.
fn found(server: &Server, query: &str) -> String {
    let begun = Instant::now();
    loop {
        let answer = asked(server, &format!("/search?{query}"));
        assert_eq!(answer.status, 200);
        if answer.text().contains(&format!("href=\"{FERRY}\"")) {
            return answer.text();
        }
        assert!(begun.elapsed() < PATIENCE, "not found: {}\n{}", answer.text(), server.output());
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn an_article_is_found_with_its_words_marked() {
    let paper = printed();
    let server = served(&paper, &[]);
    let page = found(&server, "q=penghu+ferry");
    assert!(page.contains("<mark>ferry</mark>") && page.contains("<mark>Penghu</mark>"), "{page}");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    let answer = asked(&server, "/search?q=penghu+ferry");
    assert!(answer.header("etag").is_some() && answer.header("last-modified").is_none());
    let mark = answer.header("etag").unwrap_or_default();
    assert_eq!(asked_with(&server, "/search?q=penghu+ferry", &[("If-None-Match", mark)]).status, 304);
    let policy = answer.header("content-security-policy").unwrap_or_default();
    assert!(policy.contains("form-action 'self'"), "{policy}");
}

#[test]
fn an_index_that_was_deleted_is_there_again_when_the_paper_is() {
    let paper = printed();
    let server = served(&paper, &[]);
    found(&server, "q=ferry");
    server.stop().expect("it stops");
    std::fs::remove_dir_all(paper.folder().join("search")).expect("the index is deleted");
    let server = served(&paper, &[]);
    found(&server, "q=ferry");
    let output = server.stop().expect("it stops").output;
    assert!(output.contains("the search index is made anew") && output.contains("the search index is made articles="));
}

#[test]
fn what_nobody_should_ask_is_answered_too() {
    let paper = printed();
    let server = served(&paper, &[]);
    found(&server, "q=ferry");
    let long = format!("/search?q={}", "ferry%20".repeat(1_000));
    for path in [
        "/search?q=%00%ff%zz",
        "/search?q=%22AND%20(OR%20*",
        "/search?q=headline:[a%20TO%20*]",
        "/search?from=2026-02-30&to=never&sort=worst",
        "/search?section=../../etc&topic=%2f&person=%00",
        "/search?q=ferry&page=1000000000",
        "/search?q=ferry&page=-1",
        "/search?q=<script>alert(1)</script>",
        "/search?",
        &long,
    ] {
        let answer = asked(&server, path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.text().contains("<script>alert"), "{path}");
    }
    assert_eq!(asked(&server, "/search/").status, 404);
}

#[test]
fn a_browser_learns_how_to_search_the_paper() {
    let paper = printed();
    let server = served(&paper, &[]);
    let front = asked(&server, "/").text();
    assert!(front.contains("<link rel=\"search\" type=\"application/opensearchdescription+xml\""));
    assert!(front.contains("\"SearchAction\"") && front.contains("<form class=\"find\" action=\"/search\">"));
    let description = asked(&server, "/opensearch.xml");
    assert_eq!(description.header("content-type"), Some("application/opensearchdescription+xml; charset=utf-8"));
    assert!(description.text().contains("template=\"https://harbour.example/search?q={searchTerms}"));
}
