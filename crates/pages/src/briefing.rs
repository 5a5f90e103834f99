//! The voice briefing: the page that says how to add it, and the flash briefing in JSON and in RSS.
//!
//! Its form is that of Alexa's flash briefing feeds: one to five entries, newest
//! first, plain text of fewer than 4,500 characters, dates in UTC.

use broadsheet_news::address::{self, Form};
use broadsheet_news::article::Member;
use broadsheet_news::clock::{Instant, Zone, flash_briefing_date};
use broadsheet_source::Failure;
use broadsheet_source::SeenArticle;
use serde::Serialize;
use serde_json::json;

use crate::card::{Card, Shown, cards};
use crate::edition::{Anchor, Edition};
use crate::feed::{Whole, newest};
use crate::key::Followed;
use crate::masthead::navigation;
use crate::theme;
use crate::theme_view::View;
use crate::trail::trail;
use crate::words::Words;

/// How many entries are read; the assistant ignores more.
const ENTRIES: usize = 5;

/// The longest text, in characters: below the assistant's own limit.
const LONGEST: usize = 4_400;

/// One entry, as it is read aloud.
#[derive(Serialize)]
pub(crate) struct Entry {
    uid: String,
    link: String,
    title: String,
    text: String,
    date: String,
    /// The same as RSS writes it.
    published: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct Rss {
    title: String,
    link: String,
    own: String,
    description: String,
    language: String,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
pub(crate) struct Page {
    words: &'static Words,
    trail: Vec<Anchor>,
    json: String,
    rss: String,
    feed: String,
    sections: Vec<Anchor>,
    cards: Vec<Card>,
}

impl View for Rss {
    const TEMPLATE: &'static str = "briefing.xml";

    fn samples() -> Vec<Self> {
        let entry = Entry {
            uid: "urn:uuid:0".into(),
            link: "https://example.com/a".into(),
            title: "A <b> & c".into(),
            text: "Said \"so\" & \u{1}more".into(),
            date: "2026-11-25T08:00:00.0Z".into(),
            published: Some("Wed, 25 Nov 2026 08:00:00 +0000".into()),
        };
        let sample = |entries| Self {
            title: "The <Harbour> Post".into(),
            link: "https://example.com/briefing".into(),
            own: "https://example.com/briefing.xml".into(),
            description: "News & more".into(),
            language: "en".into(),
            entries,
        };
        vec![sample(Vec::new()), sample(vec![entry])]
    }
}

impl View for Page {
    const TEMPLATE: &'static str = "briefing.html";

    fn samples() -> Vec<Self> {
        let sample = |cards| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/")],
            json: "https://example.com/briefing.json".into(),
            rss: "https://example.com/briefing.xml".into(),
            feed: "https://example.com/feed.xml".into(),
            sections: vec![Anchor::to("Arts & <Letters>", "/arts/briefing.json")],
            cards,
        };
        vec![sample(Vec::new()), sample(crate::card::samples())]
    }
}

/// Prints the page that says how to add the briefing.
pub(crate) async fn page(edition: &Edition<'_>) -> Result<String, Failure> {
    let prefix = edition.prefix();
    let file = |form| edition.absolute(&address::file(&prefix, form));
    let articles = newest(edition, Followed::Front, ENTRIES).await?;
    let members: Vec<Member> = articles.iter().map(|article| Member::Article(article.id())).collect();
    theme::print(
        edition,
        &Page {
            words: edition.words(),
            trail: trail(edition, None).await?,
            json: file(Form::BriefingJson),
            rss: file(Form::BriefingRss),
            feed: file(Form::Rss),
            sections: sections(edition).await?,
            cards: cards(edition, &members, Shown { time: true, ..Shown::default() }).await?,
        },
    )
}

/// The flash briefings of the sections in the masthead.
async fn sections(edition: &Edition<'_>) -> Result<Vec<Anchor>, Failure> {
    let sections = navigation(edition).await?.into_iter();
    let briefing = |href: String| address::file(&href, Form::BriefingJson);
    Ok(sections.map(|section| Anchor { href: section.href.map(briefing), ..section }).collect())
}

/// Prints the flash briefing in JSON.
pub(crate) async fn json(edition: &Edition<'_>, followed: Followed) -> Result<String, Failure> {
    let entry = |entry: Entry| {
        json!({
            "uid": entry.uid,
            "updateDate": entry.date,
            "titleText": entry.title,
            "mainText": entry.text,
            "redirectionUrl": entry.link,
        })
    };
    let entries: Vec<serde_json::Value> = entries(edition, followed, None).await?.into_iter().map(entry).collect();
    Ok(json!(entries).to_string())
}

/// Prints the flash briefing in RSS.
pub(crate) async fn rss(edition: &Edition<'_>, followed: Followed) -> Result<String, Failure> {
    let of = Whole::read(edition, followed).await?;
    let link = match followed {
        Followed::Front => edition.absolute(&address::named(&edition.prefix(), "briefing")),
        _ => edition.whole(&of.path),
    };
    theme::print(
        edition,
        &Rss {
            title: edition.words().titled(of.title, edition.words().briefing_heading),
            link,
            own: edition.whole(&address::file(&of.path, Form::BriefingRss)),
            description: if of.description.is_empty() { edition.says() } else { of.description },
            language: edition.language.tag().to_owned(),
            entries: entries(edition, followed, Some(edition.source.zone())).await?,
        },
    )
}

/// The newest articles as entries, by the time of their last change; with the zone of the times that RSS has beside.
async fn entries(edition: &Edition<'_>, followed: Followed, zone: Option<&Zone>) -> Result<Vec<Entry>, Failure> {
    let mut dated = Vec::new();
    for article in newest(edition, followed, ENTRIES).await? {
        let Some(at) = article.updated().or(*article.first_published()) else { continue };
        dated.push((at, entry(edition, &article, at, zone).await?));
    }
    dated.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(dated.into_iter().map(|(_, entry)| entry).collect())
}

async fn entry(
    edition: &Edition<'_>,
    article: &SeenArticle<'_>,
    at: Instant,
    zone: Option<&Zone>,
) -> Result<Entry, Failure> {
    let link = edition.absolute(article.address().as_deref().unwrap_or_default());
    let body = article.body().await?.plain_text();
    let whole = [article.deck().as_str(), &body].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>();
    let text = spoken(&whole.join("\n\n"));
    Ok(Entry {
        uid: format!("urn:uuid:{}", uuid(&link)),
        title: plain(article.headline()),
        // An entry without a text is not read: the headline stands in.
        text: if text.is_empty() { plain(article.headline()) } else { text },
        date: flash_briefing_date(at),
        published: zone.map(|zone| zone.rfc822(at)),
        link,
    })
}

/// Text for a voice: no line ends, nothing that could be taken for markup, cut after a sentence.
fn spoken(text: &str) -> String {
    let line = plain(text);
    let Some((end, _)) = line.char_indices().nth(LONGEST) else { return line };
    let cut = line.get(..end).unwrap_or_default();
    let stop = cut.rfind(['.', '!', '?', '。', '！', '？', '؟']);
    let kept = stop.map(|at| at + cut.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    kept.and_then(|end| cut.get(..end)).unwrap_or(cut).to_owned()
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['<', '>'], "")
}

/// A name-based UUID (version 8 of RFC 9562, over BLAKE3): the same article has the same one for ever.
fn uuid(name: &str) -> String {
    let hash = blake3::hash(name.as_bytes()).to_hex().to_string();
    let piece = |range| hash.get(range).unwrap_or_default();
    format!("{}-{}-8{}-a{}-{}", piece(0..8), piece(8..12), piece(13..16), piece(17..20), piece(20..32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_after_a_sentence() {
        let text = spoken(&"The ferry is late. ".repeat(400));
        assert!(text.chars().count() <= LONGEST && text.ends_with("late."));
    }

    #[test]
    fn a_long_text_without_a_sentence_is_cut_all_the_same() {
        assert_eq!(spoken(&"港".repeat(9000)).chars().count(), LONGEST);
    }

    #[test]
    fn a_uid_is_a_uuid() {
        let uid = uuid("https://example.com/a");
        let lengths: Vec<usize> = uid.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
    }
}
