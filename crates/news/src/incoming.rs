//! What comes in from outside, by names instead of ids: one form for importers, export and the demo.

use serde::{Deserialize, Serialize};

use crate::article::Dateline;
use crate::body::Body;
use crate::clock::Instant;
use crate::ids::PhotoId;
use crate::language::Language;
use crate::photo::{Colour, File, Photo};

/// One article on its way in, or out. Everything it refers to is named, not numbered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incoming {
    /// Where it was found; one source makes one article, however often it is imported.
    pub source: String,
    /// The language it is written in.
    pub language: Language,
    /// The headline.
    pub headline: String,
    /// A shorter headline for fronts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub front_headline: Option<String>,
    /// The title for search engines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seo_title: Option<String>,
    /// The last piece of its address; made from the headline where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// The deck; may be empty.
    #[serde(default)]
    pub deck: String,
    /// The text. Photos in it are numbered by their place in `photos`, from 1.
    pub body: Body,
    /// Who wrote it, in order.
    #[serde(default)]
    pub bylines: Vec<IncomingByline>,
    /// Where it was written.
    #[serde(default)]
    pub dateline: Dateline,
    /// The names of its section and of those above it, from the top.
    #[serde(default)]
    pub section: Vec<String>,
    /// The names of its topics, in order.
    #[serde(default)]
    pub topics: Vec<String>,
    /// The photo above the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_photo: Option<IncomingPhoto>,
    /// The photos that the text shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<IncomingPhoto>,
    /// The articles that boxes in the text lead to; the text numbers them by their place here, from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub boxed: Vec<Listed>,
    /// When readers first had it; now, where nothing is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_published: Option<Instant>,
    /// Its last substantive change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Instant>,
    /// Its corrections, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<IncomingCorrection>,
    /// Whether it was withdrawn.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// How many readers it has had, the opening balance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readers: Option<i64>,
    /// Articles listed as related, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Listed>,
    /// Articles listed as most popular, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub popular: Vec<Listed>,
    /// The title of the directory on its page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directory_title: Option<String>,
    /// The words of the link to the voice briefing on its page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub briefing_title: Option<String>,
    /// The source of the same article in another language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<String>,
}

impl Incoming {
    /// An article of which only source, language, headline and text are known.
    #[must_use]
    pub fn headed(source: &str, language: Language, headline: &str, body: Body) -> Self {
        Self {
            source: source.to_owned(),
            language,
            headline: headline.to_owned(),
            front_headline: None,
            seo_title: None,
            slug: None,
            deck: String::new(),
            body,
            bylines: Vec::new(),
            dateline: Dateline::default(),
            section: Vec::new(),
            topics: Vec::new(),
            lead_photo: None,
            photos: Vec::new(),
            boxed: Vec::new(),
            first_published: None,
            updated: None,
            corrections: Vec::new(),
            withdrawn: false,
            readers: None,
            related: Vec::new(),
            popular: Vec::new(),
            directory_title: None,
            briefing_title: None,
            translations: Vec::new(),
        }
    }
}

/// A line of the byline, by names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingByline {
    /// The author's name.
    pub name: String,
    /// The organisation, as printed; may be empty.
    #[serde(default)]
    pub organisation: String,
    /// The role, as printed; may be empty.
    #[serde(default)]
    pub role: String,
    /// Whether the author is a guest: a name without a page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub guest: bool,
}

/// A photo on its way in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingPhoto {
    /// Where its bytes come from.
    pub file: File,
    /// Its width in pixels.
    pub width: i64,
    /// Its height in pixels.
    pub height: i64,
    /// What it shows, for who cannot see it.
    #[serde(default)]
    pub alt: String,
    /// What it shows, for everybody.
    #[serde(default)]
    pub caption: String,
    /// Who made it.
    #[serde(default)]
    pub credit: String,
    /// What it may be used for.
    #[serde(default)]
    pub rights: String,
    /// The point to keep in every crop, in thousandths from the left and the top.
    #[serde(default = "middle")]
    pub focal_point: (i64, i64),
    /// A picture file in the folder of the file that is imported, or below it: its bytes become the photo's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<String>,
    /// Its average colour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub average: Option<Colour>,
    /// The instant at which its rights end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Instant>,
    /// Whether readers may not see it any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}

fn middle() -> (i64, i64) {
    (500, 500)
}

impl IncomingPhoto {
    /// A photo known only by its caption: readers see a placeholder drawn from it.
    #[must_use]
    pub fn captioned(caption: &str, credit: &str) -> Self {
        Self {
            file: File::Placeholder(caption.to_owned()),
            width: 1200,
            height: 800,
            alt: caption.to_owned(),
            caption: caption.to_owned(),
            credit: credit.to_owned(),
            rights: String::new(),
            focal_point: middle(),
            beside: None,
            average: None,
            expires: None,
            gone: false,
        }
    }

    /// The photo that it becomes under that id.
    #[must_use]
    pub fn photo(self, id: PhotoId) -> Photo {
        let Self { file, width, height, alt, caption, credit, rights, focal_point, average, expires, gone, .. } = self;
        let (focal_x, focal_y) = focal_point;
        Photo { id, file, width, height, alt, caption, credit, rights, focal_x, focal_y, average, expires, gone }
    }
}

/// A correction on its way in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingCorrection {
    /// When it was made public.
    pub made: Instant,
    /// What was wrong and what is right.
    pub text: String,
    /// The wording before; may be empty.
    #[serde(default)]
    pub before: String,
}

/// An article that a list names: by headline, and by time where the list gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its headline.
    pub headline: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Instant>,
}
