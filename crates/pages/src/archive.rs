//! Archive pages: the paper's articles by the year, month and day of their first publication.

use std::collections::HashMap;

use broadsheet_news::address::{self, Span};
use broadsheet_news::article::Member;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::language::Language;
use broadsheet_news::lists::{Key, List};
use broadsheet_source::{Failure, Source};
use serde::Serialize;

use crate::about::About;
use crate::card::{Card, Shown, cards};
use crate::edition::{Anchor, Edition};
use crate::structured;
use crate::theme;
use crate::theme_view::View;
use crate::trail::trail;
use crate::words::Words;

mod calendar;

use calendar::Calendar;

/// How many headlines of a month or day stand under its name.
const SHOWN: usize = 3;

/// A page of the archive but a day's: the spans that it is divided into, newest first.
#[derive(Serialize)]
pub(crate) struct Archive {
    words: &'static Words,
    trail: Vec<Anchor>,
    title: String,
    total: Option<String>,
    beside: Vec<Anchor>,
    calendar: Option<Calendar>,
    entries: Vec<Entry>,
}

/// A year, month or day of the archive.
#[derive(Serialize)]
pub(crate) struct Entry {
    span: Anchor,
    articles: String,
    /// The months of a year.
    months: Vec<Anchor>,
    /// The newest articles.
    cards: Vec<Card>,
}

impl View for Archive {
    const TEMPLATE: &'static str = "archive.html";

    fn samples() -> Vec<Self> {
        let sample = |entries, calendar, beside| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/")],
            title: "November <2026>".into(),
            total: Some("1,234 articles".into()),
            beside,
            calendar,
            entries,
        };
        let entry = |months, cards| Entry {
            span: Anchor::to("20 <November>", "/2026/11/20"),
            articles: "3 articles".into(),
            months,
            cards,
        };
        let month = || vec![Anchor::to("October & before", "/2026/10")];
        vec![
            sample(Vec::new(), None, Vec::new()),
            sample(vec![entry(month(), Vec::new())], None, month()),
            sample(vec![entry(Vec::new(), crate::card::samples())], Calendar::sample(), month()),
        ]
    }
}

/// What stands over a day's articles.
#[derive(Serialize)]
pub(crate) struct DayTop {
    words: &'static Words,
    trail: Vec<Anchor>,
    title: String,
    beside: Vec<Anchor>,
}

impl View for DayTop {
    const TEMPLATE: &'static str = "day_top.html";

    fn samples() -> Vec<Self> {
        let sample = |beside| Self {
            words: crate::words::words(&broadsheet_news::language::Language::default()),
            trail: vec![Anchor::to("Home", "/")],
            title: "Friday, 20 <November> 2026".into(),
            beside,
        };
        vec![sample(Vec::new()), sample(vec![Anchor::to("19 & before", "/2026/11/19")])]
    }
}

/// Prints what there is of a year or a month, or in all.
pub(crate) async fn print(edition: &Edition<'_>, span: Span) -> Result<String, Failure> {
    let parts = parts_with_articles(edition, span).await?;
    let mut entries = Vec::with_capacity(parts.len());
    let newest = newest(edition, &parts).await?;
    for ((part, total), cards) in parts.iter().zip(newest) {
        let months =
            if matches!(part, Span::Year(_)) { parts_with_articles(edition, *part).await? } else { Vec::new() };
        entries.push(Entry {
            span: anchor(edition, *part),
            articles: edition.words().articles(*total),
            months: months.iter().rev().map(|(month, _)| anchor(edition, *month)).collect(),
            cards,
        });
    }
    let total: i64 = parts.iter().map(|(_, total)| total).sum();
    theme::print(
        edition,
        &Archive {
            words: edition.words(),
            trail: steps(edition, span.above()).await?,
            title: named(edition, span),
            total: (total > 0).then(|| edition.words().articles(total)),
            beside: beside(edition, span).await?,
            calendar: Calendar::of(edition, span, &parts),
            entries,
        },
    )
}

/// Prints what stands over a day's articles.
pub(crate) async fn day_top(edition: &Edition<'_>, day: Span) -> Result<String, Failure> {
    theme::print(
        edition,
        &DayTop {
            words: edition.words(),
            trail: steps(edition, day.above()).await?,
            title: titled(edition, day),
            beside: beside(edition, day).await?,
        },
    )
}

/// What the head of an archive page says.
pub(crate) async fn about(edition: &Edition<'_>, span: Span) -> Result<About, Failure> {
    let path = address::encoded(&address::archive(&edition.prefix(), span));
    let title = titled(edition, span);
    Ok(About {
        data: vec![
            structured::collection(edition, &title, "", &path).into(),
            structured::breadcrumbs(edition, &steps(edition, Some(span)).await?),
        ],
        title,
        path: Some(path),
        kind: "website",
        alternates: if span == Span::Whole { edition.in_each(whole) } else { Vec::new() },
        class: "archive",
        ..About::default()
    })
}

fn whole(edition: &Edition<'_>) -> String {
    address::encoded(&address::archive(&edition.prefix(), Span::Whole))
}

/// The title of a span's page.
pub(crate) fn titled(edition: &Edition<'_>, span: Span) -> String {
    match span {
        Span::Whole => edition.words().archive.to_owned(),
        Span::Day(..) => named(edition, span),
        Span::Year(_) | Span::Month(..) => edition.words().titled(edition.words().archive, named(edition, span)),
    }
}

fn named(edition: &Edition<'_>, span: Span) -> String {
    match span {
        Span::Whole => edition.words().archive.to_owned(),
        span => edition.language.span(span),
    }
}

fn anchor(edition: &Edition<'_>, span: Span) -> Anchor {
    Anchor::to(named(edition, span), &address::archive(&edition.prefix(), span))
}

/// The way from the front down to a span.
async fn steps(edition: &Edition<'_>, span: Option<Span>) -> Result<Vec<Anchor>, Failure> {
    let mut spans: Vec<Span> = std::iter::successors(span, |span| span.above()).collect();
    spans.reverse();
    let mut steps = trail(edition, None).await?;
    steps.extend(spans.into_iter().map(|span| anchor(edition, span)));
    Ok(steps)
}

/// The years of the paper, the months of a year or the days of a month that have articles, newest first, with how many.
async fn parts_with_articles(edition: &Edition<'_>, span: Span) -> Result<Vec<(Span, i64)>, Failure> {
    let parts = parts(edition.source, &edition.language, span).await?;
    let lists: Vec<List> = parts.iter().map(|part| List::dated(&edition.language, *part)).collect();
    let totals = edition.source.totals(&lists).await?;
    Ok(parts.into_iter().zip(totals).rev().collect())
}

/// The spans that one is divided into which have articles, oldest first.
pub(crate) async fn parts(source: &Source, language: &Language, span: Span) -> Result<Vec<Span>, Failure> {
    let found = source.slice(&List::spans(language, span), None, YEARS, false).await?;
    Ok(found.into_iter().filter_map(|(_, number)| part(span, number)).collect())
}

/// More years than a newspaper has.
const YEARS: usize = 1_000;

/// The part of a span that has that number: a year of all time, a month of a year, a day of a month.
fn part(span: Span, number: i64) -> Option<Span> {
    match span {
        Span::Whole => Some(Span::Year(i16::try_from(number).ok()?)),
        Span::Year(year) => Some(Span::Month(year, i8::try_from(number).ok()?)),
        Span::Month(year, month) => Some(Span::Day(year, month, i8::try_from(number).ok()?)),
        Span::Day(..) => None,
    }
}

/// The newest articles of each month or day.
async fn newest(edition: &Edition<'_>, parts: &[(Span, i64)]) -> Result<Vec<Vec<Card>>, Failure> {
    let mut groups = Vec::with_capacity(parts.len());
    for (part, _) in parts {
        groups.push(newest_of(edition, *part).await?);
    }
    let members: Vec<Member> = groups.iter().flatten().map(|id| Member::Article(*id)).collect();
    let cards = cards(edition, &members, Shown::default()).await?;
    let mut cards: HashMap<ArticleId, Card> =
        cards.into_iter().filter_map(|card| Some((card.article?, card))).collect();
    Ok(groups.iter().map(|group| group.iter().filter_map(|id| cards.remove(id)).collect()).collect())
}

async fn newest_of(edition: &Edition<'_>, part: Span) -> Result<Vec<ArticleId>, Failure> {
    let found = match part {
        Span::Whole | Span::Year(_) => Vec::new(),
        Span::Month(..) | Span::Day(..) => {
            edition.source.slice(&List::dated(&edition.language, part), None, SHOWN, true).await?
        }
    };
    Ok(found.into_iter().map(|(_, id)| ArticleId(id)).collect())
}

/// The span before and the one after that have articles.
async fn beside(edition: &Edition<'_>, span: Span) -> Result<Vec<Anchor>, Failure> {
    let mut beside = Vec::with_capacity(2);
    for later in [false, true] {
        beside.extend(next(edition, span, later).await?.map(|found| anchor(edition, found)));
    }
    Ok(beside)
}

/// The next span of the same length that has articles: within the same longer one, or at the near end of the next longer
/// one that has.
async fn next(edition: &Edition<'_>, span: Span, later: bool) -> Result<Option<Span>, Failure> {
    let Some(mut around) = span.above() else { return Ok(None) };
    let (mut found, mut steps) = (nearest(edition, around, Some(span), later).await?, 0);
    while found.is_none() {
        let Some(above) = around.above() else { return Ok(None) };
        found = nearest(edition, above, Some(around), later).await?;
        (around, steps) = (above, steps + 1);
    }
    for _ in 0..steps {
        let Some(longer) = found else { return Ok(None) };
        found = nearest(edition, longer, None, later).await?;
    }
    Ok(found)
}

/// Of the parts of a span that have articles, the nearest behind another, or at its end.
async fn nearest(
    edition: &Edition<'_>,
    span: Span,
    behind: Option<Span>,
    later: bool,
) -> Result<Option<Span>, Failure> {
    let key = behind.and_then(|part| List::dated(&edition.language, part).span()).map(|(_, n)| Key::of_number(n, n));
    let list = List::spans(&edition.language, span);
    let found = edition.source.slice(&list, key.as_ref(), 1, !later).await?.pop();
    Ok(found.and_then(|(_, number)| part(span, number)))
}
