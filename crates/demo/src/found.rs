//! The demo, founded: through the same acts by which a newsroom makes a paper.

use std::collections::HashMap;

use broadsheet_desk::import::Imported;
use broadsheet_desk::{
    Actor, Desk, Refusal, article, embargo, founding, import, layout, organisation, person, photo, progress, redirect,
    schedule, section, setting, standing, topic,
};
use broadsheet_discovery::Follower;
use broadsheet_news::address;
use broadsheet_news::article::{Author, Byline, Content, Member, State};
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{LayoutId, OrganisationId, PersonId, PhotoId, SectionId, TopicId};
use broadsheet_news::incoming::{Incoming, IncomingByline};
use broadsheet_news::language::Language;
use broadsheet_news::layout::{Layout, Place, Rhythm, default_places};
use broadsheet_store::{Options, Store};

use crate::Coming;

/// The source of the article that leads the front.
const LEAD: &str = "demo:dredging-contract-signed";
/// The source of the article that leads the culture's front, years after it came out.
const LASTING: &str = "demo:archive-in-the-wall";

/// Founds the demo newspaper in an empty folder or database; the caller owns it.
///
/// # Errors
/// A [`Refusal`] where there is a paper already, or the folder or database cannot be used.
pub async fn found(options: &Options, now: Instant) -> Result<Store, Refusal> {
    let store = founding::found(options, &crate::founding(), now).await?;
    let actor = Actor::at_the_machine("demo");
    let desk = Desk { store: &store, actor: &actor, now };
    for (setting, language, text) in crate::settings() {
        setting::save_in(&desk, setting, &language, &serde_json::json!(text)).await?;
    }
    let mut known = Known { sections: sections(&desk).await?, topics: topics(&desk).await?, ..Known::default() };
    known.organisations = organisations(&desk).await?;
    known.persons = persons(&desk, &known.organisations).await?;
    for page in crate::standing_pages() {
        standing::save(&desk, page).await?;
    }
    let imported = import::articles(&desk, &crate::articles(now)).await?.made;
    front(&desk, &known, &imported).await?;
    section_fronts(&desk, &known, &imported).await?;
    for coming in crate::coming(now) {
        wait(&desk, &known, coming).await?;
    }
    for (from, to) in crate::redirects() {
        redirect::save(&desk, &from, &to).await?;
    }
    Follower::new(store.clone()).catch_up(now).await?;
    Ok(store)
}

/// What was made so far, by its language where it has one, and its name.
#[derive(Default)]
struct Known {
    sections: HashMap<(Language, String), SectionId>,
    topics: HashMap<(Language, String), TopicId>,
    organisations: HashMap<String, OrganisationId>,
    persons: HashMap<String, PersonId>,
}

/// The front leads with the day's most important article, though there is a newer one.
async fn front(desk: &Desk<'_>, known: &Known, imported: &[Imported]) -> Result<(), Refusal> {
    let tops = crate::sections().into_iter().filter(|cast| cast.parent.is_none()).map(|cast| cast.section);
    let ours = tops.filter(|section| section.language == Language::default());
    let ids: Vec<SectionId> =
        ours.filter_map(|section| known.sections.get(&(section.language, section.name)).copied()).collect();
    let mut places = default_places(&ids);
    let lead = imported.iter().find(|one| one.source == LEAD).map(|one| Member::Article(one.article));
    if let Some(place) = places.first_mut() {
        place.pins.extend(lead);
    }
    layout::save(desk, Layout { id: LayoutId(0), page: address::front(""), places }).await?;
    Ok(())
}

/// Two sections have fronts of their own: the news of the day with a row from the harbour, and a culture that leads
/// with what has lasted, above its books.
async fn section_fronts(desk: &Desk<'_>, known: &Known, imported: &[Imported]) -> Result<(), Refusal> {
    let section = |name: &str| known.sections.get(&(Language::default(), name.to_owned())).copied();
    let lasting = imported.iter().find(|one| one.source == LASTING).map(|one| Member::Article(one.article));
    let place = |rhythm, section, pins| Place { rhythm, section, pins };
    let news = vec![
        place(Rhythm::Lead, None, Vec::new()),
        place(Rhythm::Seconds, None, Vec::new()),
        place(Rhythm::Four, section("Harbour"), Vec::new()),
    ];
    let culture = vec![
        place(Rhythm::LeadAndList, None, lasting.into_iter().collect()),
        place(Rhythm::TextAndPhoto, section("Books"), Vec::new()),
    ];
    for (slug, places) in [("news", news), ("culture", culture)] {
        layout::save(desk, Layout { id: LayoutId(0), page: address::named("", slug), places }).await?;
    }
    Ok(())
}

/// An article that readers do not have yet: with an hour, or under embargo.
async fn wait(desk: &Desk<'_>, known: &Known, coming: Coming) -> Result<(), Refusal> {
    let content = content(desk, known, coming.article).await?;
    let id = article::create(desk, &content).await?.made.article;
    if coming.embargoed {
        progress::move_to(desk, id, State::InReview).await?;
        embargo::set(desk, id, Some(coming.at)).await?;
    } else {
        progress::move_to(desk, id, State::Ready).await?;
        schedule::publish_at(desk, id, Some(coming.at)).await?;
    }
    Ok(())
}

async fn content(desk: &Desk<'_>, known: &Known, incoming: Incoming) -> Result<Content, Refusal> {
    let mut content = Content::headed(incoming.language, &incoming.headline);
    let named = |name: &String| (content.language.clone(), name.clone());
    content.section = incoming.section.last().and_then(|name| known.sections.get(&named(name)).copied());
    content.topics = incoming.topics.iter().filter_map(|name| known.topics.get(&named(name)).copied()).collect();
    content.bylines = incoming.bylines.into_iter().map(|line| byline(known, line)).collect();
    if let Some(lead) = incoming.lead_photo {
        content.lead_photo = Some(photo::save(desk, lead.photo(PhotoId(0))).await?.made);
    }
    content.front_headline = incoming.front_headline;
    content.seo_title = incoming.seo_title;
    content.deck = incoming.deck;
    content.dateline = incoming.dateline;
    content.body = incoming.body;
    Ok(content)
}

fn byline(known: &Known, line: IncomingByline) -> Byline {
    let person = known.persons.get(&line.name).copied();
    Byline {
        author: person.map_or_else(|| Author::Guest(line.name), Author::Person),
        organisation_id: known.organisations.get(&line.organisation).copied(),
        organisation: line.organisation,
        role: line.role,
    }
}

async fn sections(desk: &Desk<'_>) -> Result<HashMap<(Language, String), SectionId>, Refusal> {
    let mut known: HashMap<(Language, String), SectionId> = HashMap::new();
    for mut cast in crate::sections() {
        let language = cast.section.language.clone();
        cast.section.parent = cast.parent.and_then(|name| known.get(&(language.clone(), name)).copied());
        let name = cast.section.name.clone();
        known.insert((language, name), section::save(desk, cast.section).await?.made);
    }
    Ok(known)
}

async fn topics(desk: &Desk<'_>) -> Result<HashMap<(Language, String), TopicId>, Refusal> {
    let mut known: HashMap<(Language, String), TopicId> = HashMap::new();
    for mut cast in crate::topics() {
        let language = cast.topic.language.clone();
        cast.topic.alias_of = cast.alias_of.and_then(|name| known.get(&(language.clone(), name)).copied());
        let name = cast.topic.name.clone();
        known.insert((language, name), topic::save(desk, cast.topic).await?.made);
    }
    Ok(known)
}

async fn organisations(desk: &Desk<'_>) -> Result<HashMap<String, OrganisationId>, Refusal> {
    let mut known = HashMap::new();
    for organisation in crate::organisations() {
        let name = organisation.name.clone();
        known.insert(name, organisation::save(desk, organisation).await?.made);
    }
    Ok(known)
}

async fn persons(
    desk: &Desk<'_>,
    organisations: &HashMap<String, OrganisationId>,
) -> Result<HashMap<String, PersonId>, Refusal> {
    let mut known = HashMap::new();
    for mut cast in crate::persons() {
        cast.person.organisation = organisations.get(&cast.organisation).copied();
        cast.person.portrait = Some(photo::save(desk, cast.portrait.photo(PhotoId(0))).await?.made);
        let name = cast.person.name.clone();
        known.insert(name, person::save(desk, cast.person).await?.made);
    }
    Ok(known)
}
