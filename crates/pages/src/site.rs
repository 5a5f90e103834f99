//! The files of the whole paper: sitemaps, what robots may read, whom to tell of a weakness, who may sell, the icon.

use broadsheet_news::address::{self, SiteFile};
use broadsheet_news::emblem::{COLOUR, GROUND, initial};
use broadsheet_news::paper::Setting;
use broadsheet_source::{Failure, Source};
use serde_json::json;

use crate::edition::{Edition, Reading};
use crate::sitemap;
use crate::theme::escaped;

/// The type of a manifest.
pub(crate) const MANIFEST: &str = "application/manifest+json; charset=utf-8";

/// The type of a description for browsers' own search boxes.
pub(crate) const OPEN_SEARCH: &str = "application/opensearchdescription+xml; charset=utf-8";

/// For how many days what security.txt says holds: less than a year (RFC 9116, 2.5.5).
const DAYS: i64 = 180;

/// The most characters of a name and of a description in OpenSearch 1.1.
const SHORT_NAME: usize = 16;
const DESCRIPTION: usize = 1024;

/// The type of a file.
pub(crate) fn media_type(file: SiteFile) -> &'static str {
    match file {
        SiteFile::Robots | SiteFile::Security | SiteFile::Ads => "text/plain; charset=utf-8",
        SiteFile::Icon => "image/svg+xml",
        _ => "application/xml; charset=utf-8",
    }
}

/// Where a file is that has another address: icons by the names that browsers know, which hold no letter.
pub(crate) fn elsewhere(source: &Source, file: SiteFile) -> Option<String> {
    match file {
        SiteFile::Favicon => Some(emblem(source, 48)),
        SiteFile::TouchIcon => Some(emblem(source, 180)),
        _ => None,
    }
}

/// Whether the paper has such a file.
pub(crate) async fn has(source: &Source, file: SiteFile) -> Result<bool, Failure> {
    let set = |setting| source.setting::<String>(setting).is_some_and(|text| !text.trim().is_empty());
    Ok(match file {
        SiteFile::Security => set(Setting::SecurityContact),
        SiteFile::Ads => set(Setting::AdsTxt),
        SiteFile::SitemapOfMonth(year, month) => sitemap::has_month(source, year, month).await?,
        _ => true,
    })
}

/// Prints a file.
pub(crate) async fn print(reading: Reading<'_>, file: SiteFile) -> Result<String, Failure> {
    let source = reading.source;
    Ok(match file {
        SiteFile::Sitemap => sitemap::index(source).await?,
        SiteFile::SitemapOfPages => sitemap::pages(reading).await?,
        SiteFile::SitemapOfNews => sitemap::of_news(source).await?,
        SiteFile::SitemapOfMonth(year, month) => sitemap::month(source, year, month).await?,
        SiteFile::Robots => robots(source),
        SiteFile::Security => security(source),
        SiteFile::Ads => {
            source.setting::<String>(Setting::AdsTxt).map(|text| text.trim_end().to_owned() + "\n").unwrap_or_default()
        }
        SiteFile::Icon => icon(&source.name()),
        SiteFile::Favicon | SiteFile::TouchIcon => String::new(),
    })
}

/// Robots may read everything but the share links, which lead elsewhere, and the newsroom.
fn robots(source: &Source) -> String {
    let sitemap = address::absolute(&source.address(), &SiteFile::Sitemap.address());
    format!("User-agent: *\nDisallow: /share/\nDisallow: /newsroom\n\nSitemap: {sitemap}\n")
}

/// RFC 9116. It runs out, so that nobody trusts a forgotten one; while the paper is served it is made anew each day.
fn security(source: &Source) -> String {
    let contact: String = source.setting(Setting::SecurityContact).unwrap_or_default();
    let until = source.zone().midnight(source.today()).plus_seconds(DAYS * 86_400);
    let languages: Vec<String> = source.languages().iter().map(|language| language.tag().to_owned()).collect();
    format!(
        "Contact: {contact}\nExpires: {}\nPreferred-Languages: {}\nCanonical: {}{}\n",
        source.zone().iso(until),
        languages.join(", "),
        source.address(),
        SiteFile::Security.address()
    )
}

/// The paper's emblem, for browsers that draw it themselves.
fn icon(name: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 512 512\" width=\"512\" height=\"512\">\
         <rect width=\"512\" height=\"512\" fill=\"{COLOUR}\"/>\
         <text x=\"256\" y=\"256\" dy=\".36em\" text-anchor=\"middle\" fill=\"{GROUND}\" font-size=\"340\" font-weight=\"700\" \
         font-family=\"Georgia, 'Noto Serif', 'Noto Serif CJK TC', serif\">{}</text></svg>\n",
        escaped(&initial(name).to_string())
    )
}

/// The path of the emblem as a picture, for what asks by a name of its own; percent-encoded.
pub(crate) fn emblem(source: &Source, side: u32) -> String {
    address::encoded(&address::emblem(initial(&source.name()), side))
}

/// Prints the manifest of an edition.
pub(crate) fn manifest(edition: &Edition<'_>) -> Result<String, Failure> {
    let name = edition.source.name();
    let drawn = json!({"src": SiteFile::Icon.address(), "type": "image/svg+xml", "sizes": "any", "purpose": "any"});
    let icon = |side: u32| {
        let src = emblem(edition.source, side);
        json!({"src": src, "type": "image/png", "sizes": format!("{side}x{side}"), "purpose": "any maskable"})
    };
    let manifest = json!({
        "id": edition.front(),
        "name": name,
        "short_name": name,
        "description": edition.says(),
        "start_url": edition.front(),
        "scope": edition.front(),
        "lang": edition.language.tag(),
        "dir": edition.language.direction(),
        "display": "minimal-ui",
        "background_color": GROUND,
        "theme_color": COLOUR,
        "icons": [icon(192), icon(512), drawn],
    });
    Ok(manifest.to_string())
}

/// Prints the description of an edition's search (OpenSearch 1.1): a browser that has it searches the paper from its own box.
pub(crate) fn open_search(edition: &Edition<'_>) -> String {
    let whole = |path: String| escaped(&edition.absolute(&path)).into_owned();
    let name: String = edition.source.name().chars().take(SHORT_NAME).collect();
    let search = whole(address::search(&edition.prefix()));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>{}</ShortName>\n<Description>{}</Description>\n<Language>{}</Language>\n\
         <InputEncoding>UTF-8</InputEncoding>\n<OutputEncoding>UTF-8</OutputEncoding>\n\
         <Image type=\"image/svg+xml\">{}</Image>\n\
         <Url type=\"text/html\" rel=\"results\" template=\"{search}?q={{searchTerms}}&amp;page={{startPage?}}\"/>\n\
         <Url type=\"application/opensearchdescription+xml\" rel=\"self\" template=\"{}\"/>\n\
         </OpenSearchDescription>\n",
        escaped(&name),
        escaped(&edition.says().chars().take(DESCRIPTION).collect::<String>()),
        edition.language.tag(),
        whole(SiteFile::Icon.address()),
        whole(address::open_search(&edition.prefix())),
    )
}
