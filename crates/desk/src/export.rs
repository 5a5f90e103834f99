//! Articles on their way out, in the form in which they come in.

use std::collections::HashMap;

use broadsheet_news::article::{Article, Author, Byline, Content, Member, State};
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, PhotoId, SectionId};
use broadsheet_news::incoming::{Incoming, IncomingByline, IncomingCorrection, IncomingPhoto, Listed};
use broadsheet_news::sentence;
use broadsheet_store::Store;
use broadsheet_store::transaction::{Act, Transaction};

use crate::Refusal;
use crate::article::{content, known};

/// Exports the articles that readers have or had, by id above one, at most so many;
/// with the id of the last that was looked at, or `None` where there is no further one.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn export_above(
    store: &Store,
    above: ArticleId,
    limit: i64,
) -> Result<(Vec<Incoming>, Option<ArticleId>), Refusal> {
    let reading = reading(store).await?;
    let articles = reading.articles_above(above.0, limit).await?;
    let last = articles.last().map(|article| article.id);
    let mut all = Vec::with_capacity(articles.len());
    for article in articles {
        if let Some(incoming) = public(&reading, &article).await? {
            all.push(incoming);
        }
    }
    Ok((all, last))
}

/// Exports one article.
///
/// # Errors
/// [`Refusal::Unknown`] where there is none of that id, or readers never had it.
pub async fn export_one(store: &Store, id: ArticleId) -> Result<Incoming, Refusal> {
    let reading = reading(store).await?;
    let article = known(&reading, id).await?;
    let found = public(&reading, &article).await?;
    found
        .ok_or_else(|| Refusal::Unknown(sentence!("Readers never had article {}: publish it before exporting it.", id)))
}

/// A transaction that is only read in, and dropped.
async fn reading(store: &Store) -> Result<Transaction, Refusal> {
    Ok(store.begin(Act { name: "export", actor: String::new(), now: Instant::ALWAYS, trace: None }).await?)
}

async fn public(reading: &Transaction, article: &Article) -> Result<Option<Incoming>, Refusal> {
    let Some(revision) = article.published_revision else { return Ok(None) };
    let content = content(reading, revision).await?;
    let mut out = Incoming::headed(
        &source(reading, article).await?,
        content.language.clone(),
        &content.headline,
        Body::default(),
    );
    out.slug = article.address.as_deref().and_then(|address| address.rsplit('/').next()).map(str::to_owned);
    out.first_published = article.first_published;
    out.updated = article.updated;
    out.withdrawn = article.state == State::Withdrawn;
    let (opening, counted) = reading.readers(article.id).await?;
    out.readers = Some(opening + counted).filter(|n| *n > 0);
    said(reading, &content, &mut out).await?;
    around(reading, article.id, &mut out).await?;
    Ok(Some(out))
}

/// Where it was imported from, or its own address.
async fn source(reading: &Transaction, article: &Article) -> Result<String, Refusal> {
    let stored = reading.source_of(article.id).await?;
    Ok(stored.or_else(|| article.address.clone()).unwrap_or_else(|| format!("article {}", article.id)))
}

/// What the revision says, by names.
async fn said(reading: &Transaction, content: &Content, out: &mut Incoming) -> Result<(), Refusal> {
    out.front_headline.clone_from(&content.front_headline);
    out.seo_title.clone_from(&content.seo_title);
    out.deck.clone_from(&content.deck);
    out.dateline = content.dateline.clone();
    out.section = section_path(reading, content.section).await?;
    for id in &content.topics {
        out.topics.extend(reading.topic(*id).await?.map(|topic| topic.name));
    }
    for byline in &content.bylines {
        out.bylines.push(self::byline(reading, byline).await?);
    }
    if let Some(id) = content.lead_photo {
        out.lead_photo = photo(reading, id).await?;
    }
    for id in content.body.photos() {
        out.photos.extend(photo(reading, PhotoId(id)).await?);
    }
    for id in content.body.articles() {
        out.boxed.extend(listed(reading, Member::Article(ArticleId(id))).await?);
    }
    out.body = by_place(content.body.clone());
    Ok(())
}

/// What hangs on the article itself: corrections, pins, translations.
async fn around(reading: &Transaction, id: ArticleId, out: &mut Incoming) -> Result<(), Refusal> {
    for correction in reading.corrections(id).await? {
        let (made, text, before) = (correction.made, correction.text, correction.before);
        out.corrections.push(IncomingCorrection { made, text, before });
    }
    for member in reading.pins(id).await? {
        out.related.extend(listed(reading, member).await?);
    }
    for other in reading.translations(id).await? {
        out.translations.push(source(reading, &known(reading, other).await?).await?);
    }
    Ok(())
}

async fn section_path(reading: &Transaction, lowest: Option<SectionId>) -> Result<Vec<String>, Refusal> {
    let mut path = Vec::new();
    let mut next = lowest;
    while let Some(id) = next {
        let Some(section) = reading.section(id).await? else { break };
        path.push(section.name);
        next = section.parent;
    }
    path.reverse();
    Ok(path)
}

async fn byline(reading: &Transaction, byline: &Byline) -> Result<IncomingByline, Refusal> {
    let (name, guest) = match &byline.author {
        Author::Guest(name) => (name.clone(), true),
        Author::Person(id) => (reading.person(*id).await?.map(|person| person.name).unwrap_or_default(), false),
    };
    Ok(IncomingByline { name, organisation: byline.organisation.clone(), role: byline.role.clone(), guest })
}

async fn photo(reading: &Transaction, id: PhotoId) -> Result<Option<IncomingPhoto>, Refusal> {
    let Some(photo) = reading.photo(id).await? else { return Ok(None) };
    Ok(Some(IncomingPhoto {
        file: photo.file,
        width: photo.width,
        height: photo.height,
        alt: photo.alt,
        caption: photo.caption,
        credit: photo.credit,
        rights: photo.rights,
        focal_point: (photo.focal_x, photo.focal_y),
        beside: None,
        average: photo.average,
        expires: photo.expires,
        gone: photo.gone,
    }))
}

/// An article or reference as a list names it.
async fn listed(reading: &Transaction, member: Member) -> Result<Option<Listed>, Refusal> {
    match member {
        Member::Reference(id) => {
            let found = reading.reference(id).await?;
            Ok(found.map(|reference| Listed { headline: reference.headline, published: reference.published }))
        }
        Member::Article(id) => {
            let article = known(reading, id).await?;
            let Some(revision) = article.published_revision else { return Ok(None) };
            let headline = content(reading, revision).await?.headline;
            Ok(Some(Listed { headline, published: article.first_published }))
        }
    }
}

/// The body with photos and boxed articles numbered by their place, from 1.
fn by_place(mut body: Body) -> Body {
    let places = |ids: Vec<i64>| -> HashMap<i64, i64> { ids.into_iter().zip(1..).collect() };
    let (photos, articles) = (places(body.photos()), places(body.articles()));
    let renumber = |ids: &mut [i64], by: &HashMap<i64, i64>| {
        ids.iter_mut().for_each(|id| *id = by.get(id).copied().unwrap_or_default());
    };
    let each = |kind: &mut BlockKind| match kind {
        BlockKind::Photo { photo, .. } => renumber(std::slice::from_mut(photo), &photos),
        BlockKind::Gallery { photos: shown } => renumber(shown, &photos),
        BlockKind::Related { articles: boxed } => renumber(boxed, &articles),
        _ => {}
    };
    for block in &mut body.blocks {
        if let BlockKind::FactBox { blocks, .. } = &mut block.kind {
            blocks.iter_mut().for_each(|inner| each(&mut inner.kind));
        }
        each(&mut block.kind);
    }
    body
}
