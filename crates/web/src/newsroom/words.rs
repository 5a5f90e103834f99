//! The newsroom's words, by language, from the files of `words/`.

use std::collections::HashMap;
use std::sync::LazyLock;

use broadsheet_desk::Refusal;
use broadsheet_news::sentence::Sentence;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentValue;
use fluent_bundle::{FluentArgs, FluentResource};

/// The languages of the newsroom; the first stands in for all others.
pub(crate) const LANGUAGES: [(&str, &str, &str); 2] = [
    ("en", "English", include_str!("../../words/en.ftl")),
    ("zh-Hant", "繁體中文", include_str!("../../words/zh-Hant.ftl")),
];

/// What the desk says, form by form, in the languages that are not its own.
const SENTENCES: [(&str, &str); 1] = [("zh-Hant", include_str!("../../words/sentences.zh-Hant.json"))];

/// The words of one language.
pub(crate) struct Words {
    tag: &'static str,
    /// The forms of the desk's sentences in this language, by ours; nothing where it is ours.
    forms: HashMap<String, String>,
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
        let of_desk = SENTENCES.iter().find(|(of, _)| *of == tag).map(|(_, file)| *file);
        let forms = of_desk.and_then(|file| serde_json::from_str(file).ok()).unwrap_or_default();
        Self { tag, forms, bundle }
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

    /// A sentence of the desk's.
    pub fn said(&self, sentence: &Sentence) -> String {
        sentence.in_words(&|form| self.forms.get(form).map(String::as_str))
    }

    /// Why the desk refused something.
    pub fn refused(&self, refusal: &Refusal) -> String {
        let said: Vec<String> = refusal.sentences().iter().map(|sentence| self.said(sentence)).collect();
        // Where another language has sentences, none stands between them.
        said.join(if self.forms.is_empty() { " " } else { "" })
    }

    #[cfg(test)]
    fn has(&self, name: &str) -> bool {
        self.bundle.has_message(name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use broadsheet_desk::{Deed, Role};

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

    /// The texts of a source file, with what stands before and behind each.
    fn texts(source: &str) -> Vec<(&str, String, &str)> {
        let (mut texts, mut at) = (Vec::new(), 0);
        let ours = source.split("#[cfg(test)]").next().unwrap_or_default();
        while let Some(begin) = ours[at..].find('"').map(|found| at + found) {
            let mut end = begin + 1;
            while !ours[end..].starts_with('"') && end < ours.len() {
                end += if ours[end..].starts_with('\\') {
                    2
                } else {
                    ours[end..].chars().next().map_or(1, char::len_utf8)
                };
            }
            let text = ours[begin + 1..end.min(ours.len())].replace("\\\"", "\"");
            at = (end + 1).min(ours.len());
            texts.push((ours[..begin].trim_end(), text, ours[at..].trim_start()));
        }
        texts
    }

    /// Every Rust file below a folder.
    fn sources(folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => found.extend(sources(&path)),
                false if path.extension().is_some_and(|ending| ending == "rs") => {
                    found.push(std::fs::read_to_string(path).unwrap());
                }
                false => {}
            }
        }
        found
    }

    #[test]
    fn every_sentence_of_the_desk_is_there_in_every_language() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let rooms = ["desk/src", "prose/src", "pictures/src", "web/src/newsroom"];
        let mut sources: Vec<String> = rooms.iter().flat_map(|room| sources(&crates.join(room))).collect();
        // What the program says of mail and of providers is said in the newsroom; the rest of it is said at the machine.
        sources.extend(
            ["post.rs", "sign_on.rs"]
                .map(|file| std::fs::read_to_string(crates.join("broadsheet/src").join(file)).unwrap()),
        );
        let mut forms: BTreeSet<String> = Deed::ALL
            .iter()
            .map(|deed| deed.words().to_owned())
            .chain(Role::ALL.map(|role| role.word().to_owned()))
            .collect();
        let calls = ["sentence!(", "Sentence::from(", ".tell(", "named(", "unfit("];
        for source in sources.iter().filter(|source| source.contains("Sentence") || source.contains("Refusal")) {
            for (before, text, behind) in texts(source) {
                let is_said = text.ends_with(['.', ':']) && text.contains(' ') && behind.starts_with(".into()");
                if is_said || calls.iter().any(|call| before.ends_with(call)) {
                    forms.insert(text);
                }
            }
        }
        assert!(forms.len() > 150, "{}", forms.len());
        for (tag, ..) in &LANGUAGES[1..] {
            let missing: Vec<_> = forms.iter().filter(|form| !words(tag).forms.contains_key(*form)).collect();
            assert!(missing.is_empty(), "{tag}: {missing:#?}");
            let all = ["web/src", "news/src"].map(|room| self::sources(&crates.join(room)).concat()).concat()
                + &sources.concat();
            let written = |form: &&String| !all.contains(&form.replace('"', "\\\""));
            let unsaid: Vec<_> =
                words(tag).forms.keys().filter(written).filter(|form| !forms.contains(*form)).collect();
            assert!(unsaid.is_empty(), "{tag}: nobody says {unsaid:#?}");
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
