//! Whether a request is a person opening a page: one function, with a reason for every no.
//!
//! A browser says in `Sec-Fetch-Mode` and `Sec-Fetch-Dest` what a request is for, and no page can make it say otherwise. It says so
//! only over a connection that cannot be listened to, so on plain HTTP (and for old browsers) the user agent must do.

use super::robots;

/// A request as the judge sees it; header fields as they came.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'a> {
    /// The request's method.
    pub method: &'a str,
    /// Whether the answer was what was asked for: the page, or that the browser has it already; for a share, where it leads.
    pub answered: bool,
    /// Whether the reader's connection is HTTPS, by us or by a trusted proxy's word.
    pub secure: bool,
    /// `User-Agent`.
    pub user_agent: Option<&'a str>,
    /// `Accept`.
    pub accept: Option<&'a str>,
    /// `Sec-Fetch-Mode`.
    pub fetch_mode: Option<&'a str>,
    /// `Sec-Fetch-Dest`.
    pub fetch_dest: Option<&'a str>,
    /// `Sec-Purpose`.
    pub sec_purpose: Option<&'a str>,
    /// `Purpose`, and `X-Purpose` of older Safari.
    pub purpose: Option<&'a str>,
    /// `X-Moz`.
    pub x_moz: Option<&'a str>,
}

/// Whether a request counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A person.
    Person,
    /// Not a person, or not one who opened the page.
    Nobody(Reason),
}

/// Why a request does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Another method than GET.
    Method,
    /// The answer was an error, a part, or led elsewhere.
    Answer,
    /// The browser fetched the page in case it were wanted.
    Ahead,
    /// No user agent, or one longer than any browser's.
    NoAgent,
    /// A robot by its own name.
    Robot,
    /// A frame, a picture, a script's request: by Sec-Fetch no navigation.
    NotNavigation,
    /// It would not take a page of HTML.
    NotForHtml,
    /// No browser that we know, and no Sec-Fetch fields.
    UnknownAgent,
    /// Says it is a browser that would have sent Sec-Fetch fields, and sent none.
    Disguised,
}

impl Reason {
    /// The reason as a sentence, for `explain` and the log.
    pub fn sentence(self) -> &'static str {
        match self {
            Reason::Method => "The request was not a GET.",
            Reason::Answer => "The answer was not the page.",
            Reason::Ahead => "The browser fetched the page ahead, before anybody asked for it.",
            Reason::NoAgent => "The request named no browser.",
            Reason::Robot => "The request came from a robot or a tool.",
            Reason::NotNavigation => "Nobody navigated to the page; something fetched it.",
            Reason::NotForHtml => "The request did not ask for a page.",
            Reason::UnknownAgent => "The request came from no browser that we know.",
            Reason::Disguised => "The request lacks what the browser it names always sends.",
        }
    }
}

/// Browsers' agents are some hundred bytes, those inside other programs up to about six hundred.
const LONGEST_AGENT: usize = 1024;

/// Judges a request. What it takes to be a person is what a person's browser does; it never asks who they are.
pub fn judge(visit: &Visit) -> Verdict {
    match reason_against(visit) {
        Some(reason) => Verdict::Nobody(reason),
        None => Verdict::Person,
    }
}

fn reason_against(visit: &Visit) -> Option<Reason> {
    if visit.method != "GET" {
        return Some(Reason::Method);
    }
    if !visit.answered {
        return Some(Reason::Answer);
    }
    if fetched_ahead(visit) {
        return Some(Reason::Ahead);
    }
    let agent = visit.user_agent.unwrap_or_default().trim();
    if agent.is_empty() || agent.len() > LONGEST_AGENT {
        return Some(Reason::NoAgent);
    }
    if robots::is_robot(agent) {
        return Some(Reason::Robot);
    }
    match (visit.fetch_mode, visit.fetch_dest) {
        (None, None) => against_by_agent(visit, agent),
        (mode, dest) => against_by_fetch(mode, dest),
    }
}

fn fetched_ahead(visit: &Visit) -> bool {
    let says = |field: Option<&str>, words: &[&str]| {
        let field = field.unwrap_or_default().to_ascii_lowercase();
        words.iter().any(|word| field.contains(word))
    };
    says(visit.sec_purpose, &["prefetch", "prerender"])
        || says(visit.purpose, &["prefetch", "prerender", "preview"])
        || says(visit.x_moz, &["prefetch"])
}

/// Browsers send both fields or, for a while, had only the first.
fn against_by_fetch(mode: Option<&str>, dest: Option<&str>) -> Option<Reason> {
    let navigates = mode.is_none_or(|mode| mode == "navigate");
    let document = dest.is_none_or(|dest| dest == "document");
    (!navigates || !document).then_some(Reason::NotNavigation)
}

fn against_by_agent(visit: &Visit, agent: &str) -> Option<Reason> {
    if !takes_html(visit.accept) {
        return Some(Reason::NotForHtml);
    }
    if !is_known_browser(agent) {
        return Some(Reason::UnknownAgent);
    }
    (visit.secure && sends_fetch_fields(agent)).then_some(Reason::Disguised)
}

fn takes_html(accept: Option<&str>) -> bool {
    let Some(accept) = accept else { return true };
    let accept = accept.to_ascii_lowercase();
    ["text/html", "text/*", "application/xhtml+xml", "*/*"]
        .iter()
        .any(|kind| accept.contains(kind) && !accept.starts_with("image/"))
}

/// Browsers that do not begin as Netscape did.
const PLAIN_BROWSERS: [&str; 8] = ["Opera/", "Lynx/", "w3m/", "Links (", "ELinks/", "ELinks (", "Dillo/", "Emacs-w3m/"];

/// What the others name after it.
const ENGINES: [&str; 9] =
    [" Firefox/", " Chrome/", " Safari/", " Mobile/", "Trident/", "MSIE ", " Gecko/", "KHTML", "NetSurf/"];

fn is_known_browser(agent: &str) -> bool {
    if PLAIN_BROWSERS.iter().any(|name| agent.starts_with(name)) {
        return true;
    }
    let Some(rest) = agent.strip_prefix("Mozilla/") else {
        return false;
    };
    // "compatible" was Internet Explorer's word; since its end only robots say it.
    let pretends = rest.contains("(compatible") && !rest.contains("MSIE ") && !rest.contains("Konqueror");
    rest.contains(" (") && !pretends && ENGINES.iter().any(|name| rest.contains(name))
}

/// Whether this is a browser that sends Sec-Fetch fields over HTTPS, by the first versions that did. Those inside other programs
/// (no version of their own, or `; wv`) are given the benefit of the doubt.
fn sends_fetch_fields(agent: &str) -> bool {
    if agent.contains("; wv)") || agent.contains("Opera Mini") {
        return false;
    }
    let since = |name, first| version_after(agent, name).is_some_and(|version| version >= first);
    since("Chrome/", 80) || since("Firefox/", 90) || (agent.contains("Safari/") && since("Version/", 17))
}

fn version_after(agent: &str, name: &str) -> Option<u32> {
    let (_, rest) = agent.split_once(name)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest.get(..digits)?.parse().ok()
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
