//! The feed of a front: its newest articles in RSS 2.0.

use broadsheet_news::address;
use broadsheet_news::article::Author;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, PersonId};
use broadsheet_news::lists::List;
use broadsheet_source::Failure;
use broadsheet_source::SeenArticle;
use serde::Serialize;

use crate::article::excerpt;
use crate::edition::Edition;
use crate::photo;
use crate::theme;
use crate::theme_view::View;

/// The type of a feed.
pub(crate) const RSS: &str = "application/rss+xml; charset=utf-8";

/// How many articles a feed holds.
const SHOWN: usize = 30;

#[derive(Serialize)]
pub(crate) struct Feed {
    title: String,
    link: String,
    own: String,
    description: String,
    language: String,
    built: Option<String>,
    items: Vec<Item>,
}

/// An article in the feed.
#[derive(Serialize)]
pub(crate) struct Item {
    title: String,
    link: String,
    description: String,
    published: Option<String>,
    updated: Option<String>,
    authors: Vec<String>,
    categories: Vec<String>,
    picture: Option<Picture>,
}

#[derive(Serialize)]
pub(crate) struct Picture {
    url: String,
    media_type: &'static str,
    width: i64,
    height: i64,
    credit: String,
}

impl View for Feed {
    const TEMPLATE: &'static str = "feed.xml";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        let item = |title: &str, picture| Item {
            title: title.to_owned(),
            link: "https://example.com/2026/11/25/a".into(),
            description: title.to_owned(),
            published: Some("Wed, 25 Nov 2026 08:00:00 +0000".into()),
            updated: None,
            authors: vec!["Mara O'Neil".into()],
            categories: vec!["Arts & <Letters>".into()],
            picture,
        };
        let picture = Picture {
            url: "https://example.com/p.svg".into(),
            media_type: "image/svg+xml",
            width: 3,
            height: 2,
            credit: "L & Co".into(),
        };
        let sample = |items| Self {
            title: "The <Harbour> Post".into(),
            link: "https://example.com/".into(),
            own: "https://example.com/feed.xml".into(),
            description: "News & more".into(),
            language: "en".into(),
            built: None,
            items,
        };
        vec![sample(Vec::new()), sample(vec![item("A \"b\" & <c>\u{8}", None), item("d", Some(picture))])]
    }
}

/// Prints the feed of a language's front.
pub(crate) async fn print(edition: &Edition<'_>) -> Result<String, Failure> {
    let source = edition.source;
    let articles = newest(edition, SHOWN).await?;
    let zone = source.zone();
    let built: Option<Instant> = articles.iter().filter_map(|a| (*a.updated()).max(*a.first_published())).max();
    let mut items = Vec::with_capacity(articles.len());
    for article in &articles {
        items.push(item(edition, article).await?);
    }
    theme::print(
        edition,
        &Feed {
            title: source.name(),
            link: edition.absolute(&edition.front()),
            own: edition.absolute(&address::named(&edition.prefix(), "feed.xml")),
            description: edition.says(),
            language: edition.language.tag().to_owned(),
            built: built.map(|at| zone.rfc822(at)),
            items,
        },
    )
}

/// The newest articles of a language.
pub(crate) async fn newest<'s>(edition: &Edition<'s>, limit: usize) -> Result<Vec<SeenArticle<'s>>, Failure> {
    let found = edition.source.newest(&[List::latest(&edition.language)], None, limit).await?;
    let ids: Vec<ArticleId> = found.into_iter().map(|(_, id)| ArticleId(id)).collect();
    edition.source.articles(&ids).await
}

async fn item(edition: &Edition<'_>, article: &SeenArticle<'_>) -> Result<Item, Failure> {
    let source = edition.source;
    let zone = source.zone();
    let section = match *article.section() {
        Some(id) => source.section(id).await?.map(|section| section.name().clone()),
        None => None,
    };
    let topics = source.topics(article.topics()).await?;
    Ok(Item {
        title: article.headline().clone(),
        link: edition.absolute(article.address().as_deref().unwrap_or_default()),
        description: summary(article).await?,
        published: article.first_published().map(|at| zone.rfc822(at)),
        updated: article.updated().map(|at| zone.iso(at)),
        authors: authors(edition, article).await?,
        categories: section.into_iter().chain(topics.iter().map(|topic| topic.name().clone())).collect(),
        picture: picture(edition, article).await?,
    })
}

/// The deck, or how the text begins.
async fn summary(article: &SeenArticle<'_>) -> Result<String, Failure> {
    if !article.deck().is_empty() {
        return Ok(article.deck().clone());
    }
    Ok(excerpt(&article.body().await?))
}

async fn authors(edition: &Edition<'_>, article: &SeenArticle<'_>) -> Result<Vec<String>, Failure> {
    let ids: Vec<PersonId> = article.bylines().iter().filter_map(|line| person(&line.author)).collect();
    let people = edition.source.persons(&ids).await?;
    let name = |author: &Author| match author {
        Author::Guest(name) => Some(name.clone()),
        Author::Person(id) => people.iter().find(|person| person.id() == *id).map(|person| person.name().clone()),
    };
    Ok(article.bylines().iter().filter_map(|line| name(&line.author)).collect())
}

fn person(author: &Author) -> Option<PersonId> {
    match author {
        Author::Person(id) => Some(*id),
        Author::Guest(_) => None,
    }
}

async fn picture(edition: &Edition<'_>, article: &SeenArticle<'_>) -> Result<Option<Picture>, Failure> {
    let Some(id) = *article.lead_photo() else { return Ok(None) };
    let Some(found) = edition.source.photo(id).await? else { return Ok(None) };
    let image = photo::captioned(&found, *article.section());
    Ok(Some(Picture {
        url: edition.absolute(&image.src),
        media_type: address::media_type(&image.src),
        width: image.width,
        height: image.height,
        credit: image.credit,
    }))
}
