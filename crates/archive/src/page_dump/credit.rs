//! The words of a byline: `By NAME, ORGANISATION, ROLE`, `NAME and NAME`, in the languages of newspapers.

use super::recognised::Byline;
use super::{names, prose, times};

/// Words after which authors are named, at the start of a line; the longer ones first.
const OPENINGS: &[&str] = &[
    "written by",
    "posted by",
    "published by",
    "story by",
    "words by",
    "text by",
    "article by",
    "reported by",
    "analysis by",
    "opinion by",
    "review by",
    "a column by",
    "ein gastbeitrag von",
    "eine analyse von",
    "ein kommentar von",
    "kolumne von",
    "beitrag von",
    "interview von",
    "aktualisiert von",
    "geschrieben von",
    "escrito por",
    "avatar photo by",
    "avatar photo",
    "avatar of",
    "photo of",
    "picture of",
    "headshot of",
    "profile picture of",
    "post author",
    "article author",
    "by author",
    "by",
    "von",
    "par",
    "por",
    "door",
    "av",
    "af",
    "di",
    "przez",
    "oleh",
    "автор",
    "autor",
    "autorin",
    "autor/in",
    "autore",
    "auteur",
    "author",
    "authors",
    "authored by",
    "text",
    "texto",
    "testo",
    "from",
    "contributor",
    "columnist",
    "文／",
    "文/",
    "記者",
];

/// Words that stand for authors in the middle of a line too.
const INSIDE: &[&str] = &[" written by ", " posted by ", " by ", " von ", " por ", " par "];

/// How a line names authors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// It opens with a word for it.
    Opened,
    /// The word stands in its middle.
    Inside,
    /// It is a name and little else.
    Bare,
}

/// The authors of a line that says so.
pub(super) fn opened(text: &str) -> Option<(How, Vec<Byline>)> {
    if prose::words(text) > 40 || (prose::words(text) > 16 && prose::ends_sentence(text)) {
        return None;
    }
    let (how, rest) = after_opening(text)?;
    let bylines = credited(rest, true);
    (!bylines.is_empty()).then_some((how, bylines))
}

/// The authors of a line that only names them.
pub(super) fn bare(text: &str) -> Option<Vec<Byline>> {
    if prose::words(text) > 14 {
        return None;
    }
    let bylines = credited(text, false);
    (!bylines.is_empty()).then_some(bylines)
}

/// The authors of a line below the word for authors.
pub(super) fn labelled(text: &str) -> Option<Vec<Byline>> {
    let bylines = if prose::words(text) > 14 { Vec::new() } else { credited(text, true) };
    (!bylines.is_empty()).then_some(bylines)
}

/// Whether the line is the word for authors alone; they stand on the next one.
pub(super) fn is_label(norm: &str) -> bool {
    OPENINGS.contains(&norm)
        || ["author", "authors", "about the author", "post author", "autoren", "autorin", "redaktion"].contains(&norm)
}

fn after_opening(text: &str) -> Option<(How, &str)> {
    // Small letters of some languages are longer; there the places would not agree.
    let low = text.to_lowercase();
    if low.len() != text.len() {
        return None;
    }
    for opening in OPENINGS {
        let Some(rest) = low.strip_prefix(opening) else { continue };
        let next = text.get(opening.len()..)?;
        // Some dumps lose the space: `byJane Doe`.
        let glued = matches!(*opening, "by" | "written by" | "author") && next.starts_with(char::is_uppercase);
        let wide = opening.chars().any(prose::is_wide);
        if glued || wide || rest.starts_with([' ', ':', '\u{a0}', '：', '|']) {
            let next = next.trim_start_matches([' ', ':', '\u{a0}', '：', '|']);
            return Some((
                How::Opened,
                after_opening(next).filter(|(how, _)| *how == How::Opened).map_or(next, |(_, rest)| rest),
            ));
        }
    }
    INSIDE.iter().find_map(|inside| {
        let at = low.find(inside)?;
        (at <= 70).then(|| text.get(at + inside.len()..)).flatten().map(|rest| (How::Inside, rest))
    })
}

/// The authors in `NAME, ORGANISATION, ROLE` or `NAME, NAME and NAME`.
fn credited(text: &str, said: bool) -> Vec<Byline> {
    let text = until_other(text);
    let mut bylines: Vec<Byline> = Vec::new();
    for (at, part) in parts(&text).into_iter().enumerate() {
        let (role, organisation) = (names::is_role(&part), names::is_organisation(&part));
        match bylines.last_mut() {
            Some(last) if role && last.role.is_empty() => last.role = part,
            Some(last) if organisation && last.organisation.is_empty() => last.organisation = part,
            _ if names::is_title(&part) => {}
            _ if names::is_person(&part) && (said || !(role || organisation)) => bylines.push(named(part)),
            _ if said && at == 0 && fits_alone(&part) => bylines.push(named(part)),
            _ => break,
        }
    }
    bylines
}

fn named(name: String) -> Byline {
    Byline { name, ..Byline::default() }
}

/// One word, or an organisation, is an author where the page says that it is.
fn fits_alone(part: &str) -> bool {
    let start = part.chars().next().is_some_and(|c| !c.is_lowercase() && c.is_alphabetic());
    let short = (1..=5).contains(&part.split_whitespace().count()) && part.chars().count() <= 45;
    start && short && !prose::ends_sentence(part) && !names::is_never(part)
}

/// A byline ends where a time, a mark or another matter begins.
fn until_other(text: &str) -> String {
    const MARKS: [&str; 36] = [
        " | ",
        "|",
        " • ",
        "•",
        " · ",
        "·",
        " - ",
        " – ",
        " — ",
        " / ",
        "●",
        "⋅",
        "(",
        " on ",
        " Updated",
        " Published",
        " Posted",
        " published",
        " updated",
        " posted",
        " in ",
        " at ",
        "Twitter",
        " for ",
        "@",
        " am ",
        " um ",
        "'s avatar",
        "’s avatar",
        " headshot",
        " Headshot",
        " says",
        " Follow",
        " Contact",
        " Read",
        " About",
    ];
    let mut end = times::all(text).first().map_or(text.len(), |time| time.start);
    for mark in MARKS {
        if let Some(at) = text.find(mark).filter(|at| *at > 0) {
            end = end.min(at);
        }
    }
    let digit = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let cut = text.get(..end.min(digit)).unwrap_or_default();
    // The day of the week and the month may stand before the digit.
    let cut = without_weekday(cut);
    once(
        cut.trim_end_matches(|c: char| c.is_whitespace() || ",;:-–—/\"”".contains(c))
            .trim_matches(|c: char| c.is_whitespace() || "“\"*".contains(c)),
    )
}

fn without_weekday(text: &str) -> &str {
    const DAYS: [&str; 26] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
        "Today",
        "Yesterday",
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
    ];
    let bare = text.trim_end_matches(|c: char| c.is_whitespace() || ",.".contains(c));
    DAYS.iter().find_map(|day| bare.strip_suffix(day).filter(|rest| rest.ends_with([' ', ',', '|']))).unwrap_or(text)
}

/// `Jane Doe Jane Doe` is the alternative text of a portrait and the name.
fn once(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let half = words.len() / 2;
    let doubled = half > 0 && words.len().is_multiple_of(2) && words.get(..half) == words.get(half..);
    if doubled { words.get(..half).unwrap_or_default().join(" ") } else { text.to_owned() }
}

fn parts(text: &str) -> Vec<String> {
    let mut even = text.to_owned();
    for and in [" and ", " & ", " und ", " et ", " y ", " och ", " og ", " e ", ";", "、", "，", "/", " with "] {
        even = even.replace(and, ",");
    }
    even.split(',')
        .map(|part| part.trim().trim_start_matches("and ").trim_start_matches("by ").to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}
