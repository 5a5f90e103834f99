//! The order of names in a language, and the groups under which its readers look them up.
//!
//! Both come from CLDR, as ICU has them: Swedish has å after z, German has ä
//! with a, Chinese in traditional characters goes by strokes, in simplified
//! ones by pinyin.

use std::collections::BTreeMap;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale::Locale;
use icu_locale::exemplar_chars::ExemplarCharacters;

use super::Language;
use super::kept::Kept;

/// The version of the order that stored keys were made in: another one makes them anew (ICU's keys may change with its data).
pub const ORDER: &str = "1, ICU4X 2.4";

/// A group of an index: the letter, or the number of strokes, with which its names begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is called.
    pub label: String,
    /// Its place in an address.
    pub slug: String,
    /// The first key that belongs to it, as [`Language::sort_key`] makes them.
    pub from: Vec<u8>,
}

struct Order {
    whole: CollatorBorrowed<'static>,
    groups: Vec<Group>,
}

thread_local! {
    static ORDERS: Kept<Order> = const { Kept::new(BTreeMap::new()) };
}

impl Language {
    /// The key of a name: names are ordered as their keys are, bytewise. It has no byte nought.
    #[must_use]
    pub fn sort_key(&self, name: &str) -> Vec<u8> {
        self.with(&ORDERS, |locale| Order::of(&locale), |order| key(&order.whole, name))
    }

    /// The groups of an index, in order. What comes before the first is in none, and each ends where the next begins.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        self.with(&ORDERS, |locale| Order::of(&locale), |order| order.groups.clone())
    }
}

impl Order {
    fn of(locale: &Locale) -> Self {
        let groups = groups(locale, &collator(locale, Strength::Primary));
        Self { whole: collator(locale, Strength::Tertiary), groups }
    }
}

fn collator(locale: &Locale, strength: Strength) -> CollatorBorrowed<'static> {
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    let made = Collator::try_new(locale.into(), options);
    // The root order has no data that could be missing.
    made.unwrap_or_else(|_| Collator::try_new(Locale::UNKNOWN.into(), options).unwrap_or_else(|_| unreachable!()))
}

fn key(collator: &CollatorBorrowed<'static>, text: &str) -> Vec<u8> {
    let mut key = Vec::new();
    let Ok(()) = collator.write_sort_key_to(text, &mut key);
    key
}

/// Before the first letter stand digits and signs; behind the last, names in scripts that the index has no letters of.
const DIGITS: &str = "0–9";
const OTHERS: &str = "…";

fn groups(locale: &Locale, letters: &CollatorBorrowed<'static>) -> Vec<Group> {
    let group = |label: String, slug: String, of: &str| Group { label, slug, from: key(letters, of) };
    let chinese = chinese(letters);
    let pinyin = chinese.iter().any(|group| group.label == "A");
    let mut all: Vec<Group> = match pinyin {
        // The letters are those of pinyin: what is written in Latin letters itself stands together.
        true => vec![group("A–Z".into(), "a-z".into(), "a")],
        false => ('A'..='Z')
            .map(|c| c.to_string())
            .chain(index(locale, !chinese.is_empty()))
            .map(|letter| group(letter.clone(), letter.to_lowercase(), &letter))
            .collect(),
    };
    all.extend(chinese);
    all.sort_by(|a, b| a.from.cmp(&b.from));
    all.dedup_by(|a, b| a.from == b.from);
    let last = all.last().map(|group| group.from.clone()).unwrap_or_default();
    let beyond = SCRIPTS.chars().map(|first| key(letters, &first.to_string())).filter(|from| *from > last).min();
    let others = beyond.map(|from| Group { label: OTHERS.into(), slug: "other".into(), from });
    let digits = Group { label: DIGITS.into(), slug: "0-9".into(), from: Vec::new() };
    std::iter::once(digits).chain(all).chain(others).collect()
}

/// The first letters of scripts.
const SCRIPTS: &str = "αаაաאاܐअঅਅઅଅஅఅಅഅංกກཀကაአᎠកᠠ가あㄅ一";

/// The letters of the language's index; those of Chinese are no letters, and are made otherwise.
fn index(locale: &Locale, chinese: bool) -> Vec<String> {
    let Ok(letters) = ExemplarCharacters::try_new_index(&locale.into()) else { return Vec::new() };
    if chinese {
        return Vec::new();
    }
    let single = letters.code_points().iter_chars().map(String::from);
    single.chain(letters.strings().iter().map(str::to_owned)).collect()
}

/// The most strokes that a character of CLDR's stroke order has.
const STROKES: u32 = 64;

/// The groups of Chinese characters, where the language orders them by strokes, pinyin or zhuyin: CLDR marks the
/// beginning of each in the order itself (UTS 35, part 5, "Collation Indexes").
fn chinese(letters: &CollatorBorrowed<'static>) -> Vec<Group> {
    const MARK: char = '\u{fdd0}';
    let none = key(letters, &MARK.to_string());
    let marked = |c: char, label: String| {
        let from = key(letters, &String::from_iter([MARK, c]));
        (!from.starts_with(&none)).then(|| Group {
            slug: label.split(' ').next().unwrap_or_default().to_lowercase(),
            label,
            from,
        })
    };
    let strokes = (1..=STROKES).filter_map(|n| marked(char::from_u32(0x2800 + n)?, format!("{n} 劃")));
    let sounds = ('A'..='Z').chain('ㄅ'..='ㄩ').filter_map(|c| marked(c, c.to_string()));
    strokes.chain(sounds).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(tag: &str) -> Language {
        Language::tagged(tag).unwrap()
    }

    fn ordered<'n>(tag: &str, names: &[&'n str]) -> Vec<&'n str> {
        let mut names = names.to_vec();
        names.sort_by_key(|name| language(tag).sort_key(name));
        names
    }

    fn group_of(tag: &str, name: &str) -> String {
        let key = language(tag).sort_key(name);
        language(tag).groups().into_iter().rfind(|group| group.from <= key).unwrap().label
    }

    #[test]
    fn each_language_has_its_own_order() {
        assert_eq!(ordered("de", &["Zoo", "Äpfel", "Apfel", "Birne"]), ["Apfel", "Äpfel", "Birne", "Zoo"]);
        assert_eq!(ordered("sv", &["Åre", "Zon", "Ärla", "Ask"]), ["Ask", "Zon", "Åre", "Ärla"]);
        assert_eq!(ordered("en", &["éclair", "Eclair b", "eclair"]), ["eclair", "éclair", "Eclair b"]);
        // By strokes: 9, 12, 15. By pinyin: dao, gang, yi.
        assert_eq!(ordered("zh-Hant", &["港務局", "島", "醫院", "一中"]), ["一中", "島", "港務局", "醫院"]);
        assert_eq!(ordered("zh-Hans", &["医院", "港务局", "岛"]), ["岛", "港务局", "医院"]);
        assert_eq!(ordered("ar", &["بريد", "Zoo", "ميناء", "أمن"]), ["أمن", "بريد", "ميناء", "Zoo"]);
    }

    #[test]
    fn a_name_is_looked_up_under_its_letter_or_its_strokes() {
        for (tag, name, label) in [
            ("en", "Éclair House", "E"),
            ("en", "3rd Quay", "0–9"),
            ("en", "港務局", "…"),
            ("sv", "Åre", "Å"),
            ("de", "Öl", "O"),
            ("zh-Hant", "港務局", "12 劃"),
            ("zh-Hant", "一中", "1 劃"),
            ("zh-Hant", "Port Authority", "P"),
            ("zh-Hans", "港务局", "G"),
            ("zh-Hans", "Port Authority", "A–Z"),
            ("ar", "ميناء", "م"),
            ("ru", "Порт", "П"),
            ("ja", "みなと", "ま"),
            ("ja", "港", "…"),
        ] {
            assert_eq!(group_of(tag, name), label, "{tag} {name}");
        }
    }

    #[test]
    fn groups_stand_in_order_and_each_has_its_own_place() {
        for tag in ["en", "sv", "de", "ar", "zh-Hant", "zh-Hans", "ja", "ko", "ru", "cs", "el", "he", "th", "tlh"] {
            let groups = language(tag).groups();
            assert!(groups.windows(2).all(|pair| pair[0].from < pair[1].from), "{tag}");
            let slugs: std::collections::HashSet<&str> = groups.iter().map(|group| group.slug.as_str()).collect();
            assert_eq!(slugs.len(), groups.len(), "{tag}");
        }
    }

    #[test]
    fn no_key_has_a_byte_nought() {
        for tag in ["en", "zh-Hant", "ar"] {
            for name in ["", "A", "Ää 12", "港務局", "\u{0}a\u{0}", "ميناء", "\u{fdd0}", "🙂", "\u{10ffff}"]
            {
                assert!(!language(tag).sort_key(name).contains(&0), "{tag} {name:?}");
            }
        }
    }
}
