//! The headline: the line above the text that the page says more than once, in the text's own words, set like a heading.

use std::collections::HashSet;

use super::again::Echoes;
use super::judgement::{self, Reason, share, yes};
use super::kind::Kind;
use super::prose;
use super::recognised::Recognised;
use super::sheet::Sheet;
use super::{byline, caption, times, words};

/// Finds the headline, and moves the start of the text below it.
pub(super) fn find(sheet: &mut Sheet, found: &mut Recognised) {
    let Some(at) = best(sheet) else { return };
    found.headline = sheet.text(at).to_owned();
    sheet.headline = Some(at);
    if sheet.body.start <= at {
        sheet.body.start = (at + 1).min(sheet.body.end);
    }
    let same: Vec<usize> = (0..sheet.body.end).filter(|&other| sheet.norm(other) == sheet.norm(at)).collect();
    same.into_iter().for_each(|other| sheet.mark(other, Kind::Headline));
}

/// The likeliest piece; of equals the later, which is nearer to the text.
fn best(sheet: &Sheet) -> Option<usize> {
    let page = Page::of(sheet);
    let scored =
        (0..page.last).filter(|&at| may_be(sheet, at)).map(|at| (at, judgement::sum(REASONS, &page.case(sheet, at))));
    scored.max_by(|one, two| one.1.total_cmp(&two.1)).map(|(at, _)| at)
}

/// What no headline is.
fn may_be(sheet: &Sheet, at: usize) -> bool {
    let (text, norm) = (sheet.text(at), sheet.norm(at));
    let label = words::is_end(norm) || words::is_related(norm) || words::is_popular(norm) || words::is_topics(norm);
    let other = words::is_button(norm) || words::is_business(text) || times::alone(text).is_some();
    (1..=40).contains(&prose::words(text)) && !label && !other
}

/// What is known of the whole page.
struct Page {
    echoes: Echoes,
    said: HashSet<String>,
    /// No headline stands after half of the text.
    last: usize,
    /// For each piece how many words of the text stand before it.
    before: Vec<usize>,
    times: Vec<bool>,
    bylines: Vec<bool>,
    long: Vec<bool>,
    short: Vec<bool>,
    /// Whether no earlier piece says the same.
    first: Vec<bool>,
}

/// What is known of one piece.
struct Case {
    count: usize,
    overlap: f64,
    begins: usize,
    ends: usize,
    twice: bool,
    level: u8,
    outdented: bool,
    gap: bool,
    gap_after: bool,
    bullet: bool,
    sentence: bool,
    question: bool,
    time_after: bool,
    time_next: bool,
    byline_after: bool,
    time_before: bool,
    byline: bool,
    likely: f64,
    likely_next: f64,
    long_after: bool,
    above: f64,
    within: f64,
    lost: f64,
    short_before: bool,
    short_after: bool,
    capitals: f64,
    shouted: bool,
    barred: bool,
    titled: bool,
    digits: bool,
    credited: bool,
    first: bool,
    top: bool,
    person: bool,
}

impl Page {
    fn of(sheet: &Sheet) -> Self {
        let all = 0..sheet.pieces.len();
        let mut before = Vec::with_capacity(sheet.pieces.len());
        let mut sum = 0;
        for at in all.clone() {
            before.push(sum);
            if sheet.body.contains(&at) && sheet.likely.get(at).is_some_and(|likely| *likely > 0.5) {
                sum += prose::words(sheet.text(at));
            }
        }
        let last = before.partition_point(|words| words * 2 <= sum).min(sheet.body.end).max(sheet.body.start);
        let mut seen = HashSet::new();
        let mut page = Self {
            echoes: Echoes::of(sheet),
            said: HashSet::new(),
            last,
            before,
            times: all.clone().map(|at| times::is_time(sheet.text(at))).collect(),
            bylines: all.clone().map(|at| byline::is_byline(sheet.text(at))).collect(),
            long: all
                .clone()
                .map(|at| prose::words(sheet.text(at)) >= 15 && prose::ends_sentence(sheet.text(at)))
                .collect(),
            short: all.map(|at| prose::words(sheet.text(at)) <= 3).collect(),
            first: sheet.norms.iter().map(|norm| seen.insert(norm.as_str())).collect(),
        };
        page.said = sheet
            .body
            .clone()
            .filter(|&at| prose::words(sheet.text(at)) > 18)
            .flat_map(|at| terms(sheet.norm(at)))
            .collect();
        page
    }

    fn case(&self, sheet: &Sheet, at: usize) -> Case {
        let text = sheet.text(at);
        let norm = sheet.norm(at);
        let piece = sheet.pieces.get(at).cloned().unwrap_or_default();
        let is = |list: &[bool], from: usize, to: usize| {
            list.get(from.min(list.len())..to.min(list.len())).is_some_and(|list| list.contains(&true))
        };
        let (begins, ends) = if norm.chars().count() >= 8 { self.echoes.count(norm) } else { (1, 1) };
        let start = sheet.body.start;
        let total = self.before.last().copied().unwrap_or(1).max(1);
        Case {
            count: prose::words(text),
            overlap: overlap(norm, &self.said),
            begins: begins.saturating_sub(1),
            ends: ends.saturating_sub(1),
            twice: sheet.times(at) > 1,
            level: piece.level.unwrap_or(0),
            outdented: piece.outdented,
            gap: piece.gap > 0,
            gap_after: sheet.pieces.get(at + 1).is_some_and(|next| next.gap > 0),
            bullet: piece.bullet.is_some(),
            sentence: text.ends_with('.') || text.ends_with(':') || text.ends_with('。'),
            question: text.ends_with('?') || text.ends_with('!'),
            time_after: is(&self.times, at + 1, at + 6),
            time_next: is(&self.times, at + 1, at + 3),
            byline_after: is(&self.bylines, at + 1, at + 6),
            time_before: is(&self.times, at.saturating_sub(3), at),
            byline: self.bylines.get(at) == Some(&true),
            likely: sheet.likely.get(at).copied().unwrap_or(0.0),
            likely_next: sheet.likely.get(at + 1).copied().unwrap_or(0.0),
            long_after: is(&self.long, at + 1, at + 7),
            above: share(start.saturating_sub(at), 40),
            within: share(at.saturating_sub(start), 20),
            lost: share(self.before.get(at).copied().unwrap_or(0) * 100 / total, 100),
            short_before: is(&self.short, at.saturating_sub(1), at),
            short_after: is(&self.short, at + 1, at + 2),
            capitals: prose::capitals(text),
            shouted: text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase),
            barred: text.contains(" | ")
                || text.contains(" › ")
                || text.contains(" » ")
                || text.contains(" – ")
                || text.contains(" - "),
            titled: prose::words(text) >= 4 && sheet.norms.iter().take(at.min(3)).any(|top| top.starts_with(norm)),
            digits: text.chars().any(|c| c.is_ascii_digit()),
            credited: caption::is_caption(sheet, at),
            first: self.first.get(at) == Some(&true),
            top: at < 3,
            person: super::names::is_person(text),
        }
    }
}

/// The reasons, with what each is good for.
const REASONS: &[Reason<Case>] = &[
    ("it speaks in the words of the text", 3.1, |c| c.overlap),
    ("page titles and share links begin with it", 0.3, |c| share(c.begins, 2)),
    ("breadcrumbs and share links end with it", 2.2, |c| share(c.ends, 2)),
    ("it stands twice", -1.4, |c| yes(c.twice)),
    ("it is marked as the first heading", 3.1, |c| yes(c.level == 1)),
    ("it is marked as a second heading", 0.4, |c| yes(c.level == 2)),
    ("it is marked as a lower heading", -0.4, |c| yes(c.level > 2)),
    ("it is set like a heading", 1.1, |c| yes(c.outdented)),
    ("it stands apart from what is before", 1.6, |c| yes(c.gap)),
    ("it stands apart from what is after", 1.9, |c| yes(c.gap_after)),
    ("it stands alone", 1.0, |c| yes(c.gap && c.gap_after)),
    ("it is an item of a list", 0.2, |c| yes(c.bullet)),
    ("it ends like a sentence", -2.5, |c| yes(c.sentence)),
    ("it asks or calls", -0.1, |c| yes(c.question)),
    ("one word names a section", -2.7, |c| yes(c.count == 1)),
    ("two words name a section or a person", -2.6, |c| yes(c.count == 2)),
    ("three words are few", -0.9, |c| yes(c.count == 3)),
    ("four or five words are a short headline", 0.3, |c| yes((4..=5).contains(&c.count))),
    ("six to fourteen words are a headline", 2.1, |c| yes((6..=14).contains(&c.count))),
    ("more than twenty words are a deck", -0.4, |c| yes(c.count > 20)),
    ("a time stands below", 2.5, |c| yes(c.time_after)),
    ("a time stands right below", 0.2, |c| yes(c.time_next)),
    ("a byline stands below", 1.2, |c| yes(c.byline_after)),
    ("a time stands above", 0.7, |c| yes(c.time_before)),
    ("it is a byline", -0.5, |c| yes(c.byline)),
    ("it reads like text", -1.7, |c| c.likely),
    ("what follows reads like text", -0.5, |c| c.likely_next),
    ("a paragraph follows soon", 0.8, |c| yes(c.long_after)),
    ("it stands far above the text", -1.2, |c| c.above),
    ("it stands inside the text", -1.3, |c| c.within),
    ("text would be lost", -0.8, |c| c.lost),
    ("some text would be lost", -2.8, |c| yes(c.lost > 0.02)),
    ("a link stands before it", 0.9, |c| yes(c.short_before)),
    ("a link stands after it", -0.2, |c| yes(c.short_after)),
    ("its words begin with capitals", 1.6, |c| c.capitals),
    ("it is written in capitals", 0.1, |c| yes(c.shouted)),
    ("the page's name stands behind it", -1.8, |c| yes(c.barred)),
    ("the title of the page, at the top, begins with it", 2.5, |c| yes(c.titled)),
    ("it counts something", 0.5, |c| yes(c.digits)),
    ("it is a caption", -1.0, |c| yes(c.credited)),
    ("it is said for the first time", -0.4, |c| yes(c.first)),
    ("it stands at the very top", 0.8, |c| yes(c.top)),
    ("it is a name", 0.3, |c| yes(c.person)),
];

/// The share of the piece's longer words that the text says too.
fn overlap(norm: &str, said: &HashSet<String>) -> f64 {
    let terms = terms(norm);
    share(terms.iter().filter(|term| said.contains(*term)).count(), terms.len())
}

/// Words of four letters and more, and pairs of ideographs.
pub(super) fn terms(norm: &str) -> Vec<String> {
    let mut terms: Vec<String> = norm.split(' ').filter(|word| word.chars().count() >= 4).map(str::to_owned).collect();
    let signs: Vec<char> = norm.chars().filter(|c| prose::is_unspaced(*c)).collect();
    terms.extend(signs.windows(2).map(|pair| pair.iter().collect::<String>()));
    terms
}
