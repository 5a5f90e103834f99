//! From what was recognised to the one form for everything that comes in.

use broadsheet_news::body::{BlockKind, Body, Item, Level, Text};
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::incoming::{self, Incoming, IncomingByline, IncomingPhoto};
use jiff::civil::Time;

use super::problem::Problem;
use super::recognised::{Byline, Listed, LocalTime, Paragraph, Recognised};

/// The article of a dump; times without an offset are by the paper's clock.
///
/// # Errors
/// Where nothing or no headline was recognised.
pub fn incoming(found: &Recognised, zone: &Zone, source: &str) -> Result<Incoming, Problem> {
    if super::lines(found).next().is_none() {
        return Err(Problem::Empty { source: source.to_owned() });
    }
    if found.headline.is_empty() {
        return Err(Problem::NoHeadline { source: source.to_owned() });
    }
    let time = |time: Option<LocalTime>| match time {
        Some(time) => instant(time, zone).map(Some).ok_or_else(|| Problem::NoSuchTime { source: source.to_owned() }),
        None => Ok(None),
    };
    let headed = Incoming::headed(source, found.language.clone(), &found.headline, body(&found.paragraphs));
    Ok(Incoming {
        deck: found.deck.clone(),
        bylines: found.bylines.iter().map(byline).collect(),
        dateline: found.dateline.clone(),
        section: section(&found.breadcrumbs),
        topics: found.topics.clone(),
        lead_photo: found.photo.as_ref().map(|photo| IncomingPhoto::captioned(&photo.caption, &photo.credit)),
        first_published: time(found.published)?,
        updated: time(found.updated)?,
        readers: found.readers,
        related: listed(&found.related, zone),
        popular: listed(&found.popular, zone),
        directory_title: said(&found.directory_title),
        briefing_title: said(&found.briefing_title),
        ..headed
    })
}

fn byline(byline: &Byline) -> IncomingByline {
    IncomingByline {
        name: byline.name.clone(),
        organisation: byline.organisation.clone(),
        role: byline.role.clone(),
        guest: false,
    }
}

/// The front is no section.
fn section(breadcrumbs: &[String]) -> Vec<String> {
    const FRONTS: [&str; 12] = [
        "home",
        "homepage",
        "front",
        "front page",
        "startseite",
        "start",
        "accueil",
        "inicio",
        "início",
        "首頁",
        "首页",
        "ホーム",
    ];
    breadcrumbs.iter().filter(|step| !FRONTS.contains(&step.to_lowercase().as_str())).cloned().collect()
}

fn listed(list: &[Listed], zone: &Zone) -> Vec<incoming::Listed> {
    let one = |listed: &Listed| incoming::Listed {
        headline: listed.headline.clone(),
        published: listed.published.and_then(|time| instant(time, zone)),
    };
    list.iter().map(one).collect()
}

fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The moment; a day without a time of day is its midnight.
fn instant(time: LocalTime, zone: &Zone) -> Option<Instant> {
    let civil = time.date.to_datetime(time.time.unwrap_or(Time::midnight()));
    match time.offset {
        Some(offset) => Some(Instant::from_microseconds(offset.to_timestamp(civil).ok()?.as_microsecond())),
        None => zone.moment(civil),
    }
}

fn body(paragraphs: &[Paragraph]) -> Body {
    let mut kinds: Vec<BlockKind> = Vec::new();
    for paragraph in paragraphs {
        match (paragraph, kinds.last_mut()) {
            (Paragraph::Text(text), _) => kinds.push(BlockKind::paragraph(text)),
            (Paragraph::Heading(text), _) => kinds.push(BlockKind::heading(Level::Two, text)),
            (Paragraph::Item { text, ordered }, Some(BlockKind::List { items })) => items.push(item(text, *ordered)),
            (Paragraph::Item { text, ordered }, _) => kinds.push(BlockKind::List { items: vec![item(text, *ordered)] }),
        }
    }
    Body::of(kinds)
}

fn item(text: &str, ordered: bool) -> Item {
    Item { depth: 0, ordered, text: Text::plain(text) }
}
