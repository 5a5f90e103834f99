//! What a typesetter does: quotation marks that open and close, and days counted from publication, as each language names them.

use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::language::Language;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::form::Flaw;

/// The text with straight quotation marks turned the way English prints them.
pub(crate) fn quotes(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars() {
        let opens = before.is_whitespace() || "([{“‘—–/*".contains(before);
        let set = match (c, opens) {
            ('"', true) => '“',
            ('"', false) => '”',
            ('\'', true) => '‘',
            ('\'', false) => '’',
            _ => c,
        };
        out.push(set);
        before = set;
    }
    out
}

/// The text with `{day-1}` and `{date+14}` replaced by the weekday and the date so many days from publication.
pub(crate) fn days(text: &str, published: Date, language: &Language) -> Result<String, Flaw> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (inside, behind) =
            after.split_once('}').ok_or_else(|| Flaw(format!("A brace is not closed in “{text}”.")))?;
        match day(inside, published, language) {
            Some(day) => out.push_str(&day),
            None => out.push_str(&format!("{{{inside}}}")),
        }
        rest = behind;
    }
    Ok(out + rest)
}

fn day(word: &str, published: Date, language: &Language) -> Option<String> {
    let chinese = language.tag().starts_with("zh");
    let (distance, weekday) = match word.strip_prefix("day") {
        Some(distance) => (distance, true),
        None => (word.strip_prefix("date")?, false),
    };
    let distance: i64 = match distance {
        "" => 0,
        distance => distance.parse().ok()?,
    };
    let then = published.checked_add(distance.days()).ok()?;
    Some(match (weekday, chinese) {
        (true, true) => chinese_weekday(then),
        (false, true) => then.strftime("%-m月%-d日").to_string(),
        (true, false) => then.strftime("%A").to_string(),
        (false, false) => then.strftime("%-d %B").to_string(),
    })
}

/// Monday to Saturday are numbered, Sunday is the day of the sun.
fn chinese_weekday(day: Date) -> String {
    let names = ["一", "二", "三", "四", "五", "六", "日"];
    let at = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
    format!("星期{}", names.get(at).copied().unwrap_or_default())
}

/// The instant that lies as long before `now` as `3d 4h 10m` says, on a full minute.
pub(crate) fn before(now: Instant, ago: &str) -> Result<Instant, Flaw> {
    Ok(minute(now).plus_seconds(-seconds(ago)?))
}

/// The instant that lies as long after `now`, on a full minute.
pub(crate) fn after(now: Instant, ahead: &str) -> Result<Instant, Flaw> {
    Ok(minute(now).plus_seconds(seconds(ahead)?))
}

fn minute(now: Instant) -> Instant {
    Instant::from_microseconds(now.microseconds().div_euclid(60_000_000) * 60_000_000)
}

/// The seconds of a length of time.
fn seconds(length: &str) -> Result<i64, Flaw> {
    let unfit = || Flaw(format!("“{length}” is no length of time such as 3d 4h 10m."));
    let mut span = Span::new();
    for piece in length.split_whitespace() {
        let (number, unit) = piece.split_at_checked(piece.len().saturating_sub(1)).ok_or_else(unfit)?;
        let number: i64 = number.parse().map_err(|_| unfit())?;
        span = match unit {
            "d" => span.days(number),
            "h" => span.hours(number),
            "m" => span.minutes(number),
            _ => return Err(unfit()),
        };
    }
    Ok((i64::from(span.get_days()) * 24 + i64::from(span.get_hours())) * 3600 + span.get_minutes() * 60)
}

/// The day of an instant in the zone.
pub(crate) fn day_of(at: Instant, zone: &Zone) -> Date {
    zone.day(at).value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_open_and_close() {
        assert_eq!(quotes("'It's \"here\"', she said (\"yes\")."), "‘It’s “here”’, she said (“yes”).");
    }

    #[test]
    fn days_are_counted_from_publication() {
        let published = jiff::civil::date(2026, 2, 27);
        assert_eq!(
            days("{day}, {day-1}, {date+2} and {pt|mar}", published, &Language::default()).unwrap(),
            "Friday, Thursday, 1 March and {pt|mar}"
        );
        let chinese = Language::tagged("zh-Hant").unwrap();
        assert_eq!(days("{day}、{day+2}、{date+2}", published, &chinese).unwrap(), "星期五、星期日、3月1日");
        assert!(days("{day", published, &Language::default()).is_err());
    }

    #[test]
    fn a_time_ago_falls_on_a_full_minute() {
        let now = Instant::from_microseconds(1_000_000 * 86_400 * 5 + 7_000_000);
        assert_eq!(before(now, "1d 2h 3m").unwrap().microseconds(), 1_000_000 * (86_400 * 4 - 2 * 3600 - 3 * 60));
        assert_eq!(after(now, "2h 3m").unwrap().microseconds(), 1_000_000 * (86_400 * 5 + 2 * 3600 + 3 * 60));
        assert!(before(now, "soon").is_err());
    }
}
