//! A month as a calendar: which of its days have articles, and how many.

use broadsheet_news::address::{self, Span};
use serde::Serialize;

use crate::edition::Edition;

/// A month in weeks.
#[derive(Serialize)]
pub(crate) struct Calendar {
    weekdays: Vec<String>,
    weeks: Vec<Vec<Option<Cell>>>,
}

/// A day of the calendar.
#[derive(Clone, Serialize)]
struct Cell {
    day: i8,
    /// Where its articles are, and how many; none where there are none.
    href: Option<String>,
    articles: i64,
}

impl Calendar {
    /// The calendar of a month, with the articles of its days; none of any other span.
    pub(super) fn of(edition: &Edition<'_>, span: Span, days: &[(Span, i64)]) -> Option<Self> {
        let Span::Month(year, month) = span else { return None };
        let articles = |day: Span| days.iter().find(|(known, _)| *known == day).map_or(0, |(_, total)| *total);
        let cell = |day: i8| {
            let span = Span::Day(year, month, day);
            let path = address::encoded(&address::archive(&edition.prefix(), span));
            let articles = articles(span);
            Cell { day, href: (articles > 0).then_some(path), articles }
        };
        let weeks = span.weeks().into_iter().map(|week| week.map(|day| day.map(cell)).to_vec()).collect();
        Some(Self { weekdays: edition.language.weekdays(), weeks })
    }

    pub(super) fn sample() -> Option<Self> {
        let cell = |day, href: Option<&str>| Some(Cell { day, href: href.map(str::to_owned), articles: 2 });
        let weeks = vec![vec![None, cell(1, None), cell(2, Some("/2026/11/02"))]];
        Some(Self { weekdays: vec!["Mon".into(), "<Tue>".into(), "Wed".into()], weeks })
    }
}
