//! The cast: the paper itself, its sections, people, topics, organisations, standing pages and redirects.

use broadsheet_news::address;
use broadsheet_news::clock::DateStyle;
use broadsheet_news::directory::Organisation;
use broadsheet_news::ids::{OrganisationId, PersonId, SectionId, StandingId, TopicId};
use broadsheet_news::incoming::IncomingPhoto;
use broadsheet_news::language::Language;
use broadsheet_news::paper::{Founding, Setting};
use broadsheet_news::person::Person;
use broadsheet_news::section::Section;
use broadsheet_news::slug::slug;
use broadsheet_news::standing::Standing;
use broadsheet_news::topic::Topic;

use crate::form::{Fields, Flaw, headed, pieces, proven, records};
use crate::{article, blocks, typeset};

/// The paper's languages, the first without a prefix.
pub const LANGUAGES: [&str; 2] = ["en", "zh-Hant"];
/// The zone of the Lowen Islands, which are invented and lie where this zone is kept.
pub const ZONE: &str = "Atlantic/Azores";
const NAME: &str = "The Ostrey Lantern";

const PAGES: [&str; 7] = [
    include_str!("../standing/about.md"),
    include_str!("../standing/contact.md"),
    include_str!("../standing/privacy.md"),
    include_str!("../standing/accessibility.md"),
    include_str!("../standing/about.zh-Hant.md"),
    include_str!("../standing/contact.zh-Hant.md"),
    include_str!("../standing/privacy.zh-Hant.md"),
];

/// A person with what is known by name until it has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct CastPerson {
    /// The person; id 0, no organisation and no portrait yet.
    pub person: Person,
    /// The name of the organisation.
    pub organisation: String,
    /// The portrait.
    pub portrait: IncomingPhoto,
}

/// A section, and the name of the one above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastSection {
    /// The section; id 0, no parent yet.
    pub section: Section,
    /// The name of the section it is part of; sections above stand earlier.
    pub parent: Option<String>,
}

/// A topic, and the name of the one it is an alias of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastTopic {
    /// The topic; id 0, not joined to another yet.
    pub topic: Topic,
    /// The name of the topic it means; topics stand before their aliases.
    pub alias_of: Option<String>,
}

/// What the paper is founded with; its address is wherever it is served.
#[must_use]
pub fn founding() -> Founding {
    Founding {
        name: NAME.to_owned(),
        languages: LANGUAGES.iter().filter_map(|tag| Language::tagged(tag)).collect(),
        zone: ZONE.to_owned(),
        address: String::new(),
        date_style: DateStyle::Numeric,
    }
}

/// The settings beyond those it is founded with, each for its language.
#[must_use]
pub fn settings() -> Vec<(Setting, Language, String)> {
    [
        (Setting::DirectoryTitle, "en", "Directory of Port Ostrey"),
        (Setting::DirectoryTitle, "zh-Hant", "奧斯崔港名錄"),
        (Setting::BriefingTitle, "en", "Listen"),
        (Setting::BriefingTitle, "zh-Hant", "聽新聞"),
        (
            Setting::Description,
            "en",
            "The Ostrey Lantern reports from Port Ostrey and the Lowen Islands: harbour, council, \
             business, culture, sport and science.",
        ),
        (Setting::Description, "zh-Hant", "《奧斯崔燈報》報導奧斯崔港與洛文群島：港口、議會、經濟、文化、體育與科學。"),
    ]
    .into_iter()
    .filter_map(|(setting, tag, text)| Some((setting, Language::tagged(tag)?, text.to_owned())))
    .collect()
}

/// What the addresses of that language begin with.
#[must_use]
pub fn prefix(language: &Language) -> String {
    address::prefix(language, &founding().languages)
}

/// The sections of both languages, each after the one above it, in the order of the masthead.
#[must_use]
pub fn sections() -> Vec<CastSection> {
    let file = concat!(include_str!("../cast/sections.txt"), "\n", include_str!("../cast/sections.zh-Hant.txt"));
    all(file, "sections.txt", section)
}

/// The people the paper knows.
#[must_use]
pub fn persons() -> Vec<CastPerson> {
    all(include_str!("../cast/persons.txt"), "persons.txt", person)
}

/// The topics, and behind each the aliases that mean it.
#[must_use]
pub fn topics() -> Vec<CastTopic> {
    let file = concat!(include_str!("../cast/topics.txt"), "\n", include_str!("../cast/topics.zh-Hant.txt"));
    all(file, "topics.txt", topic).into_iter().flatten().collect()
}

/// The organisations of the directory.
#[must_use]
pub fn organisations() -> Vec<Organisation> {
    let file = include_str!("../cast/organisations.txt");
    all(file, "organisations.txt", organisation)
}

/// The pages that stand.
#[must_use]
pub fn standing_pages() -> Vec<Standing> {
    PAGES.map(|file| proven(standing(file), "standing")).into()
}

/// Addresses of an earlier site, and where they lead now.
#[must_use]
pub fn redirects() -> Vec<(String, String)> {
    [
        ("/ports", "/harbour"),
        ("/arts", "/culture"),
        ("/about-us", "/about"),
        ("/tides-and-times", "/directory/lowen-meteorological-office"),
        ("/alexa", "/briefing"),
    ]
    .map(|(from, to)| (from.to_owned(), to.to_owned()))
    .into()
}

/// Every record of a file, numbered from 0.
fn all<T>(file: &str, name: &str, read: impl Fn(usize, &Fields) -> Result<T, Flaw>) -> Vec<T> {
    let records = proven(records(file), name);
    let read = records.iter().enumerate().map(|(at, fields)| read(at, fields));
    proven(read.collect(), name)
}

fn section(at: usize, fields: &Fields) -> Result<CastSection, Flaw> {
    fields.only(&["name", "language", "part of", "about"])?;
    let name = fields.required("name")?;
    Ok(CastSection {
        section: Section {
            id: SectionId(0),
            language: article::language(fields.get("language"))?,
            name: name.to_owned(),
            slug: slug(name),
            parent: None,
            position: i64::try_from(at).unwrap_or(i64::MAX),
            description: typeset::quotes(fields.required("about")?),
        },
        parent: fields.all("part of").next().map(str::to_owned),
    })
}

fn person(_: usize, fields: &Fields) -> Result<CastPerson, Flaw> {
    fields.only(&["name", "role", "organisation", "email", "portrait", "alt", "about"])?;
    let name = fields.required("name")?;
    let alt = fields.all("alt").next().map_or_else(|| format!("Portrait of {name}"), str::to_owned);
    let mut portrait = article::drawn(fields.required("portrait")?, &alt)?;
    portrait.credit = NAME.to_owned();
    portrait.focal_point = (500, 400);
    Ok(CastPerson {
        person: Person {
            id: PersonId(0),
            name: name.to_owned(),
            slug: slug(name),
            role: fields.required("role")?.to_owned(),
            organisation: None,
            biography: typeset::quotes(fields.required("about")?),
            email: fields.get("email").to_owned(),
            portrait: None,
        },
        organisation: fields.required("organisation")?.to_owned(),
        portrait,
    })
}

fn topic(_: usize, fields: &Fields) -> Result<Vec<CastTopic>, Flaw> {
    fields.only(&["name", "language", "also", "about"])?;
    let language = article::language(fields.get("language"))?;
    let main = fields.required("name")?;
    let also = fields.get("also").split(';').map(str::trim).filter(|name| !name.is_empty());
    let made = |name: &str, about: &str, alias_of: Option<&str>| CastTopic {
        topic: Topic {
            id: TopicId(0),
            language: language.clone(),
            name: name.to_owned(),
            slug: slug(name),
            alias_of: None,
            description: typeset::quotes(about),
        },
        alias_of: alias_of.map(str::to_owned),
    };
    let first = made(main, fields.required("about")?, None);
    Ok(std::iter::once(first).chain(also.map(|name| made(name, "", Some(main)))).collect())
}

fn organisation(_: usize, fields: &Fields) -> Result<Organisation, Flaw> {
    fields.only(&["name", "kinds", "address", "phone", "email", "web", "place", "open", "about"])?;
    let name = fields.required("name")?;
    Ok(Organisation {
        id: OrganisationId(0),
        name: typeset::quotes(name),
        slug: slug(name),
        kinds: pieces(fields.required("kinds")?).into_iter().map(str::to_owned).collect(),
        postal_address: fields.required("address")?.to_owned(),
        phone: fields.required("phone")?.to_owned(),
        email: fields.required("email")?.to_owned(),
        web: fields.required("web")?.to_owned(),
        description: typeset::quotes(fields.required("about")?),
        place: fields.required("place")?.to_owned(),
        opening_hours: fields.required("open")?.to_owned(),
        logo: None,
    })
}

fn standing(file: &str) -> Result<Standing, Flaw> {
    let (fields, text) = headed(file)?;
    fields.only(&["headline", "language", "slug"])?;
    Ok(Standing {
        id: StandingId(0),
        language: article::language(fields.get("language"))?,
        headline: typeset::quotes(fields.required("headline")?),
        slug: fields.required("slug")?.to_owned(),
        body: blocks::body(&typeset::quotes(text), &[])?,
    })
}
