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
use serde_json::{Map, Value, json};

use super::byline::{Line, lines};
use crate::about::{About, Alternate, Tag};
use crate::edition::{Anchor, Edition};
use crate::photo;
use crate::structured;
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
        tags: facts.tags(edition, &article),
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
        Ok(Self {
            path: article.address().clone().unwrap_or_default(),
            description: if deck.is_empty() { excerpt(&body) } else { deck.clone() },
            words: body.words(),
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

    fn tags(&self, edition: &Edition<'_>, article: &SeenArticle<'_>) -> Vec<Tag> {
        let zone = edition.source.zone();
        let tag = |property, content: String| Tag { property, content };
        let first = *article.first_published();
        let updated = article.updated().or(first);
        let mut tags = Vec::new();
        tags.extend(first.map(|at| tag("article:published_time", zone.iso(at))));
        tags.extend(updated.map(|at| tag("article:modified_time", zone.iso(at))));
        tags.extend(self.section().map(|name| tag("article:section", name.to_owned())));
        tags.extend(self.lines.iter().map(|line| tag("article:author", line.author.name.clone())));
        tags.extend(self.topics.iter().map(|topic| tag("article:tag", topic.clone())));
        tags
    }

    fn article(&self, edition: &Edition<'_>, article: &SeenArticle<'_>) -> Value {
        let zone = edition.source.zone();
        let url = edition.absolute(&self.path);
        let first = *article.first_published();
        let updated = article.updated().or(first);
        let authors: Vec<Value> = self.authors(edition, article);
        let mut node = Map::new();
        let mut say = |name: &str, value: Value| {
            let nothing = value.is_null() || value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
            if !nothing {
                node.insert(name.to_owned(), value);
            }
        };
        say("@type", json!("NewsArticle"));
        say("@id", json!(format!("{url}#article")));
        say("mainEntityOfPage", json!({"@type": "WebPage", "@id": url}));
        say("url", json!(url));
        say("headline", json!(article.headline()));
        say("alternativeHeadline", json!(article.deck()));
        say("description", json!(self.description));
        say("image", json!([self.image(edition)]));
        say("datePublished", json!(first.map(|at| zone.iso(at))));
        say("dateModified", json!(updated.map(|at| zone.iso(at))));
        say("dateline", json!(article.dateline().shown()));
        say("author", json!(authors));
        say("publisher", structured::publisher(edition));
        say("articleSection", json!(self.section()));
        say("keywords", json!(self.topics));
        say("inLanguage", json!(edition.language.tag()));
        say("wordCount", json!(self.words));
        say("correction", self.corrections.iter().map(|made| structured::correction(edition, made)).collect());
        say("isAccessibleForFree", json!(true));
        Value::Object(node)
    }

    fn image(&self, edition: &Edition<'_>) -> Value {
        let Shared { src, width, height, caption, credit, .. } = &self.shared;
        let mut image = json!({"@type": "ImageObject", "url": edition.absolute(src), "width": width, "height": height});
        for (name, said) in [("caption", &caption_with_credit(caption, credit)), ("creditText", credit)] {
            if let Some(image) = image.as_object_mut().filter(|_| !said.is_empty()) {
                image.insert(name.to_owned(), json!(said));
            }
        }
        image
    }

    fn authors(&self, edition: &Edition<'_>, article: &SeenArticle<'_>) -> Vec<Value> {
        let base = edition.source.address();
        let people =
            article.bylines().iter().any(|byline| matches!(byline.author, Author::Person(_) | Author::Guest(_)));
        let author = |line: &Line| {
            let mut node = json!({"@type": "Person", "name": line.author.name});
            let Some(known) = node.as_object_mut() else { return node };
            if let Some(href) = &line.author.href {
                known.insert("url".into(), json!(format!("{base}{href}")));
            }
            if !line.role.is_empty() {
                known.insert("jobTitle".into(), json!(line.role));
            }
            if let Some(organisation) = &line.organisation {
                let mut affiliation = json!({"@type": "Organization", "name": organisation.name});
                if let (Some(href), Some(known)) = (&organisation.href, affiliation.as_object_mut()) {
                    known.insert("url".into(), json!(format!("{base}{href}")));
                }
                known.insert("affiliation".into(), affiliation);
            }
            node
        };
        if people {
            return self.lines.iter().map(author).collect();
        }
        // An article without a byline is the paper's own.
        vec![json!({"@type": "NewsMediaOrganization", "name": edition.source.name(), "url": edition.absolute("/")})]
    }
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
    let text = body.plain_text();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(EXCERPT) else { return line };
    let cut = line.get(..end).unwrap_or_default();
    let kept = cut.rsplit_once(' ').map_or(cut, |(before, _)| before);
    format!("{kept}…")
}
