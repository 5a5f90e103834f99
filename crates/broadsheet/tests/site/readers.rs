//! The count of readers: people who open an article, each once, and nobody else.

use std::time::{Duration, Instant};

use broadsheet_testkit::{Server, request};

use crate::world::{FERRY, asked, asked_with, printed, served};

/// A person's browser.
pub(crate) const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
const SAFARI: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15";
const CHROME: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
/// What the dump says the article had before.
pub(crate) const BEFORE: u64 = 1284;

/// The count on the article's page, read as no reader.
fn count(server: &Server) -> u64 {
    let page = asked(server, FERRY).text();
    let after = page.split_once("<p class=\"readers\">").expect("a count of readers").1;
    after.split_once(' ').and_then(|(digits, _)| digits.replace(',', "").parse().ok()).expect("a number")
}

/// Waits until the page shows so many; more, or later than promised, is a failure.
pub(crate) fn shows(server: &Server, expected: u64) {
    let begun = Instant::now();
    while count(server) < expected && begun.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(count(server), expected);
}

/// Somebody, or something, asks for the article with this agent.
pub(crate) fn opens(server: &Server, agent: &str, more: &[(&str, &str)]) {
    let fields = [&[("User-Agent", agent), ("Accept", "text/html,*/*;q=0.8")], more].concat();
    let answer = asked_with(server, FERRY, &fields);
    assert!([200, 304].contains(&answer.status));
    assert_eq!(answer.header("set-cookie"), None);
}

#[test]
fn a_person_is_counted_once_and_shown_within_ten_seconds_and_nobody_else_is() {
    let paper = printed();
    let server = served(&paper, &[]);
    assert_eq!(count(&server), BEFORE);
    opens(&server, FIREFOX, &[]);
    shows(&server, BEFORE + 1);

    opens(&server, FIREFOX, &[]);
    let mark = asked(&server, FERRY).header("etag").expect("a mark").to_owned();
    opens(&server, FIREFOX, &[("If-None-Match", &mark), ("Cache-Control", "max-age=0")]);
    for robot in [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36",
        "curl/8.5.0",
        "Wget/1.21.4",
        "python-requests/2.32.3",
        "",
    ] {
        opens(&server, robot, &[]);
    }
    opens(&server, CHROME, &[("Sec-Purpose", "prefetch;prerender")]);
    opens(&server, CHROME, &[("Purpose", "prefetch")]);
    opens(&server, CHROME, &[("X-Moz", "prefetch")]);
    opens(&server, CHROME, &[("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "iframe")]);
    opens(&server, CHROME, &[("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Dest", "empty")]);
    let head = request("HEAD", &format!("{}{FERRY}", server.address()), &[("User-Agent", CHROME)]).expect("an answer");
    assert_eq!((head.status, head.body.len()), (200, 0));

    // Whoever comes last is written last: if one of the others had been counted, it would show by then.
    opens(&server, SAFARI, &[("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")]);
    shows(&server, BEFORE + 2);
    server.stop().expect("it stops");
    let again = served(&paper, &[]);
    assert_eq!(count(&again), BEFORE + 2);
}

#[test]
fn a_trusted_proxy_tells_readers_apart_and_nobody_else_can() {
    let paper = printed();
    let people = ["203.0.113.7", "203.0.113.8", "2001:db8::9"];
    let believing = served(&paper, &["--trusted-proxies", "127.0.0.1"]);
    for person in people {
        opens(&believing, FIREFOX, &[("X-Forwarded-For", person)]);
        opens(&believing, FIREFOX, &[("X-Forwarded-For", &format!("10.1.1.1, {person}"))]);
    }
    shows(&believing, BEFORE + 3);
    believing.stop().expect("it stops");

    let server = served(&paper, &[]);
    people.iter().for_each(|person| opens(&server, FIREFOX, &[("X-Forwarded-For", person)]));
    opens(&server, SAFARI, &[]);
    shows(&server, BEFORE + 5);
}

#[test]
fn counts_are_written_when_the_server_is_told_to_stop() {
    let paper = printed();
    let server = served(&paper, &[]);
    opens(&server, FIREFOX, &[]);
    let stopped = server.stop().expect("it stops");
    assert_eq!(stopped.status, Some(0), "{}", stopped.output);
    assert_eq!(count(&served(&paper, &[])), BEFORE + 1);
}

#[test]
fn a_crash_loses_the_counts_of_five_seconds_and_no_more() {
    let paper = printed();
    let server = served(&paper, &[]);
    opens(&server, FIREFOX, &[]);
    std::thread::sleep(Duration::from_secs(5));
    server.kill().expect("it ends");
    assert_eq!(count(&served(&paper, &[])), BEFORE + 1);
}
