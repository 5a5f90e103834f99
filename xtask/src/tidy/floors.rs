//! A crate uses only floors below its own; its tests may use neighbours on the same floor.

use toml::{Table, Value};

/// The floors of the house, as ARCHITECTURE.md draws them.
const FLOORS: [(&str, u8); 15] = [
    ("broadsheet-news", 1),
    ("broadsheet-painter", 1),
    ("broadsheet-pictures", 2),
    ("broadsheet-prose", 2),
    ("broadsheet-store", 2),
    ("broadsheet-source", 3),
    ("broadsheet-archive", 4),
    ("broadsheet-desk", 4),
    ("broadsheet-discovery", 4),
    ("broadsheet-pages", 4),
    ("broadsheet-wire", 4),
    ("broadsheet-demo", 5),
    ("broadsheet-press", 5),
    ("broadsheet-web", 6),
    ("broadsheet", 7),
];

/// What lies below and is closed all the same, and why.
const CLOSED: [(&str, &str, &str); 1] = [(
    "broadsheet-pages",
    "broadsheet-store",
    "pages read through broadsheet-source alone, which records what they read",
)];

/// For tests and work on the code only.
const WORKSHOP: [&str; 2] = ["broadsheet-testkit", "xtask"];

/// The demo newspaper, from floor 5, is the cast of tests on every floor.
const CAST: &str = "broadsheet-demo";

/// What is wrong with the crate that this `Cargo.toml` describes.
pub(super) fn problems(manifest: &str) -> Vec<String> {
    let manifest: Table = match manifest.parse() {
        Ok(manifest) => manifest,
        Err(error) => return vec![format!("cannot be read: {error}")],
    };
    let Some(name) = manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str) else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    if manifest.get("lints").and_then(|lints| lints.get("workspace")) != Some(&Value::Boolean(true)) {
        problems.push("does not take the lints of the workspace".to_owned());
    }
    if WORKSHOP.contains(&name) {
        return problems;
    }
    let Some(floor) = floor(name) else {
        problems.push(format!("{name} has no floor: give it one in xtask/src/tidy/floors.rs and ARCHITECTURE.md"));
        return problems;
    };
    for (table, other) in ours(&manifest) {
        problems.extend(wrong_use(name, floor, &other, table == "dev-dependencies"));
    }
    problems
}

fn floor(name: &str) -> Option<u8> {
    FLOORS.iter().find(|(known, _)| *known == name).map(|(_, floor)| *floor)
}

/// Every crate of the house that the manifest names, with the table that names it; those for one system only too.
fn ours(manifest: &Table) -> Vec<(String, String)> {
    let for_systems = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let tables = std::iter::once(manifest).chain(for_systems.filter_map(Value::as_table));
    let mut ours = Vec::new();
    for table in tables {
        for kind in ["dependencies", "build-dependencies", "dev-dependencies"] {
            let names = table.get(kind).and_then(Value::as_table).into_iter().flatten().map(package);
            ours.extend(names.filter(|name| is_ours(name)).map(|name| (kind.to_owned(), name)));
        }
    }
    ours
}

/// The package that a line of a table means, whatever it is called there.
fn package((name, line): (&String, &Value)) -> String {
    line.get("package").and_then(Value::as_str).unwrap_or(name).to_owned()
}

fn is_ours(name: &str) -> bool {
    name == "broadsheet" || name == "xtask" || name.starts_with("broadsheet-")
}

fn wrong_use(name: &str, own: u8, other: &str, in_tests: bool) -> Option<String> {
    if WORKSHOP.contains(&other) {
        return (!in_tests || other == "xtask").then(|| format!("{name} uses {other}, which is for tests only"));
    }
    if in_tests && other == CAST {
        return None;
    }
    if let Some((.., why)) = CLOSED.iter().find(|(from, to, _)| !in_tests && *from == name && *to == other) {
        return Some(format!("{name} uses {other}: {why}"));
    }
    match floor(other) {
        Some(floor) if floor < own || (in_tests && floor == own) => None,
        Some(floor) => Some(format!("{name} (floor {own}) uses {other} (floor {floor}), which is not below it")),
        None => Some(format!("{name} uses {other}, which has no floor")),
    }
}

#[cfg(test)]
mod tests {
    use super::problems;

    fn problems_of(name: &str, rest: &str) -> Vec<String> {
        problems(&format!("[package]\nname = \"{name}\"\n[lints]\nworkspace = true\n{rest}"))
    }

    #[test]
    fn a_crate_may_use_what_lies_below_it() {
        let rest = "[dependencies]\nserde.workspace = true\nbroadsheet-store.workspace = true\n";
        assert_eq!(problems_of("broadsheet-desk", rest), [""; 0]);
    }

    #[test]
    fn pages_see_the_store_through_the_source_alone() {
        let rest = "[dependencies]\nbroadsheet-store.workspace = true\n";
        assert!(problems_of("broadsheet-pages", rest)[0].contains("records what they read"));
        let rest = "[dependencies]\nbroadsheet-source.workspace = true\n";
        assert_eq!(problems_of("broadsheet-pages", rest), [""; 0]);
    }

    #[test]
    fn a_crate_may_use_neither_its_own_floor_nor_one_above() {
        let rest = "[dependencies]\nbroadsheet-store.workspace = true\nbroadsheet-press.workspace = true\n";
        assert_eq!(
            problems_of("broadsheet-prose", rest),
            [
                "broadsheet-prose (floor 2) uses broadsheet-press (floor 5), which is not below it",
                "broadsheet-prose (floor 2) uses broadsheet-store (floor 2), which is not below it",
            ]
        );
    }

    #[test]
    fn another_name_or_a_table_for_one_system_hides_nothing() {
        let rest =
            "[target.'cfg(unix)'.build-dependencies]\nnewsroom = { package = \"broadsheet-web\", path = \"../web\" }\n";
        assert_eq!(problems_of("broadsheet-desk", rest).len(), 1);
    }

    #[test]
    fn tests_may_use_the_testkit_and_the_demo_and_nothing_else_from_above() {
        let allowed = "[dev-dependencies]\nbroadsheet-testkit.workspace = true\nbroadsheet-demo.workspace = true\n";
        assert_eq!(problems_of("broadsheet-store", allowed), [""; 0]);
        let press = "[dev-dependencies]\nbroadsheet-press.workspace = true\n";
        assert_eq!(problems_of("broadsheet-store", press).len(), 1);
        let product = "[dependencies]\nbroadsheet-testkit.workspace = true\n";
        assert_eq!(
            problems_of("broadsheet-store", product),
            ["broadsheet-store uses broadsheet-testkit, which is for tests only"]
        );
    }

    #[test]
    fn a_new_crate_wants_a_floor_and_every_crate_the_lints() {
        assert!(problems_of("broadsheet-crossword", "")[0].contains("has no floor"));
        let without = problems("[package]\nname = \"broadsheet-news\"\n");
        assert_eq!(without, ["does not take the lints of the workspace"]);
    }
}
