//! Related articles: which few others a reader of one article is shown under it.
//!
//! An editor's pins come first. The others are chosen by what two articles have in common, the rarer the better, and by how near
//! their *own* times are. Nothing here knows what time it is: the list changes when an article does, never by waiting.

use crate::words::Term;
use std::collections::HashMap;

/// Places under an article.
pub const LIMIT: usize = 5;

/// How many others a publish looks at again.
pub const NEAREST: usize = 50;

/// What is compared of an article. The lists are in ascending order, each id once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Candidate {
    /// The article.
    pub id: i64,
    /// When it was first published, in microseconds since 1970.
    pub at: i64,
    /// Its section.
    pub section: Option<i64>,
    /// Its topics; aliases already led to their topic.
    pub topics: Vec<i64>,
    /// People it is by or about.
    pub people: Vec<i64>,
    /// Organisations it is by or about.
    pub organisations: Vec<i64>,
    /// Terms of its text (`words::terms`), as many or few as are kept.
    pub terms: Vec<Term>,
}

/// How many articles have each topic, name and term: renewed once a day, so that a list does not shiver with every publish.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Rarity {
    /// All articles counted.
    pub articles: u32,
    /// Articles with each topic.
    pub topics: HashMap<i64, u32>,
    /// Articles with each person.
    pub people: HashMap<i64, u32>,
    /// Articles with each organisation.
    pub organisations: HashMap<i64, u32>,
    /// Articles with each term of the text.
    pub terms: HashMap<u64, u32>,
}

impl Rarity {
    /// The table of some articles.
    pub fn of<'a>(articles: impl IntoIterator<Item = &'a Candidate>) -> Rarity {
        let mut rarity = Rarity::default();
        for article in articles {
            rarity.articles += 1;
            let count = |table: &mut HashMap<i64, u32>, ids: &[i64]| {
                ids.iter().for_each(|id| *table.entry(*id).or_default() += 1);
            };
            count(&mut rarity.topics, &article.topics);
            count(&mut rarity.people, &article.people);
            count(&mut rarity.organisations, &article.organisations);
            for (term, _) in &article.terms {
                *rarity.terms.entry(*term).or_default() += 1;
            }
        }
        rarity
    }

    /// How rare a term of the text is, from nought to about one.
    pub fn of_term(&self, term: u64) -> f64 {
        self.weight(self.terms.get(&term))
    }

    /// From nought for what every article has to about one for what only one has. What is newer than the table is as rare.
    fn weight(&self, articles: Option<&u32>) -> f64 {
        let all = f64::from(self.articles) + 1.0;
        let with = f64::from(articles.copied().unwrap_or(0).max(1)) + 0.5;
        ((all / with).ln() / (all / 1.5).ln().max(f64::MIN_POSITIVE)).max(0.0)
    }
}

/// What the kinds of likeness count beside one another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Shared topics.
    pub topics: f64,
    /// Shared words.
    pub words: f64,
    /// Shared people and organisations.
    pub names: f64,
    /// The same section.
    pub section: f64,
    /// The share of the likeness that fades with the articles' distance in time; the rest does not.
    pub fading: f64,
    /// Days between two articles after which half of that share is gone.
    pub half_life_days: f64,
    /// What rarity is raised to for words: above one, common words count still less.
    pub word_rarity: f64,
}

/// The paper's own weights, chosen on collections of articles whose relations are known (`examples/related_score.rs`).
pub const WEIGHTS: Weights =
    Weights { topics: 1.0, words: 2.0, names: 0.2, section: 0.1, fading: 0.3, half_life_days: 30.0, word_rarity: 1.0 };

/// How alike two articles are: the same seen from either, and nought where they share nothing but time.
pub fn likeness(a: &Candidate, b: &Candidate, rarity: &Rarity, weights: &Weights) -> f64 {
    Weighed::new(a, rarity, weights).likeness(&Weighed::new(b, rarity, weights), weights)
}

/// An article with what comparing it needs, worked out once for many comparisons by the same rarity and weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// The article.
    pub id: i64,
    at: i64,
    section: Option<i64>,
    words: Vec<(u64, f64)>,
    topics: Vec<(u64, f64)>,
    names: Vec<(u64, f64)>,
}

impl Weighed {
    /// What is compared of an article, weighed.
    #[must_use]
    pub fn new(article: &Candidate, rarity: &Rarity, weights: &Weights) -> Weighed {
        let word = |(term, weight): &Term| {
            let rare = rarity.of_term(*term);
            (*term, f64::from(*weight) * rare.powf(weights.word_rarity))
        };
        let each = |ids: &[i64], table: &HashMap<i64, u32>| -> Vec<(u64, f64)> {
            let rare = |id: &i64| (id.cast_unsigned(), rarity.weight(table.get(id)));
            ids.iter().map(rare).collect()
        };
        let mut names = each(&article.people, &rarity.people);
        // One list for both kinds of name: people by their ids, organisations by ids with the sign turned.
        let organisations = each(&article.organisations, &rarity.organisations);
        names.extend(organisations.into_iter().map(|(id, weight)| (!id, weight)));
        Weighed {
            id: article.id,
            at: article.at,
            section: article.section,
            words: normal(article.terms.iter().map(word).collect()),
            topics: normal(each(&article.topics, &rarity.topics)),
            names: normal(names),
        }
    }

    /// How alike it is to another.
    #[must_use]
    pub fn likeness(&self, other: &Weighed, w: &Weights) -> f64 {
        let shared = w.topics * product(&self.topics, &other.topics)
            + w.words * product(&self.words, &other.words)
            + w.names * product(&self.names, &other.names);
        let same_section = self.section.is_some() && self.section == other.section;
        let likeness = shared + if same_section { w.section } else { 0.0 };
        likeness * (1.0 - w.fading + w.fading * nearness(self.at, other.at, w))
    }

    /// Those of the others that share anything with it, most alike first, itself left out and each once.
    pub fn alike<'a>(&self, others: impl IntoIterator<Item = &'a Weighed>, weights: &Weights) -> Vec<(i64, f64)> {
        let others = others.into_iter().filter(|other| other.id != self.id);
        let mut list: Vec<(i64, f64)> = others
            .map(|other| (other.id, self.likeness(other, weights)))
            .filter(|(_, likeness)| *likeness > 0.0)
            .collect();
        list.sort_unstable_by(before);
        list.dedup_by_key(|(id, _)| *id);
        list
    }
}

/// One for the same instant, a half at the half-life.
fn nearness(a: i64, b: i64, weights: &Weights) -> f64 {
    let days = a.abs_diff(b) as f64 / 86_400e6;
    (-days / weights.half_life_days).exp2()
}

/// A list of weights whose squares add up to one, in order of key: long articles are not like everything.
fn normal(mut list: Vec<(u64, f64)>) -> Vec<(u64, f64)> {
    list.sort_unstable_by_key(|(key, _)| *key);
    let length = list.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    if length > 0.0 {
        list.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    list
}

/// The sum of products over the keys that both have; both are in order of key.
fn product(a: &[(u64, f64)], b: &[(u64, f64)]) -> f64 {
    let (mut a, mut b, mut sum) = (a.iter().peekable(), b.iter().peekable(), 0.0);
    while let (Some((ka, wa)), Some((kb, wb))) = (a.peek(), b.peek()) {
        match ka.cmp(kb) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                sum += wa * wb;
                a.next();
                b.next();
            }
        }
    }
    sum
}

/// An article's related list as it is stored: ids in order, and for those that were chosen how alike they are, so that a newcomer
/// can be judged without reading the others again.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct List {
    /// The editor's pins, in order; they may be references.
    pub pins: Vec<i64>,
    /// The chosen ones, most alike first.
    pub chosen: Vec<(i64, f64)>,
}

impl List {
    /// The ids in the order in which they are shown.
    pub fn ids(&self) -> impl Iterator<Item = i64> {
        self.pins.iter().copied().chain(self.chosen.iter().map(|(id, _)| *id))
    }

    /// This list with an article's likeness as it is now: entered, moved, or gone where it no longer finds a place.
    ///
    /// One that leaves frees a place that only `related` can fill again: nobody else's likeness is known here.
    #[must_use]
    pub fn with(&self, id: i64, likeness: f64) -> List {
        let mut chosen: Vec<(i64, f64)> = self.chosen.iter().copied().filter(|(other, _)| *other != id).collect();
        if likeness > 0.0 && !self.pins.contains(&id) {
            chosen.push((id, likeness));
        }
        List::new(self.pins.clone(), chosen)
    }

    fn new(pins: Vec<i64>, mut chosen: Vec<(i64, f64)>) -> List {
        chosen.sort_unstable_by(before);
        chosen.truncate(LIMIT.saturating_sub(pins.len()));
        List { pins, chosen }
    }
}

/// The more alike, then the newer by id: one order for any input order.
fn before(a: &(i64, f64), b: &(i64, f64)) -> std::cmp::Ordering {
    b.1.total_cmp(&a.1).then(b.0.cmp(&a.0))
}

/// The related list of one article: its pins, then the most alike of the candidates.
pub fn related(article: &Candidate, pins: &[i64], candidates: &[Candidate], rarity: &Rarity) -> List {
    listed(article.id, pins, alike(article, candidates, rarity, &WEIGHTS))
}

/// The related list of an article whose like are known: its pins, then the most alike.
#[must_use]
pub fn listed(article: i64, pins: &[i64], mut alike: Vec<(i64, f64)>) -> List {
    let mut pinned: Vec<i64> = vec![];
    for pin in pins.iter().filter(|pin| **pin != article) {
        if !pinned.contains(pin) {
            pinned.push(*pin);
        }
    }
    pinned.truncate(LIMIT);
    alike.retain(|(id, _)| !pinned.contains(id));
    List::new(pinned, alike)
}

/// The candidates that share anything with an article, most alike first, the article itself left out and each once.
pub fn alike(article: &Candidate, candidates: &[Candidate], rarity: &Rarity, weights: &Weights) -> Vec<(i64, f64)> {
    let weighed = |candidate: &Candidate| Weighed::new(candidate, rarity, weights);
    let others: Vec<Weighed> = candidates.iter().map(weighed).collect();
    weighed(article).alike(&others, weights)
}

/// Another article and the list that stands under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// The other article.
    pub id: i64,
    /// How alike it is to the one that is new or changed.
    pub likeness: f64,
    /// Its list as stored.
    pub list: List,
}

/// The lists of others that a new or changed article alters: at most the fifty most alike are looked at, and only lists that really
/// come out otherwise are returned, by the id of the article they stand under.
#[must_use]
pub fn reconsider(article: i64, mut others: Vec<Neighbour>) -> Vec<(i64, List)> {
    others.retain(|other| other.id != article);
    others.sort_unstable_by(|a, b| before(&(a.id, a.likeness), &(b.id, b.likeness)));
    others.truncate(NEAREST);
    others
        .into_iter()
        .map(|Neighbour { id, likeness, list }| (id, list.with(article, likeness), list))
        .filter(|(_, new, old)| new != old)
        .map(|(id, new, _)| (id, new))
        .collect()
}

#[cfg(test)]
#[path = "related_tests.rs"]
mod tests;
