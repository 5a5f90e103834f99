//! Requests and what the judge says of them. The agents are made up after the pattern of those that call on a newspaper.

use super::Reason::*;
use super::*;

const MAC: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
const HTML: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// Somebody opens an article over plain HTTP, where a browser sends no Sec-Fetch fields.
fn opened_by(agent: &str) -> Visit<'_> {
    Visit {
        method: "GET",
        answered: true,
        secure: false,
        user_agent: Some(agent),
        accept: Some(HTML),
        fetch_mode: None,
        fetch_dest: None,
        sec_purpose: None,
        purpose: None,
        x_moz: None,
    }
}

/// Somebody opens an article over HTTPS with a browser of today.
fn navigation() -> Visit<'static> {
    Visit { secure: true, fetch_mode: Some("navigate"), fetch_dest: Some("document"), ..opened_by(FIREFOX) }
}

fn verdict(reason: Option<Reason>) -> Verdict {
    reason.map_or(Verdict::Person, Verdict::Nobody)
}

#[test]
fn people_are_known_by_their_browsers() {
    let people = [
        FIREFOX,
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
        "Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36 OPR/95.0.0.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/113.0.5672.69 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 16_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/127.0 Mobile/15E148 Safari/605.1.15",
        "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 13; SM-A536B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0",
        "Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 9; CUBOT) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; U; Android 12; zh-CN; V2055A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 UCBrowser/15.5.2 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 11; Redmi) AppleWebKit/533.1 (KHTML, like Gecko) Mobile Safari/533.1 SogouMSE,SogouMobileBrowser/5.25",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/125.0 Chrome/119.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 YaBrowser/24.4 Safari/537.36",
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36 Vivaldi/6.8",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Safari Line/14.9.0",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/470.0;]",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21E219 Instagram 337.0.0 (iPhone14,5)",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21E219 Twitter for iPhone/10.44",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49 NetType/WIFI",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/321.0 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 13; SM-S918N; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0 Mobile Safari/537.36 KAKAOTALK 10.8.2",
        "Mozilla/5.0 (Linux; Android 13; SM-S918N; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0 Mobile Safari/537.36 NAVER(inapp; search; 1010; 12.5.1)",
        "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
        "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)",
        "Mozilla/5.0 (Linux; Android 12; Kindle) AppleWebKit/537.36 (KHTML, like Gecko) Silk/120.1 like Chrome/120.0.0.0 Safari/537.36",
        "Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) 76.0.3809.146/6.0 TV Safari/537.36",
        "Opera/9.80 (Android; Opera Mini/75.0/191.3; U; en) Presto/2.12.423 Version/12.16",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.0 Safari/605.1.15 Epiphany/605.1.15",
        "Mozilla/5.0 (X11; Linux x86_64) KHTML/5.115 (like Gecko) Konqueror/5",
        "Mozilla/5.0 (X11; Linux x86_64) NetSurf/3.11",
        "Lynx/2.9.0 libwww-FM/2.14 SSL-MM/1.4.1 OpenSSL/3.0.13",
        "w3m/0.5.3+git20230121",
        "Links (2.29; Linux 6.1 x86_64; GNU C 13; text)",
        "ELinks/0.16.1 (textmode; Linux 6.1 x86_64; 120x40-2)",
    ];
    for agent in people {
        assert_eq!(judge(&opened_by(agent)), Verdict::Person, "{agent}");
    }
}

#[test]
fn robots_tools_and_previews_are_nobody() {
    let robots = [
        "Googlebot/2.1 (+http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/126.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36 (compatible; GoogleOther)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
        "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)",
        "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.1.1 Safari/605.1.15 (Applebot/0.1)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.1)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0)",
        "Mozilla/5.0 (compatible; Claude-User/1.0)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Perplexity-User/1.0)",
        "meta-externalagent/1.1",
        "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 (compatible; Bytespider)",
        "CCBot/2.0",
        "facebookexternalhit/1.1",
        "Twitterbot/1.0",
        "WhatsApp/2.23.20.0",
        "TelegramBot (like TwitterBot)",
        "Slackbot-LinkExpanding 1.0",
        "Mozilla/5.0 (compatible; Discordbot/2.0)",
        "LinkedInBot/1.0 (compatible; Mozilla/5.0)",
        "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1)",
        "Mastodon/4.2.9 (http.rb/5.1.1; +https://social.example/) Bot",
        "facebookexternalhit/1.1;kakaotalk-scrap/1.0",
        "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers)",
        "NetNewsWire (RSS Reader; https://netnewswire.com/)",
        "Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 (KHTML, like Gecko) Akregator/5.24 Safari/537.36",
        "Tiny Tiny RSS/23.11 (Unsupported)",
        "Liferea/1.15 (Linux; en_GB.UTF-8)",
        "curl/8.5.0",
        "Wget/1.21.4",
        "python-requests/2.32.3",
        "Python/3.12 aiohttp/3.9.5",
        "Go-http-client/2.0",
        "Java/17.0.11",
        "okhttp/4.12.0",
        "node",
        "axios/1.7.2",
        "Mozilla/5.0 (Windows NT; Windows NT 10.0; en-GB) WindowsPowerShell/5.1.22621",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Chrome-Lighthouse",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36 DatadogSynthetics",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1",
        "Pingdom.com_bot_version_1.4",
        "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
        "check_http/v2.3.3 (monitoring-plugins 2.3.3)",
        "kube-probe/1.29",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0)",
        "Mozilla/5.0 (compatible; archive.org_bot)",
    ];
    for agent in robots {
        assert_eq!(judge(&opened_by(agent)), Verdict::Nobody(Robot), "{agent}");
        let dressed = Visit { user_agent: Some(agent), ..navigation() };
        assert_eq!(judge(&dressed), Verdict::Nobody(Robot), "with Sec-Fetch: {agent}");
    }
}

#[test]
fn an_agent_that_is_no_browser_needs_sec_fetch() {
    let unknown = [
        "probe",
        "Mozilla/5.0",
        "Mozilla/5.0 (compatible; SomethingNew/1.0)",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
        "Ladybird/1.0",
        "' OR 1=1 --",
    ];
    for agent in unknown {
        assert_eq!(judge(&opened_by(agent)), Verdict::Nobody(UnknownAgent), "{agent}");
    }
    let new_browser = Visit { user_agent: Some("Ladybird/1.0"), ..navigation() };
    assert_eq!(judge(&new_browser), Verdict::Person);
}

#[test]
fn a_request_counts_only_as_a_navigation_to_the_page() {
    let n = navigation();
    let endless = "x".repeat(2000);
    let requests = [
        ("a link followed", n, None),
        ("a browser that knows the first field only", Visit { fetch_dest: None, ..n }, None),
        ("a link checker", Visit { method: "HEAD", ..n }, Some(Method)),
        ("a form sent", Visit { method: "POST", ..n }, Some(Method)),
        ("not found, moved, refused", Visit { answered: false, ..n }, Some(Answer)),
        ("prefetch", Visit { sec_purpose: Some("prefetch"), ..n }, Some(Ahead)),
        ("prerender", Visit { sec_purpose: Some("prefetch;prerender"), ..n }, Some(Ahead)),
        ("private prefetch", Visit { sec_purpose: Some("prefetch;anonymous-client-ip"), ..n }, Some(Ahead)),
        ("old prefetch", Visit { purpose: Some("prefetch"), ..n }, Some(Ahead)),
        ("start page preview", Visit { purpose: Some("Preview"), ..n }, Some(Ahead)),
        ("Firefox prefetch", Visit { x_moz: Some("prefetch"), ..n }, Some(Ahead)),
        ("a script's request", Visit { fetch_mode: Some("cors"), fetch_dest: Some("empty"), ..n }, Some(NotNavigation)),
        (
            "a request without cors",
            Visit { fetch_mode: Some("no-cors"), fetch_dest: Some("image"), ..n },
            Some(NotNavigation),
        ),
        ("a frame", Visit { fetch_dest: Some("iframe"), ..n }, Some(NotNavigation)),
        ("an embedded object", Visit { fetch_dest: Some("embed"), ..n }, Some(NotNavigation)),
        ("a server's fetch", Visit { fetch_mode: Some("cors"), fetch_dest: None, ..n }, Some(NotNavigation)),
        ("no agent", Visit { user_agent: None, ..n }, Some(NoAgent)),
        ("a blank agent", Visit { user_agent: Some("  "), ..n }, Some(NoAgent)),
        ("an endless agent", Visit { user_agent: Some(&endless), ..n }, Some(NoAgent)),
        ("asks for JSON", Visit { accept: Some("application/json"), ..opened_by(FIREFOX) }, Some(NotForHtml)),
        (
            "asks for a feed",
            Visit { accept: Some("application/rss+xml, application/atom+xml"), ..opened_by(FIREFOX) },
            Some(NotForHtml),
        ),
        (
            "asks for a picture",
            Visit { accept: Some("image/avif,image/webp,*/*;q=0.8"), ..opened_by(FIREFOX) },
            Some(NotForHtml),
        ),
        ("asks for anything", Visit { accept: Some("*/*"), ..opened_by(FIREFOX) }, None),
        ("asks for nothing in particular", Visit { accept: None, ..opened_by(FIREFOX) }, None),
    ];
    for (what, visit, reason) in requests {
        assert_eq!(judge(&visit), verdict(reason), "{what}");
    }
}

#[test]
fn a_browser_of_today_that_sends_no_sec_fetch_over_https_is_not_one() {
    let https = |agent| Visit { secure: true, ..opened_by(agent) };
    let chrome = format!("{MAC} Chrome/126.0.0.0 Safari/537.36");
    let old_chrome = format!("{MAC} Chrome/61.0.3163.100 Safari/537.36");
    let safari = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 Safari/605.1.15";
    let in_app = "Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36";
    for (agent, reason) in [
        (chrome.as_str(), Some(Disguised)),
        (FIREFOX, Some(Disguised)),
        (old_chrome.as_str(), None),
        (safari, None),
        (in_app, None),
        ("Lynx/2.9.0", None),
    ] {
        assert_eq!(judge(&https(agent)), verdict(reason), "{agent}");
    }
}

#[test]
fn a_share_counts_when_the_link_leads_on() {
    let share = navigation();
    assert_eq!(judge(&share), Verdict::Person);
    assert_eq!(judge(&Visit { answered: false, ..share }), Verdict::Nobody(Answer));
    assert_eq!(judge(&Visit { user_agent: Some("Twitterbot/1.0"), ..share }), Verdict::Nobody(Robot));
}

#[test]
fn every_reason_is_a_sentence() {
    for reason in [Method, Answer, Ahead, NoAgent, Robot, NotNavigation, NotForHtml, UnknownAgent, Disguised] {
        assert!(reason.sentence().ends_with('.'));
    }
}
