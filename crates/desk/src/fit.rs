//! Whether what a revision says can be kept: every field that cannot is named.

use broadsheet_news::article::{Author, Content};
use broadsheet_news::ids::PhotoId;
use broadsheet_news::photo::Photo;
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use broadsheet_store::Rows;

use crate::Refusal;
use crate::refusal::Misfit;

/// In characters.
const LINE: usize = 500;
const DECK: usize = 2_000;
const NAME: usize = 200;
const SAID_OF_PHOTO: usize = 5_000;
/// Of bytes, as plain text.
const TEXT: usize = 1 << 20;
const BLOCKS: usize = 5_000;
const TOPICS: usize = 100;
const BYLINES: usize = 50;

/// Refuses what is too long, holds what it cannot, or names what does not exist.
pub(crate) async fn content(rows: &Rows, content: &Content) -> Result<(), Refusal> {
    let mut misfits = Misfits::default();
    misfits.line("headline", "The headline", &content.headline, LINE);
    misfits.line("front_headline", "The headline for fronts", content.front_headline.as_deref().unwrap_or(""), LINE);
    misfits.line("seo_title", "The title for search engines", content.seo_title.as_deref().unwrap_or(""), LINE);
    misfits.line("deck", "The deck", &content.deck, DECK);
    misfits.line("dateline", "The dateline's place", &content.dateline.place, NAME);
    misfits.line("dateline", "The dateline's organisation", &content.dateline.organisation, NAME);
    for byline in &content.bylines {
        if let Author::Guest(name) = &byline.author {
            misfits.line("bylines", "An author's name", name, NAME);
        }
        misfits.line("bylines", "An author's organisation", &byline.organisation, NAME);
        misfits.line("bylines", "An author's role", &byline.role, NAME);
    }
    misfits.few("topics", "topics", content.topics.len(), TOPICS);
    misfits.few("bylines", "bylines", content.bylines.len(), BYLINES);
    misfits.few("body", "blocks", content.body.blocks.len(), BLOCKS);
    if content.body.plain_text().len() > TEXT {
        misfits.add("body", "The text has more than 1 MiB: publish it in parts.".into());
    }
    if misfits.0.is_empty() {
        names_what_is(rows, content, &mut misfits).await?;
    }
    if misfits.0.is_empty() { Ok(()) } else { Err(Refusal::Misfits(misfits.0)) }
}

/// Notes a section, topic, person or photo that does not exist.
async fn names_what_is(rows: &Rows, content: &Content, misfits: &mut Misfits) -> Result<(), Refusal> {
    let unknown = |what: &'static str| {
        sentence!("The article names a {} that does not exist. Choose another.", Sentence::from(what))
    };
    if let Some(section) = content.section
        && rows.section(section).await?.is_none()
    {
        misfits.add("section", unknown("section"));
    }
    for topic in &content.topics {
        if rows.topic(*topic).await?.is_none() {
            misfits.add("topics", unknown("topic"));
        }
    }
    for byline in &content.bylines {
        if let Author::Person(person) = &byline.author
            && rows.person(*person).await?.is_none()
        {
            misfits.add("bylines", unknown("person"));
        }
        if let Some(organisation) = byline.organisation_id
            && rows.organisation(organisation).await?.is_none()
        {
            misfits.add("bylines", unknown("organisation"));
        }
    }
    let in_text = content.body.photos().into_iter().map(|photo| ("body", PhotoId(photo)));
    for (field, photo) in content.lead_photo.into_iter().map(|photo| ("lead_photo", photo)).chain(in_text) {
        if rows.photo(photo).await?.is_none() {
            misfits.add(field, unknown("photo"));
        }
    }
    Ok(())
}

/// Refuses what is said of a photo where it is too long.
pub(crate) fn photo(photo: &Photo) -> Result<(), Refusal> {
    let mut misfits = Misfits::default();
    for (field, what, text) in [
        ("alt", "The description", &photo.alt),
        ("caption", "The caption", &photo.caption),
        ("credit", "The credit", &photo.credit),
        ("rights", "The note of rights", &photo.rights),
    ] {
        misfits.short(field, what, text, SAID_OF_PHOTO);
    }
    if misfits.0.is_empty() { Ok(()) } else { Err(Refusal::Misfits(misfits.0)) }
}

#[derive(Default)]
struct Misfits(Vec<Misfit>);

impl Misfits {
    fn add(&mut self, field: &str, why: Sentence) {
        let misfit = Misfit { field: field.to_owned(), why };
        if !self.0.contains(&misfit) {
            self.0.push(misfit);
        }
    }

    fn short(&mut self, field: &str, what: &'static str, text: &str, most: usize) {
        if text.chars().count() > most {
            self.add(field, sentence!("{} has more than {} characters: shorten it.", Sentence::from(what), most));
        }
    }

    fn line(&mut self, field: &str, what: &'static str, text: &str, most: usize) {
        self.short(field, what, text, most);
        if text.chars().count() <= most && text.contains(char::is_control) {
            self.add(
                field,
                sentence!("{} holds a line break or control character: write it in one line.", Sentence::from(what)),
            );
        }
    }

    fn few(&mut self, field: &str, what: &'static str, count: usize, most: usize) {
        if count > most {
            self.add(
                field,
                sentence!(
                    "The article has {} {}, and {} are the most: take some away.",
                    count,
                    Sentence::from(what),
                    most
                ),
            );
        }
    }
}
