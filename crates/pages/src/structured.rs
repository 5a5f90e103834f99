//! Structured data: schema.org's words, as JSON that cannot end the element it stands in.

use broadsheet_news::address;
use broadsheet_news::correction::Correction;
use broadsheet_source::Failure;
use serde::Serialize;
use serde_json::{Value, json};

use crate::edition::{Anchor, Edition};
use crate::site;

/// Nodes of one document.
#[derive(Serialize)]
struct Graph<'n> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    nodes: &'n [Value],
}

/// The nodes as one graph; nothing where there are none.
///
/// What could end the element or begin a comment is written as an escape of
/// JSON, as are the two line ends that JavaScript once refused.
pub(crate) fn written(nodes: &[Value]) -> String {
    if nodes.is_empty() {
        return String::new();
    }
    // Values of JSON can always be written.
    let graph = serde_json::to_string(&Graph { context: "https://schema.org", nodes }).unwrap_or_default();
    let (mut out, mut written) = (String::with_capacity(graph.len()), 0);
    for (at, c) in graph.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        out.push_str(&graph[written..at]);
        c.chars().for_each(|c| out.push_str(&format!("\\u{:04x}", u32::from(c))));
        written = at + c.len();
    }
    out.push_str(&graph[written..]);
    out
}

/// The paper as a publisher, as far as an article has to name it.
pub(crate) fn publisher(edition: &Edition<'_>) -> Value {
    let icon = edition.whole(&site::emblem(edition.source, 512));
    json!({
        "@type": "NewsMediaOrganization",
        "@id": edition.whole("/#paper"),
        "name": edition.source.name(),
        "url": edition.absolute("/"),
        "logo": {"@type": "ImageObject", "url": icon, "width": 512, "height": 512},
    })
}

/// What a newspaper says of how it works, by the slugs of the standing pages that say it.
const POLICIES: [(&str, &[&str]); 9] = [
    ("publishingPrinciples", &["publishing-principles", "principles", "standards", "about"]),
    ("correctionsPolicy", &["corrections-policy", "correction-policy"]),
    ("ethicsPolicy", &["ethics", "ethics-policy", "code-of-ethics"]),
    ("masthead", &["masthead", "staff", "imprint", "impressum"]),
    ("ownershipFundingInfo", &["ownership", "funding", "who-owns-us"]),
    ("diversityPolicy", &["diversity", "diversity-policy"]),
    ("verificationFactCheckingPolicy", &["fact-checking", "verification"]),
    ("unnamedSourcesPolicy", &["unnamed-sources", "sources"]),
    ("actionableFeedbackPolicy", &["feedback", "contact"]),
];

/// The paper with its policies: the standing pages that have them, and its corrections.
pub(crate) async fn paper(edition: &Edition<'_>) -> Result<Value, Failure> {
    let mut node = publisher(edition);
    let prefix = edition.prefix();
    let standing = edition.source.standing_pages(&edition.language).await?;
    let Some(said) = node.as_object_mut() else { return Ok(node) };
    said.insert("description".into(), json!(edition.says()));
    said.insert("correctionsPolicy".into(), json!(edition.absolute(&address::corrections(&prefix))));
    for (policy, slugs) in POLICIES {
        let page = slugs.iter().find_map(|slug| standing.iter().find(|page| page.slug() == slug));
        if let Some(page) = page {
            said.insert(policy.into(), json!(edition.absolute(&address::named(&prefix, page.slug()))));
        }
    }
    Ok(node)
}

/// A page that is a list. `path` is percent-encoded.
pub(crate) fn collection(edition: &Edition<'_>, name: &str, description: &str, path: &str) -> Value {
    let url = edition.whole(path);
    let mut node = json!({
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": name,
        "inLanguage": edition.language.tag(),
        "isPartOf": {"@id": format!("{}#site", edition.absolute(&edition.front()))},
    });
    if let Some(node) = node.as_object_mut().filter(|_| !description.is_empty()) {
        node.insert("description".into(), json!(description));
    }
    node
}

/// A correction.
pub(crate) fn correction(edition: &Edition<'_>, correction: &Correction) -> Value {
    json!({
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": edition.source.zone().iso(correction.made),
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
        "publisher": {"@id": edition.whole("/#paper")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": format!("{}?q={{q}}", edition.absolute(&address::search(&edition.prefix()))),
            "query-input": "required name=q",
        },
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
