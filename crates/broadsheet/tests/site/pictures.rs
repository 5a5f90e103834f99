//! Pictures beside what is imported become photos, and a broken one stops nothing.

use std::fs;

use broadsheet_testkit::{Newspaper, TestDatabase};

use crate::world::{asked, done, dump, founded, served};

/// A photograph as a camera would leave it.
pub(crate) fn photograph() -> Vec<u8> {
    broadsheet_demo::draw::draw("harbour", 1, 900, 600).expect("a drawing")
}

/// The lead photo's address on the only article of a paper.
fn photo_on(paper: &Newspaper) -> (broadsheet_testkit::Server, String) {
    let server = served(paper, &[]);
    let feed = asked(&server, "/feed.json").text();
    let article: serde_json::Value = serde_json::from_str(&feed).expect("a feed");
    let url = article["items"][0]["url"].as_str().expect("an address").to_owned();
    let path = url.splitn(4, '/').nth(3).map(|path| format!("/{path}")).expect("a path");
    let page = asked(&server, &path).text();
    let src = page.split("<figure").nth(1).and_then(|rest| rest.split(" src=\"").nth(1));
    let src = src.and_then(|rest| rest.split('"').next()).expect("a photo").to_owned();
    (server, src)
}

#[test]
fn a_picture_beside_a_dump_is_its_lead_photo() {
    let folder = TestDatabase::on_sqlite();
    fs::copy(dump("ferry.txt"), folder.folder().join("ferry.txt")).expect("a dump");
    fs::write(folder.folder().join("ferry.jpg"), photograph()).expect("a picture");
    let paper = founded(&[]);
    let said = done(&paper, &["import", &folder.folder().display().to_string(), "--from", "page-dump"]);
    assert_eq!(said.matches("is now at").count(), 1, "{said}");
    let (server, src) = photo_on(&paper);
    assert!(src.ends_with(".jpg") && !src.contains("placeholder"), "{src}");
    let photo = asked(&server, &src);
    assert_eq!((photo.status, photo.header("content-type")), (200, Some("image/jpeg")));
    assert!(done(&paper, &["check"]).contains("1 of them with a file"));
}

#[test]
fn a_broken_picture_is_told_and_the_article_comes_in_with_a_drawing() {
    let folder = TestDatabase::on_sqlite();
    let file = folder.folder().join("ferry.txt");
    fs::copy(dump("ferry.txt"), &file).expect("a dump");
    fs::write(folder.folder().join("ferry.png"), &photograph()[..9_000]).expect("half a picture");
    let paper = founded(&[]);
    let said = paper.told(&["import", &file.display().to_string(), "--from", "page-dump"]).expect("the binary runs");
    assert_eq!(said.status, Some(0), "{}", said.err);
    assert!(said.err.contains("The photo ferry.png is not brought in: "), "{}", said.err);
    assert!(photo_on(&paper).1.contains("placeholder"));
}

#[test]
fn an_article_in_json_names_its_pictures_and_none_outside_its_folder() {
    let folder = TestDatabase::on_sqlite();
    let file = folder.folder().join("articles.json");
    fs::create_dir(folder.folder().join("photos")).expect("a folder");
    fs::write(folder.folder().join("photos/quay.jpg"), photograph()).expect("a picture");
    let photo =
        |beside: &str| serde_json::json!({"file": {"placeholder": "quay"}, "width": 3, "height": 2, "beside": beside});
    let article = |source: &str, beside: &str| {
        serde_json::json!({"source": source, "language": "en", "headline": format!("The quay, {source}"), "body": [],
            "lead_photo": photo(beside)})
    };
    let both = serde_json::json!([article("one", "photos/quay.jpg"), article("two", "../secret.jpg")]);
    fs::write(&file, both.to_string()).expect("a file");
    let paper = founded(&[]);
    let said = paper.told(&["import", &file.display().to_string(), "--from", "json"]).expect("the binary runs");
    assert_eq!(said.status, Some(0), "{}", said.err);
    assert!(
        said.err.contains("The photo ../secret.jpg is not brought in: it lies outside the folder."),
        "{}",
        said.err
    );
    assert!(done(&paper, &["check"]).contains("2 known, 1 of them with a file"));
}
