//! What a feed says of each article.

use broadsheet_news::address::{self, Form};
use broadsheet_news::article;
use broadsheet_news::clock::Instant;
use broadsheet_news::correction::Correction;
use broadsheet_news::emblem::PLACARD;
use broadsheet_news::ids::{ArticleId, PersonId};
use broadsheet_news::lists::List;
use broadsheet_news::paper::{FeedText, Setting};
use broadsheet_source::{Failure, SeenArticle};
use serde::Serialize;

use super::{Moment, SHOWN, portable};
use crate::article::{excerpt, rendered};
use crate::corrections;
use crate::edition::Edition;
use crate::key::Followed;
use crate::listing;
use crate::photo;
use crate::theme;

/// An article in a feed.
#[derive(Serialize)]
pub(crate) struct Item {
    /// What it is known by for ever.
    pub id: String,
    pub title: String,
    pub link: String,
    /// Whether its id is an address.
    pub permanent: bool,
    /// A person writes in several.
    pub language: String,
    /// Plain text; may be empty.
    pub summary: String,
    /// HTML with whole addresses; empty where feeds hold summaries.
    pub content: String,
    pub published: Moment,
    pub updated: Moment,
    pub authors: Vec<Author>,
    pub categories: Vec<String>,
    pub picture: Option<Picture>,
}

#[derive(Serialize)]
pub(crate) struct Author {
    pub name: String,
    pub url: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct Picture {
    pub url: String,
    pub media_type: &'static str,
    pub width: i64,
    pub height: i64,
    pub credit: String,
}

/// The articles of a feed, and the time of the latest change among them. What the form has no place for is not read:
/// RSS none for where an author's page is, JSON none for a credit.
pub(super) async fn items(
    edition: &Edition<'_>,
    followed: Followed,
    form: Form,
) -> Result<(Vec<Item>, Option<Instant>), Failure> {
    let mut items = Vec::new();
    let mut latest = None;
    if followed == Followed::Corrections {
        let found = corrections::newest(edition, SHOWN).await?;
        for (article, correction) in &found {
            latest = latest.max(Some(correction.made));
            items.push(corrected(edition, article, correction, form).await?);
        }
        return Ok((items, latest));
    }
    for article in newest(edition, followed, SHOWN).await? {
        let Some(first) = *article.first_published() else { continue };
        let updated = article.updated().unwrap_or(first).max(first);
        latest = latest.max(Some(updated));
        items.push(item(edition, &article, first, updated, form).await?);
    }
    Ok((items, latest))
}

/// The newest articles of a front or a list.
pub(crate) async fn newest<'s>(
    edition: &Edition<'s>,
    followed: Followed,
    limit: usize,
) -> Result<Vec<SeenArticle<'s>>, Failure> {
    let lists = match followed {
        Followed::Front => vec![List::latest(&edition.language)],
        Followed::Listed(listed) => listing::lists(edition, listed).await?,
        Followed::Corrections => vec![List::corrections(&edition.language)],
    };
    let found = edition.source.newest(&lists, None, limit).await?;
    let ids: Vec<ArticleId> = found.into_iter().map(|(_, id)| ArticleId(id)).collect();
    edition.source.articles(&ids).await
}

async fn item(
    edition: &Edition<'_>,
    article: &SeenArticle<'_>,
    first: Instant,
    updated: Instant,
    form: Form,
) -> Result<Item, Failure> {
    let link = edition.absolute(article.address().as_deref().unwrap_or_default());
    Ok(Item {
        id: link.clone(),
        title: article.headline().clone(),
        permanent: true,
        language: article.language().tag().to_owned(),
        summary: summary(article).await?,
        content: content(edition, article).await?,
        published: Moment::of(edition, first),
        updated: Moment::of(edition, updated),
        authors: authors(edition, article, form).await?,
        categories: categories(edition, article).await?,
        picture: Some(picture(edition, article, form).await?),
        link,
    })
}

/// A correction is an item of its own, which leads to the article.
async fn corrected(
    edition: &Edition<'_>,
    article: &SeenArticle<'_>,
    correction: &Correction,
    form: Form,
) -> Result<Item, Failure> {
    let link = edition.absolute(article.address().as_deref().unwrap_or_default());
    let made = Moment::of(edition, correction.made);
    Ok(Item {
        id: format!("{link}#correction-{}", correction.id),
        title: edition.words().titled(edition.words().correction, article.headline().as_str()),
        permanent: false,
        language: article.language().tag().to_owned(),
        summary: correction.text.clone(),
        content: format!("<p>{}</p>", theme::escaped(&correction.text)),
        updated: made.clone(),
        published: made,
        authors: vec![own(edition)],
        categories: categories(edition, article).await?,
        picture: Some(picture(edition, article, form).await?),
        link,
    })
}

/// The deck, or how the text begins.
async fn summary(article: &SeenArticle<'_>) -> Result<String, Failure> {
    if !article.deck().is_empty() {
        return Ok(article.deck().clone());
    }
    Ok(excerpt(&*article.body().await?))
}

/// The whole text as a feed reader shows it, where the paper gives it.
async fn content(edition: &Edition<'_>, article: &SeenArticle<'_>) -> Result<String, Failure> {
    let given: FeedText = edition.source.setting(Setting::FeedText).unwrap_or_default();
    if given == FeedText::Summary {
        return Ok(String::new());
    }
    let body = article.body().await?;
    let edition = &edition.reading().edition(article.language());
    let html = rendered(edition, &body, &|| *article.section(), article.dateline().shown()).await?;
    let text = portable::portable(&html, &edition.source.address());
    // An article that is nothing but its headline says that.
    Ok(if text.trim().is_empty() { format!("<p>{}</p>", theme::escaped(article.headline())) } else { text })
}

/// The section and the topics.
async fn categories(edition: &Edition<'_>, article: &SeenArticle<'_>) -> Result<Vec<String>, Failure> {
    let source = edition.source;
    let section = match *article.section() {
        Some(id) => source.section(id).await?.map(|section| section.name().clone()),
        None => None,
    };
    let topics = source.topics(article.topics()).await?;
    let mut all: Vec<String> = section.into_iter().chain(topics.iter().map(|topic| topic.name().clone())).collect();
    let mut seen = std::collections::HashSet::new();
    all.retain(|name| seen.insert(name.clone()));
    Ok(all)
}

async fn authors(edition: &Edition<'_>, article: &SeenArticle<'_>, form: Form) -> Result<Vec<Author>, Failure> {
    let person = |author: &article::Author| match author {
        article::Author::Person(id) => Some(*id),
        article::Author::Guest(_) => None,
    };
    let ids: Vec<PersonId> = article.authors().iter().filter_map(person).collect();
    let people = edition.source.persons(&ids).await?;
    let known = |author: &article::Author| match author {
        article::Author::Guest(name) => Some(Author { name: name.clone(), url: None }),
        article::Author::Person(id) => people.iter().find(|person| person.id() == *id).map(|person| Author {
            name: person.name().clone(),
            url: (form != Form::Rss).then(|| edition.absolute(&address::person(person.slug()))),
        }),
    };
    let named: Vec<Author> = article.authors().iter().filter_map(known).collect();
    // An article without a byline is the paper's own.
    Ok(if named.is_empty() { vec![own(edition)] } else { named })
}

fn own(edition: &Edition<'_>) -> Author {
    Author { name: edition.source.name(), url: Some(edition.absolute(&edition.front())) }
}

/// The lead photo, or the placard of an article without one.
async fn picture(edition: &Edition<'_>, article: &SeenArticle<'_>, form: Form) -> Result<Picture, Failure> {
    let found = match *article.lead_photo() {
        Some(id) => edition.source.photo(id).await?,
        None => None,
    };
    let whole = found.as_ref().and_then(|found| Some((photo::whole(found)?, found)));
    let Some(((src, width, height), found)) = whole else {
        let (url, (width, height)) = (edition.absolute(&photo::placard_of(edition.source, article)), PLACARD);
        let (width, height) = (i64::from(width), i64::from(height));
        return Ok(Picture { url, media_type: "image/png", width, height, credit: String::new() });
    };
    Ok(Picture {
        url: edition.absolute(&src),
        media_type: address::media_type(&src),
        width,
        height,
        credit: if form == Form::Json { String::new() } else { found.credit().clone() },
    })
}
