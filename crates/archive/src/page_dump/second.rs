//! A second look at the running text, once the headline is known: the first one's judgement, that of the neighbours, and
//! what lies between the headline and the piece.

use std::collections::HashSet;

use super::judgement::{self, Reason, share, yes};
use super::sheet::Sheet;
use super::{headline, prose, times, words};

/// A piece on a page whose headline is known.
pub(super) struct Case {
    /// For each piece the logarithm of the odds by the first look, within sensible bounds.
    odds: Vec<f64>,
    /// The same summed from the first piece, for means.
    sums: Vec<f64>,
    at: usize,
    headline: usize,
    start: usize,
    end: usize,
    overlap: Vec<f64>,
    counts: Vec<usize>,
    sentences: Vec<bool>,
    bullets: Vec<bool>,
    levels: Vec<bool>,
    gaps: Vec<bool>,
    times: Vec<bool>,
    /// For each piece how many labels stand between the headline and it.
    ends: Vec<usize>,
    lists: Vec<usize>,
    comments: Vec<usize>,
    progress: Vec<f64>,
    early: Vec<bool>,
}

/// How likely each piece is part of the running text.
pub(super) fn likelihoods(sheet: &Sheet) -> Vec<f64> {
    let mut case = Case::of(sheet);
    let mut all = Vec::with_capacity(case.odds.len());
    while case.at < case.odds.len() {
        all.push(judgement::likelihood(judgement::sum(REASONS, &case)));
        case.at += 1;
    }
    all
}

impl Case {
    fn of(sheet: &Sheet) -> Self {
        let all = || 0..sheet.pieces.len();
        let headline = sheet.headline.unwrap_or(sheet.body.start.saturating_sub(1));
        let odds: Vec<f64> = sheet
            .likely
            .iter()
            .map(|likely| (likely / (1.0 - likely).max(1e-9)).max(1e-9).ln().clamp(-4.0, 4.0))
            .collect();
        let terms: HashSet<String> = headline::terms(sheet.norm(headline)).into_iter().collect();
        let tally = |is: &dyn Fn(usize) -> bool| {
            let mut count = 0;
            all()
                .map(|at| {
                    count = if at <= headline { 0 } else { count + usize::from(is(at)) };
                    count
                })
                .collect::<Vec<usize>>()
        };
        let total: usize = sheet.body.clone().map(|at| prose::words(sheet.text(at))).sum::<usize>().max(1);
        let mut seen = 0;
        let progress = all()
            .map(|at| {
                seen += if sheet.body.contains(&at) { prose::words(sheet.text(at)) } else { 0 };
                share(seen * 100 / total, 100)
            })
            .collect();
        let mut sums = vec![0.0];
        for odd in &odds {
            sums.push(sums.last().copied().unwrap_or(0.0) + odd);
        }
        Self {
            at: 0,
            headline,
            start: sheet.body.start,
            end: sheet.body.end,
            overlap: all()
                .map(|at| {
                    let own = headline::terms(sheet.norm(at));
                    share(own.iter().filter(|term| terms.contains(*term)).count(), 2)
                })
                .collect(),
            counts: all().map(|at| prose::words(sheet.text(at))).collect(),
            sentences: all().map(|at| prose::ends_sentence(sheet.text(at))).collect(),
            bullets: sheet.pieces.iter().map(|piece| piece.bullet.is_some()).collect(),
            levels: sheet.pieces.iter().map(|piece| piece.level.is_some() || piece.outdented).collect(),
            gaps: sheet.pieces.iter().map(|piece| piece.gap > 0).collect(),
            times: all().map(|at| times::is_time(sheet.text(at))).collect(),
            ends: tally(&|at| words::is_end(sheet.norm(at))),
            lists: tally(&|at| words::is_related(sheet.norm(at)) || words::is_popular(sheet.norm(at))),
            comments: tally(&|at| prose::is_comment(sheet.text(at))),
            early: all().map(|at| words::is_button(sheet.norm(at)) || words::is_business(sheet.text(at))).collect(),
            progress,
            odds,
            sums,
        }
    }

    fn mean(&self, from: isize, to: isize) -> f64 {
        let clamp = |step: isize| self.at.saturating_add_signed(step).min(self.odds.len());
        let (from, to) = (clamp(from), clamp(to + 1));
        let sum = self.sums.get(to).copied().unwrap_or(0.0) - self.sums.get(from).copied().unwrap_or(0.0);
        sum / (share(to.saturating_sub(from).max(1), 1000) * 1000.0)
    }

    fn odd(&self, step: isize) -> f64 {
        self.at.checked_add_signed(step).and_then(|at| self.odds.get(at)).copied().unwrap_or(-4.0)
    }

    fn is(&self, list: &[bool]) -> bool {
        list.get(self.at) == Some(&true)
    }

    fn count(&self) -> usize {
        self.counts.get(self.at).copied().unwrap_or(0)
    }

    fn tally(&self, list: &[usize]) -> usize {
        list.get(self.at).copied().unwrap_or(0)
    }

    fn inside(&self) -> bool {
        (self.start..self.end).contains(&self.at)
    }

    fn progress(&self) -> f64 {
        self.progress.get(self.at).copied().unwrap_or(0.0)
    }

    fn short(&self) -> bool {
        self.count() < 12 && !self.is(&self.sentences)
    }

    fn time_before(&self) -> bool {
        self.times.get(self.at.saturating_sub(2)..self.at).is_some_and(|times| times.contains(&true))
    }
}

/// The reasons, with what each is good for.
const REASONS: &[Reason<Case>] = &[
    ("to begin with", -0.57, |_| 1.0),
    ("the first look", 0.38, |c| c.odd(0)),
    ("the first look at the piece before", 0.08, |c| c.odd(-1)),
    ("the first look at the piece after", 0.10, |c| c.odd(1)),
    ("the first look at two before", 0.02, |c| c.odd(-2)),
    ("the first look at two after", 0.06, |c| c.odd(2)),
    ("the first look at what is near before", -0.00, |c| c.mean(-6, -1)),
    ("the first look at what is near after", -0.07, |c| c.mean(1, 6)),
    ("the first look at what is far before", -0.05, |c| c.mean(-25, -1)),
    ("the first look at what is far after", 0.07, |c| c.mean(1, 25)),
    ("above the headline", -2.10, |c| yes(c.at <= c.headline)),
    ("right below the headline", -0.17, |c| yes((1..=4).contains(&c.at.saturating_sub(c.headline)))),
    ("soon below the headline", 0.20, |c| yes((1..=12).contains(&c.at.saturating_sub(c.headline)))),
    ("far below the headline", 0.38, |c| share(c.at.saturating_sub(c.headline), 150)),
    ("very far below the headline", -0.15, |c| share(c.at.saturating_sub(c.headline), 600)),
    ("inside the stretch", 0.69, |c| yes(c.inside())),
    ("after the stretch", -1.19, |c| yes(c.at >= c.end)),
    ("right after the stretch", 0.64, |c| yes((0..=4).contains(&c.at.saturating_sub(c.end)) && c.at >= c.end)),
    ("in the last tenth of the stretch", -0.57, |c| yes(c.inside() && c.progress() > 0.9)),
    ("in the last words of the stretch", -0.64, |c| yes(c.inside() && c.progress() > 0.98)),
    ("in the words of the headline", 0.40, |c| c.overlap.get(c.at).copied().unwrap_or(0.0)),
    ("an end stands between", -0.93, |c| yes(c.tally(&c.ends) > 0)),
    ("two ends stand between", 0.30, |c| yes(c.tally(&c.ends) > 1)),
    ("a list's label stands between", -0.82, |c| yes(c.tally(&c.lists) > 0)),
    ("two lists' labels stand between", 0.07, |c| yes(c.tally(&c.lists) > 1)),
    ("somebody comments before", -0.55, |c| yes(c.tally(&c.comments) > 0)),
    ("some comment before", -2.18, |c| yes(c.tally(&c.comments) > 2)),
    ("a time stands right before", -1.31, |c| yes(c.time_before())),
    ("a time", -1.23, |c| yes(c.is(&c.times))),
    ("a button or the page's business", -0.86, |c| yes(c.is(&c.early))),
    ("a short item", 0.24, |c| yes(c.is(&c.bullets) && c.short())),
    ("an item among text", 0.33, |c| yes(c.is(&c.bullets)) * c.mean(-25, 25).max(0.0)),
    ("a long item", 0.39, |c| yes(c.is(&c.bullets) && !c.short())),
    ("a heading", 0.07, |c| yes(c.is(&c.levels))),
    ("a short line", 0.43, |c| yes(c.short())),
    ("a short line among text", -0.12, |c| yes(c.short()) * c.mean(-4, 4)),
    ("a short line apart, before text", 0.06, |c| yes(c.short() && c.is(&c.gaps)) * c.odd(1)),
    ("a short line apart, after text", -0.11, |c| yes(c.short() && c.is(&c.gaps)) * c.odd(-1)),
    ("a short line soon below the headline", -1.06, |c| yes(c.short() && c.at < c.headline + 12)),
    ("a very short line", -0.32, |c| yes(c.count() <= 2)),
    ("a sentence", 0.63, |c| yes(c.is(&c.sentences))),
    ("a long sentence inside the stretch", 0.29, |c| yes(c.inside() && c.is(&c.sentences) && c.count() > 12)),
    ("many words", 0.67, |c| share(c.count(), 60)),
];
