//! What a typesetter does: quotation marks that open and close, and days counted from publication.

use broadsheet_news::clock::{Instant, Zone};
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
pub(crate) fn days(text: &str, published: Date) -> Result<String, Flaw> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (inside, behind) =
            after.split_once('}').ok_or_else(|| Flaw(format!("A brace is not closed in “{text}”.")))?;
        match day(inside, published) {
            Some(day) => out.push_str(&day),
            None => out.push_str(&format!("{{{inside}}}")),
        }
        rest = behind;
    }
    Ok(out + rest)
}

fn day(word: &str, published: Date) -> Option<String> {
    let (distance, pattern) = match word.strip_prefix("day") {
        Some(distance) => (distance, "%A"),
        None => (word.strip_prefix("date")?, "%-d %B"),
    };
    let distance: i64 = match distance {
        "" => 0,
        distance => distance.parse().ok()?,
    };
    let then = published.checked_add(distance.days()).ok()?;
    Some(then.strftime(pattern).to_string())
}

/// The instant that lies as long before `now` as `3d 4h 10m` says, on a full minute.
pub(crate) fn before(now: Instant, ago: &str) -> Result<Instant, Flaw> {
    let unfit = || Flaw(format!("“{ago}” is no length of time such as 3d 4h 10m."));
    let mut span = Span::new();
    for piece in ago.split_whitespace() {
        let (number, unit) = piece.split_at_checked(piece.len().saturating_sub(1)).ok_or_else(unfit)?;
        let number: i64 = number.parse().map_err(|_| unfit())?;
        span = match unit {
            "d" => span.days(number),
            "h" => span.hours(number),
            "m" => span.minutes(number),
            _ => return Err(unfit()),
        };
    }
    let seconds = (i64::from(span.get_days()) * 24 + i64::from(span.get_hours())) * 3600 + span.get_minutes() * 60;
    let minute = Instant::from_microseconds(now.microseconds().div_euclid(60_000_000) * 60_000_000);
    Ok(minute.plus_seconds(-seconds))
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
            days("{day}, {day-1}, {date+2} and {pt|mar}", published).unwrap(),
            "Friday, Thursday, 1 March and {pt|mar}"
        );
        assert!(days("{day", published).is_err());
    }

    #[test]
    fn a_time_ago_falls_on_a_full_minute() {
        let now = Instant::from_microseconds(1_000_000 * 86_400 * 5 + 7_000_000);
        assert_eq!(before(now, "1d 2h 3m").unwrap().microseconds(), 1_000_000 * (86_400 * 4 - 2 * 3600 - 3 * 60));
        assert!(before(now, "soon").is_err());
    }
}
