//! What a template is made from: its text, and those of all that it includes.

use std::collections::{BTreeMap, BTreeSet};

use broadsheet_news::facts::Hash;

/// The hash of every template, over its text and all that it includes, straight or through another.
pub(super) fn hashes(texts: &BTreeMap<String, String>) -> BTreeMap<String, Hash> {
    let hash = |name: &String| {
        let mut used = BTreeSet::new();
        gather(texts, name, &mut used);
        let all: Vec<(&str, &String)> = used.into_iter().filter_map(|name| Some((name, texts.get(name)?))).collect();
        (name.clone(), Hash::of(&all))
    };
    texts.keys().map(hash).collect()
}

/// The templates whose names stand in a text, between quotation marks: those that it may include.
pub(super) fn named<'t>(texts: &'t BTreeMap<String, String>, text: &str) -> Vec<&'t str> {
    let quoted = |name: &&str| ['"', '\''].iter().any(|mark| text.contains(&format!("{mark}{name}{mark}")));
    texts.keys().map(String::as_str).filter(quoted).collect()
}

fn gather<'t>(texts: &'t BTreeMap<String, String>, name: &'t str, used: &mut BTreeSet<&'t str>) {
    if used.insert(name) {
        let text = texts.get(name).map_or("", String::as_str);
        named(texts, text).into_iter().for_each(|included| gather(texts, included, used));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_changes_with_what_it_includes_and_with_nothing_else() {
        let texts = |card: &str, foot: &str| {
            let all = [("place.html", "{% include \"card.html\" %}"), ("card.html", card), ("foot.html", foot)];
            hashes(&all.map(|(name, text)| (name.to_owned(), text.to_owned())).into())
        };
        let (before, after) = (texts("a", "b"), texts("c", "b"));
        assert_ne!(before["place.html"], after["place.html"]);
        assert_ne!(before["card.html"], after["card.html"]);
        assert_eq!(before["foot.html"], after["foot.html"]);
    }

    #[test]
    fn templates_that_include_each_other_are_read_once() {
        let all = [("a.html", "{% include 'b.html' %}"), ("b.html", "{% include 'a.html' %}")];
        assert_eq!(hashes(&all.map(|(name, text)| (name.to_owned(), text.to_owned())).into()).len(), 2);
    }
}
