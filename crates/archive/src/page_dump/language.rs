//! The language of the text, by its commonest small words or by its script.

use broadsheet_news::language::Language;

use super::recognised::Recognised;

/// The commonest small words of each language, those that its neighbours do not share where that can be helped.
const SMALL: &[(&str, &[&str])] = &[
    ("en", &["the", "and", "of", "to", "in", "that", "is", "was", "for", "with"]),
    ("de", &["der", "die", "und", "das", "nicht", "ist", "mit", "den", "von", "auf"]),
    ("fr", &["le", "les", "des", "et", "est", "une", "dans", "pour", "que", "du"]),
    ("es", &["el", "los", "las", "y", "que", "una", "por", "con", "para", "del"]),
    ("it", &["il", "di", "che", "gli", "della", "una", "per", "con", "sono", "nel"]),
    ("pt", &["o", "os", "que", "não", "uma", "para", "com", "do", "da", "em"]),
    ("nl", &["het", "een", "van", "en", "niet", "zijn", "voor", "met", "dat", "op"]),
    ("sv", &["och", "att", "det", "som", "inte", "är", "för", "på", "av", "en"]),
    ("nb", &["og", "det", "som", "ikke", "er", "på", "av", "til", "med", "har"]),
    ("da", &["og", "det", "som", "ikke", "er", "på", "af", "til", "med", "har"]),
    ("fi", &["ja", "on", "ei", "että", "oli", "myös", "hän", "mutta", "kun", "ovat"]),
    ("pl", &["i", "w", "nie", "na", "się", "że", "jest", "do", "z", "to"]),
    ("cs", &["a", "se", "na", "je", "že", "v", "si", "jsou", "podle", "také"]),
    ("tr", &["ve", "bir", "bu", "için", "ile", "olarak", "da", "de", "çok", "olan"]),
    ("id", &["yang", "dan", "di", "untuk", "dengan", "ini", "itu", "dari", "pada", "tidak"]),
];

/// Guesses the language; where nothing speaks for one, it stays the default.
pub(super) fn find(found: &mut Recognised) {
    let text: String =
        found.paragraphs.iter().map(|paragraph| paragraph.text().to_lowercase() + " ").take(40).collect();
    let tag = by_script(&text).or_else(|| by_words(&text));
    if let Some(language) = tag.and_then(Language::tagged) {
        found.language = language;
    }
}

fn by_script(text: &str) -> Option<&'static str> {
    let count = |from: char, to: char| text.chars().filter(|c| (from..=to).contains(c)).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count().max(1);
    let most = |number: usize| number * 3 > letters;
    if count('\u{3040}', '\u{30ff}') * 8 > letters {
        return Some("ja");
    }
    if most(count('\u{4e00}', '\u{9fff}')) {
        return Some(if text.chars().filter(|c| "這們國時會後過說對來個為學".contains(*c)).count() > 0 {
            "zh-Hant"
        } else {
            "zh-Hans"
        });
    }
    [
        ('\u{ac00}', '\u{d7a3}', "ko"),
        ('\u{600}', '\u{6ff}', "ar"),
        ('\u{590}', '\u{5ff}', "he"),
        ('\u{400}', '\u{4ff}', "ru"),
        ('\u{370}', '\u{3ff}', "el"),
        ('\u{900}', '\u{97f}', "hi"),
        ('\u{e00}', '\u{e7f}', "th"),
    ]
    .into_iter()
    .find_map(|(from, to, tag)| most(count(from, to)).then_some(tag))
}

fn by_words(text: &str) -> Option<&'static str> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let votes = |small: &[&str]| words.iter().filter(|word| small.contains(*word)).count();
    // Of equals the first named wins, so that a text of three words is English.
    let (tag, most) = SMALL.iter().rev().map(|(tag, small)| (*tag, votes(small))).max_by_key(|(_, votes)| *votes)?;
    (most * 12 > words.len()).then_some(tag)
}
