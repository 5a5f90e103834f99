//! Every time in a line: days in the forms that newspapers print, with the time of day and the offset beside them.

use jiff::civil::Date;

use super::super::recognised::LocalTime;
use super::clock;
use super::months;
use super::tokens::{self, Token};

/// How many tokens may stand between a day and its time of day.
const APART: usize = 6;

/// A time, and where in the line it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Found {
    pub time: LocalTime,
    pub start: usize,
    pub end: usize,
}

/// All times in a line, in order.
pub(in super::super) fn all(text: &str) -> Vec<Found> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let tokens = tokens::cut(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match day(&tokens, at) {
            Some((date, next)) => {
                let (time, end) = with_clock(&tokens, at, next, date);
                found.push(Found {
                    time,
                    start: tokens.get(at).map_or(0, |t| t.start),
                    end: tokens.get(end - 1).map_or(0, |t| t.end),
                });
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn with_clock(tokens: &[Token], at: usize, next: usize, date: Date) -> (LocalTime, usize) {
    let plain = LocalTime { date, time: None, offset: None };
    if let Some((time, after)) = linked(tokens, next).and_then(|start| clock::time(tokens, start)) {
        let (offset, end) = zone_after(tokens, after);
        return (LocalTime { time: Some(time), offset, ..plain }, end);
    }
    // `9:05 PM EDT, Tue October 7, 2023`: the time of day stands first.
    for start in at.saturating_sub(APART + 3)..at {
        let Some((time, after)) = clock::time(tokens, start) else { continue };
        let (offset, end) = zone_after(tokens, after);
        if end <= at && tokens.get(end..at).is_some_and(|between| between.iter().all(is_between)) {
            return (LocalTime { time: Some(time), offset, ..plain }, next);
        }
    }
    (plain, next)
}

fn zone_after(tokens: &[Token], after: usize) -> (Option<jiff::tz::Offset>, usize) {
    let uhr = tokens.get(after).and_then(Token::word) == Some("uhr");
    let after = if uhr { after + 1 } else { after };
    match clock::offset(tokens, after) {
        Some((offset, end)) => (Some(offset), end),
        None => (None, after),
    }
}

/// The first number after a day with only links between.
fn linked(tokens: &[Token], next: usize) -> Option<usize> {
    (next..next + APART)
        .find(|&at| tokens.get(at).is_some_and(|t| t.number().is_some()))
        .filter(|&at| tokens.get(next..at).is_some_and(|between| between.iter().all(is_between)))
}

fn is_between(token: &Token) -> bool {
    match (token.sign(), token.word()) {
        (Some(sign), _) => ",.|-–—•·@()/:".contains(sign),
        (_, Some(word)) => months::is_link(word),
        _ => false,
    }
}

/// A day at a token, and the token after it.
fn day(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    // A number that goes on from other digits is part of something else.
    let glued = at > 0
        && !tokens.get(at)?.spaced
        && tokens.get(at - 1).and_then(Token::sign).is_some_and(|sign| "-/.,:".contains(sign))
        && tokens.get(at.wrapping_sub(2)).is_some_and(|t| t.number().is_some());
    if glued {
        return None;
    }
    year_first(tokens, at)
        .or_else(|| numbers(tokens, at))
        .or_else(|| day_and_name(tokens, at))
        .or_else(|| name_and_day(tokens, at))
}

/// `2021/08/19`, `2021-08-19`, `2021.8.19`, `2021年8月19日`.
fn year_first(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let year = year(tokens.get(at)?)?;
    let month_at = separated(tokens, at + 1)?;
    let (month, day_at) = match tokens.get(month_at)?.word().and_then(months::month) {
        Some(month) => (u32::try_from(month).ok()?, separated(tokens, month_at + 1).unwrap_or(month_at + 1)),
        None => (small(tokens.get(month_at)?)?, separated(tokens, month_at + 1)?),
    };
    let day = small(tokens.get(day_at)?)?;
    let unit = tokens.get(day_at + 1).and_then(Token::word).is_some_and(|word| word == "日" || word == "일");
    Some((civil(year, month, day)?, day_at + 1 + usize::from(unit)))
}

/// `19.08.2021`, `08/19/2021`, `19-8-21`.
fn numbers(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let first = small(tokens.get(at)?)?;
    let sign = tokens.get(at + 1)?.sign().filter(|sign| "./-".contains(*sign))?;
    let second = small(tokens.get(at + 2)?)?;
    let same = tokens.get(at + 3)?.sign() == Some(sign);
    let third = tokens.get(at + 4).filter(|_| same)?;
    let year = year(third).or_else(|| short_year(third))?;
    let goes_on = tokens.get(at + 5).is_some_and(|t| {
        !t.spaced && t.sign() == Some(sign) && tokens.get(at + 6).is_some_and(|t| t.number().is_some() && !t.spaced)
    });
    // With slashes the month comes first unless it cannot; with dots and dashes the day does.
    let month_first = sign == '/' && first <= 12;
    let (month, day) = if month_first || (second > 12 && first <= 12) { (first, second) } else { (second, first) };
    (!goes_on).then_some((civil(year, month, day)?, at + 5))
}

/// `19 August 2021`, `19. August 2021`, `19th of Aug., 2021`, `19 de agosto de 2021`.
fn day_and_name(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let day = small(tokens.get(at)?)?;
    let name_at = passing(tokens, at + 1, &["th", "st", "nd", "rd", "de", "of", "er", "º"])?;
    let month = tokens.get(name_at)?.word().and_then(months::month)?;
    let year_at = passing(tokens, name_at + 1, &["de", "del"])?;
    let token = tokens.get(year_at)?;
    let year = year(token).or_else(|| short_year(token))?;
    Some((civil(year, u32::try_from(month).ok()?, day)?, year_at + 1))
}

/// `August 19, 2021`, `Aug. 19th 2021`.
fn name_and_day(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let month = tokens.get(at)?.word().and_then(months::month)?;
    let day_at = passing(tokens, at + 1, &[])?;
    let day = small(tokens.get(day_at)?)?;
    let year_at = passing(tokens, day_at + 1, &["th", "st", "nd", "rd"])?;
    let year = year(tokens.get(year_at)?)?;
    Some((civil(year, u32::try_from(month).ok()?, day)?, year_at + 1))
}

/// The next token that is none of the marks and words that may stand here.
fn passing(tokens: &[Token], from: usize, words: &[&str]) -> Option<usize> {
    (from..from + 4).find(|&at| {
        let Some(token) = tokens.get(at) else { return true };
        let mark = token.sign().is_some_and(|sign| ",.-/'’".contains(sign));
        !mark && !token.word().is_some_and(|word| words.contains(&word))
    })
}

/// The token after one separator of a numeric day.
fn separated(tokens: &[Token], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let sign = token.sign().is_some_and(|sign| "-/.–".contains(sign));
    let unit = token.word().is_some_and(|word| ["年", "月", "년", "월"].contains(&word));
    let named = token.word().is_some_and(|word| months::month(word).is_some());
    if named {
        return Some(at);
    }
    (sign || unit).then_some(at + 1)
}

fn year(token: &Token) -> Option<i16> {
    let (number, digits) = token.number()?;
    (digits == 4 && (1700..2200).contains(&number)).then(|| i16::try_from(number).ok()).flatten()
}

/// Two digits: of this century up to 69, as clocks of computers have it.
fn short_year(token: &Token) -> Option<i16> {
    let (number, digits) = token.number()?;
    let number = i16::try_from(number).ok().filter(|_| digits == 2)?;
    Some(if number < 70 { 2000 + number } else { 1900 + number })
}

fn small(token: &Token) -> Option<u32> {
    token.number().filter(|(number, digits)| *digits <= 2 && (1..=31).contains(number)).map(|(number, _)| number)
}

fn civil(year: i16, month: u32, day: u32) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
