//! What editors do: one file per act.
//!
//! An act asks whether the actor may, then whether the thing is ready, then does
//! one transaction. It leaves a change behind and does not know what pages exist.
//!
//! To add an act: a [`Deed`] with its row in the table of roles, a file here
//! that begins with [`Desk::begin`], and its story in `tests/`.

pub mod article;
pub mod correction;
pub mod embargo;
pub mod founding;
pub mod import;
pub mod layout;
pub mod organisation;
pub mod paging;
pub mod person;
pub mod photo;
pub mod progress;
pub mod publication;
pub mod redirect;
pub mod reference;
pub mod related;
pub mod roles;
pub mod schedule;
pub mod section;
pub mod setting;
pub mod standing;
pub mod topic;
pub mod translation;

mod export;
mod refusal;

pub use export::{export_above, export_one};
pub use refusal::Refusal;
pub use roles::{Actor, Deed, Role};

use broadsheet_news::clock::Instant;
use broadsheet_news::ids::SectionId;
use broadsheet_store::Store;
use broadsheet_store::transaction::{Act, Change, Transaction};

/// Someone at work: who acts, on which paper, when.
#[derive(Clone)]
pub struct Desk<'a> {
    /// The paper.
    pub store: &'a Store,
    /// Who acts.
    pub actor: &'a Actor,
    /// When.
    pub now: Instant,
}

/// An act that is done: what it made, and the change it left behind.
#[derive(Clone, Debug)]
pub struct Done<T> {
    /// What the act made.
    pub made: T,
    /// The change.
    pub change: Change,
}

impl Desk<'_> {
    /// Begins an act, if the actor may do it in that section.
    async fn begin(&self, deed: Deed, section: Option<SectionId>) -> Result<Transaction, Refusal> {
        roles::may(self.actor, deed, section)?;
        let act = Act { name: deed.name(), actor: self.actor.name.clone(), now: self.now };
        Ok(self.store.begin(act).await?)
    }
}

async fn done<T>(transaction: Transaction, made: T) -> Result<Done<T>, Refusal> {
    let change = transaction.commit().await?;
    Ok(Done { made, change })
}

/// A name that readers will see: not empty, one line, not endless.
fn named(what: &'static str, name: &str) -> Result<(), Refusal> {
    let problem = if name.trim().is_empty() {
        "is empty: give it a few words"
    } else if name.contains(char::is_control) {
        "holds a line break or control character: write it in one line"
    } else if name.chars().count() > 500 {
        "has more than 500 characters: shorten it"
    } else {
        return Ok(());
    };
    Err(Refusal::Unfit(format!("The {what} {problem}.")))
}
