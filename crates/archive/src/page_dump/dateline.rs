//! The dateline: the place before the first dash of the text, in capitals or with the organisation in brackets.

use broadsheet_news::article::Dateline;

use super::recognised::{Paragraph, Recognised};

/// Takes the dateline off the first paragraph.
pub(super) fn find(found: &mut Recognised) {
    let first = found.paragraphs.iter_mut().find_map(|paragraph| match paragraph {
        Paragraph::Text(text) => Some(text),
        _ => None,
    });
    let Some(text) = first else { return };
    let Some((dateline, length)) = read(text) else { return };
    found.dateline = dateline;
    found.dateline_printed = text.get(..length).unwrap_or_default().to_owned();
    *text = text.get(length..).unwrap_or_default().to_owned();
}

/// The dateline at the start of a paragraph, and how many bytes it takes with its dash.
fn read(text: &str) -> Option<(Dateline, usize)> {
    let (before, dash) = split(text)?;
    let (place, organisation) = match before.split_once(['(', '（']) {
        Some((place, rest)) => (place.trim(), rest.trim_end().strip_suffix([')', '）'])?.trim()),
        None => (before.trim(), ""),
    };
    let fits = is_place(place, !organisation.is_empty()) && organisation.chars().count() <= 40;
    let dateline = Dateline { place: place.to_owned(), organisation: organisation.to_owned() };
    fits.then_some((dateline, before.len() + dash.len()))
}

/// What stands before the first dash within reach, and the dash itself.
fn split(text: &str) -> Option<(&str, &str)> {
    let dash = [" — ", " – ", " - ", " -- ", "— ", " —", "—"]
        .iter()
        .filter_map(|dash| Some((text.find(dash)?, *dash)))
        .min_by_key(|(at, dash)| (*at, usize::MAX - dash.len()))?;
    let before = text.get(..dash.0)?;
    (before.chars().count() <= 60).then_some((before, dash.1))
}

/// A place begins in capitals; with an organisation beside it, a capital letter is enough.
fn is_place(place: &str, attributed: bool) -> bool {
    let letters: Vec<char> =
        place.split(',').next().unwrap_or_default().chars().filter(|c| c.is_alphabetic()).collect();
    let allowed = place.chars().all(|c| c.is_alphabetic() || " .,'’-/".contains(c));
    let capitals = letters.len() >= 3 && letters.iter().all(|c| c.is_uppercase());
    let named = attributed && letters.first().is_some_and(|c| c.is_uppercase() || !c.is_lowercase());
    allowed && !letters.is_empty() && place.split_whitespace().count() <= 6 && (capitals || named)
}
