//! Every "no" an editor may read: a whole sentence that names the thing and the way out.

use std::fmt;

use broadsheet_news::article::Content;
use broadsheet_news::ids::RevisionId;
use broadsheet_store::Failure;

/// Why an act was not done. Nothing of it remains.
#[derive(Debug)]
pub enum Refusal {
    /// The actor may not.
    NotAllowed(String),
    /// What the act is about does not exist.
    Unknown(String),
    /// What was given cannot stand as it is.
    Unfit(String),
    /// The article is not ready for readers: one reason per line.
    NotReady(Vec<String>),
    /// Fields of what was given cannot stand as they are.
    Misfits(Vec<Misfit>),
    /// Someone saved meanwhile, and not all of it could be merged.
    Conflict(Box<Conflict>),
    /// The same request has come before, and was done then.
    DoneBefore {
        /// What the act made, as JSON.
        made: String,
        /// The number of its change.
        change: i64,
    },
    /// Another request has come under this key.
    Reused,
    /// The store failed.
    Failed(Failure),
}

/// A field that cannot stand as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The field, as the API names it.
    pub field: String,
    /// Why, in a sentence.
    pub why: String,
}

/// What could not be merged, and what could.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The newest revision, on which a further save is to be based.
    pub newest: RevisionId,
    /// Both texts in one; where they clash, what this editor wrote.
    pub merged: Content,
    /// Where they clash.
    pub clashes: Vec<Clash>,
}

/// Two texts for one place, of which an editor must choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The field or block.
    pub place: String,
    /// What this editor wrote.
    pub ours: String,
    /// What the newest revision says.
    pub theirs: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAllowed(why) | Self::Unknown(why) | Self::Unfit(why) => f.write_str(why),
            Self::NotReady(reasons) => write!(f, "The article is not ready: {}", reasons.join(" ")),
            Self::Misfits(misfits) => {
                let said: Vec<&str> = misfits.iter().map(|misfit| misfit.why.as_str()).collect();
                f.write_str(&said.join(" "))
            }
            Self::Conflict(conflict) => {
                let places: Vec<&str> = conflict.clashes.iter().map(|c| c.place.as_str()).collect();
                write!(f, "Someone else changed the same place ({}). Choose between both texts.", places.join(", "))
            }
            Self::DoneBefore { .. } => f.write_str("This was done before: nothing was done again."),
            Self::Reused => f.write_str("This key was given to another request. Give each request a key of its own."),
            Self::Failed(failure) => failure.fmt(f),
        }
    }
}

impl std::error::Error for Refusal {}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Taken(what) => Self::Unfit(format!("{what} is taken already. Choose another.")),
            other => Self::Failed(other),
        }
    }
}
