//! The archive becomes a newspaper, through the same import as everybody's.

use broadsheet_desk::{Actor, Desk, Refusal, founding, import};
use broadsheet_news::incoming::Incoming;
use broadsheet_store::{Options, Store};

use super::Filling;

/// How many articles are one act.
const AT_ONCE: usize = 2_000;

/// Founds the archive's newspaper in an empty folder or database; the caller owns it. `told` hears how many articles
/// have come in since it was last told.
///
/// # Errors
/// A [`Refusal`] where there is a newspaper already, or the folder or database cannot be used.
pub async fn found(options: &Options, filling: &Filling, mut told: impl FnMut(usize)) -> Result<Store, Refusal> {
    let store = founding::found(options, &Filling::founding(), Filling::end()).await?;
    let actor = Actor::at_the_machine("fill");
    let desk = Desk { store: &store, actor: &actor, now: Filling::end() };
    for first in (0..filling.len()).step_by(AT_ONCE) {
        let numbers = first..filling.len().min(first + AT_ONCE);
        let batch: Vec<Incoming> = numbers.map(|number| filling.article(number)).collect();
        told(import::articles(&desk, &batch).await?.made.len());
    }
    Ok(store)
}
