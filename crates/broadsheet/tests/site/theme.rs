//! A newspaper's own look: files in a folder, read when the server starts and whenever it is told to.

use std::fs;
use std::time::{Duration, Instant};

use broadsheet_testkit::{Newspaper, Server};

use crate::world::{asked, done, printed, served};

/// Writes a file of the theme's folder.
fn file(paper: &Newspaper, name: &str, text: &str) {
    let path = paper.folder().join("theme").join(name);
    fs::create_dir_all(path.parent().expect("a folder above")).expect("a folder");
    fs::write(path, text).expect("a file of the theme");
}

/// The style that a page has, and the one that its policy lets a browser use.
fn style(server: &Server) -> (String, String) {
    let answer = asked(server, "/");
    let text = answer.text();
    let style = text.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next());
    let policy = answer.header("content-security-policy").expect("a policy").to_owned();
    (style.expect("a style").to_owned(), policy)
}

#[test]
fn a_folder_changes_the_look_without_a_restart_and_a_broken_file_changes_nothing() {
    let paper = printed();
    let server = served(&paper, &[]);
    let (_, before) = style(&server);
    file(&paper, "templates/closing.html", "<p>Set in Harbour by hand</p></main></body></html>\n");
    file(&paper, "styles/print.css", "@media print { nav { display: none } }");
    assert!(!asked(&server, "/").text().contains("by hand"), "nothing is read before it is told to be");
    let said = done(&paper, &["reload"]);
    assert!(said.contains("The paper is shown in Harbour with 2 files of "), "{said}");
    let (sheet, policy) = style(&server);
    assert!(asked(&server, "/").text().contains("Set in Harbour by hand"));
    assert!(sheet.ends_with("@media print{nav{display:none}}") && policy != before, "{policy}");

    file(&paper, "templates/masthead.html", "<header>\n{{ nmae }}</header><main>");
    let said = paper.told(&["reload"]).expect("the binary runs");
    assert_eq!(said.status, Some(2), "{}", said.err);
    assert!(said.err.contains("templates/masthead.html, line 2: undefined value"), "{}", said.err);
    assert!(asked(&server, "/").text().contains("Set in Harbour by hand"), "the theme before stays");
    assert_eq!(paper.told(&["check"]).expect("the binary runs").status, Some(2), "check tells it too");

    fs::remove_dir_all(paper.folder().join("theme")).expect("the folder goes");
    done(&paper, &["reload"]);
    assert_eq!(style(&server).1, before, "without the folder it is Harbour again");
}

#[test]
fn a_hangup_signal_reads_the_theme_again_and_a_broken_theme_stops_no_server_from_starting() {
    let paper = printed();
    file(&paper, "templates/closing.html", "{% for %}");
    let server = served(&paper, &[]);
    assert_eq!(asked(&server, "/").status, 200);
    assert!(server.output().contains("templates/closing.html, line 1: "), "{}", server.output());
    file(&paper, "templates/closing.html", "<p>Mended</p></main></body></html>\n");
    let owner = fs::read_to_string(paper.folder().join("owner.lock")).expect("who holds the folder");
    let id = owner.strip_prefix("process ").and_then(|id| id.parse().ok()).and_then(rustix::process::Pid::from_raw);
    rustix::process::kill_process(id.expect("a process"), rustix::process::Signal::HUP).expect("a signal");
    let begun = Instant::now();
    while !asked(&server, "/").text().contains("Mended") {
        assert!(begun.elapsed() < Duration::from_secs(20), "{}", server.output());
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn without_a_server_the_theme_is_looked_at_and_said_to_be_in_order_or_not() {
    let paper = printed();
    file(&paper, "styles/base.css", "body { color: red }");
    let said = done(&paper, &["reload"]);
    assert!(said.contains("No server holds ") && said.contains("Harbour with 1 file of "), "{said}");
    file(&paper, "styles/base.css", "body { color: red");
    let said = paper.told(&["reload"]).expect("the binary runs");
    assert!(said.err.contains("styles/base.css, line 1: The bracket that opens here"), "{}", said.err);
    let said = paper.told(&["check", "--theme", "no-such-folder"]).expect("the binary runs");
    assert!(said.err.contains("no-such-folder cannot be read"), "{}", said.err);
}

#[test]
fn a_page_that_is_open_still_gets_its_files_from_the_next_release() {
    let paper = printed();
    file(&paper, "images/card.png", "of the release before");
    let server = served(&paper, &[]);
    let front = asked(&server, "/").text();
    let own = |page: &str| {
        let at = page.find("/assets/card.").expect("the page names the picture");
        page[at..].split(['"', ')', '?']).next().expect("an address").to_owned()
    };
    let before = own(&front);
    assert_eq!(asked(&server, &before).text(), "of the release before");
    server.stop().expect("it stops");

    file(&paper, "images/card.png", "of this release");
    let server = served(&paper, &[]);
    let after = own(&asked(&server, "/").text());
    assert_ne!(after, before);
    assert_eq!(asked(&server, &after).text(), "of this release");
    let kept = asked(&server, &before);
    assert_eq!((kept.status, kept.text().as_str()), (200, "of the release before"));
    fs::write(paper.folder().join("assets").join(before.trim_start_matches("/assets/")), "forged").expect("a file");
    server.stop().expect("it stops");
    let server = served(&paper, &[]);
    assert_eq!(asked(&server, &before).status, 404, "other bytes are not given at its address");
}
