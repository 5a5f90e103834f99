//! A topic's page: what stands over its articles, and what its head says.

use broadsheet_news::address;
use broadsheet_news::ids::TopicId;
use broadsheet_source::Failure;
use serde::Serialize;

use crate::about::About;
use crate::edition::{Anchor, Edition};
use crate::structured;
use crate::theme;
use crate::theme_view::View;
use crate::trail::trail;
use crate::words::Words;

#[derive(Serialize)]
pub(crate) struct Top {
    words: &'static Words,
    trail: Vec<Anchor>,
    name: String,
    description: String,
    /// The names of its aliases, said so; may be empty.
    also: String,
}

impl View for Top {
    const TEMPLATE: &'static str = "topic_top.html";

    fn samples() -> Vec<Self> {
        let sample = |also: &str, description: &str| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/")],
            name: "Ferries & <Quays>".into(),
            description: description.to_owned(),
            also: also.to_owned(),
        };
        vec![sample("", ""), sample("Also known as: Boats, Ships & more", "What's afloat")]
    }
}

/// Prints what stands over a topic's articles.
pub(crate) async fn top(edition: &Edition<'_>, id: TopicId) -> Result<String, Failure> {
    let Some(topic) = edition.source.topic(id).await? else { return Ok(String::new()) };
    let aliases = edition.source.aliases(id).await?;
    let aliases = edition.source.topics(&aliases).await?;
    let words = edition.words();
    let names: Vec<&str> = aliases.iter().map(|alias| alias.name().as_str()).collect();
    let also = if names.is_empty() { String::new() } else { words.titled(words.also, names.join(words.comma)) };
    theme::print(
        edition,
        &Top {
            words,
            trail: trail(edition, None).await?,
            name: topic.name().clone(),
            description: topic.description().clone(),
            also,
        },
    )
}

/// What the head of a topic's page says.
pub(crate) async fn about(edition: &Edition<'_>, id: TopicId) -> Result<About, Failure> {
    let Some(topic) = edition.source.topic(id).await? else { return Ok(About::default()) };
    let path = address::topic(&edition.prefix(), topic.slug());
    let mut steps = trail(edition, None).await?;
    steps.push(Anchor::to(topic.name(), &path));
    Ok(About {
        title: topic.name().clone(),
        description: topic.description().clone(),
        data: vec![
            structured::collection(edition, topic.name(), topic.description(), &address::encoded(&path)).into(),
            structured::breadcrumbs(edition, &steps),
        ],
        path: Some(address::encoded(&path)),
        kind: "website",
        class: "topic",
        ..About::default()
    })
}
