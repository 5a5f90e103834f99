//! Articles read from the store as the judgement of related ones wants them, many at once and each once.

use std::collections::{BTreeSet, HashMap};

use broadsheet_news::article::{Author, Byline, Member};
use broadsheet_news::ids::{ArticleId, OrganisationId, PersonId, ReferenceId, SectionId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_news::lists::List as Listing;
use broadsheet_store::Failure;
use broadsheet_store::following::{Compared, Reading};

use crate::kept_terms::KeptTerms;
use crate::related::{Candidate, List, Rarity, WEIGHTS, Weighed};

/// How many of the newest articles are looked at: of each topic and author, of the section, and of the paper.
const OF_EACH: usize = 60;
/// How many articles are read with their texts at once.
const AT_ONCE: usize = 256;

/// The member of a plain number.
pub(crate) fn member(number: i64) -> Member {
    if number < 0 { Member::Reference(ReferenceId(-number)) } else { Member::Article(ArticleId(number)) }
}

/// An article that was read.
struct Known {
    weighed: Weighed,
    published: bool,
    language: Language,
    section: Option<SectionId>,
    topics: Vec<i64>,
    people: Vec<i64>,
    mentions: Vec<OrganisationId>,
}

/// Articles around those that are judged, as one reading sees them.
pub(crate) struct Candidates<'r> {
    reading: &'r Reading,
    rarity: &'r Rarity,
    terms: &'r mut KeptTerms,
    known: HashMap<i64, Known>,
    meant: HashMap<TopicId, TopicId>,
    aliases: HashMap<i64, Vec<TopicId>>,
    newest: HashMap<Listing, Vec<i64>>,
    pins: HashMap<i64, Vec<i64>>,
    stored: HashMap<i64, Vec<i64>>,
}

impl<'r> Candidates<'r> {
    pub(crate) fn new(reading: &'r Reading, rarity: &'r Rarity, terms: &'r mut KeptTerms) -> Self {
        Self {
            reading,
            rarity,
            terms,
            known: HashMap::new(),
            meant: HashMap::new(),
            aliases: HashMap::new(),
            newest: HashMap::new(),
            pins: HashMap::new(),
            stored: HashMap::new(),
        }
    }

    /// Reads articles that readers have or had.
    pub(crate) async fn read(&mut self, ids: &[i64]) -> Result<(), Failure> {
        let unknown: BTreeSet<i64> = ids.iter().copied().filter(|id| *id > 0 && !self.known.contains_key(id)).collect();
        for some in Vec::from_iter(unknown).chunks(AT_ONCE) {
            for (article, candidate) in self.compared(some).await? {
                let weighed = Weighed::new(&candidate, self.rarity, &WEIGHTS);
                let Candidate { topics, people, .. } = candidate;
                let Compared { published, language, section, mentions, .. } = article;
                let known = Known { weighed, published, language, section, topics, people, mentions };
                self.known.insert(candidate.id, known);
            }
        }
        Ok(())
    }

    /// Articles as they are compared, not kept.
    pub(crate) async fn compared(&mut self, ids: &[i64]) -> Result<Vec<(Compared, Candidate)>, Failure> {
        let articles = self.reading.compared(ids).await?;
        self.terms.read(self.reading, self.rarity, &articles).await?;
        self.read_meant(&articles).await?;
        Ok(articles.into_iter().map(|article| (self.candidate(&article), article)).map(|(c, a)| (a, c)).collect())
    }

    /// The topics that topics or aliases mean.
    async fn read_meant(&mut self, articles: &[Compared]) -> Result<(), Failure> {
        let topics = articles.iter().flat_map(|article| &article.topics);
        let unknown: BTreeSet<i64> =
            topics.filter(|topic| !self.meant.contains_key(topic)).map(|topic| topic.0).collect();
        let unknown = Vec::from_iter(unknown);
        let meant = self.reading.meant(&unknown).await?;
        let of = |topic: i64| (TopicId(topic), meant.get(&TopicId(topic)).copied().unwrap_or(TopicId(topic)));
        self.meant.extend(unknown.into_iter().map(of));
        Ok(())
    }

    fn candidate(&self, article: &Compared) -> Candidate {
        let mut topics = Vec::with_capacity(article.topics.len());
        for topic in &article.topics {
            let meant = self.meant.get(topic).unwrap_or(topic).0;
            if !topics.contains(&meant) {
                topics.push(meant);
            }
        }
        Candidate {
            id: article.id.0,
            at: article.first_published.map_or(0, |at| at.microseconds()),
            section: article.section.map(|section| section.0),
            topics,
            people: article.bylines.iter().filter_map(person).collect(),
            organisations: article.mentions.iter().map(|id| id.0).collect(),
            terms: self.terms.of(article.revision),
        }
    }

    /// Reads the articles among which the related ones of some are looked for: the newest of their topics, authors,
    /// sections and languages.
    pub(crate) async fn read_around(&mut self, articles: &[i64]) -> Result<(), Failure> {
        self.read_aliases(articles).await?;
        let lists: BTreeSet<Listing> = articles.iter().flat_map(|article| self.lists(*article)).collect();
        let mut members = BTreeSet::new();
        for list in lists {
            if !self.newest.contains_key(&list) {
                let newest = self.reading.newest(&list, OF_EACH).await?;
                members.extend(newest.iter().copied());
                self.newest.insert(list, newest);
            }
        }
        self.read(&Vec::from_iter(members)).await
    }

    async fn read_aliases(&mut self, articles: &[i64]) -> Result<(), Failure> {
        let topics = articles.iter().filter_map(|id| self.known.get(id)).flat_map(|known| &known.topics);
        let unknown: BTreeSet<i64> = topics.copied().filter(|topic| !self.aliases.contains_key(topic)).collect();
        let unknown = Vec::from_iter(unknown);
        self.aliases.extend(unknown.iter().map(|topic| (*topic, Vec::new())));
        for (alias, meant) in self.reading.aliases_of(&unknown).await? {
            self.aliases.entry(meant.0).or_default().push(alias);
        }
        Ok(())
    }

    fn lists(&self, article: i64) -> Vec<Listing> {
        let Some(known) = self.known.get(&article) else { return Vec::new() };
        let aliases = |topic: &i64| self.aliases.get(topic).into_iter().flatten().copied();
        let topics = known.topics.iter().flat_map(|topic| aliases(topic).chain([TopicId(*topic)]));
        let people = known.people.iter().map(|id| Listing::person(PersonId(*id)));
        let places = known.section.map(Listing::section).into_iter().chain([Listing::latest(&known.language)]);
        topics.map(Listing::topic).chain(people).chain(places).collect()
    }

    /// Those around an article that share anything with it, most alike first.
    pub(crate) fn alike(&self, article: i64) -> Vec<(i64, f64)> {
        let Some(known) = self.known.get(&article) else { return Vec::new() };
        let lists = self.lists(article);
        let around: BTreeSet<i64> = lists.iter().filter_map(|list| self.newest.get(list)).flatten().copied().collect();
        known.weighed.alike(around.iter().filter_map(|id| self.weighed(*id)), &WEIGHTS)
    }

    /// An article that readers have, as it is compared.
    fn weighed(&self, id: i64) -> Option<&Weighed> {
        self.known.get(&id).filter(|known| known.published).map(|known| &known.weighed)
    }

    /// Whether readers have an article now, or had it; `None` where they never did.
    pub(crate) fn is_published(&self, id: i64) -> Option<bool> {
        self.known.get(&id).map(|known| known.published)
    }

    /// The organisations that an article is stored to name.
    pub(crate) fn mentions(&self, id: i64) -> &[OrganisationId] {
        self.known.get(&id).map_or(&[], |known| known.mentions.as_slice())
    }

    /// Reads what is pinned and what is stored for articles, and the articles that are listed there.
    pub(crate) async fn read_lists(&mut self, articles: &[i64]) -> Result<(), Failure> {
        let unknown: BTreeSet<i64> = articles.iter().copied().filter(|id| !self.stored.contains_key(id)).collect();
        let unknown = Vec::from_iter(unknown);
        let (pins, stored) = (self.reading.pins(&unknown).await?, self.reading.related(&unknown).await?);
        let listed: Vec<&Member> = pins.values().chain(stored.values()).flatten().collect();
        let joined = self.joined(&listed).await?;
        let of = |lists: &HashMap<i64, Vec<Member>>, id: i64| numbers(lists.get(&id), &joined);
        for id in unknown {
            self.pins.insert(id, of(&pins, id));
            self.stored.insert(id, of(&stored, id));
        }
        let listed: Vec<i64> = stored.into_keys().flat_map(|id| self.stored(id).to_vec()).collect();
        self.read(&listed).await
    }

    /// The articles that references among the members turned out to be.
    async fn joined(&self, members: &[&Member]) -> Result<HashMap<i64, i64>, Failure> {
        let reference = |member: &&Member| if let Member::Reference(id) = member { Some(id.0) } else { None };
        let references: BTreeSet<i64> = members.iter().filter_map(reference).collect();
        self.reading.joined(&Vec::from_iter(references)).await
    }

    /// What an editor chose for an article, as read.
    pub(crate) fn pins(&self, id: i64) -> &[i64] {
        self.pins.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The list that is stored for an article, as read.
    pub(crate) fn stored(&self, id: i64) -> &[i64] {
        self.stored.get(&id).map_or(&[], Vec::as_slice)
    }

    /// An article's list, each chosen member with its likeness.
    pub(crate) fn list(&self, id: i64, listed: &[i64]) -> List {
        let pins = self.pins(id).to_vec();
        let Some(weighed) = self.weighed(id) else { return List { pins, chosen: Vec::new() } };
        let others = listed.iter().filter(|other| !pins.contains(other)).filter_map(|other| self.weighed(*other));
        let chosen = others.map(|other| (other.id, weighed.likeness(other, &WEIGHTS))).collect();
        List { pins, chosen }
    }
}

/// Members as the plain numbers that the judgement works with: a reference is
/// the article it turned out to be; one that still waits has the sign turned.
fn numbers(members: Option<&Vec<Member>>, joined: &HashMap<i64, i64>) -> Vec<i64> {
    let number = |member: &Member| match member {
        Member::Article(id) => id.0,
        Member::Reference(id) => joined.get(&id.0).copied().unwrap_or(-id.0),
    };
    members.into_iter().flatten().map(number).collect()
}

fn person(byline: &Byline) -> Option<i64> {
    match byline.author {
        Author::Person(id) => Some(id.0),
        Author::Guest(_) => None,
    }
}
