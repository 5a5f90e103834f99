//! Acts by chance: whatever a newsroom may do, each chosen first as a step, so that it can be rehearsed before it is done.

use broadsheet_demo as demo;
use broadsheet_desk::publication::{self, Publication};
use broadsheet_desk::{
    Actor, Desk, Refusal, article, correction, embargo, import, layout, organisation, person, photo, redirect,
    reference, related, schedule, section, setting, topic, translation,
};
use broadsheet_news::article::{Article, Author, Content, Member, State};
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::clock::Instant;
use broadsheet_news::directory::Organisation;
use broadsheet_news::ids::{ArticleId, LayoutId, ReferenceId, TopicId};
use broadsheet_news::incoming::{Incoming, Listed};
use broadsheet_news::language::Language;
use broadsheet_news::layout::{Layout, default_places};
use broadsheet_news::paper::Setting;
use broadsheet_news::person::Person;
use broadsheet_news::photo::Photo;
use broadsheet_news::section::Section;
use broadsheet_news::topic::Topic;
use broadsheet_store::transaction::{Act, Change, Transaction};
use broadsheet_store::{Due, Store};

use super::chance::Chance;
use super::things::{LOOKED_AT, Things};

/// One act of the desk, with everything that it is given.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Create(Box<Content>),
    Revise(ArticleId, Box<Content>),
    Publish(ArticleId, bool),
    Withdraw(ArticleId),
    Kill(ArticleId),
    Correct(ArticleId, String),
    Embargo(ArticleId, Instant),
    Schedule(ArticleId, Instant),
    ScheduleWithdrawal(ArticleId, Instant),
    Fire(Due),
    Topic(Topic),
    Merge(TopicId, TopicId),
    Person(Box<Person>),
    Section(Section),
    Organisation(Box<Organisation>),
    Photo(Photo),
    Redirect(String, String),
    RemoveRedirect(String),
    Import(Vec<Incoming>),
    Translation(ArticleId, ArticleId),
    Layout(Layout),
    Pin(ArticleId, Vec<Member>),
    Join(ReferenceId, Option<ArticleId>),
    Setting(Setting, serde_json::Value),
}

impl Step {
    /// Does it.
    pub(crate) async fn take(&self, desk: &Desk<'_>) -> Result<Change, Refusal> {
        Ok(match self.clone() {
            Self::Create(content) => article::create(desk, &content).await?.change,
            Self::Revise(id, content) => {
                let base = article_of(desk.store, id).await.working_revision;
                article::revise(desk, id, base, &content).await?.change
            }
            Self::Publish(id, substantive) => publication::publish(desk, id, Publication { substantive }).await?.change,
            Self::Withdraw(id) => publication::withdraw(desk, id).await?.change,
            Self::Kill(id) => publication::kill(desk, id).await?.change,
            Self::Correct(id, text) => correction::make(desk, id, &text, "").await?.change,
            Self::Embargo(id, until) => embargo::set(desk, id, Some(until)).await?.change,
            Self::Schedule(id, at) => schedule::publish_at(desk, id, Some(at)).await?.change,
            Self::ScheduleWithdrawal(id, at) => schedule::withdraw_at(desk, id, Some(at)).await?.change,
            Self::Fire(due) => schedule::fire(desk, &due).await?.change,
            Self::Topic(topic) => topic::save(desk, topic).await?.change,
            Self::Merge(one, other) => topic::merge(desk, one, other).await?.change,
            Self::Person(person) => person::save(desk, *person).await?.change,
            Self::Section(section) => section::save(desk, section).await?.change,
            Self::Organisation(organisation) => organisation::save(desk, *organisation).await?.change,
            Self::Photo(photo) => photo::save(desk, photo).await?.change,
            Self::Redirect(from, to) => redirect::save(desk, &from, &to).await?.change,
            Self::RemoveRedirect(from) => redirect::remove(desk, &from).await?.change,
            Self::Import(all) => import::articles(desk, &all).await?.change,
            Self::Translation(one, other) => translation::link(desk, one, other).await?.change,
            Self::Layout(layout) => layout::save(desk, layout).await?.change,
            Self::Pin(id, members) => related::pin(desk, id, &members).await?.change,
            Self::Join(reference, to) => reference::join(desk, reference, to).await?.change,
            Self::Setting(key, value) => setting::save(desk, key, &value).await?.change,
        })
    }
}

pub(crate) async fn reading(store: &Store) -> Transaction {
    store
        .begin(Act { name: "read", actor: String::new(), now: Instant::from_microseconds(0), trace: None })
        .await
        .expect("a reading")
}

async fn article_of(store: &Store, id: ArticleId) -> Article {
    reading(store).await.article(id).await.expect("a reading").expect("the article")
}

/// Chooses acts.
pub(crate) struct Newsroom<'n> {
    pub(crate) store: &'n Store,
    pub(crate) things: &'n Things,
    pub(crate) chance: &'n mut Chance,
    pub(crate) now: Instant,
}

/// The kinds of acts that a newsroom does, by name.
pub(crate) const KINDS: [&str; 39] = [
    "create",
    "revise body",
    "revise deck",
    "revise headline",
    "revise section",
    "add topics",
    "remove topics",
    "byline",
    "byline's organisation",
    "byline's role",
    "replace photo",
    "caption",
    "credit",
    "focal point",
    "photo expires",
    "publish",
    "withdraw",
    "republish",
    "kill",
    "correct",
    "embargo",
    "schedule",
    "schedule withdrawal",
    "add alias",
    "remove alias",
    "merge topics",
    "rename person",
    "rename section",
    "rename topic",
    "rename organisation",
    "new slug",
    "move section",
    "add redirect",
    "remove redirect",
    "import for reference",
    "import batch",
    "link translation",
    "layout",
    "pin",
];

/// And what an administrator does.
pub(crate) const SETTINGS: [&str; 3] = ["setting", "zone", "join reference"];

/// A step that changes one of the things of a kind, chosen by chance.
macro_rules! changed {
    ($($thing:ident: $kind:ty, $all:ident, $step:expr;)*) => {$(
        async fn $thing(&mut self, change: impl FnOnce(&mut $kind, &mut Chance)) -> Option<Vec<Step>> {
            let id = self.chance.one_of(&self.things.$all)?;
            let mut $thing = reading(self.store).await.$thing(id).await.ok()??;
            change(&mut $thing, self.chance);
            Some(vec![($step)($thing)])
        }
    )*};
}

impl Newsroom<'_> {
    /// The steps of an act of that kind; none where there is nothing to do it to.
    pub(crate) async fn steps(&mut self, kind: &str) -> Option<Vec<Step>> {
        let n = self.chance.next() % 100_000;
        Some(match kind {
            "create" => self.create(n).await?,
            "revise body" => self.revise(|content, _| content.body = text(&format!("Body {n}."))).await?,
            "revise deck" => self.revise(|content, _| content.deck = format!("Deck {n}")).await?,
            "revise headline" => {
                self.revise(|content, chance| match chance.below(2) {
                    0 => content.headline = format!("Headline {n}"),
                    _ => content.front_headline = Some(format!("Front {n}")),
                })
                .await?
            }
            "revise section" => {
                let section = self.chance.one_of(&self.things.sections);
                self.revise(|content, _| content.section = section).await?
            }
            "add topics" => {
                let topic = self.chance.one_of(&self.things.topics)?;
                self.revise(|content, _| {
                    content.topics.retain(|known| *known != topic);
                    content.topics.push(topic);
                })
                .await?
            }
            "remove topics" => self.revise(|content, _| content.topics.truncate(content.topics.len() / 2)).await?,
            "byline" => {
                let person = self.chance.one_of(&self.things.persons)?;
                self.revise(|content, _| {
                    if let Some(line) = content.bylines.first_mut() {
                        line.author = Author::Person(person);
                    }
                })
                .await?
            }
            "byline's organisation" => {
                let organisation = self.chance.one_of(&self.things.organisations);
                self.revise(|content, _| {
                    if let Some(line) = content.bylines.first_mut() {
                        line.organisation_id = organisation;
                        line.organisation = format!("House {n}");
                    }
                })
                .await?
            }
            "byline's role" => {
                self.revise(|content, _| {
                    if let Some(line) = content.bylines.first_mut() {
                        line.role = format!("Role {n}");
                    }
                })
                .await?
            }
            "replace photo" => {
                let photo = self.chance.one_of(&self.things.photos);
                self.revise(|content, _| content.lead_photo = photo).await?
            }
            "caption" => self.photo(|photo, _| photo.caption = format!("Caption {n}")).await?,
            "credit" => self.photo(|photo, _| photo.credit = format!("Credit {n}")).await?,
            "focal point" => self.photo(|photo, _| photo.focal_x = (n % 1000) as i64).await?,
            "photo expires" => {
                let at = self.now.plus_seconds(60 + (n % 7200) as i64);
                self.photo(|photo, _| photo.expires = Some(at)).await?
            }
            "publish" => vec![Step::Publish(self.in_state(State::Draft).await?, n.is_multiple_of(2))],
            "withdraw" => vec![Step::Withdraw(self.in_state(State::Published).await?)],
            "republish" => vec![Step::Publish(self.in_state(State::Withdrawn).await?, n.is_multiple_of(2))],
            "kill" => vec![Step::Kill(self.in_state(State::Published).await?)],
            "correct" => vec![Step::Correct(self.in_state(State::Published).await?, format!("Wrong {n}."))],
            "embargo" => {
                let id = self.in_state(State::Draft).await?;
                let until = self.now.plus_seconds(30 + (n % 1800) as i64);
                vec![Step::Embargo(id, until), Step::Publish(id, false)]
            }
            "schedule" => {
                let at = self.now.plus_seconds(30 + (n % 1800) as i64);
                vec![Step::Schedule(self.in_state(State::Draft).await?, at)]
            }
            "schedule withdrawal" => {
                let at = self.now.plus_seconds(30 + (n % 1800) as i64);
                vec![Step::ScheduleWithdrawal(self.in_state(State::Published).await?, at)]
            }
            "add alias" => {
                let meant = self.chance.one_of(&self.things.topics)?;
                self.topic(|topic, _| topic.alias_of = Some(meant)).await?
            }
            "remove alias" => {
                let aliases = self.aliases().await;
                let topic = self.chance.one_of(&aliases)?;
                vec![Step::Topic(Topic { alias_of: None, ..topic })]
            }
            "merge topics" => {
                let (one, other) = (self.chance.one_of(&self.things.topics)?, self.chance.one_of(&self.things.topics)?);
                vec![Step::Merge(one, other)]
            }
            "rename person" => {
                self.person(|person, chance| match chance.below(3) {
                    0 => person.name = format!("Person {n}"),
                    1 => person.biography = format!("Biography {n}."),
                    _ => person.portrait = None,
                })
                .await?
            }
            "rename section" => {
                self.section(|section, chance| match chance.below(2) {
                    0 => section.name = format!("Section {n}"),
                    _ => section.position = (n % 10) as i64,
                })
                .await?
            }
            "rename topic" => self.topic(|topic, _| topic.name = format!("Topic {n}")).await?,
            "rename organisation" => {
                self.organisation(|organisation, chance| match chance.below(2) {
                    0 => organisation.name = format!("Organisation {n}"),
                    _ => organisation.phone = format!("555 {n}"),
                })
                .await?
            }
            "new slug" => match self.chance.below(4) {
                0 => self.person(|person, _| person.slug = format!("person-{n}")).await?,
                1 => self.topic(|topic, _| topic.slug = format!("topic-{n}")).await?,
                2 => self.section(|section, _| section.slug = format!("section-{n}")).await?,
                _ => self.organisation(|organisation, _| organisation.slug = format!("organisation-{n}")).await?,
            },
            "move section" => {
                let parent = self.chance.one_of(&self.things.sections);
                let parent = parent.filter(|_| !n.is_multiple_of(3));
                self.section(|section, _| section.parent = parent).await?
            }
            "add redirect" => {
                let from = ["/nowhere", "/elsewhere"][self.chance.below(2)].to_owned();
                let to = ["/news", "/elsewhere-2", "https://example.com/", "/"][self.chance.below(4)].to_owned();
                vec![Step::Redirect(from, to)]
            }
            "remove redirect" => {
                vec![Step::RemoveRedirect(["/nowhere", "/elsewhere"][self.chance.below(2)].to_owned())]
            }
            "import for reference" => {
                let mut one = self.incoming(n, 0);
                one.headline = "Listed nowhere".into();
                vec![Step::Import(vec![one])]
            }
            "import batch" => vec![Step::Import((0..5).map(|at| self.incoming(n, at)).collect())],
            "link translation" => {
                let one = self.chance.one_of(&self.things.articles)?;
                let mut other = self.chance.one_of(&self.things.articles)?;
                for _ in 0..20 {
                    if self.language(one).await? != self.language(other).await? {
                        break;
                    }
                    other = self.chance.one_of(&self.things.articles)?;
                }
                vec![Step::Translation(one, other)]
            }
            "layout" => {
                let sections = self.chance.below(self.things.sections.len());
                let mut places = default_places(&self.things.sections[..sections]);
                places[0].pins = vec![Member::Article(self.chance.one_of(&self.things.articles)?)];
                let page = ["/", "/zh-hant/", "/news"][self.chance.below(3)].to_owned();
                vec![Step::Layout(Layout { id: LayoutId(0), page, places })]
            }
            "pin" => {
                let (id, other) =
                    (self.chance.one_of(&self.things.articles)?, self.chance.one_of(&self.things.articles)?);
                vec![Step::Pin(id, vec![Member::Article(other)])]
            }
            "setting" => {
                let (key, value) = match self.chance.below(4) {
                    0 => (Setting::Name, serde_json::json!(format!("Lantern {n}"))),
                    1 => (Setting::Description, serde_json::json!(format!("Says {n}."))),
                    2 => (Setting::FeedText, serde_json::json!(["full", "summary"][(n % 2) as usize])),
                    _ => (Setting::AdsTxt, serde_json::json!(format!("example.com, {n}, DIRECT"))),
                };
                vec![Step::Setting(key, value)]
            }
            "zone" => {
                let zone = ["Atlantic/Azores", "Asia/Taipei", "America/New_York"][self.chance.below(3)];
                vec![Step::Setting(Setting::Zone, serde_json::json!(zone))]
            }
            _ => {
                let waits = self.chance.one_of(&self.things.references)?;
                let to = self.chance.one_of(&self.things.articles).filter(|_| !n.is_multiple_of(3));
                vec![Step::Join(waits, to)]
            }
        })
    }

    async fn create(&mut self, n: u64) -> Option<Vec<Step>> {
        let language = if n.is_multiple_of(4) { Language::tagged("zh-Hant")? } else { Language::default() };
        let mut content = Content::headed(language, &format!("Begun {n}"));
        content.body = text(&format!("It begins with {n}."));
        content.section = self.chance.one_of(&self.things.sections);
        content.topics.extend(self.chance.one_of(&self.things.topics));
        content.lead_photo = self.chance.one_of(&self.things.photos);
        Some(vec![Step::Create(Box::new(content))])
    }

    /// Changes one thing of an article that readers have, and publishes it.
    async fn revise(&mut self, change: impl FnOnce(&mut Content, &mut Chance)) -> Option<Vec<Step>> {
        let id = self.in_state(State::Published).await?;
        let reading = reading(self.store).await;
        let article = reading.article(id).await.ok()??;
        let mut content = reading.revision(article.working_revision).await.ok()??.content;
        drop(reading);
        change(&mut content, self.chance);
        Some(vec![Step::Revise(id, Box::new(content)), Step::Publish(id, self.chance.below(2) == 0)])
    }

    /// An article in that state, by chance.
    async fn in_state(&mut self, state: State) -> Option<ArticleId> {
        let reading = reading(self.store).await;
        let (before, after) = self.things.articles.split_at(self.chance.below(self.things.articles.len()));
        for id in after.iter().chain(before).take(LOOKED_AT) {
            if reading.article(*id).await.ok()??.state == state {
                return Some(*id);
            }
        }
        None
    }

    /// The language that an article is written in.
    async fn language(&self, id: ArticleId) -> Option<Language> {
        let reading = reading(self.store).await;
        let article = reading.article(id).await.ok()??;
        Some(reading.revision(article.working_revision).await.ok()??.content.language)
    }

    async fn aliases(&self) -> Vec<Topic> {
        let reading = reading(self.store).await;
        let mut aliases = Vec::new();
        for id in &self.things.topics {
            aliases.extend(reading.topic(*id).await.ok().flatten().filter(|topic| topic.alias_of.is_some()));
        }
        aliases
    }

    changed! {
        topic: Topic, topics, Step::Topic;
        person: Person, persons, |person| Step::Person(Box::new(person));
        section: Section, sections, Step::Section;
        organisation: Organisation, organisations, |organisation| Step::Organisation(Box::new(organisation));
        photo: Photo, photos, Step::Photo;
    }

    pub(crate) fn incoming(&mut self, n: u64, at: usize) -> Incoming {
        let all = demo::articles(self.now);
        let mut incoming = all[self.chance.below(all.len())].clone();
        (incoming.source, incoming.slug) = (format!("chance:{n}:{at}"), None);
        incoming.headline = format!("Imported {n} {at}");
        incoming.related = vec![Listed { headline: "Listed nowhere".into(), published: None }];
        incoming.translations = Vec::new();
        incoming.withdrawn = false;
        incoming
    }
}

fn text(words: &str) -> Body {
    Body::of([BlockKind::paragraph(words)])
}

/// A desk of the proof's.
pub(crate) fn desk<'d>(store: &'d Store, actor: &'d Actor, now: Instant) -> Desk<'d> {
    Desk { store, actor, now }
}
