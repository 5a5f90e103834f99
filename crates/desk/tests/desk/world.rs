//! A small paper with one of everything.

use broadsheet_desk::publication::Publication;
use broadsheet_desk::{Actor, Desk, Role, article, founding, photo, publication, section};
use broadsheet_news::article::{Article, Content};
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::clock::{DateStyle, Instant};
use broadsheet_news::ids::{ArticleId, PhotoId, SectionId};
use broadsheet_news::language::Language;
use broadsheet_news::paper::Founding;
use broadsheet_news::photo::{File, Photo};
use broadsheet_news::section::Section;
use broadsheet_store::{Options, Store};
use broadsheet_testkit::TestDatabase;

/// 2021-08-19 11:36 in Taipei.
pub(crate) const MORNING: Instant = Instant::from_microseconds(1_629_344_160_000_000);

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) editor: Actor,
    pub(crate) section: SectionId,
    pub(crate) options: Options,
    _database: TestDatabase,
}

pub(crate) fn english() -> Language {
    Language::default()
}

pub(crate) fn chinese() -> Language {
    Language::tagged("zh-Hant").expect("a tag")
}

pub(crate) fn founding_of(name: &str) -> Founding {
    Founding {
        name: name.into(),
        languages: vec![english(), chinese()],
        zone: "Asia/Taipei".into(),
        address: "https://harbour.example".into(),
        date_style: DateStyle::Numeric,
    }
}

impl World {
    pub(crate) async fn new() -> Self {
        let database = TestDatabase::fresh();
        let options =
            Options { folder: database.folder().join("paper"), database: database.address().map(str::to_owned) };
        let store = founding::found(&options, &founding_of("Harbour Times"), MORNING).await.expect("a paper");
        let mut world =
            Self { store, editor: Actor::at_the_machine("Ada"), section: SectionId(0), options, _database: database };
        world.section = world.new_section("Politics").await;
        world
    }

    pub(crate) fn desk(&self) -> Desk<'_> {
        Desk { store: &self.store, actor: &self.editor, now: MORNING }
    }

    pub(crate) fn at(&self, seconds: i64) -> Desk<'_> {
        Desk { now: MORNING.plus_seconds(seconds), ..self.desk() }
    }

    pub(crate) async fn new_section(&self, name: &str) -> SectionId {
        let section = Section {
            id: SectionId(0),
            language: english(),
            name: name.into(),
            slug: String::new(),
            parent: None,
            position: 0,
            description: String::new(),
        };
        section::save(&self.desk(), section).await.expect("a section").made
    }

    pub(crate) async fn new_photo(&self) -> PhotoId {
        photo::save(&self.desk(), a_photo()).await.expect("a photo").made
    }

    /// An article that readers have.
    pub(crate) async fn published(&self, headline: &str) -> Article {
        let made = article::create(&self.desk(), &self.content(headline)).await.expect("an article").made;
        publication::publish(&self.desk(), made.article, Publication::default()).await.expect("published").made
    }

    pub(crate) fn content(&self, headline: &str) -> Content {
        let text = "The harbour was calm. Nobody left it.";
        Content {
            section: Some(self.section),
            body: Body::of([BlockKind::paragraph(text), BlockKind::paragraph("The ferry waits.")]),
            ..Content::headed(english(), headline)
        }
    }

    /// What readers see of an article's headline, or that they see nothing.
    pub(crate) async fn headline(&self, id: ArticleId) -> Option<String> {
        let source = self.store.source(MORNING, None).await.expect("a source");
        let headline = source.articles(&[id]).await.expect("articles").pop().map(|seen| seen.headline().clone());
        source.finish();
        headline
    }
}

pub(crate) fn a_photo() -> Photo {
    Photo {
        id: PhotoId(0),
        file: File::Placeholder("The harbour".into()),
        width: 1200,
        height: 800,
        alt: "The harbour".into(),
        caption: "The harbour at noon".into(),
        credit: "Ada".into(),
        rights: String::new(),
        focal_x: 500,
        focal_y: 500,
        average: None,
        expires: None,
        gone: false,
    }
}

pub(crate) fn reporter() -> Actor {
    Actor { name: "Ben".into(), person: None, role: Role::Reporter, sections: vec![], trace: None }
}
