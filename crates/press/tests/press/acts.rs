//! Acts by chance: whatever a newsroom may do to the demo newspaper.

use broadsheet_demo::articles;
use broadsheet_desk::publication::{Publication, publish, withdraw};
use broadsheet_desk::{
    Actor, Desk, article, correction, import, layout, organisation, person, photo, redirect, reference, related,
    section, setting, topic,
};
use broadsheet_discovery::Follower;
use broadsheet_news::article::{Article, Content, Member};
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, LayoutId, OrganisationId, PersonId, PhotoId, SectionId, TopicId};
use broadsheet_news::incoming::{Incoming, Listed};
use broadsheet_news::language::Language;
use broadsheet_news::layout::{Layout, default_places};
use broadsheet_news::paper::Setting;
use broadsheet_store::transaction::{Act, Transaction};
use broadsheet_store::{Store, Target};

use crate::chance::Chance;

/// What there is to act upon.
#[derive(Clone, Debug, Default)]
pub(crate) struct Things {
    pub(crate) articles: Vec<ArticleId>,
    pub(crate) sections: Vec<SectionId>,
    pub(crate) topics: Vec<TopicId>,
    pub(crate) persons: Vec<PersonId>,
    pub(crate) organisations: Vec<OrganisationId>,
    pub(crate) photos: Vec<PhotoId>,
}

impl Things {
    pub(crate) fn add(&mut self, target: &Target) {
        match target {
            Target::Article(id) => self.articles.push(ArticleId(*id)),
            Target::Section(id) => self.sections.push(SectionId(*id)),
            Target::Topic(id) => self.topics.push(TopicId(*id)),
            Target::Person(id) => self.persons.push(PersonId(*id)),
            Target::Organisation(id) => self.organisations.push(OrganisationId(*id)),
            Target::Standing(_) | Target::Redirect(_) => {}
        }
    }
}

pub(crate) struct Newsroom<'a> {
    pub(crate) store: &'a Store,
    pub(crate) things: &'a mut Things,
    pub(crate) chance: &'a mut Chance,
    pub(crate) now: Instant,
}

impl Newsroom<'_> {
    /// Does one act, and names it. A refusal is an act that changed nothing.
    pub(crate) async fn act(&mut self) -> String {
        let n = self.chance.next() % 100_000;
        let which = self.chance.below(17);
        let actor = Actor::at_the_machine("chance");
        let store = self.store;
        let desk = Desk { store, actor: &actor, now: self.now };
        match which {
            0..=4 => self.revise(&desk, n).await,
            5 => {
                let id = *self.chance.one_of(&self.things.articles);
                format!("withdraw {id}: {}", said(withdraw(&desk, id).await))
            }
            6 => self.person(&desk, n).await,
            7 => self.topic(&desk, n).await,
            8 => self.section(&desk, n).await,
            9 => self.organisation(&desk, n).await,
            10 => self.photo(&desk, n).await,
            11 => {
                let name = serde_json::json!(format!("Lantern {n}"));
                format!("setting: {}", said(setting::save(&desk, Setting::Name, &name).await))
            }
            12 => self.layout(&desk).await,
            13 => self.lists(&desk, n).await,
            14 => self.import(&desk, n).await,
            15 => {
                let id = *self.chance.one_of(&self.things.articles);
                format!("correct {id}: {}", said(correction::make(&desk, id, &format!("Wrong {n}."), "").await))
            }
            _ => {
                let followed = Follower::new(store.clone()).catch_up(self.now).await.unwrap();
                format!("discovery followed {followed}")
            }
        }
    }

    async fn reading(&self) -> Transaction {
        self.store.begin(Act { name: "read", actor: String::new(), now: self.now }).await.unwrap()
    }

    async fn article(&self, id: ArticleId) -> (Article, Content) {
        let reading = self.reading().await;
        let article = reading.article(id).await.unwrap().unwrap();
        let content = reading.revision(article.working_revision).await.unwrap().unwrap().content;
        (article, content)
    }

    /// Changes one thing of an article and publishes it.
    async fn revise(&mut self, desk: &Desk<'_>, n: u64) -> String {
        let id = *self.chance.one_of(&self.things.articles);
        let (article, mut content) = self.article(id).await;
        let field = self.chance.below(9);
        match field {
            0 => content.headline = format!("Headline {n}"),
            1 => content.deck = format!("Deck {n}"),
            2 => content.body = Body::of([BlockKind::paragraph(&format!("Body {n}."))]),
            3 => content.section = Some(*self.chance.one_of(&self.things.sections)),
            4 => {
                content.topics =
                    vec![*self.chance.one_of(&self.things.topics), *self.chance.one_of(&self.things.topics)]
            }
            5 => content.lead_photo = self.things.photos.get(self.chance.below(self.things.photos.len() + 1)).copied(),
            6 => content.front_headline = Some(format!("Front {n}")),
            7 => content.bylines.reverse(),
            _ => content.dateline.place = format!("PLACE {n}"),
        }
        content.topics.dedup();
        let revised = said(article::revise(desk, id, article.working_revision, &content).await);
        let substantive = self.chance.below(2) == 0;
        let published = said(publish(desk, id, Publication { substantive }).await);
        format!("revise field {field} of {id}: {revised}, publish: {published}")
    }

    async fn person(&mut self, desk: &Desk<'_>, n: u64) -> String {
        let id = *self.chance.one_of(&self.things.persons);
        let mut changed = self.reading().await.person(id).await.unwrap().unwrap();
        match self.chance.below(4) {
            0 => changed.name = format!("Person {n}"),
            1 => changed.slug = format!("person-{n}"),
            2 => changed.biography = format!("Biography {n}."),
            _ => changed.portrait = None,
        }
        format!("person {id}: {}", said(person::save(desk, changed).await))
    }

    async fn topic(&mut self, desk: &Desk<'_>, n: u64) -> String {
        let id = *self.chance.one_of(&self.things.topics);
        let mut changed = self.reading().await.topic(id).await.unwrap().unwrap();
        match self.chance.below(4) {
            0 => changed.name = format!("Topic {n}"),
            1 => changed.slug = format!("topic-{n}"),
            2 => changed.alias_of = None,
            _ => changed.alias_of = Some(*self.chance.one_of(&self.things.topics)),
        }
        format!("topic {id}: {}", said(topic::save(desk, changed).await))
    }

    async fn section(&mut self, desk: &Desk<'_>, n: u64) -> String {
        let id = *self.chance.one_of(&self.things.sections);
        let mut changed = self.reading().await.section(id).await.unwrap().unwrap();
        match self.chance.below(4) {
            0 => changed.name = format!("Section {n}"),
            1 => changed.slug = format!("section-{n}"),
            2 => changed.position = (n % 10) as i64,
            _ => changed.parent = Some(*self.chance.one_of(&self.things.sections)),
        }
        format!("section {id}: {}", said(section::save(desk, changed).await))
    }

    async fn organisation(&mut self, desk: &Desk<'_>, n: u64) -> String {
        let id = *self.chance.one_of(&self.things.organisations);
        let mut changed = self.reading().await.organisation(id).await.unwrap().unwrap();
        match self.chance.below(3) {
            0 => changed.name = format!("Organisation {n}"),
            1 => changed.slug = format!("organisation-{n}"),
            _ => changed.phone = format!("555 {n}"),
        }
        format!("organisation {id}: {}", said(organisation::save(desk, changed).await))
    }

    async fn photo(&mut self, desk: &Desk<'_>, n: u64) -> String {
        if self.things.photos.is_empty() {
            return "no photo".into();
        }
        let id = *self.chance.one_of(&self.things.photos);
        let mut changed = self.reading().await.photo(id).await.unwrap().unwrap();
        match self.chance.below(3) {
            0 => changed.caption = format!("Caption {n}"),
            1 => changed.alt = format!("Alt {n}"),
            _ => changed.credit = format!("Credit {n}"),
        }
        format!("photo {id}: {}", said(photo::save(desk, changed).await))
    }

    async fn layout(&mut self, desk: &Desk<'_>) -> String {
        let mut places = default_places(&self.things.sections[..self.chance.below(self.things.sections.len())]);
        places[0].pins = vec![Member::Article(*self.chance.one_of(&self.things.articles))];
        let layout = Layout { id: LayoutId(0), page: "/".into(), places };
        format!("layout: {}", said(layout::save(desk, layout).await))
    }

    /// Pins, redirects, references.
    async fn lists(&mut self, desk: &Desk<'_>, n: u64) -> String {
        let id = *self.chance.one_of(&self.things.articles);
        let other = *self.chance.one_of(&self.things.articles);
        match self.chance.below(3) {
            0 => {
                let outcome = related::pin(desk, id, &[Member::Article(other)]).await;
                format!("pin {other} to {id}: {}", said(outcome))
            }
            1 => {
                format!("redirect: {}", said(redirect::save(desk, "/nowhere", &format!("/elsewhere-{}", n % 3)).await))
            }
            _ => {
                let waiting =
                    self.reading().await.references_headed(&Language::default(), "Listed nowhere").await.unwrap();
                let Some(waits) = waiting.first() else { return "no reference".into() };
                let to = if waits.article.is_some() { None } else { Some(other) };
                format!("join: {}", said(reference::join(desk, waits.id, to).await))
            }
        }
    }

    async fn import(&mut self, desk: &Desk<'_>, n: u64) -> String {
        let demo = articles(self.now);
        let mut incoming: Incoming = self.chance.one_of(&demo).clone();
        (incoming.source, incoming.slug) = (format!("chance:{n}"), None);
        incoming.headline = format!("Imported {n}");
        incoming.related = vec![Listed { headline: "Listed nowhere".into(), published: None }];
        incoming.withdrawn = false;
        match import::articles(desk, &[incoming]).await {
            Ok(done) => {
                self.things.articles.push(done.made[0].article);
                format!("import {n}")
            }
            Err(refusal) => format!("import {n}: {refusal}"),
        }
    }
}

fn said<T>(outcome: Result<T, broadsheet_desk::Refusal>) -> String {
    match outcome {
        Ok(_) => "done".into(),
        Err(refusal) => refusal.to_string(),
    }
}
