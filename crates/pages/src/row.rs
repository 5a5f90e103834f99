//! The row of a page: what its address leads to, and which parts it is made of.

use broadsheet_news::address::{self, Address, Form, Whose};
use broadsheet_news::article::State;
use broadsheet_news::ids::{ArticleId, OrganisationId, PersonId, SectionId, StandingId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_news::lists::Key;
use broadsheet_source::Source;
use broadsheet_source::{Failure, Target};

use crate::edition::Reading;
use crate::key::{Followed, Listed, Part, Searched, Subject};
use crate::request::Request;
use crate::{HTML, feed, front, popular, site};

/// How many redirects are followed inside the paper, so that a reader has one hop.
const HOPS: usize = 8;

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// A page.
    Found,
    /// Another address: a path of the paper, percent-encoded, or a whole address.
    Moved(String),
    /// What was here has been withdrawn.
    Gone,
    /// Nothing was ever here.
    Missing,
}

/// A page before its parts are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What the address leads to.
    pub answer: Answer,
    /// The type of the joined parts.
    pub media_type: &'static str,
    /// The keys of the parts, in order.
    pub parts: Vec<Part>,
}

/// What a request's address leads to, and the parts of its page.
///
/// # Errors
/// Where the database cannot be reached.
pub async fn row(reading: Reading<'_>, request: &Request) -> Result<Row, Failure> {
    let source = reading.source;
    let of = |language: &Language| reading.edition(language);
    let before = request.before.clone();
    Ok(match &request.address {
        Address::Front(language) if request.path != of(language).front() => moved(&of(language).front()),
        Address::Front(language) => page(Subject::Front, language, front::parts(&of(language)).await?),
        Address::Directory(language) => {
            page(Subject::Directory(before.clone()), language, vec![Part::Directory(language.clone(), before)])
        }
        Address::Briefing(language) => page(Subject::Briefing, language, vec![Part::Briefing(language.clone())]),
        Address::Corrections(language) => {
            page(Subject::Corrections(before.clone()), language, vec![Part::Corrections(language.clone(), before)])
        }
        Address::Search(language) => {
            searched(language, Searched { query: request.search.clone().unwrap_or_default(), found: None })
        }
        Address::File(language, whose, form) => followed(source, language, &request.path, whose, *form).await?,
        Address::Manifest(language) => file(site::MANIFEST, Part::Manifest(language.clone())),
        Address::OpenSearch(language) => file(site::OPEN_SEARCH, Part::OpenSearch(language.clone())),
        Address::Site(wanted) => match site::has(source, *wanted).await? {
            true => file(site::media_type(*wanted), Part::Site(*wanted)),
            false => Named { source, language: &first(source), path: &request.path }.row(None).await?,
        },
        Address::Named(language, path) => Named { source, language, path }.row(before).await?,
    })
}

/// A whole page: what is its own, with the head, masthead and foot that every page has.
fn page(subject: Subject, language: &Language, own: Vec<Part>) -> Row {
    let answer = match subject {
        Subject::Missing => Answer::Missing,
        Subject::Gone => Answer::Gone,
        _ => Answer::Found,
    };
    let l = || language.clone();
    let mut parts = vec![Part::Opening(l()), Part::Head(subject, l()), Part::Masthead(l())];
    parts.extend(own);
    parts.push(Part::Closing(l()));
    Row { answer, media_type: HTML, parts }
}

/// The page of a search. Whoever asked the index says what was found; the page reads the rest.
#[must_use]
pub fn searched(language: &Language, searched: Searched) -> Row {
    let subject = Subject::Search(searched.query.words.clone());
    page(subject, language, vec![Part::Search(language.clone(), Box::new(searched))])
}

fn file(media_type: &'static str, part: Part) -> Row {
    Row { answer: Answer::Found, media_type, parts: vec![part] }
}

fn first(source: &Source) -> Language {
    source.languages().into_iter().next().unwrap_or_default()
}

/// Articles for programs, under the address of what they are of; `path` is the whole address.
async fn followed(source: &Source, language: &Language, path: &str, whose: &Whose, form: Form) -> Result<Row, Failure> {
    let named = Named { source, language, path };
    let feed = Form::FEEDS.contains(&form);
    let part = match whose {
        Whose::Front => Part::File(language.clone(), Followed::Front, form),
        Whose::Corrections if feed => Part::File(language.clone(), Followed::Corrections, form),
        Whose::Corrections => return named.row(None).await,
        Whose::Named(of) => {
            let row = Named { path: of, ..named }.row(None).await?;
            if let Answer::Moved(to) = &row.answer
                && to.starts_with('/')
            {
                let answer = Answer::Moved(address::file(to, form));
                return Ok(Row { answer, ..row });
            }
            let listed = row.parts.iter().find_map(|part| match part {
                Part::Listing(of, language, _) => Some((*of, language.clone())),
                _ => None,
            });
            match listed.filter(|(of, _)| feed || matches!(of, Listed::Section(_))) {
                Some((of, language)) => Part::File(language, Followed::Listed(of), form),
                None => return named.row(None).await,
            }
        }
    };
    Ok(file(feed::media_type(form), part))
}

fn moved(path: &str) -> Row {
    Row { answer: Answer::Moved(address::encoded(path)), media_type: HTML, parts: Vec::new() }
}

fn missing(language: &Language) -> Row {
    page(Subject::Missing, language, vec![Part::Unfound(language.clone(), false)])
}

/// An address that has to be looked up.
#[derive(Clone, Copy)]
struct Named<'r> {
    source: &'r Source,
    language: &'r Language,
    path: &'r str,
}

impl Named<'_> {
    async fn row(&self, before: Option<Key>) -> Result<Row, Failure> {
        let found = match self.source.target(self.path).await? {
            Some(Target::Redirect(to)) => return self.redirected(to).await,
            Some(target) => self.thing(target, before).await?,
            None => None,
        };
        match found {
            Some(row) => Ok(row),
            None => self.without_slash().await,
        }
    }

    /// The row of a thing, or nothing where readers may not have it.
    async fn thing(&self, target: Target, before: Option<Key>) -> Result<Option<Row>, Failure> {
        match target {
            Target::Article(id) => self.article(ArticleId(id)).await,
            Target::Section(id) => self.section(SectionId(id), before).await,
            Target::Topic(id) => self.topic(TopicId(id), before).await,
            Target::Person(id) => self.person(PersonId(id), before).await,
            Target::Organisation(id) => self.organisation(OrganisationId(id), before).await,
            Target::Standing(id) => self.standing(StandingId(id)).await,
            Target::Redirect(_) => Ok(None),
        }
    }

    /// Follows redirects inside the paper to their end.
    async fn redirected(&self, mut to: String) -> Result<Row, Failure> {
        for _ in 0..HOPS {
            if !to.starts_with('/') {
                return Ok(Row { answer: Answer::Moved(to), media_type: HTML, parts: Vec::new() });
            }
            match self.source.target(&to).await? {
                Some(Target::Redirect(next)) => to = next,
                Some(target) => {
                    let there = Named { path: &to, ..*self };
                    let row = there.thing(target, None).await?;
                    return Ok(row.filter(|row| matches!(row.answer, Answer::Moved(_))).unwrap_or_else(|| moved(&to)));
                }
                None => return Ok(moved(&to)),
            }
        }
        Ok(missing(self.language))
    }

    /// A slash at the end is no part of a name.
    async fn without_slash(&self) -> Result<Row, Failure> {
        let bare = self.path.trim_end_matches('/');
        if bare != self.path && bare.starts_with('/') && self.source.target(bare).await?.is_some() {
            return Ok(moved(bare));
        }
        Ok(missing(self.language))
    }

    /// Where the thing's own address is another one, that is where the page has moved to.
    fn at(&self, own: &str, row: impl FnOnce() -> Row) -> Option<Row> {
        Some(if own == self.path { row() } else { moved(own) })
    }

    async fn article(&self, id: ArticleId) -> Result<Option<Row>, Failure> {
        let Some(article) = self.source.article(id).await? else { return Ok(None) };
        if *article.state() == State::Withdrawn {
            let language = self.language.clone();
            return Ok(Some(page(Subject::Gone, self.language, vec![Part::Unfound(language, true)])));
        }
        let language = article.language();
        let popular = popular::shows(self.source, language, id).await?;
        let own = vec![
            Part::ArticleTop(id),
            Part::Readers(id),
            Part::ArticleText(id),
            Part::Related(id),
            Part::Popular(language.clone(), popular.then_some(id)),
        ];
        let address = article.address().clone().unwrap_or_else(|| self.path.to_owned());
        Ok(self.at(&address, || page(Subject::Article(id), language, own)))
    }

    async fn section(&self, id: SectionId, before: Option<Key>) -> Result<Option<Row>, Failure> {
        let Some(section) = self.source.section(id).await? else { return Ok(None) };
        let prefix = address::prefix(section.language(), &self.source.languages());
        let own = address::named(&prefix, section.slug());
        Ok(self.at(&own, || listed(Listed::Section(id), section.language(), before)))
    }

    async fn topic(&self, id: TopicId, before: Option<Key>) -> Result<Option<Row>, Failure> {
        let Some(mut topic) = self.source.topic(id).await? else { return Ok(None) };
        for _ in 0..HOPS {
            let Some(meant) = *topic.alias_of() else { break };
            let Some(found) = self.source.topic(meant).await? else { break };
            topic = found;
        }
        let prefix = address::prefix(topic.language(), &self.source.languages());
        let own = address::topic(&prefix, topic.slug());
        Ok(self.at(&own, || listed(Listed::Topic(topic.id()), topic.language(), before)))
    }

    async fn person(&self, id: PersonId, before: Option<Key>) -> Result<Option<Row>, Failure> {
        let Some(person) = self.source.person(id).await? else { return Ok(None) };
        Ok(self.at(&address::person(person.slug()), || listed(Listed::Person(id), self.language, before)))
    }

    async fn organisation(&self, id: OrganisationId, before: Option<Key>) -> Result<Option<Row>, Failure> {
        let Some(organisation) = self.source.organisation(id).await? else { return Ok(None) };
        let own = address::organisation(organisation.slug());
        Ok(self.at(&own, || listed(Listed::Organisation(id), self.language, before)))
    }

    async fn standing(&self, id: StandingId) -> Result<Option<Row>, Failure> {
        let Some(standing) = self.source.standing(id).await? else { return Ok(None) };
        let prefix = address::prefix(standing.language(), &self.source.languages());
        let own = address::named(&prefix, standing.slug());
        Ok(self.at(&own, || page(Subject::Standing(id), standing.language(), vec![Part::Standing(id)])))
    }
}

fn listed(of: Listed, language: &Language, before: Option<Key>) -> Row {
    let l = || language.clone();
    let own = vec![Part::ListTop(of, l(), before.is_none()), Part::Listing(of, l(), before.clone())];
    page(Subject::Listed(of, before), language, own)
}
