//! What the paper has already of what a batch names, read together before anything is made.

use std::collections::{BTreeSet, HashMap, HashSet};

use broadsheet_news::article::Member;
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::ids::{ArticleId, OrganisationId, PersonId, SectionId, TopicId};
use broadsheet_news::incoming::{Incoming, Listed};
use broadsheet_news::language::Language;
use broadsheet_news::reference::{Reference, normalised};
use broadsheet_store::transaction::Transaction;

use crate::Refusal;

/// What is known so far; what the import makes is added as it is made.
pub(super) struct Known {
    pub(super) zone: Zone,
    pub(super) languages: Vec<Language>,
    /// Articles by where they were found, and by their addresses.
    pub(super) articles: HashMap<String, Came>,
    pub(super) sections: HashMap<(Language, String), SectionId>,
    pub(super) topics: HashMap<(Language, String), TopicId>,
    pub(super) persons: HashMap<String, PersonId>,
    pub(super) organisations: HashMap<String, OrganisationId>,
    pub(super) headed: HashMap<(Language, String), Headed>,
    /// The opening standing of each language whose most popular come in.
    pub(super) standings: HashMap<Language, Vec<Member>>,
    pub(super) addresses: Addresses,
}

/// An article that has come.
#[derive(Clone)]
pub(super) struct Came {
    pub(super) id: ArticleId,
    pub(super) address: Option<String>,
}

/// What is headed the same, once normalised.
#[derive(Default)]
pub(super) struct Headed {
    pub(super) articles: Vec<(ArticleId, Instant)>,
    pub(super) references: Vec<Reference>,
}

impl Known {
    /// Reads what the paper has of everything that the batch names.
    pub(super) async fn of(batch: &[Incoming], transaction: &Transaction) -> Result<Self, Refusal> {
        let mut known = Self {
            zone: transaction.zone().await?,
            languages: transaction.languages().await?,
            articles: articles(batch, transaction).await?,
            sections: HashMap::new(),
            topics: HashMap::new(),
            persons: HashMap::new(),
            organisations: HashMap::new(),
            headed: HashMap::new(),
            standings: HashMap::new(),
            addresses: Addresses::default(),
        };
        let new: Vec<&Incoming> =
            batch.iter().filter(|incoming| !known.articles.contains_key(&incoming.source)).collect();
        known.authors(&new, transaction).await?;
        for language in new.iter().map(|incoming| known.edition(&incoming.language)).collect::<BTreeSet<_>>() {
            let own: Vec<&Incoming> =
                new.iter().copied().filter(|incoming| known.edition(&incoming.language) == language).collect();
            known.in_language(&language, &own, transaction).await?;
        }
        Ok(known)
    }

    /// The language, if the paper has an edition in it; else the paper's first.
    pub(super) fn edition(&self, wanted: &Language) -> Language {
        let own = self.languages.iter().find(|language| *language == wanted);
        own.or(self.languages.first()).cloned().unwrap_or_default()
    }

    async fn authors(&mut self, new: &[&Incoming], transaction: &Transaction) -> Result<(), Refusal> {
        let bylines = || new.iter().flat_map(|incoming| &incoming.bylines);
        let names: BTreeSet<&str> = bylines().filter(|line| !line.guest).map(|line| line.name.as_str()).collect();
        for person in transaction.persons_named(&Vec::from_iter(names)).await? {
            self.persons.entry(person.name).or_insert(person.id);
        }
        let names: BTreeSet<&str> = bylines().map(|line| line.organisation.as_str()).collect();
        for organisation in transaction.organisations_named(&Vec::from_iter(names)).await? {
            self.organisations.entry(organisation.name).or_insert(organisation.id);
        }
        Ok(())
    }

    async fn in_language(
        &mut self,
        language: &Language,
        own: &[&Incoming],
        transaction: &Transaction,
    ) -> Result<(), Refusal> {
        let names: BTreeSet<&str> = own.iter().flat_map(|incoming| &incoming.topics).map(String::as_str).collect();
        for topic in transaction.topics_named(language, &Vec::from_iter(names)).await? {
            self.topics.entry((language.clone(), topic.name)).or_insert(topic.id);
        }
        self.headlines(language, own, transaction).await?;
        if own.iter().any(|incoming| !incoming.popular.is_empty()) {
            self.standings.insert(language.clone(), transaction.opening_popular(language).await?);
        }
        Ok(())
    }

    /// What is headed as the articles are that come in, or as those are that their lists and boxes name.
    async fn headlines(
        &mut self,
        language: &Language,
        own: &[&Incoming],
        transaction: &Transaction,
    ) -> Result<(), Refusal> {
        let listed = |incoming: &Incoming| -> Vec<String> {
            let lists = [&incoming.related, &incoming.popular, &incoming.boxed];
            let listed = lists.into_iter().flatten().map(|listed: &Listed| normalised(&listed.headline));
            listed.chain([normalised(&incoming.headline)]).collect()
        };
        let all: BTreeSet<String> = own.iter().flat_map(|incoming| listed(incoming)).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        for article in transaction.articles_headed_any(language, &all).await? {
            let headed = self.headed.entry((language.clone(), article.compared)).or_default();
            headed.articles.push((article.article, article.first_published));
        }
        for reference in transaction.references_headed_any(language, &all).await? {
            let key = (language.clone(), normalised(&reference.headline));
            self.headed.entry(key).or_default().references.push(reference);
        }
        Ok(())
    }
}

/// The articles that came from the batch's sources, or from those of its translations.
async fn articles(batch: &[Incoming], transaction: &Transaction) -> Result<HashMap<String, Came>, Refusal> {
    let sources = batch.iter().flat_map(|incoming| incoming.translations.iter().chain([&incoming.source]));
    let sources: BTreeSet<&str> = sources.map(String::as_str).collect();
    let mut known = HashMap::new();
    for (article, source) in transaction.articles_from(&Vec::from_iter(sources)).await? {
        let came = Came { id: article.id, address: article.address.clone() };
        for name in [source, article.address].into_iter().flatten() {
            known.entry(name).or_insert(came.clone());
        }
    }
    Ok(known)
}

/// Which addresses lead somewhere, as far as they were asked for.
#[derive(Default)]
pub(super) struct Addresses {
    asked: HashSet<String>,
    leading: HashSet<String>,
}

impl Addresses {
    /// Asks for many at once.
    pub(super) async fn ask(&mut self, transaction: &Transaction, paths: &[String]) -> Result<(), Refusal> {
        let bare: Vec<&str> = paths.iter().map(String::as_str).collect();
        self.leading.extend(transaction.leading(&bare).await?);
        self.asked.extend(paths.iter().cloned());
        Ok(())
    }

    /// Whether an address leads nowhere; then it is taken from now on.
    pub(super) async fn take(&mut self, transaction: &Transaction, path: &str) -> Result<bool, Refusal> {
        if !self.asked.contains(path) {
            self.ask(transaction, &[path.to_owned()]).await?;
        }
        Ok(self.leading.insert(path.to_owned()))
    }
}
