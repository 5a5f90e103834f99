//! The corrections of an edition: what was wrong and what is right, newest first.

use std::collections::HashMap;

use broadsheet_news::address;
use broadsheet_news::correction::Correction;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::lists::{Key, List};
use broadsheet_source::{Failure, SeenArticle};
use serde::Serialize;
use serde_json::{Value, json};

use crate::about::About;
use crate::edition::{Anchor, Edition, Time};
use crate::paging::Paging;
use crate::structured;
use crate::theme;
use crate::theme_view::View;
use crate::trail::trail;
use crate::words::Words;

#[derive(Serialize)]
pub(crate) struct Corrections {
    words: &'static Words,
    trail: Vec<Anchor>,
    entries: Vec<Entry>,
    paging: Paging,
}

/// A correction with the article that was wrong.
#[derive(Serialize)]
pub(crate) struct Entry {
    id: String,
    made: Time,
    article: Anchor,
    text: String,
}

impl View for Corrections {
    const TEMPLATE: &'static str = "corrections.html";

    fn samples() -> Vec<Self> {
        let [alone, between] = Paging::samples();
        let sample = |entries: Vec<Entry>, paging| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/")],
            entries,
            paging,
        };
        let entry = Entry {
            id: "7".into(),
            made: Time { iso: "2026-11-25T08:00:00+00:00".into(), shown: "2026/11/25 08:00".into() },
            article: Anchor::to("A <quay> & \"more\"", "/2026/11/25/a"),
            text: "It was <Tuesday>.".into(),
        };
        vec![sample(Vec::new(), alone), sample(vec![entry], between)]
    }
}

/// The newest corrections, each with its article.
pub(crate) async fn newest<'s>(
    edition: &Edition<'s>,
    limit: usize,
) -> Result<Vec<(SeenArticle<'s>, Correction)>, Failure> {
    let found = edition.source.newest(&[List::corrections(&edition.language)], None, limit).await?;
    read(edition, &found).await
}

/// The corrections of a page, each with its article; without a number of the newest.
async fn of_page<'s>(
    edition: &Edition<'s>,
    page: Option<i64>,
) -> Result<(Vec<(SeenArticle<'s>, Correction)>, Paging), Failure> {
    let list = List::corrections(&edition.language);
    let bounds = edition.source.bounds(&list, page).await?.unwrap_or_default();
    let found = edition.source.within(&[list], &bounds).await?;
    Ok((read(edition, &found).await?, Paging::of(&path(edition), page, &bounds)))
}

/// The corrections at those places, each with its article.
async fn read<'s>(edition: &Edition<'s>, found: &[(Key, i64)]) -> Result<Vec<(SeenArticle<'s>, Correction)>, Failure> {
    let mut known: HashMap<i64, Vec<Correction>> = HashMap::new();
    let mut all = Vec::with_capacity(found.len());
    for (key, id) in found {
        let Some(article) = edition.source.articles(&[ArticleId(*id)]).await?.pop() else { continue };
        if !known.contains_key(id) {
            known.insert(*id, article.corrections().await?);
        }
        let made = known.get(id).and_then(|of| of.iter().find(|c| Key::of_time(c.made, c.id.0) == *key));
        if let Some(correction) = made {
            all.push((article, correction.clone()));
        }
    }
    Ok(all)
}

/// Prints a page of corrections.
pub(crate) async fn print(edition: &Edition<'_>, page: Option<i64>) -> Result<String, Failure> {
    let (found, paging) = of_page(edition, page).await?;
    let entry = |(article, correction): &(SeenArticle<'_>, Correction)| Entry {
        id: correction.id.to_string(),
        made: edition.time(correction.made),
        article: Anchor::to(article.headline(), article.address().as_deref().unwrap_or_default()),
        text: correction.text.clone(),
    };
    theme::print(
        edition,
        &Corrections {
            words: edition.words(),
            trail: trail(edition, None).await?,
            entries: found.iter().map(entry).collect(),
            paging,
        },
    )
}

/// What the head of a page of corrections says.
pub(crate) async fn about(edition: &Edition<'_>, page: Option<i64>) -> Result<About, Failure> {
    let words = edition.words();
    let here = path(edition);
    let mut steps = trail(edition, None).await?;
    steps.push(Anchor::to(words.corrections, &address::corrections(&edition.prefix())));
    let (found, _) = of_page(edition, page).await?;
    let mut node = structured::collection(edition, words.corrections, words.corrections_about, &here);
    if let Some(node) = node.as_object_mut().filter(|_| !found.is_empty()) {
        let comments = found.iter().map(|(article, correction)| comment(edition, article, correction));
        node.insert("hasPart".into(), comments.collect());
    }
    Ok(About {
        title: words.corrections.to_owned(),
        description: words.corrections_about.to_owned(),
        data: vec![node.into(), structured::breadcrumbs(edition, &steps)],
        path: Some(here),
        kind: "website",
        // Numbered pages are each edition's own.
        alternates: if page.is_none() { edition.in_each(path) } else { Vec::new() },
        class: "standing",
        ..About::default()
    })
}

fn comment(edition: &Edition<'_>, article: &SeenArticle<'_>, correction: &Correction) -> Value {
    let mut node = structured::correction(edition, correction);
    let url = edition.absolute(article.address().as_deref().unwrap_or_default());
    if let Some(node) = node.as_object_mut() {
        let about = json!({"@type": "NewsArticle", "@id": format!("{url}#article"), "url": url,
            "headline": article.headline()});
        node.insert("about".into(), about);
    }
    node
}

fn path(edition: &Edition<'_>) -> String {
    address::encoded(&address::corrections(&edition.prefix()))
}
