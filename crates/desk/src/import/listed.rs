//! Lists that come in: each headline becomes the article it names, or a reference
//! that waits for it; and references that waited find the article that came.

use std::collections::BTreeSet;

use broadsheet_news::article::Member;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, ReferenceId};
use broadsheet_news::incoming::{Incoming, Listed};
use broadsheet_news::language::Language;
use broadsheet_news::reference::{Reference, normalised};

use super::known::Headed;
use super::{Import, Imported};

/// How long the opening standing may grow: every page of the language reads it, and shows a few places.
const LONGEST: usize = 100;

impl Import {
    /// Joins what waited for the article, then turns its lists into pins and an opening standing.
    pub(super) fn lists(&mut self, incoming: &Incoming, imported: &mut Imported) {
        let id = imported.article;
        let language = self.known.edition(&incoming.language);
        let first = incoming.first_published.unwrap_or(self.transaction.now());
        let problems = &mut imported.problems;
        self.join_waiting(&language, &incoming.headline, first, problems);
        let pins = self.members(&language, &incoming.related, Some(id), problems);
        if !pins.is_empty() {
            self.made.pins.push((id, pins));
        }
        self.standing(&language, &incoming.popular, problems);
        let known = incoming.translations.iter().filter_map(|source| self.known.articles.get(source));
        self.made.translations.extend(known.filter(|other| other.id != id).map(|other| (id, other.id)));
    }

    /// The article that a box leads to, where exactly one is meant; it may come later in the batch.
    pub(super) fn article_boxed(&self, language: &Language, listed: &Listed) -> Option<ArticleId> {
        let headline = normalised(&listed.headline);
        let comes = self.planned.values().filter(|planned| planned.headline == headline);
        let comes = comes.filter(|planned| self.may_be(listed.published, planned.published)).map(|planned| planned.id);
        let mut meant: BTreeSet<ArticleId> = comes.collect();
        meant.extend(self.articles_meant(language, listed));
        if meant.len() == 1 { meant.pop_first() } else { None }
    }

    /// Appends a list to the opening standing of the most popular; who stands there already keeps the place.
    fn standing(&mut self, language: &Language, popular: &[Listed], problems: &mut Vec<String>) {
        let Some(mut standing) = self.known.standings.get(language).cloned() else { return };
        if popular.is_empty() || standing.len() >= LONGEST {
            return;
        }
        for member in self.members(language, popular, None, problems) {
            if !standing.contains(&member) {
                standing.push(member);
            }
        }
        standing.truncate(LONGEST);
        self.known.standings.insert(language.clone(), standing.clone());
        self.made.standings.insert(language.clone(), standing);
    }

    /// The members that a list names, in order, none twice, without `own`.
    fn members(
        &mut self,
        language: &Language,
        list: &[Listed],
        own: Option<ArticleId>,
        problems: &mut Vec<String>,
    ) -> Vec<Member> {
        let mut members = Vec::with_capacity(list.len());
        for listed in list {
            let member = self.member(language, listed, problems);
            if !members.contains(&member) && own.map(Member::Article) != Some(member) {
                members.push(member);
            }
        }
        members
    }

    /// The one article of that headline and day; else the reference of both, found or made.
    fn member(&mut self, language: &Language, listed: &Listed, problems: &mut Vec<String>) -> Member {
        let articles = self.articles_meant(language, listed);
        let waiting = self.headed(language, &listed.headline).map(|headed| &headed.references[..]).unwrap_or_default();
        let same: Vec<Reference> =
            waiting.iter().filter(|r| self.may_be(listed.published, r.published)).cloned().collect();
        match (&articles[..], &same[..]) {
            ([one], _) => return Member::Article(*one),
            ([], [one]) => {
                if one.published.is_none() && listed.published.is_some() {
                    self.save_reference(Reference { published: listed.published, ..one.clone() });
                }
                return Member::Reference(one.id);
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
            Some(reference) => Member::Reference(reference.id),
            None => self.new_reference(language, listed),
        }
    }

    fn new_reference(&mut self, language: &Language, listed: &Listed) -> Member {
        let id = ReferenceId(self.transaction.new_id());
        let (headline, published) = (listed.headline.clone(), listed.published);
        self.save_reference(Reference { id, language: language.clone(), headline, published, article: None });
        Member::Reference(id)
    }

    /// Keeps a reference, new or told more of, for the writing and for the lists that come after.
    fn save_reference(&mut self, reference: Reference) {
        let key = (reference.language.clone(), normalised(&reference.headline));
        let known = &mut self.known.headed.entry(key).or_default().references;
        match known.iter_mut().find(|known| known.id == reference.id) {
            Some(known) => known.clone_from(&reference),
            None => known.push(reference.clone()),
        }
        self.made.references.insert(reference.id, reference);
    }

    fn headed(&self, language: &Language, headline: &str) -> Option<&Headed> {
        self.known.headed.get(&(language.clone(), normalised(headline)))
    }

    /// The articles that a list's entry can mean: those of its headline and, where it gives one, of its day.
    fn articles_meant(&self, language: &Language, listed: &Listed) -> Vec<ArticleId> {
        let headed = self.headed(language, &listed.headline).map(|headed| &headed.articles[..]).unwrap_or_default();
        let meant = headed.iter().filter(|(_, first)| self.may_be(listed.published, Some(*first)));
        meant.map(|(id, _)| *id).collect()
    }

    /// Joins the references that can mean the article that came, where they can mean no other.
    fn join_waiting(&mut self, language: &Language, headline: &str, first: Instant, problems: &mut Vec<String>) {
        let waiting = self.headed(language, headline).map(|headed| headed.references.clone()).unwrap_or_default();
        let waiting = waiting.into_iter().filter(|r| r.article.is_none() && self.may_be(r.published, Some(first)));
        for mut reference in waiting.collect::<Vec<_>>() {
            let listed = Listed { headline: reference.headline.clone(), published: reference.published };
            match self.articles_meant(language, &listed)[..] {
                [one] => {
                    reference.article = Some(one);
                    self.save_reference(reference);
                }
                _ => problems.push(format!(
                    "More than one article is headed '{headline}': a reference that waited is joined to none."
                )),
            }
        }
    }

    /// Whether two times can be of one article: the same day in the paper's zone, or one of them unknown.
    fn may_be(&self, a: Option<Instant>, b: Option<Instant>) -> bool {
        match (a, b) {
            (Some(a), Some(b)) => self.known.zone.day(a).value == self.known.zone.day(b).value,
            _ => true,
        }
    }
}
