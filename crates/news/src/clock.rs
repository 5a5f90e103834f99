//! Time: instants, the paper's zone, and the one formatter of shown times.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use serde::{Deserialize, Serialize};

use crate::language::Language;

/// A moment, in microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// Earlier than anything a newspaper knows.
    pub const ALWAYS: Self = Self(i64::MIN);
    /// Later than anything a newspaper knows.
    pub const NEVER: Self = Self(i64::MAX);

    /// The moment so many microseconds after the epoch.
    #[must_use]
    pub const fn from_microseconds(microseconds: i64) -> Self {
        Self(microseconds)
    }

    /// The moment the machine's clock shows.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the clock")]
    pub fn now() -> Self {
        Self(Timestamp::now().as_microsecond())
    }

    /// Microseconds since the epoch.
    #[must_use]
    pub const fn microseconds(self) -> i64 {
        self.0
    }

    /// The moment so many seconds later (or earlier, when negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX })
    }
}

/// A value read from the clock, and the instants between which it holds
/// (`from` included, `until` not).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held<T> {
    /// What the clock said.
    pub value: T,
    /// The first instant at which it is right.
    pub from: Instant,
    /// The first instant at which it is right no longer.
    pub until: Instant,
}

/// How times are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateStyle {
    /// `2021/08/19 11:36`
    #[default]
    Numeric,
    /// In the words of the page's language.
    Locale,
}

/// The paper's named time zone, for example `Asia/Taipei`; UTC by default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Default for Zone {
    fn default() -> Self {
        Self::utc()
    }
}

impl Zone {
    /// The zone of that name in the IANA database, or `None` where it lists no such zone.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let known = name.contains('/') || name == "UTC";
        TimeZone::get(name).ok().filter(|_| known).map(Self)
    }

    /// The zone that a paper is in which has set that name: UTC where it has set none, or one that is not known any more.
    #[must_use]
    pub fn set(name: Option<&str>) -> Self {
        name.and_then(Self::named).unwrap_or_default()
    }

    /// Coordinated universal time.
    #[must_use]
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The zone's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The civil date at that moment, and how long it stays so (a day may last 23 or 25 hours).
    #[must_use]
    pub fn day(&self, now: Instant) -> Held<Date> {
        let today = self.at(now).date();
        Held { value: today, from: self.midnight(today), until: self.midnight_after(today) }
    }

    /// The first instant of that day in the zone.
    #[must_use]
    pub fn midnight(&self, day: Date) -> Instant {
        day.to_zoned(self.0.clone()).map_or(Instant::ALWAYS, |z| Instant(z.timestamp().as_microsecond()))
    }

    /// The first instant of the day after.
    #[must_use]
    pub fn midnight_after(&self, day: Date) -> Instant {
        day.tomorrow().map_or(Instant::NEVER, |next| self.midnight(next))
    }

    /// The moment of a civil time in the zone; in a gap, the later reading, in a fold, the earlier.
    #[must_use]
    pub fn moment(&self, civil: DateTime) -> Option<Instant> {
        let zoned = civil.to_zoned(self.0.clone()).ok()?;
        Some(Instant(zoned.timestamp().as_microsecond()))
    }

    /// The moment that a text writes: with an offset, or as a civil time of the zone; `None` where it writes none, or one
    /// that the clocks of the zone never show.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<Instant> {
        if let Ok(moment) = text.parse::<Timestamp>() {
            return Some(Instant(moment.as_microsecond()));
        }
        let civil: DateTime = text.parse().ok()?;
        let moment = self.moment(civil)?;
        (self.at(moment).datetime() == civil).then_some(moment)
    }

    /// `2021-08-19T11:36:00+08:00`: never `Z`, so that every output gives the paper's offset.
    #[must_use]
    pub fn iso(&self, at: Instant) -> String {
        self.at(at).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// `Thu, 19 Aug 2021 11:36:00 +0800`, the date of RSS 2.0 (RFC 822 with a year of four digits).
    #[must_use]
    pub fn rfc822(&self, at: Instant) -> String {
        self.at(at).strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
    }

    /// A date and time as readers see it: `2021/08/19 11:36`.
    #[must_use]
    pub fn shown(&self, at: Instant, style: DateStyle, language: &Language) -> String {
        let zoned = self.at(at);
        match style {
            DateStyle::Numeric => zoned.strftime("%Y/%m/%d %H:%M").to_string(),
            DateStyle::Locale => format!("{} {}", language.date(zoned.date()), zoned.strftime("%H:%M")),
        }
    }

    /// A date and time with its offset: `2021-08-19 13:43 GMT+08:00`.
    #[must_use]
    pub fn shown_with_offset(&self, at: Instant) -> String {
        self.at(at).strftime("%Y-%m-%d %H:%M GMT%:z").to_string()
    }

    /// `/2021/08/19`: the head of an article's address.
    #[must_use]
    pub fn address_of_day(&self, at: Instant) -> String {
        self.at(at).strftime("/%Y/%m/%d").to_string()
    }

    fn at(&self, at: Instant) -> Zoned {
        at.timestamp().to_zoned(self.0.clone())
    }
}

/// `2021-08-19T03:36:00.0Z`, the date of a flash briefing (always UTC, to the second).
#[must_use]
pub fn flash_briefing_date(at: Instant) -> String {
    at.timestamp().strftime("%Y-%m-%dT%H:%M:%S.0Z").to_string()
}

/// `Thu, 19 Aug 2021 03:36:00 GMT`, the date of HTTP (RFC 9110, 5.6.7).
#[must_use]
pub fn http_date(at: Instant) -> String {
    at.timestamp().to_zoned(TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// The moment that a date of HTTP names, or `None` where it is none.
#[must_use]
pub fn of_http_date(text: &str) -> Option<Instant> {
    let civil = DateTime::strptime("%a, %d %b %Y %H:%M:%S GMT", text.trim()).ok()?;
    Zone::utc().moment(civil)
}

/// The masthead's date: `2021-08-19`, or its weekday and date in words.
#[must_use]
pub fn shown_day(day: Date, style: DateStyle, language: &Language) -> String {
    match style {
        DateStyle::Numeric => day.strftime("%Y-%m-%d").to_string(),
        DateStyle::Locale => language.date_with_weekday(day),
    }
}

/// The same day so many days earlier (used for cut-offs).
#[must_use]
pub fn days_before(day: Date, days: i64) -> Date {
    day.checked_sub(days.days()).unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taipei() -> Zone {
        Zone::named("Asia/Taipei").expect("a zone of the database")
    }

    fn language(tag: &str) -> Language {
        Language::tagged(tag).expect("a tag")
    }

    fn at(text: &str) -> Instant {
        Instant::from_microseconds(text.parse::<Timestamp>().expect("a timestamp").as_microsecond())
    }

    #[test]
    fn times_are_shown_as_in_the_dump() {
        let published = at("2021-08-19T03:36:00Z");
        assert_eq!(taipei().shown(published, DateStyle::Numeric, &language("en")), "2021/08/19 11:36");
        assert_eq!(taipei().shown(published, DateStyle::Locale, &language("en")), "19 August 2021 11:36");
        assert_eq!(taipei().shown(published, DateStyle::Locale, &language("zh-Hant")), "2021年8月19日 11:36");
        assert_eq!(taipei().shown_with_offset(published), "2021-08-19 11:36 GMT+08:00");
        assert_eq!(taipei().iso(published), "2021-08-19T11:36:00+08:00");
        assert_eq!(http_date(published), "Thu, 19 Aug 2021 03:36:00 GMT");
        assert_eq!(of_http_date("Thu, 19 Aug 2021 03:36:00 GMT"), Some(published));
        assert_eq!(of_http_date("yesterday"), None);
        assert_eq!(flash_briefing_date(published), "2021-08-19T03:36:00.0Z");
    }

    #[test]
    fn utc_is_written_with_an_offset_too() {
        let utc = Zone::named("UTC").expect("UTC");
        assert_eq!(utc.iso(at("2021-08-19T03:36:00Z")), "2021-08-19T03:36:00+00:00");
    }

    #[test]
    fn a_day_of_25_hours_holds_until_its_own_midnight() {
        let berlin = Zone::named("Europe/Berlin").expect("a zone of the database");
        let day = berlin.day(at("2026-10-25T12:00:00Z"));
        assert_eq!(day.from, at("2026-10-24T22:00:00Z"));
        assert_eq!(day.until, at("2026-10-25T23:00:00Z"));
    }

    #[test]
    fn a_zone_that_nobody_knows_is_none() {
        assert!(Zone::named("Asia/Atlantis").is_none());
        assert!(Zone::named("").is_none());
    }
}
