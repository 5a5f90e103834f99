//! Figures, images, frames and other people's widgets.

use broadsheet_news::body::{BlockKind, EmbedPath, PhotoId, Provider, Text};
use scraper::node::Element;
use scraper::{ElementRef, Node};

use ego_tree::NodeRef;

/// The block that one of our own elements stands for, if it says so in an attribute.
pub(super) fn our_own(element: &Element) -> Option<BlockKind> {
    if let Some(list) = element.attr("data-gallery") {
        return ids(list).map(|photos| BlockKind::Gallery { photos });
    }
    if let Some(list) = element.attr("data-related") {
        return ids(list).map(|articles| BlockKind::Related { articles });
    }
    let provider = Provider::from_code(element.attr("data-embed")?)?;
    let path = EmbedPath::parse(element.attr("data-path")?)?;
    let title = element.attr("data-title").map(str::to_owned);
    Some(BlockKind::Embed { provider, path, title })
}

fn ids(list: &str) -> Option<Vec<i64>> {
    let ids: Vec<i64> = list.split_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
    (!ids.is_empty()).then_some(ids)
}

/// Which photo one of our own figures shows.
pub(super) fn our_photo(element: &Element) -> Option<PhotoId> {
    element.attr("data-photo")?.trim().parse().ok()
}

/// A post that another page's script would have dressed up: a quote with a class and a link to the post.
pub(super) fn widget(node: NodeRef<'_, Node>) -> Option<BlockKind> {
    const CLASSES: &[&str] = &[
        "twitter-tweet",
        "twitter-video",
        "instagram-media",
        "tiktok-embed",
        "bluesky-embed",
        "reddit-embed-bq",
        "reddit-card",
        "text-post-media",
    ];
    let element = ElementRef::wrap(node)?;
    if !element.value().classes().any(|class| CLASSES.contains(&class)) {
        return None;
    }
    // The link to the post itself is the last one; those before it are in the post.
    let links = node.descendants().filter_map(|n| n.value().as_element().and_then(|e| e.attr("href")));
    let (provider, path) = links.filter_map(Provider::recognise).last()?;
    let title = Text::plain(&element.text().collect::<String>()).plain_text();
    Some(BlockKind::Embed { provider, path, title: Some(title) })
}

/// The film or post that a frame shows.
pub(super) fn frame(element: &Element) -> Option<BlockKind> {
    let address = element.attr("src").or_else(|| element.attr("data-src"))?;
    let (provider, path) = Provider::recognise(address)?;
    Some(BlockKind::Embed { provider, path, title: element.attr("title").map(str::to_owned) })
}

/// What a figure is about: the first thing in it that decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Quote,
    Image,
    Other,
}

pub(super) fn subject(node: NodeRef<'_, Node>) -> Subject {
    let names = node.descendants().skip(1).filter_map(|n| n.value().as_element().map(Element::name));
    for name in names {
        match name {
            "blockquote" => return Subject::Quote,
            "img" => return Subject::Image,
            "table" | "iframe" | "pre" | "figure" | "ul" | "ol" | "video" => return Subject::Other,
            _ => {}
        }
    }
    Subject::Other
}

/// Whether a table only lays out what stands in it: one cell, or another table inside.
pub(super) fn only_layout(node: NodeRef<'_, Node>, ours: bool) -> bool {
    let mut cells = 0;
    for name in node.descendants().skip(1).filter_map(|n| n.value().as_element().map(Element::name)) {
        match name {
            "table" => return true,
            "td" | "th" => cells += 1,
            _ => {}
        }
    }
    cells <= 1 && !ours
}
