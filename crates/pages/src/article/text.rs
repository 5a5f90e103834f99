//! An article from its byline to its topics.

use std::collections::HashMap;

use broadsheet_news::address;
use broadsheet_news::article::Member;
use broadsheet_news::body::Body;
use broadsheet_news::ids::{ArticleId, PhotoId, TopicId};
use broadsheet_news::share::Service;
use broadsheet_prose::html::{Furniture, Picture, Pointer};
use broadsheet_source::Failure;
use broadsheet_source::{SeenArticle, SeenTopic};
use futures_util::future::{try_join, try_join3};
use serde::Serialize;

use super::byline::{Line, lines};
use crate::card::{Shown, cards};
use crate::edition::{Anchor, Edition, Reading, Time};
use crate::photo::{self, Image};
use crate::share;
use crate::theme;
use crate::theme_view::{Markup, View};
use crate::words::Words;

#[derive(Serialize)]
pub(crate) struct Text {
    words: &'static Words,
    bylines: Vec<Line>,
    published: Option<Time>,
    photo: Option<Image>,
    share: Vec<Anchor>,
    /// The page with every way to share.
    sharing: String,
    body: Markup,
    corrections: Vec<Mended>,
    topics: Vec<Anchor>,
}

/// A correction as readers see it.
#[derive(Serialize)]
pub(crate) struct Mended {
    made: Time,
    text: String,
}

impl View for Text {
    const TEMPLATE: &'static str = "article_text.html";

    fn samples() -> Vec<Self> {
        let words = crate::words::words(&broadsheet_news::language::Language::default());
        let time = || Time { iso: "2026-11-25T08:00:00+00:00".into(), shown: "2026/11/25 08:00".into() };
        let line = |href: Option<&str>, role: &str| Line {
            author: Anchor { name: "Mara O’Neil".into(), href: href.map(Into::into) },
            author_lang: href.map(|_| "en".to_owned()),
            organisation: (!role.is_empty()).then(|| Anchor::bare("The <Harbour> Post")),
            organisation_lang: href.map(|_| "en".to_owned()),
            role: role.to_owned(),
            portrait: href.map(|_| photo::stand_in("Mara", None)),
        };
        let photo = Image { caption: "A \"quay\"".into(), credit: "Lens & Co".into(), ..photo::stand_in("quay", None) };
        let bare = Self {
            words,
            bylines: Vec::new(),
            published: None,
            photo: None,
            share: Vec::new(),
            sharing: String::new(),
            body: "<p>Said.</p>\n".into(),
            corrections: Vec::new(),
            topics: Vec::new(),
        };
        let full = Self {
            words,
            bylines: vec![line(Some("/person/mara"), "Staff"), line(None, "")],
            published: Some(time()),
            photo: Some(photo),
            share: vec![Anchor::to("E-mail", "/share/1/email")],
            sharing: "/share/1".into(),
            body: "<p>Said.</p>\n<h2>More</h2>\n".into(),
            corrections: vec![Mended { made: time(), text: "It was <Tuesday>.".into() }],
            topics: (1..10).map(|n| Anchor::to(format!("Topic {n} & more"), "/topic/x")).collect(),
        };
        vec![bare, full]
    }
}

/// Prints an article from its byline to its topics. It closes the header and the article, which the top opened.
pub(crate) async fn text(reading: Reading<'_>, id: ArticleId) -> Result<String, Failure> {
    let Some((edition, article)) = super::open(reading, id).await? else { return Ok(String::new()) };
    let above = try_join(lines(&edition, article.bylines()), lead_photo(&edition, &article));
    let below = try_join(corrections(&edition, &article), topics(&edition, &article));
    let ((bylines, photo), body, (corrections, topics)) = try_join3(above, body(&edition, &article), below).await?;
    let view = Text {
        words: edition.words(),
        bylines,
        published: article.first_published().map(|at| edition.time(at)),
        photo,
        share: share::links(&edition, id, &Service::SHOWN),
        sharing: address::sharing(id.0),
        body: body.into(),
        corrections,
        topics,
    };
    theme::print(&edition, &view)
}

async fn lead_photo(edition: &Edition<'_>, article: &SeenArticle<'_>) -> Result<Option<Image>, Failure> {
    let Some(id) = *article.lead_photo() else { return Ok(None) };
    let photo = edition.source.photo(id).await?;
    Ok(photo.map(|photo| photo::captioned(&photo, &|| *article.section())))
}

async fn body(edition: &Edition<'_>, article: &SeenArticle<'_>) -> Result<String, Failure> {
    let body = article.body().await?;
    rendered(edition, &body, &|| *article.section(), article.dateline().shown()).await
}

async fn corrections(edition: &Edition<'_>, article: &SeenArticle<'_>) -> Result<Vec<Mended>, Failure> {
    let made = article.corrections().await?;
    Ok(made.into_iter().map(|c| Mended { made: edition.time(c.made), text: c.text }).collect())
}

/// The topics as they were named on the article; an alias leads straight to the topic it means.
async fn topics(edition: &Edition<'_>, article: &SeenArticle<'_>) -> Result<Vec<Anchor>, Failure> {
    let prefix = edition.prefix();
    let topics = edition.source.topics(article.topics()).await?;
    let meant: Vec<TopicId> = topics.iter().filter_map(|topic| *topic.alias_of()).collect();
    let meant = edition.source.topics(&meant).await?;
    let slug = |topic: &SeenTopic<'_>| {
        let other = meant.iter().find(|other| Some(other.id()) == *topic.alias_of());
        other.map_or_else(|| topic.slug().clone(), |other| other.slug().clone())
    };
    Ok(topics.iter().map(|topic| Anchor::to(topic.name(), &address::topic(&prefix, &slug(topic)))).collect())
}

/// A body as HTML, with its photos and the articles it leads to.
pub(crate) async fn rendered(
    edition: &Edition<'_>,
    body: &Body,
    section: photo::Behind<'_>,
    dateline: String,
) -> Result<String, Failure> {
    let plates = Plates::read(edition, body, section, dateline).await?;
    Ok(broadsheet_prose::html::render(body, &plates))
}

/// What a body needs from around it, read before it is rendered.
struct Plates {
    words: &'static Words,
    dateline: String,
    photos: HashMap<i64, Picture>,
    articles: HashMap<i64, Pointer>,
}

impl Plates {
    async fn read(
        edition: &Edition<'_>,
        body: &Body,
        section: photo::Behind<'_>,
        dateline: String,
    ) -> Result<Self, Failure> {
        let photos: Vec<PhotoId> = body.photos().into_iter().map(PhotoId).collect();
        let photos = edition.source.photos(&photos).await?;
        let mut articles = HashMap::new();
        for id in body.articles() {
            let card = cards(edition, &[Member::Article(ArticleId(id))], Shown::default()).await?.pop();
            let pointer = card.and_then(|card| Some(Pointer { href: card.href?, headline: card.headline }));
            articles.extend(pointer.map(|pointer| (id, pointer)));
        }
        Ok(Self {
            words: edition.words(),
            dateline,
            photos: photos.iter().map(|p| (p.id().0, picture(photo::captioned(p, section)))).collect(),
            articles,
        })
    }
}

/// How wide a picture in the text is shown: as wide as the text.
const IN_TEXT: &str = "(min-width: 46rem) 42rem, 100vw";

fn picture(image: Image) -> Picture {
    Picture {
        src: image.src,
        webp: Some(image.srcset).filter(|srcset| !srcset.is_empty()),
        sizes: Some(IN_TEXT.to_owned()),
        width: u32::try_from(image.width).unwrap_or(1),
        height: u32::try_from(image.height).unwrap_or(1),
        alt: image.alt,
        caption: Some(image.caption).filter(|caption| !caption.is_empty()),
        credit: Some(image.credit).filter(|credit| !credit.is_empty()),
    }
}

impl Furniture for Plates {
    fn photo(&self, photo: i64) -> Option<Picture> {
        self.photos.get(&photo).cloned()
    }

    fn article(&self, article: i64) -> Option<Pointer> {
        self.articles.get(&article).cloned()
    }

    fn dateline(&self) -> Option<String> {
        Some(self.dateline.clone()).filter(|dateline| !dateline.is_empty())
    }

    fn related_title(&self) -> String {
        self.words.related.to_owned()
    }

    fn table_name(&self) -> String {
        self.words.table.to_owned()
    }
}
