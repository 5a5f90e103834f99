//! Addresses: the one place that knows what a public address looks like.
//!
//! The first language has no prefix; every other has its tag in small letters.
//! An article is `/2021/08/19/slug`, for ever. Names at the root are sections'
//! and standing pages'; words that pages of ours need are [`RESERVED`].

use crate::cut::{self, Crop, Cut};
use crate::language::Language;
use crate::photo::File;
use crate::share::Service;

mod archive;
mod files;

pub use archive::{Span, archive};
pub use files::{Form, SiteFile, Whose, file, manifest, open_search};

/// Names that neither a section nor a standing page may take.
pub const RESERVED: [&str; 32] = [
    ".well-known",
    "ads.txt",
    "api",
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

/// How many colours placeholders are drawn in.
pub const COLOURS: u8 = 8;

/// What a photo's address names: all that is needed to give its bytes, which never change there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// A file kept by that hash.
    Kept {
        /// BLAKE3 of the bytes, in hexadecimal.
        hash: String,
        /// The type that the address says.
        media_type: &'static str,
    },
    /// A picture that the demo newspaper draws.
    Drawn {
        /// The scene's name.
        scene: String,
        /// The seed of its chance.
        seed: i64,
    },
    /// A placeholder.
    Placeholder {
        /// The seed of its chance.
        seed: u64,
        /// Its colour, below [`COLOURS`].
        colour: u8,
    },
    /// A photo in one crop and size.
    Cut {
        /// Where the photo's bytes come from.
        of: File,
        /// Which part, how wide, as what.
        cut: Cut,
    },
}

/// A photo's address; `colour` is that of a placeholder.
#[must_use]
pub fn photo(file: &File, colour: u8) -> String {
    match file {
        File::Kept { hash, media_type } => {
            let ending = ENDINGS.iter().find(|(_, known)| known == media_type).map_or("jpg", |(ending, _)| ending);
            format!("/photos/{hash}.{ending}")
        }
        File::Drawn { scene, seed } => format!("/photos/drawn/{scene}.{seed}.jpg"),
        File::Placeholder(seed) => {
            let hash = blake3::hash(seed.as_bytes());
            let seed = hash.as_bytes().iter().take(8).fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
            format!("/photos/placeholder/{colour}-{seed:016x}.svg")
        }
    }
}

/// The address of a cut of a photo: the photo's own, and behind it all else that the cut is made from. A placeholder
/// is not cut.
#[must_use]
pub fn cut(file: &File, cut: &Cut) -> Option<String> {
    if matches!(file, File::Placeholder(_)) {
        return None;
    }
    let Cut { crop, width, focal: (x, y), format, recipe } = cut;
    let focal = if *crop == Crop::Whole { String::new() } else { format!("{x}-{y}.") };
    Some(format!("{}/{}-{width}.{focal}{recipe}.{}", photo(file, 0), crop.name(), format.ending()))
}

/// What the path of a photo names, or nothing where it is no photo's.
#[must_use]
pub fn picture(path: &str) -> Option<Picture> {
    let name = path.strip_prefix("/photos/")?;
    if let Some(found) = cut_of(path) {
        return Some(found);
    }
    if let Some(rest) = name.strip_prefix("placeholder/") {
        let (colour, seed) = rest.strip_suffix(".svg")?.split_once('-')?;
        let colour = colour.parse().ok().filter(|colour| *colour < COLOURS)?;
        let seed = u64::from_str_radix(seed, 16).ok().filter(|_| seed.len() == 16)?;
        return Some(Picture::Placeholder { seed, colour });
    }
    if let Some(rest) = name.strip_prefix("drawn/") {
        let (scene, seed) = rest.strip_suffix(".jpg")?.rsplit_once('.').filter(|(scene, _)| !scene.contains('/'))?;
        return Some(Picture::Drawn { scene: scene.to_owned(), seed: seed.parse().ok()? });
    }
    let (hash, ending) = name.split_once('.')?;
    let (_, media_type) = ENDINGS.into_iter().find(|(known, _)| *known == ending)?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    is_hash.then(|| Picture::Kept { hash: hash.to_owned(), media_type })
}

/// The cut that a path names, if it is written as we write it and of a listed size.
fn cut_of(path: &str) -> Option<Picture> {
    let (photo, name) = path.rsplit_once('/')?;
    let of = match picture(photo)? {
        Picture::Kept { hash, media_type } => File::Kept { hash, media_type: media_type.to_owned() },
        Picture::Drawn { scene, seed } => File::Drawn { scene, seed },
        Picture::Placeholder { .. } | Picture::Cut { .. } => return None,
    };
    let (stem, ending) = name.rsplit_once('.')?;
    let format = [cut::Format::Webp, cut::Format::Jpeg].into_iter().find(|format| format.ending() == ending)?;
    let (size, rest) = stem.split_once('.')?;
    let (crop, width) = size.split_once('-')?;
    let crop = Crop::named(crop)?;
    let width = width.parse().ok().filter(|width| crop.widths().contains(width))?;
    let (focal, recipe) = rest.rsplit_once('.').unwrap_or(("500-500", rest));
    let (x, y) = focal.split_once('-')?;
    let made = Cut { recipe: recipe.parse().ok()?, ..Cut::of(crop, width, (x.parse().ok()?, y.parse().ok()?), format) };
    (cut(&of, &made).as_deref() == Some(path)).then_some(Picture::Cut { of, cut: made })
}

/// The type of the bytes at a photo's address.
#[must_use]
pub fn media_type(address: &str) -> &'static str {
    let ending = address.rsplit('.').next().unwrap_or_default();
    ENDINGS.into_iter().find(|(known, _)| *known == ending).map_or("image/svg+xml", |(_, media_type)| media_type)
}

/// The kinds of file that are kept: the ending of their address, and their media type.
const ENDINGS: [(&str, &str); 4] =
    [("jpg", "image/jpeg"), ("png", "image/png"), ("webp", "image/webp"), ("gif", "image/gif")];

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
    fn a_photos_address_names_all_that_its_bytes_are_made_from() {
        let (hash, scene) = ("ab".repeat(32), "harbour".to_owned());
        let drawn = File::Drawn { scene: scene.clone(), seed: -7 };
        assert_eq!(picture(&photo(&drawn, 0)), Some(Picture::Drawn { scene, seed: -7 }));
        let kept = File::Kept { hash: hash.clone(), media_type: "image/png".into() };
        assert_eq!(picture(&photo(&kept, 0)), Some(Picture::Kept { hash, media_type: "image/png" }));
        let placeholder = photo(&File::Placeholder("Boats".into()), 3);
        assert!(matches!(picture(&placeholder), Some(Picture::Placeholder { colour: 3, .. })));
        assert_eq!(media_type(&placeholder), "image/svg+xml");
        for path in
            ["/photos/../secrets.jpg", "/photos/placeholder/9-0123456789abcdef.svg", "/photos/drawn/x.jpg", "/x"]
        {
            assert_eq!(picture(path), None, "{path}");
        }
    }

    #[test]
    fn a_cuts_address_names_all_that_it_is_made_from_and_only_listed_sizes_have_one() {
        let kept = File::Kept { hash: "ab".repeat(32), media_type: "image/jpeg".into() };
        let drawn = File::Drawn { scene: "harbour".into(), seed: -7 };
        for of in [kept, drawn.clone()] {
            for crop in Crop::all() {
                for format in [cut::Format::Webp, cut::Format::Jpeg] {
                    let made = Cut::of(crop, crop.widths()[0], (333, 1000), format);
                    let path = cut(&of, &made).unwrap();
                    assert_eq!(picture(&path), Some(Picture::Cut { of: of.clone(), cut: made }), "{path}");
                    assert_eq!(media_type(&path), format.media_type());
                }
            }
        }
        let path = cut(&drawn, &Cut::of(Crop::Classic, 640, (500, 333), cut::Format::Webp)).unwrap();
        assert_eq!(path, "/photos/drawn/harbour.-7.jpg/3x2-640.500-333.1.webp");
        assert_eq!(
            cut(&File::Placeholder("Boats".into()), &Cut::of(Crop::Whole, 640, (0, 0), cut::Format::Jpeg)),
            None
        );
        for wrong in [
            "3x2-641.500-333.1.webp",
            "3x2-0640.500-333.1.webp",
            "3x2-640.0500-333.1.webp",
            "3x2-640.500-1001.1.webp",
            "3x2-640.1.webp",
            "whole-640.1-1.1.webp",
            "3x2-640.500-333.1.png",
            "3x2-640.500-333.1.webp/3x2-640.500-333.1.webp",
            "5x4-640.500-333.1.webp",
            "shared-640.500-333.1.jpg",
            "..",
        ] {
            assert_eq!(picture(&format!("/photos/drawn/harbour.-7.jpg/{wrong}")), None, "{wrong}");
        }
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
