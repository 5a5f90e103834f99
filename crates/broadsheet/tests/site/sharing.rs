//! Share links lead to listed services, with the article's address and headline, and to nowhere else.

use broadsheet_testkit::{Server, request};

use crate::world::{FERRY, asked, asked_with, printed, served};

/// Each service's word, what its address begins with, and whether it is told the headline.
const SERVICES: [(&str, &str, bool); 9] = [
    ("email", "mailto:?subject=Night%20ferry", true),
    ("facebook", "https://www.facebook.com/sharer/sharer.php?u=", false),
    ("x", "https://x.com/intent/tweet?url=", true),
    ("line", "https://social-plugins.line.me/lineit/share?url=", false),
    ("whatsapp", "https://wa.me/?text=Night%20ferry", true),
    ("telegram", "https://t.me/share/url?url=", true),
    ("reddit", "https://www.reddit.com/submit?url=", true),
    ("linkedin", "https://www.linkedin.com/sharing/share-offsite/?url=", false),
    ("bluesky", "https://bsky.app/intent/compose?text=Night%20ferry", true),
];

/// The article's own part of its share links: `/share/ID/`.
fn links(server: &Server) -> String {
    let page = asked(server, FERRY).text();
    let from = page.find("/share/").expect("a share link");
    let digits = page[from + 7..].find('/').expect("an id");
    page[from..from + 8 + digits].to_owned()
}

#[test]
fn a_share_link_leads_to_its_service_with_the_address_and_the_headline() {
    let paper = printed();
    let server = served(&paper, &[]);
    let links = links(&server);
    let address = format!("https://harbour.example{FERRY}").replace(':', "%3A").replace('/', "%2F");
    let page = asked(&server, FERRY).text();
    let shown: Vec<&str> =
        page.split("href=\"/share/").skip(1).filter_map(|link| link.split(['/', '"']).nth(1)).collect();
    assert!(
        shown.len() > 3 && shown.iter().all(|word| SERVICES.iter().any(|(service, ..)| service == word)),
        "{shown:?}"
    );
    for (service, begins, headline) in SERVICES {
        let path = format!("{links}{service}");
        for agent in ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Googlebot/2.1", ""] {
            let answer = asked_with(&server, &path, &[("User-Agent", agent), ("Host", "evil.example")]);
            let target = answer.header("location").unwrap_or_default();
            assert_eq!(answer.status, 302, "{service}");
            assert!(target.starts_with(begins) && target.contains(&address), "{target}");
            assert_eq!(target.contains("Night%20ferry%20to%20Penghu"), headline, "{target}");
            assert!(!target.contains("evil") && answer.header("set-cookie").is_none());
        }
    }
}

#[test]
fn a_share_link_to_no_listed_service_or_article_is_a_page_that_was_not_found() {
    let paper = printed();
    let server = served(&paper, &[]);
    let links = links(&server);
    let unlisted =
        ["mastodon", "Facebook", "https:%2F%2Fevil.example", "x%0D%0ALocation:%20evil", "x/evil.example", ""];
    let unlisted = unlisted.iter().map(|service| format!("{links}{service}"));
    let unknown = ["/share/1/x", "/share/x/x", "/share/-1/x", "/share/99999999999999999999999/x", "/share/"];
    for path in unlisted.chain(unknown.map(str::to_owned)) {
        let answer = asked(&server, &path);
        assert_eq!((answer.status, answer.header("location")), (404, None), "{path}");
        assert!(answer.text().contains("<header class=\"masthead\">"), "{path}");
    }
    let posted = request("POST", &format!("{}{links}x", server.address()), &[]).expect("an answer");
    assert_eq!((posted.status, posted.header("location")), (405, None));
}
