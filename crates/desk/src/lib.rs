//! What editors do: one file per act.
//!
//! An act asks whether the actor may, then whether the thing is ready, then does
//! one transaction. It leaves a change behind and does not know what pages exist.
//!
//! To add an act: a [`Deed`] with its row in the table of roles, a file here
//! that begins with [`Desk::begin`], and its story in `tests/`.

pub mod account;
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
pub mod preview;
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
mod fit;
mod refusal;

pub use broadsheet_news::account::Role;
pub use export::{export_above, export_one};
pub use refusal::{Clash, Conflict, Misfit, Refusal};
pub use roles::{Actor, Deed, may};

use broadsheet_news::clock::Instant;
use broadsheet_news::ids::SectionId;
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use broadsheet_store::transaction::{Act, Change, Transaction};
use broadsheet_store::{Failure, Store};
use serde::Serialize;
use serde::de::DeserializeOwned;

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
        let trace = self.actor.trace.clone();
        let act = Act { name: deed.name(), actor: self.actor.name.clone(), now: self.now, trace };
        let transaction = self.store.begin(act).await?;
        self.not_done_before(&transaction).await?;
        Ok(transaction)
    }

    /// Where a request may come twice, it is looked up, in the act itself, whether it has come.
    async fn not_done_before(&self, transaction: &Transaction) -> Result<(), Refusal> {
        let trace = self.actor.trace.as_ref();
        let Some((account, once)) = trace.and_then(|trace| Some((trace.account?, trace.once.as_ref()?))) else {
            return Ok(());
        };
        match transaction.answered(account, &once.key).await? {
            None => Ok(()),
            Some(before) if before.asked == once.asked => {
                Err(Refusal::DoneBefore { made: before.made, change: before.change })
            }
            Some(_) => Err(Refusal::Reused),
        }
    }
}

/// Ends an act that readers may see something of.
async fn done<T: Serialize>(mut transaction: Transaction, made: T) -> Result<Done<T>, Refusal> {
    keep_answer(&mut transaction, &made)?;
    let change = transaction.commit().await?;
    Ok(Done { made, change })
}

/// Ends an act that readers see nothing of.
async fn aside<T: Serialize>(mut transaction: Transaction, made: T) -> Result<Done<T>, Refusal> {
    keep_answer(&mut transaction, &made)?;
    let change = transaction.aside().await?;
    Ok(Done { made, change })
}

fn keep_answer<T: Serialize>(transaction: &mut Transaction, made: &T) -> Result<(), Refusal> {
    if transaction.is_to_answer() {
        let made = serde_json::to_string(made).map_err(|error| Failure::Broken(error.to_string()))?;
        transaction.answers(made);
    }
    Ok(())
}

/// What an act has made, where the same request has come before and it was done then: nothing is done again.
///
/// # Errors
/// Every other [`Refusal`].
pub fn told_again<T: DeserializeOwned>(outcome: Result<Done<T>, Refusal>) -> Result<Done<T>, Refusal> {
    match outcome {
        Err(Refusal::DoneBefore { made, change }) => {
            let made = serde_json::from_str(&made).map_err(|error| Failure::Broken(error.to_string()))?;
            Ok(Done { made, change: Change { number: change, difference: Default::default() } })
        }
        other => other,
    }
}

/// In characters.
const LONGEST_NAME: usize = 500;

/// A name that readers will see: not empty, one line, not endless.
fn named(what: &'static str, name: &str) -> Result<(), Refusal> {
    let what = Sentence::from(what);
    if name.trim().is_empty() {
        Err(Refusal::Unfit(sentence!("{} is empty: give it a few words.", what)))
    } else if name.contains(char::is_control) {
        Err(Refusal::Unfit(sentence!("{} holds a line break or control character: write it in one line.", what)))
    } else if name.chars().count() > LONGEST_NAME {
        Err(Refusal::Unfit(sentence!("{} has more than {} characters: shorten it.", what, LONGEST_NAME)))
    } else {
        Ok(())
    }
}
