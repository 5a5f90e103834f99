//! Addresses that have moved lead to their page in one hop.

use broadsheet_news::address::{self, encoded};
use broadsheet_news::topic::Topic;
use broadsheet_testkit::{Newspaper, Server, TestDatabase};

use crate::world::{asked, served};

/// Where an address leads to; it has to be a page at once.
fn leads_to(server: &Server, path: &str) -> String {
    let answer = asked(server, path);
    assert_eq!(answer.status, 301, "{path}");
    let to = answer.header("location").unwrap_or_else(|| panic!("{path} leads nowhere")).to_owned();
    assert_eq!(asked(server, &to).status, 200, "{path} leads to {to}");
    to
}

#[test]
fn an_alias_and_an_old_address_lead_to_their_page_in_one_hop() {
    let paper = Newspaper::nowhere(env!("CARGO_BIN_EXE_broadsheet"), TestDatabase::fresh());
    let server = served(&paper, &["--demo"]);
    let topics = broadsheet_demo::topics();
    let found = |topic: &Topic| encoded(&address::topic(&broadsheet_demo::prefix(&topic.language), &topic.slug));
    let mut aliases = 0;
    for cast in &topics {
        let Some(meant) = &cast.alias_of else { continue };
        let meant = topics.iter().map(|main| &main.topic).find(|main| main.name == *meant);
        assert_eq!(leads_to(&server, &found(&cast.topic)), found(meant.expect("a topic of the cast")));
        aliases += 1;
    }
    assert!(aliases > 5, "{aliases} aliases");
    for (from, to) in broadsheet_demo::redirects() {
        assert_eq!(leads_to(&server, &from), to);
        assert_eq!(leads_to(&server, &format!("{from}?utm_source=x")), to);
    }
}
