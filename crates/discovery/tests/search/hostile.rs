//! Whatever is asked, there is an answer.

use broadsheet_testkit::cases;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::world::World;

/// What searches are made of that somebody means ill with, or types by chance.
fn pieces() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        "[\\x00-\\x7f]{0,12}",
        "(AND|OR|NOT|NEAR|\\*|\\?|~2|\\^9|\\\"|\\(|\\)|\\[|\\]|\\{|\\}|:|\\\\|/|--|;|'|<script>){1,6}",
        "(headline|text|article|published):[a-z0-9*\\[\\]]{0,8}",
        "[港務局渡輪大葉藻]{1,8}",
        "(eelgrss|harbour|ferry|the|dredgign|a){1,3}",
        "[ء-ي\u{64b}-\u{65f}\u{300}-\u{36f}]{1,12}",
    ]
}

fn requests() -> impl Strategy<Value = String> {
    let words = proptest::collection::vec(pieces(), 0..6).prop_map(|pieces| pieces.join(" "));
    let field = prop_oneof!["(section|topic|person|from|to|sort|page)", "[a-z]{0,3}"];
    let value = prop_oneof![
        Just("science".to_owned()),
        Just("seagrass".to_owned()),
        Just("newest".to_owned()),
        "[0-9]{1,12}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "(../){1,4}etc",
        "\\PC{0,10}",
        "%[0-9a-f]{2}",
    ];
    let fields = proptest::collection::vec((field, value), 0..4);
    (words, any::<bool>(), fields).prop_map(|(words, encoded, fields)| {
        let words = if encoded { broadsheet_news::address::encoded(&words) } else { words };
        let fields: String = fields.iter().map(|(name, value)| format!("&{name}={value}")).collect();
        format!("q={words}{fields}")
    })
}

#[test]
fn whatever_is_asked_is_answered() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let world = runtime.block_on(World::indexed());
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(cases(10_000)) });
    let outcome = runner.run(&requests(), |request| {
        let found = runtime.block_on(world.found(&request));
        prop_assert!(found.is_some(), "the index could not be read");
        let found = found.unwrap_or_default();
        prop_assert!(found.hits.len() <= 20 && found.hits.len() <= found.total);
        Ok(())
    });
    outcome.unwrap();
}
