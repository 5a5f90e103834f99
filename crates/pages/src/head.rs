//! The head's beginning: language, and what search engines, sharing services and feed readers learn of a page.

use broadsheet_news::address::{self, Form};
use broadsheet_news::ids::StandingId;
use broadsheet_source::Failure;
use serde::Serialize;

use crate::about::{About, Alternate, Tag};
use crate::edition::{Anchor, Edition};
use crate::key::{Listed, Subject};
use crate::paging::addressed;
use crate::structured;
use crate::theme;
use crate::theme_view::{Markup, View};
use crate::trail::trail;
use crate::words::{Words, locale};
use crate::{archive, article, corrections, directory, organisation, person, section, share, topic};

/// What a page says of itself to machines.
#[derive(Default, Serialize)]
pub(crate) struct Head {
    /// The title of the window, without the paper's name.
    pub title: String,
    /// The paper's name, behind the title where it is not the title itself.
    pub paper: String,
    /// A sentence or two.
    pub description: String,
    /// The topics, apart by commas; may be empty.
    pub keywords: String,
    /// The page's own address; none for a page that is not to be found again.
    pub canonical: Option<String>,
    /// The page's own feeds.
    pub feeds: Vec<Feed>,
    /// The same in other languages, this one among them; empty where there is no other.
    pub alternates: Vec<Alternate>,
    /// Open Graph and card tags.
    pub tags: Vec<Tag>,
    /// Structured data, as JSON that cannot end its element.
    pub data: Markup,
    /// The page's class, by which the style tells pages apart.
    pub class: &'static str,
    /// The page's language.
    pub language: String,
    /// The direction in which it is read.
    pub direction: &'static str,
}

/// A feed of the page.
#[derive(Serialize)]
pub(crate) struct Feed {
    media_type: &'static str,
    title: String,
    href: String,
}

impl View for Head {
    const TEMPLATE: &'static str = "head.html";

    fn samples() -> Vec<Self> {
        let hostile = structured::written(&[serde_json::json!({"headline": "</script><script>alert(1)//"}).into()]);
        let full = Self {
            title: "A \"title\" & more".into(),
            paper: "The Harbour Post".into(),
            description: "Said <b>so</b>".into(),
            keywords: "Ferries, \"Quays\"".into(),
            canonical: Some("https://example.com/2026/11/25/a".into()),
            feeds: vec![Feed {
                media_type: Form::Atom.media_type(),
                title: "A \"feed\" & more".into(),
                href: "/arts/feed.atom".into(),
            }],
            alternates: vec![Alternate { tag: "en".into(), href: "https://example.com/".into() }],
            tags: vec![Tag { property: "og:type", content: "article".into() }],
            data: hostile.into(),
            class: "article",
            language: "ar".into(),
            direction: "rtl",
        };
        let bare = Self { language: "en".into(), direction: "ltr", ..Self::default() };
        vec![bare, full]
    }
}

/// Prints the head's beginning.
pub(crate) async fn print(edition: &Edition<'_>, subject: &Subject) -> Result<String, Failure> {
    let about = match subject {
        Subject::Front => front(edition).await?,
        Subject::Article(id) => article::about(edition, *id).await?,
        Subject::Listed(listed, page) => {
            let about = match listed {
                Listed::Section(id) => section::about(edition, *id).await?,
                Listed::Topic(id) => topic::about(edition, *id).await?,
                Listed::Person(id) => person::about(edition, *id).await?,
                Listed::Organisation(id) => organisation::about(edition, *id).await?,
                Listed::Day(day) => archive::about(edition, *day).await?,
            };
            numbered(edition, about, *page)
        }
        Subject::Archive(span) => archive::about(edition, *span).await?,
        Subject::Directory(entries, after) => directory::about(edition, entries, after.as_ref()).await?,
        Subject::Standing(id) => standing(edition, *id).await?,
        Subject::Sharing(id) => share::about(edition, *id).await?,
        Subject::Briefing => briefing(edition).await?,
        Subject::Corrections(page) => numbered(edition, corrections::about(edition, *page).await?, *page),
        Subject::Search(words) => search(edition.words(), words),
        Subject::Missing => unfound(edition.words().missing_title),
        Subject::Gone => unfound(edition.words().gone_title),
    };
    theme::print(edition, &Head { feeds: feeds(edition, subject, &about), ..whole(edition, about) })
}

/// The feeds of this page alone; that of the front in RSS stands at the end of every head.
fn feeds(edition: &Edition<'_>, subject: &Subject, about: &About) -> Vec<Feed> {
    // A day is over: nobody follows it.
    let followed = match subject {
        Subject::Front | Subject::Corrections(_) => true,
        Subject::Listed(listed, _) => !matches!(listed, Listed::Day(_)),
        _ => false,
    };
    let Some(path) = about.path.as_deref().filter(|_| followed) else { return Vec::new() };
    let path = path.split('?').next().unwrap_or_default();
    let forms = Form::FEEDS.into_iter().filter(|form| *subject != Subject::Front || *form != Form::Rss);
    let title = match subject {
        Subject::Front => edition.source.name(),
        _ => format!("{} | {}", about.title, edition.source.name()),
    };
    let feed =
        |form: Form| Feed { media_type: form.media_type(), title: title.clone(), href: address::file(path, form) };
    forms.map(feed).collect()
}

/// Adds what every head has.
fn whole(edition: &Edition<'_>, about: About) -> Head {
    let source = edition.source;
    let canonical = about.path.as_deref().map(|path| edition.whole(path));
    let described = if about.description.is_empty() { edition.says() } else { about.description };
    let (picture, width, height, alt) =
        about.picture.unwrap_or_else(|| (edition.card().to_owned(), 1200, 630, source.name()));
    let tag = |property, content: String| Tag { property, content };
    let mut tags = vec![
        tag("og:title", about.title.clone()),
        tag("og:type", about.kind.to_owned()),
        tag("og:description", described.clone()),
        tag("og:site_name", source.name()),
        tag("og:locale", locale(&edition.language)),
        tag("og:image", edition.absolute(&picture)),
        tag("og:image:width", width.to_string()),
        tag("og:image:height", height.to_string()),
        tag("og:image:alt", if alt.is_empty() { about.title.clone() } else { alt }),
    ];
    tags.extend(canonical.clone().map(|url| tag("og:url", url)));
    tags.extend(about.tags);
    Head {
        title: about.title,
        paper: source.name(),
        description: described,
        keywords: about.keywords,
        canonical,
        feeds: Vec::new(),
        alternates: about.alternates,
        tags,
        data: structured::written(&about.data).into(),
        class: about.class,
        language: edition.language.tag().to_owned(),
        direction: edition.language.direction(),
    }
}

async fn front(edition: &Edition<'_>) -> Result<About, Failure> {
    Ok(About {
        title: edition.source.name(),
        path: Some(edition.front()),
        kind: "website",
        data: vec![structured::paper(edition).await?.into(), structured::site(edition).into()],
        alternates: edition.in_each(|other| other.front()),
        class: "front",
        ..About::default()
    })
}

async fn briefing(edition: &Edition<'_>) -> Result<About, Failure> {
    let words = edition.words();
    let path = address::named(&edition.prefix(), "briefing");
    let title = words.briefing_heading.to_owned();
    let about = plain(edition, title, words.briefing_about.to_owned(), path, "standing").await?;
    let briefing = |other: &Edition<'_>| address::encoded(&address::named(&other.prefix(), "briefing"));
    Ok(About { alternates: edition.in_each(briefing), ..about })
}

async fn standing(edition: &Edition<'_>, id: StandingId) -> Result<About, Failure> {
    let Some(page) = edition.source.standing(id).await? else { return Ok(About::default()) };
    let path = address::named(&edition.prefix(), page.slug());
    let about = plain(edition, page.headline().clone(), article::excerpt(page.body()), path, "standing").await?;
    Ok(About { alternates: counterparts(edition, page.slug()).await?, ..about })
}

/// The standing pages of that slug: what has one slug in two languages says the same in both.
async fn counterparts(edition: &Edition<'_>, slug: &str) -> Result<Vec<Alternate>, Failure> {
    let mut counterparts = Vec::new();
    for language in edition.source.languages() {
        let other = edition.reading().edition(language);
        if edition.source.standing_pages(language).await?.iter().any(|page| page.slug() == slug) {
            let href = other.absolute(&address::named(&other.prefix(), slug));
            counterparts.push(Alternate { tag: language.tag().to_owned(), href });
        }
    }
    // A page that stands alone has no other.
    counterparts.truncate(if counterparts.len() > 1 { counterparts.len() } else { 0 });
    Ok(counterparts)
}

/// A page one step below the front.
async fn plain(
    edition: &Edition<'_>,
    title: String,
    description: String,
    path: String,
    class: &'static str,
) -> Result<About, Failure> {
    let mut steps = trail(edition, None).await?;
    steps.push(Anchor::to(title.clone(), &path));
    Ok(About {
        data: vec![structured::breadcrumbs(edition, &steps)],
        title,
        description,
        path: Some(address::encoded(&path)),
        kind: "website",
        class,
        ..About::default()
    })
}

/// A page of a list that has a number is a page of its own.
fn numbered(edition: &Edition<'_>, mut about: About, page: Option<i64>) -> About {
    if let Some(page) = page {
        let number = edition.words().page(edition.language.number(page));
        about.path = about.path.map(|path| addressed(&path, Some(page)));
        about.title = edition.words().titled(about.title, number);
    }
    about
}

/// A search is not to be found again, so it has no address of its own.
fn search(words: &Words, asked: &str) -> About {
    let title = if asked.is_empty() { words.search.to_owned() } else { words.titled(words.search, asked) };
    About { title, kind: "website", class: "search", ..About::default() }
}

fn unfound(title: &str) -> About {
    About { title: title.to_owned(), kind: "website", class: "unfound", ..About::default() }
}
