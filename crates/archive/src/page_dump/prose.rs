//! What running text looks like, in any language: how many words, whether a sentence ends.

use super::words::{Words, phrases};

/// How many words; two characters of a script without spaces count as one.
pub(super) fn words(text: &str) -> usize {
    let mut words = 0;
    let mut wide = 0;
    let mut inside = false;
    for c in text.chars() {
        if is_unspaced(c) {
            wide += 1;
            inside = false;
        } else if c.is_alphanumeric() {
            words += usize::from(!inside);
            inside = true;
        } else if !matches!(c, '\'' | '’' | '-' | '.' | ',') {
            inside = false;
        }
    }
    words + wide / 2
}

/// Whether the last sign, closing quotes and brackets aside, ends a sentence.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| "\"'”’»)]›」』）\u{a0} ".contains(c));
    bare.ends_with(['.', '!', '?', '。', '！', '？', '…', '।', '؟', ':', '：'])
}

/// Ideographs, kana and hangul, which take two columns.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}')
}

/// Scripts written without spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// How often the words begin with a capital, of all that could; headlines and menus do, sentences do not.
pub(super) fn capitals(text: &str) -> f64 {
    let starts = text.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let (mut all, mut high) = (0.0, 0.0);
    for c in starts.filter(|c| c.is_alphabetic()) {
        all += 1.0;
        high += f64::from(u8::from(c.is_uppercase()));
    }
    if all == 0.0 { 0.0 } else { high / all }
}

/// The commonest small words of the languages of newspapers: they hold sentences together, and menus do without.
static SMALL: Words = Words::new(|| phrases(include_str!("words/small.txt")));

/// The share of small words; particles stand for them in scripts without spaces.
pub(super) fn small_words(text: &str) -> f64 {
    let low = text.to_lowercase();
    let (mut all, mut small) = (0.0, 0.0);
    for word in low.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        all += 1.0;
        small += f64::from(u8::from(SMALL.contains(word)));
    }
    let signs = low.chars().filter(|c| is_unspaced(*c)).count();
    if signs > 4 {
        let particles = low.chars().filter(|c| "的了是在を はがにのでとも".contains(*c)).count();
        return super::judgement::share(particles * 3, signs);
    }
    if all == 0.0 { 0.0 } else { small / all }
}

/// Whether somebody else begins to speak: `Ann on May 3, 2020 at 5 pm said:`.
pub(super) fn is_comment(text: &str) -> bool {
    const SAYS: [&str; 14] = [
        "says:",
        "said:",
        "sagt:",
        "says",
        "wrote:",
        "schreibt:",
        "dice:",
        "dit :",
        "reply",
        "replied",
        "skrev:",
        "zegt:",
        "antworten",
        "répondre",
    ];
    let low = text.to_lowercase();
    words(text) <= 14 && SAYS.iter().any(|says| low.ends_with(says))
}
