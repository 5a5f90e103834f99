//! Addresses: the one place that knows what a public address looks like.
//!
//! The first language has no prefix; every other has its tag in small letters.
//! An article is `/2021/08/19/slug`, for ever. Names at the root are sections'
//! and standing pages'; words that pages of ours need are [`RESERVED`].

use crate::language::Language;
use crate::photo::File;

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

/// A photo's address, which never changes its bytes: it names them by hash, or by what they are drawn from.
#[must_use]
pub fn photo(file: &File) -> String {
    match file {
        File::Placeholder(seed) => format!("/photos/placeholder/{:016x}.svg", drawn_from(seed)),
        File::Drawn { scene, seed } => format!("/photos/drawn/{scene}/{seed}.jpg"),
        File::Kept { hash, media_type } => format!("/photos/{hash}.{}", extension(media_type)),
    }
}

/// What a photo's address names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// A placeholder, by the number it is drawn from.
    Placeholder(u64),
    /// A picture drawn by the demo newspaper's program.
    Drawn {
        /// The scene's name.
        scene: String,
        /// The seed of its chance.
        seed: i64,
    },
    /// A kept file.
    Kept {
        /// BLAKE3 of the bytes, in hexadecimal.
        hash: String,
        /// The type of its bytes.
        media_type: &'static str,
    },
}

/// What the address of a photo names; `None` where it is no photo's address.
#[must_use]
pub fn picture(path: &str) -> Option<Picture> {
    let name = path.strip_prefix("/photos/")?;
    if let Some(number) = name.strip_prefix("placeholder/").and_then(|rest| rest.strip_suffix(".svg")) {
        return u64::from_str_radix(number, 16).ok().filter(|_| number.len() == 16).map(Picture::Placeholder);
    }
    if let Some(drawn) = name.strip_prefix("drawn/").and_then(|rest| rest.strip_suffix(".jpg")) {
        let (scene, seed) = drawn.split_once('/')?;
        return Some(Picture::Drawn { scene: scene.to_owned(), seed: seed.parse().ok()? });
    }
    let (hash, extension) = name.split_once('.')?;
    let (_, media_type) = KEPT.into_iter().find(|(known, _)| *known == extension)?;
    Some(Picture::Kept { hash: hash.to_owned(), media_type })
}

/// The kinds of picture that are kept: the ending of their addresses and their media type.
const KEPT: [(&str, &str); 5] = [
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
    ("webp", "image/webp"),
    ("gif", "image/gif"),
    ("bin", "application/octet-stream"),
];

fn extension(media_type: &str) -> &'static str {
    KEPT.into_iter().find(|(_, known)| *known == media_type).map_or("bin", |(extension, _)| extension)
}

/// FNV-1a of the seed, 64 bits: the number in a placeholder's address.
fn drawn_from(seed: &str) -> u64 {
    seed.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
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
    fn a_photos_address_names_its_bytes() {
        let hash = "ab".repeat(32);
        for file in [
            File::Placeholder("Boats in the harbour".into()),
            File::Drawn { scene: "harbour".into(), seed: -7 },
            File::Kept { hash, media_type: "image/png".into() },
        ] {
            let found = picture(&photo(&file));
            match file {
                File::Placeholder(_) => assert!(matches!(found, Some(Picture::Placeholder(_)))),
                File::Drawn { scene, seed } => assert_eq!(found, Some(Picture::Drawn { scene, seed })),
                File::Kept { hash, .. } => assert_eq!(found, Some(Picture::Kept { hash, media_type: "image/png" })),
            }
        }
        assert_eq!(picture("/photos/placeholder/zz.svg"), None);
        assert_eq!(picture("/photos/../secrets.jpg"), None, "no address leaves the folder");
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
