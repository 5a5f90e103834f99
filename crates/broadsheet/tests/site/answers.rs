//! How answers are put: marks, header fields, and what is said where there is no page.

use broadsheet_testkit::{Answer, Server, request};

use crate::world::{FERRY, KINDS, asked, asked_with, founded, printed, served, without_date};

/// Every answer in HTML, whatever its status, has these.
fn is_guarded(answer: &Answer, path: &str) {
    let policy = answer.header("content-security-policy").unwrap_or_default();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval") && !policy.contains('*'), "{policy}");
    for (name, value) in [("x-content-type-options", "nosniff"), ("x-frame-options", "DENY")] {
        assert_eq!(answer.header(name), Some(value), "{path}");
    }
    for name in ["cross-origin-opener-policy", "permissions-policy"] {
        assert!(answer.header(name).is_some(), "{path}: {name}");
    }
    assert!(answer.header("referrer-policy").is_some() && answer.header("set-cookie").is_none(), "{path}");
}

#[test]
fn a_browser_that_has_a_page_is_told_to_use_it() {
    let paper = printed();
    let server = served(&paper, &[]);
    for path in KINDS {
        let page = asked(&server, path);
        let mark = page.header("etag").expect("a mark").to_owned();
        assert_eq!(page.header("cache-control"), Some("no-cache"), "{path}: a kept page is asked about first");
        for known in [mark.clone(), format!("W/{mark}"), format!("\"other\", {mark}")] {
            let again = asked_with(&server, path, &[("If-None-Match", &known)]);
            assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
            assert_eq!(again.header("etag"), Some(mark.as_str()), "{path}");
        }
        let other = asked_with(&server, path, &[("If-None-Match", "\"other\"")]);
        assert_eq!((other.status, other.body), (200, page.body), "{path}");
    }
}

/// Since when a page has its bytes. It is not told at once: another change may come within the same second.
fn told_since(server: &Server, path: &str) -> String {
    assert_eq!(asked(server, path).status, 200, "{path}");
    for _ in 0..50 {
        if let Some(since) = asked(server, path).header("last-modified") {
            return since.to_owned();
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("{path}: its time is never told")
}

#[test]
fn a_browser_that_names_no_mark_is_told_by_the_time() {
    let paper = printed();
    let server = served(&paper, &[]);
    for path in KINDS {
        let since = told_since(&server, path);
        let again = asked_with(&server, path, &[("If-Modified-Since", &since)]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("last-modified"), Some(since.as_str()), "{path}");
        for (field, other) in [("If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT"), ("If-Modified-Since", "lately")]
        {
            assert_eq!(asked_with(&server, path, &[(field, other)]).status, 200, "{path}: {other}");
        }
        let both = [("If-Modified-Since", since.as_str()), ("If-None-Match", "\"other\"")];
        assert_eq!(asked_with(&server, path, &both).status, 200, "{path}: the mark decides where there is one");
    }
    assert_eq!(asked(&server, "/nowhere").header("last-modified"), None);
}

#[test]
fn who_came_by_https_is_told_to_come_so_again_and_only_a_trusted_proxy_can_say_that_they_did() {
    let paper = printed();
    let told = |server: &Server, path: &str, scheme: &str| {
        let answer = asked_with(server, path, &[("X-Forwarded-Proto", scheme)]);
        answer.header("strict-transport-security").map(str::to_owned)
    };
    let trusting = served(&paper, &["--trusted-proxies", "127.0.0.1"]);
    for path in ["/", FERRY, "/nowhere", "/feed.xml", "/healthz", "/%zz"] {
        assert_eq!(told(&trusting, path, "https").as_deref(), Some("max-age=31536000"), "{path}");
        assert_eq!(told(&trusting, path, "http"), None, "{path}");
    }
    trusting.stop().expect("it stops");
    assert_eq!(told(&served(&paper, &[]), "/", "https"), None);
}

#[test]
fn a_browser_that_takes_gzip_gets_it_under_a_mark_of_its_own() {
    let paper = printed();
    let server = served(&paper, &[]);
    for path in KINDS {
        let plain = asked(&server, path);
        assert_eq!((plain.header("content-encoding"), plain.header("vary")), (None, Some("Accept-Encoding")), "{path}");
        let refused = asked_with(&server, path, &[("Accept-Encoding", "br, gzip;q=0")]);
        assert_eq!(without_date(refused), without_date(plain.clone()), "{path}");
        let packed = asked_with(&server, path, &[("Accept-Encoding", "gzip, br")]);
        assert_eq!((packed.header("content-encoding"), packed.header("vary")), (Some("gzip"), Some("Accept-Encoding")));
        assert!(packed.body.starts_with(&[0x1f, 0x8b]) && packed.body.len() < plain.body.len(), "{path}");
        assert_ne!(packed.header("etag"), plain.header("etag"), "{path}: other bytes, another mark");
        let mark = packed.header("etag").unwrap_or_default();
        let again = asked_with(&server, path, &[("Accept-Encoding", "gzip, br"), ("If-None-Match", mark)]);
        assert_eq!((again.status, again.header("etag"), again.body.len()), (304, Some(mark), 0), "{path}");
    }
}

#[test]
fn every_page_has_a_policy_and_says_how_it_may_be_used() {
    let paper = printed();
    let server = served(&paper, &[]);
    for path in KINDS.into_iter().chain(["/nowhere"]) {
        is_guarded(&asked(&server, path), path);
    }
    let head = request("HEAD", &format!("{}{FERRY}", server.address()), &[]).expect("an answer");
    let page = asked(&server, FERRY);
    assert!(head.body.is_empty());
    for (name, value) in page.headers.iter().filter(|(name, _)| name != "date") {
        assert_eq!(head.header(name), Some(value.as_str()), "HEAD tells what GET tells");
    }
}

#[test]
fn an_address_where_nothing_is_gets_a_page_with_the_masthead() {
    let paper = printed();
    let server = served(&paper, &[]);
    let slash = format!("{FERRY}/x");
    for path in [
        "/nowhere",
        "/2024/05/14/nothing",
        "/topic/nothing",
        "/directory/nothing",
        "/assets/nothing",
        "/photos/nothing",
        "/newsrooms",
        "/%E4%B8%AD",
        "/harbour/../..",
        "//evil.example",
        &slash,
    ] {
        let answer = asked(&server, path);
        assert_eq!((answer.status, answer.header("location")), (404, None), "{path}");
        assert!(answer.text().contains("<header class=\"masthead\">"), "{path}");
        is_guarded(&answer, path);
    }
    let slash = asked(&server, "/harbour/");
    assert_eq!((slash.status, slash.header("location")), (301, Some("/harbour")));
}

#[test]
fn an_address_that_is_not_written_as_one_leads_nowhere() {
    let paper = founded(&[]);
    let server = served(&paper, &[]);
    for path in
        ["/%zz", "/%", "/%ff", "/%00", "/a%0D%0Ab", "/photos/%zz", "/share/%zz/x", "/share/1/%ff", "/assets/%zz"]
    {
        let answer = asked(&server, path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("<header class=\"masthead\">"), "{path}: {}", answer.text());
        is_guarded(&answer, path);
    }
}

#[test]
fn an_address_that_is_only_read_says_so_to_other_methods() {
    let paper = founded(&[]);
    let server = served(&paper, &[]);
    for path in ["/", "/nowhere", "/healthz", "/robots.txt", "/share/1/x", "/photos/x", "/assets/x", "/feed.xml"] {
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
            let answer = asked_by(&server, method, path);
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(
                answer.header("allow").map(|allow| allow.replace(' ', "")).as_deref(),
                Some("GET,HEAD"),
                "{path}"
            );
            assert!(answer.text().ends_with(".\n"), "{method} {path}: a sentence");
            is_guarded(&answer, path);
        }
    }
}

fn asked_by(server: &Server, method: &str, path: &str) -> Answer {
    request(method, &format!("{}{path}", server.address()), &[]).expect("an answer")
}

#[test]
fn a_query_that_no_page_reads_changes_no_byte() {
    let paper = printed();
    let server = served(&paper, &[]);
    for path in KINDS {
        let plain = without_date(asked(&server, path));
        for query in ["?utm_source=x&fbclid=1", "?", "?before=zz", "?%zz", "?x=%3Cscript%3E"] {
            assert_eq!(plain, without_date(asked(&server, &format!("{path}{query}"))), "{path}{query}");
        }
    }
}

#[test]
fn an_address_of_any_length_is_answered_and_many_ask_at_once() {
    let paper = printed();
    let server = served(&paper, &[]);
    for length in [1_000, 10_000, 60_000, 200_000] {
        let status = asked(&server, &format!("/{}", "a".repeat(length))).status;
        assert!([404, 414, 431].contains(&status), "{length}: {status}");
    }
    let page = asked(&server, FERRY);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..40).map(|_| scope.spawn(|| asked(&server, FERRY))).collect();
        for reader in readers {
            assert_eq!(reader.join().expect("an answer").body, page.body);
        }
    });
    assert!(!server.output().contains("panicked"), "{}", server.output());
}

#[test]
fn a_shared_cache_is_told_how_long_and_by_which_keys_only_where_the_setting_says_so() {
    let paper = printed();
    let server = served(&paper, &[]);
    let plain = asked(&server, FERRY);
    assert_eq!((plain.header("surrogate-key"), plain.header("cache-tag")), (None, None));
    server.stop().expect("it stops");
    let server = served(&paper, &["--shared-cache", "60"]);
    let page = asked(&server, FERRY);
    assert_eq!(page.header("cache-control"), Some("public, max-age=0, s-maxage=60, must-revalidate"));
    let keys: Vec<&str> = page.header("surrogate-key").expect("keys").split(' ').collect();
    let of = |kind: &str| keys.iter().filter(|key| key.starts_with(kind)).count();
    assert!(of("article:") >= 1 && of("person:") >= 1 && of("section:") >= 1, "{keys:?}");
    assert_eq!(page.header("cache-tag"), Some(keys.join(",").as_str()));
    assert_eq!((page.body.as_slice(), page.header("etag")), (plain.body.as_slice(), plain.header("etag")));
    for (path, status) in [("/nowhere", 404), ("/search?q=ferry", 200), ("/healthz", 200)] {
        let other = asked(&server, path);
        assert_eq!((other.status, other.header("surrogate-key")), (status, None), "{path}");
        assert!(!other.header("cache-control").unwrap_or_default().contains("s-maxage"), "{path}");
    }
    let wrong = paper.told(&["check", "--shared-cache", "soon"]).expect("the binary runs");
    assert!(wrong.err.contains("'soon' (the flag --shared-cache) is no time."), "{}", wrong.err);
}

#[test]
fn a_page_that_is_often_asked_for_as_it_is_has_the_same_bytes_each_time() {
    let paper = printed();
    let server = served(&paper, &[]);
    let first = asked(&server, FERRY);
    (0..6).for_each(|_| assert_eq!(without_date(asked(&server, FERRY)).body, first.body));
}
