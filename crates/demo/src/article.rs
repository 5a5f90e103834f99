//! One article's file becomes an article on its way in.

use broadsheet_news::article::Dateline;
use broadsheet_news::clock::{Instant, Zone};
use broadsheet_news::incoming::{Incoming, IncomingByline, IncomingCorrection, IncomingPhoto, Listed};
use broadsheet_news::language::Language;
use broadsheet_news::photo::{Colour, File};

use crate::form::{Fields, Flaw, headed, pieces};
use crate::{blocks, typeset};

const FIELDS: [&str; 23] = [
    "language",
    "translates",
    "in",
    "withdrawn",
    "headline",
    "front",
    "seo",
    "deck",
    "ago",
    "updated",
    "section",
    "dateline",
    "by",
    "topics",
    "photo",
    "alt",
    "caption",
    "focal",
    "credit",
    "inside",
    "readers",
    "related",
    "correction",
];

/// Every drawn photo has the form of a small camera's.
pub const SIZE: (i64, i64) = (1280, 853);

/// An article's file, read as far as it needs no other.
pub(crate) struct Filed {
    slug: &'static str,
    fields: Fields,
    text: &'static str,
    language: Language,
    /// Its headline as printed.
    pub(crate) headline: String,
    /// When readers first had it, or are to have it.
    pub(crate) published: Instant,
    /// The slugs of the articles it lists as related.
    pub(crate) related: Vec<String>,
}

impl Filed {
    /// The file under that slug, published as long before `now`, or as long after it, as it says.
    pub(crate) fn read(slug: &'static str, file: &'static str, now: Instant) -> Result<Self, Flaw> {
        let (fields, text) = headed(file)?;
        fields.only(&FIELDS)?;
        let headline = typeset::quotes(fields.required("headline")?);
        let published = match fields.get("in") {
            "" => typeset::before(now, fields.required("ago")?)?,
            ahead => typeset::after(now, ahead)?,
        };
        let language = language(fields.get("language"))?;
        let related = fields.all("related").flat_map(|r| r.split(',')).map(|s| s.trim().to_owned());
        let related = related.collect();
        Ok(Self { slug, fields, text, language, headline, published, related })
    }

    /// The article as the lists of others name it.
    pub(crate) fn listed(&self) -> Listed {
        Listed { headline: self.headline.clone(), published: Some(self.published) }
    }

    /// The whole article; `find` gives the list entry of a slug.
    pub(crate) fn incoming(
        &self,
        now: Instant,
        zone: &Zone,
        find: impl Fn(&str) -> Option<Listed>,
    ) -> Result<Incoming, Flaw> {
        let related: Result<Vec<Listed>, Flaw> = self
            .related
            .iter()
            .map(|slug| find(slug).ok_or_else(|| Flaw(format!("No article is called {slug}."))))
            .collect();
        let slugs: Vec<&str> = self.related.iter().map(String::as_str).collect();
        let day = typeset::day_of(self.published, zone);
        let set = typeset::days(&typeset::quotes(self.text), day, &self.language)?;
        let mut article =
            Incoming::headed(&source(self.slug), self.language.clone(), &self.headline, blocks::body(&set, &slugs)?);
        article.related = related?;
        let last = article.body.articles().into_iter().max().and_then(|place| usize::try_from(place).ok());
        article.boxed = article.related.iter().take(last.unwrap_or(0)).cloned().collect();
        article.slug = Some(self.slug.to_owned());
        self.head(&mut article, zone)?;
        self.record(&mut article, now)?;
        Ok(article)
    }

    /// What stands above the text.
    fn head(&self, article: &mut Incoming, zone: &Zone) -> Result<(), Flaw> {
        let fields = &self.fields;
        let day = typeset::day_of(self.published, zone);
        let set = |name| typeset::days(&typeset::quotes(fields.get(name)), day, &self.language);
        article.front_headline = Some(set("front")?).filter(|text| !text.is_empty());
        article.seo_title = Some(set("seo")?).filter(|text| !text.is_empty());
        article.deck = set("deck")?;
        article.bylines = fields.all("by").map(byline).collect();
        article.dateline = dateline(fields.get("dateline"));
        article.section = fields.required("section")?.split('>').map(|s| s.trim().to_owned()).collect();
        article.topics = fields.required("topics")?.split(';').map(|t| t.trim().to_owned()).collect();
        article.lead_photo = Some(self.lead_photo(set("caption")?)?);
        article.photos = fields.all("inside").map(inside).collect::<Result<_, _>>()?;
        Ok(())
    }

    /// Its times, its readers, its corrections and what it translates.
    fn record(&self, article: &mut Incoming, now: Instant) -> Result<(), Flaw> {
        article.translations = self.fields.all("translates").map(source).collect();
        article.withdrawn = self.fields.all("withdrawn").next().is_some();
        article.first_published = Some(self.published);
        if let Some(ago) = self.fields.all("updated").next() {
            article.updated = Some(typeset::before(now, ago)?);
        }
        if let Some(readers) = self.fields.all("readers").next() {
            let unfit = |_| Flaw(format!("“{readers}” is no number of readers."));
            article.readers = Some(readers.parse().map_err(unfit)?);
        }
        let corrections = self.fields.all("correction").map(|line| correction(line, now));
        article.corrections = corrections.collect::<Result<_, _>>()?;
        Ok(())
    }

    fn lead_photo(&self, caption: String) -> Result<IncomingPhoto, Flaw> {
        let fields = &self.fields;
        let mut photo = drawn(fields.required("photo")?, fields.required("alt")?)?;
        photo.caption = caption;
        photo.credit = fields.required("credit")?.to_owned();
        if let Some(focal) = fields.all("focal").next() {
            photo.focal_point = numbers(focal)?;
        }
        Ok(photo)
    }
}

/// The source that an article of that slug is known by.
fn source(slug: &str) -> String {
    format!("demo:{slug}")
}

/// The language of that tag; the paper's first where none is given.
pub(crate) fn language(tag: &str) -> Result<Language, Flaw> {
    match tag {
        "" => Ok(Language::default()),
        tag => Language::tagged(tag).ok_or_else(|| Flaw(format!("“{tag}” is no language."))),
    }
}

/// A drawn photo, by `scene seed`.
pub(crate) fn drawn(scene_and_seed: &str, alt: &str) -> Result<IncomingPhoto, Flaw> {
    let unfit = || Flaw(format!("“{scene_and_seed}” is no scene with a seed."));
    let (scene, seed) = scene_and_seed.split_once(' ').ok_or_else(unfit)?;
    let seed = seed.trim().parse().map_err(|_| unfit())?;
    Ok(IncomingPhoto {
        file: File::Drawn { scene: scene.to_owned(), seed },
        width: SIZE.0,
        height: SIZE.1,
        alt: typeset::quotes(alt),
        caption: String::new(),
        credit: String::new(),
        rights: "Drawn for this newspaper; free to use with it".to_owned(),
        focal_point: (500, 500),
        beside: None,
        average: crate::draw::average(scene, seed).map(Colour),
        expires: None,
        gone: false,
    })
}

/// A photo in the text: `scene seed | alt | caption | credit`.
fn inside(line: &str) -> Result<IncomingPhoto, Flaw> {
    let [picture, alt, caption, credit] = pieces(line)[..] else {
        return Err(Flaw(format!("“{line}” is no photo: scene seed | alt | caption | credit.")));
    };
    let mut photo = drawn(picture, alt)?;
    photo.caption = typeset::quotes(caption);
    photo.credit = credit.to_owned();
    Ok(photo)
}

/// `name | organisation | role`, with `guest` before the name of somebody who has no page.
fn byline(line: &str) -> IncomingByline {
    let mut pieces = pieces(line).into_iter();
    let name = pieces.next().unwrap_or_default();
    IncomingByline {
        guest: name.starts_with("guest "),
        name: name.trim_start_matches("guest ").to_owned(),
        organisation: pieces.next().unwrap_or_default().to_owned(),
        role: pieces.next().unwrap_or_default().to_owned(),
    }
}

/// `place | organisation`.
fn dateline(line: &str) -> Dateline {
    let mut pieces = pieces(line).into_iter().map(str::to_owned);
    Dateline { place: pieces.next().unwrap_or_default(), organisation: pieces.next().unwrap_or_default() }
}

/// `ago | what was wrong and what is right | the wording before`.
fn correction(line: &str, now: Instant) -> Result<IncomingCorrection, Flaw> {
    let pieces = pieces(line);
    let piece = |at: usize| pieces.get(at).copied().unwrap_or_default();
    Ok(IncomingCorrection {
        made: typeset::before(now, piece(0))?,
        text: typeset::quotes(piece(1)),
        before: typeset::quotes(piece(2)),
    })
}

fn numbers(pair: &str) -> Result<(i64, i64), Flaw> {
    let unfit = || Flaw(format!("“{pair}” is no pair of numbers."));
    let (x, y) = pair.split_once(' ').ok_or_else(unfit)?;
    Ok((x.parse().map_err(|_| unfit())?, y.parse().map_err(|_| unfit())?))
}
