//! `import --json` tells what was recognised, in the format in which imports are scored.

use serde_json::{Value, json};

use crate::world::Scratch;

#[test]
fn what_was_recognised_is_told_as_an_object_a_line_with_its_source() {
    let scratch = Scratch::empty();
    let dumps = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/dumps");
    let said = scratch.told(&["import", dumps, "--from", "page-dump", "--dry-run", "--json"]);
    assert_eq!((said.status, said.err.as_str()), (Some(0), ""));
    let lines: Vec<Value> = said.out.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(lines.len(), 2, "{}", said.out);
    let lathe = &lines[1];
    assert!(lines[0]["source"].as_str().is_some_and(|source| source.ends_with("ferry.txt")), "{}", lines[0]);
    assert!(lathe["source"].as_str().is_some_and(|source| source.ends_with("lathe.txt")), "{lathe}");
    for (field, value) in [
        ("title", json!("Yard at Keelung to replace lathe older than its workers")),
        ("dek", json!("Machine of 1911 has turned shafts for four generations of ferries")),
        ("published", json!("2024-05-02T17:40:00+08:00")),
        ("updated", json!("2024-05-03T07:00:00+08:00")),
        ("tags", json!(["White Heron", "dry docks", "museums"])),
        (
            "related",
            json!([
                "Spring market on Penghu held without half of its stalls",
                "Lighthouse keeper's cat elected harbour mascot"
            ]),
        ),
    ] {
        assert_eq!(lathe[field], value, "{field}");
    }
    assert_eq!(lathe["authors"][0]["name"], "Oriol Lindqvist");
    assert_eq!(lathe["body"].as_array().map(Vec::len), Some(3));
}
