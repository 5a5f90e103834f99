//! Every "no" an editor may read: a whole sentence that names the thing and the way out.

use std::fmt;

use broadsheet_news::article::Content;
use broadsheet_news::ids::RevisionId;
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use broadsheet_store::Failure;

/// Why an act was not done. Nothing of it remains.
#[derive(Debug)]
pub enum Refusal {
    /// The actor may not.
    NotAllowed(Sentence),
    /// What the act is about does not exist.
    Unknown(Sentence),
    /// What was given cannot stand as it is.
    Unfit(Sentence),
    /// The article is not ready for readers: one reason per line.
    NotReady(Vec<Sentence>),
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
    pub why: Sentence,
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

impl Refusal {
    /// What is said of it, sentence by sentence.
    #[must_use]
    pub fn sentences(&self) -> Vec<Sentence> {
        match self {
            Self::NotAllowed(why) | Self::Unknown(why) | Self::Unfit(why) => vec![why.clone()],
            Self::NotReady(reasons) => {
                [Sentence::from("The article is not ready:")].into_iter().chain(reasons.iter().cloned()).collect()
            }
            Self::Misfits(misfits) => misfits.iter().map(|misfit| misfit.why.clone()).collect(),
            Self::Conflict(conflict) => {
                let places: Vec<&str> = conflict.clashes.iter().map(|clash| clash.place.as_str()).collect();
                let places = places.join(", ");
                vec![sentence!("Someone else changed the same place ({}). Choose between both texts.", places)]
            }
            Self::DoneBefore { .. } => vec!["This was done before: nothing was done again.".into()],
            Self::Reused => vec!["This key was given to another request. Give each request a key of its own.".into()],
            Self::Failed(failure) => vec![Sentence::Text(failure.to_string())],
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said: Vec<String> = self.sentences().iter().map(Sentence::to_string).collect();
        f.write_str(&said.join(" "))
    }
}

impl std::error::Error for Refusal {}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Taken(address) => {
                Self::Unfit(sentence!("The address {} is taken already. Choose another.", address))
            }
            Failure::Twice(columns) => Self::Unfit(sentence!("That is there already ({}). Choose another.", columns)),
            other => Self::Failed(other),
        }
    }
}
