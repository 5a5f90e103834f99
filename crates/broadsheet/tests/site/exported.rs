//! What is exported comes back equal.

use crate::world::{done, founded, printed};

#[test]
fn what_is_exported_from_one_paper_and_imported_into_another_is_exported_equal() {
    let (paper, other) = (printed(), founded(&["--address", "https://harbour.example"]));
    let first = done(&paper, &["export"]);
    assert_eq!(first.matches("\"headline\":").count().min(2), 2, "{first}");
    let file = other.folder().join("articles.json");
    std::fs::write(&file, &first).expect("a file");
    let file = file.display().to_string();
    let said = done(&other, &["import", &file, "--from", "json"]);
    assert_eq!(said.matches("is now at").count(), 2, "{said}");
    assert_eq!(done(&other, &["export"]), first);
    let said = done(&other, &["import", &file, "--from", "json"]);
    assert_eq!(said.matches("was here already").count(), 2, "{said}");
    assert_eq!(done(&other, &["export"]), first);
}
