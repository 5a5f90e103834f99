//! Stories of signing in on a provider's word: whom it vouches for is let in, and nobody else by anything that looks like it.

use broadsheet_testkit::Answer;
use serde_json::{Value, json};

use crate::desk::{Editor, PASSWORD};
use crate::provider::Provider;
use crate::world::founded;

const BACK: &str = "/newsroom/sign-in/provider/back";

/// A browser that has left for the provider.
struct Left {
    browser: Editor,
    state: String,
    nonce: String,
    challenge: String,
}

fn leaves(nobody: &Editor, provider: &Provider) -> Left {
    let answer = nobody.get("/newsroom/sign-in/provider?next=/newsroom/articles");
    let to = answer.header("location").unwrap_or_else(|| panic!("{}", answer.text())).to_owned();
    assert!(answer.status == 303 && to.starts_with(&format!("{}/authorize?", provider.address)), "{to}");
    assert!(answer.header("set-cookie").is_some_and(|set| set.contains("HttpOnly") && set.contains("Secure")));
    let said = |name: &str| {
        let pairs = to.split_once('?').map(|(_, query)| query).unwrap_or_default().split('&');
        pairs.filter_map(|pair| pair.split_once('=')).find(|(of, _)| *of == name).map(|(_, said)| said.to_owned())
    };
    assert_eq!(said("code_challenge_method").as_deref(), Some("S256"));
    assert!(said("redirect_uri").is_some_and(|back| back.ends_with("%2Fnewsroom%2Fsign-in%2Fprovider%2Fback")), "{to}");
    let said = |name: &str| said(name).unwrap_or_else(|| panic!("no {name} in {to}"));
    Left {
        browser: nobody.with(&answer),
        state: said("state"),
        nonce: said("nonce"),
        challenge: said("code_challenge"),
    }
}

fn comes_back(left: &Left) -> Answer {
    left.browser.get(&format!("{BACK}?code=c&state={}", left.state))
}

fn is_let_in(answer: &Answer) -> bool {
    answer.headers.iter().any(|(name, value)| name == "set-cookie" && value.starts_with("__Host-session="))
}

fn sets(admin: &Editor, setting: &str, value: &str) {
    admin.does("/newsroom/settings", &[("setting", setting), ("key", setting), ("value", value)]);
}

fn adas(left: &Left) -> Value {
    json!({ "nonce": left.nonce, "email": "Ada@news.example", "email_verified": true })
}

#[test]
fn whom_a_provider_vouches_for_is_signed_in_and_nobody_else_by_what_looks_like_its_word() {
    let (paper, provider) = (founded(&[]), Provider::start());
    let server = paper.served(&[]).expect("a server");
    let (admin, nobody) = (Editor::first(&server), Editor::nobody(&server));
    assert!(!nobody.get("/newsroom/sign-in").text().contains("/newsroom/sign-in/provider"));
    assert_eq!(nobody.get("/newsroom/sign-in/provider").status, 502, "no provider is named yet");
    let unfit = [("setting", "sign_on_issuer"), ("key", "sign_on_issuer"), ("value", "http://login.example")];
    let refused = admin.post("/newsroom/settings", &unfit);
    assert!(refused.status == 422 && refused.text().contains("https://"), "{}", refused.text());
    sets(&admin, "sign_on_issuer", &provider.address);
    sets(&admin, "sign_on_client", "newsroom");
    sets(&admin, "sign_on_secret", "between us");
    assert!(!admin.get("/newsroom/settings").text().contains("between us"), "a secret is not shown again");
    assert!(nobody.get("/newsroom/sign-in").text().contains("/newsroom/sign-in/provider"));

    let left = leaves(&nobody, &provider);
    provider.vouches(&left.challenge, &adas(&left));
    let answer = comes_back(&left);
    assert_eq!((answer.status, answer.header("location")), (303, Some("/newsroom/articles")), "{}", answer.text());
    assert!(is_let_in(&answer));
    assert!(left.browser.with(&answer).get("/newsroom/articles").text().contains("Ada Quay"));
    assert!(admin.get("/newsroom/audit").text().contains("session.begin_vouched"));

    let wrong: [(&str, Value); 6] = [
        ("the nonce of another", json!({ "nonce": "another" })),
        ("a word for another client", json!({ "aud": "another" })),
        ("a word of long ago", json!({ "exp": 1_600_000_000 })),
        ("a word of another provider", json!({ "iss": "https://login.example" })),
        ("an address that nobody verified", json!({ "email_verified": false })),
        ("nobody's address", json!({ "email": "nobody@news.example" })),
    ];
    for (what, claims) in wrong {
        let left = leaves(&nobody, &provider);
        let mut said = adas(&left);
        claims.as_object().into_iter().flatten().for_each(|(name, value)| said[name] = value.clone());
        provider.vouches(&left.challenge, &said);
        let answer = comes_back(&left);
        assert!(answer.status == 401 && !is_let_in(&answer), "{what}: {} {}", answer.status, answer.text());
    }
    for forged in [Provider::is_forged, Provider::is_unsigned] {
        let left = leaves(&nobody, &provider);
        provider.vouches(&left.challenge, &adas(&left));
        forged(&provider);
        let answer = comes_back(&left);
        assert!(answer.status == 401 && !is_let_in(&answer), "{}", answer.text());
    }
}

#[test]
fn only_the_browser_that_left_comes_back_and_a_provider_that_is_away_keeps_nobody_out() {
    let (paper, provider) = (founded(&[]), Provider::start());
    let server = paper.served(&[]).expect("a server");
    let (admin, nobody) = (Editor::first(&server), Editor::nobody(&server));
    sets(&admin, "sign_on_issuer", &provider.address);
    sets(&admin, "sign_on_client", "newsroom");
    let left = leaves(&nobody, &provider);
    provider.vouches(&left.challenge, &adas(&left));
    for (browser, state) in [(&nobody, left.state.as_str()), (&left.browser, "guessed"), (&left.browser, "")] {
        let answer = browser.get(&format!("{BACK}?code=c&state={state}"));
        assert!(answer.status == 400 && answer.text().contains("another browser") && !is_let_in(&answer));
    }
    let refused = left.browser.get(&format!("{BACK}?error=access_denied&state={}", left.state));
    assert!(refused.status == 401 && refused.text().contains("access_denied"), "{}", refused.text());
    // Another browser's code does not fit what this one left with.
    provider.vouches("another", &adas(&left));
    assert!(!is_let_in(&comes_back(&left)));
    let disabled = paper.told(&["user", "add", "Ben", "--email", "ben@news.example", "--role", "reporter"]);
    assert_eq!(disabled.map(|said| said.status).ok(), Some(Some(0)));
    let disabled = paper.told(&["user", "disable", "ben@news.example"]);
    assert_eq!(disabled.map(|said| said.status).ok(), Some(Some(0)));
    provider
        .vouches(&left.challenge, &json!({ "nonce": left.nonce, "email": "ben@news.example", "email_verified": true }));
    let answer = comes_back(&left);
    assert!(answer.status == 401 && answer.text().contains("disabled") && !is_let_in(&answer), "{}", answer.text());

    sets(&admin, "sign_on_issuer", "http://127.0.0.1:9");
    let away = nobody.get("/newsroom/sign-in/provider");
    assert!(away.status == 502 && away.text().contains("does not answer"), "{}", away.text());
    let by_password = nobody.post("/newsroom/sign-in", &[("email", "ada@news.example"), ("password", PASSWORD)]);
    assert!(is_let_in(&by_password));
}
