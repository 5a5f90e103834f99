//! What names of people and of organisations look like.

use super::prose;
use super::words::{Words, phrases};

/// Parts of names that are written small.
static PARTICLES: Words = Words::new(|| phrases(include_str!("words/names_particles.txt")));

/// Words of jobs, at least one of which every role has.
static ROLES: Words = Words::new(|| phrases(include_str!("words/names_roles.txt")));

/// Words that organisations have in their names and people do not.
static ORGANISATIONS: Words = Words::new(|| phrases(include_str!("words/names_organisations.txt")));

/// Words that begin lines which only look like names.
static NEVER: Words = Words::new(|| phrases(include_str!("words/names_never.txt")));

/// Whether a text looks like one person's name.
pub(super) fn is_person(text: &str) -> bool {
    if is_unspaced_name(text) {
        return true;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let lengths = (2..=5).contains(&words.len()) && text.chars().count() <= 45;
    let high = words.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    lengths
        && high >= 2
        && words.first().is_some_and(|word| starts_high(word))
        && words.iter().all(|word| is_part(word))
}

/// A name in a script without spaces: two to five signs, or so many with one space.
fn is_unspaced_name(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_whitespace()).count();
    let hangul = |c: char| matches!(c, '\u{ac00}'..='\u{d7a3}');
    (2..=6).contains(&signs)
        && text
            .chars()
            .all(|c| hangul(c) || matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}') || c.is_whitespace())
}

fn starts_high(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_part(word: &str) -> bool {
    let low = word.to_lowercase();
    let bare = low.trim_matches(|c: char| !c.is_alphanumeric());
    let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-' | '‑'));
    let inner = !word.trim_end_matches('.').contains('.') || word.chars().count() <= 5;
    letters && inner && (starts_high(word) || PARTICLES.contains(bare)) && !NEVER.contains(bare)
}

/// Whether a text names a job.
pub(super) fn is_role(text: &str) -> bool {
    has_word(text, &ROLES)
}

/// Whether a text names an organisation by one of its words.
pub(super) fn is_organisation(text: &str) -> bool {
    has_word(text, &ORGANISATIONS)
}

/// Whether one of the words is among these; a script without spaces ends its names with them: `港務記者`.
fn has_word(text: &str, words: &Words) -> bool {
    let low = text.to_lowercase();
    let ends = |word: &str| {
        let starts = word.char_indices().skip(1).filter_map(|(at, _)| word.get(at..));
        word.chars().all(prose::is_unspaced) && starts.into_iter().any(|end| words.contains(end))
    };
    low.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(word) || ends(word))
}

/// Whether a text is letters behind a name: `MD`, `PhD`, `Jr.`.
pub(super) fn is_title(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| *c != '.').collect();
    [
        "MD", "PhD", "Jr", "Sr", "MBA", "RD", "RDN", "CPA", "MSc", "BSc", "MA", "JD", "DO", "RN", "MPH", "DDS", "CFP",
        "LPC", "MS", "BA", "Esq", "II", "III",
    ]
    .contains(&bare.as_str())
}

/// Whether the first word begins lines that only look like names.
pub(super) fn is_never(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    NEVER.contains(first.as_str())
}
