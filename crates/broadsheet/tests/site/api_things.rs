//! Stories of programs and what articles are made with: photos with their bytes, references, people, organisations.

use broadsheet_testkit::{Answer, send};
use serde_json::{Value, json};

use crate::desk::{Editor, Program};
use crate::pictures::photograph;
use crate::world::{asked, founded, printed, served};

/// A form in parts (RFC 7578).
fn parts(fields: &[(&str, &str)], file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, text) in fields {
        body.extend(format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").into_bytes());
    }
    let head =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n";
    body.extend(head.as_bytes());
    body.extend(file);
    body.extend(b"\r\n--b--\r\n");
    body
}

const IN_PARTS: (&str, &str) = ("Content-Type", "multipart/form-data; boundary=b");

fn read(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

#[test]
fn a_photo_is_sent_with_its_bytes_and_readers_see_it_with_what_is_said_of_it() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let robot = Program::of(&paper, &server, "publisher");
    let sends =
        |fields: &[(&str, &str)], file: &[u8]| robot.ask("POST", "/api/v1/photos", &[IN_PARTS], &parts(fields, file));
    let answer = sends(&[("alt", "Cranes at dusk"), ("credit", "Ada Quay"), ("focal_x", "250")], &photograph());
    let photo = read(&answer);
    assert_eq!((answer.status, answer.header("location").is_some()), (201, true), "{photo}");
    assert_eq!(
        (photo["width"].as_i64(), photo["height"].as_i64(), photo["focal_x"].as_i64()),
        (Some(900), Some(600), Some(250))
    );
    let path = answer.header("location").expect("a place").to_owned();
    let said = robot.does(200, "PATCH", &path, &json!({"caption": "The quay in November."}));
    assert_eq!(
        (said["caption"].as_str(), said["alt"].as_str()),
        (Some("The quay in November."), Some("Cranes at dusk"))
    );
    let writing = json!({"headline": "Quay", "markdown": "Said.", "lead_photo": photo["id"]});
    let article = robot.does(201, "POST", "/api/v1/articles", &writing);
    let published = robot.does(201, "POST", &format!("/api/v1/articles/{}/publication", article["id"]), &json!({}));
    let page = asked(&server, published["address"].as_str().expect("an address")).text();
    assert!(page.contains("The quay in November.") && page.contains("alt=\"Cranes at dusk\""), "{page}");

    let long = "x".repeat(5_001);
    for (pointer, fields) in [("/focal_x", [("focal_x", "the middle")]), ("/caption", [("caption", long.as_str())])] {
        let problem = sends(&fields, &photograph());
        assert_eq!((problem.status, read(&problem)["errors"][0]["pointer"].as_str()), (422, Some(pointer)));
    }
    for file in [b"no photo".as_slice(), b"", &photograph()[..500]] {
        let problem = sends(&[], file);
        assert!(problem.status == 422 && read(&problem)["detail"].is_string(), "{}", problem.text());
    }
    let listed = robot.does(200, "GET", "/api/v1/photos", &Value::Null);
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1), "what was refused left nothing: {listed}");
}

#[test]
fn an_editor_sends_a_photo_for_an_article_by_a_form() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let ada = Editor::first(&server);
    let id = ada.writes("Quay", "Said.");
    let here = format!("{}/newsroom/articles/{id}/lead-photo", server.address());
    let headers = [("Sec-Fetch-Site", "same-origin"), ("Cookie", ada.cookie()), IN_PARTS];
    let body = parts(&[("alt", "Cranes"), ("caption", "The quay."), ("credit", "Ada Quay")], &photograph());
    let answer = send("POST", &here, &headers, &body).expect("an answer");
    assert_eq!(answer.status, 303, "{}", answer.text());
    let preview = ada.get(&format!("/newsroom/articles/{id}/preview")).text();
    assert!(preview.contains("The quay.") && preview.contains("alt=\"Cranes\""), "{preview}");
    let refused = send("POST", &here, &headers, &parts(&[], b"no photo")).expect("an answer");
    assert_eq!(refused.status, 422, "{}", refused.text());
}

#[test]
fn a_reference_is_joined_to_the_article_that_it_means_and_parted_again() {
    let paper = printed();
    let server = served(&paper, &[]);
    let robot = Program::of(&paper, &server, "administrator");
    let references = robot.does(200, "GET", "/api/v1/references", &Value::Null);
    let reference = references["items"].as_array().and_then(|all| all.iter().find(|one| one["article"].is_null()));
    let path = format!("/api/v1/references/{}/article", reference.expect("one that is nobody's")["id"]);
    let article = robot.does(201, "POST", "/api/v1/articles", &json!({"headline": "Joined", "markdown": "Said."}));
    let joined = robot.does(200, "PUT", &path, &json!({"article": article["id"]}));
    assert!(joined["touched"]["change"].is_i64(), "{joined}");
    let again = robot.does(200, "GET", "/api/v1/references", &Value::Null);
    assert!(again["items"].as_array().is_some_and(|all| all.iter().any(|one| one["article"] == article["id"])));
    robot.does(200, "DELETE", &path, &Value::Null);
    robot.does(404, "PUT", "/api/v1/references/1/article", &json!({"article": article["id"]}));
    robot.does(404, "PUT", &path, &json!({"article": 1}));
}

#[test]
fn a_person_and_their_organisation_are_renamed_and_readers_see_it_at_once() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let robot = Program::of(&paper, &server, "publisher");
    let house = robot.does(201, "POST", "/api/v1/organisations", &json!({"name": "The Harbour Office"}));
    let person = robot.does(201, "POST", "/api/v1/people", &json!({"name": "Ben Tide", "organisation": house["id"]}));
    let byline =
        json!([{"person": person["id"], "organisation_id": house["id"], "organisation": "The Harbour Office"}]);
    let writing = json!({"headline": "Tides", "markdown": "Said.", "bylines": byline});
    let article = robot.does(201, "POST", "/api/v1/articles", &writing);
    let published = robot.does(201, "POST", &format!("/api/v1/articles/{}/publication", article["id"]), &json!({}));
    let address = published["address"].as_str().expect("an address").to_owned();
    assert!(asked(&server, &address).text().contains("Ben Tide"));
    let renamed = robot.does(200, "PATCH", &format!("/api/v1/people/{}", person["id"]), &json!({"name": "Ben Ebb"}));
    assert!(renamed["touched"]["marked"].as_u64().is_some_and(|n| n > 0), "{renamed}");
    assert!(asked(&server, &address).text().contains("Ben Ebb"));
    let public: Value = read(&asked(&server, &format!("/api/v1/people/{}", person["id"])));
    assert_eq!(public["name"], "Ben Ebb");
    robot.does(200, "PATCH", &format!("/api/v1/organisations/{}", house["id"]), &json!({"name": "The Port Office"}));
    let public: Value = read(&asked(&server, &format!("/api/v1/organisations/{}", house["id"])));
    assert_eq!(public["name"], "The Port Office");
    let unknown = robot.does(422, "PATCH", &format!("/api/v1/people/{}", person["id"]), &json!({"age": 40}));
    assert!(unknown["detail"].as_str().is_some_and(|why| why.contains("age")), "{unknown}");
}
