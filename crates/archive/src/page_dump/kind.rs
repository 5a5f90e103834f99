//! What a line of a dump can be recognised as.

/// What a line can be recognised as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nothing stands on it.
    Blank,
    /// The headline, or one of its repetitions.
    Headline,
    /// The deck.
    Deck,
    /// The count of readers.
    Count,
    /// The byline.
    Byline,
    /// The time of publication.
    Published,
    /// The time of the last change.
    Updated,
    /// Byline and time on one line.
    BylineAndTime,
    /// The caption of the lead photo.
    Caption,
    /// A paragraph of the text.
    Paragraph,
    /// A crosshead in the text.
    Heading,
    /// An item of a list in the text.
    Item,
    /// A caption inside the text.
    InnerCaption,
    /// A topic.
    Topic,
    /// A step of the breadcrumbs.
    Breadcrumb,
    /// The title of the directory.
    Directory,
    /// The day in the masthead with the link to the voice briefing.
    Briefing,
    /// A related article.
    Related,
    /// A most popular article.
    Popular,
    /// The time of a listed article.
    ListedTime,
    /// The words above a list.
    Label,
    /// Navigation, sharing, advertising: read and rightly dropped.
    Furniture,
}

impl Kind {
    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Headline => "headline",
            Self::Deck => "deck",
            Self::Count => "count of readers",
            Self::Byline => "byline",
            Self::Published => "published",
            Self::Updated => "updated",
            Self::BylineAndTime => "byline and time",
            Self::Caption => "caption",
            Self::Paragraph => "paragraph",
            Self::Heading => "crosshead",
            Self::Item => "list item",
            Self::InnerCaption => "caption in the text",
            Self::Topic => "topic",
            Self::Breadcrumb => "breadcrumb",
            Self::Directory => "directory",
            Self::Briefing => "voice briefing",
            Self::Related => "related article",
            Self::Popular => "popular article",
            Self::ListedTime => "time of a listed article",
            Self::Label => "label",
            Self::Furniture => "furniture of the page",
        }
    }
}

/// One line of the dump, and what it was recognised as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// What stands on it.
    pub text: String,
    /// What it was recognised as; `None` is left over.
    pub kind: Option<Kind>,
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = self.kind.map_or("left over", Kind::name);
        write!(f, "{:>5}  {kind:<24}  {}", self.number, self.text)
    }
}
