//! The row of a page: what its address leads to, and which parts it is made of.

use broadsheet_news::address::{self, Address, Form, Span, Whose};
use broadsheet_news::article::State;
use broadsheet_news::ids::{ArticleId, OrganisationId, PersonId, SectionId, StandingId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_news::lists::List;
use broadsheet_source::Source;
use broadsheet_source::{Failure, Target};
use futures_util::future::try_join;

use crate::edition::{Edition, Reading};
use crate::key::{Followed, Listed, Part, Searched, Subject};
use crate::request::{Page, Request};
use crate::{HTML, directory, document, feed, front, listing, popular, site};

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
    let named = |language, path| Named { reading, language, path, request: Some(request) };
    Ok(match &request.address {
        Address::Front(language) if request.path != of(language).front() => moved(&of(language).front()),
        Address::Front(language) => page(Subject::Front, language, front::parts(&of(language)).await?),
        Address::Directory(language) => of_directory(&of(language), request).await?,
        Address::Sharing(id) => shared(source, ArticleId(*id)).await?,
        Address::Briefing(language) => page(Subject::Briefing, language, vec![Part::Briefing(language.clone())]),
        Address::Corrections(language) => {
            let list = List::corrections(language);
            let path = address::corrections(&of(language).prefix());
            paged(source, &list, request.page(), language, &path, |number| {
                page(Subject::Corrections(number), language, vec![Part::Corrections(language.clone(), number)])
            })
            .await?
        }
        Address::Search(language) => {
            searched(language, Searched { query: request.search.clone().unwrap_or_default(), found: None })
        }
        Address::Archive(language, span) => archived(&of(language), *span, request).await?,
        Address::File(language, whose, form) => followed(named(language, &request.path), whose, *form).await?,
        Address::Manifest(language) => file(site::MANIFEST, Part::Manifest(language.clone())),
        Address::Document(of) => {
            let answer = document::answer(source, *of).await?;
            let parts = if answer == Answer::Found { vec![Part::Document(*of)] } else { Vec::new() };
            Row { answer, media_type: document::JSON, parts }
        }
        Address::Site(wanted) if let Some(to) = site::elsewhere(source, *wanted) => gone_on(to),
        Address::OpenSearch(language) => file(site::OPEN_SEARCH, Part::OpenSearch(language.clone())),
        Address::Site(wanted) => match site::has(source, *wanted).await? {
            true => file(site::media_type(*wanted), Part::Site(*wanted)),
            false => named(&source.first_language(), &request.path).row().await?,
        },
        Address::Named(language, path) => named(language, path).row().await?,
    })
}

/// The page that shares an article that readers have.
async fn shared(source: &Source, id: ArticleId) -> Result<Row, Failure> {
    let found = source.article(id).await?.filter(|article| *article.state() != State::Withdrawn);
    Ok(match found {
        Some(article) => page(Subject::Sharing(id), article.language(), vec![Part::Sharing(id)]),
        None => missing(&source.first_language()),
    })
}

async fn of_directory(edition: &Edition<'_>, request: &Request) -> Result<Row, Failure> {
    let (language, entries) = (&edition.language, request.entries());
    if !directory::has(edition, entries).await? {
        return Ok(missing(language));
    }
    let before = request.before().cloned();
    let own = vec![
        Part::DirectoryTop(language.clone(), entries.clone()),
        Part::Directory(language.clone(), entries.clone(), before.clone()),
    ];
    Ok(page(Subject::Directory(entries.clone(), before), language, own))
}

/// A whole page: what is its own, with the head, masthead and foot that every page has.
fn page(subject: Subject, language: &Language, own: Vec<Part>) -> Row {
    let answer = match subject {
        Subject::Missing => Answer::Missing,
        Subject::Gone => Answer::Gone,
        _ => Answer::Found,
    };
    let l = || language.clone();
    let dress = subject.dress();
    let mut parts = vec![Part::Head(subject, l()), Part::Masthead(l(), dress)];
    parts.extend(own);
    if !matches!(parts.last(), Some(Part::Popular(..))) {
        parts.push(Part::Closing(l()));
    }
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

/// The archive page of a span of time; without articles there is none.
async fn archived(edition: &Edition<'_>, span: Span, request: &Request) -> Result<Row, Failure> {
    let language = &edition.language;
    if span != Span::Whole && !edition.source.has_any(&List::dated(language, span)).await? {
        return Ok(missing(language));
    }
    if !matches!(span, Span::Day(..)) {
        return Ok(page(Subject::Archive(span), language, vec![Part::Archive(language.clone(), span)]));
    }
    let (of, path) = (Listed::Day(span), address::archive(&edition.prefix(), span));
    let list = listing::list(edition, of);
    paged(edition.source, &list, request.page(), language, &path, |number| listed(of, language, number)).await
}

/// The page of a list that is asked for. A number that no page has may get one: it is missing, and not moved.
async fn paged(
    source: &Source,
    list: &List,
    asked: Page,
    language: &Language,
    path: &str,
    row: impl FnOnce(Option<i64>) -> Row + Send,
) -> Result<Row, Failure> {
    Ok(match asked {
        Page::Newest => row(None),
        Page::Numbered(number) if source.bounds(list, Some(number)).await?.is_some() => row(Some(number)),
        Page::Numbered(_) | Page::Unsound => missing(language),
        Page::Below => moved(path),
    })
}

/// Articles for programs, under the address of what they are of; `named` has the whole address.
async fn followed(named: Named<'_>, whose: &Whose, form: Form) -> Result<Row, Failure> {
    let language = named.language;
    let feed = Form::FEEDS.contains(&form);
    let part = match whose {
        Whose::Front => Part::File(language.clone(), Followed::Front, form),
        Whose::Corrections if feed => Part::File(language.clone(), Followed::Corrections, form),
        Whose::Corrections => return named.row().await,
        Whose::Named(of) => {
            let row = Named { path: of, request: None, ..named }.row().await?;
            if let Answer::Moved(to) = &row.answer
                && to.starts_with('/')
            {
                let answer = Answer::Moved(address::file(to, form));
                return Ok(Row { answer, ..row });
            }
            let listed = row.parts.iter().find_map(|part| match part {
                Part::Listing { of, language, .. } => Some((*of, language.clone())),
                _ => None,
            });
            match listed.filter(|(of, _)| feed || matches!(of, Listed::Section(_))) {
                Some((of, language)) => Part::File(language, Followed::Listed(of), form),
                None => return named.row().await,
            }
        }
    };
    Ok(file(feed::media_type(form), part))
}

fn moved(path: &str) -> Row {
    gone_on(address::encoded(path))
}

/// Another address, percent-encoded.
fn gone_on(to: String) -> Row {
    Row { answer: Answer::Moved(to), media_type: HTML, parts: Vec::new() }
}

fn missing(language: &Language) -> Row {
    page(Subject::Missing, language, vec![Part::Unfound(language.clone(), false)])
}

/// An address that has to be looked up.
#[derive(Clone, Copy)]
struct Named<'r> {
    reading: Reading<'r>,
    language: &'r Language,
    path: &'r str,
    /// What was asked for, where it is this address that was. Nothing where it matters alone what the address leads to.
    request: Option<&'r Request>,
}

impl<'r> Named<'r> {
    fn source(&self) -> &'r Source {
        self.reading.source
    }

    /// Which page of a list is asked for.
    fn page(&self) -> Page {
        self.request.map_or(Page::Newest, Request::page)
    }

    async fn row(&self) -> Result<Row, Failure> {
        let found = match self.source().target(self.path).await? {
            Some(Target::Redirect(to)) => return self.redirected(to).await,
            Some(target) => self.thing(target).await?,
            None => None,
        };
        match found {
            Some(row) => Ok(row),
            None => self.without_slash().await,
        }
    }

    /// The row of a thing, or nothing where readers may not have it.
    async fn thing(&self, target: Target) -> Result<Option<Row>, Failure> {
        match target {
            Target::Article(id) => self.article(ArticleId(id)).await,
            Target::Section(id) => self.section(SectionId(id)).await,
            Target::Topic(id) => self.topic(TopicId(id)).await,
            Target::Person(id) => self.person(PersonId(id)).await,
            Target::Organisation(id) => self.organisation(OrganisationId(id)).await,
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
            match self.source().target(&to).await? {
                Some(Target::Redirect(next)) => to = next,
                Some(target) => {
                    let there = Named { path: &to, request: None, ..*self };
                    let row = there.thing(target).await?;
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
        if bare != self.path && bare.starts_with('/') && self.source().target(bare).await?.is_some() {
            return Ok(moved(bare));
        }
        Ok(missing(self.language))
    }

    /// Where the thing's own address is another one, that is where the page has moved to.
    fn at(&self, own: &str, row: impl FnOnce() -> Row) -> Option<Row> {
        Some(if own == self.path { row() } else { moved(own) })
    }

    async fn article(&self, id: ArticleId) -> Result<Option<Row>, Failure> {
        let (article, popular) =
            try_join(self.source().article(id), popular::shows(self.source(), self.language, id)).await?;
        let Some(article) = article else { return Ok(None) };
        if *article.state() == State::Withdrawn {
            let language = self.language.clone();
            return Ok(Some(page(Subject::Gone, self.language, vec![Part::Unfound(language, true)])));
        }
        let language = article.language();
        let popular = match language == self.language {
            true => popular,
            false => popular::shows(self.source(), language, id).await?,
        };
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

    async fn section(&self, id: SectionId) -> Result<Option<Row>, Failure> {
        let Some(section) = self.source().section(id).await? else { return Ok(None) };
        let prefix = address::prefix(section.language(), self.source().languages());
        let own = address::named(&prefix, section.slug());
        if own == self.path && self.request.is_some_and(|request| request.page() == Page::Newest) {
            let edition = self.reading.edition(section.language());
            let front = front::of_section(&edition, id, &own).await?;
            return Ok(Some(page(Subject::Listed(Listed::Section(id), None), section.language(), front)));
        }
        self.listed(&own, Listed::Section(id), section.language()).await
    }

    async fn topic(&self, id: TopicId) -> Result<Option<Row>, Failure> {
        let Some(mut topic) = self.source().topic(id).await? else { return Ok(None) };
        for _ in 0..HOPS {
            let Some(meant) = *topic.alias_of() else { break };
            let Some(found) = self.source().topic(meant).await? else { break };
            topic = found;
        }
        let prefix = address::prefix(topic.language(), self.source().languages());
        let own = address::topic(&prefix, topic.slug());
        self.listed(&own, Listed::Topic(topic.id()), topic.language()).await
    }

    async fn person(&self, id: PersonId) -> Result<Option<Row>, Failure> {
        let Some(person) = self.source().person(id).await? else { return Ok(None) };
        self.listed(&address::person(person.slug()), Listed::Person(id), self.language).await
    }

    async fn organisation(&self, id: OrganisationId) -> Result<Option<Row>, Failure> {
        let Some(organisation) = self.source().organisation(id).await? else { return Ok(None) };
        self.listed(&address::organisation(organisation.slug()), Listed::Organisation(id), self.language).await
    }

    /// A page of the list whose own address that is.
    async fn listed(&self, own: &str, of: Listed, language: &Language) -> Result<Option<Row>, Failure> {
        if own != self.path {
            return Ok(Some(moved(own)));
        }
        let list = listing::list(&self.reading.edition(language), of);
        let row = paged(self.source(), &list, self.page(), language, own, |number| listed(of, language, number));
        row.await.map(Some)
    }

    async fn standing(&self, id: StandingId) -> Result<Option<Row>, Failure> {
        let Some(standing) = self.source().standing(id).await? else { return Ok(None) };
        let prefix = address::prefix(standing.language(), self.source().languages());
        let own = address::named(&prefix, standing.slug());
        Ok(self.at(&own, || page(Subject::Standing(id), standing.language(), vec![Part::Standing(id)])))
    }
}

fn listed(of: Listed, language: &Language, number: Option<i64>) -> Row {
    let l = || language.clone();
    let listing = Part::Listing { of, language: l(), page: number, above: Vec::new() };
    page(Subject::Listed(of, number), language, vec![Part::ListTop(of, l(), number.is_none()), listing])
}
