//! The judgement of the index: which articles have enough of the words, and which of them comes first.

use std::collections::HashMap;

use broadsheet_news::ids::ArticleId;
use broadsheet_news::language::Language;
use broadsheet_news::search::{Order, Query};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{AllQuery, BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query as Asked, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, Order as Direction, Score, Searcher, SegmentReader, Term};

use super::common::Common;
use super::document::{ARTICLE, Fields, LANGUAGE, PERSON, PUBLISHED, TOPIC, of_language};
use super::find::places;
use super::narrow::Narrow;
use super::near::Meant;

/// How much a word says in the text, in the headline beside that, and in deck, topic or author beside that. A field of
/// no weight is not asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weights {
    pub text: Score,
    pub headline: Score,
    pub about: Score,
}

/// What readers look for may stand anywhere.
pub(super) const ANYWHERE: Weights = Weights { text: 1.0, headline: 1.2, about: 0.6 };
/// Headlines alone, for who knows one.
pub(super) const HEADLINES: Weights = Weights { text: 0.0, headline: 1.0, about: 0.0 };

/// How much less a word of another spelling says.
const RESPELLED: Score = 0.8;
/// How much an article of the reader's own language is preferred, and the newest to one long past.
const OWN: Score = 0.15;
const NEW: Score = 0.1;
/// Microseconds after which half of the preference of the new is gone: a year.
const FADING: f64 = 365.0 * 86_400e6;

/// A search as it is put to the index.
pub(super) struct Judgement<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
    pub language: &'a Language,
    pub narrow: &'a Narrow,
    pub query: &'a Query,
    pub weights: Weights,
}

/// What the index says of a search.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// The articles of the page, in order.
    pub articles: Vec<ArticleId>,
    pub total: usize,
    /// How many of the found articles have each topic, and each person.
    pub topics: HashMap<i64, usize>,
    pub people: HashMap<i64, usize>,
}

impl Judgement<'_> {
    /// The articles that have so many of the words, or whatever else is asked for where there are no words.
    pub(super) fn judged(&self, meant: &[Meant], enough: usize) -> tantivy::Result<Judged> {
        let mut clauses = self.narrow.clauses(self.fields);
        if meant.is_empty() {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        } else {
            let words = meant.iter().map(|meant| (Occur::Should, self.unit(meant))).collect();
            let words = BooleanQuery::with_minimum_required_clauses(words, enough);
            clauses.push((Occur::Must, Box::new(words)));
        }
        let asked = BooleanQuery::new(clauses);
        let counts = (Count, Common::of(TOPIC), Common::of(PERSON));
        let (addresses, (total, topics, people)) = self.ordered(&asked, meant.is_empty(), counts)?;
        let articles = addresses.into_iter().map(|address| self.article(address)).collect::<tantivy::Result<_>>()?;
        Ok(Judged { articles, total, topics, people })
    }

    /// The addresses of the page's articles in the index, and what is counted beside.
    fn ordered(
        &self,
        asked: &dyn Asked,
        wordless: bool,
        counts: (Count, Common, Common),
    ) -> tantivy::Result<(Vec<DocAddress>, Counted)> {
        let Some((from, many)) = places(self.query) else {
            return Ok((Vec::new(), self.searcher.search(asked, &counts)?));
        };
        let top = TopDocs::with_limit(many).and_offset(from);
        if wordless || self.query.order == Order::Newest {
            let newest = top.order_by_fast_field::<i64>(PUBLISHED, Direction::Desc);
            let (found, counted) = self.searcher.search(asked, &(newest, counts))?;
            return Ok((found.into_iter().map(|(_, address)| address).collect(), counted));
        }
        let best = top.tweak_score(self.preference()?);
        let (found, counted) = self.searcher.search(asked, &(best, counts))?;
        Ok((found.into_iter().map(|(_, address)| address).collect(), counted))
    }

    /// The articles that have a unit in any of its meanings; the best of them counts.
    fn unit(&self, meant: &Meant) -> Box<dyn Asked> {
        let mut forms: Vec<Box<dyn Asked>> = meant.terms.iter().map(|term| self.term(term, meant)).collect();
        match forms.len() {
            1 => forms.remove(0),
            _ => Box::new(DisjunctionMaxQuery::new(forms)),
        }
    }

    fn term(&self, term: &str, meant: &Meant) -> Box<dyn Asked> {
        let own = if term == meant.unit.term { 1.0 } else { RESPELLED };
        let in_field = |field: Field, weight: Score| -> (Occur, Box<dyn Asked>) {
            let term = TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs);
            (Occur::Should, Box::new(BoostQuery::new(Box::new(term), weight * own)))
        };
        let (fields, weights) = (self.fields, self.weights);
        let all = [(fields.text, weights.text), (fields.headline, weights.headline), (fields.about, weights.about)];
        let asked = all.into_iter().filter(|(_, weight)| *weight > 0.0);
        Box::new(BooleanQuery::new(asked.map(|(field, weight)| in_field(field, weight)).collect()))
    }

    /// How a score is moved by what a reader prefers: their own language, and what is new beside the newest there is.
    fn preference(&self) -> tantivy::Result<impl Fn(&SegmentReader) -> Preference + Send + Sync + use<>> {
        let own = of_language(self.language);
        let mut newest = i64::MIN;
        for segment in self.searcher.segment_readers() {
            newest = newest.max(segment.fast_fields().i64(PUBLISHED)?.max_value());
        }
        Ok(move |segment: &SegmentReader| {
            let fields = segment.fast_fields();
            let language = fields.u64(LANGUAGE).ok().map(|column| column.first_or_default_col(0));
            let published = fields.i64(PUBLISHED).ok().map(|column| column.first_or_default_col(0));
            let preference: Preference = Box::new(move |article: DocId, score: Score| {
                let is_own = language.as_ref().is_some_and(|column| column.get_val(article) == own);
                let age = published.as_ref().map_or(0, |column| newest.saturating_sub(column.get_val(article)).max(0));
                let new = (-(age as f64) / FADING).exp2() as Score;
                score * (1.0 + if is_own { OWN } else { 0.0 } + NEW * new)
            });
            preference
        })
    }

    fn article(&self, address: DocAddress) -> tantivy::Result<ArticleId> {
        let column = self.searcher.segment_reader(address.segment_ord).fast_fields().i64(ARTICLE)?;
        Ok(ArticleId(column.first(address.doc_id).unwrap_or_default()))
    }
}

/// How many articles there are, how many have each topic, and how many each person.
type Counted = (usize, HashMap<i64, usize>, HashMap<i64, usize>);

/// How an article's score is moved.
type Preference = Box<dyn Fn(DocId, Score) -> Score>;
