//! Structured data: schema.org's words, as JSON that cannot end the element it stands in.

use broadsheet_news::address;
use broadsheet_news::correction::Correction;
use broadsheet_source::Failure;
use serde::Serialize;
use serde_json::{Value, json};

use crate::edition::{Anchor, Edition};
use crate::site;

/// A node of a document: a thing with its type, as JSON.
pub(crate) struct Node(String);

impl Node {
    pub fn of(said: &impl Serialize) -> Self {
        // What is said here can always be written.
        Self(serde_json::to_string(said).unwrap_or_default())
    }
}

impl From<Value> for Node {
    fn from(said: Value) -> Self {
        Self::of(&said)
    }
}

/// A picture.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
pub(crate) struct ImageObject {
    pub url: String,
    pub width: i64,
    pub height: i64,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub caption: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub credit_text: String,
}

/// The paper as a publisher.
#[derive(Serialize)]
#[serde(tag = "@type", rename = "NewsMediaOrganization")]
pub(crate) struct Publisher {
    #[serde(rename = "@id")]
    id: String,
    name: String,
    url: String,
    logo: ImageObject,
}

/// A step of a trail.
#[derive(Serialize)]
#[serde(tag = "@type")]
struct ListItem<'s> {
    position: usize,
    name: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
}

/// A trail.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct BreadcrumbList<'s> {
    item_list_element: Vec<ListItem<'s>>,
}

/// The nodes as one graph; nothing where there are none.
///
/// What could end the element or begin a comment is written as an escape of
/// JSON, as are the two line ends that JavaScript once refused.
pub(crate) fn written(nodes: &[Node]) -> String {
    if nodes.is_empty() {
        return String::new();
    }
    let mut out = String::with_capacity(64 + nodes.iter().map(|node| node.0.len() + 1).sum::<usize>());
    out.push_str(r#"{"@context":"https://schema.org","@graph":["#);
    for (n, Node(node)) in nodes.iter().enumerate() {
        out.push_str(if n == 0 { "" } else { "," });
        push_harmless(&mut out, node);
    }
    out.push_str("]}");
    out
}

fn push_harmless(out: &mut String, json: &str) {
    let mut written = 0;
    // Both line ends begin with 0xE2, as quotation marks do.
    if json.bytes().any(|byte| matches!(byte, b'<' | b'>' | b'&' | 0xe2)) {
        for (at, c) in json.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
            out.push_str(&json[written..at]);
            c.chars().for_each(|c| out.push_str(&format!("\\u{:04x}", u32::from(c))));
            written = at + c.len();
        }
    }
    out.push_str(&json[written..]);
}

/// The paper as a publisher, as far as an article has to name it.
pub(crate) fn publisher(edition: &Edition<'_>) -> Publisher {
    Publisher {
        id: edition.whole("/#paper"),
        name: edition.source.name(),
        url: edition.absolute("/"),
        logo: ImageObject {
            url: edition.whole(&site::emblem(edition.source, 512)),
            width: 512,
            height: 512,
            caption: String::new(),
            credit_text: String::new(),
        },
    }
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
    let mut node = json!(publisher(edition));
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
pub(crate) fn breadcrumbs(edition: &Edition<'_>, steps: &[Anchor]) -> Node {
    let base = edition.source.address();
    let item = |step: &Anchor| step.href.as_ref().map(|href| format!("{base}{href}"));
    let steps = steps.iter().enumerate();
    let item_list_element = steps.map(|(n, step)| ListItem { position: n + 1, name: &step.name, item: item(step) });
    Node::of(&BreadcrumbList { item_list_element: item_list_element.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_headline_ends_the_element_and_all_is_read_back() {
        let said = "</script><!-- & \u{2028} \"quoted\"";
        let text = written(&[json!({"headline": said}).into()]);
        assert!(!text.contains(['<', '>', '&', '\u{2028}']));
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["@graph"][0]["headline"], said);
    }
}
