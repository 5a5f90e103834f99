//! The demo, founded: through the same acts by which a newsroom makes a paper.

use std::collections::HashMap;

use broadsheet_desk::{
    Actor, Desk, Refusal, founding, import, organisation, person, photo, redirect, section, setting, standing, topic,
};
use broadsheet_discovery::Follower;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{OrganisationId, PhotoId, SectionId, TopicId};
use broadsheet_news::incoming::IncomingPhoto;
use broadsheet_news::photo::Photo;
use broadsheet_store::{Options, Store};

/// Founds the demo newspaper in an empty folder or database; the caller owns it.
///
/// # Errors
/// A [`Refusal`] where there is a paper already, or the folder or database cannot be used.
pub async fn found(options: &Options, now: Instant) -> Result<Store, Refusal> {
    let store = founding::found(options, &crate::founding(), now).await?;
    let actor = Actor::at_the_machine("demo");
    let desk = Desk { store: &store, actor: &actor, now };
    for (setting, text) in crate::settings() {
        setting::save(&desk, setting, &serde_json::json!(text)).await?;
    }
    sections(&desk).await?;
    topics(&desk).await?;
    let organisations = organisations(&desk).await?;
    persons(&desk, &organisations).await?;
    for page in crate::standing_pages() {
        standing::save(&desk, page).await?;
    }
    import::articles(&desk, &crate::articles(now)).await?;
    for (from, to) in crate::redirects() {
        redirect::save(&desk, &from, &to).await?;
    }
    Follower::new(store.clone()).catch_up(now).await?;
    Ok(store)
}

async fn sections(desk: &Desk<'_>) -> Result<(), Refusal> {
    let mut known: HashMap<String, SectionId> = HashMap::new();
    for mut cast in crate::sections() {
        cast.section.parent = cast.parent.and_then(|name| known.get(&name).copied());
        let name = cast.section.name.clone();
        known.insert(name, section::save(desk, cast.section).await?.made);
    }
    Ok(())
}

async fn topics(desk: &Desk<'_>) -> Result<(), Refusal> {
    let mut known: HashMap<String, TopicId> = HashMap::new();
    for mut cast in crate::topics() {
        cast.topic.alias_of = cast.alias_of.and_then(|name| known.get(&name).copied());
        let name = cast.topic.name.clone();
        known.insert(name, topic::save(desk, cast.topic).await?.made);
    }
    Ok(())
}

async fn organisations(desk: &Desk<'_>) -> Result<HashMap<String, OrganisationId>, Refusal> {
    let mut known = HashMap::new();
    for organisation in crate::organisations() {
        let name = organisation.name.clone();
        known.insert(name, organisation::save(desk, organisation).await?.made);
    }
    Ok(known)
}

async fn persons(desk: &Desk<'_>, organisations: &HashMap<String, OrganisationId>) -> Result<(), Refusal> {
    for mut cast in crate::persons() {
        cast.person.organisation = organisations.get(&cast.organisation).copied();
        cast.person.portrait = Some(photo::save(desk, kept(cast.portrait)).await?.made);
        person::save(desk, cast.person).await?;
    }
    Ok(())
}

fn kept(incoming: IncomingPhoto) -> Photo {
    let IncomingPhoto { file, width, height, alt, caption, credit, rights, focal_point } = incoming;
    let (focal_x, focal_y) = focal_point;
    Photo { id: PhotoId(0), file, width, height, alt, caption, credit, rights, focal_x, focal_y }
}
