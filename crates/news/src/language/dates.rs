//! Dates in the words of a language.

use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{E, YMD, YMDE};
use icu_locale::Locale;
use jiff::civil::Date;

use super::Language;
use super::kept::Kept;

type Formatter<F> = FixedCalendarDateTimeFormatter<Gregorian, F>;

/// The forms in which a language writes a date.
struct Dates {
    date: Formatter<YMD>,
    weekday: Formatter<E>,
    both: Formatter<YMDE>,
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
