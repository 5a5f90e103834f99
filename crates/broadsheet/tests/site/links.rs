//! Every link of the newspaper leads to a page that answers, and no page asks for anything from elsewhere.

use std::collections::BTreeSet;

use broadsheet_testkit::{Answer, Browser, Newspaper, Server, TestDatabase};

use crate::world::{ADDRESS, KINDS, asked, founded, imported, printed, served};

/// More pages than the newspaper of these stories has.
const BOUND: usize = 2_000;

#[test]
fn every_link_of_the_newspaper_is_answered() {
    let paper = printed();
    every_link_is_answered(&served(&paper, &[]));
}

#[test]
fn every_link_of_a_newspaper_in_two_languages_is_answered() {
    let paper = founded(&["--address", ADDRESS, "--language", "en", "--language", "zh-Hant"]);
    imported(&paper);
    by_one_author_in_two_languages(&paper);
    let server = served(&paper, &[]);
    let reached = every_link_is_answered(&server);
    for path in
        ["/zh-hant/", "/zh-hant/directory", "/zh-hant/briefing", "/zh-hant/feed.xml", "/zh-hant/%E6%B8%AF%E8%81%9E"]
    {
        assert!(reached.contains(path), "{path} is linked: {reached:?}");
    }
    let bare = asked(&server, "/zh-hant");
    assert_eq!((bare.status, bare.header("location")), (301, Some("/zh-hant/")));
}

/// Their page lists both, each with its section.
fn by_one_author_in_two_languages(paper: &Newspaper) {
    let article = |language: &str, headline: &str, section: &str| {
        serde_json::json!({
            "source": headline, "language": language, "headline": headline, "section": [section],
            "body": [{ "id": "one", "kind": "paragraph", "text": ["Calm."] }], "bylines": [{ "name": "Mei Quill" }],
        })
    };
    let both = serde_json::json!([article("en", "Harbour calm", "Shore"), article("zh-Hant", "海港平靜", "港聞")]);
    let file = paper.folder().join("both.json");
    std::fs::write(&file, both.to_string()).expect("a file");
    let said = paper.told(&["import", &file.display().to_string(), "--from", "json"]).expect("the binary runs");
    assert_eq!(said.status, Some(0), "{}", said.err);
}

#[test]
fn every_link_of_the_demo_is_answered_and_the_demo_is_there_again_the_next_time() {
    let paper = Newspaper::nowhere(env!("CARGO_BIN_EXE_broadsheet"), TestDatabase::fresh());
    let server = served(&paper, &["--demo"]);
    let reached = links_from_the_front(&server);
    server.stop().expect("it stops");
    let again = served(&paper, &["--demo"]);
    for path in reached.iter().filter(|path| !path.starts_with("/photos/")).take(50) {
        assert!([200, 302].contains(&asked(&again, path).status), "{path}");
    }
}

fn every_link_is_answered(server: &Server) -> BTreeSet<String> {
    let reached = links_from_the_front(server);
    let unreached: Vec<&str> = KINDS.into_iter().filter(|kind| !reached.contains(*kind)).collect();
    assert_eq!(unreached, [""; 0], "each kind of page is linked from another");
    reached
}

/// Follows every link from the front on; each has to be answered.
fn links_from_the_front(server: &Server) -> BTreeSet<String> {
    let mut waiting = vec!["/".to_owned()];
    let mut reached = BTreeSet::from(["/".to_owned()]);
    while let Some(path) = waiting.pop() {
        let answer = asked(server, &path);
        let expected = if path.starts_with("/share/") && path.matches('/').count() == 3 { 302 } else { 200 };
        assert_eq!(answer.status, expected, "{path}");
        assert_eq!(answer.header("set-cookie"), None, "{path}");
        for link in links(server, &path, &answer) {
            if reached.insert(link.clone()) {
                waiting.push(link);
            }
        }
        assert!(reached.len() < BOUND, "the links never end: {reached:?}");
    }
    reached
}

/// The addresses of ours that an answer names. A page that names one elsewhere has failed.
fn links(server: &Server, path: &str, answer: &Answer) -> BTreeSet<String> {
    let kind = answer.header("content-type").unwrap_or_default();
    if !["text/html", "application/rss+xml", "application/json"].iter().any(|text| kind.starts_with(text)) {
        return BTreeSet::new();
    }
    let text = answer.text();
    let loaded = [" src=\"", " action=\""].into_iter().flat_map(|name| values(&text, name));
    for value in loaded {
        assert!(!leads_elsewhere(server, &value), "{path} asks for {value}");
    }
    let attributes = [" href=\"", " src=\"", " action=\""].into_iter().flat_map(|name| values(&text, name));
    let ours = attributes.filter(|value| !leads_elsewhere(server, value));
    let mut links: BTreeSet<String> = ours.filter_map(|value| path_of(server, &value)).collect();
    for address in [ADDRESS, server.address()] {
        let whole = text
            .split(address)
            .skip(1)
            .map(|after| after.split(['"', '<', ' ', '\\', '#', '&']).next().unwrap_or_default());
        links.extend(whole.filter(|link| link.starts_with('/')).map(str::to_owned));
    }
    links
}

fn values(text: &str, name: &str) -> Vec<String> {
    let values = text.split(name).skip(1).filter_map(|after| after.split('"').next());
    values.map(|value| value.replace("&amp;", "&").replace("&#x2F;", "/")).collect()
}

/// An organisation's own site, its mail, its telephone.
fn leads_elsewhere(server: &Server, link: &str) -> bool {
    let within = link.starts_with('/') && !link.starts_with("//") || link.starts_with('#');
    !within && !link.starts_with(ADDRESS) && !link.starts_with(server.address())
}

/// The path of a link of ours; a place on the same page has none.
fn path_of(server: &Server, link: &str) -> Option<String> {
    let link = link.split('#').next().unwrap_or_default();
    let rest = link.strip_prefix(ADDRESS).or_else(|| link.strip_prefix(server.address())).unwrap_or(link);
    (!rest.is_empty()).then(|| rest.to_owned())
}

#[test]
fn no_page_has_a_style_attribute_or_a_script_and_none_but_a_share_leads_elsewhere() {
    let paper = printed();
    let server = served(&paper, &[]);
    for path in KINDS.into_iter().chain(["/nowhere"]) {
        let answer = asked(&server, path);
        if !is_page(&answer) {
            continue;
        }
        let page = answer.text();
        assert!(!page.contains(" style=\"") && !page.contains(" onclick") && !page.contains("javascript:"), "{path}");
        let scripts = page.matches("<script").count();
        assert_eq!(scripts, page.matches("<script type=\"application/ld+json\">").count(), "{path}");
        assert_eq!(page.matches("<style").count(), 1, "{path}");
        for link in values(&page, " href=\"") {
            assert!(!leads_elsewhere(&server, &link), "{path} leads to {link}");
        }
        not_found_elsewhere(&server, path, &page);
    }
}

fn is_page(answer: &Answer) -> bool {
    answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
}

/// The canonical address is that of the settings, wherever the page is served.
fn not_found_elsewhere(server: &Server, path: &str, page: &str) {
    assert!(!page.contains(server.address()), "{path} names the address it listens at");
    let canonical = page.split("rel=\"canonical\" href=\"").nth(1).and_then(|after| after.split('"').next());
    assert_eq!(
        canonical.unwrap_or_default(),
        if path == "/nowhere" { String::new() } else { format!("{ADDRESS}{path}") }
    );
}

#[test]
fn browser_no_page_is_refused_anything_by_its_own_policy_or_asks_elsewhere() {
    let paper = printed();
    let server = served(&paper, &[]);
    let mut browser = Browser::start().expect("Chromium starts");
    for path in KINDS.into_iter().filter(|path| is_page(&asked(&server, path))) {
        browser.open(&format!("{}{path}", server.address())).expect("the page opens");
        assert_eq!(browser.problems(), [""; 0], "{path}");
        let elsewhere: Vec<&String> =
            browser.requests().iter().filter(|url| !url.starts_with(server.address())).collect();
        assert_eq!(elsewhere, [""; 0], "{path}");
        assert_eq!(browser.eval("document.cookie").expect("its cookies"), "", "{path}");
    }
}
