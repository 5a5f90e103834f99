//! What an article's head says of it: the page's own words, and schema.org's.

use broadsheet_news::address;
use broadsheet_news::article::Author;
use broadsheet_news::body::Body;
use broadsheet_news::correction::Correction;
use broadsheet_news::emblem::PLACARD;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::photo::caption_with_credit;
use broadsheet_source::Failure;
use broadsheet_source::SeenArticle;
use futures_util::future::{try_join, try_join3};
use serde::Serialize;
use serde_json::Value;

use super::byline::{Line, lines};
use crate::about::{About, Alternate, Tag};
use crate::edition::{Anchor, Edition};
use crate::photo;
use crate::structured::{self, ImageObject, Node, Publisher};
use crate::trail::trail;

/// The longest description that search engines show.
const EXCERPT: usize = 200;

/// What the head of an article's page says.
pub(crate) async fn about(edition: &Edition<'_>, id: ArticleId) -> Result<About, Failure> {
    let Some((_, article)) = super::open(edition.reading(), id).await? else { return Ok(About::default()) };
    let (facts, alternates) = try_join(Facts::read(edition, &article), alternates(edition, &article)).await?;
    let title = article.seo_title().clone().unwrap_or_else(|| article.headline().clone());
    Ok(About {
        description: facts.description.clone(),
        picture: Some(facts.shared.clone().told()),
        tags: facts.tags(),
        data: vec![facts.article(edition, &article), structured::breadcrumbs(edition, &facts.trail)],
        alternates,
        keywords: facts.topics.join(", "),
        path: Some(address::encoded(&facts.path)),
        title,
        kind: "article",
        class: "article",
    })
}

/// What head and structured data both say.
struct Facts {
    path: String,
    description: String,
    words: usize,
    published: Option<String>,
    /// The last substantive change, or else the publication.
    updated: Option<String>,
    lines: Vec<Line>,
    shared: Shared,
    trail: Vec<Anchor>,
    topics: Vec<String>,
    corrections: Vec<Correction>,
}

/// What is shown where the article's link is shared: its lead photo, or a placard where that has no bytes.
#[derive(Clone)]
struct Shared {
    src: String,
    width: i64,
    height: i64,
    words: String,
    caption: String,
    credit: String,
}

impl Shared {
    async fn read(edition: &Edition<'_>, article: &SeenArticle<'_>) -> Result<Self, Failure> {
        let lead = match *article.lead_photo() {
            Some(id) => edition.source.photo(id).await?,
            None => None,
        };
        let found = lead.as_ref().and_then(|photo| Some((photo::shared(photo)?, photo)));
        Ok(match found {
            Some(((src, width, height), photo)) => {
                let [words, caption, credit] = [photo.alt(), photo.caption(), photo.credit()].map(Clone::clone);
                Self { src, width, height, words, caption, credit }
            }
            None => Self {
                src: photo::placard_of(edition.source, article),
                width: i64::from(PLACARD.0),
                height: i64::from(PLACARD.1),
                words: article.headline().clone(),
                caption: String::new(),
                credit: String::new(),
            },
        })
    }

    /// Its address, width, height and words.
    fn told(self) -> (String, i64, i64, String) {
        (self.src, self.width, self.height, self.words)
    }
}

impl Facts {
    async fn read(edition: &Edition<'_>, article: &SeenArticle<'_>) -> Result<Self, Failure> {
        let deck = article.deck();
        let of_it = try_join3(article.body(), article.corrections(), edition.source.topics(article.topics()));
        let around = try_join3(
            lines(edition, article.bylines()),
            Shared::read(edition, article),
            trail(edition, *article.section()),
        );
        let ((body, corrections, topics), (lines, shared, trail)) = try_join(of_it, around).await?;
        let zone = edition.source.zone();
        let published = article.first_published().map(|at| zone.iso(at));
        Ok(Self {
            path: article.address().clone().unwrap_or_default(),
            description: if deck.is_empty() { excerpt(&body) } else { deck.clone() },
            words: body.words(),
            updated: article.updated().map(|at| zone.iso(at)).or_else(|| published.clone()),
            published,
            lines,
            shared,
            trail,
            topics: topics.iter().map(|topic| topic.name().clone()).collect(),
            corrections,
        })
    }

    fn section(&self) -> Option<&str> {
        self.trail.last().filter(|_| self.trail.len() > 1).map(|step| step.name.as_str())
    }

    fn tags(&self) -> Vec<Tag> {
        let tag = |property, content: String| Tag { property, content };
        let mut tags = Vec::new();
        tags.extend(self.published.clone().map(|at| tag("article:published_time", at)));
        tags.extend(self.updated.clone().map(|at| tag("article:modified_time", at)));
        tags.extend(self.section().map(|name| tag("article:section", name.to_owned())));
        tags.extend(self.lines.iter().map(|line| tag("article:author", line.author.name.clone())));
        tags.extend(self.topics.iter().map(|topic| tag("article:tag", topic.clone())));
        tags
    }

    fn article(&self, edition: &Edition<'_>, article: &SeenArticle<'_>) -> Node {
        let url = edition.absolute(&self.path);
        Node::of(&NewsArticle {
            id: format!("{url}#article"),
            main_entity_of_page: WebPage { id: &url },
            url: &url,
            headline: article.headline(),
            alternative_headline: article.deck(),
            description: &self.description,
            image: [self.image(edition)],
            date_published: self.published.as_deref(),
            date_modified: self.updated.as_deref(),
            dateline: article.dateline().shown(),
            author: self.authors(edition, article),
            publisher: structured::publisher(edition),
            article_section: self.section(),
            keywords: &self.topics,
            in_language: edition.language.tag(),
            word_count: self.words,
            correction: self.corrections.iter().map(|made| structured::correction(edition, made)).collect(),
            is_accessible_for_free: true,
        })
    }

    fn image(&self, edition: &Edition<'_>) -> ImageObject {
        let Shared { src, width, height, caption, credit, .. } = &self.shared;
        ImageObject {
            url: edition.absolute(src),
            width: *width,
            height: *height,
            caption: caption_with_credit(caption, credit),
            credit_text: credit.clone(),
        }
    }

    fn authors(&self, edition: &Edition<'_>, article: &SeenArticle<'_>) -> Vec<Writer<'_>> {
        let base = edition.source.address();
        let mut bylines = article.bylines().iter();
        if !bylines.any(|byline| matches!(byline.author, Author::Person(_) | Author::Guest(_))) {
            // An article without a byline is the paper's own.
            return vec![Writer::NewsMediaOrganization { name: edition.source.name(), url: edition.absolute("/") }];
        }
        let url = |of: &Anchor| of.href.as_ref().map(|href| format!("{base}{href}"));
        let lines = self.lines.iter();
        let people = lines.map(|Line { author, role, organisation, .. }| {
            let affiliation = organisation.as_ref().map(|of| Organization { name: &of.name, url: url(of) });
            Writer::Person { name: &author.name, url: url(author), job_title: role, affiliation }
        });
        people.collect()
    }
}

/// The article, in schema.org's words.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct NewsArticle<'a> {
    #[serde(rename = "@id")]
    id: String,
    main_entity_of_page: WebPage<'a>,
    url: &'a str,
    headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    alternative_headline: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    image: [ImageObject; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    dateline: String,
    author: Vec<Writer<'a>>,
    publisher: Publisher,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_section: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    keywords: &'a [String],
    in_language: &'a str,
    word_count: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<Value>,
    is_accessible_for_free: bool,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct WebPage<'a> {
    #[serde(rename = "@id")]
    id: &'a str,
}

/// Who wrote it: people, or the paper.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all_fields = "camelCase")]
enum Writer<'a> {
    Person {
        name: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        #[serde(skip_serializing_if = "str::is_empty")]
        job_title: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        affiliation: Option<Organization<'a>>,
    },
    NewsMediaOrganization {
        name: String,
        url: String,
    },
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct Organization<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

async fn alternates(edition: &Edition<'_>, article: &SeenArticle<'_>) -> Result<Vec<Alternate>, Failure> {
    let mut others = article.translations().await?;
    if others.is_empty() {
        return Ok(Vec::new());
    }
    others.sort_unstable_by(|a, b| a.language().cmp(b.language()));
    let alternate = |article: &SeenArticle<'_>| {
        let path = article.address().clone()?;
        Some(Alternate { tag: article.language().tag().to_owned(), href: edition.absolute(&path) })
    };
    Ok(alternate(article).into_iter().chain(others.iter().filter_map(alternate)).collect())
}

/// The beginning of a text, cut between words.
pub(crate) fn excerpt(body: &Body) -> String {
    let mut line = String::new();
    for text in body.all_blocks().map(|block| block.kind.own_text()) {
        for word in text.split_whitespace() {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
        // No letter takes more bytes.
        if line.len() > EXCERPT * 4 {
            break;
        }
    }
    let Some((end, _)) = line.char_indices().nth(EXCERPT) else { return line };
    let cut = line.get(..end).unwrap_or_default();
    let kept = cut.rsplit_once(' ').map_or(cut, |(before, _)| before);
    format!("{kept}…")
}
