//! Someone at work: signed in over HTTP, or a program with a token.

use broadsheet_testkit::{Answer, Newspaper, Server, request, send};
use serde_json::Value;

/// A password that nobody guesses first.
pub(crate) const PASSWORD: &str = "eleven ferries at dawn";

/// A browser without scripts.
pub(crate) struct Editor {
    at: String,
    cookie: String,
}

/// A form's fields, written as browsers do.
pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    let pairs = fields.iter().map(|(name, text)| format!("{}={}", encoded(name), encoded(text)));
    pairs.collect::<Vec<_>>().join("&")
}

pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// The first secret link that a text names.
pub(crate) fn link_in(text: &str) -> String {
    let at = text.find("/newsroom/link/").unwrap_or_else(|| panic!("no link in {text}"));
    text[at..].split_whitespace().next().unwrap_or_default().to_owned()
}

/// The link to the first account, which a server prints soon after its address.
pub(crate) fn first_link(server: &Server) -> String {
    for _ in 0..200 {
        if server.output().contains("/newsroom/link/") {
            return link_in(&server.output());
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("no link in {}", server.output())
}

impl Editor {
    /// Takes the account of a link, and is signed in.
    pub(crate) fn by_link(server: &Server, link: &str, more: &[(&str, &str)]) -> Self {
        let mut fields = more.to_vec();
        fields.push(("password", PASSWORD));
        let nobody = Self { at: server.address().to_owned(), cookie: String::new() };
        let answer = nobody.post(link, &fields);
        assert_eq!(answer.status, 303, "{}", answer.text());
        nobody.with(&answer)
    }

    /// The first administrator of a paper that is served.
    pub(crate) fn first(server: &Server) -> Self {
        let link = first_link(server);
        Self::by_link(server, &link, &[("name", "Ada Quay"), ("email", "ada@news.example")])
    }

    /// Someone who is made by a command.
    pub(crate) fn made(paper: &Newspaper, server: &Server, name: &str, role: &str) -> Self {
        let email = format!("{}@news.example", name.to_lowercase());
        let said = paper.told(&["user", "add", name, "--email", &email, "--role", role]).expect("the binary runs");
        assert_eq!(said.status, Some(0), "{}", said.err);
        Self::by_link(server, &link_in(&said.out), &[])
    }

    /// Nobody yet.
    pub(crate) fn nobody(server: &Server) -> Self {
        Self { at: server.address().to_owned(), cookie: String::new() }
    }

    /// The same browser with the cookie of an answer.
    pub(crate) fn with(&self, answer: &Answer) -> Self {
        let cookie = answer.header("set-cookie").and_then(|set| set.split(';').next()).unwrap_or_default();
        Self { at: self.at.clone(), cookie: cookie.to_owned() }
    }

    /// The cookie that it sends.
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    fn headers(&self) -> Vec<(&str, &str)> {
        let mut headers = vec![("Sec-Fetch-Site", "same-origin")];
        if !self.cookie.is_empty() {
            headers.push(("Cookie", &self.cookie));
        }
        headers
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    pub(crate) fn ask(&self, method: &str, path: &str, more: &[(&str, &str)]) -> Answer {
        let mut headers = self.headers();
        headers.extend(more);
        request(method, &format!("{}{path}", self.at), &headers).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut headers = self.headers();
        headers.push(("Content-Type", "application/x-www-form-urlencoded"));
        let body = form(fields);
        send("POST", &format!("{}{path}", self.at), &headers, body.as_bytes())
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Posts, and opens the page that it leads to.
    pub(crate) fn does(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(path, fields);
        assert_eq!(answer.status, 303, "{path}: {}", answer.text());
        let next = answer.header("location").expect("a place").to_owned();
        let page = self.get(&next);
        assert_eq!(page.status, 200, "{next}: {}", page.text());
        page.text()
    }

    /// Begins an article; gives its id.
    pub(crate) fn writes(&self, headline: &str, text: &str) -> String {
        let fields = [("language", "en"), ("headline", headline), ("body", text)];
        let answer = self.post("/newsroom/articles", &fields);
        assert_eq!(answer.status, 303, "{}", answer.text());
        let next = answer.header("location").expect("a place").to_owned();
        let id = next.trim_start_matches("/newsroom/articles/");
        id.split('?').next().unwrap_or_default().to_owned()
    }

    /// The revision on which the form of an article's page is based.
    pub(crate) fn base(&self, id: &str) -> String {
        let page = self.get(&format!("/newsroom/articles/{id}")).text();
        let after = page.split("name=\"base\" value=\"").nth(1).unwrap_or_else(|| panic!("no base in {page}"));
        after.split('"').next().unwrap_or_default().to_owned()
    }
}

/// A program with a token.
#[derive(Clone)]
pub(crate) struct Program {
    pub(crate) at: String,
    pub(crate) token: String,
}

impl Program {
    /// A program of someone who is made by a command.
    pub(crate) fn of(paper: &Newspaper, server: &Server, role: &str) -> Self {
        let email = format!("{role}-program@news.example");
        let told = |words: &[&str]| {
            let said = paper.told(words).expect("the binary runs");
            assert_eq!(said.status, Some(0), "{}", said.err);
            said.out
        };
        told(&["user", "add", "Robot", "--email", &email, "--role", role]);
        let token = told(&["user", "token", &email, "--label", "tests"]).trim().to_owned();
        Self { at: server.address().to_owned(), token }
    }

    pub(crate) fn ask(&self, method: &str, path: &str, more: &[(&str, &str)], body: &[u8]) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let mut headers = vec![("Authorization", bearer.as_str())];
        if !more.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
            headers.push(("Content-Type", "application/json"));
        }
        headers.extend(more);
        send(method, &format!("{}{path}", self.at), &headers, body).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Asks, and gives the JSON of an answer that has that status.
    pub(crate) fn does(&self, status: u16, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let answer = self.ask(method, path, &[], body.as_bytes());
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.text());
        serde_json::from_slice(&answer.body).unwrap_or_else(|error| panic!("{path}: {error}: {}", answer.text()))
    }
}
