//! How far the index has come: kept in the index itself, so that a lost index knows that it is lost.

use broadsheet_news::language::Language;
use broadsheet_news::lists::Key;
use serde::{Deserialize, Serialize};

/// The form of the index. What another form wrote is thrown away: raise it whenever words are cut otherwise.
pub(super) const FORM: u32 = 1;

/// What the index holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Progress {
    /// The form of the index.
    pub form: u32,
    /// The last change that is in it.
    pub number: i64,
    /// When that change was made: a number alone does not tell a paper from its backup.
    pub made: i64,
    /// Where the making of the index stands; nothing once it is made.
    pub making: Option<Place>,
}

/// A place in the making: languages one after the other, each from its newest article down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// The language.
    pub language: Language,
    /// The key of the last article that is in the index.
    pub below: Option<Key>,
    /// How many articles are in it.
    pub articles: usize,
}

impl Progress {
    /// The progress that an index names, if it is of our form.
    pub(super) fn read(payload: Option<&str>) -> Option<Self> {
        let progress: Self = serde_json::from_str(payload?).ok()?;
        (progress.form == FORM).then_some(progress)
    }

    pub(super) fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
