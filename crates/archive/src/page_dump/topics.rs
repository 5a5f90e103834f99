//! Topics: the short lines under a label such as "Tags", or right below the last paragraph.

use super::kind::Kind;
use super::recognised::Recognised;
use super::sheet::Sheet;
use super::{prose, times, words};

/// More words than this make a headline.
const LONGEST: usize = 5;
/// Pages do not have more topics; menus do.
const MOST: usize = 25;

/// Finds the topics after the text.
pub(super) fn find(sheet: &mut Sheet, found: &mut Recognised) {
    let end = (sheet.body.end + 40).min(sheet.pieces.len());
    let start = sheet.body.end.saturating_sub(3).max(sheet.body.start);
    for at in start..end {
        if labelled(sheet, at, found) {
            return;
        }
    }
    trailing(sheet, found);
}

/// `Tags: one, two` or `Tags` with one topic a line below.
fn labelled(sheet: &mut Sheet, at: usize, found: &mut Recognised) -> bool {
    let text = sheet.text(at).to_owned();
    if let Some((label, rest)) = text.split_once([':', '：']) {
        let inline: Vec<String> =
            rest.split([',', '、', '|', '#', '•']).map(clean).filter(|topic| !topic.is_empty()).collect();
        if words::is_topics(&broadsheet_news::reference::normalised(label))
            && !inline.is_empty()
            && inline.iter().all(|topic| prose::words(topic) <= LONGEST + 1)
        {
            found.topics = inline;
            sheet.mark(at, Kind::Topic);
            cut(sheet, at);
            return true;
        }
    }
    if !words::is_topics(sheet.norm(at)) {
        return false;
    }
    let run = run(sheet, at + 1);
    if run.is_empty() {
        return false;
    }
    sheet.mark(at, Kind::Label);
    take(sheet, run, found);
    cut(sheet, at);
    true
}

/// Without a label: three and more short lines that follow the last paragraph, all of one kind.
fn trailing(sheet: &mut Sheet, found: &mut Recognised) {
    // The stretch of text may have run over the first of them.
    let mut first = sheet.body.end;
    while first > sheet.body.start + 1 && is_short(sheet, first - 1) {
        first -= 1;
    }
    let run: Vec<usize> = run(sheet, first);
    let close = sheet.pieces.get(first).is_some_and(|piece| piece.gap == 0);
    let capital = |at: usize| sheet.text(at).chars().next().is_some_and(|c| !c.is_lowercase());
    // Set apart from the text, they must look like names of things up to the next label.
    let before_label = run.last().is_some_and(|last| {
        let next = sheet.norm(last + 1);
        words::is_related(next) || words::is_popular(next) || words::is_end(next) || words::is_button(next)
    });
    if run.len() >= 3 && (close || (before_label && run.iter().all(|&at| capital(at)))) {
        take(sheet, run, found);
        cut(sheet, first);
    }
}

/// Whether a piece is short enough for a topic, and no sentence.
fn is_short(sheet: &Sheet, at: usize) -> bool {
    let text = sheet.text(at);
    (1..=4).contains(&prose::words(text)) && !prose::ends_sentence(text)
}

fn run(sheet: &Sheet, first: usize) -> Vec<usize> {
    let bulleted = sheet.pieces.get(first).is_some_and(|piece| piece.bullet.is_some());
    let fits = |at: &usize| {
        let Some(piece) = sheet.pieces.get(*at) else { return false };
        let same = piece.bullet.is_some() == bulleted && (*at == first || piece.gap == 0 || bulleted);
        let norm = sheet.norm(*at);
        let label = words::is_related(norm)
            || words::is_popular(norm)
            || words::is_end(norm)
            || words::is_button(norm)
            || norm.ends_with(" icon")
            || norm.ends_with(" logo");
        same && !label
            && prose::words(&piece.text) <= LONGEST
            && !prose::ends_sentence(&piece.text)
            && !times::is_time(&piece.text)
    };
    (first..first + MOST).take_while(fits).collect()
}

fn take(sheet: &mut Sheet, run: Vec<usize>, found: &mut Recognised) {
    for at in run {
        let topic = clean(sheet.text(at));
        if !topic.is_empty() && !found.topics.contains(&topic) {
            found.topics.push(topic);
        }
        sheet.mark(at, Kind::Topic);
    }
}

/// The text ends where the topics begin.
fn cut(sheet: &mut Sheet, at: usize) {
    sheet.body.end = sheet.body.end.min(at.max(sheet.body.start));
}

fn clean(topic: &str) -> String {
    topic.trim().trim_start_matches('#').trim_matches(|c: char| c == ',' || c == ';' || c.is_whitespace()).to_owned()
}
