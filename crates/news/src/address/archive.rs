//! Addresses of archive pages: articles by the year, month and day of their first publication.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::named;

/// A stretch of time that has an archive page; all articles of a day stand below its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// All the years.
    Whole,
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
    /// A day of a month.
    Day(i16, i8, i8),
}

impl Span {
    /// The day whose address an article's begins with.
    #[must_use]
    pub fn of_article(path: &str) -> Option<Self> {
        let (day, slug) = path.rsplit_once('/')?;
        Self::at(day).filter(|span| matches!(span, Self::Day(..)) && !slug.is_empty())
    }

    /// The span that this one is part of.
    #[must_use]
    pub fn above(self) -> Option<Self> {
        match self {
            Self::Whole => None,
            Self::Year(_) => Some(Self::Whole),
            Self::Month(year, _) => Some(Self::Year(year)),
            Self::Day(year, month, _) => Some(Self::Month(year, month)),
        }
    }

    /// The days of a month in weeks, from Monday to Sunday; none of any other span.
    #[must_use]
    pub fn weeks(self) -> Vec<[Option<i8>; 7]> {
        let Self::Month(year, month) = self else { return Vec::new() };
        let mut weeks: Vec<[Option<i8>; 7]> = Vec::new();
        let days = Date::new(year, month, 1)
            .into_iter()
            .flat_map(|first| first.series(1.day()).take_while(move |day| day.month() == month));
        for day in days {
            let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
            if weekday == 0 || weeks.is_empty() {
                weeks.push([None; 7]);
            }
            if let Some(cell) = weeks.last_mut().and_then(|week| week.get_mut(weekday)) {
                *cell = Some(day.day());
            }
        }
        weeks
    }

    /// The span whose page is at that path, without the language's prefix.
    pub(super) fn at(path: &str) -> Option<Self> {
        let mut pieces = path.strip_prefix('/')?.split('/');
        let year = pieces.next()?;
        let mut next = || pieces.next().map(str::parse::<i8>).transpose().ok();
        let span = match (year, next()?, next()?) {
            ("archive", None, None) => Self::Whole,
            (year, None, None) => Self::Year(year.parse().ok()?),
            (year, Some(month), None) => Self::Month(year.parse().ok()?, month),
            (year, Some(month), Some(day)) => Self::Day(year.parse().ok()?, month, day),
            (_, None, Some(_)) => return None,
        };
        (span.is_sound() && archive("", span) == path).then_some(span)
    }

    fn is_sound(self) -> bool {
        match self {
            Self::Whole => true,
            Self::Year(year) => (1000..=9999).contains(&year),
            Self::Month(year, month) => Self::Year(year).is_sound() && (1..=12).contains(&month),
            Self::Day(year, month, day) => Self::Year(year).is_sound() && Date::new(year, month, day).is_ok(),
        }
    }

    /// As addresses write it, without a slash before it: `2026/11/20`.
    fn written(self) -> String {
        match self {
            Self::Whole => "archive".to_owned(),
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}/{month:02}"),
            Self::Day(year, month, day) => format!("{year:04}/{month:02}/{day:02}"),
        }
    }
}

/// The archive page of a span: `/archive`, `/2026`, `/2026/11`, `/2026/11/20`.
#[must_use]
pub fn archive(prefix: &str, span: Span) -> String {
    named(prefix, &span.written())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_read_as_it_is_written() {
        for span in [Span::Whole, Span::Year(2026), Span::Month(2026, 2), Span::Day(2024, 2, 29)] {
            assert_eq!(Span::at(&archive("", span)), Some(span));
        }
    }

    #[test]
    fn what_is_no_day_or_written_otherwise_has_no_page() {
        for path in ["/2026/2", "/2026/13", "/2026/02/30", "/2026/00", "/026", "/20266", "/+202", "/2026/", "/2026//01"]
        {
            assert_eq!(Span::at(path), None, "{path}");
        }
        for path in ["/archive/11", "/archive/", "/2026/11/20/", "2026", "/2026/11/20/a"] {
            assert_eq!(Span::at(path), None, "{path}");
        }
    }

    #[test]
    fn a_month_has_its_days_in_weeks() {
        let weeks = Span::Month(2026, 11).weeks();
        assert_eq!(weeks.first(), Some(&[None, None, None, None, None, None, Some(1)]));
        assert_eq!(weeks.last().and_then(|week| week[0]), Some(30));
        assert_eq!(weeks.iter().flatten().flatten().count(), 30);
        assert!(Span::Year(2026).weeks().is_empty());
    }

    #[test]
    fn an_article_stands_in_the_day_of_its_address() {
        assert_eq!(Span::of_article("/2026/11/20/night-ferry"), Some(Span::Day(2026, 11, 20)));
        for path in ["/2026/11/20/", "/2026/11/20", "/2026/11/night-ferry", "/politics/night-ferry"] {
            assert_eq!(Span::of_article(path), None, "{path}");
        }
    }
}
