//! What was recognised, as one line of JSON: the form in which imports are scored and compared.

use serde_json::{Value, json};

use super::recognised::{Byline, Listed, LocalTime, Paragraph, Recognised};

/// The recognised blocks as one object; whoever knows the file adds its `source`.
#[must_use]
pub fn as_json(found: &Recognised) -> Value {
    json!({
        "title": found.headline,
        "dek": found.deck,
        "authors": found.bylines.iter().map(byline).collect::<Vec<_>>(),
        "published": found.published.map(shown),
        "updated": found.updated.map(shown),
        "body": body(found),
        "tags": found.topics,
        "related": found.related.iter().chain(&found.popular).map(|listed| listed.headline.clone()).collect::<Vec<_>>(),
        "language": found.language.tag(),
        "readers": found.readers,
        "section": found.breadcrumbs,
        "caption": found.photo.as_ref().map(|photo| photo.caption.clone()),
        "credit": found.photo.as_ref().map(|photo| photo.credit.clone()),
        "dateline": found.dateline.shown(),
        "directory": found.directory_title,
        "briefing": found.briefing_title,
        "lists": { "related": listed(&found.related), "popular": listed(&found.popular) },
    })
}

fn byline(byline: &Byline) -> Value {
    json!({ "name": byline.name, "organisation": byline.organisation, "role": byline.role })
}

/// The paragraphs as they stood, the first with its dateline.
fn body(found: &Recognised) -> Vec<String> {
    let mut dateline = Some(found.dateline_printed.as_str());
    let mut paragraphs = Vec::with_capacity(found.paragraphs.len());
    for paragraph in &found.paragraphs {
        let before = match paragraph {
            Paragraph::Text(_) => dateline.take().unwrap_or_default(),
            _ => "",
        };
        paragraphs.push(format!("{before}{}", paragraph.text()));
    }
    paragraphs
}

fn listed(list: &[Listed]) -> Vec<Value> {
    list.iter().map(|listed| json!({ "title": listed.headline, "published": listed.published.map(shown) })).collect()
}

/// RFC 3339 as far as the page tells: a day, a day and a time, or both with an offset.
fn shown(time: LocalTime) -> String {
    let Some(clock) = time.time else { return time.date.to_string() };
    let mut text = format!("{}T{}", time.date, clock.strftime("%H:%M:%S"));
    if let Some(offset) = time.offset {
        let minutes = offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        text += &format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
    }
    text
}
