//! Whatever the text: no panic, and every line is told of.

use broadsheet_archive::page_dump;
use broadsheet_news::clock::Zone;
use proptest::prelude::*;

use crate::{COLUMN, FLAT, MARKED, WINDOW};

fn survives(text: &str) {
    let found = page_dump::recognise(text);
    assert_eq!(found.lines.len(), text.lines().count());
    let _ = page_dump::as_json(&found);
    let _ = page_dump::incoming(&found, &Zone::utc(), "any.txt");
}

/// A dump with lines taken out, doubled and cut at any sign.
fn mutated() -> impl Strategy<Value = String> {
    let dumps = prop::sample::select(vec![COLUMN, WINDOW, MARKED, FLAT]);
    (dumps, prop::collection::vec((any::<prop::sample::Index>(), 0..5_u8, "\\PC{0,12}"), 0..12)).prop_map(
        |(dump, changes)| {
            let mut lines: Vec<String> = dump.lines().map(str::to_owned).collect();
            for (place, change, extra) in changes {
                if lines.is_empty() {
                    break;
                }
                let at = place.index(lines.len());
                match change {
                    0 => drop(lines.remove(at)),
                    1 => lines.insert(at, lines[at].clone()),
                    2 => lines[at] = lines[at].chars().take(extra.chars().count()).collect(),
                    3 => lines[at].push_str(&extra),
                    _ => lines.insert(at, extra),
                }
            }
            lines.join("\n")
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn any_text_of_many_lines_is_read_without_a_panic(text in "(\\PC{0,30}\n){0,30}") {
        survives(&text);
    }

    #[test]
    fn lines_like_times_and_bylines_are_read_without_a_panic(text in "((By|Von|Updated|2031|[0-9]{1,9}|[-/.:,+]|May|GMT|pm|年|月|日|ＡＢ|İ| ){1,14}\n){1,8}") {
        survives(&text);
    }

    #[test]
    fn a_dump_that_was_damaged_is_read_without_a_panic(text in mutated()) {
        survives(&text);
    }
}
