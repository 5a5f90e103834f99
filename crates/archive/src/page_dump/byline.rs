//! The byline: `By NAME, ORGANISATION, ROLE`, in the languages of newspapers, or a bare name beside the time.

use super::notes::Kind;
use super::recognised::{Byline, Recognised};
use super::sheet::Sheet;
use super::{names, prose, times};

/// Words after which authors are named, at the start of a line.
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
    "autore",
    "auteur",
    "author",
    "authors",
    "text",
    "texto",
    "testo",
    "kolumne von",
    "ein gastbeitrag von",
    "eine analyse von",
    "ein kommentar von",
    "from",
    "beitrag von",
    "aktualisiert von",
    "avatar photo by",
    "a column by",
    "review by",
    "medically reviewed by",
];

/// Words that stand for authors in the middle of a line too.
const INSIDE: &[&str] = &[" by ", " von ", " written by "];

/// Finds the authors near the headline.
pub(super) fn find(sheet: &mut Sheet, found: &mut Recognised) {
    let places = places(sheet);
    let opened = places.iter().find_map(|&at| Some((at, opened(sheet.text(at))?)));
    let (at, names) = match opened.or_else(|| bare(sheet, &places)) {
        Some(found) => found,
        None => return,
    };
    found.bylines = names;
    let timed = sheet.kinds.get(at).copied().flatten();
    match timed {
        Some(Kind::Published | Kind::Updated) => {
            if let Some(slot) = sheet.kinds.get_mut(at) {
                *slot = Some(Kind::BylineAndTime);
            }
        }
        _ => sheet.mark(at, Kind::Byline),
    }
}

/// Where bylines stand, best first: below the headline, just above it, right after the text.
fn places(sheet: &Sheet) -> Vec<usize> {
    let Some(headline) = sheet.headline else { return Vec::new() };
    let below = headline + 1..(sheet.body.start + 3).min(sheet.body.end);
    let above = (headline.saturating_sub(5)..headline).rev();
    let after = sheet.body.end..(sheet.body.end + 6).min(sheet.pieces.len());
    below.chain(above).chain(after).collect()
}

/// Whether a line opens like a byline.
pub(super) fn is_byline(text: &str) -> bool {
    opened(text).is_some()
}

/// The authors of a line that says so.
fn opened(text: &str) -> Option<Vec<Byline>> {
    if prose::words(text) > 40 || (prose::words(text) > 16 && prose::ends_sentence(text)) {
        return None;
    }
    let rest = after_opening(text)?;
    let bylines = credited(rest);
    (!bylines.is_empty()).then_some(bylines)
}

fn after_opening(text: &str) -> Option<&str> {
    let low = text.to_lowercase();
    if low.len() != text.len() {
        return None;
    }
    for opening in OPENINGS {
        let Some(rest) = low.strip_prefix(opening) else { continue };
        let next = text.get(opening.len()..)?;
        // Some dumps lose the space: `byJane Doe`.
        let glued = *opening == "by" && next.starts_with(char::is_uppercase);
        if glued || rest.starts_with([' ', ':', '\u{a0}']) {
            let next = next.trim_start_matches([' ', ':', '\u{a0}']);
            return Some(after_opening(next).unwrap_or(next));
        }
    }
    INSIDE.iter().find_map(|inside| {
        let at = low.find(inside)?;
        (at <= 60).then(|| text.get(at + inside.len()..)).flatten()
    })
}

/// The authors in `NAME, ORGANISATION, ROLE` or `NAME, NAME and NAME`.
fn credited(text: &str) -> Vec<Byline> {
    let text = until_other(text);
    let parts = parts(&text);
    let mut bylines: Vec<Byline> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let first = bylines.is_empty();
        let role = names::is_role(part);
        let organisation = names::is_organisation(part);
        match bylines.last_mut() {
            Some(last) if role && last.role.is_empty() => last.role.clone_from(part),
            Some(last) if organisation && last.organisation.is_empty() => last.organisation.clone_from(part),
            _ if names::is_person(part) || (first && at == 0 && fits_alone(part)) => {
                bylines.push(Byline { name: part.clone(), ..Byline::default() });
            }
            _ => break,
        }
    }
    bylines
}

/// One word, or an organisation, is an author where the page says that it is.
fn fits_alone(part: &str) -> bool {
    let start = part.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic());
    start
        && (1..=6).contains(&part.split_whitespace().count())
        && part.chars().count() <= 50
        && !prose::ends_sentence(part)
}

/// A byline ends where a time, a mark or another matter begins.
fn until_other(text: &str) -> String {
    const MARKS: [&str; 24] = [
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
        " in ",
        " at ",
        "Twitter",
        " for ",
        "@",
        " am ",
        " um ",
    ];
    let first_time = times::all(text).first().map_or(text.len(), |time| time.start);
    let mut end = first_time;
    for mark in MARKS {
        if let Some(at) = text.find(mark).filter(|at| *at > 0) {
            end = end.min(at);
        }
    }
    let digit = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let cut = text.get(..end.min(digit)).unwrap_or_default();
    cut.trim_end_matches(|c: char| c.is_whitespace() || ",;:-–—".contains(c)).trim().to_owned()
}

fn parts(text: &str) -> Vec<String> {
    let mut even = text.to_owned();
    for and in [" and ", " & ", " und ", " et ", " y ", " och ", " og ", " en ", " e ", ";", "、", "，", "/"] {
        even = even.replace(and, ",");
    }
    even.split(',')
        .map(|part| part.trim().trim_start_matches("and ").to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// A bare name counts where a time or the headline stands beside it.
fn bare(sheet: &Sheet, places: &[usize]) -> Option<(usize, Vec<Byline>)> {
    let headline = sheet.headline?;
    places.iter().copied().find_map(|at| {
        let text = until_other(sheet.text(at));
        let near = (at.saturating_sub(2)..=at + 2).any(|next| times::is_time(sheet.text(next)));
        let below = at > headline && at <= headline + 3 && at < sheet.body.start;
        if !(near || below) || sheet.pieces.get(at)?.bullet.is_some() {
            return None;
        }
        let parts = parts(&text);
        let first = parts.first()?;
        let person = names::is_person(first) && !names::is_organisation(first);
        let all: Vec<Byline> = credited(&text);
        (person && !all.is_empty()).then_some((at, all))
    })
}
