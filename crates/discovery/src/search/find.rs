//! Finding for readers: the articles that have the words, best or newest first, with the words marked.

use std::collections::HashMap;

use super::excerpt::{Wanted, excerpt, marked};
use super::index::{Index, Open};
use super::judge::{ANYWHERE, Judged, Judgement};
use super::narrow::Narrow;
use super::near::{Meant, meant};
use super::terms::units;
use super::words::each_word;
use broadsheet_news::ids::{ArticleId, PersonId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_news::search::{Found, Hit, Marked, PAGES, Query, Respelling, SHOWN};
use broadsheet_store::Failure;
use broadsheet_store::source::{SeenArticle, Source};

/// How many topics and how many people are offered to narrow a search.
const OFFERED: usize = 6;
/// What fewer of the found articles have is not offered.
const COMMON: usize = 2;

/// What the index answers.
pub(super) struct Answered {
    pub judged: Judged,
    pub meant: Vec<Meant>,
    /// Whether no article has all words.
    pub loose: bool,
}

impl Index {
    /// What a reader of an edition finds; nothing where there is no index to ask yet.
    ///
    /// What was found is read through the source: what it does not give, nobody gets.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn find(&self, source: &Source, language: &Language, query: &Query) -> Result<Option<Found>, Failure> {
        let Some(open) = self.open() else { return Ok(None) };
        let narrow = Narrow::of(source, language, query).await?;
        let mut found = Found {
            topic: narrow.topics.first().copied(),
            person: narrow.person,
            problems: narrow.problems.clone(),
            unfinished: open.unfinished,
            ..Found::default()
        };
        if query.is_empty() || !found.problems.is_empty() {
            return Ok(Some(found));
        }
        let asked = (query.clone(), language.clone());
        let Some(answered) = self.asked(move || answered(&open, &asked.0, &asked.1, &narrow)).await else {
            return Ok(None);
        };
        found.total = answered.judged.total;
        found.loose = answered.loose;
        let wanted = wanted(&answered.meant);
        found.hits = hits(source, &answered.judged.articles, &wanted).await?;
        found.respelled = respelled(&answered.meant, &found.hits);
        found.topics = topics(source, &answered.judged.topics, found.topic).await?;
        found.people = common(&answered.judged.people).into_iter().map(|(id, count)| (PersonId(id), count)).collect();
        found.people.retain(|(id, _)| Some(*id) != found.person);
        found.people.truncate(OFFERED);
        Ok(Some(found))
    }

    /// Asks the index where no reader waits for it. An index that cannot be read is made anew.
    pub(super) async fn asked<T: Send + 'static>(
        &self,
        ask: impl FnOnce() -> tantivy::Result<T> + Send + 'static,
    ) -> Option<T> {
        let why = match tokio::task::spawn_blocking(ask).await {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(error)) => error.to_string(),
            Err(panicked) => panicked.to_string(),
        };
        tracing::error!(%why, "the search index cannot be read");
        self.is_broken();
        None
    }
}

/// The articles that have all words; where there is none, with rare words taken for slips; else those that have most.
fn answered(open: &Open, query: &Query, language: &Language, narrow: &Narrow) -> tantivy::Result<Answered> {
    let searcher = open.searcher();
    let units = units(&query.words);
    let judgement = Judgement { searcher: &searcher, fields: &open.fields, language, narrow, query, weights: ANYWHERE };
    let strict = meant(&searcher, open.fields.text, &units, false)?;
    if units.is_empty() {
        // Words that are none, such as signs alone, are no words to look for.
        let nothing = !query.words.is_empty();
        let judged = if nothing { Judged::default() } else { judgement.judged(&[], 0)? };
        return Ok(Answered { judged, meant: strict, loose: false });
    }
    let judged = judgement.judged(&strict, units.len())?;
    if judged.total > 0 {
        return Ok(Answered { judged, meant: strict, loose: false });
    }
    let free = meant(&searcher, open.fields.text, &units, true)?;
    for enough in levels(units.len()) {
        let judged = judgement.judged(&free, enough)?;
        if judged.total > 0 || enough == 1 {
            return Ok(Answered { judged, meant: free, loose: enough < units.len() });
        }
    }
    Ok(Answered { judged: Judged::default(), meant: free, loose: false })
}

/// How many of so many words are enough, one try after the other.
pub(super) fn levels(all: usize) -> Vec<usize> {
    let mut levels = vec![all, (all * 3).div_ceil(5), all.div_ceil(3), 1];
    levels.dedup();
    levels
}

/// The words to be marked: whatever the units mean.
fn wanted(meant: &[Meant]) -> Wanted {
    let mut wanted = Wanted::new();
    for (unit, meant) in meant.iter().enumerate() {
        for term in &meant.terms {
            wanted.entry(term.clone()).or_insert(unit);
        }
    }
    wanted
}

/// The found articles that readers have, with their texts marked.
async fn hits(source: &Source, articles: &[ArticleId], wanted: &Wanted) -> Result<Vec<Hit>, Failure> {
    let mut hits = Vec::with_capacity(articles.len());
    for article in source.articles(articles).await? {
        let headline = marked(article.headline(), wanted);
        hits.push(Hit { article: article.id(), headline, excerpt: shown(&article, wanted).await? });
    }
    Ok(hits)
}

/// A piece of the text around the words; the deck where it has them and the text has not, or where neither has.
async fn shown(article: &SeenArticle<'_>, wanted: &Wanted) -> Result<Marked, Failure> {
    let text = excerpt(&article.body().await?.plain_text(), wanted);
    if text.has_mark() || article.deck().is_empty() {
        return Ok(text);
    }
    Ok(marked(article.deck(), wanted))
}

/// The words that were typed and that no article has, with what was found for them as it stands there.
fn respelled(meant: &[Meant], hits: &[Hit]) -> Vec<Respelling> {
    let mut forms: HashMap<String, String> = HashMap::new();
    let texts = hits.iter().flat_map(|hit| [&hit.headline, &hit.excerpt]);
    for (form, _) in texts.flat_map(|text| &text.0).filter(|(_, marked)| *marked) {
        each_word(form, |word, range| {
            let shown = form.get(range).unwrap_or_default().to_lowercase();
            forms.entry(word.to_owned()).or_insert(shown);
        });
    }
    let respelled = meant.iter().filter(|meant| meant.is_respelled());
    let respelling = |meant: &Meant| {
        let mut found: Vec<String> = meant.terms.iter().filter_map(|term| forms.get(term).cloned()).collect();
        found.truncate(3);
        Respelling { typed: meant.unit.typed.clone(), meant: found }
    };
    respelled.map(respelling).filter(|respelling| !respelling.meant.is_empty()).collect()
}

/// The topics that many of the found articles have, most first, aliases as the topic that they mean; the one by which the
/// search is narrowed already is left out.
async fn topics(
    source: &Source,
    counts: &HashMap<i64, usize>,
    own: Option<TopicId>,
) -> Result<Vec<(TopicId, usize)>, Failure> {
    let counted = common(counts);
    let ids: Vec<TopicId> = counted.iter().map(|(id, _)| TopicId(*id)).collect();
    let meant: HashMap<TopicId, TopicId> =
        source.topics(&ids).await?.iter().map(|topic| (topic.id(), topic.alias_of().unwrap_or(topic.id()))).collect();
    let mut topics: Vec<(TopicId, usize)> = Vec::new();
    for (id, count) in counted {
        let Some(id) = meant.get(&TopicId(id)).filter(|id| Some(**id) != own) else { continue };
        match topics.iter_mut().find(|(known, _)| known == id) {
            Some((_, all)) => *all += count,
            None => topics.push((*id, count)),
        }
    }
    topics.truncate(OFFERED);
    Ok(topics)
}

/// What many of the found articles have, most first.
fn common(counts: &HashMap<i64, usize>) -> Vec<(i64, usize)> {
    let mut all: Vec<(i64, usize)> = counts.iter().map(|(id, count)| (*id, *count)).collect();
    all.retain(|(_, count)| *count >= COMMON);
    all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    all.truncate(2 * OFFERED);
    all
}

/// The range of places that a page shows; nothing beyond the last.
pub(super) fn places(query: &Query) -> Option<(usize, usize)> {
    (query.page < PAGES).then_some((query.page * SHOWN, SHOWN))
}

#[cfg(test)]
mod tests {
    use super::levels;

    #[test]
    fn most_of_the_words_are_enough_before_any_is() {
        assert_eq!(levels(1), [1]);
        assert_eq!(levels(2), [2, 1]);
        assert_eq!(levels(3), [3, 2, 1]);
        assert_eq!(levels(10), [10, 6, 4, 1]);
    }
}
