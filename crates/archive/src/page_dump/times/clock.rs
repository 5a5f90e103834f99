//! Times of day and offsets, among tokens.

use jiff::civil::Time;
use jiff::tz::Offset;

use super::months;
use super::tokens::Token;

/// A time of day at a token: `13:43`, `1.43 pm`, `13h43`, `11.08 Uhr`, `5 am`. With the token after it.
pub(super) fn time(tokens: &[Token], at: usize) -> Option<(Time, usize)> {
    let (hour, digits) = tokens.get(at)?.number()?;
    if digits > 2 {
        return None;
    }
    if let Some((half, next)) = half(tokens, at + 1) {
        return Some((civil(hour, 0, 0, Some(half))?, next));
    }
    let mark = tokens.get(at + 1)?;
    let dotted = mark.sign() == Some('.');
    if !(mark.sign() == Some(':') || dotted || matches!(mark.word(), Some("h" | "時" | "시"))) {
        return None;
    }
    let (minute, digits) = tokens.get(at + 2)?.number().filter(|(_, digits)| *digits == 2)?;
    let _ = digits;
    let (second, mut next) = seconds(tokens, at + 3);
    let half = half(tokens, next);
    if let Some((_, after)) = half {
        next = after;
    }
    // `11.08` alone may be a date or a price; with a word after it, it is a time.
    let worded =
        tokens.get(next).and_then(Token::word).is_some_and(|word| word == "uhr" || months::zone(word).is_some());
    (!dotted || worded || half.is_some()).then_some(())?;
    Some((civil(hour, minute, second, half.map(|(half, _)| half))?, next))
}

fn seconds(tokens: &[Token], at: usize) -> (u32, usize) {
    let colon = tokens.get(at).and_then(Token::sign) == Some(':');
    match tokens.get(at + 1).and_then(Token::number) {
        Some((second, 2)) if colon => {
            let fraction = tokens.get(at + 2).and_then(Token::sign) == Some('.')
                && tokens.get(at + 3).is_some_and(|t| t.number().is_some() && !t.spaced);
            (second, if fraction { at + 4 } else { at + 2 })
        }
        _ => (0, at),
    }
}

/// `am`, `p.m.`: whether it is the later half of the day.
fn half(tokens: &[Token], at: usize) -> Option<(bool, usize)> {
    match tokens.get(at)?.word()? {
        "am" => Some((false, at + 1)),
        "pm" => Some((true, at + 1)),
        half @ ("a" | "p") => {
            let dotted = tokens.get(at + 1)?.sign() == Some('.') && tokens.get(at + 2)?.word() == Some("m");
            let end = if tokens.get(at + 3).and_then(Token::sign) == Some('.') { at + 4 } else { at + 3 };
            dotted.then_some((half == "p", end))
        }
        _ => None,
    }
}

fn civil(hour: u32, minute: u32, second: u32, late: Option<bool>) -> Option<Time> {
    let hour = match (hour, late) {
        (12, Some(false)) => 0,
        (1..=11, Some(true)) => hour + 12,
        _ => hour,
    };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second.min(59)).ok()?, 0).ok()
}

/// An offset at a token: `GMT+08:00`, `+0800`, `EST`, `Z`. With the token after it.
pub(super) fn offset(tokens: &[Token], at: usize) -> Option<(Offset, usize)> {
    let (mut minutes, mut next) = (None, at);
    if let Some(zone) = tokens.get(at).and_then(Token::word).and_then(months::zone) {
        (minutes, next) = (Some(zone), at + 1);
    }
    let universal = minutes.is_none_or(|minutes| minutes == 0);
    if let Some((signed, after)) = signed(tokens, next).filter(|_| universal) {
        (minutes, next) = (Some(signed), after);
    }
    Some((Offset::from_seconds(minutes? * 60).ok()?, next))
}

fn signed(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let sign = match tokens.get(at)?.sign()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let next = tokens.get(at + 1).filter(|token| !token.spaced)?;
    let (number, digits) = next.number()?;
    let number = i32::try_from(number).ok()?;
    let colon = tokens.get(at + 2).and_then(Token::sign) == Some(':');
    let minutes = tokens.get(at + 3).and_then(Token::number).filter(|(_, digits)| colon && *digits == 2);
    match (digits, minutes) {
        (4, _) => Some((sign * (number / 100 * 60 + number % 100), at + 2)),
        (1 | 2, Some((minutes, _))) => Some((sign * (number * 60 + i32::try_from(minutes).ok()?), at + 4)),
        (1 | 2, None) if number <= 14 => Some((sign * number * 60, at + 2)),
        _ => None,
    }
}
