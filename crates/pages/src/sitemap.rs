//! Sitemaps: an index, fronts and sections, the articles of each month, and the newest for news services.

use std::collections::{BTreeSet, HashMap};

use broadsheet_news::address::{self, SiteFile, Span};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, PhotoId, SectionId};
use broadsheet_news::language::Language;
use broadsheet_news::lists::{Key, List};
use broadsheet_source::{Failure, SeenArticle, Source};

use crate::archive;
use crate::edition::{Edition, Reading};
use crate::key::Listed;
use crate::listing;
use crate::photo;
use crate::theme::escaped;

/// How old an article may be that news services are told of (Google's limit).
const NEWS_HOURS: i64 = 48;
/// The most articles in the sitemap of news (Google's limit).
const NEWS: usize = 1_000;
/// How many of them are read at once: few papers have more in two days.
const NEWS_BATCH: usize = 100;
/// The most addresses in one sitemap (sitemaps.org).
const MOST: usize = 50_000;
/// How many articles are read at once.
const BATCH: usize = 500;
/// More months than a newspaper has.
const MONTHS: usize = 3_000;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The index: what has nothing in it is not listed.
pub(crate) async fn index(source: &Source) -> Result<String, Failure> {
    let mut files = vec![SiteFile::SitemapOfPages];
    if source.has_any_within_hours(&latest(source), NEWS_HOURS).await? {
        files.push(SiteFile::SitemapOfNews);
    }
    files.extend(months(source).await?.into_iter().map(|(year, month)| SiteFile::SitemapOfMonth(year, month)));
    let mut out = format!("{HEAD}<sitemapindex xmlns=\"{SPACE}\">\n");
    for file in files {
        let loc = element("loc", &address::absolute(&source.address(), &file.address()));
        out.push_str(&format!("<sitemap>{loc}</sitemap>\n"));
    }
    Ok(out + "</sitemapindex>\n")
}

/// The months in which something was first published, newest first.
async fn months(source: &Source) -> Result<Vec<(i16, i8)>, Failure> {
    let mut all = BTreeSet::new();
    for language in source.languages() {
        for year in archive::parts(source, language, Span::Whole).await? {
            all.extend(archive::parts(source, language, year).await?);
        }
    }
    let month = |span| if let Span::Month(year, month) = span { Some((year, month)) } else { None };
    Ok(all.into_iter().rev().filter_map(month).take(MONTHS).collect())
}

fn of_month(language: &Language, year: i16, month: i8) -> List {
    List::dated(language, Span::Month(year, month))
}

/// The articles of a month in every language.
fn in_month(source: &Source, year: i16, month: i8) -> Vec<List> {
    source.languages().iter().map(|language| of_month(language, year, month)).collect()
}

async fn first_published(source: &Source, id: i64) -> Result<Option<Instant>, Failure> {
    Ok(source.article(ArticleId(id)).await?.and_then(|article| *article.first_published()))
}

fn latest(source: &Source) -> Vec<List> {
    source.languages().iter().map(List::latest).collect()
}

/// Fronts, sections and the months of the archive, each with the publication of its newest article; one without an article has nothing to find.
pub(crate) async fn pages(reading: Reading<'_>) -> Result<String, Failure> {
    let source = reading.source;
    let mut out = format!("{HEAD}<urlset xmlns=\"{SPACE}\">\n");
    for language in source.languages() {
        let edition = reading.edition(language);
        if let Some(at) = newest(source, &[List::latest(&edition.language)]).await? {
            out.push_str(&entry(source, &edition.absolute(&edition.front()), at, ""));
        }
        for id in sections(&edition).await? {
            let lists = listing::lists(&edition, Listed::Section(id)).await?;
            if let Some(at) = newest(source, &lists).await? {
                let path = listing::path(&edition, Listed::Section(id)).await?;
                out.push_str(&entry(source, &address::absolute(&source.address(), &path), at, ""));
            }
        }
        for (year, month) in months(source).await? {
            if let Some(at) = newest_of_month(&edition, year, month).await? {
                let path = address::archive(&edition.prefix(), Span::Month(year, month));
                out.push_str(&entry(source, &edition.absolute(&path), at, ""));
            }
        }
    }
    Ok(out + "</urlset>\n")
}

async fn sections(edition: &Edition<'_>) -> Result<Vec<SectionId>, Failure> {
    let mut all = Vec::new();
    for top in edition.source.sections_below(None, &edition.language).await? {
        all.extend(listing::sections_within(edition, top).await?);
    }
    Ok(all)
}

async fn newest(source: &Source, lists: &[List]) -> Result<Option<Instant>, Failure> {
    match source.newest(lists, None, 1).await?.pop() {
        Some((_, id)) => first_published(source, id).await,
        None => Ok(None),
    }
}

async fn newest_of_month(edition: &Edition<'_>, year: i16, month: i8) -> Result<Option<Instant>, Failure> {
    newest(edition.source, &[of_month(&edition.language, year, month)]).await
}

/// Whether anything was first published in that month.
pub(crate) async fn has_month(source: &Source, year: i16, month: i8) -> Result<bool, Failure> {
    Ok(source.have_any(&in_month(source, year, month)).await?.contains(&true))
}

/// The articles first published in a month, with their lead photos.
pub(crate) async fn month(source: &Source, year: i16, month: i8) -> Result<String, Failure> {
    let images = "http://www.google.com/schemas/sitemap-image/1.1";
    let mut out = format!("{HEAD}<urlset xmlns=\"{SPACE}\" xmlns:image=\"{images}\">\n");
    let (lists, mut before, mut read) = (in_month(source, year, month), None, 0);
    while read < MOST {
        let found = source.newest(&lists, before.as_ref(), BATCH).await?;
        let ids: Vec<ArticleId> = found.iter().map(|(_, id)| ArticleId(*id)).collect();
        let articles = source.articles(&ids).await?;
        let pictures = pictures(source, &articles).await?;
        for article in &articles {
            let picture = pictures.get(&article.id());
            let picture = picture.map(|url| format!("<image:image>{}</image:image>", element("image:loc", url)));
            out.push_str(&listed(source, article, &picture.unwrap_or_default()));
        }
        read += found.len();
        match found.last() {
            Some((key, _)) if found.len() == BATCH => before = Some(key.clone()),
            _ => break,
        }
    }
    Ok(out + "</urlset>\n")
}

async fn pictures(source: &Source, articles: &[SeenArticle<'_>]) -> Result<HashMap<ArticleId, String>, Failure> {
    let wanted: Vec<PhotoId> = articles.iter().filter_map(|article| *article.lead_photo()).collect();
    let photos = source.photos(&wanted).await?;
    let photos: HashMap<PhotoId, _> = photos.into_iter().map(|photo| (photo.id(), photo)).collect();
    let url = |article: &SeenArticle<'_>| {
        let image = photo::image(photos.get(&(*article.lead_photo())?)?, &|| *article.section());
        Some((article.id(), address::absolute(&source.address(), &address::encoded(&image.src))))
    };
    Ok(articles.iter().filter_map(url).collect())
}

/// The newest articles for news services.
pub(crate) async fn of_news(source: &Source) -> Result<String, Failure> {
    let space = "http://www.google.com/schemas/sitemap-news/0.9";
    let mut out = format!("{HEAD}<urlset xmlns=\"{SPACE}\" xmlns:news=\"{space}\">\n");
    let (zone, name) = (source.zone(), source.name());
    for article in news(source, NEWS).await? {
        let Some(first) = *article.first_published() else { continue };
        let language = element("news:language", &news_language(article.language()));
        let publication = format!("<news:publication>{}{language}</news:publication>", element("news:name", &name));
        let date = element("news:publication_date", &zone.iso(first));
        let title = element("news:title", article.headline());
        out.push_str(&listed(source, &article, &format!("<news:news>{publication}{date}{title}</news:news>")));
    }
    Ok(out + "</urlset>\n")
}

/// The articles of the last two days, newest first.
async fn news(source: &Source, limit: usize) -> Result<Vec<SeenArticle<'_>>, Failure> {
    let (lists, mut all, mut before) = (latest(source), Vec::new(), None);
    let young = |key: &Key| key.time().is_some_and(|at| source.is_within_hours(at, NEWS_HOURS));
    while all.len() < limit {
        let batch = NEWS_BATCH.min(limit - all.len());
        let found = source.newest_while(&lists, before.as_ref(), batch, young).await?;
        let ids: Vec<ArticleId> = found.iter().map(|(_, id)| ArticleId(*id)).collect();
        all.extend(source.articles(&ids).await?);
        match found.into_iter().next_back() {
            Some((key, _)) if ids.len() == batch => before = Some(key),
            _ => break,
        }
    }
    Ok(all)
}

/// ISO 639 as news services want it: Chinese by its region, all others by two letters.
fn news_language(language: &Language) -> String {
    match language.tag() {
        "zh-Hant" | "zh-TW" | "zh-HK" => "zh-tw".to_owned(),
        tag if tag.starts_with("zh") => "zh-cn".to_owned(),
        tag => tag.split('-').next().unwrap_or(tag).to_owned(),
    }
}

fn listed(source: &Source, article: &SeenArticle<'_>, more: &str) -> String {
    let Some(path) = article.address() else { return String::new() };
    let Some(at) = article.updated().or(*article.first_published()) else { return String::new() };
    entry(source, &address::absolute(&source.address(), &address::encoded(path)), at, more)
}

fn entry(source: &Source, loc: &str, at: Instant, more: &str) -> String {
    let zone = source.zone();
    format!("<url>{}{}{more}</url>\n", element("loc", loc), element("lastmod", &zone.iso(at)))
}

fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escaped(text))
}
