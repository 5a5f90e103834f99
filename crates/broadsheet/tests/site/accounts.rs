//! Stories of the ways in: codes, second proofs, letters, sessions and tokens.

use broadsheet_desk::account::authenticator::code_at;
use broadsheet_news::clock::Instant;
use broadsheet_testkit::{Answer, Newspaper};

use crate::desk::{Editor, PASSWORD, Program, link_in};
use crate::mailbox::Mailbox;
use crate::world::{asked, founded};

const ADA: &str = "ada@news.example";

fn signs_in(nobody: &Editor, email: &str, code: &str) -> Answer {
    nobody.post("/newsroom/sign-in", &[("email", email), ("password", PASSWORD), ("code", code)])
}

fn is_let_in(answer: &Answer) -> bool {
    answer.header("set-cookie").is_some_and(|set| set.starts_with("__Host-session="))
}

/// The code that an authenticator shows so many seconds from now.
fn code(secret: &str, seconds: i64) -> String {
    code_at(secret, Instant::now().plus_seconds(seconds)).expect("a code")
}

/// What stands between two pieces of a page.
fn between<'p>(page: &'p str, before: &str, after: &str) -> &'p str {
    let (_, rest) = page.split_once(before).unwrap_or_else(|| panic!("no {before} in {page}"));
    rest.split(after).next().unwrap_or_default()
}

/// Adds an authenticator; gives its secret and the recovery codes.
fn with_authenticator(editor: &Editor) -> (String, Vec<String>) {
    let here = "/newsroom/account/authenticator";
    let page = editor.get(here).text();
    let secret = between(&page, "name=\"secret\" value=\"", "\"").to_owned();
    let refused = editor.post(here, &[("secret", &secret), ("code", "none")]);
    assert!(refused.status == 422 && refused.text().contains(&secret), "{}", refused.text());
    let kept = editor.post(here, &[("secret", &secret), ("code", &code(&secret, 0))]);
    assert_eq!(kept.status, 200, "{}", kept.text());
    let page = kept.text();
    let codes = page.split("<code class=\"secret\">").skip(1).map(|rest| between(rest, "", "<").to_owned());
    (secret, codes.collect())
}

fn told(paper: &Newspaper, words: &[&str]) -> String {
    let said = paper.told(words).expect("the binary runs");
    assert_eq!(said.status, Some(0), "{}", said.err);
    said.out
}

#[test]
fn a_code_is_asked_for_beside_the_password_and_each_is_taken_once() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let (ada, nobody) = (Editor::first(&server), Editor::nobody(&server));
    assert!(is_let_in(&signs_in(&nobody, ADA, "")), "a password is enough before");
    let (secret, recovery) = with_authenticator(&ada);
    assert_eq!(recovery.len(), 10);
    let without = signs_in(&nobody, ADA, "");
    assert!(without.status == 401 && !is_let_in(&without), "{}", without.text());
    let next = code(&secret, 30);
    assert!(is_let_in(&signs_in(&nobody, ADA, &next)));
    assert!(!is_let_in(&signs_in(&nobody, ADA, &next)), "a code is taken once");
    assert!(is_let_in(&signs_in(&nobody, ADA, &recovery[0])));
    assert!(!is_let_in(&signs_in(&nobody, ADA, &recovery[0])), "a recovery code is taken once");

    // Who has a letter with a link has a password, and not the code.
    let link = link_in(&told(&paper, &["user", "reset", ADA]));
    let chosen = nobody.post(&link, &[("password", PASSWORD)]);
    let to_sign_in = chosen.header("location").is_some_and(|to| to.starts_with("/newsroom/sign-in"));
    assert!(chosen.status == 303 && to_sign_in && !is_let_in(&chosen));
    assert_eq!(ada.get("/newsroom/articles").status, 303, "sessions before have ended");
    assert!(!is_let_in(&signs_in(&nobody, ADA, "")));
    assert!(is_let_in(&signs_in(&nobody, ADA, &recovery[1])));

    // Who has lost device and codes is let in by an administrator, here by one on the machine.
    let link = link_in(&told(&paper, &["user", "reset", ADA, "--second-proof"]));
    let again = Editor::by_link(&server, &link, &[]);
    assert_eq!(again.get("/newsroom/articles").status, 200);
    assert!(is_let_in(&signs_in(&nobody, ADA, "")));
}

#[test]
fn publishers_and_administrators_add_a_second_proof_where_the_paper_wants_one() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let ben = Editor::made(&paper, &server, "Ben", "reporter");
    let carol = Editor::made(&paper, &server, "Carol", "publisher");
    let wanted = [("setting", "second_factor"), ("key", "second_factor"), ("value", "true")];
    assert_eq!(ada.post("/newsroom/settings", &wanted).status, 303);
    let to_account = "/newsroom/account?said=second-factor";
    for editor in [&ada, &carol] {
        let answer = editor.get("/newsroom/articles");
        assert_eq!((answer.status, answer.header("location")), (303, Some(to_account)));
        assert!(editor.get(to_account).text().contains("needs a second proof"));
    }
    assert_eq!(ben.get("/newsroom/articles").status, 200, "reporters are asked for nothing");
    with_authenticator(&ada);
    assert_eq!(ada.get("/newsroom/articles").status, 200);
    // An administrator takes lost proofs away; their owner is signed out, and adds new ones.
    let (_, recovery) = with_authenticator(&carol);
    assert_eq!(carol.get("/newsroom/articles").status, 200);
    let accounts = ada.get("/newsroom/accounts").text();
    let row = accounts.split("<tr>").find(|row| row.contains("carol@news.example")).expect("her row");
    let account = between(row, "href=\"", "\"");
    let page = ada.does(&format!("{account}/second-proof"), &[]);
    assert!(page.contains("Their second proofs are taken away."), "{page}");
    assert_eq!(carol.get("/newsroom/account").status, 303, "signed out");
    let nobody = Editor::nobody(&server);
    let again = signs_in(&nobody, "carol@news.example", &recovery[0]);
    assert_eq!(nobody.with(&again).get("/newsroom/articles").header("location"), Some(to_account));
}

#[test]
fn a_letter_brings_a_link_to_a_new_password_to_who_has_an_account_and_to_nobody_else() {
    let (paper, mailbox) = (founded(&[]), Mailbox::open());
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let refused = ada.post("/newsroom/settings/letter", &[]);
    assert!(refused.status == 502 && refused.text().contains("No mail is set up"), "{}", refused.text());
    for (setting, value) in [("mail", mailbox.address.as_str()), ("mail_from", "newsroom@news.example")] {
        ada.does("/newsroom/settings", &[("setting", setting), ("key", setting), ("value", value)]);
    }
    ada.does("/newsroom/settings/letter", &[]);
    assert!(mailbox.letters(1)[0].contains("To: ada@news.example"), "{:?}", mailbox.letters(1));
    let nobody = Editor::nobody(&server);
    let told = ["ben@news.example", ADA].map(|email| nobody.post("/newsroom/reset", &[("email", email)]).text());
    assert_eq!(told[0], told[1], "nobody learns who has an account");
    let letters = mailbox.letters(2);
    assert!(letters.len() == 2 && letters[1].contains("To: ada@news.example"), "{letters:?}");
    let link = link_in(&letters[1]);
    let again = Editor::by_link(&server, &link, &[]);
    assert_eq!(again.get("/newsroom/articles").status, 200);
    assert_eq!(ada.get("/newsroom/articles").status, 303, "sessions before have ended");
    assert_eq!(nobody.get(&link).status, 404, "a link is taken once");
    // A new account's owner gets theirs by letter too.
    let fields = [("name", "Ben"), ("email", "ben@news.example"), ("role", "reporter")];
    assert_eq!(again.post("/newsroom/accounts", &fields).status, 303);
    let letters = mailbox.letters(3);
    let ben = Editor::by_link(&server, &link_in(&letters[2]), &[]);
    assert!(ben.get("/newsroom/articles").text().contains("Ben"));
    let twice = again.post("/newsroom/accounts", &fields);
    assert!(
        twice.status == 422 && twice.text().contains("There is an account of ben@news.example"),
        "{}",
        twice.text()
    );
}

#[test]
fn own_sessions_are_listed_and_ended() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let (ada, nobody) = (Editor::first(&server), Editor::nobody(&server));
    let elsewhere = nobody.with(&signs_in(&nobody, ADA, ""));
    let third = nobody.with(&signs_in(&nobody, ADA, ""));
    let page = ada.get("/newsroom/account").text();
    assert_eq!(page.matches("action=\"/newsroom/account/sessions/end\"").count(), 3, "two others, and all others");
    let id =
        between(&page, "action=\"/newsroom/account/sessions/end\"><input type=\"hidden\" name=\"id\" value=\"", "\"");
    ada.does("/newsroom/account/sessions/end", &[("id", id)]);
    let open = [&elsewhere, &third].map(|editor| editor.get("/newsroom/articles").status);
    assert!(open == [200, 303] || open == [303, 200], "{open:?}");
    ada.does("/newsroom/account/sessions/end", &[]);
    assert_eq!([&elsewhere, &third].map(|editor| editor.get("/newsroom/articles").status), [303, 303]);
    assert_eq!(ada.get("/newsroom/articles").status, 200);
    // Another's session is nobody's to end.
    let ben = Editor::made(&paper, &server, "Ben", "reporter");
    let refused = ben.post("/newsroom/account/sessions/end", &[("id", id)]);
    assert_eq!(refused.status, 404);
}

#[test]
fn a_token_does_no_more_than_it_was_given_until_it_is_taken_back() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let id = ada.writes("By a program", "Said.");
    let made = ada.post("/newsroom/account/tokens", &[("label", "importer"), ("role", "reporter")]).text();
    let token = between(&made, "<code class=\"secret\">", "<").to_owned();
    let program = Program { at: server.address().to_owned(), token };
    program.does(200, "GET", &format!("/api/v1/articles/{id}"), &serde_json::Value::Null);
    let refused = program.does(403, "POST", &format!("/api/v1/articles/{id}/publication"), &serde_json::json!({}));
    assert!(refused["detail"].as_str().is_some_and(|why| why.contains("the role of publisher")), "{refused}");
    let ben = Editor::made(&paper, &server, "Ben", "reporter");
    let above = ben.post("/newsroom/account/tokens", &[("label", "more"), ("role", "publisher")]);
    assert!(above.status == 403 && above.text().contains("more than its owner"), "{}", above.text());
    let page = ada.get("/newsroom/account").text();
    assert!(page.contains("importer") && !page.contains(&program.token), "a token is shown once");
    let id_of =
        between(&page, "action=\"/newsroom/account/tokens/removal\"><input type=\"hidden\" name=\"id\" value=\"", "\"");
    ada.does("/newsroom/account/tokens/removal", &[("id", id_of)]);
    let gone = program.ask("GET", &format!("/api/v1/articles/{id}"), &[], b"");
    assert_eq!(gone.status, 401);
}

#[test]
fn who_read_what_is_under_embargo_is_in_the_audit_log_which_outlives_accounts_and_is_exported() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let ben = Editor::made(&paper, &server, "Ben", "reporter");
    let id = ada.writes("Not before Friday", "Said.");
    let here = format!("/newsroom/articles/{id}");
    let log = format!("/newsroom/audit?thing=article:{id}");
    ben.get(&here);
    assert!(!ada.get(&log).text().contains("article.read"), "what is under no embargo is read freely");
    ada.does(&format!("{here}/embargo"), &[("until", "2040-01-06T10:00")]);
    assert!(ben.get(&here).text().contains("Not before Friday"));
    told(&paper, &["user", "disable", "ben@news.example"]);
    let page = ada.get(&log).text();
    let line = page.split("<tr>").find(|row| row.contains("article.read")).unwrap_or_else(|| panic!("{page}"));
    assert!(line.contains("Ben") && line.contains("127.0.0.1"), "{line}");
    let csv = ada.get(&format!("/newsroom/audit.csv?thing=article:{id}"));
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = csv.text();
    assert!(text.lines().any(|line| line.contains("\"Ben\"") && line.contains("\"article.read\"")), "{text}");
}

#[test]
fn a_preview_of_the_front_has_what_is_scheduled_until_then() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let (first, second) = (ada.writes("Out at ten", "Said."), ada.writes("Out at noon", "Said."));
    ada.does(&format!("/newsroom/articles/{first}/schedule"), &[("act", "publish"), ("at", "2040-01-06T10:00")]);
    let front = |at: &str| ada.get(&format!("/newsroom/articles/{second}/preview?page=/&at={at}")).text();
    let (before, after) = (front("2040-01-06T09:00"), front("2040-01-06T12:00"));
    assert!(before.contains("Out at noon") && !before.contains("Out at ten"), "{before}");
    assert!(after.contains("Out at noon") && after.contains("Out at ten"), "{after}");
    assert!(!asked(&server, "/").text().contains("Out at"), "a preview leaves nothing");
}
