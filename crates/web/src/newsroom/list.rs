//! The newsroom's list of articles.

use axum::extract::RawQuery;
use axum::response::{IntoResponse, Redirect, Response};
use broadsheet_desk::account::view;
use broadsheet_desk::{Deed, Refusal};
use broadsheet_news::article::{Author, State};
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::ids::{AccountId, ArticleId, PersonId, SectionId, TopicId, ViewId};
use broadsheet_news::language::Language;
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use broadsheet_store::{DeskArticle, Reading, Term, Wanted};
use minijinja::Value;

use crate::newsroom::page::context;

use crate::guard::{At, said};
use crate::newsroom::fields::{Fields, encoded};
use crate::newsroom::page::{self, Said};
use crate::newsroom::times;

/// How many articles a page of the list shows.
pub(crate) const SHOWN: i64 = 50;

/// The fields by which the list is narrowed.
const NARROWING: [&str; 9] = ["state", "section", "person", "topic", "language", "words", "since", "until", "mine"];

/// The front of the newsroom is the list.
pub(crate) async fn index() -> Response {
    Redirect::to("/newsroom/articles").into_response()
}

/// A page of the list.
pub(crate) async fn page(at: At, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::of_query(query.as_deref());
    match shown(&at, &fields).await {
        Ok(shown) => {
            let page = page::of(&at).saying_of(fields.get("said"));
            let title = page.words().say("articles");
            page.print("list", &title, shown)
        }
        Err(refusal) => page::no(&at, &refusal),
    }
}

async fn shown(at: &At, fields: &Fields) -> Result<Value, Refusal> {
    let reading = at.house.newsroom.store.reading().await?;
    let zone = reading.zone().await?;
    let (mut wanted, problems) = wanted(at, fields, &zone);
    wanted.limit = SHOWN + 1;
    if let Some(person) = fields.get("person").filter(|name| name.parse::<i64>().is_err()) {
        let found = reading.person_named(person).await?;
        // A name that nobody has is nobody's: the list is empty.
        wanted.terms.push(Term::Person(found.map_or(PersonId(0), |person| person.id)));
    }
    if let Some(topic) = fields.get("topic").filter(|name| name.parse::<i64>().is_err()) {
        let mut found = None;
        for language in reading.languages().await? {
            found = found.or(reading.topic_named(&language, topic).await?);
        }
        wanted.terms.push(Term::Topic(found.map_or(TopicId(0), |topic| topic.id)));
    }
    let mut articles = reading.desk_list(&wanted).await?;
    let more = articles.len() as i64 > SHOWN;
    articles.truncate(usize::try_from(SHOWN).unwrap_or_default());
    let next = articles.last().filter(|_| more).map(|last| {
        let narrowed = narrowed(fields);
        let mark = if narrowed.is_empty() { "" } else { "&" };
        format!("/newsroom/articles?{narrowed}{mark}before={}-{}", last.worked.microseconds(), last.id)
    });
    let sections = reading.sections_above(0, 1_000).await?;
    let mut rows = Vec::with_capacity(articles.len());
    for article in &articles {
        rows.push(row(&reading, article, &sections, &zone).await?);
    }
    let languages = reading.languages().await?;
    let views = reading.views(at.account.id).await?;
    reading.finish();
    let of = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let problems: Vec<String> = problems.iter().map(|problem| page::of(at).words().said(problem)).collect();
    Ok(context! {
        rows, next, problems, languages => languages.iter().map(Language::tag).collect::<Vec<_>>(),
        sections => sections.iter().map(|section| context! { id => section.id.0, name => section.name, language => section.language.tag() }).collect::<Vec<_>>(),
        states => STATES.map(State::word),
        views => views.iter().map(|view| context! { id => view.id.0, name => view.name, query => view.query }).collect::<Vec<_>>(),
        query => narrowed(fields),
        asked => context! {
            state => of("state"), section => of("section"), person => of("person"), topic => of("topic"), language => of("language"),
            words => of("words"), since => of("since"), until => of("until"), mine => of("mine"),
        },
        publishes => at.may(Deed::Publish), withdraws => at.may(Deed::Withdraw), moves => at.may(Deed::MoveArticle),
    })
}

/// The states, in the order in which an article goes through them.
pub(crate) const STATES: [State; 6] =
    [State::Draft, State::InReview, State::Ready, State::Scheduled, State::Published, State::Withdrawn];

/// What is wanted, and what could not be understood.
fn wanted(at: &At, fields: &Fields, zone: &Zone) -> (Wanted, Vec<Sentence>) {
    wanted_by(Some(at.account.id), fields, zone)
}

/// The same of whoever asks.
pub(crate) fn wanted_by(whose: Option<AccountId>, fields: &Fields, zone: &Zone) -> (Wanted, Vec<Sentence>) {
    let (mut terms, mut problems) = (Vec::new(), Vec::new());
    if let Some(word) = fields.get("state") {
        match State::of_word(word) {
            Some(state) => terms.push(Term::State(state)),
            None => problems.push(sentence!("'{}' is no state of an article.", short(word))),
        }
    }
    terms.extend(fields.number("section").map(|id| Term::Section(SectionId(id))));
    terms.extend(fields.number("person").map(|id| Term::Person(PersonId(id))));
    terms.extend(fields.number("topic").map(|id| Term::Topic(TopicId(id))));
    terms.extend(fields.get("language").and_then(Language::tagged).map(Term::Language));
    terms.extend(fields.get("words").map(Term::words).unwrap_or_default());
    terms.extend(fields.get("mine").and(whose).map(Term::Account));
    let mut time = |name: &str| {
        fields.instant(name, zone).unwrap_or_else(|why| {
            problems.push(why);
            None
        })
    };
    let (since, until) = (time("since"), time("until"));
    let before = fields.get("before").and_then(|before| {
        let (worked, id) = before.split_once('-')?;
        Some((Instant::from_microseconds(worked.parse().ok()?), ArticleId(id.parse().ok()?)))
    });
    (Wanted { terms, before, since, until, limit: SHOWN }, problems)
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// What the list is narrowed to, as the query of an address.
fn narrowed(fields: &Fields) -> String {
    let pairs = NARROWING.iter().filter_map(|name| Some(format!("{name}={}", encoded(fields.get(name)?))));
    pairs.collect::<Vec<_>>().join("&")
}

async fn row(
    reading: &Reading,
    article: &DeskArticle,
    sections: &[broadsheet_news::section::Section],
    zone: &Zone,
) -> Result<Value, Refusal> {
    let mut authors = Vec::new();
    for byline in &article.bylines {
        match &byline.author {
            Author::Guest(name) => authors.push(name.clone()),
            Author::Person(id) => authors.extend(reading.person(*id).await?.map(|person| person.name)),
        }
    }
    let section = sections.iter().find(|section| Some(section.id) == article.section).map(|section| &section.name);
    let instant = |at: Option<Instant>| at.map(|at| times::shown(at, zone));
    Ok(context! {
        id => article.id.0, headline => article.headline, state => article.state.word(), differs => article.differs, section,
        language => article.language.tag(), direction => article.language.direction(), authors => authors.join(", "),
        worked => times::shown(article.worked, zone), iso => zone.iso(article.worked),
        goes_out => instant(article.goes_out), embargo => instant(article.embargo),
    })
}

/// Keeps what the list is narrowed to, by a name.
pub(crate) async fn keep_view(at: At, fields: Fields) -> Response {
    let query = narrowed(&Fields::of_query(Some(fields.text("query"))));
    match view::keep(&at.desk(), fields.text("name"), &query).await {
        Ok(_) => said(&format!("/newsroom/articles?{query}"), Said("view-kept")),
        Err(refusal) => page::no(&at, &refusal),
    }
}

/// Lets go of a kept list.
pub(crate) async fn remove_view(at: At, fields: Fields) -> Response {
    match view::remove(&at.desk(), ViewId(fields.number("id").unwrap_or_default())).await {
        Ok(_) => said("/newsroom/articles", Said("view-removed")),
        Err(refusal) => page::no(&at, &refusal),
    }
}
