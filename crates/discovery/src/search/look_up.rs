//! Looking up for editors: the article that a few words of its headline mean.

use std::collections::BTreeSet;

use broadsheet_news::ids::ArticleId;
use broadsheet_news::language::Language;
use broadsheet_news::reference::Reference;
use broadsheet_news::search::Query;
use broadsheet_store::Failure;
use broadsheet_store::source::Source;

use super::find::levels;
use super::index::{Index, Open};
use super::judge::{HEADLINES, Judgement};
use super::narrow::Narrow;
use super::near::meant;
use super::terms::units;
use super::words::each_word;

/// How much of two headlines has to be the same for one to be the other, in hundredths.
const PROBABLY: usize = 70;
/// How far apart a reference's time and its article's may be, in microseconds: three days.
const APART: u64 = 3 * 86_400_000_000;

/// An article whose headline an editor may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headed {
    /// The article.
    pub article: ArticleId,
    /// Its headline.
    pub headline: String,
    /// Its address.
    pub address: String,
}

impl Index {
    /// The published articles of a language whose headline fits the words best, for an internal link.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn headed(&self, source: &Source, language: &Language, words: &str) -> Result<Vec<Headed>, Failure> {
        let Some(open) = self.open() else { return Ok(Vec::new()) };
        let asked = (language.clone(), words.to_owned());
        let ids = self.asked(move || best(&open, &asked.0, &asked.1)).await.unwrap_or_default();
        let articles = source.articles(&ids).await?;
        let of_language = articles.iter().filter(|article| article.language() == language);
        let headed = of_language.map(|article| Headed {
            article: article.id(),
            headline: article.headline().clone(),
            address: article.address().clone().unwrap_or_default(),
        });
        Ok(headed.collect())
    }

    /// The published article that a reference probably is: headed almost so and, where the reference has a time, of those
    /// days. Where two come as near, neither is it.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn meant(&self, source: &Source, reference: &Reference) -> Result<Option<ArticleId>, Failure> {
        let mut best: Option<(usize, ArticleId)> = None;
        let mut alone = true;
        for headed in self.headed(source, &reference.language, &reference.headline).await? {
            let likeness = likeness(&headed.headline, &reference.headline);
            if likeness < PROBABLY || !self.is_of_its_days(source, headed.article, reference).await? {
                continue;
            }
            match best {
                Some((most, _)) if likeness < most => {}
                Some((most, _)) if likeness == most => alone = false,
                _ => (best, alone) = (Some((likeness, headed.article)), true),
            }
        }
        Ok(best.filter(|_| alone).map(|(_, article)| article))
    }

    async fn is_of_its_days(&self, source: &Source, id: ArticleId, reference: &Reference) -> Result<bool, Failure> {
        let Some(listed) = reference.published else { return Ok(true) };
        let article = source.article(id).await?;
        let first = article.and_then(|article| *article.first_published());
        Ok(first.is_some_and(|first| first.microseconds().abs_diff(listed.microseconds()) <= APART))
    }
}

fn best(open: &Open, language: &Language, words: &str) -> tantivy::Result<Vec<ArticleId>> {
    let (searcher, narrow, query) = (open.searcher(), Narrow::default(), Query::default());
    let units = units(words);
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let fields = &open.fields;
    let judgement =
        Judgement { searcher: &searcher, fields, language, narrow: &narrow, query: &query, weights: HEADLINES };
    let meant = meant(&searcher, fields.headline, &units, false)?;
    for enough in levels(units.len()) {
        let judged = judgement.judged(&meant, enough)?;
        if judged.total > 0 {
            return Ok(judged.articles);
        }
    }
    Ok(Vec::new())
}

/// How much two headlines have in common, in hundredths of all that either has.
fn likeness(a: &str, b: &str) -> usize {
    let (a, b) = (words(a), words(b));
    let all = a.union(&b).count();
    (a.intersection(&b).count() * 100).checked_div(all).unwrap_or(0)
}

fn words(headline: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    each_word(headline, |word, _| words.extend([word.to_owned()]));
    words
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn headlines_are_alike_by_what_they_have_in_common() {
        assert_eq!(likeness("Night ferry returns", "Night ferries return"), 100);
        assert_eq!(likeness("Night ferry", "Day tram"), 0);
        assert_eq!(likeness("", ""), 0);
        assert!(likeness("夜間渡輪復航", "夜間渡輪將復航") > 60);
    }
}
