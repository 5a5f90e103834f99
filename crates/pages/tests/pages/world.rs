//! A small newspaper to read pages from: the Harbour Post of a town with a port.

use std::sync::{Arc, LazyLock};

use broadsheet_news::article::{Article, Author, Byline, Content, Dateline, Member, State};
use broadsheet_news::body::{Block, BlockKind, Body, IdGiver, Inline, Level, Link, Marks, Text};
use broadsheet_news::clock::Instant;
use broadsheet_news::directory::Organisation;
use broadsheet_news::ids::{ArticleId, OrganisationId, PersonId, PhotoId, ReferenceId, SectionId, StandingId, TopicId};
use broadsheet_news::language::Language;
use broadsheet_news::paper::Setting;
use broadsheet_news::person::Person;
use broadsheet_news::photo::{File, Photo};
use broadsheet_news::reference::Reference;
use broadsheet_news::section::Section;
use broadsheet_news::standing::Standing;
use broadsheet_news::topic::Topic;
use broadsheet_pages::Reading;
use broadsheet_pages::theme::Theme;
use broadsheet_source::Source;
use broadsheet_store::transaction::{Act, Transaction};
use broadsheet_store::{Options, Store};
use serde_json::json;

/// A Wednesday, a quarter past nine in the morning in Taipei.
pub const NOW: Instant = Instant::from_microseconds(1_764_033_300_000_000);

/// The paper, in a folder that goes when it does.
pub struct World {
    pub store: Store,
    pub main: ArticleId,
    pub translated: ArticleId,
    pub sections: Vec<SectionId>,
    pub topics: Vec<TopicId>,
    pub people: Vec<PersonId>,
    pub articles: Vec<ArticleId>,
    _folder: tempfile::TempDir,
}

pub fn english() -> Language {
    Language::default()
}

pub fn chinese() -> Language {
    Language::tagged("zh-Hant").expect("a language")
}

const HEADLINES: [&str; 26] = [
    "Night ferry returns after eleven years",
    "Council votes to keep the old fish market open until the new hall is dry",
    "Flood",
    "Harbour pilots ask for a third boat as ships grow longer",
    "Small theatre fills every seat with a play about the weather",
    "What the tide gauge says: the water is four centimetres higher than in 1990",
    "Schools may open later on market days",
    "Rowers win the strait race by the length of an oar",
    "A year without a harbour master",
    "The bakery that lit its oven for the fishing fleet",
    "Customs house clock runs again",
    "Scientists count the herons and find more than they hoped for",
    "Minister promises a decision on the northern breakwater before spring, and asks the town, its fishermen and the shipping companies for patience",
    "Second bridge closed to lorries",
    "Library lends out umbrellas",
    "Old cranes to stay, says heritage board",
    "Goalkeeper, 41, is not finished yet",
    "Power cable to the outer islands is on the sea bed",
    "Two held after copper theft at the yard",
    "Choir of dockers sings in the cathedral",
    "Why the eels are late this year",
    "Fuel prices fall for a third week",
    "Island doctor retires after forty years of crossing by boat",
    "Budget leaves a gap of two million",
    "Chess in the ferry queue",
    "Lighthouse keeper’s diary is published",
];

/// The paper as it is read, in the theme that is built in.
pub fn reading(source: &Source) -> Reading<'_> {
    Reading { source, theme: harbour() }
}

fn harbour() -> &'static Theme {
    static HARBOUR: LazyLock<Arc<Theme>> = LazyLock::new(Theme::harbour);
    &HARBOUR
}

impl World {
    /// The whole paper.
    pub async fn full() -> Self {
        Self::with(true).await
    }

    /// A paper with sections and nothing in them.
    pub async fn empty() -> Self {
        Self::with(false).await
    }

    /// A paper in other languages, with sections and nothing in them; an act adds to it.
    pub async fn speaking(tags: &[&str]) -> Self {
        let world = Self::with(false).await;
        let mut t = world.act().await;
        t.save_setting(Setting::Languages, &json!(tags)).await.expect("a setting");
        t.commit().await.expect("a commit");
        world
    }

    async fn with(filled: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let options = Options { folder: folder.path().to_owned(), database: None };
        let store = Store::found(&options, NOW.plus_seconds(-90 * 86_400)).await.expect("a paper");
        let mut world = Self {
            store,
            main: ArticleId(0),
            translated: ArticleId(0),
            sections: vec![],
            topics: vec![],
            people: vec![],
            articles: vec![],
            _folder: folder,
        };
        let mut t = world.act().await;
        settings(&mut t).await;
        world.sections = sections(&mut t).await;
        if filled {
            world.topics = topics(&mut t).await;
            let people = people(&mut t).await;
            standing(&mut t).await;
            world.articles = articles(&mut t, &world, &people).await;
            world.people = people.0;
            world.main = world.articles[0];
            lists(&mut t, &world).await;
            world.translated = translated(&mut t, &world).await;
        }
        t.commit().await.expect("a commit");
        world
    }

    /// An act of the desk, as far as these tests need one.
    pub async fn act(&self) -> Transaction {
        self.store.begin(Act { name: "test", actor: "the tests".into(), now: NOW, trace: None }).await.expect("an act")
    }

    /// The paper printed at an address, at [`NOW`].
    pub async fn print(&self, path: &str) -> broadsheet_pages::Printed {
        self.print_at(path, "", NOW).await
    }

    /// The paper printed at an address with a query, at some moment.
    pub async fn print_at(&self, path: &str, query: &str, now: Instant) -> broadsheet_pages::Printed {
        let source = self.store.source(now, None).await.expect("a source");
        let path = broadsheet_news::address::decoded(path).expect("a path");
        let request = broadsheet_pages::Request::of(&source, &path, query);
        let printed = broadsheet_pages::print(reading(&source), &request).await.expect("a page");
        source.finish();
        printed
    }

    /// The address of an article.
    pub async fn address(&self, id: ArticleId) -> String {
        let source = self.store.source(NOW, None).await.expect("a source");
        let article = source.article(id).await.expect("a reading").expect("an article");
        broadsheet_news::address::encoded(article.address().as_deref().expect("an address"))
    }

    /// Changes an article's row.
    pub async fn change(&self, id: ArticleId, change: impl FnOnce(&mut Article)) {
        let mut t = self.act().await;
        let mut article = t.article(id).await.expect("a reading").expect("an article");
        change(&mut article);
        t.save_article(&article).await.expect("a save");
        t.commit().await.expect("a commit");
    }
}

async fn settings(t: &mut Transaction) {
    for (setting, value) in [
        (Setting::Name, json!("The Harbour Post")),
        (Setting::Languages, json!(["en", "zh-Hant"])),
        (Setting::Zone, json!("Asia/Taipei")),
        (Setting::Address, json!("http://127.0.0.1:8391")),
        (Setting::DirectoryTitle, json!("Directory of the Harbour")),
        (Setting::Description, json!("News from the port and the town around it.")),
    ] {
        t.save_setting(setting, &value).await.expect("a setting");
    }
}

async fn sections(t: &mut Transaction) -> Vec<SectionId> {
    let mut ids = Vec::new();
    let names = ["Politics", "Port", "Town", "Culture", "Science", "Sport", "Elections"];
    for (position, name) in (0..).zip(names) {
        let id = SectionId(t.new_id());
        let parent = (name == "Elections").then(|| ids[0]);
        let description = if name == "Port" { "Ships, cranes and the people who move them." } else { "" };
        let section = Section {
            id,
            language: english(),
            name: name.into(),
            slug: name.to_lowercase(),
            parent,
            position,
            description: description.into(),
        };
        t.save_section(&section).await.expect("a section");
        ids.push(id);
    }
    ids
}

async fn topics(t: &mut Transaction) -> Vec<TopicId> {
    let names = [
        "Night ferry",
        "Harbour board",
        "Islands",
        "Shipping",
        "Public transport",
        "Tides",
        "Town council",
        "Timetables",
        "Crossings",
    ];
    let mut ids: Vec<TopicId> = Vec::new();
    for name in names {
        let id = TopicId(t.new_id());
        let topic = Topic {
            id,
            language: english(),
            name: name.into(),
            slug: broadsheet_news::slug::slug(name),
            alias_of: (name == "Crossings").then(|| ids[0]),
            description: String::new(),
        };
        t.save_topic(&topic).await.expect("a topic");
        ids.push(id);
    }
    ids
}

async fn people(t: &mut Transaction) -> (Vec<PersonId>, OrganisationId) {
    let post = OrganisationId(t.new_id());
    let pilots = OrganisationId(t.new_id());
    for (id, name, kind, place) in
        [(post, "The Harbour Post", "Newspaper", "Quay Street"), (pilots, "Harbour Pilots’ Guild", "Guild", "Pier 4")]
    {
        let organisation = Organisation {
            id,
            name: name.into(),
            slug: broadsheet_news::slug::slug(name),
            kinds: vec![kind.into(), "Association".into()],
            postal_address: "4 Quay Street, Harbour Town".into(),
            phone: "+886 2 5550 0100".into(),
            email: "office@example.com".into(),
            web: "https://example.com/".into(),
            description: "Has stood on the quay since the first steamer.".into(),
            place: place.into(),
            opening_hours: "Monday to Friday, 9:00 to 17:00".into(),
            logo: None,
        };
        t.save_organisation(&organisation).await.expect("an organisation");
    }
    let drawn = File::Drawn { scene: "portrait".into(), seed: 3 };
    let portrait = kept(t, drawn, ["Mara Lindqvist at her desk", "", ""]).await;
    let mut ids = Vec::new();
    for (name, portrait) in [("Mara Lindqvist", Some(portrait)), ("Chen Yu-ting", None)] {
        let id = PersonId(t.new_id());
        let person = Person {
            id,
            name: name.into(),
            slug: broadsheet_news::slug::slug(name),
            role: "Staff Writer".into(),
            organisation: Some(post),
            biography: "Writes about the port, the ferries and whoever waits for them.".into(),
            email: "newsroom@example.com".into(),
            portrait,
        };
        t.save_person(&person).await.expect("a person");
        ids.push(id);
    }
    (ids, post)
}

async fn photo(t: &mut Transaction, seed: &str, alt: &str, caption: &str, credit: &str) -> PhotoId {
    kept(t, File::Placeholder(seed.into()), [alt, caption, credit]).await
}

async fn kept(t: &mut Transaction, file: File, [alt, caption, credit]: [&str; 3]) -> PhotoId {
    let id = PhotoId(t.new_id());
    let photo = Photo {
        id,
        file,
        width: 1500,
        height: 1000,
        alt: alt.into(),
        caption: caption.into(),
        credit: credit.into(),
        rights: String::new(),
        focal_x: 500,
        focal_y: 400,
        average: None,
        expires: None,
        gone: false,
    };
    t.save_photo(&photo).await.expect("a photo");
    id
}

async fn standing(t: &mut Transaction) {
    for name in ["About", "Privacy", "Contact", "Accessibility"] {
        let id = StandingId(t.new_id());
        let body = body(vec![BlockKind::paragraph("We print what we can prove, and say so when we were wrong.")]);
        let page = Standing { id, language: english(), headline: name.into(), slug: name.to_lowercase(), body };
        t.save_standing(&page).await.expect("a standing page");
    }
}

fn body(kinds: Vec<BlockKind>) -> Body {
    let mut ids = IdGiver::new();
    Body { blocks: kinds.into_iter().map(|kind| Block { id: ids.give(&kind), kind }).collect() }
}

const PARAGRAPHS: [&str; 6] = [
    "The night ferry between the old pier and the outer islands will sail again from the first of next month, the harbour board said on Wednesday, eleven years after the last one tied up.",
    "Two ships have been leased from a yard across the strait. Each takes ninety cars and four hundred passengers, and each has berths, which the old boats did not.",
    "“People here have planned their lives around a timetable that was not there,” said the chairwoman of the islands’ council. “From next month there is one.”",
    "Tickets will cost as much as a day crossing until the end of the year. After that, the board wants to charge by the season, a plan that the town’s councillors have yet to see.",
    "The last night ferry was taken out of service when its engine failed in a January gale. A replacement was ordered, paid for in part, and never delivered; the yard no longer exists.",
    "The board expects some 30,000 passengers in the first winter. It has not said what happens if there are fewer.",
];

fn long_text(photo: PhotoId, other: ArticleId) -> Body {
    let mut kinds: Vec<BlockKind> = PARAGRAPHS[..3].iter().map(|p| BlockKind::paragraph(p)).collect();
    kinds.push(BlockKind::heading(Level::Two, "What it costs"));
    let link = Link::parse("https://example.com/board");
    kinds.push(BlockKind::Paragraph {
        text: Text::new([
            Inline::plain("The figures are in "),
            Inline::marked("the board’s own paper", Marks { link, ..Marks::default() }),
            Inline::plain(", which calls them "),
            Inline::marked("careful", Marks { emphasis: true, ..Marks::default() }),
            Inline::plain("."),
        ]),
    });
    kinds.push(BlockKind::Quote {
        paragraphs: vec![Text::plain("A harbour that sleeps at night is a car park with a view.")],
        attribution: Text::plain("Harbour board, minutes of 1987"),
    });
    kinds.push(BlockKind::paragraph(PARAGRAPHS[3]));
    kinds.push(BlockKind::FactBox {
        title: Text::plain("The crossing in figures"),
        blocks: body(vec![BlockKind::paragraph(
            "Distance: 61 sea miles. Time: seven hours. Berths: 120 on each ship.",
        )])
        .blocks,
    });
    kinds.push(BlockKind::Photo { photo: photo.0, caption: None });
    kinds.push(BlockKind::paragraph(PARAGRAPHS[4]));
    kinds.push(BlockKind::Table {
        header: true,
        caption: Text::plain("Departures from the old pier"),
        rows: [["Day", "Leaves", "Arrives"], ["Monday", "22:30", "05:40"], ["Thursday", "23:15", "06:20"]]
            .map(|row| row.map(Text::plain).into())
            .into(),
    });
    kinds.push(BlockKind::Related { articles: vec![other.0] });
    kinds.push(BlockKind::paragraph(PARAGRAPHS[5]));
    body(kinds).normalise()
}

async fn articles(t: &mut Transaction, world: &World, people: &(Vec<PersonId>, OrganisationId)) -> Vec<ArticleId> {
    let inner = photo(t, "berth", "A berth with a folded blanket", "One of the new berths", "Anna Ruiz").await;
    let mut ids: Vec<ArticleId> = Vec::new();
    for (n, headline) in HEADLINES.iter().enumerate().rev() {
        let section = match n {
            0 => world.sections[1],
            n => world.sections[n % 7],
        };
        let mut content = Content::headed(english(), headline);
        content.section = Some(section);
        if n % 4 != 3 {
            content.deck = "The decision comes after a long summer of meetings on both sides of the water".into();
        }
        if n % 5 != 4 {
            let seed = format!("photo {n}");
            content.lead_photo =
                Some(photo(t, &seed, "", "Passengers on the old pier", "Anna Ruiz/Harbour Post").await);
        }
        content.dateline = Dateline { place: "HARBOUR TOWN".into(), organisation: "Harbour Post".into() };
        content.bylines = vec![Byline {
            author: Author::Person(people.0[n % 2]),
            organisation: "The Harbour Post".into(),
            organisation_id: Some(people.1),
            role: "Staff Writer".into(),
        }];
        content.topics = match n {
            0 => world.topics.clone(),
            n if n % 3 == 0 => world.topics[..2].to_vec(),
            _ => Vec::new(),
        };
        content.body = match n {
            0 => long_text(inner, ids[4]),
            _ => body(PARAGRAPHS.iter().map(|p| BlockKind::paragraph(p)).collect()),
        };
        let at = NOW.plus_seconds(-5_400 - 9_000 * i64::try_from(n).unwrap_or(0));
        ids.push(publish(t, headline, &content, at, (n == 0).then(|| at.plus_seconds(3_300))).await);
    }
    ids.reverse();
    ids
}

/// Publishes an article at that moment.
pub async fn publish(
    t: &mut Transaction,
    headline: &str,
    content: &Content,
    at: Instant,
    updated: Option<Instant>,
) -> ArticleId {
    let slug = broadsheet_news::slug::slug(headline);
    let id = ArticleId(t.new_id());
    let revision = t.insert_article(id, &slug, content, None, None).await.expect("an article");
    let mut article = t.article(revision.article).await.expect("a reading").expect("an article");
    article.state = State::Published;
    article.address = Some(format!("/2025/11/25/{slug}"));
    article.published_revision = Some(revision.id);
    article.first_published = Some(at);
    article.updated = updated;
    t.save_article(&article).await.expect("a save");
    revision.article
}

const CHINESE: [&str; 3] = [
    "往返舊碼頭與外島之間的夜間渡輪，將於下月一日恢復航行。港務委員會週三表示，這是十一年來的第一個夜間航班。",
    "兩艘渡輪向海峽對岸的船廠租用，每艘可載九十輛汽車與四百名乘客，並設有臥鋪，這是舊船所沒有的。",
    "「這裡的人一直照著一張不存在的時刻表過日子，」外島議會主席說：「從下個月起，終於有了。」",
];

async fn translated(t: &mut Transaction, world: &World) -> ArticleId {
    let id = SectionId(t.new_id());
    let port = Section {
        id,
        language: chinese(),
        name: "港口".into(),
        slug: "港口".into(),
        parent: None,
        position: 0,
        description: String::new(),
    };
    t.save_section(&port).await.expect("a section");
    let headline = "夜間渡輪停航十一年後復航";
    let mut content = Content::headed(chinese(), headline);
    content.section = Some(id);
    content.deck = "外島居民整個夏天都在等待這個決定".into();
    content.body = body(CHINESE.iter().map(|p| BlockKind::paragraph(p)).collect());
    content.bylines = vec![Byline {
        author: Author::Guest("陳雨婷".into()),
        organisation: String::new(),
        organisation_id: None,
        role: "記者".into(),
    }];
    let article = publish(t, headline, &content, NOW.plus_seconds(-3_000), None).await;
    t.link_translation(world.main, article).await.expect("a link");
    article
}

async fn lists(t: &mut Transaction, world: &World) {
    let reference = ReferenceId(t.new_id());
    let known = Reference {
        id: reference,
        language: english(),
        headline: "Islands ask for a winter timetable".into(),
        published: Some(NOW.plus_seconds(-900_000)),
        article: None,
    };
    t.save_reference(&known).await.expect("a reference");
    let mut related: Vec<Member> = [3, 8, 13, 17].map(|n: usize| Member::Article(world.articles[n])).into();
    related.insert(2, Member::Reference(reference));
    t.save_related(world.main, &related).await.expect("related");
    let popular: Vec<Member> = world.articles.iter().skip(1).step_by(2).take(9).copied().map(Member::Article).collect();
    let opening: Vec<Member> = popular.iter().copied().chain([Member::Article(world.main)]).collect();
    t.open_popular(&english(), &opening).await.expect("popular");
    t.open_readers(world.main, 566).await.expect("readers");
}
