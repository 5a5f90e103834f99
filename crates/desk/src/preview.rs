//! How the paper would look if an article went out as it stands: the act of publishing is done, read, and rolled back.

use broadsheet_news::clock::Instant;
use broadsheet_news::ids::ArticleId;
use broadsheet_news::language::Language;
use broadsheet_news::paper::Setting;
use broadsheet_store::source::Source;
use broadsheet_store::transaction::Transaction;
use broadsheet_store::{Due, Store};
use serde_json::Value;

use crate::publication::{Publication, go_away, go_out, let_readers_have};
use crate::{Actor, Deed, Desk, Refusal, article, roles, setting};

/// What is due until then is done too, but no more than so much of it.
const MOST: i64 = 500;

/// The paper as readers would have it at an instant if the newest revision of an article had gone out by then, with all
/// that is scheduled until then; and the article's address in it. Whether the article is ready, and its embargo, does
/// not matter. No act begins while the source is held: print from it and let it go.
///
/// # Errors
/// A [`Refusal`] where the actor may not, or there is no such article.
pub async fn of(desk: &Desk<'_>, id: ArticleId, at: Instant) -> Result<(Source, String), Refusal> {
    let at = at.max(desk.now);
    let due = desk.store.due(at, MOST).await?;
    let mut transaction = desk.begin(Deed::Preview, None).await?;
    let found = article::known(&transaction, id).await?;
    let content = article::content(&transaction, found.working_revision).await?;
    roles::may(desk.actor, Deed::Preview, content.section)?;
    for due in due.iter().filter(|due| due.id != id.0) {
        happen(desk, &mut transaction, due).await?;
    }
    transaction.turn_to(at);
    let mut article = article::known(&transaction, id).await?;
    let_readers_have(&mut transaction, &mut article, Publication::default()).await?;
    let address = article.address.clone().unwrap_or_default();
    Ok((transaction.as_source(at).await?, address))
}

/// The paper as readers would have it if a setting had another value.
///
/// # Errors
/// A [`Refusal`] where the actor may not, or the setting cannot have that value.
pub async fn of_setting(
    desk: &Desk<'_>,
    wanted: Setting,
    language: Option<&Language>,
    value: &Value,
) -> Result<Source, Refusal> {
    let mut transaction = desk.begin(Deed::SaveSetting, None).await?;
    setting::fit(wanted, value)?;
    match language {
        None => transaction.save_setting(wanted, value).await?,
        Some(language) => transaction.save_setting_in(wanted, language, value).await?,
    }
    Ok(transaction.as_source(desk.now).await?)
}

/// An article, for who has a secret link and no account.
///
/// # Errors
/// As [`of`].
pub async fn by_link(store: &Store, id: ArticleId, now: Instant) -> Result<(Source, String), Refusal> {
    let actor = Actor::at_the_machine("preview");
    of(&Desk { store, actor: &actor, now }, id, now).await
}

/// Does what is scheduled, at its instant. What cannot be done is left, as the clockwork would leave it.
async fn happen(desk: &Desk<'_>, transaction: &mut Transaction, due: &Due) -> Result<(), Refusal> {
    transaction.turn_to(due.at.max(desk.now));
    let paper = Actor::at_the_machine("preview");
    let by_itself = Desk { actor: &paper, ..desk.clone() };
    let id = ArticleId(due.id);
    let outcome = match due.act.as_str() {
        "publish" => go_out(&by_itself, transaction, id, Publication::default()).await.map(drop),
        "withdraw" => go_away(&by_itself, transaction, id).await.map(drop),
        _ => Ok(()),
    };
    match outcome {
        Err(refusal @ Refusal::Failed(_)) => Err(refusal),
        _ => Ok(()),
    }
}
