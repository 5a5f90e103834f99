//! The words of the furniture, by language, from the files of `words/`. What no language has is said in English.
//!
//! To add a message: its name in the table below, where a typo is found by the
//! compiler, and its text in every file, which tests compare with the table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use broadsheet_news::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentValue;
use fluent_bundle::{FluentArgs, FluentResource};
use serde::{Serialize, Serializer};

#[cfg(test)]
mod tests;

macro_rules! furniture {
    (
        said: $($said:ident)*;
        made: $($made:ident($($argument:ident),*))*;
        counted: $($counted:ident($($beside:ident),*))*;
    ) => {
        /// The words of the furniture in one language: a field for each message that is always the same, a method for
        /// each that is made of others or counts something.
        pub(crate) struct Words {
            $(pub $said: &'static str,)*
            /// The fields as a template sees them, made once.
            shown: minijinja::Value,
            language: Language,
            bundle: FluentBundle<FluentResource>,
        }

        impl Words {
            fn of(language: Language, bundle: FluentBundle<FluentResource>, problems: &mut Vec<String>) -> Self {
                // Words are kept as long as the program runs, and a page holds many.
                let mut said = |name: &'static str| -> &'static str {
                    Box::leak(message(&bundle, name, None, problems).into_boxed_str())
                };
                $(let $said = said(stringify!($said));)*
                let shown = BTreeMap::from([$((stringify!($said), $said)),*]).into();
                Self { $($said,)* shown, language, bundle }
            }

            $(pub fn $made<'a>(&'a self, $($argument: impl Into<FluentValue<'a>>),*) -> String {
                let mut arguments = FluentArgs::new();
                $(arguments.set(stringify!($argument), $argument);)*
                message(&self.bundle, stringify!($made), Some(&arguments), &mut Vec::new())
            })*

            $(pub fn $counted<'a>(&'a self, count: i64, $($beside: impl Into<FluentValue<'a>>),*) -> String {
                let beside: Vec<(&str, FluentValue<'a>)> = vec![$((stringify!($beside), $beside.into())),*];
                let arguments = counted(&self.language, count, beside);
                message(&self.bundle, stringify!($counted), Some(&arguments), &mut Vec::new())
            })*
        }

        /// Every message with its arguments.
        #[cfg(test)]
        const MESSAGES: &[(&str, &[&str])] =
            &[
            $((stringify!($said), &[]),)*
            $((stringify!($made), &[$(stringify!($argument)),*]),)*
            $((stringify!($counted), &[COUNT, PLURAL, $(stringify!($beside)),*]),)*
        ];
    };
}

furniture! {
    said:
        skip sections services home breadcrumbs directory briefing latest feed by apart comma share share_heading
        share_address share_more email topics related updated popular table older newer archive beside subsections also
        none_yet front_empty
        corrections correction corrections_about corrections_none corrections_older corrections_newer
        directory_about directory_empty
        directory_more directory_letters directory_kinds directory_words
        directory_find directory_nothing written_here map
        kinds place postal_address phone web opening_hours in_the_news
        missing_title missing_text gone_title gone_text
        briefing_heading briefing_about briefing_add briefing_step_app briefing_step_skill briefing_step_rss
        briefing_step_sections briefing_step_feed briefing_say briefing_now
        search search_words search_help search_section search_all_sections search_from search_to search_sort
        search_best search_newest search_topic search_person search_without search_none search_none_help search_widen
        search_loose search_unfinished search_out search_day search_no_section search_no_topic search_no_person
        search_past search_first search_before search_after search_narrow;
    made:
        titled(title, more)
        page(number)
        search_respelled(typed, meant) search_long(n) search_page(n);
    counted:
        readers()
        articles()
        directory_found(words)
        directory_first(words)
        search_found();
}

/// The number as it is shown, and the form that the noun behind it takes: CLDR's rules, which Fluent's own fall short of.
const COUNT: &str = "count";
const PLURAL: &str = "plural";

fn counted<'a>(language: &Language, count: i64, beside: Vec<(&'a str, FluentValue<'a>)>) -> FluentArgs<'a> {
    let count = [(COUNT, language.number(count).into()), (PLURAL, language.plural(count).into())];
    count.into_iter().chain(beside).collect()
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.shown.serialize(serializer)
    }
}

/// The languages we have words in; the first stands in for all others.
const FILES: [(&str, &str); 3] = [
    ("en", include_str!("../words/en.ftl")),
    ("zh-Hant", include_str!("../words/zh-Hant.ftl")),
    ("ar", include_str!("../words/ar.ftl")),
];

static ALL: LazyLock<[(&str, Words); 3]> = LazyLock::new(|| {
    FILES.map(|(tag, file)| {
        let (words, problems) = read(tag, &[file]);
        // The tests read the same files: a reader never meets this.
        debug_assert!(problems.is_empty(), "{tag}.ftl: {problems:?}");
        (tag, words)
    })
});

/// Reads the words of a language, and what is wrong with them. A message that a later file has replaces the earlier one's.
fn read(tag: &str, files: &[&str]) -> (Words, Vec<String>) {
    let mut problems = Vec::new();
    let mut bundle = FluentBundle::new_concurrent(tag.parse().into_iter().collect());
    // A page isolates what runs the other way by elements, where that is needed.
    bundle.set_use_isolating(false);
    for file in files {
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, errors)| {
            problems.extend(errors.iter().map(ToString::to_string));
            resource
        });
        bundle.add_resource_overriding(resource);
    }
    let language = Language::tagged(tag).unwrap_or_default();
    (Words::of(language, bundle, &mut problems), problems)
}

/// A message's text; its name where it has none.
fn message(
    bundle: &FluentBundle<FluentResource>,
    name: &str,
    arguments: Option<&FluentArgs<'_>>,
    problems: &mut Vec<String>,
) -> String {
    let Some(pattern) = bundle.get_message(name).and_then(|message| message.value()) else {
        problems.push(format!("{name} is missing"));
        return name.to_owned();
    };
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, arguments, &mut errors).into_owned();
    problems.extend(errors.iter().map(|error| format!("{name}: {error}")));
    text
}

/// The words of that language, of one close to it, or English ones.
pub(crate) fn words(language: &Language) -> &'static Words {
    let all = &*ALL;
    let close = |tag: &str| tag.split('-').next() == Some(language.primary());
    let found = all.iter().find(|(tag, _)| *tag == language.tag()).or_else(|| all.iter().find(|(tag, _)| close(tag)));
    let [first, ..] = all;
    &found.unwrap_or(first).1
}
/// The language in the form of Open Graph, with the region where its readers mostly are.
pub(crate) fn locale(language: &Language) -> String {
    match language.tag() {
        "en" => "en_GB".to_owned(),
        "zh-Hant" => "zh_TW".to_owned(),
        "zh-Hans" => "zh_CN".to_owned(),
        "ar" => "ar_AR".to_owned(),
        tag => tag.replace('-', "_"),
    }
}

/// What a language calls itself, for the links to other editions.
pub(crate) fn own_name(language: &Language) -> String {
    match language.tag() {
        "en" => "English",
        "zh-Hant" => "繁體中文",
        "zh-Hans" => "简体中文",
        "zh" => "中文",
        "ar" => "العربية",
        "ja" => "日本語",
        "de" => "Deutsch",
        "fr" => "Français",
        "es" => "Español",
        tag => tag,
    }
    .to_owned()
}
