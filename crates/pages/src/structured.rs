//! Structured data: schema.org's words, as JSON that cannot end the element it stands in.

use serde_json::{Value, json};

use crate::edition::{Anchor, Edition};
use crate::theme;

/// The nodes as one graph; nothing where there are none.
///
/// What could end the element or begin a comment is written as an escape of
/// JSON, as are the two line ends that JavaScript once refused.
pub(crate) fn written(nodes: &[Value]) -> String {
    if nodes.is_empty() {
        return String::new();
    }
    let graph = json!({"@context": "https://schema.org", "@graph": nodes});
    let mut out = String::new();
    for c in graph.to_string().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// The paper as a publisher.
pub(crate) fn paper(edition: &Edition<'_>) -> Value {
    json!({
        "@type": "NewsMediaOrganization",
        "@id": format!("{}/#paper", edition.source.address()),
        "name": edition.source.name(),
        "url": edition.absolute("/"),
        "logo": {"@type": "ImageObject", "url": edition.absolute(theme::mark()), "width": 512, "height": 512},
    })
}

/// The paper's site, in one language.
pub(crate) fn site(edition: &Edition<'_>) -> Value {
    json!({
        "@type": "WebSite",
        "@id": format!("{}#site", edition.absolute(&edition.front())),
        "name": edition.source.name(),
        "description": edition.says(),
        "url": edition.absolute(&edition.front()),
        "inLanguage": edition.language.tag(),
        "publisher": {"@id": format!("{}/#paper", edition.source.address())},
    })
}

/// The way from the front to a page.
pub(crate) fn breadcrumbs(edition: &Edition<'_>, steps: &[Anchor]) -> Value {
    let base = edition.source.address();
    let step = |(n, step): (usize, &Anchor)| {
        let mut item = json!({"@type": "ListItem", "position": n + 1, "name": step.name});
        if let (Some(href), Some(item)) = (&step.href, item.as_object_mut()) {
            item.insert("item".into(), json!(format!("{base}{href}")));
        }
        item
    };
    let items: Vec<Value> = steps.iter().enumerate().map(step).collect();
    json!({"@type": "BreadcrumbList", "itemListElement": items})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_headline_ends_the_element_and_all_is_read_back() {
        let said = "</script><!-- & \u{2028} \"quoted\"";
        let text = written(&[json!({"headline": said})]);
        assert!(!text.contains(['<', '>', '&', '\u{2028}']));
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["@graph"][0]["headline"], said);
    }
}
