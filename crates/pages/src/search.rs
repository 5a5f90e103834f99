//! The search page: its form, and the articles that were found.
//!
//! What was found is in the part's key, with the words marked; whether readers may have an article, its time and its
//! section are read here, so that what was found and withdrawn since is not shown.

use std::collections::HashMap;

use broadsheet_news::address;
use broadsheet_news::article::Member;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::lists::List;
use broadsheet_news::search::{Found, LONGEST, Marked, Order, PAGES, Problem, Query, SHOWN, written_day};
use broadsheet_source::Failure;
use serde::Serialize;

use crate::card::{ALL, Card, Shown, cards};
use crate::edition::Edition;
use crate::key::Searched;
use crate::listing::sections_within;
use crate::theme;
use crate::theme_view::View;
use crate::words::Words;

/// How many of the latest articles are offered where nothing was found.
const OFFERED: usize = 6;

#[derive(Serialize)]
pub(crate) struct Page {
    words: &'static Words,
    action: String,
    form: Form,
    /// What is to be said of the search, each in a sentence.
    notes: Vec<String>,
    /// How many were found.
    count: Option<String>,
    /// The number of the page's first article.
    first: usize,
    hits: Vec<Article>,
    narrower: Vec<Narrower>,
    pages: Vec<Step>,
    widened: Option<String>,
    latest: Vec<Card>,
}

/// What the form's fields hold.
#[derive(Default, Serialize)]
struct Form {
    q: String,
    sections: Vec<Choice>,
    from: String,
    to: String,
    newest: bool,
    /// What narrows the search and has no field that a reader fills in.
    fixed: Vec<Fixed>,
}

#[derive(Serialize)]
struct Choice {
    slug: String,
    name: String,
    chosen: bool,
}

/// A topic or a person by which the search is narrowed.
#[derive(Serialize)]
struct Fixed {
    field: &'static str,
    slug: String,
    label: &'static str,
    name: String,
    without: String,
}

/// A found article as the template prints it.
#[derive(Serialize)]
struct Article {
    card: Card,
    headline: Vec<Piece>,
    excerpt: Vec<Piece>,
}

#[derive(Serialize)]
struct Piece {
    text: String,
    marked: bool,
}

/// Links to the same search, narrowed by what many of the found articles have.
#[derive(Serialize)]
struct Narrower {
    label: &'static str,
    links: Vec<Counted>,
}

#[derive(Serialize)]
struct Counted {
    name: String,
    href: String,
    count: usize,
}

/// A link to another page of the search.
#[derive(Serialize)]
struct Step {
    rel: &'static str,
    name: &'static str,
    href: String,
}

impl View for Page {
    const TEMPLATE: &'static str = "search.html";

    fn samples() -> Vec<Self> {
        let words = crate::words::words(&broadsheet_news::language::Language::default());
        let bare = |notes: &[&str]| Self {
            words,
            action: "/search".into(),
            form: Form::default(),
            notes: notes.iter().map(|note| (*note).to_owned()).collect(),
            count: None,
            first: 1,
            hits: Vec::new(),
            narrower: Vec::new(),
            pages: Vec::new(),
            widened: None,
            latest: Vec::new(),
        };
        let marked = || pieces(&Marked(vec![("A ".into(), false), ("<b>alert".into(), true)]));
        let hit = |card| Article { card, headline: marked(), excerpt: marked() };
        let fixed = || Fixed {
            field: "topic",
            slug: "\"quays\"".into(),
            label: words.search_topic,
            name: "Ferries & <Quays>".into(),
            without: "/search?q=a&sort=newest".into(),
        };
        let full = Self {
            form: Form {
                q: "\"><script>alert(1)".into(),
                sections: vec![Choice { slug: "arts".into(), name: "Arts & Letters".into(), chosen: true }],
                from: "2026-11-25".into(),
                to: "2026-11-25".into(),
                newest: true,
                fixed: vec![fixed()],
            },
            count: Some("3 articles found".into()),
            hits: crate::card::samples().into_iter().map(hit).collect(),
            narrower: vec![Narrower {
                label: words.topics,
                links: vec![Counted { name: "Tea & <Tide>".into(), href: "/search?q=a&topic=tea".into(), count: 3 }],
            }],
            pages: vec![Step { rel: "next", name: words.search_after, href: "/search?q=a&page=2".into() }],
            ..bare(&["No article has “<b>alert”."])
        };
        let none = Self { widened: Some("/search?q=a".into()), latest: crate::card::samples(), ..bare(&["None."]) };
        vec![bare(&[]), full, none]
    }
}

/// Prints the page's own part.
pub(crate) async fn print(edition: &Edition<'_>, searched: &Searched) -> Result<String, Failure> {
    let query = &searched.query;
    let nothing = Found::default();
    let found = searched.found.as_ref().unwrap_or(&nothing);
    let hits = articles(edition, found).await?;
    let said = Said { edition, query, found };
    let latest = if hits.is_empty() { latest(edition).await? } else { Vec::new() };
    theme::print(
        edition,
        &Page {
            words: edition.words(),
            action: address::encoded(&address::search(&edition.prefix())),
            form: said.form().await?,
            notes: said.notes(searched.found.is_some(), hits.is_empty()),
            count: (found.total > 0)
                .then(|| edition.words().search_found(i64::try_from(found.total).unwrap_or(i64::MAX))),
            first: query.page * SHOWN + 1,
            narrower: said.narrower().await?,
            pages: said.pages(),
            widened: (found.total == 0 && query.is_narrowed()).then(|| said.link(&query.widened())),
            hits,
            latest,
        },
    )
}

/// The found articles that readers have now.
async fn articles(edition: &Edition<'_>, found: &Found) -> Result<Vec<Article>, Failure> {
    let members: Vec<Member> = found.hits.iter().map(|hit| Member::Article(hit.article)).collect();
    let shown = Shown { photos: ALL, time: true, section: true, ..Shown::default() };
    let cards = cards(edition, &members, shown).await?;
    let mut cards: HashMap<_, _> = cards.into_iter().filter_map(|card| Some((card.article?, card))).collect();
    let article = |hit: &broadsheet_news::search::Hit| {
        let card = cards.remove(&hit.article)?;
        Some(Article { card, headline: pieces(&hit.headline), excerpt: pieces(&hit.excerpt) })
    };
    Ok(found.hits.iter().filter_map(article).collect())
}

async fn latest(edition: &Edition<'_>) -> Result<Vec<Card>, Failure> {
    let newest = edition.source.newest(&[List::latest(&edition.language)], None, OFFERED).await?;
    let members: Vec<Member> = newest.into_iter().map(|(_, id)| Member::Article(ArticleId(id))).collect();
    cards(edition, &members, Shown { time: true, section: true, ..Shown::default() }).await
}

fn pieces(marked: &Marked) -> Vec<Piece> {
    marked.0.iter().map(|(text, marked)| Piece { text: text.clone(), marked: *marked }).collect()
}

/// What is said of a search.
struct Said<'a> {
    edition: &'a Edition<'a>,
    query: &'a Query,
    found: &'a Found,
}

impl Said<'_> {
    /// The address of a search, percent-encoded.
    fn link(&self, query: &Query) -> String {
        let (path, written) = (address::encoded(&address::search(&self.edition.prefix())), query.written());
        if written.is_empty() { path } else { format!("{path}?{written}") }
    }

    async fn form(&self) -> Result<Form, Failure> {
        Ok(Form {
            q: self.query.words.clone(),
            sections: self.sections().await?,
            from: written_day(self.query.from),
            to: written_day(self.query.to),
            newest: self.query.order == Order::Newest,
            fixed: self.fixed().await?,
        })
    }

    /// The sections of the edition, those below one after it.
    async fn sections(&self) -> Result<Vec<Choice>, Failure> {
        let source = self.edition.source;
        let mut choices = Vec::new();
        for top in source.sections_below(None, &self.edition.language).await? {
            let within = sections_within(self.edition, top).await?;
            for section in source.sections(&within).await? {
                let name = if section.id() == top { String::new() } else { "\u{2013} ".to_owned() } + section.name();
                let chosen = *section.slug() == self.query.section;
                choices.push(Choice { slug: section.slug().clone(), name, chosen });
            }
        }
        Ok(choices)
    }

    async fn fixed(&self) -> Result<Vec<Fixed>, Failure> {
        let (source, words, query) = (self.edition.source, self.edition.words(), self.query);
        let mut fixed = Vec::new();
        if !query.topic.is_empty() {
            let topic = match self.found.topic {
                Some(id) => source.topic(id).await?,
                None => None,
            };
            let name = topic.map_or_else(|| query.topic.clone(), |topic| topic.name().clone());
            let without = self.link(&Query { topic: String::new(), page: 0, ..query.clone() });
            fixed.push(Fixed { field: "topic", slug: query.topic.clone(), label: words.search_topic, name, without });
        }
        if !query.person.is_empty() {
            let person = match self.found.person {
                Some(id) => source.person(id).await?,
                None => None,
            };
            let name = person.map_or_else(|| query.person.clone(), |person| person.name().clone());
            let without = self.link(&Query { person: String::new(), page: 0, ..query.clone() });
            fixed.push(Fixed {
                field: "person",
                slug: query.person.clone(),
                label: words.search_person,
                name,
                without,
            });
        }
        Ok(fixed)
    }

    /// What is to be said of the search before its articles.
    fn notes(&self, looked: bool, nothing_shown: bool) -> Vec<String> {
        let (words, found, query) = (self.edition.words(), self.found, self.query);
        if query.is_empty() && query.problems.is_empty() {
            return vec![words.search_help.to_owned()];
        }
        if !looked {
            return vec![words.search_out.to_owned()];
        }
        let mut notes: Vec<String> =
            query.problems.iter().chain(&found.problems).map(|problem| self.problem(*problem)).collect();
        notes.extend(
            found.respelled.iter().map(|respelling| {
                words.search_respelled(respelling.typed.as_str(), respelling.meant.join(words.comma))
            }),
        );
        if found.loose && found.total > 0 {
            notes.push(words.search_loose.to_owned());
        }
        if found.unfinished {
            notes.push(words.search_unfinished.to_owned());
        }
        if found.total > 0 && nothing_shown {
            notes.push(words.search_past.to_owned());
        }
        if found.total == 0 && !query.is_empty() {
            notes.push(format!("{} {}", words.search_none, words.search_none_help));
        }
        notes
    }

    fn problem(&self, problem: Problem) -> String {
        let words = self.edition.words();
        match problem {
            Problem::Long => words.search_long(LONGEST),
            Problem::Day => words.search_day.to_owned(),
            Problem::Section => words.search_no_section.to_owned(),
            Problem::Topic => words.search_no_topic.to_owned(),
            Problem::Person => words.search_no_person.to_owned(),
            Problem::Page => words.search_page(PAGES * SHOWN),
        }
    }

    /// The search narrowed by the topics and people of what was found.
    async fn narrower(&self) -> Result<Vec<Narrower>, Failure> {
        let (source, words, query) = (self.edition.source, self.edition.words(), self.query);
        let counts: HashMap<_, _> = self.found.topics.iter().copied().collect();
        let topics = source.topics(&self.found.topics.iter().map(|(id, _)| *id).collect::<Vec<_>>()).await?;
        let topics = topics.iter().filter(|topic| *topic.language() == self.edition.language).map(|topic| Counted {
            name: topic.name().clone(),
            href: self.link(&Query { topic: topic.slug().clone(), page: 0, ..query.clone() }),
            count: counts.get(&topic.id()).copied().unwrap_or_default(),
        });
        let counts: HashMap<_, _> = self.found.people.iter().copied().collect();
        let people = source.persons(&self.found.people.iter().map(|(id, _)| *id).collect::<Vec<_>>()).await?;
        let people = people.iter().map(|person| Counted {
            name: person.name().clone(),
            href: self.link(&Query { person: person.slug().clone(), page: 0, ..query.clone() }),
            count: counts.get(&person.id()).copied().unwrap_or_default(),
        });
        let mut all = Vec::new();
        for (label, links) in [(words.topics, topics.collect::<Vec<_>>()), (words.search_person, people.collect())] {
            if !links.is_empty() {
                all.push(Narrower { label, links });
            }
        }
        Ok(all)
    }

    /// The pages before and after; from beyond the last, the first.
    fn pages(&self) -> Vec<Step> {
        let (words, page) = (self.edition.words(), self.query.page);
        let last = (self.found.total.div_ceil(SHOWN)).min(PAGES);
        let step = |rel, name, page| Step { rel, name, href: self.link(&self.query.at_page(page)) };
        if last == 0 {
            return Vec::new();
        }
        if page >= last {
            return vec![step("prev", words.search_first, 0)];
        }
        let before = (page > 0).then(|| step("prev", words.search_before, page.saturating_sub(1)));
        let after = (page + 1 < last).then(|| step("next", words.search_after, page + 1));
        before.into_iter().chain(after).collect()
    }
}
