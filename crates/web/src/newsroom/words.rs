//! The newsroom's words, by language, from the files of `words/`.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentValue;
use fluent_bundle::{FluentArgs, FluentResource};

/// The languages of the newsroom; the first stands in for all others.
pub(crate) const LANGUAGES: [(&str, &str, &str); 2] = [
    ("en", "English", include_str!("../../words/en.ftl")),
    ("zh-Hant", "繁體中文", include_str!("../../words/zh-Hant.ftl")),
];

/// The words of one language.
pub(crate) struct Words {
    tag: &'static str,
    bundle: FluentBundle<FluentResource>,
}

static ALL: LazyLock<Vec<Words>> =
    LazyLock::new(|| LANGUAGES.iter().map(|(tag, _, file)| Words::of(tag, file)).collect());

/// The words of a language, or English.
pub(crate) fn words(tag: &str) -> &'static Words {
    // There is a first language.
    ALL.iter().find(|words| words.tag == tag).unwrap_or(&ALL[0])
}

impl Words {
    fn of(tag: &'static str, file: &str) -> Self {
        let mut bundle = FluentBundle::new_concurrent(tag.parse().into_iter().collect());
        bundle.set_use_isolating(false);
        // The tests read the same files: nobody who works here meets a broken one.
        let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { tag, bundle }
    }

    /// The language's tag.
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// What a message says; its name where there is none of that name.
    pub fn say(&self, name: &str) -> String {
        self.say_of(name, &[])
    }

    /// What a message says of things that are given to it.
    pub fn say_of(&self, name: &str, given: &[(&str, String)]) -> String {
        let mut arguments = FluentArgs::new();
        for (argument, value) in given {
            let value = value.parse::<i64>().map_or_else(|_| FluentValue::from(value.clone()), FluentValue::from);
            arguments.set((*argument).to_owned(), value);
        }
        let Some(pattern) = self.bundle.get_message(name).and_then(|message| message.value()) else {
            return name.to_owned();
        };
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    #[cfg(test)]
    fn has(&self, name: &str) -> bool {
        self.bundle.has_message(name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The names of a file's messages.
    fn names(file: &str) -> BTreeSet<&str> {
        let lines = file.lines().filter(|line| !line.starts_with(['#', ' ', '}']));
        lines.filter_map(|line| Some(line.split_once('=')?.0.trim())).collect()
    }

    #[test]
    fn every_language_has_the_same_messages() {
        let [first, others @ ..] = &LANGUAGES;
        for (tag, _, file) in others {
            let missing: Vec<_> = names(first.2).symmetric_difference(&names(file)).copied().collect::<Vec<_>>();
            assert!(missing.is_empty(), "{tag}: {missing:?}");
        }
    }

    /// What stands between quotation marks behind each of those calls.
    fn said<'t>(text: &'t str, call: &'t str) -> impl Iterator<Item = &'t str> {
        let pieces = text.split(call).skip(1);
        // A name that is made of two has its second half elsewhere.
        pieces
            .filter_map(|piece| piece.split_once('"'))
            .filter(|(_, rest)| !rest.trim_start().starts_with('~'))
            .map(|(name, _)| name)
    }

    #[test]
    fn every_message_that_a_page_says_is_there_and_every_message_is_said() {
        const SOURCES: [&str; 15] = [
            include_str!("account.rs"),
            include_str!("accounts.rs"),
            include_str!("acts.rs"),
            include_str!("article.rs"),
            include_str!("audit.rs"),
            include_str!("bulk.rs"),
            include_str!("links.rs"),
            include_str!("list.rs"),
            include_str!("page.rs"),
            include_str!("presence.rs"),
            include_str!("prove.rs"),
            include_str!("revisions.rs"),
            include_str!("settings.rs"),
            include_str!("sign_in.rs"),
            include_str!("sign_on.rs"),
        ];
        let (english, templates) = (words("en"), &super::super::page::TEMPLATES);
        let in_templates = templates.iter().flat_map(|(_, text)| said(text, "t(\""));
        let in_sources = SOURCES.iter().flat_map(|text| said(text, ".say(\"").chain(said(text, ".say_of(\"")));
        for name in in_templates.chain(in_sources) {
            assert!(english.has(name), "there is no message {name}");
        }
        let all: String = SOURCES.into_iter().chain(templates.iter().map(|(_, text)| *text)).collect();
        for name in names(LANGUAGES[0].2) {
            let made = ["state-", "role-", "said-", "act-", "setting-", "letter-"]
                .iter()
                .any(|begins| name.starts_with(begins));
            assert!(made || all.contains(&format!("\"{name}\"")), "nothing says {name}");
        }
    }
}
