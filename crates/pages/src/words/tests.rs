//! The files of words and the table of messages say the same.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::*;

/// A message's arguments, by its name.
type Known = BTreeMap<String, BTreeSet<String>>;

fn table() -> Known {
    let arguments = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    MESSAGES.iter().map(|(name, given)| ((*name).to_owned(), arguments(given))).collect()
}

fn file(text: &str) -> Known {
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let mut known = Known::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        let mut arguments = BTreeSet::new();
        pattern(message.value.as_ref().expect("a text"), &mut arguments);
        assert!(known.insert(message.id.name.to_owned(), arguments).is_none(), "{} stands twice", message.id.name);
    }
    known
}

fn pattern(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            whole(expression, found);
        }
    }
}

fn whole(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(part) => inline(part, found),
        Expression::Select { selector, variants } => {
            inline(selector, found);
            variants.iter().for_each(|variant| pattern(&variant.value, found));
        }
    }
}

fn inline(part: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match part {
        InlineExpression::VariableReference { id } => _ = found.insert(id.name.to_owned()),
        InlineExpression::Placeable { expression } => whole(expression, found),
        InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
            positional.iter().for_each(|part| inline(part, found));
        }
        _ => {}
    }
}

#[test]
fn every_language_has_the_same_messages_with_the_same_arguments() {
    for (tag, text) in FILES {
        let (mut told, mut known) = (file(text), table());
        // A language whose nouns never change asks for no form.
        told.values_mut().chain(known.values_mut()).for_each(|arguments| _ = arguments.remove(PLURAL));
        assert_eq!(told, known, "{tag}.ftl");
    }
}

#[test]
fn every_message_is_printed_without_an_error_whatever_the_number() {
    for (tag, text) in FILES {
        let (words, problems) = read(tag, &[text]);
        assert_eq!(problems, Vec::<String>::new(), "{tag}.ftl");
        for (name, given) in MESSAGES {
            for count in [0, 1, 2, 3, 11, 100, 1_234_567] {
                let others = given.iter().filter(|name| ![COUNT, PLURAL].contains(name));
                let arguments = counted(&words.language, count, others.map(|name| (*name, "<b>".into())).collect());
                let mut errors = Vec::new();
                let said = message(&words.bundle, name, Some(&arguments), &mut errors);
                assert!(errors.is_empty() && !said.trim().is_empty(), "{tag}: {name}: {errors:?}");
            }
        }
    }
}

#[test]
fn every_message_is_used() {
    let mut texts = String::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["src", "templates"].iter().for_each(|folder| gather(&root.join(folder), &mut texts));
    for (name, _) in MESSAGES {
        let uses = [format!("words.{name}"), format!("words().{name}"), format!("words.clone().{name}")];
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        assert!(
            uses.iter().any(|used| texts.match_indices(used).any(|(at, _)| ends(&texts[at + used.len()..]))),
            "nothing says {name}"
        );
    }
}

fn gather(folder: &Path, texts: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder of the crate") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => gather(&path, texts),
            false => texts.push_str(&std::fs::read_to_string(&path).expect("a text")),
        }
    }
}

#[test]
fn numbers_take_the_forms_and_the_grouping_of_their_language() {
    let of = |tag: &str, count: i64| words(&Language::tagged(tag).expect("a tag")).readers(count);
    assert_eq!([0, 1, 2, 12_345].map(|n| of("en", n)), ["0 readers", "1 reader", "2 readers", "12,345 readers"]);
    assert_eq!([0, 1, 12_345].map(|n| of("zh-Hant", n)), ["0 位讀者", "1 位讀者", "12,345 位讀者"]);
    assert_eq!(
        [0, 1, 2, 3, 11, 100, 12_345].map(|n| of("ar", n)),
        ["لا قرّاء بعد", "قارئ واحد", "قارئان", "3 قرّاء", "11 قارئًا", "100 قارئ", "12,345 قارئًا"]
    );
}

#[test]
fn a_papers_own_file_replaces_what_it_has() {
    let [(tag, ours), ..] = FILES;
    let (words, problems) = read(tag, &[ours, "home = Front page\n"]);
    assert_eq!((words.home, words.latest, problems), ("Front page", "Latest", Vec::new()));
    let (_, problems) = read(tag, &["home = { $"]);
    assert!(problems.len() > MESSAGES.iter().filter(|(_, arguments)| arguments.is_empty()).count());
}
