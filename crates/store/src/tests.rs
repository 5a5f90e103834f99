//! Promises of the store, kept on either database.

mod ahead;

use std::collections::BTreeSet;
use std::task::Poll;

use broadsheet_news::article::{Author, Byline, Content, Dateline, State};
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::facts::{Column, Fact, Hash, Of};
use broadsheet_news::ids::{ArticleId, CorrectionId, PersonId, PhotoId, SectionId, StandingId};
use broadsheet_news::language::Language;
use broadsheet_news::lists::List;
use broadsheet_news::paper::Setting;
use broadsheet_news::person::Person;
use broadsheet_news::photo::{File, Photo};
use broadsheet_news::section::Section;
use broadsheet_news::standing::Standing;
use broadsheet_testkit::TestDatabase;

use crate::source::{Record, Source};
use crate::thing::{self, Thing};
use crate::transaction::{Act, Transaction};
use crate::{Failure, Options, Store, Target};

/// 2021-08-19 11:36 in Taipei.
const MORNING: Instant = Instant::from_microseconds(1_629_344_160_000_000);

struct World {
    store: Store,
    options: Options,
    _database: TestDatabase,
}

impl World {
    async fn new() -> Self {
        let database = TestDatabase::fresh();
        let options = Options { folder: database.folder().to_owned(), database: database.address().map(str::to_owned) };
        let store = Store::found(&options, MORNING).await.expect("a paper");
        let world = Self { store, options, _database: database };
        let mut act = world.act().await;
        for (setting, value) in [(Setting::Name, "Harbour Times"), (Setting::Zone, "Asia/Taipei")] {
            act.save_setting(setting, &serde_json::json!(value)).await.unwrap();
        }
        act.commit().await.unwrap();
        world
    }

    /// One in which readers have an article with one of everything.
    async fn with_an_article() -> (Self, ArticleId) {
        let world = Self::new().await;
        let mut act = world.act().await;
        let id = whole_article(&mut act).await;
        act.commit().await.unwrap();
        (world, id)
    }

    async fn act(&self) -> Transaction {
        self.store.begin(Act { name: "test", actor: "Ada".into(), now: MORNING, trace: None }).await.expect("an act")
    }

    async fn number(&self) -> i64 {
        *self.store.newest_change().borrow()
    }
}

/// An article with one of everything, published.
async fn whole_article(act: &mut Transaction) -> ArticleId {
    let person = Person {
        id: PersonId(act.new_id()),
        name: "Ada".into(),
        slug: "ada".into(),
        role: "Editor".into(),
        organisation: None,
        biography: "Writes.".into(),
        email: String::new(),
        portrait: None,
    };
    let photo = Photo {
        id: PhotoId(act.new_id()),
        file: File::Placeholder("Boats".into()),
        width: 3,
        height: 2,
        alt: "Boats".into(),
        caption: "Boats".into(),
        credit: "Ada".into(),
        rights: String::new(),
        focal_x: 1,
        focal_y: 2,
        average: None,
        expires: None,
        gone: false,
    };
    let section = Section {
        id: SectionId(act.new_id()),
        language: Language::default(),
        name: "Sea".into(),
        slug: "sea".into(),
        parent: None,
        position: 1,
        description: String::new(),
    };
    act.save_person(&person).await.unwrap();
    act.save_photo(&photo).await.unwrap();
    act.save_section(&section).await.unwrap();
    let byline = Byline {
        author: Author::Person(person.id),
        organisation: "Harbour Times".into(),
        organisation_id: None,
        role: "Editor".into(),
    };
    let content = Content {
        deck: "It sails.".into(),
        body: Body::of([BlockKind::paragraph("The harbour was calm.")]),
        bylines: vec![byline],
        dateline: Dateline { place: "QUAY".into(), organisation: "Harbour Times".into() },
        section: Some(section.id),
        lead_photo: Some(photo.id),
        ..Content::headed(Language::default(), "Ferry sails")
    };
    publish(act, &content).await
}

async fn publish(act: &mut Transaction, content: &Content) -> ArticleId {
    let id = ArticleId(act.new_id());
    let first = act.insert_article(id, "ferry", content, None, None).await.unwrap();
    let mut article = act.article(first.article).await.unwrap().unwrap();
    article.state = State::Published;
    article.published_revision = Some(first.id);
    article.first_published = Some(MORNING);
    article.address = Some(format!("/2021/08/19/ferry-{}", article.id));
    act.save_article(&article).await.unwrap();
    article.id
}

/// Reads everything there is of the article, and gives the record.
async fn read_all(store: &Store, id: ArticleId) -> Record {
    let source = store.source(MORNING, None).await.unwrap();
    let article = source.article(id).await.unwrap().unwrap();
    let said = (article.state(), article.address(), article.first_published(), article.updated(), article.language());
    let more = (article.headline(), article.front_headline(), article.seo_title(), article.deck(), article.bylines());
    let _ = (said, more, article.dateline(), article.topics());
    article.body().await.unwrap();
    article.corrections().await.unwrap();
    article.translations().await.unwrap();
    article.mentions().await.unwrap();
    source.related(id).await.unwrap();
    source.pins(id).await.unwrap();
    let section = source.section(article.section().unwrap()).await.unwrap().unwrap();
    let _ = (section.name(), section.slug(), section.parent(), section.description(), section.language());
    let photo = source.photo(article.lead_photo().unwrap()).await.unwrap().unwrap();
    let _ = (photo.file(), photo.width(), photo.height(), photo.alt(), photo.caption(), photo.credit());
    for byline in article.bylines() {
        let Author::Person(id) = byline.author else { continue };
        let person = source.person(id).await.unwrap().unwrap();
        let _ = (person.name(), person.slug(), person.role(), person.biography(), person.email(), person.portrait());
    }
    source.target(article.address().as_ref().unwrap()).await.unwrap();
    source.target("/nowhere").await.unwrap();
    let _ = (source.name(), source.zone(), source.languages(), source.address());
    drop((article, section, photo));
    source.into_record()
}

#[tokio::test]
async fn what_a_page_recorded_is_what_the_picture_says() {
    let (world, id) = World::with_an_article().await;
    let record = read_all(&world.store, id).await;
    assert!(record.facts.len() > 30, "{} facts", record.facts.len());
    let act = world.act().await;
    for (fact, hash) in &record.facts {
        let thing = thing_of(fact);
        let picture = thing::picture(act.connection(), &thing).await.unwrap();
        let now = picture.facts.get(fact).copied().unwrap_or(Hash::ABSENT);
        assert_eq!(now, *hash, "{fact}: read {hash:?}, pictured {now:?}");
    }
}

/// The thing whose picture holds a fact.
fn thing_of(fact: &Fact) -> Thing {
    match &fact.of {
        Of::Name(name) if fact.column == Column::ADDRESS => Thing::Address(name.clone()),
        Of::Name(name) => Thing::Setting(name.clone()),
        Of::Id(id) => Thing::parse(&format!("{}:{id}", fact.column.name().split('.').next().unwrap())).unwrap(),
    }
}

#[tokio::test]
async fn an_act_that_is_dropped_leaves_nothing_and_the_next_one_goes_on() {
    let world = World::new().await;
    let before = world.number().await;
    let mut act = world.act().await;
    let lost = whole_article(&mut act).await;
    drop(act);
    let mut act = world.act().await;
    let kept = whole_article(&mut act).await;
    let change = act.commit().await.unwrap();
    assert_eq!(change.number, before + 1, "a rollback leaves no gap");
    let source = world.store.source(MORNING, None).await.unwrap();
    assert_eq!(lost, kept, "ids of what was never kept are given again");
    assert_eq!(source.total(&List::latest(&Language::default())).await.unwrap(), 1);
}

#[tokio::test]
async fn a_failed_commit_is_an_error_and_nothing_of_the_act_is_there() {
    let world = World::new().await;
    let before = world.number().await;
    let mut act = world.act().await;
    let defer = match &world.options.database {
        None => "PRAGMA defer_foreign_keys = ON",
        Some(_) => "ALTER TABLE corrections ALTER CONSTRAINT corrections_article_fkey DEFERRABLE INITIALLY DEFERRED",
    };
    act.connection().batch(defer).await.unwrap();
    let correction = broadsheet_news::correction::Correction {
        id: CorrectionId(act.new_id()),
        article: ArticleId(1),
        made: MORNING,
        text: "Of nothing.".into(),
        before: String::new(),
    };
    act.add_correction(&correction).await.unwrap();
    assert!(act.commit().await.is_err(), "the article does not exist");
    assert_eq!(world.number().await, before);
    let mut act = world.act().await;
    whole_article(&mut act).await;
    assert_eq!(act.commit().await.unwrap().number, before + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn acts_run_one_at_a_time_and_numbers_follow_commits() {
    let world = World::new().await;
    let before = world.number().await;
    let acts = (0..20).map(|_| {
        let store = world.store.clone();
        tokio::spawn(async move {
            let mut act =
                store.begin(Act { name: "test", actor: "Ada".into(), now: MORNING, trace: None }).await.unwrap();
            let content =
                Content { body: Body::of([BlockKind::paragraph("x")]), ..Content::headed(Language::default(), "Fog") };
            let id = publish(&mut act, &content).await;
            (act.commit().await.unwrap().number, id)
        })
    });
    let mut done = Vec::new();
    for act in acts.collect::<Vec<_>>() {
        done.push(act.await.unwrap());
    }
    let numbers: BTreeSet<i64> = done.iter().map(|(number, _)| *number).collect();
    let ids: BTreeSet<ArticleId> = done.iter().map(|(_, id)| *id).collect();
    assert_eq!(numbers, (before + 1..=before + 20).collect());
    assert_eq!(ids.len(), 20);
    let logged = world.store.changes_after(before, 100).await.unwrap();
    assert!(logged.windows(2).all(|two| two[1].number == two[0].number + 1));
    let source = world.store.source(MORNING, None).await.unwrap();
    let latest = List::latest(&Language::default());
    assert_eq!(source.slice(&latest, None, 100, true).await.unwrap().len(), 20);
    assert_eq!(source.total(&latest).await.unwrap(), 20);
}

#[tokio::test]
async fn a_snapshot_sees_one_moment_whatever_is_committed_meanwhile() {
    let world = World::new().await;
    let early = world.store.source(MORNING, None).await.unwrap();
    let mut act = world.act().await;
    let id = whole_article(&mut act).await;
    act.commit().await.unwrap();
    assert!(early.article(id).await.unwrap().is_none());
    let record = early.into_record();
    assert_eq!(record.facts.get(&Fact::of_id(Column::ARTICLE_STATE, id.0)), Some(&Hash::ABSENT), "absence is a fact");
    assert!(record.number < world.number().await);
}

#[tokio::test]
async fn what_every_page_has_is_read_once_for_each_change_and_seen_by_nobody_at_another() {
    let world = World::new().await;
    let act = async |headline: &str, name: &str| {
        let mut act = world.act().await;
        let (language, slug, body) = (Language::default(), "about".to_owned(), Body::default());
        let page = Standing { id: StandingId(7), language, headline: headline.to_owned(), slug, body };
        act.save_standing(&page).await.unwrap();
        act.save_setting(Setting::Name, &serde_json::json!(name)).await.unwrap();
        act
    };
    let told = |headline: &str, name: &str| (name.to_owned(), vec![headline.to_owned()]);
    act("About", "One").await.commit().await.unwrap();
    let early = world.store.source(MORNING, None).await.unwrap();
    assert_eq!(furniture(&early).await, told("About", "One"));
    let again = world.store.source(MORNING, None).await.unwrap();
    let rows = again.rows_read();
    assert_eq!(furniture(&again).await, told("About", "One"));
    assert_eq!(again.rows_read(), rows, "it was read before");
    let afresh = world.store.source_afresh(MORNING).await.unwrap();
    let rows = afresh.rows_read();
    assert_eq!(furniture(&afresh).await, told("About", "One"));
    assert!(afresh.rows_read() > rows, "it is read once more");
    assert_eq!(again.into_record(), afresh.into_record(), "it is recorded all the same");
    // What an act that is not to be kept sees, nobody else does.
    let inside = act("Never", "Kept").await.as_source(MORNING).await.unwrap();
    assert_eq!(furniture(&inside).await, told("Never", "Kept"));
    drop(inside);
    act("Who we are", "Two").await.commit().await.unwrap();
    let late = world.store.source(MORNING, None).await.unwrap();
    assert_eq!(furniture(&late).await, told("Who we are", "Two"));
    assert_eq!(furniture(&early).await, told("About", "One"));
}

/// The paper's name and the headlines of its standing pages.
async fn furniture(source: &Source) -> (String, Vec<String>) {
    let pages = source.standing_pages(&Language::default()).await.unwrap();
    (source.name(), pages.iter().map(|page| page.headline().clone()).collect())
}

#[tokio::test]
async fn todays_date_is_recorded_with_the_instants_between_which_it_holds() {
    let world = World::new().await;
    let source = world.store.source(MORNING, None).await.unwrap();
    assert_eq!(source.today().to_string(), "2021-08-19");
    let record = source.into_record();
    let hours = |from: Instant, until: Instant| (until.microseconds() - from.microseconds()) / 3_600_000_000;
    let (from, until) = record.clock.between(&Zone::named("Asia/Taipei").unwrap());
    assert_eq!(hours(from, until), 24);
    assert!(from <= MORNING && MORNING < until);
    // It is the same day elsewhere, at other hours.
    let (there, _) = record.clock.between(&Zone::named("Atlantic/Azores").unwrap());
    assert_eq!(hours(from, there), 8);
}

#[tokio::test]
async fn a_slice_knows_of_what_is_not_yet_in_it() {
    let world = World::new().await;
    let source = world.store.source(MORNING, None).await.unwrap();
    let latest = List::latest(&Language::default());
    assert!(source.slice(&latest, None, 5, true).await.unwrap().is_empty());
    let record = source.into_record();
    let mut act = world.act().await;
    whole_article(&mut act).await;
    let change = act.commit().await.unwrap();
    let entered = change.difference.entered.iter().find(|position| position.list == latest).unwrap();
    assert!(record.slices[0].covers(&entered.key));
}

#[tokio::test]
async fn a_preview_reads_the_working_revision_and_nobody_else_does() {
    let world = World::new().await;
    let mut act = world.act().await;
    let id = whole_article(&mut act).await;
    let article = act.article(id).await.unwrap().unwrap();
    let draft = Content::headed(Language::default(), "Ferry stays");
    act.save_revision(id, article.working_revision, &draft, None).await.unwrap();
    let change = act.commit().await.unwrap();
    assert!(change.difference.facts.iter().any(|(fact, _)| fact.column == Column::ARTICLE_HEADLINE));
    for (preview, headline) in [(None, "Ferry sails"), (Some(id), "Ferry stays")] {
        let source = world.store.source(MORNING, preview).await.unwrap();
        assert_eq!(source.article(id).await.unwrap().unwrap().headline(), headline);
        source.finish();
    }
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone_with_a_sentence() {
    let world = World::new().await;
    let act = world.act().await;
    act.connection().batch("INSERT INTO migrations (version, applied) VALUES (9999, 0); COMMIT; BEGIN").await.unwrap();
    drop(act);
    match Store::read(&world.options).await {
        Err(failure @ Failure::Newer { .. }) => assert!(failure.to_string().contains("newer Broadsheet")),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("opened"),
    }
}

#[tokio::test]
async fn an_address_that_led_somewhere_goes_on_leading_there() {
    let world = World::new().await;
    let mut act = world.act().await;
    whole_article(&mut act).await;
    act.commit().await.unwrap();
    let mut act = world.act().await;
    let person = act.person_named("Ada").await.unwrap().unwrap();
    act.save_person(&Person { slug: "ada-quill".into(), ..person.clone() }).await.unwrap();
    act.commit().await.unwrap();
    let source = world.store.source(MORNING, None).await.unwrap();
    for path in ["/person/ada", "/person/ada-quill"] {
        assert_eq!(source.target(path).await.unwrap(), Some(crate::Target::Person(person.id.0)), "{path}");
    }
    source.finish();
    let mut act = world.act().await;
    let id = PersonId(act.new_id());
    let taken = act.save_person(&Person { id, slug: "ada".into(), ..person }).await;
    assert!(matches!(taken, Err(Failure::Taken(_))), "nobody else gets it");
}

#[tokio::test]
async fn a_paper_is_taken_by_the_next_as_soon_as_who_had_it_is_gone() {
    let World { store, options, _database } = World::new().await;
    // Another folder, whose own lock is free: what is asked for here is the database's.
    let folder = TestDatabase::on_sqlite();
    let options = match options.database {
        Some(_) => Options { folder: folder.folder().to_owned(), ..options },
        None => options,
    };
    let leaves = async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        drop(store);
    };
    let taken = async {
        if options.database.is_none() {
            // The lock of a folder is gone with its process.
            tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        }
        Store::own(&options, MORNING).await
    };
    let (taken, ()) = tokio::join!(taken, leaves);
    taken.map(drop).expect("it is free");
}

#[tokio::test]
async fn what_is_asked_together_is_answered_though_others_left_before_their_answers_came() {
    let (world, id) = World::with_an_article().await;
    for polls in (0..12).cycle().take(120) {
        let source = world.store.source(MORNING, None).await.unwrap();
        let pins = source.pins(id);
        let related = source.related(id);
        let (left, mut others) =
            (source.beside(), Box::pin(source.together(async { tokio::try_join!(pins, related) })));
        {
            let mut leaving = Box::pin(left.readers(id));
            for _ in 0..polls {
                let once =
                    |context: &mut std::task::Context<'_>| Poll::Ready(leaving.as_mut().poll(context).is_ready());
                if std::future::poll_fn(once).await {
                    break;
                }
            }
        }
        let (pins, related) = others.as_mut().await.expect("an answer");
        assert!(pins.is_empty() && related.is_empty());
        assert!(left.article(id).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn who_reads_much_in_one_go_gives_up_the_thread_meanwhile() {
    let (world, id) = World::with_an_article().await;
    let source = world.store.source(MORNING, None).await.unwrap();
    let much = source.together(async {
        for _ in 0..2_000 {
            assert!(source.article(id).await.unwrap().is_some());
        }
    });
    let given_up = std::cell::Cell::new(0_usize);
    let others = async {
        loop {
            tokio::task::yield_now().await;
            given_up.set(given_up.get() + 1);
        }
    };
    tokio::select! {
        () = much => {}
        () = others => {}
    }
    assert!(given_up.get() > 1, "others had {} turns", given_up.get());
}
