//! Stories of programs: the same acts as JSON, each done once, every wrong field named.

use serde_json::{Value, json};

use crate::desk::Program;
use crate::world::{asked, asked_with, founded};

#[test]
fn a_program_does_what_editors_do_and_is_told_what_it_touched() {
    let paper = founded(&["--language", "en", "--language", "zh-Hant"]);
    let server = paper.served(&[]).expect("a server");
    let robot = Program::of(&paper, &server, "administrator");
    let section = robot.does(201, "POST", "/api/v1/sections", &json!({"language": "en", "name": "Harbour"}));
    let topic = robot.does(201, "POST", "/api/v1/topics", &json!({"language": "en", "name": "Fog"}));
    let alias = robot.does(201, "POST", "/api/v1/topics", &json!({"language": "en", "name": "Mist"}));
    let person = robot.does(201, "POST", "/api/v1/people", &json!({"name": "Ada Quay", "role": "Reporter"}));
    let writing = json!({
        "language": "en", "headline": "Fog on the water", "deck": "The boats wait.", "markdown": "Nobody sailed.",
        "bylines": [{"person": person["id"], "role": "Reporter"}], "section": section["id"], "topics": [alias["id"]],
    });
    let article = robot.does(201, "POST", "/api/v1/articles", &writing);
    let id = article["id"].as_i64().expect("an id");
    let path = format!("/api/v1/articles/{id}");
    assert_eq!(
        (article["state"].as_str(), article["content"]["headline"].as_str()),
        (Some("draft"), Some("Fog on the water"))
    );
    assert!(asked(&server, &path).status == 404, "readers have no draft");
    let published = robot.does(201, "POST", &format!("{path}/publication"), &json!({}));
    assert!(published["touched"]["change"].as_i64().is_some_and(|n| n > 0) && published["touched"]["marked"].is_u64());
    let address = published["address"].as_str().expect("an address").to_owned();
    assert!(asked(&server, &address).text().contains("Fog on the water"));
    // Without a token: from the shelf, with a mark, never stale.
    let public = asked(&server, &path);
    let mark = public.header("etag").expect("a mark").to_owned();
    assert_eq!(asked_with(&server, &path, &[("If-None-Match", &mark)]).status, 304);
    let revised = robot.does(200, "PATCH", &path, &json!({"base": article["revision"], "headline": "Fog lifts"}));
    assert_eq!(asked_with(&server, &path, &[("If-None-Match", &mark)]).status, 304, "nobody has it yet");
    robot.does(201, "POST", &format!("{path}/publication"), &json!({"substantive": true}));
    let public: Value = serde_json::from_slice(&asked(&server, &path).body).expect("JSON");
    assert_eq!(
        (public["headline"].as_str(), public["body"][0]["kind"].as_str()),
        (Some("Fog lifts"), Some("paragraph"))
    );
    assert_eq!(revised["content"]["deck"], "The boats wait.", "what is left out stays");
    // Topics are merged, and it is undone.
    let (fog, mist) = (topic["id"].as_i64().expect("an id"), alias["id"].as_i64().expect("an id"));
    let merged = robot.does(200, "POST", &format!("/api/v1/topics/{mist}/merge"), &json!({"into": fog}));
    assert_eq!(asked(&server, "/topic/mist").status, 301);
    robot.does(200, "POST", &format!("/api/v1/topics/{mist}/separation"), &json!({"with": merged["with"]}));
    assert_eq!(asked(&server, "/topic/mist").status, 200);
    robot.does(201, "POST", &format!("{path}/corrections"), &json!({"text": "It was noon."}));
    robot.does(200, "PUT", "/api/v1/redirects", &json!({"path": "/old", "target": address}));
    assert_eq!(asked(&server, "/old").header("location"), Some(address.as_str()));
    robot.does(200, "PUT", "/api/v1/layouts", &json!({"page": "/", "places": [{"rhythm": "lead", "section": null}]}));
    robot.does(200, "PUT", "/api/v1/settings/name", &json!({"value": "The Light"}));
    assert!(asked(&server, "/").text().contains("The Light"));
    robot.does(200, "DELETE", &format!("{path}/publication"), &Value::Null);
    assert_eq!((asked(&server, &address).status, asked(&server, &path).status), (410, 410));
    // Schedules and embargoes say the time in the paper's zone.
    let draft = robot.does(201, "POST", "/api/v1/articles", &json!({"headline": "Later", "markdown": "It comes."}));
    let later = format!("/api/v1/articles/{}", draft["id"]);
    let embargoed = robot.does(200, "PUT", &format!("{later}/embargo"), &json!({"until": "2099-01-01T08:00"}));
    assert_eq!(embargoed["embargo"], "2099-01-01T08:00:00+08:00");
    robot.does(422, "PUT", &format!("{later}/schedule"), &json!({"at": "2098-01-01T08:00"}));
    robot.does(200, "DELETE", &format!("{later}/embargo"), &Value::Null);
    let scheduled = robot.does(200, "PUT", &format!("{later}/schedule"), &json!({"at": "2098-01-01T08:00"}));
    assert_eq!(
        (scheduled["state"].as_str(), scheduled["goes_out"].as_str()),
        (Some("scheduled"), Some("2098-01-01T08:00:00+08:00"))
    );
    let list = robot.does(200, "GET", "/api/v1/articles?words=fog", &Value::Null);
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1), "{list}");
}

#[test]
fn a_request_with_a_key_is_done_once_also_across_a_restart() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let robot = Program::of(&paper, &server, "editor");
    let body = json!({"headline": "Once", "markdown": "Said."}).to_string();
    let ask = |robot: &Program, body: &str| {
        robot.ask("POST", "/api/v1/articles", &[("Idempotency-Key", "k-1")], body.as_bytes())
    };
    let first = ask(&robot, &body);
    let again = ask(&robot, &body);
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(ask(&robot, &body.replace("Once", "Twice")).status, 422, "another request under that key");
    server.kill().expect("it ends");
    let server = paper.served(&[]).expect("a server");
    let robot = Program { at: server.address().to_owned(), ..robot };
    assert_eq!(ask(&robot, &body).header("location"), first.header("location"));
    let list = robot.does(200, "GET", "/api/v1/articles", &Value::Null);
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_cannot_be_is_a_problem_that_names_each_field_and_changes_nothing() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let (robot, reporter) = (Program::of(&paper, &server, "editor"), Program::of(&paper, &server, "reporter"));
    let article = robot.does(201, "POST", "/api/v1/articles", &json!({"headline": "Fog", "markdown": "Said."}));
    let path = format!("/api/v1/articles/{}", article["id"]);
    let (base, many) = (article["revision"].clone(), vec![7_i64; 150_000]);
    let pointers = |problem: &Value| -> Vec<String> {
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().filter_map(|error| error["pointer"].as_str().map(str::to_owned)).collect()
    };
    let long = robot.does(
        422,
        "PATCH",
        &path,
        &json!({"base": base, "headline": "x".repeat(1_000_000), "deck": "a\u{7}b", "topics": many}),
    );
    assert_eq!(pointers(&long), ["/headline", "/deck", "/topics"], "{}", long["detail"]);
    let unknown =
        robot.does(422, "PATCH", &path, &json!({"base": base, "state": "published", "first_published": 1, "id": 3}));
    assert_eq!(pointers(&unknown).len(), 3, "fields that one may not set: {unknown}");
    let missing = robot.does(
        422,
        "PATCH",
        &path,
        &json!({"base": base, "section": 9, "topics": [9], "lead_photo": 9, "bylines": [{"person": 9}]}),
    );
    assert_eq!(pointers(&missing).len(), 4, "{missing}");
    for (status, kind, body) in [
        (413, "application/json", vec![b'['; 10 << 20]),
        (400, "application/json", b"{\"headline\": \"\xff\xfe\"}".to_vec()),
        (400, "application/json", [b"[".repeat(200_000), b"]".repeat(200_000)].concat()),
        (400, "application/json", b"{\"headline\": ".to_vec()),
        (415, "text/xml", b"<article/>".to_vec()),
    ] {
        let answer = robot.ask("PATCH", &path, &[("Content-Type", kind)], &body);
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    }
    // Text that would be a bomb elsewhere is text here.
    let nested = format!("{}deep{}", "> ".repeat(2_000), "");
    let bomb = "<div>".repeat(20_000) + "<script>alert(1)</script>kept";
    for text in [json!({"base": base, "markdown": nested}), json!({"base": base, "html": bomb})] {
        let answer = robot.ask("PATCH", &path, &[], text.to_string().as_bytes());
        assert!(matches!(answer.status, 200 | 409 | 422), "{}", answer.text());
        assert!(!answer.text().contains("<script"), "{}", answer.text());
    }
    let clash = json!({"base": base, "headline": "Ice"});
    robot.does(200, "PATCH", &path, &json!({"base": base, "headline": "Mist"}));
    let both = robot.does(409, "PATCH", &path, &clash);
    assert_eq!(
        (both["clashes"][0]["yours"].as_str(), both["clashes"][0]["theirs"].as_str()),
        (Some("Ice"), Some("Mist"))
    );
    let read = robot.ask("GET", &path, &[], b"");
    let mark = read.header("etag").expect("a mark").to_owned();
    let stale = robot.ask("PATCH", &path, &[("If-Match", "\"1\"")], clash.to_string().as_bytes());
    assert_eq!(stale.status, 412);
    let newest = serde_json::from_slice::<Value>(&read.body).expect("JSON")["revision"].clone();
    let fresh = json!({"base": newest, "headline": "Rain"}).to_string();
    assert_eq!(robot.ask("PATCH", &path, &[("If-Match", &mark)], fresh.as_bytes()).status, 200);
    reporter.does(403, "POST", &format!("{path}/publication"), &json!({}));
    for token in ["", "broadsheet_forged", "x", &"y".repeat(5_000)] {
        let forged = Program { token: token.to_owned(), ..robot.clone() };
        let answer = forged.ask("GET", &path, &[], b"");
        assert_eq!(answer.status, 401);
        assert!(answer.header("www-authenticate").is_some());
    }
    let limit = robot.ask("GET", &path, &[], b"");
    assert!(
        limit.header("ratelimit").is_some_and(|left| left.contains(";r="))
            && limit.header("ratelimit-policy").is_some()
    );
}

#[test]
fn the_examples_of_the_description_are_taken() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let robot = Program::of(&paper, &server, "administrator");
    let answer = asked(&server, "/api/v1/openapi.json");
    assert!(answer.header("link").is_some_and(|link| link.contains("rel=\"service-desc\"")));
    let document: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let of =
        |reference: &str| document["components"]["schemas"][reference.rsplit('/').next().unwrap_or_default()].clone();
    let mut taken = 0;
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
            let Some(reference) = schema.as_str() else { continue };
            let example = of(reference)["example"].clone();
            if example.is_null() {
                continue;
            }
            // Each is sent to a thing that was just made.
            let article = robot.does(201, "POST", "/api/v1/articles", &json!({"headline": "Fog", "markdown": "Said."}));
            let mut body = example;
            if method == "patch" && path.contains("articles") {
                body["base"] = article["revision"].clone();
            }
            let id = article["id"].to_string();
            let real = match path.contains("/articles/") {
                true => path.replace("{id}", &id),
                false if path.contains("{id}") => continue,
                false => path.replace("{key}", "zone"),
            };
            let answer = robot.ask(&method.to_uppercase(), &real, &[], body.to_string().as_bytes());
            // What an example names need not exist; that it is read and understood is what counts.
            assert!(matches!(answer.status, 200 | 201 | 404 | 422), "{method} {real}: {}", answer.text());
            assert!(!answer.text().contains("There is no field"), "{method} {real}: {}", answer.text());
            taken += 1;
        }
    }
    assert!(taken >= 15, "{taken}");
}
