//! Addresses: the one place that knows what a public address looks like.
//!
//! The first language has no prefix; every other has its tag in small letters.
//! An article is `/2021/08/19/slug`, for ever. Names at the root are sections'
//! and standing pages'; words that pages of ours need are [`RESERVED`].

use crate::language::Language;
use crate::share::Service;

mod archive;
mod documents;
mod files;
mod pictures;

pub use archive::{Span, archive};
pub use documents::Document;
pub use files::{Form, SiteFile, Whose, file, manifest, open_search};
pub use pictures::{COLOURS, Picture, cut, emblem, media_type, photo, picture, placard};

/// Names that neither a section nor a standing page may take.
pub const RESERVED: [&str; 33] = [
    ".well-known",
    "ads.txt",
    "api",
    "apple-touch-icon.png",
    "archive",
    "assets",
    "briefing",
    "briefing.json",
    "briefing.xml",
    "corrections",
    "directory",
    "favicon.ico",
    "feed.atom",
    "feed.json",
    "feed.xml",
    "healthz",
    "icon.svg",
    "index.html",
    "manifest.webmanifest",
    "metrics",
    "newsroom",
    "opensearch.xml",
    "person",
    "photos",
    "readyz",
    "robots.txt",
    "search",
    "share",
    "sitemap",
    "sitemap-news.xml",
    "sitemap-pages.xml",
    "sitemap.xml",
    "topic",
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
    /// The corrections of a language.
    Corrections(Language),
    /// The page that shares an article.
    Sharing(i64),
    /// The search of an edition.
    Search(Language),
    /// Articles by the time of their first publication.
    Archive(Language, Span),
    /// Articles for programs: a feed, a flash briefing.
    File(Language, Whose, Form),
    /// What a telephone needs to know of an edition to keep it among its programs.
    Manifest(Language),
    /// What a browser needs to know of an edition to search it from its own box.
    OpenSearch(Language),
    /// A file of the whole paper.
    Site(SiteFile),
    /// What programs read of the paper, as JSON.
    Document(Document),
    /// Everything that has a name: look it up. The path is in its one written form.
    Named(Language, String),
}

/// The address that `path` asks for. `languages` are the paper's, the first without a prefix.
///
/// `path` is percent-decoded, without query; a slash at its end is not part of a name.
#[must_use]
pub fn parse(path: &str, languages: &[Language]) -> Address {
    if let Some(article) = path.strip_prefix("/share/").and_then(|id| id.parse().ok()).filter(|id| sharing(*id) == path)
    {
        return Address::Sharing(article);
    }
    if let Some(document) = Document::at(path) {
        return Address::Document(document);
    }
    let first = languages.first().cloned().unwrap_or_default();
    let prefixed = languages.iter().skip(1).find_map(|l| Some((l, after_prefix(path, &l.prefix())?)));
    let (language, rest) = prefixed.map_or((first, path), |(l, rest)| (l.clone(), rest));
    match rest {
        "" | "/" => Address::Front(language),
        "/directory" => Address::Directory(language),
        "/briefing" => Address::Briefing(language),
        "/corrections" => Address::Corrections(language),
        "/search" => Address::Search(language),
        _ => match Span::at(rest) {
            Some(span) => Address::Archive(language, span),
            None => files::read(path, rest, &language).unwrap_or_else(|| Address::Named(language, path.to_owned())),
        },
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

/// The corrections of a language.
#[must_use]
pub fn corrections(prefix: &str) -> String {
    named(prefix, "corrections")
}

/// The search of a language's edition.
#[must_use]
pub fn search(prefix: &str) -> String {
    named(prefix, "search")
}

/// An article's address: the day of its first publication, `/2021/08/19`, and its slug.
#[must_use]
pub fn article(day: &str, slug: &str) -> String {
    format!("{day}/{slug}")
}

/// A link as a whole address. `paper` is the paper's own, without a slash at its end; `href` begins with one and is encoded.
#[must_use]
pub fn absolute(paper: &str, href: &str) -> String {
    format!("{paper}{href}")
}

/// The page that shares an article.
#[must_use]
pub fn sharing(article: i64) -> String {
    format!("/share/{article}")
}

/// A counted link that shares an article.
#[must_use]
pub fn share(article: i64, service: Service) -> String {
    format!("/share/{article}/{}", service.slug())
}

/// What a counted link shares, and with whom; `None` where it names no article or no listed service.
#[must_use]
pub fn shared(path: &str) -> Option<(i64, Service)> {
    let (article, service) = path.strip_prefix("/share/")?.split_once('/')?;
    Some((article.parse().ok()?, Service::of(service)?))
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
    fn a_share_link_is_read_as_it_is_written_and_nothing_else_is_one() {
        for service in Service::ALL {
            assert_eq!(shared(&share(42, service)), Some((42, service)));
        }
        for path in ["/share/42/elsewhere", "/share/x/email", "/share/42", "/share/42/email/", "/42/email"] {
            assert_eq!(shared(path), None, "{path}");
        }
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
