//! Every link of the newspaper leads to a page that answers, and no page asks for anything from elsewhere.

use std::collections::BTreeSet;

use broadsheet_testkit::{Answer, Browser, Server};

use crate::world::{ADDRESS, KINDS, asked, founded, imported, printed, served};

/// More pages than the newspaper of these stories has.
const BOUND: usize = 300;

#[test]
fn every_link_of_the_newspaper_is_answered_and_none_but_a_share_leads_elsewhere() {
    let paper = printed();
    every_link_is_answered(&served(&paper, &[]));
}

#[test]
fn every_link_of_a_newspaper_in_two_languages_is_answered() {
    let paper = founded(&["--address", ADDRESS, "--language", "en", "--language", "zh-Hant"]);
    imported(&paper);
    let reached = every_link_is_answered(&served(&paper, &[]));
    for path in ["/zh-hant/", "/zh-hant/directory", "/zh-hant/briefing", "/zh-hant/feed.xml"] {
        assert!(reached.contains(path), "{path} is linked: {reached:?}");
    }
}

fn every_link_is_answered(server: &Server) -> BTreeSet<String> {
    let mut waiting = vec!["/".to_owned()];
    let mut reached = BTreeSet::from(["/".to_owned()]);
    while let Some(path) = waiting.pop() {
        let answer = asked(server, &path);
        let expected = if path.starts_with("/share/") { 302 } else { 200 };
        assert_eq!(answer.status, expected, "{path}");
        assert_eq!(answer.header("set-cookie"), None, "{path}");
        for link in links(&path, &answer) {
            if reached.insert(link.clone()) {
                waiting.push(link);
            }
        }
        assert!(reached.len() < BOUND, "the links never end: {reached:?}");
    }
    let unreached: Vec<&str> = KINDS.into_iter().filter(|kind| !reached.contains(*kind)).collect();
    assert_eq!(unreached, [""; 0], "each kind of page is linked from another");
    reached
}

/// The addresses of ours that an answer names. A page that names one elsewhere has failed.
fn links(path: &str, answer: &Answer) -> BTreeSet<String> {
    let kind = answer.header("content-type").unwrap_or_default();
    if !["text/html", "application/rss+xml", "application/json"].iter().any(|text| kind.starts_with(text)) {
        return BTreeSet::new();
    }
    let text = answer.text();
    let attributes = [" href=\"", " src=\"", " action=\""].into_iter().flat_map(|name| values(&text, name));
    let mut links: BTreeSet<String> = attributes.filter_map(|value| ours(path, &value)).collect();
    let whole = text.split(ADDRESS).skip(1).map(|after| after.split(['"', '<', ' ', '\\']).next().unwrap_or_default());
    links.extend(whole.filter(|link| link.starts_with('/')).map(str::to_owned));
    links
}

fn values(text: &str, name: &str) -> Vec<String> {
    let values = text.split(name).skip(1).filter_map(|after| after.split('"').next());
    values.map(|value| value.replace("&amp;", "&").replace("&#x2F;", "/")).collect()
}

fn ours(path: &str, link: &str) -> Option<String> {
    let link = link.split('#').next().unwrap_or_default();
    let rest = link.strip_prefix(ADDRESS).unwrap_or(link);
    assert!(rest.is_empty() || rest.starts_with('/') && !rest.starts_with("//"), "{path} names {link}");
    (!rest.is_empty()).then(|| rest.to_owned())
}

#[test]
fn no_page_has_a_style_attribute_or_a_script() {
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
