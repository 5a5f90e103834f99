//! Addresses: the one place that knows what a public address looks like.
//!
//! The first language has no prefix; every other has its tag in small letters.
//! An article is `/2021/08/19/slug`, for ever. Names at the root are sections'
//! and standing pages'; words that pages of ours need are [`RESERVED`].

use crate::language::Language;

/// Names that neither a section nor a standing page may take.
pub const RESERVED: [&str; 22] = [
    "api",
    "archive",
    "assets",
    "briefing",
    "briefing.json",
    "briefing.xml",
    "corrections",
    "directory",
    "feed.json",
    "feed.xml",
    "healthz",
    "metrics",
    "newsroom",
    "person",
    "photos",
    "readyz",
    "robots.txt",
    "search",
    "share",
    "sitemap.xml",
    "topic",
    "index.html",
];

/// What an address asks for, as far as its shape tells.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// The front of a language.
    Front(Language),
    /// The directory of organisations.
    Directory(Language),
    /// The page that says how to add the voice briefing.
    Briefing(Language),
    /// The flash briefing in JSON.
    BriefingJson(Language),
    /// The flash briefing in RSS.
    BriefingRss(Language),
    /// The feed of a front, in RSS.
    Feed(Language),
    /// Everything that has a name: look it up. The path is in its one written form.
    Named(Language, String),
}

/// The address that `path` asks for. `languages` are the paper's, the first without a prefix.
///
/// `path` is percent-decoded, without query; a slash at its end is not part of a name.
#[must_use]
pub fn parse(path: &str, languages: &[Language]) -> Address {
    let first = languages.first().cloned().unwrap_or_default();
    let prefixed = languages.iter().skip(1).find_map(|l| Some((l, after_prefix(path, &l.prefix())?)));
    let (language, rest) = prefixed.map_or((first, path), |(l, rest)| (l.clone(), rest));
    match rest {
        "" | "/" => Address::Front(language),
        "/directory" => Address::Directory(language),
        "/briefing" => Address::Briefing(language),
        "/briefing.json" => Address::BriefingJson(language),
        "/briefing.xml" => Address::BriefingRss(language),
        "/feed.xml" => Address::Feed(language),
        _ => Address::Named(language, path.to_owned()),
    }
}

/// The prefix of a language's pages: empty for the first, `/zh-hant` for another.
#[must_use]
pub fn prefix(language: &Language, languages: &[Language]) -> String {
    match languages.iter().position(|l| l == language) {
        Some(0) | None => String::new(),
        Some(_) => format!("/{}", language.prefix()),
    }
}

/// A section's or standing page's address.
#[must_use]
pub fn named(prefix: &str, slug: &str) -> String {
    format!("{prefix}/{slug}")
}

/// A topic's address.
#[must_use]
pub fn topic(prefix: &str, slug: &str) -> String {
    format!("{prefix}/topic/{slug}")
}

/// A person's address.
#[must_use]
pub fn person(slug: &str) -> String {
    format!("/person/{slug}")
}

/// An organisation's address.
#[must_use]
pub fn organisation(slug: &str) -> String {
    format!("/directory/{slug}")
}

/// The front of a language: `/` or `/zh-hant/`.
#[must_use]
pub fn front(prefix: &str) -> String {
    format!("{prefix}/")
}

/// A counted link that shares an article.
#[must_use]
pub fn share(article: i64, service: &str) -> String {
    format!("/share/{article}/{service}")
}

/// The path as it stands in a link: everything but unreserved characters of ASCII and `/` percent-encoded (RFC 3986, 2.3).
#[must_use]
pub fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for b in path.bytes() {
        match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(b)),
            _ => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

/// The path that a request line names, decoded; `None` where it is no text.
#[must_use]
pub fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(b) = rest.next() {
        if b == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(b);
        }
    }
    String::from_utf8(bytes).ok().filter(|path| !path.contains(char::is_control))
}

fn after_prefix<'p>(path: &'p str, prefix: &str) -> Option<&'p str> {
    let rest = path.strip_prefix('/')?.strip_prefix(prefix)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages() -> Vec<Language> {
        ["en", "zh-Hant"].iter().filter_map(|tag| Language::tagged(tag)).collect()
    }

    #[test]
    fn the_first_language_has_no_prefix() {
        let l = languages();
        assert_eq!(parse("/", &l), Address::Front(l[0].clone()));
        assert_eq!(parse("/zh-hant/", &l), Address::Front(l[1].clone()));
        assert_eq!(parse("/zh-hantx", &l), Address::Named(l[0].clone(), "/zh-hantx".into()));
        assert_eq!(prefix(&l[1], &l), "/zh-hant");
    }

    #[test]
    fn what_is_encoded_is_decoded_again() {
        for path in ["/2021/08/19/港務局", "/a b", "/100%", "/é/~x"] {
            assert_eq!(decoded(&encoded(path)).as_deref(), Some(path));
        }
        assert_eq!(decoded("/%zz"), None);
        assert_eq!(decoded("/%ff"), None);
        assert_eq!(decoded("/%00"), None);
        assert_eq!(decoded("/%"), None);
    }
}
