//! Stories of the newsroom, without scripts: who may do what, and what readers see after each act.

use broadsheet_testkit::send;

use crate::desk::{Editor, PASSWORD, first_link, form, link_in};
use crate::world::{asked, founded};

#[test]
fn the_first_administrator_comes_by_a_link_that_is_printed_once() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let link = first_link(&server);
    let nobody = Editor::nobody(&server);
    let page = nobody.get(&link);
    assert!(page.status == 200 && page.text().contains("The first account"), "{}", page.text());
    // A password that is guessed first is refused with a sentence, and the link stays good.
    let fields = [("name", "Ada"), ("email", "ada@news.example"), ("password", "password1234")];
    let refused = nobody.post(&link, &fields);
    assert!(refused.status == 422 && refused.text().contains("guessed first"), "{}", refused.text());
    let ada = Editor::first(&server);
    assert!(ada.get("/newsroom/articles").text().contains("Ada Quay"));
    assert_eq!(nobody.get(&link).status, 404, "a link is taken once");
    drop(server);
    let server = paper.served(&[]).expect("a server");
    assert!(!server.output().contains("/newsroom/link/"), "{}", server.output());
    assert_eq!(ada.cookie().split('=').next(), Some("__Host-session"));
}

#[test]
fn an_article_goes_its_way_and_readers_see_each_step_at_once() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let publisher = Editor::first(&server);
    let reporter = Editor::made(&paper, &server, "Ben", "reporter");
    let id = reporter.writes("Fog on the water", "Nobody sailed.\n\n## At noon\n\nIt *lifted*.");
    let here = format!("/newsroom/articles/{id}");
    let refused = reporter.post(&format!("{here}/publication"), &[]);
    assert!(refused.status == 403 && refused.text().contains("takes the role of publisher"), "{}", refused.text());
    let page = reporter.does(&format!("{here}/state"), &[("state", "in_review")]);
    assert!(page.contains("In review") && page.contains(">Undo<"), "{page}");
    // What publishing would touch, and how it would look, before it is done.
    assert!(publisher.get(&format!("{here}/impact")).text().contains("Publishing now would change"));
    let preview = publisher.get(&format!("{here}/preview"));
    assert!(preview.status == 200 && preview.text().contains("<em>lifted</em>"), "{}", preview.text());
    assert!(publisher.get(&format!("{here}/preview?page=/")).text().contains("Fog on the water"));
    assert_eq!(preview.header("cache-control"), Some("no-store"));
    assert!(!asked(&server, "/").text().contains("Fog on the water"), "a preview leaves nothing");
    let page = publisher.does(&format!("{here}/publication"), &[]);
    assert!(page.contains("Readers have it."), "{page}");
    let address = page.split("href=\"/20").nth(1).and_then(|rest| rest.split('"').next()).expect("an address");
    let address = format!("/20{address}");
    assert_eq!(asked(&server, &address).status, 200);
    assert!(asked(&server, "/").text().contains("Fog on the water"));
    // A revision is nobody's until it is published; a correction is everybody's at once.
    let base = publisher.base(&id);
    let fields =
        [("base", base.as_str()), ("language", "en"), ("headline", "Fog lifts"), ("body", "Everybody sailed.")];
    publisher.does(&here, &fields);
    assert!(asked(&server, &address).text().contains("Fog on the water"));
    publisher.does(&format!("{here}/corrections"), &[("text", "It was noon, not midnight.")]);
    assert!(asked(&server, &address).text().contains("It was noon, not midnight."));
    let page = publisher.does(&format!("{here}/publication"), &[("substantive", "1")]);
    assert!(page.contains("Readers have the new text.") && asked(&server, &address).text().contains("Fog lifts"));
    let page = publisher.does(&format!("{here}/withdrawal"), &[]);
    assert!(page.contains("withdrawal") || page.contains("Withdrawn"), "{page}");
    assert_eq!(asked(&server, &address).status, 410);
    publisher.does(&format!("{here}/publication"), &[]);
    assert_eq!(asked(&server, &address).status, 200, "undone");
    let audit = publisher.get(&format!("/newsroom/audit?thing=article:{id}")).text();
    for act in
        ["article.create", "article.move", "article.publish", "article.revise", "correction.make", "article.withdraw"]
    {
        assert!(audit.contains(act), "{act}: {audit}");
    }
}

#[test]
fn two_editors_of_one_paragraph_lose_nothing() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let ben = Editor::made(&paper, &server, "Ben", "editor");
    let text = "The ferry sails at dawn.\n\nIt carries ninety people.\n\nNobody waits.";
    let id = ada.writes("The ferry", text);
    let (here, base) = (format!("/newsroom/articles/{id}"), ada.base(&id));
    let save = |editor: &Editor, body: &str| {
        editor.post(&here, &[("base", &base), ("language", "en"), ("headline", "The ferry"), ("body", body)])
    };
    assert_eq!(save(&ada, &text.replace("dawn", "noon")).status, 303);
    // Another paragraph is merged; the same words come back with both texts.
    assert_eq!(save(&ben, &text.replace("ninety", "eighty")).status, 303);
    let both = ada.get(&here).text();
    assert!(both.contains("at noon") && both.contains("eighty people"), "{both}");
    let clash = save(&ben, &text.replace("dawn", "midnight"));
    let page = clash.text();
    assert_eq!(clash.status, 409);
    assert!(
        page.contains("Somebody changed the same place") && page.contains("noon") && page.contains("midnight"),
        "{page}"
    );
    assert!(page.contains("eighty people"), "what could be merged stands in the form: {page}");
    let newest = page.split("name=\"base\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a base");
    let mine = text.replace("dawn", "midnight").replace("ninety", "eighty");
    let fields = [("base", newest), ("language", "en"), ("headline", "The ferry"), ("body", &mine)];
    assert_eq!(ben.post(&here, &fields).status, 303);
    let revisions = ada.get(&format!("{here}/revisions")).text();
    assert!(revisions.matches("/revisions/").count() >= 4 && revisions.contains("Ben"), "{revisions}");
    let newest = ada.base(&id);
    let compared = ada.get(&format!("{here}/revisions/{newest}")).text();
    assert!(compared.contains("<del>noon</del>") && compared.contains("<ins>midnight</ins>"), "{compared}");
}

#[test]
fn a_lost_session_keeps_the_text_and_sends_it_again_by_a_button() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let id = ada.writes("The ferry", "It sails.");
    let (here, base) = (format!("/newsroom/articles/{id}"), ada.base(&id));
    ada.post("/newsroom/sign-out", &[]);
    let lost = [
        ("base", base.as_str()),
        ("language", "en"),
        ("headline", "The ferry"),
        ("body", "It \"sails\" at noon & later."),
    ];
    let answer = ada.post(&here, &lost);
    assert_eq!(answer.status, 401);
    let page = answer.text();
    let kept = "name=\"kept.body\" value=\"It &quot;sails&quot; at noon &amp; later.\"";
    assert!(page.contains(kept), "{page}");
    let mut fields: Vec<(String, String)> =
        lost.iter().map(|(name, text)| (format!("kept.{name}"), (*text).to_owned())).collect();
    for (name, text) in [("kept-path", here.as_str()), ("email", "ada@news.example"), ("password", PASSWORD)] {
        fields.push((name.to_owned(), text.to_owned()));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let signed_in = ada.post("/newsroom/sign-in", &fields);
    assert!(signed_in.status == 200 && signed_in.text().contains("Your text is still here"), "{}", signed_in.text());
    let again = ada.with(&signed_in);
    assert_eq!(again.post(&here, &lost).status, 303);
    assert!(again.get(&here).text().contains("noon &amp; later."));
}

#[test]
fn nobody_signs_in_from_another_site_or_in_the_clear_and_nobody_learns_who_has_an_account() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let sign_in = |headers: &[(&str, &str)], email: &str, password: &str| {
        let body = form(&[("email", email), ("password", password)]);
        let mut headers = headers.to_vec();
        headers.push(("Content-Type", "application/x-www-form-urlencoded"));
        send("POST", &format!("{}/newsroom/sign-in", server.address()), &headers, body.as_bytes()).expect("an answer")
    };
    let (here, mail) = ([("Sec-Fetch-Site", "same-origin")], "ada@news.example");
    assert_eq!(sign_in(&[("Sec-Fetch-Site", "cross-site")], mail, PASSWORD).status, 403);
    assert_eq!(sign_in(&[], mail, PASSWORD).status, 403, "what does not say where it comes from");
    let elsewhere = sign_in(&[("Sec-Fetch-Site", "same-origin"), ("Host", "news.example")], mail, PASSWORD);
    assert!(elsewhere.status == 403 && elsewhere.text().contains("http://localhost"), "{}", elsewhere.text());
    let right = sign_in(&here, mail, PASSWORD);
    let cookie = right.header("set-cookie").unwrap_or_default();
    assert!(
        right.status == 303
            && cookie.starts_with("__Host-session=")
            && cookie.contains("Secure; HttpOnly; SameSite=Lax")
    );
    let (wrong, none) = (sign_in(&here, mail, "wrong"), sign_in(&here, "nobody@news.example", "wrong"));
    assert_eq!((wrong.status, none.status), (401, 401));
    let bare = |text: String| text.replace("nobody@news.example", "").replace(mail, "");
    assert_eq!(bare(wrong.text()), bare(none.text()));
    // Tries run out for an account, whether there is one or not, and come back.
    let statuses: Vec<u16> = (0..12).map(|_| sign_in(&here, "ben@news.example", "wrong").status).collect();
    assert_eq!((statuses.first(), statuses.last()), (Some(&401), Some(&429)));
    let told =
        [ada.post("/newsroom/reset", &[("email", mail)]), ada.post("/newsroom/reset", &[("email", "x@news.example")])];
    assert_eq!(told[0].text(), told[1].text());
}

#[test]
fn settings_are_checked_and_readers_see_them_at_once() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let save = |setting: &str, value: &str| {
        ada.post("/newsroom/settings", &[("setting", setting), ("key", setting), ("value", value)])
    };
    assert_eq!(save("name", "The Harbour Light").status, 303);
    assert!(asked(&server, "/").text().contains("The Harbour Light"));
    let refused = save("zone", "Mars/Olympus");
    assert!(
        refused.status == 422 && refused.text().contains("is no time zone") && refused.text().contains("Mars/Olympus")
    );
    assert_eq!(save("mail", "smtps://ada:secret@mail.example").status, 303);
    let page = ada.get("/newsroom/settings").text();
    assert!(!page.contains("ada:secret"), "a secret is not shown");
}

#[test]
fn many_are_acted_on_at_once_and_it_is_undone_at_once() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let ids: Vec<String> = (0..3).map(|n| ada.writes(&format!("Ferry {n}"), "It sails.")).collect();
    let empty = ada.writes("", "");
    let mut fields: Vec<(&str, &str)> = ids.iter().chain([&empty]).map(|id| ("article", id.as_str())).collect();
    fields.push(("act", "publish"));
    let page = ada.post("/newsroom/articles/bulk", &fields).text();
    assert_eq!(page.matches("<strong>Done:</strong>").count(), 3, "{page}");
    assert!(page.contains("It has no headline"), "{page}");
    assert!(asked(&server, "/").text().contains("Ferry 2"));
    let undo: Vec<String> = ids.iter().map(|id| format!("{id}=withdraw")).collect();
    let fields: Vec<(&str, &str)> = undo.iter().map(|one| ("article", one.as_str())).collect();
    ada.post("/newsroom/articles/bulk", &fields);
    assert!(!asked(&server, "/").text().contains("Ferry 2"));
    // The list is narrowed by words and state, and kept by a name.
    let listed = ada.get("/newsroom/articles?words=ferry+1&state=withdrawn").text();
    assert!(listed.contains(">Ferry 1<") && !listed.contains(">Ferry 2<"), "{listed}");
    let page = ada.does("/newsroom/views", &[("name", "Ferries"), ("query", "words=ferry")]);
    assert!(page.contains(">Ferries</a>"), "{page}");
}

#[test]
fn a_secret_link_shows_a_draft_until_it_ends() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let id = ada.writes("A quiet draft", "Nobody has it.");
    let page = ada.post(&format!("/newsroom/articles/{id}/preview/links"), &[]).text();
    let at = page.find("/preview/").expect("a link");
    let link: String = page[at..].chars().take_while(|c| !"<\" ".contains(*c)).collect();
    let seen = asked(&server, &link);
    assert!(seen.status == 200 && seen.text().contains("A quiet draft"), "{}", seen.text());
    assert_eq!(
        (seen.header("x-robots-tag"), seen.header("cache-control")),
        (Some("noindex, nofollow"), Some("no-store"))
    );
    assert_eq!(asked(&server, "/preview/none").status, 404);
    ada.does(&format!("/newsroom/articles/{id}/preview/links"), &[("end", "1")]);
    assert_eq!(asked(&server, &link).status, 404);
}

#[test]
fn a_command_keeps_accounts_while_the_paper_is_served_and_a_disabled_one_is_out_at_once() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let _ada = Editor::first(&server);
    let ben = Editor::made(&paper, &server, "Ben", "publisher");
    assert_eq!(ben.get("/newsroom/articles").status, 200);
    let told = |words: &[&str]| paper.told(words).expect("the binary runs");
    assert!(told(&["user", "list"]).out.contains("ben@news.example"));
    assert_eq!(told(&["user", "disable", "ben@news.example"]).status, Some(0));
    assert_eq!(ben.get("/newsroom/articles").status, 303, "signed out");
    let last = told(&["user", "disable", "ada@news.example"]);
    assert!(last.status == Some(2) && last.err.contains("last administrator"), "{}", last.err);
    let reset = told(&["user", "reset", "ada@news.example"]);
    let again = Editor::by_link(&server, &link_in(&reset.out), &[]);
    assert_eq!(again.get("/newsroom/accounts").status, 200);
}

#[test]
fn who_works_in_chinese_is_refused_in_chinese() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let (publisher, reporter) = (Editor::first(&server), Editor::made(&paper, &server, "Ben", "reporter"));
    for editor in [&publisher, &reporter] {
        editor.does("/newsroom/account", &[("name", "Ben"), ("language", "zh-Hant")]);
    }
    let id = publisher.writes("Fog", "");
    let here = format!("/newsroom/articles/{id}");
    let refused = reporter.post(&format!("{here}/publication"), &[]);
    assert!(refused.text().contains("Ben無權發布：需要發布人的權限。"), "{}", refused.text());
    let refused = publisher.post(&format!("{here}/publication"), &[]);
    assert!(refused.text().contains("文章尚未就緒：沒有正文：請寫一些。"), "{}", refused.text());
    let fields = [("base", &*publisher.base(&id)), ("language", "en"), ("headline", "Fog"), ("body", "A ~~b~~ c.")];
    let told = publisher.post(&here, &fields).text();
    assert!(told.contains("刪除線文字已保留為一般文字。"), "{told}");
    // A visitor is told in what their browser asks for first.
    let visitor = Editor::nobody(&server).ask("POST", "/newsroom/sign-in", &[("Accept-Language", "zh-TW")]);
    assert!(visitor.text().contains("這是由其他網站") || visitor.text().contains("登入"), "{}", visitor.text());
    let gone = Editor::nobody(&server).ask("GET", "/preview/nothing", &[("Accept-Language", "zh-TW")]);
    assert!(gone.text().contains("請向編輯部索取新的連結"), "{}", gone.text());
}
