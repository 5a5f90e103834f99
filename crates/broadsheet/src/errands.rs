//! What errands do: in the server that holds the paper, or here where none is running.

use std::sync::Arc;

use broadsheet_desk::import::articles;
use broadsheet_desk::paging::cut_long_lists;
use broadsheet_desk::publication::{self, Publication};
use broadsheet_desk::{Actor, Desk};
use broadsheet_news::address::decoded;
use broadsheet_news::clock::Instant;
use broadsheet_news::ids::{ArticleId, RevisionId};
use broadsheet_press::{Mismatch, Press};
use broadsheet_store::Store;
use serde::Serialize;
use serde_json::json;

use crate::complaint::Complaint;
use crate::errand::{self, Errand};
use crate::kept::KeptAssets;
use crate::say::say;
use crate::settings::Settings;
use crate::theme::ThemeFolder;

/// More memory than one page needs.
const ENOUGH: usize = 64 << 20;

/// How many addresses are read at once.
const AT_ONCE: i64 = 500;

/// Who does errands.
pub(crate) struct Errands {
    pub(crate) store: Store,
    pub(crate) press: Press,
    pub(crate) theme: ThemeFolder,
    /// Where the files of themes are kept; nowhere, where nobody is served.
    pub(crate) kept: Option<KeptAssets>,
}

/// Sends an errand to the server that holds the paper; does it here, where none is running.
pub(crate) async fn run(settings: &Settings, errand: Errand) -> Result<(), Complaint> {
    let said = match errand::send(&settings.options.folder, &errand).await? {
        Some(said) => said,
        None => alone(settings, errand).await?,
    };
    say!("{}", said.trim_end());
    Ok(())
}

/// Does an errand without a server: what it would find on a shelf is printed first.
async fn alone(settings: &Settings, errand: Errand) -> Result<String, Complaint> {
    let store = match errand {
        // A rehearsal takes the place of an act.
        Errand::Impact { .. } | Errand::User { .. } => Store::own(&settings.options, Instant::now()).await?,
        _ => Store::read(&settings.options).await?,
    };
    let theme = settings.theme.theme()?;
    let press = Press::new(store.clone(), theme);
    if let Errand::CheckPages { json } = errand {
        return every_address(&store, &press, json).await;
    }
    let press = press.shelving(ENOUGH, Arc::new(Instant::now)).await?;
    Errands { store, press, theme: settings.theme.clone(), kept: None }.act(errand).await
}

impl Errands {
    /// Does an errand and says what came of it.
    pub(crate) async fn act(&self, errand: Errand) -> Result<String, Complaint> {
        match errand {
            Errand::Reload => self.reload(),
            Errand::Explain { url, json } => self.explain(&url, json).await,
            Errand::Impact { article, revision, json } => self.impact(article, revision, json).await,
            Errand::CheckPages { json } => {
                let (compared, wrong) = self.press.compare(Instant::now).await?;
                checked(compared, &wrong, json)
            }
            Errand::Import { incoming } => {
                let actor = Actor::at_the_machine("import");
                let desk = Desk { store: &self.store, actor: &actor, now: Instant::now() };
                let done = articles(&desk, &incoming).await?.made;
                serde_json::to_string(&done).map_err(|error| Complaint(error.to_string()))
            }
            Errand::User { user } => user.act(&self.store).await,
            Errand::CutLists => {
                let actor = Actor::at_the_machine("import");
                cut_long_lists(&Desk { store: &self.store, actor: &actor, now: Instant::now() }).await?;
                Ok(String::new())
            }
        }
    }

    /// Reads the theme's folder again.
    pub(crate) fn reload(&self) -> Result<String, Complaint> {
        let theme = self.theme.theme()?;
        self.kept.iter().for_each(|kept| kept.keep(&theme, Instant::now()));
        self.press.wear(theme);
        Ok(format!("The paper is shown in {}.", self.theme.says()?))
    }

    async fn explain(&self, url: &str, json: bool) -> Result<String, Complaint> {
        let (path, query) = asked(url)?;
        let explained = self.press.explain(&path, &query, Instant::now()).await?;
        let explained = explained.ok_or_else(|| {
            Complaint(format!("{url} is printed anew each time it is asked for: there is nothing kept to explain."))
        })?;
        as_asked(&explained, json)
    }

    async fn impact(&self, article: i64, revision: Option<i64>, json: bool) -> Result<String, Complaint> {
        let actor = Actor::at_the_machine("impact");
        let trial = self.store.rehearsing();
        let desk = Desk { store: &trial, actor: &actor, now: Instant::now() };
        let (id, how) = (ArticleId(article), Publication::default());
        let done = match revision {
            Some(revision) => publication::publish_revision(&desk, id, RevisionId(revision), how).await?,
            None => publication::publish(&desk, id, how).await?,
        };
        as_asked(&self.press.impact(done.change.number + 1, &done.change.difference), json)
    }
}

/// The path and query that an address names; it may be whole.
fn asked(url: &str) -> Result<(String, String), Complaint> {
    let rest =
        url.split_once("://").map_or(url, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"));
    if !rest.starts_with('/') {
        return Err(Complaint(format!("'{url}' is no address of the paper. Begin it with a slash.")));
    }
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    Ok((decoded(path).unwrap_or_else(|| path.to_owned()), query.to_owned()))
}

fn as_asked<T: Serialize + std::fmt::Display>(what: &T, json: bool) -> Result<String, Complaint> {
    match json {
        true => serde_json::to_string_pretty(what).map_err(|error| Complaint(error.to_string())),
        false => Ok(what.to_string()),
    }
}

/// Says whether pages are what would be printed now.
fn checked(compared: usize, wrong: &[Mismatch], json: bool) -> Result<String, Complaint> {
    if json {
        let wrong: Vec<_> = wrong.iter().map(|one| json!({"address": one.address, "what": one.what})).collect();
        return Ok(json!({"pages": compared, "wrong": wrong}).to_string());
    }
    match wrong {
        [] => Ok(format!("pages      in order: {compared} on the shelf, each as it would be printed now")),
        [first, ..] => Err(Complaint(format!(
            "{} of {compared} pages on the shelf are not what would be printed now, the first being {first}. Start the server again, and tell the makers.",
            wrong.len()
        ))),
    }
}

/// Prints every public address once.
async fn every_address(store: &Store, press: &Press, json: bool) -> Result<String, Complaint> {
    let (mut printed, mut above) = (0, String::new());
    loop {
        let some = store.addresses_after(&above, AT_ONCE).await?;
        let Some(last) = some.last() else { break };
        above.clone_from(last);
        for path in &some {
            press.fresh(path, "", Instant::now()).await?;
            printed += 1;
        }
    }
    press.fresh("/", "", Instant::now()).await?;
    match json {
        true => Ok(json!({"addresses": printed}).to_string()),
        false => Ok(format!(
            "pages      in order: no server is running; {printed} addresses were printed, each without a flaw"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_be_whole_or_not() {
        let plain = |path: &str, query: &str| (path.to_owned(), query.to_owned());
        assert_eq!(asked("https://example.com/a%20b?page=2").unwrap(), plain("/a b", "page=2"));
        assert_eq!(asked("http://example.com").unwrap(), plain("/", ""));
        assert_eq!(asked("/news").unwrap(), plain("/news", ""));
        assert!(asked("news").unwrap_err().to_string().contains("Begin it with a slash"));
    }
}
