//! What a command says when it cannot do what it was asked to.

use std::fmt;

use broadsheet_desk::Refusal;
use broadsheet_store::Failure;

/// A sentence that names the thing and the way out.
#[derive(Debug)]
pub(crate) struct Complaint(pub(crate) String);

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Failure> for Complaint {
    fn from(failure: Failure) -> Self {
        Self(failure.to_string())
    }
}

impl From<Refusal> for Complaint {
    fn from(refusal: Refusal) -> Self {
        Self(refusal.to_string())
    }
}
