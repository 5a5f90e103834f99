//! The database goes away under a served newspaper, and comes back.

use std::time::{Duration, Instant};

use broadsheet_testkit::{Cluster, Newspaper, Server, TestDatabase, postgres_programs};

use crate::readers::{BEFORE, FIREFOX, opens, shows};
use crate::world::{FERRY, KINDS, asked, dump, founded_on, imported, is_held, served};

#[test]
fn without_its_database_the_newspaper_says_so_to_readers_and_with_it_goes_on() {
    let Some((mut cluster, paper, server)) = served_on_a_cluster() else { return };
    let before = asked(&server, FERRY);
    assert_eq!(before.status, 200);

    cluster.goes_away().expect("the database stops");
    for path in KINDS.into_iter().chain(["/nowhere", "/share/1/x"]) {
        says_that_it_is_out_of_order(&server, path);
    }
    assert_eq!(asked(&server, "/healthz").status, 200, "the program itself is alive");

    cluster.comes_back().expect("the database starts again");
    let begun = Instant::now();
    while asked(&server, FERRY).status != 200 && begun.elapsed() < Duration::from_secs(15) {
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(asked(&server, FERRY).body, before.body);
    opens(&server, FIREFOX, &[]);
    shows(&server, BEFORE + 1);
    // With its first write it is the owner again, as it was before.
    is_held(paper.database().expect("one on PostgreSQL"), &dump("lathe.txt").display().to_string());
    let stopped = server.stop().expect("it stops");
    assert!(!stopped.output.contains("panicked"), "{}", stopped.output);
    assert_eq!(stopped.status, Some(0), "{}", stopped.output);
}

/// A newspaper on a PostgreSQL server of its own, which the test may stop; none where no such server is installed.
fn served_on_a_cluster() -> Option<(Cluster, Newspaper, Server)> {
    if postgres_programs().is_none() {
        eprintln!(
            "no PostgreSQL server is installed: not tried here, and tried by `cargo xtask check`, which installs it"
        );
        return None;
    }
    let cluster = Cluster::start().expect("the cluster starts");
    let paper = founded_on(TestDatabase::on(&cluster.address()), &["--zone", "Asia/Taipei"]);
    imported(&paper);
    let server = served(&paper, &[]);
    Some((cluster, paper, server))
}

fn says_that_it_is_out_of_order(server: &Server, path: &str) {
    let answer = asked(server, path);
    assert_eq!(answer.status, 503, "{path}");
    assert!(answer.header("retry-after").is_some_and(|wait| wait.parse::<u32>().is_ok()), "{path}");
    assert_eq!(answer.header("etag"), None, "{path}: this page is not kept in the place of the other");
    let text = answer.text();
    assert!(text.contains("Harbour Times") && text.contains("again"), "{text}");
    assert!(!text.contains("postgres") && !text.contains("database"), "readers need not know why: {text}");
}

#[test]
fn a_server_without_its_database_stops_when_it_is_told_to_and_says_what_it_could_not_write() {
    let Some((mut cluster, _paper, server)) = served_on_a_cluster() else { return };
    opens(&server, FIREFOX, &[]);
    cluster.stop();
    let stopped = server.stop().expect("it stops");
    assert_eq!(stopped.status, Some(2), "{}", stopped.output);
    let last = stopped.output.lines().last().unwrap_or_default();
    assert!(last.starts_with("broadsheet: The database cannot be reached"), "{}", stopped.output);
    assert!(!stopped.output.contains("panicked"), "{}", stopped.output);
}
