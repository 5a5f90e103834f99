//! Layouts: which places a front has, what is pinned to them and what fills the rest.

use serde::{Deserialize, Serialize};

use crate::article::Member;
use crate::ids::{LayoutId, SectionId};

/// The look of one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// One article, the day's most important.
    Lead,
    /// Two or three beside or below it.
    Seconds,
    /// One with a photo, and a list beside it.
    LeadAndList,
    /// Four of one size.
    Four,
    /// Headlines and decks, one photo.
    TextAndPhoto,
    /// Headlines with times.
    Latest,
}

impl Rhythm {
    /// How many articles the place holds.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::Lead => 1,
            Self::Seconds | Self::TextAndPhoto => 3,
            Self::Four => 4,
            Self::LeadAndList => 5,
            Self::Latest => 8,
        }
    }
}

/// One place of a layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// How it looks.
    pub rhythm: Rhythm,
    /// The section it is filled from; where none is named, whatever the front is of.
    pub section: Option<SectionId>,
    /// What stands first, whatever is newer.
    #[serde(default)]
    pub pins: Vec<Member>,
}

/// The layout of one front, by the address of its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// Its id.
    pub id: LayoutId,
    /// The address of the front it is for: `/`, `/zh-hant/`, `/politics`.
    pub page: String,
    /// Its places, from the top.
    pub places: Vec<Place>,
}

/// The layout of a front that has none of its own: a lead, seconds, a row for
/// each section in turning rhythms, and the latest.
#[must_use]
pub fn default_places(sections: &[SectionId]) -> Vec<Place> {
    let rhythms = [Rhythm::LeadAndList, Rhythm::Four, Rhythm::TextAndPhoto];
    let place = |rhythm, section| Place { rhythm, section, pins: Vec::new() };
    let rows = sections.iter().zip(rhythms.iter().cycle()).map(|(id, r)| place(*r, Some(*id)));
    [place(Rhythm::Lead, None), place(Rhythm::Seconds, None)]
        .into_iter()
        .chain(rows)
        .chain([place(Rhythm::Latest, None)])
        .collect()
}
