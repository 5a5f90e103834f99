//! Stories of the newsroom in Chromium: passkeys, keys, two at one article, a lost network, server and session.

use std::time::{Duration, Instant};

use broadsheet_testkit::{Browser, Server};
use serde_json::json;

use crate::desk::{Editor, PASSWORD, first_link};
use crate::world::{asked, founded};

/// Where browsers take this machine for safe, and devices keep passkeys for.
fn local(server: &Server) -> String {
    server.address().replace("127.0.0.1", "localhost")
}

/// A browser whose page is ready when a condition holds.
struct Desk(Browser);

impl Desk {
    fn new() -> Self {
        Self(Browser::start().expect("a browser"))
    }

    fn eval(&mut self, expression: &str) -> serde_json::Value {
        self.0.eval(expression).unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    /// Waits until an expression is true; pages that come meanwhile are no error.
    fn until(&mut self, expression: &str) {
        let begun = Instant::now();
        while self.0.eval(expression).ok().and_then(|value| value.as_bool()) != Some(true) {
            let page = || self.0.text().unwrap_or_default();
            assert!(begun.elapsed() < Duration::from_secs(30), "never {expression}");
            let _ = page;
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn says(&mut self, words: &str) {
        let words = serde_json::to_string(words).expect("JSON");
        self.until(&format!("document.readyState === 'complete' && document.body.innerText.includes({words})"));
    }

    /// Types into a field, as a person does: it is focused, and its text is entered.
    fn types(&mut self, selector: &str, text: &str) {
        self.eval(&format!(
            "document.querySelector('{selector}').focus(); document.querySelector('{selector}').select()"
        ));
        self.0.call("Input.insertText", json!({ "text": text })).expect("typed");
    }

    fn presses(&mut self, key: &str, code: &str, control: bool) {
        let modifiers = if control { 2 } else { 0 };
        let text = if control || key.len() > 1 { "" } else { key };
        for kind in ["keyDown", "keyUp"] {
            let event = json!({ "type": kind, "key": key, "code": code, "text": if kind == "keyDown" { text } else { "" }, "modifiers": modifiers, "windowsVirtualKeyCode": key.to_uppercase().bytes().next() });
            self.0.call("Input.dispatchKeyEvent", event).expect("pressed");
        }
    }

    fn signs_in(&mut self, server: &Server, email: &str) {
        self.0.open(&format!("{}/newsroom/sign-in", local(server))).expect("a page");
        self.types("#email", email);
        self.types("#password", PASSWORD);
        self.presses("Enter", "Enter", false);
        self.eval("document.querySelector('form[action=\"/newsroom/sign-in\"]').requestSubmit()");
        self.until("location.pathname === '/newsroom/articles' && document.readyState === 'complete'");
    }
}

#[test]
fn browser_the_first_administrator_adds_a_passkey_and_signs_in_by_it() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let mut desk = Desk::new();
    desk.0.call("WebAuthn.enable", json!({})).expect("WebAuthn");
    let device = json!({ "options": { "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true, "isUserVerified": true, "automaticPresenceSimulation": true } });
    desk.0.call("WebAuthn.addVirtualAuthenticator", device).expect("a device");
    desk.0.open(&format!("{}{}", local(&server), first_link(&server))).expect("a page");
    desk.types("#name", "Ada Quay");
    desk.types("#email", "ada@news.example");
    desk.types("#password", PASSWORD);
    desk.eval("document.querySelector('form').requestSubmit()");
    desk.says("Add a passkey");
    desk.until("!document.querySelector('[data-new-passkey]').closest('.scripted').hidden");
    desk.eval("document.querySelector('[data-new-passkey]').click()");
    desk.says("The passkey is kept.");
    desk.eval("document.querySelector('form[action=\"/newsroom/sign-out\"]').requestSubmit()");
    desk.says("You are signed out.");
    desk.eval("document.querySelector('[data-passkey]').click()");
    desk.until("location.pathname === '/newsroom/articles'");
    desk.says("Ada Quay");
    // Where the paper wants more than a password, the password alone goes round no passkey.
    let nobody = Editor::nobody(&server);
    let by_password = || nobody.post("/newsroom/sign-in", &[("email", "ada@news.example"), ("password", PASSWORD)]);
    let wanted = [("setting", "second_factor"), ("key", "second_factor"), ("value", "true")];
    assert_eq!(nobody.with(&by_password()).post("/newsroom/settings", &wanted).status, 303);
    let refused = by_password();
    assert!(refused.status == 401 && refused.text().contains("Sign in with your passkey"), "{}", refused.text());
    desk.0.open(&format!("{}/newsroom/articles", local(&server))).expect("a page");
    desk.says("Ada Quay");
    assert!(desk.0.problems().is_empty(), "{:?}", desk.0.problems());
}

#[test]
fn browser_an_article_is_written_and_published_by_keys_alone() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let _ada = Editor::first(&server);
    let mut desk = Desk::new();
    desk.signs_in(&server, "ada@news.example");
    desk.presses("n", "KeyN", false);
    desk.until("location.pathname === '/newsroom/articles/new' && document.readyState === 'complete'");
    desk.types("#headline", "By keys alone");
    for _ in 0..3 {
        desk.presses("Tab", "Tab", false);
    }
    assert_eq!(desk.eval("document.activeElement.id"), "body");
    desk.0.call("Input.insertText", json!({ "text": "Nobody touched a mouse." })).expect("typed");
    desk.presses("s", "KeyS", true);
    desk.says("The article is begun.");
    desk.eval("document.activeElement.blur()");
    desk.presses("p", "KeyP", false);
    desk.says("Readers have it.");
    assert!(asked(&server, "/").text().contains("By keys alone"));
    desk.presses("u", "KeyU", false);
    desk.says("Withdrawn.");
    assert!(!asked(&server, "/").text().contains("By keys alone"));
    assert!(desk.0.problems().is_empty(), "{:?}", desk.0.problems());
}

#[test]
fn browser_two_at_one_article_see_each_other_and_a_clash_shows_both_texts() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let _ben = Editor::made(&paper, &server, "Ben", "editor");
    let id = ada.writes("The ferry", "It sails at dawn.");
    let here = format!("{}/newsroom/articles/{id}", local(&server));
    let (mut one, mut other) = (Desk::new(), Desk::new());
    one.signs_in(&server, "ada@news.example");
    other.signs_in(&server, "ben@news.example");
    one.0.open(&here).expect("a page");
    other.0.open(&here).expect("a page");
    other.says("Also here: Ada Quay");
    one.types("#body", "It sails at noon.");
    one.presses("s", "KeyS", true);
    one.says("Saved.");
    other.types("#body", "It sails at midnight.");
    other.presses("s", "KeyS", true);
    other.says("Somebody changed the same place");
    other.says("noon");
    assert_eq!(other.eval("document.querySelector('#body').value.trim()"), "It sails at midnight.");
    other.presses("s", "KeyS", true);
    other.says("Saved.");
}

#[test]
fn browser_nothing_typed_is_lost_with_the_network_the_session_or_the_server() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let id = ada.writes("The ferry", "It sails at dawn.");
    let here = format!("{}/newsroom/articles/{id}", local(&server));
    let mut desk = Desk::new();
    desk.signs_in(&server, "ada@news.example");
    desk.0.open(&here).expect("a page");
    let network = |desk: &mut Desk, gone: bool| {
        let how = json!({ "offline": gone, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        desk.0.call("Network.emulateNetworkConditions", how).expect("a network");
    };
    network(&mut desk, true);
    desk.types("#body", "It sails at noon.");
    desk.presses("s", "KeyS", true);
    desk.says("Not saved:");
    assert_eq!(desk.eval("document.querySelector('#body').value"), "It sails at noon.");
    network(&mut desk, false);
    // The page is closed and opened again: what was typed is back.
    desk.0.open(&here).expect("a page");
    desk.says("What you had typed here and not saved is back in the form.");
    assert_eq!(desk.eval("document.querySelector('#body').value"), "It sails at noon.");
    desk.presses("s", "KeyS", true);
    desk.says("Saved.");
    // The session ends in another window: the form comes back with the sign-in, and is sent again by a button.
    desk.types("#body", "It sails at midnight.");
    let out = "fetch('/newsroom/sign-out', { method: 'POST' }).then(() => true)";
    assert_eq!(desk.eval(out), true);
    desk.presses("s", "KeyS", true);
    desk.says("Your session has ended.");
    desk.types("#email", "ada@news.example");
    desk.types("#password", PASSWORD);
    desk.eval("document.querySelector('form[action=\"/newsroom/sign-in\"]').requestSubmit()");
    desk.says("Your text is still here.");
    desk.eval("document.querySelector('form').requestSubmit()");
    desk.says("Saved.");
    assert_eq!(desk.eval("document.querySelector('#body').value.trim()"), "It sails at midnight.");
    // The server is killed: the text stays in the page.
    desk.types("#body", "It does not sail.");
    server.kill().expect("it ends");
    desk.presses("s", "KeyS", true);
    desk.says("Not saved:");
    assert_eq!(desk.eval("document.querySelector('#body').value"), "It does not sail.");
    let kept = desk.eval(&format!("localStorage.getItem('newsroom-article-{id}')"));
    assert!(kept.as_str().is_some_and(|kept| kept.contains("It does not sail.")), "{kept}");
}

#[test]
fn browser_the_newsroom_works_without_scripts() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let mut desk = Desk::new();
    desk.0.allow_scripts(false).expect("no scripts");
    desk.0.open(&format!("{}/newsroom/sign-in", local(&server))).expect("a page");
    let page = desk.0.html().expect("a page");
    let way_out = "/newsroom/sign-in?said=passkey-scripts";
    assert!(page.contains(&format!("href=\"{way_out}\"")), "{page}");
    desk.0.open(&format!("{}{way_out}", local(&server))).expect("a page");
    assert!(desk.0.html().expect("a page").contains("Allow scripts here"), "what needs a script says so");
    // The rest of the walk without scripts is asked for by forms alone: see the stories over HTTP.
    let id = ada.writes("Without scripts", "Said.");
    assert!(ada.does(&format!("/newsroom/articles/{id}/publication"), &[]).contains("Readers have it."));
}
