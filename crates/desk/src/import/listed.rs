//! Lists that come in: each headline becomes the article it names, or a reference
//! that waits for it; and references that waited find the article that came.

use std::collections::BTreeSet;

use broadsheet_news::article::Member;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, ReferenceId};
use broadsheet_news::incoming::{Incoming, Listed};
use broadsheet_news::language::Language;
use broadsheet_news::reference::{Reference, normalised};

use super::{Import, Imported};
use crate::Refusal;
use crate::article::{content, known};

/// How long the opening standing may grow: every page of the language reads it, and shows a few places.
const LONGEST: usize = 100;

impl Import {
    /// Joins what waited for the article, then turns its lists into pins and an opening standing.
    pub(super) async fn lists(&mut self, incoming: &Incoming, imported: &mut Imported) -> Result<(), Refusal> {
        let id = imported.article;
        let mut article = known(&self.transaction, id).await?;
        let language = content(&self.transaction, article.working_revision).await?.language;
        let first = article.first_published.unwrap_or(self.transaction.now());
        let problems = &mut imported.problems;
        self.join_waiting(&language, &incoming.headline, first, problems).await?;
        let pins = self.members(&language, &incoming.related, Some(id), problems).await?;
        if !pins.is_empty() {
            self.transaction.save_pins(id, &pins).await?;
        }
        self.standing(&language, &incoming.popular, problems).await?;
        for source in &incoming.translations {
            match self.transaction.article_from(source).await? {
                Some(other) if other.id != id => self.transaction.link_translation(id, other.id).await?,
                _ => {}
            }
        }
        if incoming.withdrawn {
            article.state = broadsheet_news::article::State::Withdrawn;
            self.transaction.save_article(&article).await?;
        }
        Ok(())
    }

    /// The article that a box leads to, where exactly one is meant; it may come later in the batch.
    pub(super) async fn article_boxed(
        &mut self,
        language: &Language,
        listed: &Listed,
    ) -> Result<Option<ArticleId>, Refusal> {
        let headline = normalised(&listed.headline);
        let comes = self.planned.values().filter(|planned| planned.headline == headline);
        let comes = comes.filter(|planned| self.may_be(listed.published, planned.published)).map(|planned| planned.id);
        let mut meant: BTreeSet<ArticleId> = comes.collect();
        meant.extend(self.articles_meant(language, listed).await?);
        Ok(if meant.len() == 1 { meant.pop_first() } else { None })
    }

    /// Appends a list to the opening standing of the most popular; who stands there already keeps the place.
    async fn standing(
        &mut self,
        language: &Language,
        popular: &[Listed],
        problems: &mut Vec<String>,
    ) -> Result<(), Refusal> {
        if popular.is_empty() {
            return Ok(());
        }
        let mut standing = self.transaction.opening_popular(language).await?;
        if standing.len() >= LONGEST {
            return Ok(());
        }
        for member in self.members(language, popular, None, problems).await? {
            if !standing.contains(&member) {
                standing.push(member);
            }
        }
        standing.truncate(LONGEST);
        Ok(self.transaction.open_popular(language, &standing).await?)
    }

    /// The members that a list names, in order, none twice, without `own`.
    async fn members(
        &mut self,
        language: &Language,
        list: &[Listed],
        own: Option<ArticleId>,
        problems: &mut Vec<String>,
    ) -> Result<Vec<Member>, Refusal> {
        let mut members = Vec::with_capacity(list.len());
        for listed in list {
            let member = self.member(language, listed, problems).await?;
            if !members.contains(&member) && own.map(Member::Article) != Some(member) {
                members.push(member);
            }
        }
        Ok(members)
    }

    /// The one article of that headline and day; else the reference of both, found or made.
    async fn member(
        &mut self,
        language: &Language,
        listed: &Listed,
        problems: &mut Vec<String>,
    ) -> Result<Member, Refusal> {
        let articles = self.articles_meant(language, listed).await?;
        let waiting = self.transaction.references_headed(language, &listed.headline).await?;
        let same: Vec<&Reference> = waiting.iter().filter(|r| self.may_be(listed.published, r.published)).collect();
        match (&articles[..], &same[..]) {
            ([one], _) => return Ok(Member::Article(*one)),
            ([], [one]) => {
                if one.published.is_none() && listed.published.is_some() {
                    let dated = Reference { published: listed.published, ..(*one).clone() };
                    self.transaction.save_reference(&dated).await?;
                }
                return Ok(Member::Reference(one.id));
            }
            ([], []) => {}
            ([], _) | ([_, ..], _) => problems.push(format!(
                "More than one article or reference is headed '{}': the list's entry stays a reference and is joined to none.",
                listed.headline
            )),
        }
        // An entry that could be several stays on its own, one for the same words and time.
        let own = same.iter().find(|r| r.article.is_none() && r.published == listed.published);
        match own {
            Some(reference) => Ok(Member::Reference(reference.id)),
            None => self.new_reference(language, listed).await,
        }
    }

    async fn new_reference(&mut self, language: &Language, listed: &Listed) -> Result<Member, Refusal> {
        let id = ReferenceId(self.transaction.new_id());
        let (headline, published) = (listed.headline.clone(), listed.published);
        let reference = Reference { id, language: language.clone(), headline, published, article: None };
        self.transaction.save_reference(&reference).await?;
        Ok(Member::Reference(id))
    }

    /// The articles that a list's entry can mean: those of its headline and, where it gives one, of its day.
    async fn articles_meant(&self, language: &Language, listed: &Listed) -> Result<Vec<ArticleId>, Refusal> {
        let headed = self.transaction.articles_headed(language, &listed.headline).await?;
        let meant = headed.into_iter().filter(|(_, first)| self.may_be(listed.published, Some(*first)));
        Ok(meant.map(|(id, _)| id).collect())
    }

    /// Joins the references that can mean the article that came, where they can mean no other.
    async fn join_waiting(
        &mut self,
        language: &Language,
        headline: &str,
        first: Instant,
        problems: &mut Vec<String>,
    ) -> Result<(), Refusal> {
        let waiting = self.transaction.references_headed(language, headline).await?;
        let waiting = waiting.into_iter().filter(|r| r.article.is_none() && self.may_be(r.published, Some(first)));
        for mut reference in waiting.collect::<Vec<_>>() {
            let listed = Listed { headline: reference.headline.clone(), published: reference.published };
            match self.articles_meant(language, &listed).await?[..] {
                [one] => {
                    reference.article = Some(one);
                    self.transaction.save_reference(&reference).await?;
                }
                _ => problems.push(format!(
                    "More than one article is headed '{headline}': a reference that waited is joined to none."
                )),
            }
        }
        Ok(())
    }

    /// Whether two times can be of one article: the same day in the paper's zone, or one of them unknown.
    fn may_be(&self, a: Option<Instant>, b: Option<Instant>) -> bool {
        match (a, b) {
            (Some(a), Some(b)) => self.zone.day(a).value == self.zone.day(b).value,
            _ => true,
        }
    }
}
