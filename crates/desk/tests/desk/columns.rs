//! Every column of every table: changing it through its act yields a fact, or it is never shown, with a reason.

use broadsheet_desk::publication::{Publication, publish, withdraw};
use broadsheet_desk::{
    article, correction, import, layout, organisation, person, photo, redirect, reference, related, section, setting,
    standing, topic,
};
use broadsheet_news::article::{Article, Author, Byline, Content, Dateline, Member};
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::directory::Organisation;
use broadsheet_news::ids::{LayoutId, OrganisationId, PersonId, PhotoId, ReferenceId, SectionId, StandingId, TopicId};
use broadsheet_news::incoming::{Incoming, Listed};
use broadsheet_news::layout::{Layout, default_places};
use broadsheet_news::lists::List;
use broadsheet_news::paper::Setting;
use broadsheet_news::person::Person;
use broadsheet_news::photo::{Colour, File, Photo};
use broadsheet_news::section::Section;
use broadsheet_news::standing::Standing;
use broadsheet_news::topic::Topic;
use broadsheet_store::thing::Thing;
use broadsheet_store::transaction::{Act, Change};

use crate::world::{MORNING, World, a_photo, chinese, english};

/// What readers never see, as the beginning of a column's name, and why.
const NEVER_SHOWN: &[(&str, &str)] = &[
    ("ledger.", "the numbers of changes and ids"),
    ("changes.", "the change log itself"),
    ("positions.", "kept from the difference: pages read it as slices, which positions entered and left hit"),
    ("page_lengths.", "kept from the difference: tells a commit when to close a page, which positions entered say"),
    ("totals.", "kept from the difference: pages read it as totals, which the change names"),
    ("followers.", "how far followers have come"),
    ("accounts.", "who works here"),
    ("passkeys.", "how they prove who they are"),
    ("sessions.", "where they are signed in"),
    ("tokens.", "what programs show in their place"),
    ("secret_links.", "what they were sent"),
    ("audit.", "what they did"),
    ("answers.", "what they were told"),
    ("views.", "what they look for"),
    ("desk_articles.", "the newsroom's list"),
    ("desk_terms.", "what articles are found by there"),
    ("revisions.account", "the newsroom's: readers see the byline"),
    ("derived.", "tables that followers make for themselves"),
    ("migrations.", "which migrations have run"),
    ("readers.", "a count: announced outside the change log"),
    ("shares.", "a count: announced outside the change log"),
    ("popular.", "a count: announced outside the change log"),
    ("embargoes.", "keeps an article from readers; what they see is its publication"),
    ("schedules.", "says what will be done; what readers see is that it was done"),
    ("settings.key", "which setting it is"),
    ("addresses.path", "which address it is"),
    ("photos.id", "identity"),
    ("photos.expires", "says when it will be gone; what readers see is that it is"),
    ("organisations.id", "identity"),
    ("persons.id", "identity"),
    ("sections.id", "identity"),
    ("topics.id", "identity"),
    ("articles.id", "identity"),
    ("articles.slug", "the address alone is shown"),
    ("articles.working_revision", "the newsroom's"),
    ("articles.source", "where an import found it"),
    ("revisions.id", "identity"),
    ("revisions.article", "identity: a revision never moves"),
    ("revisions.base", "the newsroom's"),
    ("revisions.saved", "the newsroom's: readers see publication and update"),
    ("revisions.saved_by", "the newsroom's: readers see the byline"),
    ("revisions.compared_headline", "made from the headline, for joining references"),
    ("corrections.id", "identity"),
    ("corrections.article", "identity: a correction never moves"),
    ("translations.article", "which article it is a row of"),
    ("article_references.id", "identity"),
    ("article_references.compared", "made from the headline, for joining references"),
    ("pins.article", "identity"),
    ("related.article", "identity"),
    ("mentions.article", "identity"),
    ("layouts.id", "identity"),
    ("layouts.page", "which front it is for"),
    ("standing_pages.id", "identity"),
];

#[tokio::test]
async fn whatever_column_an_act_changes_readers_pages_are_told() {
    let world = World::new().await;
    let cast = Cast::new(&world).await;
    let mut walked = 0;
    for column in world.store.columns().await.unwrap() {
        if NEVER_SHOWN.iter().any(|(begins, _)| column.starts_with(begins)) {
            continue;
        }
        let change = cast.change(&column).await;
        assert!(!change.difference.is_empty(), "{column}: its act changed it, and the change says nothing");
        if let Some(fact) = fact_of(&column) {
            let said = change.difference.facts.iter().any(|(told, _)| told.column.name() == fact);
            assert!(said, "{column}: no fact {fact} in {:?}", change.difference.facts);
        }
        walked += 1;
    }
    assert!(walked > 60, "only {walked} columns were walked");
}

#[tokio::test]
async fn every_reason_on_the_list_is_of_a_column_that_exists() {
    let world = World::new().await;
    let columns = world.store.columns().await.unwrap();
    for (begins, _) in NEVER_SHOWN {
        assert!(columns.iter().any(|column| column.starts_with(begins)), "{begins} is no column");
    }
}

/// The fact that a column is, where it is one and not a position.
fn fact_of(column: &str) -> Option<String> {
    let (table, name) = column.split_once('.')?;
    let noun = match table {
        "photos" => "photo",
        "organisations" => "organisation",
        "persons" => "person",
        "sections" => "section",
        "topics" => "topic",
        "standing_pages" => "standing",
        "article_references" => "reference",
        "settings" => return Some("setting".into()),
        "addresses" => return Some("address".into()),
        "layouts" => return Some("layout.places".into()),
        "corrections" => return Some("article.corrections".into()),
        "translations" => return Some("article.translations".into()),
        "pins" => return Some("article.pins".into()),
        "related" => return Some("article.related".into()),
        "mentions" => return Some("article.mentions".into()),
        "articles" if name == "published_revision" => return Some("article.headline".into()),
        "articles" => return Some(format!("article.{name}")),
        "revisions" if name.starts_with("dateline") => return Some("article.dateline".into()),
        "revisions" => return Some(format!("article.{name}")),
        _ => return None,
    };
    (column != "sections.position").then(|| format!("{noun}.{name}"))
}

/// One of everything, to be changed column by column.
struct Cast<'w> {
    world: &'w World,
    photo: PhotoId,
    organisation: OrganisationId,
    person: PersonId,
    topic: TopicId,
    meant: TopicId,
    section: SectionId,
    standing: StandingId,
    article: Article,
    reference: ReferenceId,
}

impl<'w> Cast<'w> {
    async fn new(world: &'w World) -> Self {
        let desk = world.desk();
        let photo = world.new_photo().await;
        let organisation = organisation::save(&desk, an_organisation()).await.unwrap().made;
        let person = person::save(&desk, a_person()).await.unwrap().made;
        let topic = topic::save(&desk, a_topic("Ferries")).await.unwrap().made;
        let meant = topic::save(&desk, a_topic("Boats")).await.unwrap().made;
        let section = world.new_section("Culture").await;
        let standing = standing::save(&desk, a_standing()).await.unwrap().made;
        let article = world.published("Fog").await;
        let mut with_list = incoming("Listing");
        with_list.related = vec![Listed { headline: "Elsewhere".into(), published: None }];
        let listing = import::articles(&desk, &[with_list]).await.unwrap();
        let reference = reference_of(&listing.change);
        Self { world, photo, organisation, person, topic, meant, section, standing, article, reference }
    }

    /// Changes that column through its act.
    async fn change(&self, column: &str) -> Change {
        let (table, name) = column.split_once('.').unwrap();
        match table {
            "settings" => self.setting().await,
            "addresses" => self.address(name).await,
            "photos" => self.photo(name).await,
            "organisations" => self.organisation(name).await,
            "persons" => self.person(name).await,
            "sections" => self.section(name).await,
            "topics" => self.topic(name).await,
            "articles" => self.article(name).await,
            "revisions" => self.revision(name).await,
            "corrections" => {
                correction::make(&self.world.desk(), self.article.id, column, column).await.unwrap().change
            }
            "translations" => self.translation().await,
            "article_references" => self.reference(name).await,
            "pins" => self.pins().await,
            "related" | "mentions" => self.derived(table).await,
            "layouts" => self.layout().await,
            "standing_pages" => self.standing(name).await,
            _ => panic!("{column} is neither walked nor on the list of what is never shown"),
        }
    }

    async fn setting(&self) -> Change {
        setting::save(&self.world.desk(), Setting::Name, &serde_json::json!("Bay Times")).await.unwrap().change
    }

    async fn address(&self, name: &str) -> Change {
        let desk = self.world.desk();
        match name {
            "noun" => redirect::save(&desk, "/old", "/politics").await.unwrap().change,
            "target" => redirect::save(&desk, "/old", "/culture").await.unwrap().change,
            "thing" => {
                let person = Person { id: self.person, slug: "ada-the-second".into(), ..a_person() };
                person::save(&desk, person).await.unwrap().change
            }
            _ => panic!("addresses.{name} is not walked"),
        }
    }

    async fn photo(&self, name: &str) -> Change {
        let mut photo = Photo { id: self.photo, ..a_photo() };
        match name {
            "file" => photo.file = File::Placeholder("Another".into()),
            "width" => photo.width += 1,
            "height" => photo.height += 1,
            "alt" => photo.alt.push('!'),
            "caption" => photo.caption.push('!'),
            "credit" => photo.credit.push('!'),
            "rights" => photo.rights.push('!'),
            "focal_x" => photo.focal_x += 1,
            "focal_y" => photo.focal_y += 1,
            "average" => photo.average = Some(Colour([1, 2, 3])),
            "gone" => photo.gone = true,
            _ => panic!("photos.{name} is not walked"),
        }
        let changed = photo::save(&self.world.desk(), photo).await.unwrap().change;
        photo::save(&self.world.desk(), Photo { id: self.photo, ..a_photo() }).await.unwrap();
        changed
    }

    async fn organisation(&self, name: &str) -> Change {
        let mut changed = Organisation { id: self.organisation, ..an_organisation() };
        match name {
            "name" => changed.name.push('!'),
            "slug" => changed.slug.push('2'),
            "kinds" => changed.kinds.push("Port".into()),
            "postal_address" => changed.postal_address.push('!'),
            "phone" => changed.phone.push('!'),
            "email" => changed.email.push('!'),
            "web" => changed.web = "https://tide.example".into(),
            "description" => changed.description.push('!'),
            "place" => changed.place.push('!'),
            "opening_hours" => changed.opening_hours.push('!'),
            "logo" => changed.logo = Some(self.photo),
            _ => panic!("organisations.{name} is not walked"),
        }
        let desk = self.world.desk();
        let change = organisation::save(&desk, changed).await.unwrap().change;
        organisation::save(&desk, Organisation { id: self.organisation, ..an_organisation() }).await.unwrap();
        change
    }

    async fn person(&self, name: &str) -> Change {
        let mut changed = Person { id: self.person, ..a_person() };
        match name {
            "name" => changed.name.push('!'),
            "slug" => changed.slug.push('2'),
            "role" => changed.role.push('!'),
            "organisation" => changed.organisation = Some(self.organisation),
            "biography" => changed.biography.push('!'),
            "email" => changed.email.push('!'),
            "portrait" => changed.portrait = Some(self.photo),
            _ => panic!("persons.{name} is not walked"),
        }
        let change = person::save(&self.world.desk(), changed).await.unwrap().change;
        person::save(&self.world.desk(), Person { id: self.person, ..a_person() }).await.unwrap();
        change
    }

    async fn section(&self, name: &str) -> Change {
        let plain = Section {
            id: self.section,
            language: english(),
            name: "Culture".into(),
            slug: "culture".into(),
            parent: None,
            position: 0,
            description: String::new(),
        };
        let mut changed = plain.clone();
        match name {
            "language" => changed.language = chinese(),
            "name" => changed.name.push('!'),
            "slug" => changed.slug.push('2'),
            "parent" => changed.parent = Some(self.world.section),
            "position" => changed.position = 7,
            "description" => changed.description.push('!'),
            _ => panic!("sections.{name} is not walked"),
        }
        let change = section::save(&self.world.desk(), changed).await.unwrap().change;
        section::save(&self.world.desk(), plain).await.unwrap();
        change
    }

    async fn topic(&self, name: &str) -> Change {
        let mut changed = Topic { id: self.topic, ..a_topic("Ferries") };
        match name {
            "language" => changed.language = chinese(),
            "name" => changed.name.push('!'),
            "slug" => changed.slug = "ferries2".into(),
            "alias_of" => changed.alias_of = Some(self.meant),
            "description" => changed.description.push('!'),
            _ => panic!("topics.{name} is not walked"),
        }
        let change = topic::save(&self.world.desk(), changed).await.unwrap().change;
        topic::save(&self.world.desk(), Topic { id: self.topic, ..a_topic("Ferries") }).await.unwrap();
        change
    }

    async fn article(&self, name: &str) -> Change {
        let desk = self.world.desk();
        let made = article::create(&desk, &self.world.content("Storm")).await.unwrap().made;
        let published = publish(&desk, made.article, Publication::default()).await.unwrap();
        match name {
            "address" | "first_published" => published.change,
            "published_revision" => {
                let content = self.world.content("Storm over");
                article::revise(&desk, made.article, made.id, &content).await.unwrap();
                publish(&desk, made.article, Publication::default()).await.unwrap().change
            }
            "updated" => publish(&desk, made.article, Publication { substantive: true }).await.unwrap().change,
            "state" => withdraw(&desk, made.article).await.unwrap().change,
            _ => panic!("articles.{name} is not walked"),
        }
    }

    async fn revision(&self, name: &str) -> Change {
        let desk = self.world.desk();
        let plain = self.world.content("Storm");
        let made = article::create(&desk, &plain).await.unwrap().made;
        publish(&desk, made.article, Publication::default()).await.unwrap();
        article::revise(&desk, made.article, made.id, &self.changed(name, plain)).await.unwrap();
        publish(&desk, made.article, Publication::default()).await.unwrap().change
    }

    fn changed(&self, name: &str, mut content: Content) -> Content {
        match name {
            "language" => content.language = chinese(),
            "headline" => content.headline.push('!'),
            "front_headline" => content.front_headline = Some("Front".into()),
            "seo_title" => content.seo_title = Some("Title".into()),
            "deck" => content.deck.push('!'),
            "body" => content.body = Body::of([BlockKind::paragraph("Other words.")]),
            "bylines" => content.bylines.push(self.byline()),
            "dateline_place" => content.dateline = Dateline { place: "QUAY".into(), organisation: String::new() },
            "dateline_organisation" => {
                content.dateline = Dateline { place: String::new(), organisation: "Harbour Times".into() };
            }
            "section" => content.section = Some(self.section),
            "topics" => content.topics.push(self.topic),
            "lead_photo" => content.lead_photo = Some(self.photo),
            _ => panic!("revisions.{name} is not walked"),
        }
        content
    }

    fn byline(&self) -> Byline {
        Byline {
            author: Author::Person(self.person),
            organisation: String::new(),
            organisation_id: Some(self.organisation),
            role: String::new(),
        }
    }

    async fn translation(&self) -> Change {
        let mut other = incoming("霧");
        other.language = chinese();
        other.translations = vec![self.article.address.clone().unwrap()];
        import::articles(&self.world.desk(), &[other]).await.unwrap().change
    }

    async fn reference(&self, name: &str) -> Change {
        let desk = self.world.desk();
        match name {
            "article" => reference::join(&desk, self.reference, Some(self.article.id)).await.unwrap().change,
            "language" | "headline" | "published" => {
                let mut listing = incoming(&format!("Listing for {name}"));
                listing.related = vec![Listed { headline: format!("Lost {name}"), published: Some(MORNING) }];
                import::articles(&desk, &[listing]).await.unwrap().change
            }
            _ => panic!("article_references.{name} is not walked"),
        }
    }

    async fn pins(&self) -> Change {
        let pinned = [Member::Reference(self.reference)];
        related::pin(&self.world.desk(), self.article.id, &pinned).await.unwrap().change
    }

    async fn derived(&self, table: &str) -> Change {
        let act = Act { name: "derive", actor: "test".into(), now: MORNING, trace: None };
        let mut transaction = self.world.store.begin(act).await.unwrap();
        match table {
            "related" => transaction.save_related(self.article.id, &[Member::Reference(self.reference)]).await.unwrap(),
            _ => transaction.save_mentions(self.article.id, &[self.organisation]).await.unwrap(),
        }
        let change = transaction.commit().await.unwrap();
        if table == "mentions" {
            let list = List::mentions(self.organisation);
            assert!(change.difference.entered.iter().any(|position| position.list == list));
        }
        change
    }

    async fn layout(&self) -> Change {
        let places = default_places(&[self.section]);
        let layout = Layout { id: LayoutId(0), page: "/".into(), places };
        layout::save(&self.world.desk(), layout).await.unwrap().change
    }

    async fn standing(&self, name: &str) -> Change {
        let mut changed = Standing { id: self.standing, ..a_standing() };
        match name {
            "language" => changed.language = chinese(),
            "headline" => changed.headline.push('!'),
            "slug" => changed.slug.push('2'),
            "body" => changed.body = Body::of([BlockKind::paragraph("Write to us.")]),
            _ => panic!("standing_pages.{name} is not walked"),
        }
        let change = standing::save(&self.world.desk(), changed).await.unwrap().change;
        standing::save(&self.world.desk(), Standing { id: self.standing, ..a_standing() }).await.unwrap();
        change
    }
}

fn reference_of(change: &Change) -> ReferenceId {
    let told = change.difference.facts.iter().find(|(fact, _)| fact.column.name() == "reference.headline");
    match Thing::parse(&told.unwrap().0.to_string().replace("reference.headline", "reference")) {
        Some(Thing::Reference(id)) => ReferenceId(id),
        _ => panic!("the import made no reference"),
    }
}

fn incoming(headline: &str) -> Incoming {
    let body = Body::of([BlockKind::paragraph("The harbour was calm.")]);
    let incoming = Incoming::headed(&format!("test:{headline}"), english(), headline, body);
    Incoming { first_published: Some(MORNING), ..incoming }
}

fn an_organisation() -> Organisation {
    Organisation { name: "Tide Institute".into(), slug: "tide-institute".into(), ..Organisation::default() }
}

fn a_person() -> Person {
    Person {
        id: PersonId(0),
        name: "Ada".into(),
        slug: "ada".into(),
        role: String::new(),
        organisation: None,
        biography: String::new(),
        email: String::new(),
        portrait: None,
    }
}

fn a_topic(name: &str) -> Topic {
    Topic {
        id: TopicId(0),
        language: english(),
        name: name.into(),
        slug: String::new(),
        alias_of: None,
        description: String::new(),
    }
}

fn a_standing() -> Standing {
    Standing {
        id: StandingId(0),
        language: english(),
        headline: "Contact".into(),
        slug: "contact".into(),
        body: Body::of([BlockKind::paragraph("Call us.")]),
    }
}
