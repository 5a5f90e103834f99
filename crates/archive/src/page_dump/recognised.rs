//! What a page dump was recognised to say.

use broadsheet_news::article::Dateline;
use broadsheet_news::language::Language;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::kind::Line;

/// The blocks of one page dump. What was not found is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    /// The headline.
    pub headline: String,
    /// The deck.
    pub deck: String,
    /// The count of readers.
    pub readers: Option<i64>,
    /// Who wrote it, in order.
    pub bylines: Vec<Byline>,
    /// When it was published, by the clock of its own zone.
    pub published: Option<LocalTime>,
    /// When it was last changed.
    pub updated: Option<LocalTime>,
    /// What is said of the lead photo.
    pub photo: Option<Photo>,
    /// Where it was written and for whom.
    pub dateline: Dateline,
    /// The dateline with its dash, as it stood before the first paragraph.
    pub dateline_printed: String,
    /// The text, without its dateline.
    pub paragraphs: Vec<Paragraph>,
    /// The names of its topics.
    pub topics: Vec<String>,
    /// The way from the front to the article.
    pub breadcrumbs: Vec<String>,
    /// The title of the directory of organisations.
    pub directory_title: String,
    /// The words of the link to the voice briefing.
    pub briefing_title: String,
    /// The related articles, in order.
    pub related: Vec<Listed>,
    /// The most popular articles, in order.
    pub popular: Vec<Listed>,
    /// The language it seems to be written in.
    pub language: Language,
    /// What each line of the dump was recognised as.
    pub lines: Vec<Line>,
}

/// One author, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// The name.
    pub name: String,
    /// The organisation; may be empty.
    pub organisation: String,
    /// The role; may be empty.
    pub role: String,
}

/// A time as a page prints it: a day, perhaps the time of day, perhaps an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The day.
    pub date: Date,
    /// The time of day, where it is printed.
    pub time: Option<Time>,
    /// How far from UTC, where it is printed.
    pub offset: Option<Offset>,
}

/// What is said of a photo that the dump cannot show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Photo {
    /// What it shows.
    pub caption: String,
    /// Who made it; may be empty.
    pub credit: String,
}

/// One block of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paragraph {
    /// A paragraph.
    Text(String),
    /// A crosshead.
    Heading(String),
    /// An item of a list.
    Item {
        /// What it says.
        text: String,
        /// Whether its list is numbered.
        ordered: bool,
    },
}

impl Paragraph {
    /// What it says.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Heading(text) | Self::Item { text, .. } => text,
        }
    }
}

/// An article that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its headline.
    pub headline: String,
    /// Its time, where the list gives it.
    pub published: Option<LocalTime>,
}
