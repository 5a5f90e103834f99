//! The rules for one file, each a function from its path and text to what is wrong.

use super::rust_text::RustText;

/// The longest a file may be.
const LONGEST: usize = 500;

/// Files that people write and read from top to bottom; lists and licences may be long.
const READ: [&str; 9] = ["rs", "sql", "html", "css", "js", "xml", "toml", "md", "sh"];

/// What is wrong with a file, each on a line that begins with its place.
pub(super) fn problems(path: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    problems.extend(too_long(path, text));
    problems.extend(misplaced_sql_file(path));
    problems.extend(machine_paths(path, text));
    if path.ends_with(".rs") {
        let rust = RustText::of(text);
        problems.extend(no_opening_sentence(path, text));
        problems.extend(sql(path, &rust));
        problems.extend(status_codes(path, &rust));
        problems.extend(unfinished(path, &rust));
    }
    problems
}

fn too_long(path: &str, text: &str) -> Option<String> {
    let extension = path.rsplit('.').next().unwrap_or_default();
    let lines = text.lines().count();
    let counts = READ.contains(&extension) && path != "CHANGELOG.md";
    (counts && lines > LONGEST)
        .then(|| format!("{path}: {lines} lines; {LONGEST} are the most: give a part of it a file"))
}

fn no_opening_sentence(path: &str, text: &str) -> Option<String> {
    let opens = text.starts_with("//! ");
    (!opens).then(|| format!("{path}:1: a file opens with a `//!` sentence that says what it is"))
}

fn misplaced_sql_file(path: &str) -> Option<String> {
    let misplaced = path.ends_with(".sql") && !in_store(path);
    misplaced.then(|| format!("{path}: SQL lives in crates/store"))
}

/// Folders of somebody's machine, which no one else has.
fn machine_paths(path: &str, text: &str) -> Vec<String> {
    let folders = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
    let lines = text.lines().enumerate();
    let found =
        lines.filter_map(|(at, line)| Some((at + 1, folders.iter().find(|folder| begins_a_path(line, folder))?)));
    found.map(|(line, folder)| format!("{path}:{line}: a path of one machine ({folder})")).collect()
}

/// Whether the folder stands at the beginning of a path, and not inside an address such as `example.org/work/`.
fn begins_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|char| !char.is_alphanumeric() && !"./_-}~$".contains(char))
    })
}

fn sql(path: &str, rust: &RustText) -> Vec<String> {
    if in_store(path) {
        return Vec::new();
    }
    let statements = rust.texts.iter().filter(|(_, text)| is_sql(text));
    statements.map(|(line, _)| format!("{path}:{line}: SQL lives in crates/store")).collect()
}

fn in_store(path: &str) -> bool {
    path.starts_with("crates/store/")
}

/// Whether a text begins as a statement does; a sentence that begins with "Select" or "Update" is none.
fn is_sql(text: &str) -> bool {
    let text = text.trim_start().trim_start_matches("\\n").trim_start();
    let lower = text.to_ascii_lowercase();
    let mut words = lower.split_ascii_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    match first {
        "select" => (text.starts_with("SELECT") && !second.is_empty()) || lower.contains(" from "),
        "with" => lower.contains(" as (select ") || lower.contains(" as (\nselect "),
        "insert" => second == "into" || second == "or",
        "delete" => second == "from" && text.starts_with("DELETE"),
        "update" => words.next() == Some("set"),
        "create" | "drop" | "alter" => {
            text.starts_with(char::is_uppercase) && THINGS.contains(&second) && text.is_ascii()
        }
        "pragma" => !second.is_empty(),
        _ => false,
    }
}

const THINGS: [&str; 12] = [
    "table",
    "index",
    "unique",
    "view",
    "trigger",
    "database",
    "schema",
    "role",
    "temp",
    "temporary",
    "virtual",
    "type",
];

/// Status codes by type or by number are for the two crates that speak HTTP, and for tests that listen to them.
fn status_codes(path: &str, rust: &RustText) -> Vec<String> {
    if speaks_http(path) || is_test(path) {
        return Vec::new();
    }
    let lines = rust.code.iter().enumerate().filter(|(_, line)| names_a_status(line));
    lines
        .map(|(at, _)| format!("{path}:{}: status codes live in crates/web and crates/press/src/door", at + 1))
        .collect()
}

fn speaks_http(path: &str) -> bool {
    path.starts_with("crates/web/") || path.starts_with("crates/press/src/door")
}

fn is_test(path: &str) -> bool {
    let workshop = path.starts_with("crates/testkit/") || path.starts_with("xtask/");
    workshop || path.contains("/tests/") || path.ends_with("tests.rs")
}

/// `StatusCode` itself, or a number of HTTP beside the word status.
fn names_a_status(code: &str) -> bool {
    let mut words = code.split(|char: char| !char.is_alphanumeric() && char != '_');
    let spoken = code.to_ascii_lowercase().contains("status");
    words.any(|word| word == "StatusCode" || (spoken && is_status(word)))
}

fn is_status(word: &str) -> bool {
    let digits = word.trim_end_matches("_u16").trim_end_matches("u16");
    digits.len() == 3 && digits.parse().is_ok_and(|number: u16| (200..=599).contains(&number))
}

/// What is left to do is said in an issue, and a known wrong is asserted as it is.
fn unfinished(path: &str, rust: &RustText) -> Vec<String> {
    let lines = rust.code.iter().enumerate();
    let found = lines.filter_map(|(at, line)| Some((at + 1, unfinished_word(line)?)));
    found.map(|(line, word)| format!("{path}:{line}: {word} is left in the code")).collect()
}

fn unfinished_word(code: &str) -> Option<&'static str> {
    let close: String = code.chars().filter(|char| !char.is_whitespace()).collect();
    if close.contains("#[ignore") || (close.contains("cfg_attr(") && close.contains(",ignore")) {
        return Some("#[ignore]");
    }
    ["todo!", "unimplemented!", "dbg!"].into_iter().find(|word| {
        let ends =
            |at: usize| close[..at].chars().next_back().is_none_or(|char| !char.is_alphanumeric() && char != '_');
        close.match_indices(word).any(|(at, _)| ends(at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANY: &str = "crates/pages/src/front.rs";

    fn rust(code: &str) -> String {
        format!("//! A front.\n{code}\n")
    }

    #[test]
    fn a_tidy_file_has_no_problem() {
        let code =
            rust("/// The newest.\npub fn newest() -> &'static str { \"Select a section, or update your reader\" }");
        assert_eq!(problems(ANY, &code), [""; 0]);
    }

    #[test]
    fn a_file_opens_with_a_sentence_and_ends_by_line_500() {
        assert!(problems(ANY, "use std::fmt;\n")[0].contains(":1: a file opens"));
        assert_eq!(problems(ANY, &format!("//! Long.\n{}", "\n".repeat(499))).len(), 0);
        assert!(problems(ANY, &format!("//! Long.\n{}", "\n".repeat(500)))[0].contains("501 lines"));
        assert_eq!(problems("Cargo.lock", &"\n".repeat(5000)).len(), 0);
    }

    #[test]
    fn sql_is_found_outside_the_store_only() {
        // In two halves, for tidy reads this file too.
        let statements = [
            concat!("SEL", "ECT id FROM articles"),
            concat!("  sel", "ect id\\n from articles"),
            concat!("INS", "ERT INTO a VALUES (1)"),
            concat!("UPD", "ATE a SET b = 1"),
            concat!("CRE", "ATE TABLE a (b)"),
            concat!("PRA", "GMA foreign_keys"),
        ];
        for statement in statements {
            let code = rust(&format!("const A: &str = \"{statement}\";"));
            assert_eq!(problems(ANY, &code), [format!("{ANY}:2: SQL lives in crates/store")], "{statement}");
            assert_eq!(problems("crates/store/src/articles.rs", &code), [""; 0]);
        }
        assert_eq!(problems("crates/web/src/a.sql", "").len(), 1);
        assert_eq!(problems("crates/store/migrations/0001_paper.sql", "").len(), 0);
    }

    #[test]
    fn sentences_are_no_sql() {
        for sentence in
            ["Select an article", "UPDATE: talks begin", "Update the deck", "Create a section", "delete from here on"]
        {
            assert!(!is_sql(sentence), "{sentence}");
        }
    }

    #[test]
    fn status_codes_are_found_outside_the_crates_that_speak_http() {
        for code in ["use http::StatusCode;", "let status = 404;", "row.status(301_u16)"] {
            assert_eq!(problems(ANY, &rust(code)).len(), 1, "{code}");
            assert_eq!(problems("crates/press/src/door/answer.rs", &rust(code)).len(), 0);
            assert_eq!(problems("crates/broadsheet/tests/all.rs", &rust(code)).len(), 0);
        }
        assert_eq!(problems(ANY, &rust("let width = 404; // the status 404")).len(), 0);
    }

    #[test]
    fn unfinished_code_is_found_and_talk_about_it_is_not() {
        for code in
            ["fn f() { todo!() }", "std::dbg!(x)", "#[ignore]", "#[ignore = \"slow\"]", "#[cfg_attr(x, ignore)]"]
        {
            let found = problems(ANY, &rust(code));
            assert_eq!(found.len(), 1, "{code}: {found:?}");
        }
        assert_eq!(problems(ANY, &rust("let a = \"todo!\"; // dbg!\nmy_todo!()")).len(), 0);
    }

    #[test]
    fn paths_of_one_machine_are_found_in_any_file() {
        let path = |folder: &str| format!("see `/{folder}/notes.md`\n");
        assert_eq!(problems("docs/a.md", &path("work")).len(), 1);
        assert_eq!(problems("docs/a.md", &path("root")).len(), 1);
        assert_eq!(problems("docs/a.md", "https://example.org/work/ and docs/work/a\n").len(), 0);
    }
}
