//! Every route is asked by every role and by nobody, in disguise too: whoever may not gets nothing and does nothing.

use broadsheet_testkit::{Answer, request, send};
use broadsheet_web::routes::{Route, TABLE, Who};

use crate::desk::{Editor, Program};
use crate::world::founded;

/// Who asks: nobody, or someone of a role, in a browser and as a program.
struct Asker {
    name: &'static str,
    role: Option<broadsheet_desk::Role>,
    cookie: Option<String>,
    token: Option<String>,
}

/// How a request is disguised: its method, its path, and fields that it has beside its own.
type Disguise = (&'static str, fn(&str) -> String, fn(&str) -> String, &'static [(&'static str, &'static str)]);

const AS_IT_IS: fn(&str) -> String = |text| text.to_owned();

/// Twenty-two ways to ask for a route that are not quite its own.
const DISGUISES: [Disguise; 22] = [
    ("a slash at the end", AS_IT_IS, |path| format!("{path}/"), &[]),
    ("two slashes at the beginning", AS_IT_IS, |path| format!("/{path}"), &[]),
    (
        "two slashes inside",
        AS_IT_IS,
        |path| path.replacen("/newsroom/", "/newsroom//", 1).replacen("/api/", "/api//", 1),
        &[],
    ),
    ("a dot", AS_IT_IS, |path| path.replacen('/', "/./", 1), &[]),
    ("two dots", AS_IT_IS, |path| format!("/x/..{path}"), &[]),
    ("encoded dots", AS_IT_IS, |path| format!("/x/%2e%2e{path}"), &[]),
    ("an encoded slash", AS_IT_IS, |path| path.replacen("room/", "room%2F", 1).replacen("v1/", "v1%2F", 1), &[]),
    ("an encoded letter", AS_IT_IS, |path| path.replacen("news", "n%65ws", 1).replacen("api", "%61pi", 1), &[]),
    ("encoded twice", AS_IT_IS, |path| path.replacen("news", "n%2565ws", 1).replacen("api", "%2561pi", 1), &[]),
    ("large letters", AS_IT_IS, |path| path.to_uppercase(), &[]),
    ("a backslash", AS_IT_IS, |path| path.replacen("room/", "room\\", 1).replacen("v1/", "v1\\", 1), &[]),
    ("a semicolon", AS_IT_IS, |path| format!("{path};x=1"), &[]),
    ("a nought", AS_IT_IS, |path| format!("{path}%00"), &[]),
    ("bytes that are no text", AS_IT_IS, |path| format!("{path}%c0%af"), &[]),
    ("a method in the query", |_| "POST".into(), |path| format!("{path}?_method=DELETE"), &[]),
    (
        "a method in a field",
        |_| "POST".into(),
        AS_IT_IS,
        &[("X-HTTP-Method-Override", "DELETE"), ("X-Method-Override", "PUT")],
    ),
    ("HEAD", |_| "HEAD".into(), AS_IT_IS, &[]),
    (
        "OPTIONS",
        |_| "OPTIONS".into(),
        AS_IT_IS,
        &[("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST")],
    ),
    ("a method that nobody knows", |_| "BREW".into(), AS_IT_IS, &[]),
    (
        "another path in a field",
        AS_IT_IS,
        AS_IT_IS,
        &[("X-Original-URL", "/"), ("X-Rewrite-URL", "/"), ("X-Forwarded-Prefix", "/x")],
    ),
    (
        "another host",
        AS_IT_IS,
        AS_IT_IS,
        &[("X-Forwarded-Host", "evil.example"), ("Forwarded", "for=127.0.0.1;host=localhost")],
    ),
    ("plain text", AS_IT_IS, AS_IT_IS, &[("Content-Type", "text/plain")]),
];

#[test]
fn whoever_may_not_ask_a_route_gets_nothing_of_it_in_any_disguise() {
    let paper = founded(&[]);
    let server = paper.served(&[]).expect("a server");
    let admin = Editor::first(&server);
    let article = admin.writes("The canary sings", "Nobody but the newsroom hears it.");
    let mut askers = vec![Asker { name: "nobody", role: None, cookie: None, token: None }];
    for (name, role) in
        [("reporter", "reporter"), ("editor", "editor"), ("publisher", "publisher"), ("administrator", "administrator")]
    {
        let editor = Editor::made(&paper, &server, name, role);
        let program = Program::of(&paper, &server, role);
        askers.push(Asker {
            name,
            role: broadsheet_desk::Role::of_word(role),
            cookie: Some(editor.cookie().to_owned()),
            token: Some(program.token),
        });
    }
    let (mut asked, mut wrong) = (0, Vec::new());
    for route in TABLE.iter().filter(|route| is_guarded(route)) {
        let path = filled(route, &article);
        for asker in &askers {
            let may = route.who.admits(asker.role);
            let answer = ask(server.address(), asker, route, route.method, &path, &[]);
            asked += 1;
            if may == is_refused(&answer) {
                wrong.push(format!("{} {path} by {}: {}", route.method, asker.name, answer.status));
            }
            if may {
                continue;
            }
            for (how, method, disguised, fields) in DISGUISES {
                // HEAD asks for what GET gives.
                if method(route.method) == "HEAD"
                    && TABLE.iter().any(|other| {
                        other.method == "GET" && other.path == route.path && (other.who.admits(asker.role))
                    })
                {
                    continue;
                }
                let answer = ask(server.address(), asker, route, &method(route.method), &disguised(&path), fields);
                asked += 1;
                // What is not refused by name is another address, or none.
                let harmless = is_refused(&answer) || matches!(answer.status, 301 | 308 | 400 | 404 | 405 | 415 | 501);
                if !harmless || answer.text().contains("canary") {
                    wrong.push(format!("{} {path} by {} with {how}: {}", route.method, asker.name, answer.status));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {asked}: {wrong:#?}", wrong.len());
    assert!(asked > 2_000, "{asked}");
    // Nothing was done to the article by those who may not.
    assert!(admin.get(&format!("/newsroom/articles/{article}")).text().contains("The canary sings"));
}

/// Routes that say no to somebody. Those of one's own session end it, and are asked in another story.
fn is_guarded(route: &Route) -> bool {
    !matches!(route.who, Who::Anyone | Who::TokenOrAnyone(_))
        && route.path != "/newsroom/sign-out"
        && !route.path.starts_with("/newsroom/account/")
        && !route.path.starts_with("/newsroom/prove")
}

fn filled(route: &Route, article: &str) -> String {
    // What does something does it to what is not there.
    let id = if route.method == "GET" && route.path.contains("articles") { article } else { "1" };
    route.path.replace("{id}", id).replace("{revision}", "1").replace("{key}", "zone")
}

fn is_refused(answer: &Answer) -> bool {
    let to_sign_in = answer.header("location").is_some_and(|to| to.starts_with("/newsroom/sign-in"));
    matches!(answer.status, 401 | 403) || answer.status == 303 && to_sign_in
}

fn ask(at: &str, asker: &Asker, route: &Route, method: &str, path: &str, more: &[(&str, &str)]) -> Answer {
    let bearer = asker.token.as_ref().map(|token| format!("Bearer {token}"));
    let mut headers: Vec<(&str, &str)> = more.to_vec();
    match route.path.starts_with("/api/") {
        true => headers.extend(bearer.as_deref().map(|bearer| ("Authorization", bearer))),
        false => {
            headers.push(("Sec-Fetch-Site", "same-origin"));
            headers.extend(asker.cookie.as_deref().map(|cookie| ("Cookie", cookie)));
        }
    }
    let url = format!("{at}{path}");
    let answer = match method {
        "GET" | "HEAD" | "OPTIONS" => request(method, &url, &headers),
        _ => {
            // A body that no act takes: who may is told so, and nothing is done.
            if !headers.iter().any(|(name, _)| *name == "Content-Type") {
                headers.push(("Content-Type", "application/json"));
            }
            send(method, &url, &headers, b"[]")
        }
    };
    answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"))
}
