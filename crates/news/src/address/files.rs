//! Addresses of files: what is read by programs beside the pages that people read.

use serde::{Deserialize, Serialize};

use crate::language::Language;

use super::Address;

/// The form in which articles are given to programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A feed in RSS 2.0.
    Rss,
    /// A feed in Atom.
    Atom,
    /// A feed in JSON Feed.
    Json,
    /// The flash briefing in JSON.
    BriefingJson,
    /// The flash briefing in RSS.
    BriefingRss,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 5] = [Self::Rss, Self::Atom, Self::Json, Self::BriefingJson, Self::BriefingRss];
    /// The forms of a feed.
    pub const FEEDS: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    /// The last piece of its address.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "feed.xml",
            Self::Atom => "feed.atom",
            Self::Json => "feed.json",
            Self::BriefingJson => "briefing.json",
            Self::BriefingRss => "briefing.xml",
        }
    }

    /// Its type, without parameters.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Rss | Self::BriefingRss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
            Self::BriefingJson => "application/json",
        }
    }
}

/// Whose articles they are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// Those of a front.
    Front,
    /// The corrected ones.
    Corrections,
    /// Those of the page at that path.
    Named(String),
}

/// A file that the whole paper has once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteFile {
    /// The index of sitemaps.
    Sitemap,
    /// The sitemap of fronts and sections.
    SitemapOfPages,
    /// The sitemap of the newest articles.
    SitemapOfNews,
    /// The sitemap of the articles of a year and month.
    SitemapOfMonth(i16, i8),
    /// What robots may read.
    Robots,
    /// Whom to tell of a weakness.
    Security,
    /// Who may sell the paper's advertisements.
    Ads,
    /// The paper's icon, as a drawing.
    Icon,
    /// The icon that browsers look for by themselves.
    Favicon,
    /// The icon that Apple's telephones look for by themselves.
    TouchIcon,
}

/// Files with one address.
const ONCE: [(&str, SiteFile); 9] = [
    ("/sitemap.xml", SiteFile::Sitemap),
    ("/sitemap-pages.xml", SiteFile::SitemapOfPages),
    ("/sitemap-news.xml", SiteFile::SitemapOfNews),
    ("/robots.txt", SiteFile::Robots),
    ("/.well-known/security.txt", SiteFile::Security),
    ("/ads.txt", SiteFile::Ads),
    ("/icon.svg", SiteFile::Icon),
    ("/favicon.ico", SiteFile::Favicon),
    ("/apple-touch-icon.png", SiteFile::TouchIcon),
];

/// The years that a sitemap may be of: those that have four digits.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=9999;

impl SiteFile {
    /// Its address.
    #[must_use]
    pub fn address(self) -> String {
        if let Self::SitemapOfMonth(year, month) = self {
            return format!("/sitemap-{year:04}-{month:02}.xml");
        }
        ONCE.into_iter().find(|(_, file)| *file == self).map_or_else(String::new, |(path, _)| path.to_owned())
    }

    fn at(path: &str) -> Option<Self> {
        if let Some((_, file)) = ONCE.into_iter().find(|(known, _)| *known == path) {
            return Some(file);
        }
        let (year, month) = path.strip_prefix("/sitemap-")?.strip_suffix(".xml")?.split_once('-')?;
        let file = Self::SitemapOfMonth(year.parse().ok()?, month.parse().ok()?);
        let Self::SitemapOfMonth(year, month) = file else { return None };
        (YEARS.contains(&year) && (1..=12).contains(&month) && file.address() == path).then_some(file)
    }
}

/// The address of a form of what stands at `path`: empty or a prefix for a front.
#[must_use]
pub fn file(path: &str, form: Form) -> String {
    format!("{}/{}", path.trim_end_matches('/'), form.name())
}

/// The manifest of a language's edition.
#[must_use]
pub fn manifest(prefix: &str) -> String {
    format!("{prefix}/manifest.webmanifest")
}

/// The description of a language's search, for browsers.
#[must_use]
pub fn open_search(prefix: &str) -> String {
    format!("{prefix}/opensearch.xml")
}

/// The file that a path asks for; `rest` is the path without the language's prefix.
pub(super) fn read(path: &str, rest: &str, language: &Language) -> Option<Address> {
    if rest == manifest("") {
        return Some(Address::Manifest(language.clone()));
    }
    if rest == open_search("") {
        return Some(Address::OpenSearch(language.clone()));
    }
    if let Some(file) = SiteFile::at(path) {
        return Some(Address::Site(file));
    }
    let (before, name) = rest.rsplit_once('/')?;
    let form = Form::ALL.into_iter().find(|form| form.name() == name)?;
    let whose = match before {
        "" => Whose::Front,
        "/corrections" => Whose::Corrections,
        _ => Whose::Named(path.strip_suffix(name)?.trim_end_matches('/').to_owned()),
    };
    Some(Address::File(language.clone(), whose, form))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::parse;

    #[test]
    fn a_file_of_articles_is_found_under_what_it_is_of() {
        let languages: Vec<Language> = ["en", "zh-Hant"].iter().filter_map(|tag| Language::tagged(tag)).collect();
        let of = |path: &str| parse(path, &languages);
        let [en, zh] = [languages[0].clone(), languages[1].clone()];
        assert_eq!(of("/feed.xml"), Address::File(en.clone(), Whose::Front, Form::Rss));
        assert_eq!(of("/zh-hant/feed.json"), Address::File(zh.clone(), Whose::Front, Form::Json));
        assert_eq!(of("/corrections/feed.atom"), Address::File(en.clone(), Whose::Corrections, Form::Atom));
        let port = Whose::Named("/zh-hant/港口".into());
        assert_eq!(of("/zh-hant/港口/briefing.json"), Address::File(zh, port, Form::BriefingJson));
        let mara = Whose::Named("/person/mara".into());
        assert_eq!(of("/person/mara/feed.xml"), Address::File(en, mara, Form::Rss));
    }

    #[test]
    fn a_sitemap_of_a_month_is_read_as_it_is_written() {
        for file in [SiteFile::SitemapOfMonth(2025, 3), SiteFile::Robots, SiteFile::Sitemap, SiteFile::Security] {
            assert_eq!(SiteFile::at(&file.address()), Some(file));
        }
        for path in ["/sitemap-2025-13.xml", "/sitemap-2025-3.xml", "/sitemap-25-03.xml", "/sitemap--25-03.xml"] {
            assert_eq!(SiteFile::at(path), None, "{path}");
        }
    }
}
