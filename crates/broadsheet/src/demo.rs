//! The demo newspaper, opened, or founded where there is none yet.

use broadsheet_news::clock::Instant;
use broadsheet_store::{Failure, Options, Store};

use crate::complaint::Complaint;

/// Opens the paper of the folder, or founds the demo there.
///
/// # Errors
/// Where the folder or database cannot be used.
pub(crate) async fn open(options: &Options) -> Result<Store, Complaint> {
    let now = Instant::now();
    match Store::own(options, now).await {
        Err(Failure::NoPaper(_)) => Ok(broadsheet_demo::found(options, now).await?),
        other => Ok(other?),
    }
}
