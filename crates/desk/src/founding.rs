//! A paper is founded: its first settings, in one act.

use broadsheet_news::clock::Instant;
use broadsheet_news::paper::{Founding, Setting};
use broadsheet_store::{Options, Store};
use serde_json::json;

use crate::{Actor, Deed, Desk, Refusal, setting};

/// Founds a paper in an empty folder or database; the caller owns it.
///
/// # Errors
/// A [`Refusal`] where a setting is unfit or a paper is there already; then nothing is made.
pub async fn found(options: &Options, founding: &Founding, now: Instant) -> Result<Store, Refusal> {
    let mut settings = vec![
        (Setting::Name, json!(founding.name)),
        (Setting::Languages, json!(founding.languages)),
        (Setting::Zone, json!(founding.zone)),
        (Setting::DateStyle, json!(founding.date_style)),
    ];
    if !founding.address.is_empty() {
        settings.push((Setting::Address, json!(founding.address)));
    }
    for (setting, value) in &settings {
        setting::fit(*setting, value)?;
    }
    let store = Store::found(options, now).await?;
    let founder = Actor::at_the_machine("founder");
    let desk = Desk { store: &store, actor: &founder, now };
    let mut transaction = desk.begin(Deed::Found, None).await?;
    for (setting, value) in &settings {
        transaction.save_setting(*setting, value).await?;
    }
    transaction.commit().await?;
    Ok(store)
}
