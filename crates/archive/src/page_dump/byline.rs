//! The byline: of all lines near the article that name somebody, the one most like a byline.

use std::collections::HashSet;

use super::again::Echoes;
use super::credit::{self, How};
use super::judgement::{self, Reason, share, yes};
use super::kind::Kind;
use super::recognised::{Byline, Recognised};
use super::sheet::Sheet;
use super::{names, prose, times, words};

/// A line must have this much for it to name the authors.
const ENOUGH: f64 = 0.0;
/// A name that nothing says is an author's must have more: a wrong author is worse than none.
const ENOUGH_BARE: f64 = 0.5;

/// Finds the authors near the headline and around the text.
pub(super) fn find(sheet: &mut Sheet, found: &mut Recognised) {
    let cases = cases(sheet);
    let scored = cases.into_iter().map(|case| (judgement::sum(REASONS, &case), case));
    let Some((score, case)) = scored.max_by(|one, two| one.0.total_cmp(&two.0)) else { return };
    let bare = case.how == How::Bare && !case.labelled;
    if score < if bare { ENOUGH_BARE } else { ENOUGH } {
        return;
    }
    note(sheet, case.at);
    for at in case.more {
        note(sheet, at);
    }
    found.bylines = with_houses(sheet, case.bylines);
}

/// What the page elsewhere puts in brackets, as after a dateline or a credit, is no second author but the first one's house.
fn with_houses(sheet: &Sheet, bylines: Vec<Byline>) -> Vec<Byline> {
    let mut kept: Vec<Byline> = Vec::new();
    for byline in bylines {
        let bracket = format!("({}", byline.name);
        let house = sheet.pieces.iter().any(|piece| piece.text.contains(&bracket));
        match kept.last_mut() {
            Some(last) if house && last.organisation.is_empty() => {
                last.organisation = byline.name;
                last.role = if last.role.is_empty() { byline.role } else { std::mem::take(&mut last.role) };
            }
            _ => kept.push(byline),
        }
    }
    kept
}

fn note(sheet: &mut Sheet, at: usize) {
    match sheet.kinds.get_mut(at) {
        Some(slot @ Some(Kind::Published | Kind::Updated)) => *slot = Some(Kind::BylineAndTime),
        _ => sheet.mark(at, Kind::Byline),
    }
}

/// Whether a line opens like a byline.
pub(super) fn is_byline(text: &str) -> bool {
    credit::opened(text).is_some_and(|(how, _)| how == How::Opened)
}

/// A line that may be the byline, and where it stands.
struct Case {
    at: usize,
    /// Further lines that name more authors.
    more: Vec<usize>,
    bylines: Vec<Byline>,
    how: How,
    labelled: bool,
    /// Pieces below the headline, negative above.
    below: isize,
    in_head: bool,
    /// Pieces after the text, negative inside.
    after: isize,
    in_text: usize,
    time_in: bool,
    time_beside: bool,
    time_near: bool,
    person: bool,
    organisation: bool,
    echoes: usize,
    listed: bool,
    bullet: bool,
    role: bool,
    alone: bool,
    words: usize,
    gap: bool,
    before_headline_far: bool,
    first_in_doc: bool,
    likely: f64,
}

/// All lines near the article that name somebody.
fn cases(sheet: &Sheet) -> Vec<Case> {
    let Some(headline) = sheet.headline else { return Vec::new() };
    let echoes = Echoes::of(sheet);
    let small = small(sheet);
    let head = headline.saturating_sub(8)..(sheet.body.start + 4).min(sheet.pieces.len());
    let tail = sheet.body.end.saturating_sub(4).max(head.end)..(sheet.body.end + 40).min(sheet.pieces.len());
    head.chain(tail)
        .filter(|&at| at != headline)
        .filter_map(|at| case(sheet, &echoes, at, headline))
        .filter(|case| case.is_name(&small))
        .collect()
}

/// The words that the page writes in small letters.
fn small(sheet: &Sheet) -> HashSet<&str> {
    let words = sheet.pieces.iter().flat_map(|piece| piece.text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| word.chars().next().is_some_and(char::is_lowercase)).collect()
}

impl Case {
    /// A bare line is no name where the page writes all its words in small letters too.
    fn is_name(&self, small: &HashSet<&str>) -> bool {
        let said = self.how != How::Bare || self.labelled;
        let Some(first) = self.bylines.first() else { return false };
        said || first.name.split_whitespace().any(|word| {
            let low = word.to_lowercase();
            !small.contains(low.trim_matches(|c: char| !c.is_alphanumeric()))
        })
    }
}

fn named(sheet: &Sheet, at: usize) -> Option<(How, Vec<Byline>)> {
    let text = sheet.text(at);
    if words::is_button(sheet.norm(at)) || words::is_business(text) {
        return None;
    }
    if at > 0 && credit::is_label(sheet.norm(at - 1)) {
        return Some((How::Bare, credit::labelled(text)?));
    }
    credit::opened(text).or_else(|| Some((How::Bare, credit::bare(text)?)))
}

fn case(sheet: &Sheet, echoes: &Echoes, at: usize, headline: usize) -> Option<Case> {
    let (how, mut bylines) = named(sheet, at)?;
    let piece = sheet.pieces.get(at)?;
    let more = more(sheet, at, how, &mut bylines);
    let first = bylines.first()?;
    let norm = broadsheet_news::reference::normalised(&first.name);
    let (begins, ends) = echoes.count(&norm);
    let time = |at: usize| times::is_time(sheet.text(at));
    let signed = |one: usize, two: usize| isize::try_from(one).unwrap_or(0) - isize::try_from(two).unwrap_or(0);
    let labels = |at: usize| {
        let norm = sheet.norm(at);
        words::is_related(norm) || words::is_popular(norm) || words::is_end(norm)
    };
    Some(Case {
        labelled: at > 0 && credit::is_label(sheet.norm(at - 1)),
        below: signed(at, headline),
        in_head: at > headline && at < sheet.body.start,
        after: signed(at, sheet.body.end),
        in_text: if sheet.body.contains(&at) { at - sheet.body.start + 1 } else { 0 },
        time_in: !times::all(&piece.text).is_empty(),
        time_beside: time(at + 1) || (at > 0 && time(at - 1)),
        time_near: (at.saturating_sub(3)..at + 4).any(time),
        person: names::is_person(&first.name),
        organisation: names::is_organisation(&first.name),
        echoes: (begins + ends).saturating_sub(if norm == sheet.norm(at) { 2 } else { 0 }),
        listed: (at.max(sheet.body.end).saturating_sub(10)..at)
            .any(|before| before >= sheet.body.end && labels(before)),
        bullet: piece.bullet.is_some(),
        role: bylines.iter().any(|byline| !byline.role.is_empty())
            || names::is_role(sheet.text(at + 1)) && prose::words(sheet.text(at + 1)) <= 8,
        alone: norm == sheet.norm(at),
        words: prose::words(&piece.text),
        gap: piece.gap > 0,
        before_headline_far: at + 3 < headline,
        first_in_doc: sheet.times(at) == 1,
        likely: sheet.likely.get(at).copied().unwrap_or(0.0),
        at,
        more,
        bylines,
        how,
    })
}

/// Lines soon below a byline that are names too, with nothing but jobs and addresses between.
fn more(sheet: &Sheet, at: usize, how: How, bylines: &mut Vec<Byline>) -> Vec<usize> {
    let mut more = Vec::new();
    let bullet = sheet.pieces.get(at).is_some_and(|piece| piece.bullet.is_some());
    let mut passed = 0;
    for next in at + 1..(at + 12).min(sheet.body.start.max(at + 4)) {
        let Some(piece) = sheet.pieces.get(next).filter(|piece| piece.bullet.is_some() == bullet && how != How::Inside)
        else {
            break;
        };
        let only = credit::bare(&piece.text).filter(|names| is_all(names, &piece.text));
        match only {
            Some(names) => {
                more.push(next);
                passed = 0;
                for byline in names {
                    if !bylines.iter().any(|known| known.name == byline.name) {
                        bylines.push(byline);
                    }
                }
            }
            None if passed < 2
                && (names::is_role(&piece.text) || piece.text.contains('@'))
                && prose::words(&piece.text) <= 6 =>
            {
                passed += 1
            }
            None => break,
        }
    }
    more
}

/// Whether a line holds next to nothing but the names.
fn is_all(names: &[Byline], text: &str) -> bool {
    let said: usize = names.iter().map(|byline| byline.name.chars().count()).sum();
    said + 8 >= text.chars().count()
}

/// The reasons, with what each is good for.
const REASONS: &[Reason<Case>] = &[
    ("it opens with a word for authors", 0.7, |c| yes(c.how == How::Opened)),
    ("such a word stands inside it", 0.1, |c| yes(c.how == How::Inside)),
    ("such a word stands above it", 3.3, |c| yes(c.labelled)),
    ("it stands between headline and text", 0.6, |c| yes(c.in_head)),
    ("it stands right below the headline", 2.7, |c| yes((1..=3).contains(&c.below))),
    ("it stands some lines below the headline", 1.1, |c| yes((4..=8).contains(&c.below))),
    ("the further below the headline, the less", -0.7, |c| share(usize::try_from(c.below).unwrap_or(0), 30)),
    ("it stands right above the headline", -0.7, |c| yes((-2..=-1).contains(&c.below))),
    ("it stands far above the headline", -0.7, |c| yes(c.before_headline_far)),
    ("it stands in the first lines of the text", 0.3, |c| yes((1..=4).contains(&c.in_text))),
    ("it stands in the last lines of the text", 0.6, |c| yes((-4..0).contains(&c.after))),
    ("it stands right after the text", 0.2, |c| yes((0..=3).contains(&c.after))),
    ("it stands after the text", 0.2, |c| yes(c.after >= 0)),
    ("the further after the text, the less", -1.5, |c| share(usize::try_from(c.after).unwrap_or(0), 20)),
    ("a time stands in it", -0.3, |c| yes(c.time_in)),
    ("a time stands beside it", 0.1, |c| yes(c.time_beside)),
    ("a time stands near it", 0.5, |c| yes(c.time_near)),
    ("it names a person", -1.0, |c| yes(c.person)),
    ("it names an organisation", 0.8, |c| yes(c.organisation)),
    ("a person named by a word for authors", 0.8, |c| yes(c.person && c.how == How::Opened)),
    ("the name stands elsewhere too", 1.5, |c| share(c.echoes, 2)),
    ("the name stands in many places", 0.6, |c| yes(c.echoes > 4)),
    ("it stands in a list of other articles", -0.0, |c| yes(c.listed)),
    ("it is an item of a list", -1.5, |c| yes(c.bullet)),
    ("a job is named with it", -0.3, |c| yes(c.role)),
    ("it is a name and nothing else", 1.0, |c| yes(c.alone)),
    ("many words are no byline", -1.2, |c| share(c.words, 25)),
    ("it stands apart", 0.2, |c| yes(c.gap)),
    ("it is not said again", 0.3, |c| yes(c.first_in_doc)),
    ("it reads like text", -0.4, |c| c.likely),
    ("several are named", -0.9, |c| yes(c.bylines.len() > 1)),
];
