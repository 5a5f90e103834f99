//! Whether a piece belongs to the running text of the article: the reasons for and against, each with its weight.

use super::judgement::{self, Reason, share, yes};
use super::piece::Bullet;
use super::sheet::Sheet;
use super::{byline, caption, prose, times, words};

/// What can be said of a piece by itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    count: usize,
    sentence: bool,
    small: f64,
    commas: f64,
    capitals: f64,
    bullet: bool,
    number: bool,
    level: bool,
    outdented: bool,
    gap: bool,
    button: bool,
    business: bool,
    label: bool,
    repeated: bool,
    credited: bool,
    time: bool,
    byline: bool,
    shouted: bool,
    digits: f64,
    cut_off: bool,
    barred: bool,
    address: bool,
    question: bool,
    quote: bool,
    indent: usize,
}

/// A piece among its neighbours.
pub(super) struct Case {
    looks: Vec<Look>,
    at: usize,
    usual_indent: usize,
}

/// How likely each piece is part of the running text.
pub(super) fn likelihoods(sheet: &Sheet) -> Vec<f64> {
    let mut case = Case::of(sheet);
    let mut all = Vec::with_capacity(case.looks.len());
    while case.at < case.looks.len() {
        all.push(judgement::likelihood(judgement::sum(REASONS, &case)));
        case.at += 1;
    }
    all
}

fn look(sheet: &Sheet, at: usize) -> Look {
    let Some(piece) = sheet.pieces.get(at) else { return Look::default() };
    let (text, norm) = (piece.text.as_str(), sheet.norm(at));
    let signs = text.chars().count().max(1);
    Look {
        count: prose::words(text),
        sentence: prose::ends_sentence(text),
        small: prose::small_words(text),
        commas: share(text.matches([',', '、', '，']).count() * 10, prose::words(text).max(1)),
        capitals: prose::capitals(text),
        bullet: piece.bullet.is_some(),
        number: matches!(piece.bullet, Some(Bullet::Number(_))),
        level: piece.level.is_some(),
        outdented: piece.outdented,
        gap: piece.gap > 0,
        button: words::is_button(norm),
        business: words::is_business(text),
        label: words::is_end(norm) || words::is_related(norm) || words::is_popular(norm) || words::is_topics(norm),
        repeated: sheet.times(at) > 1,
        credited: caption::is_caption(sheet, at),
        time: times::is_time(text),
        byline: byline::is_byline(text),
        shouted: text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase),
        digits: share(text.chars().filter(char::is_ascii_digit).count(), signs),
        cut_off: text.ends_with("...") || text.ends_with('…') || text.ends_with('»') || text.ends_with("more"),
        barred: text.contains(" | ") || text.contains('›') || text.contains(" · ") || text.contains(" • "),
        address: text.contains("http") || text.contains("www.") || text.contains('@'),
        question: text.ends_with('?'),
        quote: text.contains(['“', '"', '„', '«', '「']),
        indent: piece.indent,
    }
}

/// How far most of the long pieces are set in.
fn usual_indent(looks: &[Look]) -> usize {
    let mut votes = std::collections::BTreeMap::new();
    for look in looks.iter().filter(|look| is_long(look)) {
        *votes.entry(look.indent).or_insert(0) += look.count.min(60);
    }
    votes.into_iter().max_by_key(|(_, votes)| *votes).map_or(0, |(indent, _)| indent)
}

fn is_long(look: &Look) -> bool {
    look.count >= 15 && look.sentence && !look.business && !look.bullet
}

impl Case {
    fn of(sheet: &Sheet) -> Self {
        let looks: Vec<Look> = (0..sheet.pieces.len()).map(|at| look(sheet, at)).collect();
        let usual_indent = usual_indent(&looks);
        Self { looks, at: 0, usual_indent }
    }

    fn own(&self) -> &Look {
        static NOTHING: std::sync::LazyLock<Look> = std::sync::LazyLock::new(Look::default);
        self.looks.get(self.at).unwrap_or(&NOTHING)
    }

    fn near(&self, step: isize) -> Option<&Look> {
        self.looks.get(self.at.checked_add_signed(step)?)
    }

    fn long(&self, step: isize) -> f64 {
        yes(self.near(step).is_some_and(is_long))
    }

    fn short_item(&self, step: isize) -> f64 {
        yes(self.near(step).is_some_and(|look| look.count < 8 && !look.sentence))
    }

    fn long_within(&self, reach: isize) -> f64 {
        let long = (-reach..=reach).filter(|&step| step != 0 && self.near(step).is_some_and(is_long)).count();
        share(long, usize::try_from(reach * 2).unwrap_or(1))
    }

    fn labels_before(&self, reach: usize) -> f64 {
        let from = self.at.saturating_sub(reach);
        yes(self.looks.get(from..self.at).is_some_and(|before| before.iter().any(|look| look.label)))
    }
}

/// The reasons, with what each is good for.
const REASONS: &[Reason<Case>] = &[
    ("to begin with, most pieces of a page are none of its text", -0.31, |_| 1.0),
    ("text has many words", 0.74, |c| share(c.own().count, 60)),
    ("eight words are more than a button", -0.57, |c| yes(c.own().count >= 8)),
    ("fifteen words are more than a headline", 0.08, |c| yes(c.own().count >= 15)),
    ("thirty words are a paragraph", 0.31, |c| yes(c.own().count >= 30)),
    ("one or two words are a link", -0.63, |c| yes(c.own().count <= 2)),
    ("sentences end", 0.91, |c| yes(c.own().sentence)),
    ("a long sentence that ends", 0.20, |c| yes(c.own().sentence && c.own().count >= 10)),
    ("sentences have small words", 0.33, |c| c.own().small),
    ("sentences have commas", 0.56, |c| c.own().commas),
    ("menus and headlines have capitals", -1.20, |c| c.own().capitals),
    ("a dot before it makes it an item", 1.06, |c| yes(c.own().bullet)),
    ("a short item is a link", -1.41, |c| yes(c.own().bullet && c.own().count < 8)),
    ("a number before it makes it a step", -0.51, |c| yes(c.own().number)),
    ("a marked heading", 0.15, |c| yes(c.own().level)),
    ("a heading by its place", 0.10, |c| yes(c.own().outdented)),
    ("paragraphs stand apart", -0.02, |c| yes(c.own().gap)),
    ("words of a button", -1.96, |c| yes(c.own().button)),
    ("the page's own business", -1.63, |c| yes(c.own().business)),
    ("the label of a list", -2.17, |c| yes(c.own().label)),
    ("what stands twice is a teaser or an alternative text", -4.36, |c| yes(c.own().repeated)),
    ("a short text that stands twice", 3.94, |c| yes(c.own().repeated && c.own().count < 15)),
    ("a credit makes it a caption", -3.29, |c| yes(c.own().credited)),
    ("a time stands in the head or in a list", -3.49, |c| yes(c.own().time)),
    ("a byline stands in the head or in a list", -1.41, |c| yes(c.own().byline)),
    ("capitals only", -0.75, |c| yes(c.own().shouted)),
    ("numbers are prices, scores and times", 1.42, |c| c.own().digits),
    ("cut off by dots, or leading on", -1.72, |c| yes(c.own().cut_off)),
    ("bars stand between links", 0.00, |c| yes(c.own().barred)),
    ("an address of a page or of mail", -0.61, |c| yes(c.own().address)),
    ("questions are asked by crossheads", -0.57, |c| yes(c.own().question)),
    ("people are quoted in the text", 0.07, |c| yes(c.own().quote)),
    ("set in as most of the text is", 0.48, |c| yes(c.own().indent == c.usual_indent)),
    ("a paragraph before it", 0.19, |c| c.long(-1)),
    ("a paragraph after it", 0.32, |c| c.long(1)),
    ("paragraphs on both sides", -0.03, |c| c.long(-1) * c.long(1)),
    ("a paragraph two before it", 0.14, |c| c.long(-2)),
    ("a paragraph two after it", 0.28, |c| c.long(2)),
    ("paragraphs around it", 0.51, |c| c.long_within(5)),
    ("paragraphs far around it", 2.28, |c| c.long_within(15)),
    ("a link before it", -0.36, |c| c.short_item(-1)),
    ("a link after it", -0.40, |c| c.short_item(1)),
    ("the label of a list not far before it", -1.62, |c| c.labels_before(12)),
    ("the page begins with menus", -1.17, |c| yes(c.at * 12 < c.looks.len())),
    ("the page ends with lists", -1.04, |c| yes(c.at * 3 > c.looks.len() * 2)),
    ("a short item between paragraphs and items is one of theirs", 5.57, |c| yes(c.own().bullet) * c.long_within(15)),
    ("a short line among paragraphs is a crosshead", 0.26, |c| {
        yes(c.own().count < 12 && !c.own().sentence) * c.long_within(5)
    }),
];
