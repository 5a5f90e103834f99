//! Dates in the words of a language.

use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{E, Y, YM, YMD, YMDE};
use icu_locale::Locale;
use jiff::civil::Date;

use super::Language;
use super::kept::Kept;
use crate::address::Span;

type Formatter<F> = FixedCalendarDateTimeFormatter<Gregorian, F>;

/// The forms in which a language writes a date.
struct Dates {
    date: Formatter<YMD>,
    weekday: Formatter<E>,
    both: Formatter<YMDE>,
    month: Formatter<YM>,
    year: Formatter<Y>,
    /// The weekday in as few letters as are usual.
    short: Formatter<E>,
}

thread_local! {
    static DATES: Kept<Option<Dates>> = const { Kept::new(std::collections::BTreeMap::new()) };
}

impl Dates {
    fn of(locale: &Locale) -> Option<Self> {
        Some(Self {
            date: Formatter::try_new(locale.into(), YMD::long()).ok()?,
            weekday: Formatter::try_new(locale.into(), E::long()).ok()?,
            both: Formatter::try_new(locale.into(), YMDE::long()).ok()?,
            month: Formatter::try_new(locale.into(), YM::long()).ok()?,
            year: Formatter::try_new(locale.into(), Y::long()).ok()?,
            short: Formatter::try_new(locale.into(), E::short()).ok()?,
        })
    }
}

impl Language {
    /// `20 November 2026`, `2026年11月20日`, `20 نوفمبر 2026`.
    #[must_use]
    pub fn date(&self, day: Date) -> String {
        self.dated(day, |dates, day| dates.date.format(day).to_string())
    }

    /// With its weekday: `Friday, 20 November 2026`, `2026年11月20日 星期五`.
    #[must_use]
    pub fn date_with_weekday(&self, day: Date) -> String {
        self.dated(day, |dates, day| match self.primary() {
            // CLDR sets the weekday close to the day; newspapers in Chinese set it apart.
            "zh" => format!("{} {}", dates.date.format(day), dates.weekday.format(day)),
            _ => dates.both.format(day).to_string(),
        })
    }

    /// A day with its weekday, a month as `November 2026`, a year as `2026`; nothing of all time.
    #[must_use]
    pub fn span(&self, span: Span) -> String {
        let (year, month, day) = match span {
            Span::Whole => return String::new(),
            Span::Year(year) => (year, 1, 1),
            Span::Month(year, month) => (year, month, 1),
            Span::Day(year, month, day) => (year, month, day),
        };
        let Ok(first) = Date::new(year, month, day) else { return String::new() };
        match span {
            Span::Day(..) => self.date_with_weekday(first),
            Span::Month(..) => self.dated(first, |dates, day| dates.month.format(day).to_string()),
            _ => self.dated(first, |dates, day| dates.year.format(day).to_string()),
        }
    }

    /// The names of the weekdays, short, from Monday on.
    #[must_use]
    pub fn weekdays(&self) -> Vec<String> {
        // The first of January 2024 was a Monday.
        let days = (1..=7).filter_map(|day| Date::new(2024, 1, day).ok());
        days.map(|day| self.dated(day, |dates, day| dates.short.format(day).to_string())).collect()
    }

    fn dated(&self, day: Date, write: impl FnOnce(&Dates, &icu_calendar::Date<Gregorian>) -> String) -> String {
        let parts = (i32::from(day.year()), day.month().unsigned_abs(), day.day().unsigned_abs());
        let gregorian = icu_calendar::Date::try_new_gregorian(parts.0, parts.1, parts.2).ok();
        let written = |dates: &Option<Dates>| Some(write(dates.as_ref()?, gregorian.as_ref()?));
        self.with(&DATES, |locale| Dates::of(&locale), written).unwrap_or_else(|| day.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_years_are_named_and_weeks_begin_on_monday() {
        for (tag, month, year, monday) in [
            ("en", "November 2026", "2026", "Mon"),
            ("zh-Hant", "2026年11月", "2026年", "週一"),
            ("ar", "نوفمبر 2026", "2026", "الاثنين"),
        ] {
            let language = Language::tagged(tag).unwrap();
            assert_eq!(language.span(Span::Month(2026, 11)), month);
            assert_eq!(language.span(Span::Year(2026)), year);
            assert_eq!(language.weekdays().first().map(String::as_str), Some(monday));
            assert_eq!(language.weekdays().len(), 7);
        }
    }

    #[test]
    fn each_language_writes_dates_in_its_own_words() {
        let day = jiff::civil::date(2026, 11, 20);
        for (tag, date, with_weekday) in [
            ("en", "20 November 2026", "Friday, 20 November 2026"),
            ("en-US", "November 20, 2026", "Friday, November 20, 2026"),
            ("zh-Hant", "2026年11月20日", "2026年11月20日 星期五"),
            ("ar", "20 نوفمبر 2026", "الجمعة، 20 نوفمبر 2026"),
            ("de", "20. November 2026", "Freitag, 20. November 2026"),
            ("sv", "20 november 2026", "fredag 20 november 2026"),
        ] {
            let language = Language::tagged(tag).unwrap();
            assert_eq!((language.date(day), language.date_with_weekday(day)), (date.into(), with_weekday.into()));
        }
    }
}
