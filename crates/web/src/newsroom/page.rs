//! The newsroom's pages: a shell around what each shows.

use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use broadsheet_desk::{Deed, Refusal};
use broadsheet_news::sentence::Sentence;
use broadsheet_pages::theme::escaped;
use broadsheet_store::Failure;
use minijinja::value::Kwargs;
use minijinja::{AutoEscape, Environment, Output, State, Value};

use crate::guard::At;
use crate::newsroom::words::{Words, words};
use crate::{House, answer, fault};

/// What a template is shown: names with values, each written as JSON would be, and another such map under them.
macro_rules! context {
    (@one $key:ident => $value:expr) => { minijinja::Value::from(minijinja::value::Serde(&$value)) };
    (@one $key:ident) => { minijinja::Value::from(minijinja::value::Serde(&$key)) };
    ($($key:ident $(=> $value:expr)?),* $(, ..$rest:expr)? $(,)?) => {{
        #[allow(unused_mut, reason = "an empty map is not filled")]
        let mut all: std::collections::BTreeMap<&'static str, minijinja::Value> = std::collections::BTreeMap::new();
        $(all.insert(stringify!($key), $crate::newsroom::page::context!(@one $key $(=> $value)?));)*
        let all = minijinja::Value::from(all);
        $(let all = minijinja::value::merge_maps([$rest, all]);)?
        all
    }};
}
pub(crate) use context;

/// The templates, by name.
pub(crate) const TEMPLATES: [(&str, &str); 21] = [
    ("shell", include_str!("../../templates/shell.html")),
    ("refused", include_str!("../../templates/refused.html")),
    ("sign_in", include_str!("../../templates/sign_in.html")),
    ("signed_in", include_str!("../../templates/signed_in.html")),
    ("kept", include_str!("../../templates/kept.html")),
    ("prove", include_str!("../../templates/prove.html")),
    ("reset", include_str!("../../templates/reset.html")),
    ("link", include_str!("../../templates/link.html")),
    ("account", include_str!("../../templates/account.html")),
    ("authenticator", include_str!("../../templates/authenticator.html")),
    ("secrets", include_str!("../../templates/secrets.html")),
    ("accounts", include_str!("../../templates/accounts.html")),
    ("one_account", include_str!("../../templates/one_account.html")),
    ("audit", include_str!("../../templates/audit.html")),
    ("settings", include_str!("../../templates/settings.html")),
    ("list", include_str!("../../templates/list.html")),
    ("bulk", include_str!("../../templates/bulk.html")),
    ("article", include_str!("../../templates/article.html")),
    ("revisions", include_str!("../../templates/revisions.html")),
    ("compared", include_str!("../../templates/compared.html")),
    ("impact", include_str!("../../templates/impact.html")),
];

const STYLE: &str = include_str!("../../assets/newsroom.css");
const SCRIPT: &str = include_str!("../../assets/newsroom.js");

/// What pages of the newsroom may load: our own files, and previews in frames.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
     frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

static PAGES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut pages = Environment::new();
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    pages.set_formatter(written);
    for (name, text) in TEMPLATES {
        // The tests print every page: nobody who works here meets a broken one.
        let _ = pages.add_template(name, text);
    }
    pages.add_function("t", |state: &State<'_, '_>, name: &str, given: Kwargs| -> Result<String, minijinja::Error> {
        let language = state.lookup("language").unwrap_or_default();
        let language = language.as_str().unwrap_or("en");
        let mut arguments = Vec::new();
        for name in given.args() {
            arguments.push((name, given.get::<Value>(name)?.to_string()));
        }
        Ok(words(language).say_of(name, &arguments))
    });
    pages
});

/// Writes a value: nothing where there is none, and what HTML would take for its own signs escaped.
fn written(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    if value.is_none() || value.is_undefined() {
        return Ok(());
    }
    let text = value.to_string();
    Ok(if value.is_safe() { out.write_str(&text) } else { out.write_str(&escaped(&text)) }?)
}

static NAMES: LazyLock<[(String, &str, &str); 2]> = LazyLock::new(|| {
    let name =
        |file: &str, ending: &str| format!("newsroom.{}.{ending}", &blake3::hash(file.as_bytes()).to_hex()[..12]);
    [
        (name(STYLE, "css"), "text/css; charset=utf-8", STYLE),
        (name(SCRIPT, "js"), "text/javascript; charset=utf-8", SCRIPT),
    ]
});

/// What is said of an act that was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Said(pub &'static str);

impl Said {
    /// Its word, in addresses.
    pub fn word(self) -> &'static str {
        self.0
    }
}

/// Answers with the style or the script.
pub(crate) async fn file(Shared(house): Shared<Arc<House>>, Path(name): Path<String>) -> Response {
    match NAMES.iter().find(|(known, ..)| *known == name) {
        Some((_, media_type, text)) => {
            let mut response = answer::immutable(media_type, *text);
            response.headers_mut().remove(CONTENT_SECURITY_POLICY);
            response
        }
        None => for_anyone(&house, "en").refused(StatusCode::NOT_FOUND, &"There is no such file.".into()),
    }
}

/// A page that is shown.
pub(crate) struct Page<'p> {
    house: &'p House,
    at: Option<&'p At>,
    language: &'static str,
    status: StatusCode,
    said: Option<String>,
}

/// A page for whoever is at work.
pub(crate) fn of(at: &At) -> Page<'_> {
    let language = words(&at.account.language).tag();
    Page { house: &at.house, at: Some(at), language, status: StatusCode::OK, said: None }
}

/// A page for who is not signed in, in the language that their browser asks for first.
pub(crate) fn for_anyone<'p>(house: &'p House, language: &str) -> Page<'p> {
    Page { house, at: None, language: words(language).tag(), status: StatusCode::OK, said: None }
}

impl<'p> Page<'p> {
    /// Whose page it is.
    pub fn house(&self) -> &'p House {
        self.house
    }

    /// The same with another status.
    pub fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The same, which says something of an act before it.
    pub fn saying(self, said: Option<String>) -> Self {
        Self { said, ..self }
    }

    /// The same, which says what came of the act that the address names.
    pub fn saying_of(self, said: Option<&str>) -> Self {
        let known = said.filter(|said| said.len() < 40 && said.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        let said = known.map(|said| self.words().say(&format!("said-{said}")));
        self.saying(said.filter(|said| !said.starts_with("said-")))
    }

    /// Its words.
    pub fn words(&self) -> &'static Words {
        words(self.language)
    }

    /// Prints it: a template with what it shows.
    pub fn print(self, template: &str, title: &str, shown: Value) -> Response {
        let main = match self.rendered(template, &shown) {
            Ok(main) => main,
            Err(error) => return broken(&error),
        };
        let at = self.at.map(|at| {
            context! {
                name => at.account.name,
                role => self.words().say(&format!("role-{}", at.account.role.word())),
                accounts => at.may(Deed::KeepAccounts),
                audit => at.may(Deed::ReadAudit),
                settings => at.may(Deed::SaveSetting),
                creates => at.may(Deed::CreateArticle),
            }
        });
        let shell = context! {
            main, title, at,
            language => self.language,
            paper => self.house.name,
            said => self.said,
            style => format!("/newsroom/files/{}", NAMES[0].0),
            script => format!("/newsroom/files/{}", NAMES[1].0),
        };
        match self.rendered("shell", &shell) {
            Ok(page) => framed(self.status, page),
            Err(error) => broken(&error),
        }
    }

    /// Says why something was not done.
    pub fn refused(self, status: StatusCode, why: &Sentence) -> Response {
        let why = self.words().said(why);
        self.refusing(status, &why)
    }

    fn refusing(self, status: StatusCode, why: &str) -> Response {
        let title = self.words().say("refused-title");
        self.status(status).print("refused", &title, context! { why })
    }

    /// Says that the store failed.
    pub fn failed(self, failure: &Failure) -> Response {
        tracing::error!(%failure, "the newsroom cannot be served");
        let (status, why) = fault::said_of(failure);
        self.refused(status, &why.into())
    }

    /// Says why the desk refused something.
    pub fn no(self, refusal: &Refusal) -> Response {
        match refusal {
            Refusal::Failed(failure) => self.failed(failure),
            other => {
                let why = self.words().refused(other);
                self.refusing(status_of(other), &why)
            }
        }
    }

    fn rendered(&self, template: &str, shown: &Value) -> Result<String, minijinja::Error> {
        PAGES.get_template(template)?.render(context! { language => self.language, ..shown.clone() })
    }
}

fn framed(status: StatusCode, page: String) -> Response {
    let mut response = (status, Html(page)).into_response();
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, POLICY);
    crate::guard::kept_to_oneself(response)
}

fn broken(error: &minijinja::Error) -> Response {
    tracing::error!(%error, detail = ?error, "a page of the newsroom cannot be printed");
    let mut response =
        Response::new(Body::from("The page cannot be shown: the fault is ours. What was done stays done.\n"));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

/// A refusal of the desk, as a page for whoever is at work.
pub(crate) fn no(at: &At, refusal: &Refusal) -> Response {
    of(at).no(refusal)
}

/// The status of a refusal.
pub(crate) fn status_of(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotAllowed(_) => StatusCode::FORBIDDEN,
        Refusal::Unknown(_) => StatusCode::NOT_FOUND,
        Refusal::Unfit(_) | Refusal::Misfits(_) | Refusal::NotReady(_) | Refusal::Reused => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Refusal::Conflict(_) => StatusCode::CONFLICT,
        Refusal::DoneBefore { .. } => StatusCode::OK,
        Refusal::Failed(failure) if failure.is_passing() => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_under_its_name_and_over_what_is_spread() {
        let name = "own";
        let shown = context! { name, list => [1, 2], ..context! { name => "other", more => Some(3) } };
        let mut pages = Environment::new();
        pages.add_template("t", "{{ name }} {{ list|length }} {{ more }}").unwrap();
        assert_eq!(pages.get_template("t").unwrap().render(shown).unwrap(), "own 2 3");
    }

    #[test]
    fn nothing_is_written_of_none_and_nothing_that_is_typed_is_html() {
        let mut pages = Environment::new();
        pages.set_formatter(written);
        pages.add_template("t", "[{{ none }}{{ gone }}{{ typed }}]").unwrap();
        let shown = context! { none => None::<i64>, typed => "</script>" };
        assert_eq!(pages.get_template("t").unwrap().render(shown).unwrap(), "[&lt;/script&gt;]");
    }

    #[test]
    fn every_template_can_be_read() {
        for (name, text) in TEMPLATES {
            let mut pages = Environment::new();
            if let Err(error) = pages.add_template(name, text) {
                panic!("{name}: {error:#}");
            }
        }
    }
}
