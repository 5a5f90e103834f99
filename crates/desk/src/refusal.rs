//! Every "no" an editor may read: a whole sentence that names the thing and the way out.

use std::fmt;

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
    /// Someone saved meanwhile, and these could not be merged.
    Conflict(Vec<Clash>),
    /// The store failed.
    Failed(Failure),
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
            Self::Conflict(clashes) => {
                let places: Vec<&str> = clashes.iter().map(|c| c.place.as_str()).collect();
                write!(f, "Someone else changed the same place ({}). Choose between both texts.", places.join(", "))
            }
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
