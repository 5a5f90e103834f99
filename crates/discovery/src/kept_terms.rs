//! The strongest terms of revisions, kept from one batch to the next: a revision never says anything else.

use std::collections::HashMap;

use broadsheet_news::ids::RevisionId;
use broadsheet_store::Failure;
use broadsheet_store::following::{Compared, Reading};

use crate::related::Rarity;
use crate::words::{Term, strongest, terms};

/// How many terms of an article are compared.
const TERMS: usize = 60;
/// How many revisions are kept at least, and half of how many at most. Each takes about a thousand bytes.
const KEPT: usize = 25_000;

/// Terms by revision, those used longest ago forgotten, all chosen by one table of rarities.
#[derive(Default)]
pub(crate) struct KeptTerms {
    young: HashMap<RevisionId, Vec<Term>>,
    old: HashMap<RevisionId, Vec<Term>>,
}

impl KeptTerms {
    /// Reads the texts of those articles whose terms are not kept.
    pub(crate) async fn read(
        &mut self,
        reading: &Reading,
        rarity: &Rarity,
        articles: &[Compared],
    ) -> Result<(), Failure> {
        self.renew(articles);
        let unknown: Vec<&Compared> =
            articles.iter().filter(|article| !self.young.contains_key(&article.revision)).collect();
        let revisions: Vec<RevisionId> = unknown.iter().map(|article| article.revision).collect();
        let texts = reading.texts(&revisions).await?;
        for article in unknown {
            let text = texts.get(&article.revision).map_or("", String::as_str);
            let all = terms(&article.headline, &article.deck, text);
            let kept = if rarity.articles == 0 { all } else { strongest(&all, |t| rarity.of_term(t), TERMS) };
            self.young.insert(article.revision, kept);
        }
        Ok(())
    }

    /// The terms of a revision that was read just now.
    pub(crate) fn of(&self, revision: RevisionId) -> Vec<Term> {
        self.young.get(&revision).cloned().unwrap_or_default()
    }

    /// Makes young what is used again, and forgets the oldest where there are many.
    fn renew(&mut self, articles: &[Compared]) {
        if self.young.len() >= KEPT {
            self.old = std::mem::take(&mut self.young);
        }
        for article in articles {
            if let Some(terms) = self.old.remove(&article.revision) {
                self.young.insert(article.revision, terms);
            }
        }
    }
}
