//! Corrections: what was wrong, said in public, with a date of its own.

use serde::{Deserialize, Serialize};

use crate::clock::Instant;
use crate::ids::{ArticleId, CorrectionId};

/// One correction of one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Its id.
    pub id: CorrectionId,
    /// The article that was wrong.
    pub article: ArticleId,
    /// When it was made public.
    pub made: Instant,
    /// What was wrong and what is right, as readers see it.
    pub text: String,
    /// The wording before, where the paper keeps it.
    pub before: String,
}
