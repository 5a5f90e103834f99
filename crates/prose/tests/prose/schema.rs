//! Parses what came out and looks for anything that the schema does not have.

use broadsheet_news::body::Link;
use broadsheet_prose::html::Element;
use scraper::Html;

/// Nothing, or what stands in the HTML although the schema does not have it.
pub fn outside(html: &str, schema: &[Element]) -> Option<String> {
    let document = Html::parse_fragment(html);
    let mut nodes = document.tree.nodes();
    nodes.find_map(|node| {
        if node.value().is_comment() || node.value().is_doctype() {
            return Some("a comment".to_owned());
        }
        // The parser puts these two around every fragment.
        let around = |name: &str| matches!(name, "html" | "body");
        let element =
            node.value().as_element().filter(|element| !around(element.name()) || element.attrs().next().is_some())?;
        let Some((_, allowed)) = schema.iter().find(|(name, _)| *name == element.name()) else {
            return Some(element.name().to_owned());
        };
        element.attrs().find_map(|(name, value)| {
            let safe = match name {
                "href" => Link::parse(value).is_some(),
                "src" => value.starts_with('/') || value.starts_with("https:"),
                _ => true,
            };
            (!safe || !allowed.contains(&name)).then(|| format!("{} {name}={value}", element.name()))
        })
    })
}
